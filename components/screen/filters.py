"""The shared filters: territory, commune, domain. Drawn where they act, remembered where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components.figures.blocks import COMPARE, FILTERS, View
from components.figures.pages import PageView
from components.screen import address, choices
from components.screen.boundary import answering
from components.screen.markdown import plain
from data.french.typography import french
from data.vocabulary import TERRITORIES

WHOLE = {"territoire": "Martinique", "commune": "Toutes les communes", "domaine": "Tous les domaines"}
# What the comparison of territories stands for.
PLACES = ("territoire", "commune")
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


def in_address() -> dict[str, str]:
    """All that is set and that pages share, acting here or not, as the parameters of a link."""
    return {**chosen(), **({COMPARE.key: "oui"} if choices.value_of(COMPARE) else {})}


def comparing(shown: PageView) -> bool:
    """Whether a view sets the territories side by side: then none of them is chosen on it."""
    return "territoire" in shown.filters and bool(choices.value_of(COMPARE))


def acting(shown: PageView) -> tuple[str, ...]:
    """The filters that act on a view now."""
    compared = comparing(shown)
    return tuple(name for name in shown.filters if not (compared and name in PLACES))


def in_view(shown: PageView) -> dict[str, str]:
    """The filters off their whole as a view knows them: no place of its own among three compared."""
    compared = comparing(shown)
    return {name: value for name, value in chosen().items() if not (compared and name in PLACES)}


def carried(shown: PageView) -> dict[str, str]:
    """The filters in force that act on a view, and their comparison, as the parameters of a link to it."""
    found = {name: value for name, value in chosen().items() if name in acting(shown)}
    return {**found, COMPARE.key: "oui"} if comparing(shown) else found


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
    """Back to the whole of Martinique and every domain, nothing compared (a callback)."""
    put({name: WHOLE[name] for name in names})
    choices.put({COMPARE.key: COMPARE.initial})


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

    Where the territory acts, a switch sets the three side by side, in place of its list and of that of
    communes. ``communes`` has columns commune_code, commune, territory; ``domains`` has domain_id, domain.
    """
    offered = options(communes, domains)
    territory_of = dict(zip(communes["commune"], communes["territory"], strict=True))
    comparable, compared = "territoire" in acting, bool(choices.value_of(COMPARE))
    if comparable and compared:
        acting = [name for name in acting if name not in PLACES]
    for name in FILTERS:
        if name == "domaine" and comparable:
            # Beside the places that it takes the room of.
            choices.draw((COMPARE,))
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
            width=choices.width_of(st.session_state[name]),
            on_change=_chosen,
            args=(name, territory_of),
        )
    idle = {name: value for name, value in chosen().items() if name not in acting}
    if compared and not comparable:
        idle[COMPARE.key] = "comparaison des territoires"
    if idle:
        where = "pendant la comparaison" if comparable and compared else "ici"
        st.caption(french(f"{plain(', '.join(idle.values()))} : sans effet {where}"), width="content")
    if in_address():
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
