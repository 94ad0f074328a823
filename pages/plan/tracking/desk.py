"""The tracking on the page « Schéma »: what the journal says, below its figures, and what writes it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.figures.blocks import Figure, View
from components.screen import address, building, projection, visits
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain
from components.screen.saving import OpenJournal
from data.store import Store
from pages.plan.tracking import action_sheet, form, past, writing
from pages.plan.tracking import words as sentences
from pages.plan.tracking.frames import READS, Frames, kept, untyped

PARAMETERS = (action_sheet.ACTION,)


def started(journal: OpenJournal) -> bool:
    """Whether somebody typed something, at any time."""
    return bool(journal.rows["kind"].isin(["budget", "progress"]).any())


def draw(view: View, store: Store) -> None:
    """Below the figures of « Suivi »: why there is none, and what changed between two days."""
    journal = _journal()
    frames = _frames(store)
    total = len(frames[0])
    if not started(journal):
        st.info(
            plain(
                f"{sentences.untouched(total)}. Les montants, l’avancement, le calendrier et les alertes "
                "s’afficheront ici dès la première saisie, dans la vue Saisir."
            ),
            icon=":material/edit_note:",
        )
        return
    if untyped(frames):
        st.info(plain(f"Aucune saisie en vigueur : {sentences.untouched(total)}."))
    elif kept(view, frames).sheet.empty:
        st.info("Aucune action ne répond à ces filtres.", icon=":material/filter_alt_off:")
    compared = st.expander(
        "Ce qui a changé entre deux dates",
        icon=":material/compare_arrows:",
        key="suivi-compare",
        on_change="rerun",
    )
    if compared.open:
        with compared, guarded("Ce qui a changé entre deux dates"):
            past.show_changes(journal)


def draw_sheet(view: View, store: Store) -> None:
    """Below the list of « Actions »: the sheet of the action chosen."""
    frames = _frames(store)
    labels = action_sheet.labels(frames[0])
    action_id = action_sheet.chosen_id()
    shown = next((label for label in labels if action_id and label.startswith(action_id)), None)
    with st.container(key="suivi-fiche"):
        st.session_state[_SHEET] = shown
        st.selectbox(
            "Fiche d’une action",
            labels,
            key=_SHEET,
            index=None,
            placeholder="Choisir une action",
            on_change=_chosen,
        )
        figure = _figure(view, store, frames, action_id)
        if figure is None or action_id is None:
            return
        action_sheet.show(figure, action_id, _journal())
        st.button(
            f"Saisir {plain(action_id)}",
            key="suivi-fiche-saisir",
            icon=":material/edit:",
            on_click=_write,
            args=(shown,),
        )


_SHEET = "schema-fiche-choisie"


@answering
def _chosen() -> None:
    action_sheet.open_sheet(st.session_state[_SHEET] or "")


@answering
def _write(label: str) -> None:
    """To the form, with this action chosen (a callback)."""
    form.ask_for(label)
    address.kept().views["schema"] = "saisir"


def _figure(view: View, store: Store, frames: Frames, action_id: str | None) -> Figure | None:
    if action_id is None:
        return None
    seen = building.with_sources(View(view.page), store)
    return action_sheet.build(
        seen, action_id, *(store.load(name) for name in ("statements", "ties", "noted", "tags")), frames
    )


def draw_writing(view: View, store: Store) -> None:
    """« Saisir » : the ways to write, and why this session may not."""
    journal = _journal()
    for sentence in (journal.problem, *journal.missing):
        if sentence:
            st.warning(plain(sentence), icon=":material/report:")
    writing.switch()
    with guarded("Saisie du suivi"), st.container(key="suivi-saisir"):
        writing.show(journal, store)


def screens(view: View, store: Store) -> list[projection.Screen]:
    """« Saisir » projected: the form, once the host allowed it in this session; else nothing."""
    if not writing.unlocked():
        return []
    return [projection.Screen("Saisir", lambda: draw_writing(view, store))]


def _journal() -> OpenJournal:
    return visits.current().journal


def _frames(store: Any) -> Frames:
    return tuple(store.load(name) for name in READS)
