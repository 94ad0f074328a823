"""The tracking in Excel: the workbook to take away, and the one to load back."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.documents.offered import TYPES
from components.screen import uploads
from components.screen.boundary import answering
from components.screen.saving import OpenJournal, again
from data import clock
from data.french.typography import french
from data.imports import tracking_input
from data.imports.file_names import received_name
from data.journal.folds import empty_rows
from pages.plan.tracking import review

_FILE = "suivi-classeur"


def show(room: OpenJournal, actions: pd.DataFrame, *, may_write: bool = True) -> None:
    """The button that exports, and, for those who may write, the field that loads."""
    st.download_button(
        "Exporter le classeur à remplir",
        data=lambda: export(room, actions),
        file_name=f"suivi-schema-numerique_{clock.now():%Y-%m-%d}.xlsx",
        mime=TYPES["xlsx"],
        icon=":material/download:",
        key="suivi-exporter",
        on_click="ignore",
    )
    if not may_write:
        return
    with st.form("suivi-classeur-formulaire", clear_on_submit=True):
        uploads.field("Classeur rempli (.xlsx)", ["xlsx"], key=_FILE)
        st.form_submit_button(
            "Vérifier avant d’enregistrer",
            type="primary",
            key="suivi-classeur-verifier",
            on_click=_send,
            args=(room, actions),
        )
    review.show_problems()


def export(room: OpenJournal, actions: pd.DataFrame) -> bytes:
    """The whole table as it is now: .xlsx bytes."""
    from data.imports import tracking_workbook

    fresh = again(room)
    last = "" if fresh.rows.empty else _last_save(fresh)
    return tracking_workbook.write(actions, fresh.rows, exported_at=clock.now(), last_save=last)


def _last_save(room: OpenJournal) -> str:
    assert room.journal is not None
    versions = room.journal.read().version_of
    return max(versions, key=lambda save_id: versions[save_id])


@answering
def _send(room: OpenJournal, actions: pd.DataFrame) -> None:
    sent = st.session_state.get(_FILE)
    if sent is None:
        review.tell(["Choisir d’abord un classeur, puis vérifier."])
        return
    take(room, actions, sent.getvalue(), received_name(str(sent.name)))


def take(room: OpenJournal, actions: pd.DataFrame, content: bytes, name: str) -> None:
    """Read a workbook and propose what it changes; any refused cell refuses it whole.

    It is compared with the journal as it was when the workbook was exported, so that what others saved
    since is met as a conflict and never taken back. When that is unknown, with the journal now, and its
    empty cells then change nothing.
    """
    from data.imports import tracking_workbook_reading

    found = tracking_workbook_reading.read(content, name, list(actions["action_id"]))
    if found.refusals:
        review.tell([refusal.sentence for refusal in found.refusals])
        return
    if room.journal is None:
        review.tell([room.problem])
        return
    snapshot = room.journal.read()
    notes: list[str] = []
    base, opened_on, keep_empty = snapshot.rows, snapshot.version, True
    if found.marked and found.last_save is None:
        base, opened_on = empty_rows(), -1
    elif found.last_save in snapshot.version_of:
        opened_on = snapshot.version_of[str(found.last_save)]
        known = [save for save, version in snapshot.version_of.items() if version <= opened_on]
        base = snapshot.rows[snapshot.rows["save_id"].isin(known)]
    else:
        keep_empty = False
        notes.append(
            "Ce classeur ne vient pas de ce journal : il est comparé à l’état actuel, et ses cases "
            "vides ne changent rien."
        )
    before = {action_id: tracking_input.current(base, action_id) for action_id in found.typed}
    typed = {
        action_id: {key: text for key, text in own.items() if keep_empty or text}
        for action_id, own in found.typed.items()
    }
    located = {
        key: french(f"Fichier « {name} », feuille « {sheet} », ligne {line} : ")
        for key, (sheet, line) in found.places.items()
    }
    review.compare(
        typed,
        before,
        opened_on=opened_on,
        rows=snapshot.rows,
        costs=review.costs_of(actions),
        notes=notes,
        located=located,
    )
