"""The contents of « Secteur »: impact and stakes, establishments against jobs, the study's themes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures import facts, palette, quotes
from components.figures.bars import bars
from components.figures.blocks import Block, Contents, Figure, Gap, Number, PageView, Table, View
from components.figures.evidence import cite
from data.french.formats import count, number
from data.indicators import sector as indicators
from pages.registry import PAGES
from pages.sector import words as sentences

DECK = "support-cep"
JOBS_WITHOUT_YEAR = "La source ne dit pas l’année des emplois salariés."
ASTERISK = "Le support imprime « en 2025* » sans donner la note de l’astérisque."


def headline(view: View, sectors: pd.DataFrame) -> list[str]:
    return sentences.headline(sectors, view.domain, view.domain_id)


def scope(view: View, sectors: pd.DataFrame) -> list[str]:
    years = " et ".join(str(year) for year in sorted(sectors["year"].unique()))
    return [f"établissements {years}", "année des emplois non précisée"]


def key_figures(view: View, figures: pd.DataFrame, sectors: pd.DataFrame) -> Figure:
    """The two totals that the deck prints, and the average they make."""
    rows = facts.pick(figures, "establishments-total", "employees-total")
    total = indicators.totals(sectors)
    average = Number(
        number(total["average_size"], decimals=1), "salarié par établissement en moyenne", "calculé"
    )
    return Figure(
        title=f"{count(total['establishments'], 'établissement')} et {count(total['employees'], 'salarié')}",
        subtitle="Services numériques en Martinique, les sept sous-secteurs du support",
        numbers=(*facts.numbers(rows), average),
        evidence=cite(view, rows),
        caution=f"{ASTERISK} {JOBS_WITHOUT_YEAR}",
    )


def contrast(view: View, sectors: pd.DataFrame) -> Figure:
    """Who has the establishments, who has the jobs; the domain in force stands out."""
    rows = indicators.by_subsector(sectors)
    highlighted = tuple(indicators.of_domain(rows, view.domain_id)["subsector"]) if view.domain_id else ()
    return bars(
        rows,
        label="subsector",
        value={"establishments": "Établissements", "employees": "Salariés"},
        colors={"Établissements": palette.MAIN, "Salariés": palette.ACCENT},
        with_share=True,
        highlighted=highlighted,
        opening="Barres par sous-secteur, sur une même échelle, avec la part du total.",
        headers={
            "subsector": "Sous-secteur",
            "establishments": "Établissements",
            "employees": "Salariés",
            "average_size": "Salariés par établissement",
        },
        units={"average_size": "number"},
    ).figure(
        sentences.contrast_title(rows),
        subtitle="Établissements et salariés, en nombre, sur une même échelle\u202f; entre parenthèses, "
        "la part du total",
        evidence=cite(view, sectors, base="les sept sous-secteurs"),
        caution=_domain_caution(view, highlighted) or JOBS_WITHOUT_YEAR,
    )


def average_size(view: View, sectors: pd.DataFrame) -> Figure:
    """Employees per establishment, largest first."""
    rows = indicators.by_subsector(sectors)
    largest = sentences.leader(rows, "average_size")
    highlighted = tuple(indicators.of_domain(rows, view.domain_id)["subsector"]) if view.domain_id else ()
    return bars(
        rows.dropna(subset=["average_size"]).sort_values("average_size", ascending=False),
        label="subsector",
        value="average_size",
        unit="decimal",
        highlighted=highlighted,
        opening="Barres de la taille moyenne par sous-secteur.",
        headers={"subsector": "Sous-secteur", "average_size": "Salariés par établissement"},
    ).figure(
        "Salariés par établissement"
        if largest is None
        else f"{largest['subsector']} : {number(largest['average_size'], decimals=1)} salariés "
        "par établissement, la plus grande taille moyenne",
        subtitle="Taille moyenne, salariés par établissement (calculée)",
        evidence=cite(view, sectors.assign(certainty="computed"), base="les sept sous-secteurs"),
        caution=_domain_caution(view, highlighted) or JOBS_WITHOUT_YEAR,
    )


def by_territory(view: View) -> Gap:
    return Gap(
        "Établissements par territoire",
        reason="Non disponible avant l’import Sirene : le support donne le total de la Martinique seulement.",
        holder="Insee (Sirene)",
        how="Il suffira de charger le fichier des établissements actifs par commune.",
    )


def impact(view: View, statements: pd.DataFrame) -> Figure:
    rows = quotes.on(statements, "opening", kinds=("finding",))
    return Figure(
        title="Le numérique touche toute l’économie et le quotidien",
        subtitle="Ce que dit l’ouverture du support",
        passages=quotes.passages(rows),
        evidence=cite(view, rows),
    )


def stakes(view: View, statements: pd.DataFrame) -> Figure:
    rows = quotes.on(statements, "opening", kinds=("stake",))
    return Figure(
        title=f"{count(len(rows), 'enjeu', 'enjeux')} pour le CEP",
        subtitle="Enjeux tels que le support les liste",
        passages=quotes.passages(rows),
        evidence=cite(view, rows),
    )


def cybersecurity(view: View, statements: pd.DataFrame) -> Figure:
    """The terms of the slide in the order of its text, then the opportunities."""
    rows = quotes.on(statements, "cybersecurity", sources=(DECK,))
    chain, *others = quotes.passages(rows)
    return Figure(
        title="Cybersécurité : des exigences montent, la prévention manque",
        subtitle="Termes dans l’ordre du texte du support ; la flèche ou le schéma qui les relie n’y "
        "est pas lisible",
        passages=(replace(chain, heading="Enchaînement", ordered=True), *others),
        evidence=cite(view, rows),
    )


def _theme(theme: str, title: str):  # type: ignore[no-untyped-def]
    def build(view: View, statements: pd.DataFrame) -> Figure:
        rows = quotes.on(statements, theme, sources=(DECK,))
        return Figure(
            title=title,
            subtitle="Thème de l’étude, tel que le support le présente",
            passages=quotes.passages(rows, "kind"),
            evidence=cite(view, rows),
        )

    return build


def _reference(theme: str, title: str, caution: str):  # type: ignore[no-untyped-def]
    def build(view: View, figures: pd.DataFrame) -> Figure | None:
        rows = facts.on(figures, theme)
        if rows.empty:
            return None
        return Figure(
            title=title,
            subtitle="Repères hors support, avec leur périmètre",
            table=Table(facts.table(rows)),
            table_first=True,
            evidence=cite(view, rows),
            caution=caution,
        )

    return build


def _domain_caution(view: View, highlighted: tuple[str, ...]) -> str:
    if not view.domain:
        return ""
    if not highlighted:
        return (
            f"Le comptage ne distingue pas « {view.domain} »\u202f: aucun sous-secteur n’est mis en avant, "
            "les chiffres sont ceux de l’ensemble."
        )
    return (
        f"En couleur pleine\u202f: « {view.domain} » (rattachement déduit). "
        "Les parts restent celles de l’ensemble."
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
                    follows=(),
                ),
                Block(
                    "secteur-contraste",
                    "Établissements et salariés",
                    contrast,
                    ("sector_establishments",),
                    terms=("TIC", "NAF"),
                ),
                Block("secteur-taille", "Taille moyenne", average_size, ("sector_establishments",)),
            ),
        ),
        PageView(
            "territoires",
            (Block("secteur-territoire", "Par territoire", by_territory, follows=()),),
        ),
        PageView(
            "enjeux",
            (
                Block(
                    "secteur-impact",
                    "Quel impact ?",
                    impact,
                    ("statements",),
                    follows=(),
                ),
                Block("secteur-enjeux", "Enjeux du CEP", stakes, ("statements",), follows=()),
                Block(
                    "secteur-cyber",
                    "Cybersécurité",
                    cybersecurity,
                    ("statements",),
                    follows=(),
                    terms=("ANSSI",),
                ),
                Block(
                    "secteur-territoires",
                    "Territoires connectés et durables",
                    _theme("connected-territories", "Territoires connectés et durables"),
                    ("statements",),
                    follows=(),
                    terms=("Tier III",),
                ),
                Block(
                    "secteur-solidaire",
                    "Économie numérique solidaire et durable",
                    _theme("solidarity-economy", "Économie numérique solidaire et durable"),
                    ("statements",),
                    follows=(),
                ),
            ),
        ),
        PageView(
            "reperes",
            (
                Block(
                    "secteur-anciennes",
                    "Repères\u202f: études antérieures",
                    _reference(
                        "earlier-studies",
                        "Études antérieures",
                        "Autres périmètres que le comptage de cette page\u202f: "
                        "à ne pas lire comme une évolution.",
                    ),
                    ("key_figures",),
                    folded=True,
                    follows=(),
                ),
                Block(
                    "secteur-ailleurs",
                    "Repères\u202f: autres territoires",
                    _reference(
                        "other-territories",
                        "Autres territoires",
                        "Chaque chiffre garde le périmètre de sa source.",
                    ),
                    ("key_figures",),
                    folded=True,
                    follows=(),
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
