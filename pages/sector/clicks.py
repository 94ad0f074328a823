"""A click on a bar of a sub-sector chooses its domain; a second click, on the same domain, takes it off."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import Any

import streamlit as st

from components.figures.blocks import Figure
from components.screen import cards, filters
from components.screen.boundary import answering
from components.screen.markdown import plain

LABEL, DOMAIN = "Sur le graphique", "Domaine"
CLICKED, _BARS = "clicked", "bars"
HINT = "Un clic sur une barre choisit le domaine du sous-secteur, un second clic l’enlève."


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the bars of a figure whose table ties ``LABEL`` to ``DOMAIN``: what stands out comes from it.

    The key holds the filter's value: each click meets a chart that has forgotten the click before.
    """
    if projection or not isinstance(figure.chart, cards.Drawing) or figure.table is None:
        cards.show_chart(figure, key, projection)
        return
    rows = figure.table.frame
    domains = dict(zip(rows[LABEL], rows[DOMAIN], strict=True))
    chart_key = f"{key}-chart-{filters.value_of('domaine')}"
    st.vega_lite_chart(
        figure.chart.data,
        clickable(figure.chart.spec),
        key=chart_key,
        alt=figure.alt,
        width="stretch",
        height="content",
        on_select=partial(_clicked, chart_key, domains),
        selection_mode=CLICKED,
    )


def show_with_hint(figure: Figure, key: str, projection: bool) -> None:
    """The same, with how it works under it: on a screen that can be clicked, in no document."""
    show(figure, key, projection)
    if not projection:
        cards.hint(HINT, key)


def clickable(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification of bars with a selection of points on its first layer, the bars, by label."""
    made = deepcopy(spec)
    made["layer"][0] |= {"name": _BARS}
    made["layer"][0]["mark"] |= {"cursor": "pointer"}
    picked = {"name": CLICKED, "select": {"type": "point", "fields": ["label"]}, "views": [_BARS]}
    made["params"] = [*made.get("params", []), picked]
    return made


@answering
def _clicked(key: str, domains: dict[str, str | None]) -> None:
    """Choose the domain of the bar, or take it off when it is the one in force."""
    picked = st.session_state[key].selection.get(CLICKED) or []
    if not picked:
        return
    subsector = picked[0]["label"]
    domain = domains.get(subsector)
    if not isinstance(domain, str):
        st.toast(plain(f"« {subsector} » n’est rattaché à aucun domaine."), icon=":material/info:")
        return
    same = filters.value_of("domaine") == domain
    filters.put({"domaine": filters.WHOLE["domaine"] if same else domain})
