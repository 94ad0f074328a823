"""The shared filters of the sidebar: territory, commune, domain, kept in the address.

The address holds the option's own words, so options never change from page to page: a page that does
not follow a filter shows it disabled, with the reason, and its value stays.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.site import FILTERS, PageSpec

WHOLE = {"territoire": "Martinique", "commune": "Toutes les communes", "domaine": "Tous les domaines"}
LABELS = {"territoire": "Territoire", "commune": "Commune", "domaine": "Domaine"}
TERRITORIES = ("Martinique", "Centre", "Nord", "Sud")
OWN_PARAMETERS = ("projection", "etape")
_UNREAD, _LAST = "_address_not_understood", "_filters_of_last_page"


def options(communes: pd.DataFrame, domains: pd.DataFrame) -> dict[str, list[str]]:
    """The words each filter offers, the whole first; communes in alphabetical order without article."""
    names = sorted(communes["commune"], key=lambda name: name.removeprefix("Le ").removeprefix("La "))
    return {
        "territoire": list(TERRITORIES),
        "commune": [WHOLE["commune"], *names],
        "domaine": [WHOLE["domaine"], *domains["domain"]],
    }


def read_address(offered: dict[str, list[str]], page_parameters: tuple[str, ...]) -> None:
    """Name what the address asks for and no filter offers, before the filters drop it silently."""
    unread = [
        f"{name} = {value}"
        for name, value in st.query_params.items()
        if (name in offered and value not in offered[name])
        or (name not in offered and name not in OWN_PARAMETERS and name not in page_parameters)
    ]
    if unread:
        st.session_state[_UNREAD] = unread


def address_not_understood() -> list[str]:
    """What the address asked for and could not be followed, once."""
    return list(st.session_state.pop(_UNREAD, []))


def keep_across_pages(page: PageSpec) -> None:
    """Give a filter back its value when a page change lost it: a click that comes at once after a page is
    drawn leaves before the browser has written the filters in the address. Call before drawing them.
    """
    last_page, kept = st.session_state.get(_LAST, (page.name, {}))
    if last_page == page.name:
        return
    for name, value in kept.items():
        if st.session_state.get(name, WHOLE[name]) == WHOLE[name] and name not in st.query_params:
            st.session_state[name] = value


def remember(page: PageSpec) -> None:
    """Keep what the filters hold on this page. Call once they are drawn."""
    st.session_state[_LAST] = (page.name, {name: st.session_state[name] for name in FILTERS})


def reset(names: tuple[str, ...] = FILTERS) -> None:
    """Back to the whole of Martinique and every domain (a callback)."""
    for name in names:
        st.session_state[name] = WHOLE[name]


def choose_commune(commune: str, territory: str) -> None:
    """Set the commune and its territory together, from elsewhere than the sidebar (a callback)."""
    st.session_state["commune"] = commune
    st.session_state["territoire"] = territory


def _commune_leads(territory_of: dict[str, str]) -> None:
    """A commune chosen sets its territory: the two never contradict each other."""
    territory = territory_of.get(st.session_state["commune"])
    if territory:
        st.session_state["territoire"] = territory


def _territory_leads(territory_of: dict[str, str]) -> None:
    chosen = st.session_state["territoire"]
    commune = st.session_state["commune"]
    if chosen != WHOLE["territoire"] and territory_of.get(commune, chosen) != chosen:
        st.session_state["commune"] = WHOLE["commune"]


def draw(page: PageSpec, communes: pd.DataFrame, domains: pd.DataFrame) -> View:
    """Draw the three filters and return the view they make for ``page``.

    ``communes`` has columns commune_code, commune, territory; ``domains`` has domain_id, domain. A filter
    that the page does not follow is disabled and left out of the view.
    """
    offered = options(communes, domains)
    territory_of = dict(zip(communes["commune"], communes["territory"], strict=True))
    callbacks = {"territoire": _territory_leads, "commune": _commune_leads}
    for name in FILTERS:
        followed = page.follows(name)
        st.selectbox(
            LABELS[name],
            offered[name],
            key=name,
            bind="query-params",
            disabled=not followed,
            on_change=callbacks.get(name),
            args=(territory_of,) if name in callbacks else None,
        )
        if not followed and page.refusals[name] not in later_refusals(page, name):
            st.caption(page.refusals[name])
    return view_of(page, communes, domains, {name: st.session_state[name] for name in FILTERS})


def later_refusals(page: PageSpec, name: str) -> list[str]:
    """The reasons given under the filters drawn after this one: each reason is said once, last."""
    after = FILTERS[FILTERS.index(name) + 1 :]
    return [page.refusals[other] for other in after if other in page.refusals]


def view_of(
    page: PageSpec, communes: pd.DataFrame, domains: pd.DataFrame, chosen: dict[str, str | None]
) -> View:
    """The view for the chosen words, keeping only the filters that the page follows."""

    def value(name: str) -> str | None:
        word = chosen.get(name)
        return word if page.follows(name) and word and word != WHOLE[name] else None

    commune, domain = value("commune"), value("domaine")
    codes = dict(zip(communes["commune"], communes["commune_code"], strict=True))
    territory_of = dict(zip(communes["commune"], communes["territory"], strict=True))
    return View(
        page=page.name,
        territory=territory_of.get(commune, value("territoire")) if commune else value("territoire"),
        commune_code=codes.get(commune) if commune else None,
        commune=commune,
        domain_id=dict(zip(domains["domain"], domains["domain_id"], strict=True)).get(domain or ""),
        domain=domain,
    )
