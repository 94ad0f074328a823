"""Keeping the scenario of the address under a name, opening one again, and choosing two to compare."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qs, urlencode

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import choices, navigation, rights, visits
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, save, show_said, tell
from data.french.formats import is_unknown
from data.french.typography import french
from data.journal.folds import REQUEST_STATES, REQUESTS, Change
from data.store import Store
from pages.training import kept

_NAME, _TIED, _REQUEST, _COURSE, _ASKED_BY = (
    f"garder-{name}" for name in ("nom", "relie", "demande", "formation", "par")
)
_TWO, _AUTHOR, _STATES = "garder-deux", "garder", "garder-etats"


def draw(view: View, store: Store) -> None:
    """The scenarios kept, with what opens and compares them, then the form that keeps the one on screen."""
    found, room = store.load("scenarios"), visits.current().journal
    refused = rights.refusal() or room.problem
    if len(found):
        if not refused:
            rights.ask_name(_AUTHOR, room.last_author)
        _opened(room, found)
    if refused:
        st.caption(plain(refused))
        return
    with st.expander("Garder ce scénario", icon=":material/bookmark_add:"):
        if found.empty:
            rights.ask_name(_AUTHOR, room.last_author)
        texts = kept.tied_words(*(store.load(name) for name in ("schema_actions", "statements", "noted")))
        with st.form("garder", border=False):
            st.text_input("Nom du scénario", key=_NAME, max_chars=kept.NAME_LETTERS)
            st.selectbox(
                "Relié à une action ou à une préconisation",
                ["", *texts],
                key=_TIED,
                format_func=lambda key: french(texts.get(key, "Rien pour l’instant")),
            )
            with st.container(horizontal=True):
                st.selectbox("Demande", ["", *REQUESTS], key=_REQUEST, format_func=_request, width=190)
                st.text_input("Demandé par", key=_ASKED_BY, max_chars=120, width=240)
                st.text_input("Formation et lieu, pour une fermeture", key=_COURSE, max_chars=200, width=300)
            st.form_submit_button("Garder", type="primary", on_click=_keep, args=(room,))
    show_said()


def _request(word: str) -> str:
    return word or "Aucune demande"


def _opened(room: OpenJournal, found: pd.DataFrame) -> None:
    """A line a scenario: open it, take it off, and the state of what it asks."""
    names = found["name"].drop_duplicates().tolist()
    chosen = [name for name in choices.value_of(kept.COMPARED) if name in names]
    st.session_state[_TWO] = chosen[:2]
    st.multiselect(
        "Comparer deux scénarios gardés",
        names,
        key=_TWO,
        format_func=plain,
        max_selections=2,
        placeholder="Choisir deux scénarios",
        select_all=False,
        on_change=_compare,
    )
    for row in found.itertuples():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(str(row.name)), width="stretch")
            if not is_unknown(row.request):
                key = f"{_STATES}-{row.scenario_id}-{row.updated_at.value}"
                st.selectbox(
                    french(f"État de la demande : {plain(str(row.name))}"),
                    REQUEST_STATES,
                    index=REQUEST_STATES.index(str(row.status)) if row.status in REQUEST_STATES else 0,
                    key=key,
                    label_visibility="collapsed",
                    width=190,
                    disabled=bool(rights.refusal()),
                    on_change=_decide,
                    args=(room, str(row.scenario_id), key),
                )
            st.button(
                "Ouvrir",
                key=f"garder-ouvrir-{row.scenario_id}",
                type="tertiary",
                icon=":material/open_in_new:",
                on_click=navigation.go,
                args=("formations", dict(parse_qs(str(row.query)))),
            )
            st.button(
                "Retirer",
                key=f"garder-retirer-{row.scenario_id}",
                type="tertiary",
                icon=":material/close:",
                disabled=bool(rights.refusal()),
                on_click=_take_off,
                args=(room, str(row.scenario_id)),
            )


@answering
def _compare() -> None:
    choices.put({kept.COMPARED.key: list(st.session_state[_TWO])})


@answering
def _keep(room: OpenJournal) -> None:
    rights.keep_name(_AUTHOR)
    state, here = st.session_state, visits.current()
    name, request, course = (str(state[key] or "").strip() for key in (_NAME, _REQUEST, _COURSE))
    query = urlencode(
        {
            key: word
            for key, word in visits.parameters(here.contents, here.shown).items()
            if key != kept.COMPARED.key
        },
        doseq=True,
    )
    if not name:
        tell("Donnez un nom au scénario, puis gardez-le.")
        return
    if not kept.courses(query) and not (request == "fermeture" and course):
        tell("Rien à garder : ajouter une formation fictive, ou dire quelle formation fermer.")
        return
    values = {
        "name": name,
        "query": query,
        "tied": str(state[_TIED] or ""),
        "request": request,
        "course": course,
        "asked_by": str(state[_ASKED_BY] or "").strip(),
        "status": REQUEST_STATES[0] if request else "",
    }
    scenario_id = uuid.uuid4().hex
    if save(room, [Change("scenario", scenario_id, key, value) for key, value in values.items() if value]):
        state[_NAME] = state[_COURSE] = ""
        st.toast("Scénario gardé.", icon=":material/check:")


@answering
def _decide(room: OpenJournal, scenario_id: str, widget: str) -> None:
    rights.keep_name(_AUTHOR)
    if not save(room, [Change("scenario", scenario_id, "status", st.session_state[widget])]):
        # What was not saved must not look as if it were.
        st.session_state.pop(widget, None)


@answering
def _take_off(room: OpenJournal, scenario_id: str) -> None:
    rights.keep_name(_AUTHOR)
    save(room, [Change("scenario", scenario_id, "name", None)])
