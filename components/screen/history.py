"""The saves of one subject, the last first, each with its undo."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import streamlit as st

from components.screen import rights
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import NAME_FIRST, OpenJournal, show_said, tell
from data.french.formats import is_unknown, moment
from data.journal.faults import JournalError
from data.journal.folds import history, label_of
from data.journal.folds.rows import each
from data.journal.words import field_value

_UNDONE = "_history_undone"


# What a page knows in words of a field and its value; None for what the journal's own words say.
Worded = Callable[[str, str], str | None]


def show(
    room: OpenJournal, subject_id: str, key: str, worded: Worded | None = None, *, named: str = ""
) -> None:
    """Every save of a subject, the last first, each with its undo.

    ``named``: the field that asks who undoes, if one does.
    """
    if st.session_state.pop(_UNDONE, False):
        # The dialog was drawn from the rows of before.
        st.rerun()
    for past in each(history(room.rows, subject_id).iloc[::-1]):
        st.markdown(f"**{plain(past.author)}**, {plain(moment(past.saved_at.to_pydatetime()))}")
        for change in past.fields:
            before, after = (_said(change, value, worded) for value in (change.before, change.after))
            st.caption(plain(f"{label_of(change.kind, change.field)} : {before} → {after}"))
        undo_button(room, past, key, named=named)


def _said(change: Any, value: Any, worded: Worded | None) -> str:
    own = None if worded is None or is_unknown(value) or not value else worded(change.field, str(value))
    return field_value(change.kind, change.field, value) if own is None else own


def undo_button(room: OpenJournal, past: Any, key: str, *, named: str = "", extent: str = "") -> None:
    """What undoes a save (a row of ``history``), or that it was undone since; ``extent``: all it undoes."""
    if is_unknown(past.undone_by):
        st.button(
            "Annuler cet enregistrement",
            key=f"{key}-undo-{past.save_id}",
            type="tertiary",
            icon=":material/undo:",
            disabled=bool(rights.refusal()),
            help=plain(extent) if extent else None,
            on_click=undo,
            args=(room, str(past.save_id), named),
        )
    else:
        st.caption("Annulé ensuite.")


def below(room: OpenJournal, subject_id: str, key: str, kinds: Collection[str]) -> None:
    """The history of a form, folded under it: the saves of these kinds, and why the last undo was refused."""
    past = st.expander("Historique", icon=":material/history:", key=f"{key}-history", on_change="rerun")
    if not past.open:
        return
    with past:
        show_said()
        of_kinds = replace(room, rows=room.rows[room.rows["kind"].isin(list(kinds))])
        if not (of_kinds.rows["subject_id"] == subject_id).any():
            st.caption("Rien n’a encore été enregistré ici.")
            return
        rights.ask_name(f"{key}-undo", room.last_author)
        show(of_kinds, subject_id, key, named=f"{key}-undo")


@answering
def undo(room: OpenJournal, save_id: str, named: str = "") -> None:
    """Undo one save (a callback); what was changed since by others is left alone and said."""
    if room.journal is None:
        return
    # Kept here and not when it is drawn: a name only suggested is nobody's.
    rights.keep_name(named)
    # Refused below, with its reason, when this session may not write at all.
    if not rights.name() and not rights.refusal():
        tell(NAME_FIRST)
        return
    st.session_state[_UNDONE] = True
    try:
        done = room.journal.undo(save_id, writer=rights.writer())
    except (JournalError, KeyError) as error:
        tell(str(error))
        return
    if done.left:
        fields = ", ".join(label_of(left.change.kind, left.change.field) for left in done.left)
        tell(f"Laissé tel quel, car modifié depuis : {fields}.")
