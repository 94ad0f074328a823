"""The contents of « Secteur »: impact and stakes, establishments against jobs, the study's themes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Block, Contents, Figure, Gap, Native, Number, Table, View
from components.figures.evidence import cite
from data.french.formats import count, number
from data.indicators import sector as indicators
from pages.sector import charts
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
    highlighted = tuple(indicators.of_domain(rows, view.domain_id)["subsector_id"]) if view.domain_id else ()
    return Figure(
        title=sentences.contrast_title(rows),
        subtitle="Établissements (à gauche) et salariés (à droite), chacun en part de son total ; "
        "les nombres sont ceux du support",
        chart=charts.contrast(rows, highlighted=highlighted),
        alt=f"Barres dos à dos par sous-secteur. {_spoken(rows)}",
        table=Table(
            rows[["subsector", "establishments", "employees", "average_size"]].rename(
                columns={
                    "subsector": "Sous-secteur",
                    "establishments": "Établissements",
                    "employees": "Salariés",
                    "average_size": "Salariés par établissement",
                }
            ),
            {"Établissements": "number", "Salariés": "number", "Salariés par établissement": "number"},
        ),
        evidence=cite(view, sectors, base="les sept sous-secteurs"),
        caution=_domain_caution(view, highlighted) or JOBS_WITHOUT_YEAR,
        native=Native(
            "bar",
            tuple(rows["subsector"]),
            {
                "Établissements": tuple(map(float, rows["establishments"])),
                "Salariés": tuple(map(float, rows["employees"])),
            },
        ),
    )


def average_size(view: View, sectors: pd.DataFrame) -> Figure:
    """Employees per establishment, largest first."""
    rows = indicators.by_subsector(sectors)
    largest = sentences.leader(rows, "average_size")
    highlighted = tuple(indicators.of_domain(rows, view.domain_id)["subsector_id"]) if view.domain_id else ()
    return Figure(
        title="Salariés par établissement"
        if largest is None
        else f"{largest['subsector']} : {number(largest['average_size'], decimals=1)} salariés "
        "par établissement, la plus grande taille moyenne",
        subtitle="Taille moyenne, salariés par établissement (calculée)",
        chart=charts.average_size(rows, highlighted=highlighted),
        alt="Barres de la taille moyenne par sous-secteur. "
        + " ".join(f"{row.subsector} : {number(row.average_size, decimals=1)}." for row in rows.itertuples()),
        evidence=cite(view, sectors.assign(certainty="computed"), base="les sept sous-secteurs"),
        caution=_domain_caution(view, highlighted) or JOBS_WITHOUT_YEAR,
        native=Native(
            "bar",
            tuple(rows["subsector"]),
            {"Salariés par établissement": tuple(map(float, rows["average_size"]))},
            number_format="0.0",
        ),
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


def _spoken(rows: pd.DataFrame) -> str:
    return " ".join(
        f"{row.subsector}\u202f: {number(row.establishments)} établissements, "
        f"{number(row.employees)} salariés."
        for row in rows.itertuples()
    )


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
    page="secteur",
    headline=headline,
    headline_datasets=("sector_establishments",),
    scope=scope,
    scope_datasets=("sector_establishments",),
    blocks=(
        Block(
            "secteur-contraste",
            "Établissements et salariés",
            contrast,
            ("sector_establishments",),
            section="Établissements et emplois",
            terms=("TIC", "NAF"),
        ),
        Block(
            "secteur-chiffres",
            "Chiffres clés",
            key_figures,
            ("key_figures", "sector_establishments"),
            follows=(),
        ),
        Block("secteur-taille", "Taille moyenne", average_size, ("sector_establishments",)),
        Block("secteur-territoire", "Par territoire", by_territory, follows=()),
        Block(
            "secteur-impact",
            "Quel impact ?",
            impact,
            ("statements",),
            section="Un secteur transversal",
            follows=(),
        ),
        Block("secteur-enjeux", "Enjeux du CEP", stakes, ("statements",), follows=()),
        Block(
            "secteur-cyber",
            "Cybersécurité",
            cybersecurity,
            ("statements",),
            section="Thèmes de l’étude",
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
        Block(
            "secteur-anciennes",
            "Repères\u202f: études antérieures",
            _reference(
                "earlier-studies",
                "Études antérieures",
                "Autres périmètres que le comptage de cette page\u202f: à ne pas lire comme une évolution.",
            ),
            ("key_figures",),
            section="Repères",
            folded=True,
            follows=(),
        ),
        Block(
            "secteur-ailleurs",
            "Repères\u202f: autres territoires",
            _reference(
                "other-territories", "Autres territoires", "Chaque chiffre garde le périmètre de sa source."
            ),
            ("key_figures",),
            folded=True,
            follows=(),
        ),
    ),
)
