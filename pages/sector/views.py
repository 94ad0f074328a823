"""The contents of « Secteur »: what it weighs, where, its stakes, and the figures of other studies."""

from __future__ import annotations

import pandas as pd

from components.figures import facts, palette
from components.figures.bars import bars
from components.figures.blocks import Block, Evidence, Figure, Number, View
from components.figures.evidence import cite
from components.figures.pages import Contents, PageView
from components.figures.perimeters import among_domains
from data.french.formats import count, number
from data.indicators import sector as indicators
from pages.registry import PAGES
from pages.sector import broad_sectors, clicks, employers_map, quotations, territories
from pages.sector import words as sentences
from pages.sector.employers import BLOCKS as EMPLOYERS

JOBS_WITHOUT_YEAR = "La source ne dit pas l’année des emplois salariés."
# How the notes of a count say that its jobs have no year of their own.
_UNDATED = "non précisée"
ASTERISK = "La présentation écrit « en 2025* » sans donner la note de l’astérisque."


def headline(view: View, sectors: pd.DataFrame) -> list[str]:
    return sentences.headline(indicators.latest(sectors), view.domain, view.domain_id)


def scope(view: View, sectors: pd.DataFrame) -> list[str]:
    sectors = indicators.latest(sectors)
    year = ", ".join(str(year) for year in sectors["year"].unique())
    undated = ["année des emplois non précisée"] if _jobs_caution(sectors) else []
    return [f"établissements de toute la Martinique, {year}", *undated]


def _jobs_caution(sectors: pd.DataFrame) -> str:
    """That the source does not say the year of the jobs, where it does not: a count loaded has its own."""
    undated = sectors["note"].astype("str").str.contains(_UNDATED)
    return JOBS_WITHOUT_YEAR if undated.any() else ""


def _counted(sectors: pd.DataFrame) -> str:
    """« les 7 sous-secteurs »."""
    return f"les {count(len(sectors), 'sous-secteur')}"


def key_figures(view: View, figures: pd.DataFrame, sectors: pd.DataFrame) -> Figure:
    """The two totals that the deck prints, or those of a count loaded since, and the average they make."""
    sectors = indicators.latest(sectors)
    total, year = indicators.totals(sectors), int(sectors["year"].max())
    rows = facts.pick(figures, "establishments-total", "employees-total")
    of_deck = year == rows["year"].max()
    establishments, employees = facts.numbers(rows)
    counted = (
        (
            Number(establishments.value, "Établissements", f"{establishments.detail}*, sans note"),
            Number(employees.value, "Salariés", "année non dite"),
        )
        if of_deck
        else (
            Number(number(total["establishments"]), "Établissements", str(year)),
            Number(number(total["employees"]), "Salariés", "du même comptage"),
        )
    )
    return Figure(
        title=f"{count(total['establishments'], 'établissement')} et {count(total['employees'], 'salarié')}",
        subtitle=f"Services numériques en Martinique, {_counted(sectors)} "
        + ("de la présentation" if of_deck else "du comptage"),
        numbers=(
            *counted,
            Number(number(total["average_size"], decimals=1), "Salarié par établissement", "calculé"),
        ),
        evidence=(cite(view, rows) if of_deck else ()) + _computed(view, sectors),
        caution=f"{ASTERISK} {JOBS_WITHOUT_YEAR}" if of_deck else "",
    )


def contrast(view: View, sectors: pd.DataFrame, domains: pd.DataFrame) -> Figure:
    """Who has the establishments, who has the jobs; the domain in force stands out."""
    sectors = indicators.latest(sectors)
    rows = _with_domains(indicators.by_subsector(sectors), domains)
    return bars(
        rows,
        label="short",
        value={"establishments": "Établissements", "employees": "Salariés"},
        colors={"Établissements": palette.MAIN, "Salariés": palette.ACCENT},
        with_share=True,
        highlighted=_highlighted(view, rows),
        opening="Barres par sous-secteur, sur une même échelle, avec la part du total.",
        headers={
            "short": clicks.LABEL,
            "subsector": "Sous-secteur",
            "establishments": "Établissements",
            "employees": "Salariés",
            "average_size": "Salariés par établissement",
            "domain": clicks.DOMAIN,
        },
        units={"average_size": "number"},
    ).figure(
        sentences.contrast_title(sectors, view.domain, view.domain_id),
        subtitle="En nombre (part du total, arrondie)",
        evidence=_computed(view, sectors, base=_counted(sectors)),
        caution=_domain_caution(view, rows),
        domains=among_domains(view, told_apart=bool(_highlighted(view, rows))),
    )


def average_size(view: View, sectors: pd.DataFrame, domains: pd.DataFrame) -> Figure:
    """Employees per establishment, in the order of the contrast beside it."""
    sectors = indicators.latest(sectors)
    rows = _with_domains(indicators.by_subsector(sectors), domains)
    return bars(
        rows.dropna(subset=["average_size"]).sort_values("average_size", ascending=False),
        label="short",
        value="average_size",
        unit="decimal",
        highlighted=_highlighted(view, rows),
        opening="Barres de la taille moyenne par sous-secteur.",
        headers={
            "short": clicks.LABEL,
            "subsector": "Sous-secteur",
            "average_size": "Salariés par établissement",
            "domain": clicks.DOMAIN,
        },
    ).figure(
        sentences.size_title(sectors, view.domain, view.domain_id),
        subtitle="Salariés par établissement (calculé)",
        evidence=_computed(view, sectors, base=_counted(sectors)),
        caution=_jobs_caution(sectors),
        domains=among_domains(view, told_apart=bool(_highlighted(view, rows))),
    )


def _with_domains(rows: pd.DataFrame, domains: pd.DataFrame) -> pd.DataFrame:
    """Sub-sectors with their ``short`` name and the ``domain`` that they are tied to (null: none)."""
    short = rows["subsector_id"].map(sentences.SHORT_NAMES).fillna(rows["subsector"])
    return rows.assign(short=short).merge(domains[["domain_id", "domain"]], on="domain_id", how="left")


def _highlighted(view: View, rows: pd.DataFrame) -> tuple[str, ...]:
    if not view.domain_id:
        return ()
    return tuple(indicators.of_domain(rows, view.domain_id)["short"])


def _computed(view: View, sectors: pd.DataFrame, *, base: str = "") -> tuple[Evidence, ...]:
    """Shares and averages are computed; whatever rests on a domain, whose ties are ours, is deduced."""
    isolated = view.domain_id and not indicators.of_domain(sectors, view.domain_id).empty
    return cite(view, sectors.assign(certainty="inferred" if isolated else "computed"), base=base)


def _domain_caution(view: View, rows: pd.DataFrame) -> str:
    if not view.domain:
        return _jobs_caution(rows)
    if not _highlighted(view, rows):
        return (
            f"Le comptage ne distingue pas « {view.domain} » : aucun sous-secteur n’est mis en avant, "
            "les chiffres sont ceux de tous les domaines."
        )
    return (
        f"En couleur pleine : « {view.domain} » (rattachement déduit). Les parts sont celles du "
        "total de la Martinique, tous les domaines."
    )


CONTENTS = Contents(
    PAGES["secteur"],
    (
        PageView(
            "essentiel",
            (
                Block(
                    "secteur-chiffres",
                    "Chiffres clés",
                    key_figures,
                    ("key_figures", "sector_establishments"),
                    width="strip",
                ),
                Block(
                    "secteur-contraste",
                    "Établissements et salariés",
                    contrast,
                    ("sector_establishments", "domains"),
                    width="half",
                    follows=("domaine",),
                    terms=("TIC", "NAF"),
                    draw=clicks.show_with_hint,
                ),
                Block(
                    "secteur-taille",
                    "Taille moyenne",
                    average_size,
                    ("sector_establishments", "domains"),
                    width="half",
                    follows=("domaine",),
                    draw=clicks.show,
                ),
            ),
        ),
        PageView(
            "territoires",
            (
                Block(
                    "secteur-territoire",
                    "Établissements par territoire",
                    territories.establishments,
                    ("establishments_by_commune?", "domains"),
                    width="half",
                    terms=("NAF",),
                    silent=True,
                ),
                *EMPLOYERS,
                employers_map.BLOCK,
                Block(
                    "secteur-habitants",
                    "Habitants",
                    territories.inhabitants,
                    ("communes",),
                    width="half",
                    follows=("territoire", "commune"),
                    compared=territories.inhabitants_compared,
                ),
                *broad_sectors.BLOCKS,
            ),
        ),
        PageView(
            "enjeux",
            (
                Block(
                    "secteur-impact",
                    "Quel impact ?",
                    quotations.impact,
                    ("statements",),
                ),
                Block(
                    "secteur-enjeux",
                    "Enjeux du CEP",
                    quotations.stakes,
                    ("statements",),
                    width="half",
                    draw=quotations.show_list,
                ),
                Block(
                    "secteur-cyber",
                    "Cybersécurité",
                    quotations.cybersecurity,
                    ("statements",),
                    width="half",
                    terms=("ANSSI",),
                    draw=quotations.show,
                ),
                Block(
                    "secteur-territoires",
                    "Territoires connectés et durables",
                    quotations.theme("connected-territories", "Territoires connectés et durables"),
                    ("statements",),
                    width="half",
                    terms=("Tier III",),
                    draw=quotations.show,
                ),
                Block(
                    "secteur-solidaire",
                    "Économie numérique solidaire et durable",
                    quotations.theme("solidarity-economy", "Économie numérique solidaire et durable"),
                    ("statements",),
                    width="half",
                    draw=quotations.show,
                ),
            ),
        ),
        PageView(
            "reperes",
            (
                Block(
                    "secteur-cyber-presse",
                    "Cybersécurité, d’après la presse",
                    quotations.cybersecurity_elsewhere,
                    ("key_figures", "statements"),
                ),
                Block(
                    "secteur-ailleurs",
                    "Autres territoires",
                    quotations.reference(
                        "other-territories",
                        "Autres territoires",
                        "Chaque chiffre garde le périmètre de sa source.",
                    ),
                    ("key_figures",),
                    perimeter="Outre-mer et France",
                    terms=("DROM",),
                ),
                Block(
                    "secteur-anciennes",
                    "Études antérieures",
                    quotations.reference(
                        "earlier-studies",
                        "Études antérieures",
                        "Autres périmètres que le comptage de cette page : "
                        "à ne pas lire comme une évolution.",
                    ),
                    ("key_figures",),
                    folded=True,
                    terms=("RUP",),
                ),
            ),
        ),
    ),
    headline=headline,
    headline_datasets=("sector_establishments",),
    headline_follows=("domaine",),
    scope=scope,
    scope_datasets=("sector_establishments",),
)
