"""« Compétences », tension before the crisis, and the folded figures on every occupation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from components.figures import facts, quotes
from components.figures.bars import bars
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.evidence import cite
from components.figures.palette import GREY, MAIN
from data.french.formats import count, listing, number
from data.indicators import tension
from pages.skills import charts
from pages.skills import words as sentences

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


def tension_2019(view: View, table: pd.DataFrame) -> Figure | Gap | None:
    """Classes of tension and of its causes, for the occupations that have a class of their own."""
    followed = tension.of_domain(table, view.domain_id)
    if followed.empty:
        return None
    rows, without = tension.classed(followed), tension.unclassed(followed)
    left_out = (
        f" **Sans classe propre**, donc sans barre{sentences.COLON}{listing(without)}. Le fichier leur "
        "donne la valeur de leur groupe."
        if without
        else ""
    )
    if rows.empty:
        return Gap(
            f"Tension en 2019 (avant la crise sanitaire){sentences.COLON}{view.domain}",
            reason=f"Aucune classe n’est publiée en Martinique pour{sentences.COLON}{listing(without)}.",
            holder="Dares et France Travail",
            note="Le fichier donne à ces métiers la valeur de leur groupe ; elle n’est pas montrée "
            "comme la leur.",
        )
    columns = {"tension_class": "Tension", **tension.CAUSES}
    drawn = bars(
        rows.assign(text=[_class_words(row) for _, row in rows.iterrows()]),
        label="occupation",
        value="tension_class",
        text="text",
        measure="Classe de tension",
        reach=float(tension.STRONGEST),
        opening="Classes de tension en 2019.",
    )
    return drawn.figure(
        sentences.tension_title(rows),
        subtitle="Classe de 1 (faible) à 5 (forte) de la tension et de ses six causes, Martinique entière "
        f"(non décliné par bassin)\u202f; n = {count(len(rows), 'métier')} avec une classe propre",
        chart=drawn.chart if view.projection else _class_grid(rows, columns),
        table=Table(
            followed[["occupation", "fap_code", "year", *columns]]
            .assign(year=followed["year"].astype(str))
            .rename(columns={"occupation": "Métier", "fap_code": "Code FAP", "year": "Année", **columns}),
            dict.fromkeys(columns.values(), "number"),
            missing="non publiée",
        ),
        evidence=cite(view, rows.assign(locator="Tension par métier, département 972", note=rows["locator"])),
        caution="Situation d’avant la crise sanitaire, à ne pas lire comme celle d’aujourd’hui."
        + (f" {count(len(without), 'métier')} sans classe propre, donc sans barre." if without else ""),
        explanation="**Comment lire.** 5 est la classe la plus forte, pour la tension comme pour chaque "
        "cause. Les codes de cet indicateur (par exemple M1Z81) et ceux de l’enquête BMO (M1X81) sont de "
        "deux nomenclatures"
        f"{sentences.COLON}les lignes ne se correspondent pas une à une.{left_out}",
    )


def _class_grid(rows: pd.DataFrame, columns: dict[str, str]) -> Any:
    long = rows.melt(
        id_vars=["occupation", "domain_id"], value_vars=list(columns), var_name="cause", value_name="solid"
    )
    written = [number(value) for value in long["solid"]]
    return charts.grid(
        long.assign(
            name=long["occupation"],
            column=long["cause"].map(columns),
            high=long["solid"],
            text=written,
            detail=[f"classe {value}" for value in written],
            colour=[MAIN if cause == "tension_class" else GREY for cause in long["cause"]],
        ),
        HEADERS,
        reach=float(tension.STRONGEST),
        bar_width=0.6,
        name_width=36,
        header_size=13,
        header_padding=24,
    )


def _class_words(row: pd.Series) -> str:
    causes = tension.strong_causes(row)
    named = ", ".join(causes).lower() or f"aucune cause en classe {tension.STRONG} ou {tension.STRONGEST}"
    return f"{number(row['tension_class'])} · {named}"


def _reference(title: str, caution: str, *prefixes: str) -> Callable[..., Figure | None]:
    """A folded table of key figures of one perimeter, chosen by the beginning of their identifiers."""

    def build(view: View, figures: pd.DataFrame) -> Figure | None:
        rows = facts.on(figures, "recruitment")
        rows = rows[rows["figure_id"].str.startswith(prefixes)]
        if rows.empty:
            return None
        return Figure(
            title=title,
            subtitle="Repères hors support, chacun avec son périmètre",
            table=Table(facts.table(rows)),
            table_first=True,
            evidence=cite(view, rows),
            caution=caution,
        )

    return build


def labour_market(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    rows = facts.on(figures, "labour-market")
    said = quotes.on(statements, "labour-market", "recruitment")
    if rows.empty and said.empty:
        return None
    return Figure(
        title="Marché du travail en Martinique, tous secteurs",
        subtitle="Repères hors support, chacun avec son périmètre",
        table=Table(facts.table(rows)),
        table_first=True,
        passages=quotes.passages(said),
        evidence=(*cite(view, rows), *cite(view, said)),
        caution="Demandeurs d’emploi A, B, C et toutes catégories sont deux périmètres"
        f"{sentences.COLON}ils ne se comparent pas.",
    )


PRESS = (
    "ref-bmo-2017",
    "ref-bmo-2018",
    "ref-bmo-2019",
    "ref-bmo-2022",
    "ref-bmo-2023",
    "ref-bmo-2024-projets",
    "ref-bmo-2024-reponses",
    "ref-bmo-2024-difficiles",
    "ref-bmo-2025-projets",
    "ref-bmo-2025-evolution",
    "ref-bmo-2025-services",
    "ref-bmo-2025-etablissements",
)
PRINTED = tuple(
    f"ref-bmo-{year}-{part}"
    for year in (2024, 2025)
    for part in ("visibles", "secret", "centre", "nord", "sud")
) + ("ref-bmo-part",)

BLOCKS = (
    Block(
        "competences-tension",
        "Tension en 2019 (avant la crise sanitaire)",
        tension_2019,
        ("occupation_tension",),
        follows=("domaine",),
        terms=("FAP",),
        silent=True,
    ),
)

REFERENCES = (
    Block(
        "competences-reperes-presse",
        "Repères\u202f: enquête BMO tous métiers, dans la presse et les bilans",
        _reference(
            "Enquête BMO tous métiers, telle que citée",
            "Sources et périmètres différents d’une année à l’autre (2019 hors saisonniers)"
            f"{sentences.COLON}ce n’est pas une série.",
            *PRESS,
        ),
        ("key_figures",),
        folded=True,
        follows=(),
        terms=("BMO",),
    ),
    Block(
        "competences-reperes-publies",
        "Repères\u202f: enquête BMO tous métiers, sommes des cases publiées",
        _reference(
            "Enquête BMO tous métiers, sommes des cases publiées",
            "Planchers calculés sur les cases publiées"
            f"{sentences.COLON}à ne pas comparer aux totaux officiels.",
            *PRINTED,
        ),
        ("key_figures",),
        folded=True,
        follows=(),
        terms=("BMO",),
    ),
    Block(
        "competences-reperes-offres",
        "Repères\u202f: offres d’emploi en ligne",
        _reference(
            "Offres d’emploi en ligne, tous secteurs",
            f"Une date, tous secteurs{sentences.COLON}sans rapport avec les projets de l’enquête BMO.",
            "ref-offres",
        ),
        ("key_figures",),
        folded=True,
        follows=(),
    ),
    Block(
        "competences-reperes-travail",
        "Repères\u202f: marché du travail",
        labour_market,
        ("key_figures", "statements"),
        folded=True,
        follows=(),
    ),
)
