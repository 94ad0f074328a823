"""The list of the actions of the plan, and the choices that narrow it: pillar, funding, and a few alone."""

from __future__ import annotations

import pandas as pd

from components.figures import attached
from components.figures.blocks import Block, Choice, Figure, Table, View
from components.figures.evidence import cite
from data.french.formats import count
from data.indicators import plan as indicators
from pages.plan import attachments, charts
from pages.plan import words as sentences
from pages.plan.words import INFERRED, PILLAR_NAMES

# Words of the address: as the source prints them (a test holds them to it).
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
UNATTACHED = "non rattachées"
PILLAR = Choice("pilier", "Pilier", ("Tous les piliers", *PILLAR_NAMES.values()), dropdown=True)
FUNDING = Choice(
    "financement", "Financement indiqué", ("Tous les financements", *FUNDING_LABELS), dropdown=True
)
ONLY = Choice(
    "seulement", "Seulement", ("Toutes les actions", KEY, UNFUNDED, ZERO, UNATTACHED), dropdown=True
)
CHOICES = (PILLAR, FUNDING, ONLY)
# More bars than this can't be read on a projector: the pillars' own screens show every action.
PROJECTED_ROWS = 9


def words_of(view: View, choice: Choice) -> tuple[str, ...]:
    """The words chosen, one or several; none when the choice is as before anybody chose."""
    value = view.choices.get(choice.key)
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return () if value in (None, choice.initial) else (str(value),)


def action_list(view: View, actions: pd.DataFrame, keys: pd.DataFrame, tags: pd.DataFrame) -> Figure | None:
    """Every action that filters and choices keep, in the order of the planning, with cost and funding."""
    pillars, labels, only = (words_of(view, choice) for choice in CHOICES)
    found = attachments.under(view, actions, tags)
    key_ids = set(keys["action_id"].dropna())
    rows = indicators.chosen(
        found.unattached if UNATTACHED in only else found.kept,
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
        subtitle="Actions du planning, dans son ordre : coût, en k€, et financement indiqué"
        + (f" ; {attachments.base(view, found)}" if found.filtered else ""),
        chart=drawn.chart if view.projection else None,
        table=table(rows, key_ids=key_ids),
        # Costs are read, their total is not.
        evidence=cite(view, rows) + cite(view, rows.assign(certainty="computed", note=None)),
        caution=f"{count(absent, 'action clé n’a', 'actions clés n’ont')} pas de ligne au planning."
        if KEY in only and absent
        else INFERRED,
        explanation="Les conditions choisies doivent être toutes remplies. Le filtre de financement porte "
        "sur le libellé tel qu’il est écrit au planning.",
    )


def table(rows: pd.DataFrame, *, with_pillar: bool = True, key_ids: set[str] | None = None) -> Table:
    """The actions as a table. ``key_ids``: those of the key actions, to say which they are."""
    columns = {
        "N°": rows["action_id"],
        "Action": rows["action"],
        "Coût au planning": rows["cost_keur"],
        "Financement indiqué": rows["funding_label"],
    }
    if with_pillar:
        columns["Pilier"] = rows["pillar_id"].map(PILLAR_NAMES)
    if key_ids is not None:
        columns["Action clé"] = rows["action_id"].isin(key_ids)
    if "territories" in rows:
        columns["Rattachée à"] = [attached.words(row) for _, row in rows.iterrows()]
    columns["Précision"] = rows["note"].fillna("")
    return Table(pd.DataFrame(columns), {"Coût au planning": "keur"})


def block(draw: object = None) -> Block:
    """The list as a block; ``draw`` shows it on the laptop, where an action can be opened."""
    return attached.block(
        attachments.SUBJECT,
        "schema-liste",
        "Liste des actions",
        action_list,
        ("schema_actions", "schema_key_actions", "tags"),
        silent=False,
        terms=("AAP TID", "CCT", "CTM", "FEDER", "FSE", "INTERREG", "MIE"),
        choices=CHOICES,
        draw=draw,  # type: ignore[arg-type]
    )
