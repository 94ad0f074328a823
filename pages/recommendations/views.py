"""The contents of « Préconisations »: which are carried, by what money, all of them, and the ties to make."""

from __future__ import annotations

import pandas as pd

from components.figures import attached
from components.figures.bars import bars
from components.figures.blocks import Block, Evidence, Figure, Gap, Number, Table, View
from components.figures.evidence import cite, short_name
from components.figures.pages import Contents, PageView
from components.figures.stacked import stacked
from data.french.formats import count, is_unknown, keur, listing, number
from data.indicators import plan
from data.indicators import recommendations as indicators
from pages.recommendations import charts, quotations, ties
from pages.recommendations import words as sentences
from pages.recommendations.quotations import HOW_TIES_ARE_MADE, table_of, tied_to_actions
from pages.registry import PAGES

# What people tied (``data.journal.folds.recommendation_links``), which each builder below takes last.
TIES = ("ties",)
_READS = ("statements", "schema_actions", *TIES)


def headline(
    view: View,
    statements: pd.DataFrame,
    actions: pd.DataFrame,
    ties: pd.DataFrame,
    tags: pd.DataFrame,
    decided: pd.DataFrame,
) -> list[str]:
    if view.territory or view.domain_id:
        here = quotations.found(view, statements, decided, tags)
        return [f"{attached.sentence(view, here, quotations.SUBJECT)}."]
    return sentences.headline(tied_to_actions(statements, actions, ties), actions)


def scope(view: View, statements: pd.DataFrame) -> list[str]:
    rows = indicators.gathered(statements)
    parts = []
    for group, word in (("track", "pistes"), ("study", "recommandations")):
        years = {_year(view, source) for source in rows.loc[rows["group"] == group, "source_id"]}
        parts += [f"{word} : {', '.join(sorted(years))}"] if years else []
    return parts


def counts(view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame) -> Figure | None:
    """How many there are, and how many are carried, by nothing, or (never to a room) still to tie."""
    tied = tied_to_actions(statements, actions, ties)
    if tied.empty:
        return None
    if view.projection and not quotations.any_tie(tied):
        return _by_origin(view, tied)
    states = tied["state"].value_counts()
    carried, alone, left = (int(states.get(state, 0)) for state in indicators.STATES)
    _, cost = indicators.carrying_cost(tied, actions)
    ties_made = (
        Number(
            number(carried),
            f"{sentences.STATE_SHAPES[indicators.CARRIED]} Avec action",
            keur(cost) if carried else "aucun lien établi",
        ),
        Number(
            number(alone),
            f"{sentences.STATE_SHAPES[indicators.NO_ACTION]} Sans action",
            "dit par le CEP" if alone else "aucun lien établi",
        ),
    )
    to_make = Number(
        number(left),
        f"{sentences.STATE_SHAPES[indicators.TO_TIE]} À relier",
        "par le CEP" if left else "tout est relié",
    )
    return Figure(
        title=sentences.progress_title(tied),
        subtitle="Préconisations et besoins selon leur lien avec une action du Schéma numérique",
        numbers=(
            Number(number(len(tied)), "En tout", sentences.of_which_needs(tied)),
            *ties_made,
            # What is still to be done is for who prepares the meeting, not for its room.
            *(() if view.projection else (to_make,)),
        ),
        evidence=_documents(view, tied),
        explanation=HOW_TIES_ARE_MADE,
    )


def _by_origin(view: View, tied: pd.DataFrame) -> Figure:
    """What a room sees before any tie: how many recommendations and needs, and from where."""
    groups = tied["group"].value_counts()
    return Figure(
        title=f"{sentences.how_many(tied)} dans les documents",
        subtitle="Préconisations et besoins, mot pour mot, selon leur origine",
        numbers=tuple(
            Number(number(groups[group]), name)
            for group, name in sentences.GROUP_NAMES.items()
            if group in groups
        ),
        evidence=_documents(view, tied),
    )


def carrying(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame
) -> Figure | None:
    """Who carries what: how far the ties of each group have come, and behind it the table of all."""
    tied = tied_to_actions(statements, actions, ties)
    if tied.empty or (view.projection and not quotations.any_tie(tied)):
        return None
    rows = indicators.progress(tied)
    labels = {group: sentences.progress_label(part) for group, part in rows.groupby("group")}
    kept = rows[rows["total"] > 0]
    return stacked(
        kept.assign(
            name=kept["group"].map(sentences.GROUP_NAMES),
            word=kept["state"].map(sentences.legend),
            label=kept["group"].map(labels),
        ),
        label="name",
        series="word",
        value="count",
        total="label",
        colors={sentences.legend(state): color for state, color in charts.STATE_COLORS.items()},
        opening="Barres par groupe.",
    ).figure(
        sentences.progress_title(tied),
        subtitle=f"Selon leur lien avec une des {count(len(actions), 'action')} du Schéma ; "
        f"n = {number(len(tied))}",
        table=table_of(tied),
        evidence=_documents(view, tied),
        caution=_unknown(tied),
        explanation=HOW_TIES_ARE_MADE,
    )


def funding(view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame) -> Figure | Gap:
    """By what money the tied ones are carried; before any tie, nothing to show and how to make one."""
    tied = tied_to_actions(statements, actions, ties)
    ids = {action_id for found in tied["action_ids"] for action_id in found}
    rows = plan.by_funding(actions[actions["action_id"].isin(ids)])
    if rows.empty:
        return Gap(
            "Avec quel financement",
            reason="Aucune préconisation n’est encore reliée à une action du Schéma : "
            "aucun financement à montrer.",
            how="Le CEP relie dans la vue « Relier ».",
        )
    named = rows.assign(name=rows["funding_label"].fillna(sentences.NO_FUNDING))
    return bars(
        named,
        label="name",
        value="cost_keur",
        unit="keur",
        opening="Barres par financement indiqué.",
        headers={"name": "Financement indiqué", "cost_keur": sentences.COST, "actions": "Actions"},
        units={"actions": "number"},
    ).figure(
        sentences.funding_title(rows),
        subtitle=f"Coût au planning des {count(len(ids), 'action')} qui en portent, chacune comptée une fois",
        evidence=cite(view, actions[actions["action_id"].isin(ids)].assign(certainty="computed")),
        caution="Financement indiqué au planning, sans dire s’il est obtenu.",
    )


def established(
    view: View, statements: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame
) -> Figure | None:
    """The ones that the CEP has tied, or said to be carried by nothing."""
    tied = tied_to_actions(statements, actions, ties)
    rows = tied[tied["state"] != indicators.TO_TIE]
    if rows.empty:
        return None
    ordered = indicators.in_priority(rows)
    return Figure(
        title=sentences.carried_title(rows),
        subtitle="Liens établis par le CEP",
        table=Table(
            pd.DataFrame(
                {
                    "Préconisation ou besoin": ordered["text"],
                    "Portée par": [sentences.action_numbers(row) for _, row in ordered.iterrows()],
                    sentences.COST: ordered["cost_keur"],
                }
            ),
            {sentences.COST: "keur"},
            missing="sans objet",
            wordy=True,
        ),
        table_first=True,
        evidence=_documents(view, rows),
        caution=_unknown(rows),
    )


def _documents(view: View, tied: pd.DataFrame) -> tuple[Evidence, ...]:
    """One short line for a count over several documents, each cited on its own screen."""
    names = [short_name(view, str(key)) for key in dict.fromkeys(tied["source_id"])]
    places = " », « ".join(dict.fromkeys(tied["locator"]))
    return (Evidence(listing(names), places, certainty="computed"),)


def _unknown(tied: pd.DataFrame) -> str:
    gone = sorted({action_id for ids in tied["unknown_ids"] for action_id in ids})
    return f"Citées mais absentes du planning : {', '.join(gone)}." if gone else ""


def _year(view: View, source_id: object) -> str:
    year = view.sources.get(str(source_id), {}).get("year")
    return "document non daté" if is_unknown(year) else str(year)


CONTENTS = Contents(
    PAGES["preconisations"],
    (
        PageView(
            "essentiel",
            (
                Block("preconisations-comptes", "Préconisations et besoins", counts, _READS, width="strip"),
                Block(
                    "preconisations-portage",
                    "Actions du Schéma qui les portent",
                    carrying,
                    _READS,
                    width="half",
                ),
                Block("preconisations-argent", "Avec quel financement", funding, _READS, width="half"),
                Block("preconisations-liens", "Liens établis", established, _READS, silent=True),
            ),
        ),
        PageView(
            "toutes",
            (
                attached.block(
                    quotations.SUBJECT,
                    "preconisations-rattachements",
                    "Rattachements",
                    quotations.attachments,
                    ("statements", "noted", "tags", "communes", "domains"),
                    width="strip",
                ),
                attached.block(
                    quotations.SUBJECT,
                    "preconisations-pistes",
                    "Pistes de l’enquête",
                    quotations.tracks,
                    ("statements", "schema_actions", "key_figures", *TIES, "tags"),
                ),
                attached.block(
                    quotations.SUBJECT,
                    "preconisations-etude",
                    "Recommandations de la présentation",
                    quotations.study,
                    (*_READS, "tags"),
                ),
                attached.block(
                    quotations.SUBJECT,
                    "preconisations-formation",
                    "Besoins des organismes de formation",
                    quotations.needs_of_training,
                    (*_READS, "tags"),
                    width="half",
                    terms=("OREF",),
                    draw=quotations.show,
                ),
                attached.block(
                    quotations.SUBJECT,
                    "preconisations-temoignages",
                    "Besoins dits dans les témoignages",
                    quotations.needs_in_testimonies,
                    (*_READS, "tags"),
                    width="half",
                    draw=quotations.show,
                ),
                attached.block(
                    quotations.SUBJECT,
                    "preconisations-notees",
                    "Préconisations notées en séance",
                    quotations.noted,
                    ("noted", "schema_actions", "tags"),
                ),
                Block(
                    "preconisations-cep",
                    "Principales préconisations du CEP",
                    quotations.of_the_cep,
                    ("slides",),
                ),
            ),
        ),
        PageView("relier", draw=ties.draw),
    ),
    headline=headline,
    headline_datasets=(*_READS, "tags", "noted"),
    headline_follows=attached.FOLLOWS,
    scope=scope,
    scope_datasets=("statements",),
)
