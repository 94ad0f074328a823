"""« Compétences », the tension of occupations before the crisis, and its six causes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.drawn import Drawn
from components.figures.evidence import cite
from components.figures.palette import GREY, MAIN
from data.french.formats import count, listing, number
from data.indicators import tension
from pages.skills import charts
from pages.skills import words as sentences
from pages.skills.recruitment import short_names

# What stands above each column, broken where French allows it: seven columns leave room for a dozen letters.
HEADERS = {
    "Tension": "Tension",
    "Intensité d’embauches": "Intensité\nd’em-\nbauches",
    "Lien formation-emploi": "Lien\nformation-\nemploi",
    "Manque de main-d’œuvre": "Manque\nde main-\nd’œuvre",
    "Non-durabilité de l’emploi": "Non-\ndurabilité\nde l’emploi",
    "Conditions contraignantes": "Conditions\ncontrai-\ngnantes",
    "Inadéquation géographique": "Inadéqua-\ntion géo-\ngraphique",
}


def classes(view: View, table: pd.DataFrame) -> Figure | Gap | None:
    """The class of tension of each occupation that has one of its own, without its causes."""
    followed = tension.of_domain(table, view.domain_id)
    rows = tension.classed(followed)
    if followed.empty or rows.empty:
        return _nothing(view, followed)
    said = [f"{number(value)} sur 5" for value in rows["tension_class"]]
    drawn = _bars(rows, said, wrap=sentences.SHORT_WIDTH)
    return _figure(view, drawn, drawn.chart, rows, followed, "la tension", sentences.tension_brief(rows))


def causes(view: View, table: pd.DataFrame) -> Figure | Gap:
    """Classes of tension and of its causes, for the occupations that have a class of their own."""
    followed = tension.of_domain(table, view.domain_id)
    rows = tension.classed(followed)
    if followed.empty or rows.empty:
        return _nothing(view, followed) or Gap(
            "Tension en 2019 (avant la crise sanitaire)",
            reason=f"Aucun métier de la tension par métier n’est rattaché à « {view.domain} ».",
            note="Les métiers de cette source n’ont pas cette finesse.",
        )
    drawn = _bars(rows, [_class_words(row) for _, row in rows.iterrows()])
    chart = drawn.chart if view.projection else _class_grid(rows)
    return _figure(
        view, drawn, chart, rows, followed, "la tension et de ses six causes", sentences.tension_title(rows)
    )


def _bars(rows: pd.DataFrame, said: list[str], **room: int) -> Drawn:
    return bars(
        rows.assign(name=short_names(rows), text=said),
        label="name",
        value="tension_class",
        text="text",
        measure="Classe de tension",
        reach=float(tension.STRONGEST),
        opening="Classes de tension en 2019.",
        **room,
    )


def _nothing(view: View, followed: pd.DataFrame) -> Gap | None:
    """Why no class is shown: none is published for the occupations followed; None when none is followed."""
    if followed.empty:
        return None
    return Gap(
        f"Tension en 2019 (avant la crise sanitaire){sentences.COLON}{view.domain}",
        reason="Aucune classe n’est publiée en Martinique pour"
        f"{sentences.COLON}{listing(tension.unclassed(followed))}.",
        holder="Dares et France Travail",
        note="Le fichier donne à ces métiers la valeur de leur groupe ; elle n’est pas montrée "
        "comme la leur.",
    )


def _figure(
    view: View,
    drawn: Drawn,
    chart: Any,
    rows: pd.DataFrame,
    followed: pd.DataFrame,
    measured: str,
    title: str,
) -> Figure:
    without = tension.unclassed(followed)
    left_out = (
        f" **Sans classe propre**, donc sans barre{sentences.COLON}{listing(without)}. Le fichier leur "
        "donne la valeur de leur groupe."
        if without
        else ""
    )
    columns = {"tension_class": "Tension", **tension.CAUSES}
    return drawn.figure(
        title,
        subtitle=f"Classe de {measured}, de 1 (faible) à 5 (forte), 2019, Martinique entière ; "
        f"{count(len(rows), 'métier classé', 'métiers classés')}",
        chart=chart,
        table=Table(
            followed[["occupation", "fap_code", "year", *columns]]
            .assign(year=followed["year"].astype(str))
            .rename(columns={"occupation": "Métier", "fap_code": "Code FAP", "year": "Année", **columns}),
            dict.fromkeys(columns.values(), "number"),
            missing="non publiée",
        ),
        evidence=cite(
            view,
            rows.assign(locator="Tension par métier, département 972", note=rows["locator"]),
            computed=True,
        ),
        caution="Situation d’avant la crise sanitaire, à ne pas lire comme celle d’aujourd’hui."
        + (f" {count(len(without), 'métier')} sans classe publiée, donc sans barre." if without else ""),
        explanation="**Comment lire.** 5 est la classe la plus forte, pour la tension comme pour chaque "
        "cause. Les codes de cet indicateur (par exemple M1Z81) et ceux de l’enquête BMO (M1X81) sont de "
        f"deux nomenclatures{sentences.COLON}les lignes ne se correspondent pas une à une."
        f"{left_out} {sentences.SHORTENED}",
    )


def _class_grid(rows: pd.DataFrame) -> Any:
    columns = {"tension_class": "Tension", **tension.CAUSES}
    long = rows.melt(
        id_vars=["occupation", "fap_code"], value_vars=list(columns), var_name="cause", value_name="solid"
    )
    written = [number(value) for value in long["solid"]]
    return charts.grid(
        long.assign(
            name=short_names(long),
            column=long["cause"].map(columns),
            high=long["solid"],
            text=written,
            detail=[f"classe {value}" for value in written],
            colour=[MAIN if cause == "tension_class" else GREY for cause in long["cause"]],
        ),
        HEADERS,
        reach=float(tension.STRONGEST),
        bar_width=0.6,
        name_width=16,
        header_padding=34,
    )


def _class_words(row: pd.Series) -> str:
    causes = tension.strong_causes(row)
    named = ", ".join(causes).lower() or f"aucune cause en classe {tension.STRONG} ou {tension.STRONGEST}"
    return f"{number(row['tension_class'])} · {named}"


ESSENTIAL = Block(
    "competences-tension-classes",
    "Tension par métier en 2019 (avant la crise sanitaire)",
    classes,
    ("occupation_tension",),
    width="half",
    follows=("domaine",),
    terms=("FAP",),
    silent=True,
)
BLOCKS = (
    Block(
        "competences-tension",
        "Tension en 2019 (avant la crise sanitaire)",
        causes,
        ("occupation_tension",),
        follows=("domaine",),
        terms=("FAP",),
    ),
)
