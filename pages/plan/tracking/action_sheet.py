"""The sheet of one action: cost, funding, years, progress, comments, what it carries, and its history."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from components.figures import attached
from components.figures.blocks import Choice, Figure, Number, Passage, Table, View
from components.figures.evidence import cite
from components.screen import cards, choices, rights
from components.screen.boundary import answering
from components.screen.history import undo_button
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, show_said
from data.french.formats import is_unknown, keur
from data.indicators import tracking
from data.indicators.tags import tagged
from data.journal.folds import action_ids, history
from data.journal.folds.rows import each
from pages.plan.tracking import words as sentences
from pages.plan.tracking.frames import Frames, kept, typed
from pages.plan.words import UNFUNDED, cost

_NAME = "suivi-historique"


def _is_action(words: str) -> bool:
    """« A07 », and the longer form of earlier addresses, « A07 — Développer… »."""
    return re.fullmatch(r"A(0[1-9]|1\d|2[0-3])( — .*)?", words) is not None


ACTION = Choice("fiche", "Fiche d’une action", accepts=_is_action)


def label(action_id: str, action: str) -> str:
    """« A03 — Développer… »: the word of the list."""
    return f"{action_id} — {action}"


def labels(actions: pd.DataFrame) -> list[str]:
    return [label(row.action_id, row.action) for row in each(actions)]


@answering
def open_sheet(word: str) -> None:
    """Show the sheet of an action (a callback)."""
    choices.put({ACTION.key: word.split(" — ")[0]})


def chosen_id() -> str | None:
    """The action whose sheet is open; None when there is none."""
    return str(choices.value_of(ACTION)).split(" — ")[0] or None


def build(
    view: View,
    action_id: str,
    statements: pd.DataFrame,
    ties: pd.DataFrame,
    noted: pd.DataFrame,
    tags: pd.DataFrame,
    frames: Frames,
) -> Figure | None:
    """The sheet as a figure. ``statements``: the documents' sentences; ``ties`` to ``tags``: folds."""
    everything = kept(View(view.page), frames)
    own = everything.sheet[everything.sheet["action_id"] == action_id]
    if own.empty:
        return None
    row = own.iloc[0]
    amounts = everything.amounts[everything.amounts["action_id"] == action_id]
    funding = (
        UNFUNDED if is_unknown(row["funding_label"]) else f"financement indiqué : {row['funding_label']}"
    )
    about = attached.words(tagged(own, "action_id", tags).iloc[0])
    passages = [Passage("Où elle en est", (*sentences.state_of(row), f"Territoires et domaines : {about}"))]
    if not is_unknown(row["comment"]):
        passages.append(Passage("Commentaire", (str(row["comment"]),)))
    carried = carried_by(action_id, statements, ties, noted)
    passages.append(
        Passage("Préconisations qu’elle porte", carried or ("Aucune reliée à cette action pour l’instant.",))
    )
    years = ", ".join(map(str, row["planned_years"])) or sentences.NOT_TYPED
    entries = frames[4][frames[4]["action_id"] == action_id]
    return Figure(
        title=sentences.sheet_title(row),
        subtitle=f"Coût au planning et {funding} ; années prévues : {years}",
        numbers=(
            Number(cost(row["cost_keur"]), "Coût au planning"),
            *(
                Number(
                    keur(row[column], none=sentences.DASH),
                    sentences.FIELD_WORDS[field],
                    sentences.NOT_TYPED if is_unknown(row[column]) else "",
                )
                for field, column in tracking.COLUMNS.items()
            ),
        ),
        passages=tuple(passages),
        table=_amounts(amounts) if len(amounts) else None,
        table_first=True,
        # Its own last save, not the last of all.
        evidence=(*cite(view, own), *typed((*frames[:4], entries, *frames[5:]))),
    )


def carried_by(
    action_id: str, statements: pd.DataFrame, ties: pd.DataFrame, noted: pd.DataFrame
) -> tuple[str, ...]:
    """The recommendations that people say this action carries, as printed or as noted in a meeting."""
    texts = dict(zip(statements["statement_id"], statements["text"], strict=True))
    found = [
        texts[row.recommendation_id]
        for row in each(ties)
        if row.recommendation_id in texts and action_id in (action_ids(row.carried_by) or ())
    ]
    found += [row.text for row in each(noted) if action_id in (action_ids(row.carried_by) or ())]
    return tuple(map(str, found))


def _amounts(amounts: pd.DataFrame) -> Table:
    lines = amounts.assign(funder=amounts["funder"].fillna(sentences.UNDIVIDED))
    wide = lines.pivot_table(index=["year", "funder"], columns="field", values="keur", aggfunc="sum")
    wide = wide.reindex(columns=list(sentences.FIELD_WORDS)).reset_index()
    shown = pd.DataFrame({"Année": wide["year"].astype("str"), "Financeur": wide["funder"]})
    for field, word in sentences.FIELD_WORDS.items():
        shown[word] = wide[field]
    return Table(shown, dict.fromkeys(sentences.FIELD_WORDS.values(), "keur"), missing=sentences.NOT_TYPED)


def show(figure: Figure, action_id: str, room: OpenJournal) -> None:
    """The sheet on the laptop, with its history and what undoes each save."""
    cards.show_figure(figure, f"suivi-fiche-{action_id}")
    past = st.expander("Historique de l’action", icon=":material/history:", key=_NAME, on_change="rerun")
    if past.open:
        with past:
            _history(room, action_id)


def _history(room: OpenJournal, action_id: str) -> None:
    show_said()
    rows = room.rows[room.rows["kind"].isin(["budget", "progress", "tags"])]
    saves = list(each(history(rows, action_id)))
    if not saves:
        st.caption("Aucune saisie pour cette action.")
        return
    rights.ask_name(_NAME, room.last_author)
    for save in reversed(saves):
        said = sentences.saved_line(save.author, save.saved_at.to_pydatetime(), save.reason)
        with st.container(border=True, key=f"suivi-{action_id}-{save.save_id}"):
            st.markdown(plain(said))
            for change in save.fields:
                name = sentences.field_name(change.kind, change.field, change.year, change.funder)
                before = sentences.field_value(change.kind, change.field, change.before)
                after = sentences.field_value(change.kind, change.field, change.after)
                st.caption(plain(f"{name} : {before} → {after}"))
            undo_button(
                room,
                save,
                "suivi",
                named=_NAME,
                extent="Toutes ses saisies, sur d’autres actions aussi, reprennent leur valeur d’avant, "
                "sauf celles que quelqu’un a changées depuis.",
            )
