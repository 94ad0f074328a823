"""The tracking on the page « Schéma »: what the journal says, below the plan, and what writes it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components.figures.blocks import Contents, Figure, View
from components.screen import cards, choices, frame
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.projection import Screen
from data.indicators import tracking
from data.store import StoreAt
from pages.meeting.room import Room
from pages.plan.tracking import action_sheet, alerts, figures, filters, form, past, writing
from pages.plan.tracking import words as sentences
from pages.plan.tracking.frames import READS, Frames, kept

ANCHOR = "suivi"
_GO_TO = "_suivi_go_to"


def store_of(room: Room) -> StoreAt:
    """The datasets and what people wrote, at the day chosen in « État au »."""
    return room.store.as_of(past.chosen())


def started(room: Room) -> bool:
    """Whether somebody typed something, at any time."""
    return bool(room.rows["kind"].isin(["budget", "progress"]).any())


def documents(contents: Contents, room: Room) -> Contents:
    """What the documents of the page hold: the plan, then the tracking once it started."""
    if not started(room):
        return contents
    return replace(
        contents,
        blocks=(*contents.blocks, *figures.BLOCKS),
        choices=(*contents.choices, *filters.CHOICES),
    )


def lead(room: Room) -> None:
    """One line under the opening of the page: where the tracking stands, and the way to it."""
    if not started(room):
        return
    with guarded("Suivi"):
        frames = _frames(room.store)
        view = View("schema")
        under, raised = alerts.found(view, frames)
        totals = tracking.totals(under.amounts)
        line = sentences.opening(totals, int(under.sheet["entered"].sum()), under.n, len(raised))
        st.markdown(f":material/monitoring: {plain(line)} · [Aller au suivi](#{ANCHOR})")


def show(view: View, served: StoreAt, room: Room) -> None:
    """The sections of the tracking on the laptop."""
    st.header("Suivi du budget et de l’avancement", anchor=ANCHOR, divider="gray")
    for sentence in (room.problem, *room.missing):
        if sentence:
            st.warning(plain(sentence), icon=":material/report:")
    with guarded("Suivi"):
        if started(room):
            _reading(view, served, room)
        else:
            total = len(served.load("schema_actions"))
            st.markdown(
                plain(
                    f"{sentences.untouched(total)}. Les montants, l’avancement, le calendrier et les alertes "
                    "s’afficheront ici dès la première saisie."
                )
            )
    with guarded("Saisie du suivi"):
        st.header("Saisir le suivi", anchor=False, divider="gray")
        with st.container(key="suivi-saisir"):
            writing.switch()
            writing.show(room, served.load("schema_actions"))
    _scroll()


def _reading(view: View, served: StoreAt, room: Room) -> None:
    top = st.columns([1, 3], vertical_alignment="bottom")
    with top[0]:
        past.ask()
    with top[1]:
        folded = st.expander("Filtrer le suivi", icon=":material/filter_alt:", key="suivi-filtres")
    with folded:
        chosen = choices.draw(filters.CHOICES)
    past.say()
    in_force = filters.said(chosen)
    if in_force:
        st.caption(plain(" · ".join(in_force)))
    view = replace(view, choices={**view.choices, **chosen})
    frames = _frames(served)
    under = kept(view, frames)
    if frames[2].empty and frames[3].empty:
        st.info(f"Aucune saisie en vigueur\u202f: {plain(sentences.untouched(under.n))}.")
    elif under.sheet.empty:
        st.info("Aucune action ne répond à ces filtres.", icon=":material/filter_alt_off:")
    else:
        for block in figures.BLOCKS:
            if block.block_id == f"suivi-{figures.ALERTS}":
                continue
            with guarded(block.heading):
                figure = frame.build(block, view, served)
                if isinstance(figure, Figure):
                    cards.show_figure(figure, block.block_id)
        with guarded("Alertes"):
            alerts.show(view, frames)
    with guarded("Fiche de l’action"):
        _sheet(served, room, frames)
    compared = st.expander(
        "Ce qui a changé entre deux dates",
        icon=":material/compare_arrows:",
        key="suivi-compare",
        on_change="rerun",
    )
    if compared.open:
        with compared, guarded("Ce qui a changé entre deux dates"):
            past.show_changes(room)


def _sheet(served: StoreAt, room: Room, frames: Frames) -> None:
    with st.container(key="suivi-fiche"):
        st.selectbox(
            "Fiche d’une action",
            action_sheet.labels(frames[0]),
            index=None,
            placeholder="Choisir une action",
            key=action_sheet.ACTION,
            bind="query-params",
            persist_state="session",
        )
        action_id = action_sheet.chosen_id()
        figure = _sheet_figure(served, frames, action_id)
        if figure is None or action_id is None:
            return
        action_sheet.show(figure, action_id, room)
        st.button(
            f"Saisir {action_id}",
            key="suivi-fiche-saisir",
            icon=":material/edit:",
            on_click=form.ask_for,
            args=(st.session_state[action_sheet.ACTION],),
        )


def _sheet_figure(served: StoreAt, frames: Frames, action_id: str | None) -> Figure | None:
    if action_id is None:
        return None
    view = frame.with_sources(View("schema"), served)
    return action_sheet.build(
        view, action_id, served.load("statements"), served.load("ties"), served.load("noted"), frames
    )


def screens(view: View, served: StoreAt, room: Room) -> list[Screen]:
    """The tracking projected: its figures, the sheet that is open, and the form once the host unlocks it."""
    found: list[Screen] = []
    with guarded("Suivi"):
        if started(room):
            # The first screen of any contents is its opening: the page has its own.
            found += frame.screens(figures.PROJECTED, view, served)[1:]
            figure = _sheet_figure(served, _frames(served), action_sheet.chosen_id())
            if figure is not None:
                found.append(_figure_screen(replace(figure, passages=figure.passages[:1])))
        if writing.unlocked():
            found.append(
                Screen("Saisir le suivi", lambda: _write_screen(room, served.load("schema_actions")))
            )
    return found


def _figure_screen(figure: Figure) -> Screen:
    return Screen(figure.title, lambda: cards.show_figure(figure, "suivi-fiche-projetee", projection=True))


def _write_screen(room: Room, actions: pd.DataFrame) -> None:
    st.markdown("# Saisir le suivi")
    writing.show(room, actions)


def _frames(served: StoreAt) -> Frames:
    return tuple(served.load(name) for name in READS)


# Streamlit can't bring a part on screen by itself; the name comes from this module, never from data.
_SCROLL = "<script>document.querySelector('.st-key-{part}')?.scrollIntoView({{behavior: 'smooth'}})</script>"


def _scroll() -> None:
    part = st.session_state.pop(_GO_TO, "")
    if part in ("suivi-fiche", "suivi-saisir"):
        st.html(_SCROLL.format(part=part), unsafe_allow_javascript=True)
