"""The form of a scenario: what is added goes to the address, and nowhere else."""

from __future__ import annotations

import streamlit as st

from components.figures.blocks import Figure
from components.screen import address, cards, choices, filters, saving
from components.screen.boundary import answering
from components.screen.markdown import plain
from data import store
from pages.training import scenario
from pages.training.words import FROM_LEVEL

_TITLE, _DOMAIN, _LEVEL, _PLACE, _SEATS = (
    f"scenario-{name}" for name in ("intitule", "domaine", "niveau", "commune", "places")
)


def show(figure: Figure, key: str, projection: bool) -> None:
    """The fictitious offers and, unless projected, what adds and removes them."""
    if projection:
        cards.show_passages(figure.passages, key, across=1)
        return
    words = list(address.kept().choices.get("essai") or [])
    if not words:
        cards.show_passages(figure.passages, key, across=1)
    for rank, passage in enumerate(figure.passages[0].sentences if words else ()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(passage), width="stretch")
            st.button(
                "Enlever",
                key=f"{key}-enlever-{rank}",
                type="tertiary",
                icon=":material/close:",
                on_click=_remove,
                args=(rank,),
            )
    if len(words) >= scenario.MOST_OFFERS:
        st.caption(plain(f"Un scénario tient au plus {scenario.MOST_OFFERS} formations."))
        return
    communes, domains = store.load("communes"), store.load("domains")
    with st.form(f"{key}-ajouter", border=False):
        st.text_input(
            "Intitulé",
            key=_TITLE,
            max_chars=scenario.TITLE_LETTERS,
            placeholder="Mastère cyber",
        )
        with st.container(horizontal=True):
            st.selectbox("Domaine", ["", *domains["domain"]], key=_DOMAIN, format_func=_domain, width=220)
            st.selectbox("Niveau", list(scenario.LEVELS), index=3, key=_LEVEL, width=120)
            names = filters.options(communes, domains)["commune"][1:]
            st.selectbox("Commune", names, key=_PLACE, index=names.index("Le Marin"), width=190)
            st.number_input("Places", 0, scenario.MOST_SEATS, 24, key=_SEATS, width=120)
        st.form_submit_button("Ajouter au scénario", icon=":material/add:", on_click=_add)


def _domain(name: str) -> str:
    return name or "Sans domaine"


@answering
def _add() -> None:
    state = st.session_state
    title = str(state[_TITLE]).strip() or f"Formation {state[_LEVEL]}"
    trial = scenario.Trial(state[_PLACE], state[_LEVEL], state[_DOMAIN], int(state[_SEATS] or 0), title)
    if not scenario.readable(trial.word):
        saving.tell(f"« {title} » n’a pas pu être ajouté : raccourcir l’intitulé.")
        return
    words = list(address.kept().choices.get("essai") or [])
    found = {"essai": [*words, trial.word]}
    if not words:
        # Compared with what exists of its kind: the filters say so, and may be changed.
        least = scenario.LEVELS[trial.level]
        found["a_partir_de"] = next(label for label, level in FROM_LEVEL.items() if level == least)
        if trial.domain:
            filters.put({"domaine": trial.domain})
    choices.put(found)
    state[_TITLE] = ""


@answering
def _remove(rank: int) -> None:
    words = list(address.kept().choices.get("essai") or [])
    choices.put({"essai": [word for place, word in enumerate(words) if place != rank]})
