"""The five pillars, each with its texts and its actions, then the list of all actions and its filters."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from components.figures import quotes
from components.figures.blocks import Block, Choice, Figure, Passage, Table, View
from components.figures.evidence import cite
from data.french.formats import count
from data.indicators import plan as indicators
from pages.plan import charts
from pages.plan import words as sentences

# Words of the address, and headings: as the source prints them (a test holds them to it).
PILLAR_NAMES = {
    "education": "Education au numérique",
    "attractivite": "Attractivité numérique",
    "digitalisation": "Digitalisation de l’économie",
    "smart-island": "Smart Island",
    "smart-administration": "Smart Administration",
}
FUNDING_LABELS = (
    "FEDER",
    "France 2030",
    "FSE",
    "CTM /Etat",
    "CCT",
    "CTM",
    "France Numérique Ensemble (Etat)",
    "MIE/FEDER/INTERREG",
)
KEY, UNFUNDED, ZERO = "actions clés", "sans financement indiqué", "coût imprimé à 0"
# More bars than this can't be read on a projector: the pillars' own screens show every action.
PROJECTED_ROWS = 9
INFERRED = (
    "Rattachement au pilier déduit de l’ordre des listes\u202f: le planning n’a pas de colonne « pilier »."
)


def five(view: View, pillars: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    """What the five pillars are for, as the slide that introduces them prints it."""
    rows = quotes.on(statements, "schema", kinds=("finding",))
    rows = rows[rows["locator"] == "CINQ PILIERS STRATÉGIQUES"]
    if rows.empty or pillars.empty:
        return None
    return Figure(
        title=f"{sentences.said(len(pillars)).capitalize()} piliers stratégiques",
        subtitle=" ".join(rows["text"]),
        passages=tuple(Passage(str(row.pillar), (str(row.aim),)) for row in pillars.itertuples()),
        evidence=cite(view, rows),
    )


def texts(pillar_id: str) -> Callable[..., Figure | None]:
    """The builder of one pillar's context, needs and objectives, as printed."""

    def build(view: View, pillars: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
        found = pillars[pillars["pillar_id"] == pillar_id]
        if found.empty:
            return None
        pillar = found.iloc[0]
        rows = quotes.on(statements, "schema", kinds=("finding", "need", "stake"))
        rows = rows[rows["parent"] == pillar["pillar"]]
        passages = (
            Passage("Contexte", (pillar["context"],)),
            Passage("Besoins", (*_introduction(rows), *pillar["needs"])),
            Passage("Objectifs et enjeux", (pillar["objectives"],)),
        )
        place = f"Pilier {pillar['position']} sur {len(pillars)} du Schéma"
        # The three texts do not hold on one screen at a size that a room reads.
        if view.projection:
            return Figure(
                title=pillar["pillar"],
                subtitle=f"{place} : {pillar['aim']}",
                passages=passages[1:],
                evidence=cite(view, rows[rows["kind"] != "finding"] if len(rows) else found),
                caution="Le contexte du pilier se lit sur la page, hors projection.",
            )
        return Figure(
            title=f"{pillar['pillar']} : {pillar['aim'][0].lower()}{pillar['aim'][1:]}",
            subtitle=f"{place} : contexte, besoins et objectifs tels qu’imprimés",
            passages=passages,
            evidence=cite(view, rows if len(rows) else found),
        )

    return build


def _introduction(rows: pd.DataFrame) -> tuple[str, ...]:
    """The sentence that introduces the needs on the pillar's slide, when there is one."""
    return tuple(rows.loc[rows["statement_id"].str.endswith("-needs-intro-1"), "text"])


def pillar_actions(pillar_id: str) -> Callable[..., Figure | None]:
    """The builder of one pillar's actions, costliest first."""

    def build(view: View, actions: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
        rows = indicators.ranked(indicators.chosen(actions, pillar_ids=(pillar_id,)))
        if rows.empty:
            return None
        name, zero = PILLAR_NAMES[pillar_id], indicators.printed_at_zero(rows)
        printed = f", dont {sentences.said(len(zero))} à 0\u202fk€ (imprimé)" if len(zero) else ""
        return charts.actions(rows, f"Barres du coût des actions du pilier {name}.").figure(
            sentences.pillar_title(name, rows),
            subtitle="Coût imprimé par action, en k€, et financement indiqué\u202f; "
            f"n = {count(len(rows), 'action')}{printed}",
            table=_table(rows, with_pillar=False),
            evidence=cite(view, rows.assign(certainty="inferred")),
            caution=INFERRED,
            explanation=_other_wordings(rows, statements, name),
        )

    return build


def action_list(view: View, actions: pd.DataFrame, keys: pd.DataFrame) -> Figure | None:
    """Every action that the choices keep, in the order of the planning, with cost and funding."""
    pillars, labels, only = (_several(view, key) for key in ("pilier", "financement", "seulement"))
    key_ids = set(keys["action_id"].dropna())
    rows = indicators.chosen(
        actions,
        pillar_ids=[pillar_id for pillar_id, name in PILLAR_NAMES.items() if name in pillars],
        funding_labels=labels,
        action_ids=key_ids if KEY in only else None,
        unfunded=UNFUNDED in only,
        zero=ZERO in only,
    )
    if rows.empty or (view.projection and len(rows) > PROJECTED_ROWS):
        return None
    absent = int(keys["action_id"].isna().sum())
    drawn = charts.actions(indicators.ranked(rows), "Barres du coût des actions choisies.")
    return drawn.figure(
        sentences.list_title(rows, actions),
        subtitle="Actions du planning, dans son ordre\u202f: coût imprimé, en k€, et financement "
        f"indiqué\u202f; n = {count(len(rows), 'action')}",
        chart=drawn.chart if view.projection else None,
        table=_table(rows, key_ids=key_ids),
        table_first=not view.projection,
        evidence=cite(view, rows),
        caution=f"{count(absent, 'action clé n’a', 'actions clés n’ont')} pas de ligne au planning."
        if KEY in only and absent
        else INFERRED,
        explanation="Plusieurs piliers ou plusieurs financements s’ajoutent ; les autres conditions "
        "doivent être toutes remplies. Le filtre de financement porte sur le libellé tel qu’imprimé.",
    )


def _several(view: View, key: str) -> tuple[str, ...]:
    """The words chosen; in projection a choice never touched may come as its first option: none chosen."""
    value = view.choices.get(key)
    return tuple(value) if isinstance(value, list | tuple) else ()


def _table(rows: pd.DataFrame, *, with_pillar: bool = True, key_ids: set[str] | None = None) -> Table:
    # Names of actions are long: what they cost and who is indicated come first, to be seen without scrolling.
    columns = {
        "N°": rows["action_id"],
        "Coût imprimé": rows["cost_keur"],
        "Financement indiqué": rows["funding_label"],
        "Action": rows["action"],
    }
    if with_pillar:
        columns["Pilier"] = rows["pillar_id"].map(PILLAR_NAMES)
    if key_ids is not None:
        columns["Action clé"] = rows["action_id"].isin(key_ids)
    columns["Précision"] = rows["note"].fillna("")
    return Table(pd.DataFrame(columns), {"Coût imprimé": "keur"})


def _other_wordings(rows: pd.DataFrame, statements: pd.DataFrame, pillar: str) -> str:
    """The actions that the pillar's own slide words otherwise than the planning, as printed there."""
    listed = quotes.on(statements, "schema", kinds=("initiative",))
    known = {_bare(name) for name in rows["action"]}
    other = [text for text in listed.loc[listed["parent"] == pillar, "text"] if _bare(text) not in known]
    if not other:
        return ""
    return "La diapositive du pilier écrit\u202f: " + "\u202f; ".join(map(sentences.quoted, other)) + "."


def _bare(text: str) -> str:
    """Text without spaces or apostrophe shapes: those vary from slide to slide."""
    return re.sub(r"\s", "", text).replace("'", "’").lower()


FIVE = Block(
    "schema-cinq-piliers",
    "Cinq piliers stratégiques",
    five,
    ("schema_pillars", "statements"),
    follows=(),
)
BLOCKS = tuple(
    block
    for pillar_id, name in PILLAR_NAMES.items()
    for block in (
        Block(f"schema-{pillar_id}", name, texts(pillar_id), ("schema_pillars", "statements"), follows=()),
        Block(
            f"schema-{pillar_id}-actions",
            f"{name}\u202f: actions",
            pillar_actions(pillar_id),
            ("schema_actions", "statements"),
            follows=(),
        ),
    )
)

LIST = (
    Block(
        "schema-liste",
        "Liste des actions",
        action_list,
        ("schema_actions", "schema_key_actions"),
        follows=(),
        terms=("AAP TID", "CCT", "CTM", "FEDER", "FSE", "INTERREG", "MIE"),
        choices=(
            Choice("pilier", "Piliers", tuple(PILLAR_NAMES.values()), many=True),
            Choice("financement", "Financements indiqués", FUNDING_LABELS, many=True),
            Choice("seulement", "Seulement", (KEY, UNFUNDED, ZERO), many=True),
        ),
    ),
)
