"""The shared filters: territory, commune, domain. Drawn where they act, remembered where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components.figures.blocks import FILTERS, View
from components.screen import address
from components.screen.boundary import answering
from components.screen.markdown import plain
from data.vocabulary import TERRITORIES

WHOLE = {"territoire": "Martinique", "commune": "Toutes les communes", "domaine": "Tous les domaines"}
# The longest commune and domain hold on one line.
_WIDTH = 215
LABELS = {"territoire": "Territoire", "commune": "Commune", "domaine": "Domaine"}


def options(communes: pd.DataFrame, domains: pd.DataFrame) -> dict[str, list[str]]:
    """The words each filter offers, the whole first; communes in alphabetical order without article."""
    names = sorted(communes["commune"], key=lambda name: name.removeprefix("Le ").removeprefix("La "))
    return {
        "territoire": [WHOLE["territoire"], *TERRITORIES],
        "commune": [WHOLE["commune"], *names],
        "domaine": [WHOLE["domaine"], *domains["domain"]],
    }


def value_of(name: str) -> str:
    """What a filter is set to, drawn or not."""
    mine = address.kept()
    if name in st.session_state:
        mine.filters[name] = st.session_state[name] or WHOLE[name]
    return mine.filters.get(name, WHOLE[name])


def chosen() -> dict[str, str]:
    """The filters off their whole, acting here or not."""
    return {name: value for name in FILTERS if (value := value_of(name)) != WHOLE[name]}


def put(values: Mapping[str, str]) -> None:
    """Set filters from elsewhere than their widgets, in a callback or before they are drawn."""
    for name, value in values.items():
        address.kept().filters[name] = value
        st.session_state.pop(name, None)


def settle(communes: pd.DataFrame) -> None:
    """Give a commune its territory, as when it is chosen: an address may name the commune alone."""
    territory = dict(zip(communes["commune"], communes["territory"], strict=True)).get(value_of("commune"))
    if territory and value_of("territoire") != territory:
        put({"territoire": territory})


@answering
def reset(names: Sequence[str] = FILTERS) -> None:
    """Back to the whole of Martinique and every domain (a callback)."""
    put({name: WHOLE[name] for name in names})


@answering
def choose_commune(commune: str, territory: str) -> None:
    """Set the commune and its territory together, from elsewhere than their lists (a callback)."""
    put({"commune": commune, "territoire": territory})


@answering
def _chosen(name: str, territory_of: Mapping[str, str]) -> None:
    """A filter was set. Commune and territory never contradict each other: the last one touched leads."""
    mine = address.kept().filters
    mine[name] = st.session_state[name]
    if name == "commune" and mine[name] in territory_of:
        put({"territoire": territory_of[mine[name]]})
    elif name == "territoire" and territory_of.get(mine.get("commune", ""), mine[name]) != mine[name]:
        put({"commune": WHOLE["commune"]})


def draw(acting: Sequence[str], communes: pd.DataFrame, domains: pd.DataFrame) -> None:
    """Draw, on the row under the views, the filters that act here; say once which others are set in vain.

    ``communes`` has columns commune_code, commune, territory; ``domains`` has domain_id, domain.
    """
    offered = options(communes, domains)
    territory_of = dict(zip(communes["commune"], communes["territory"], strict=True))
    for name in FILTERS:
        if name not in acting:
            st.session_state.pop(name, None)
            continue
        value = value_of(name)
        st.session_state[name] = value if value in offered[name] else WHOLE[name]
        st.selectbox(
            plain(LABELS[name]),
            offered[name],
            key=name,
            label_visibility="collapsed",
            width=_WIDTH,
            on_change=_chosen,
            args=(name, territory_of),
        )
    idle = {name: value for name, value in chosen().items() if name not in acting}
    if idle:
        st.caption(f"{plain(', '.join(idle.values()))}{chr(0x202F)}: sans effet ici", width="content")
    if chosen():
        st.button(
            "Tout effacer",
            key="filters-clear",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=reset,
        )


def view_of(
    page: str,
    communes: pd.DataFrame,
    domains: pd.DataFrame,
    words: Mapping[str, str | None],
    *,
    slug: str = "",
) -> View:
    """The view for the chosen words; a commune carries its territory."""

    def value(name: str) -> str | None:
        word = words.get(name)
        return word if word and word != WHOLE[name] else None

    commune, domain = value("commune"), value("domaine")
    codes = dict(zip(communes["commune"], communes["commune_code"], strict=True))
    territory_of = dict(zip(communes["commune"], communes["territory"], strict=True))
    return View(
        page=page,
        slug=slug,
        territory=territory_of.get(commune, value("territoire")) if commune else value("territoire"),
        commune_code=codes.get(commune) if commune else None,
        commune=commune,
        domain_id=dict(zip(domains["domain"], domains["domain_id"], strict=True)).get(domain or ""),
        domain=domain,
    )
