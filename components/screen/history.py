"""The saves of one subject, the last first, each with its undo."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.screen import rights
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import NAME_FIRST, OpenJournal, tell
from data.french.formats import is_unknown, moment
from data.french.journal import field_value
from data.journal.faults import JournalError
from data.journal.folds import history, label_of

_UNDONE = "_history_undone"


def show(room: OpenJournal, subject_id: str, key: str, pages: Mapping[str, str]) -> None:
    """Every save of a subject, the last first, each with its undo. ``pages``: the titles of pages by name."""
    if st.session_state.pop(_UNDONE, False):
        # The dialog was drawn from the rows of before.
        st.rerun()
    for _, past in history(room.rows, subject_id).iloc[::-1].iterrows():
        st.markdown(f"**{plain(past['author'])}**, {plain(moment(past['saved_at'].to_pydatetime()))}")
        for change in past["fields"]:
            before, after = (
                field_value(change.kind, change.field, value, pages)
                for value in (change.before, change.after)
            )
            st.caption(plain(f"{label_of(change.kind, change.field)} : {before} → {after}"))
        if is_unknown(past["undone_by"]):
            st.button(
                "Annuler cet enregistrement",
                key=f"{key}-undo-{past['save_id']}",
                type="tertiary",
                icon=":material/undo:",
                disabled=bool(rights.refusal()),
                on_click=undo,
                args=(room, str(past["save_id"])),
            )
        else:
            st.caption("Annulé ensuite.")


@answering
def undo(room: OpenJournal, save_id: str) -> None:
    """Undo one save (a callback); what was changed since by others is left alone and said."""
    if room.journal is None:
        return
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
