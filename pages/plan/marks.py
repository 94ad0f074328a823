"""What is clicked on « Schéma »: a bar of the budget filters the actions, a row of the list opens a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from components.figures import table_words
from components.figures.bars import FADED
from components.figures.blocks import Choice, Figure
from components.figures.comparing import TERRITORY
from components.screen import address, cards, choices, tables
from components.screen.boundary import answering
from components.screen.markdown import plain
from pages.plan.actions import FUNDING, ONLY, PILLAR, UNFUNDED
from pages.plan.tracking import action_sheet
from pages.plan.words import UNFUNDED as UNFUNDED_BAR
from pages.plan.words import cost

_PICKED, _BARS = "choisi", "cliquable"
# Streamlit wraps the text of rows higher than 64 px: three lines hold the longest name of an action.
_ROW_HEIGHT, _OPEN_HEIGHT = 66, 380
_WIDTHS = {"N°": 52, "Action": 242, "Coût au planning": 112, "Financement indiqué": 160, "Pilier": 130}


def pillar_bars(figure: Figure, key: str, projection: bool) -> None:
    """The bars by pillar: a click filters the actions on it."""
    _bars(figure, key, projection, (PILLAR,), lambda label: (PILLAR, label))


def funding_bars(figure: Figure, key: str, projection: bool) -> None:
    """The bars by funding label: a click filters the actions on it, those without label too."""
    _bars(figure, key, projection, (FUNDING, ONLY), _funding)


def _funding(label: str) -> tuple[Choice, str]:
    return (ONLY, UNFUNDED) if label == UNFUNDED_BAR.capitalize() else (FUNDING, label)


def _bars(
    figure: Figure,
    key: str,
    projection: bool,
    own: tuple[Choice, ...],
    choice_of: Callable[[str], tuple[Choice, str]],
) -> None:
    drawing = figure.chart
    # Side by side, the territories have no one bar to click.
    if projection or figure.wide or not isinstance(drawing, cards.Drawing) or drawing.data is None:
        cards.show_chart(figure, key, projection)
        return
    labels = list(dict.fromkeys(drawing.data.column("label").to_pylist()))
    in_force = {choice.key: choices.value_of(choice) for choice in own}
    chosen = next((label for label in labels if _is_chosen(choice_of(label), in_force)), None)
    # A key for each choice: the browser then forgets its own selection, and a second click is a click.
    widget = f"{key}-chart-{labels.index(chosen) if chosen else 'none'}"
    st.vega_lite_chart(
        highlighted(drawing.data, chosen),
        clickable(drawing.spec),
        key=widget,
        alt=figure.alt or figure.title,
        width="stretch",
        height="content",
        on_select=partial(_clicked, widget, choice_of),
        selection_mode=_PICKED,
    )
    if chosen:
        st.button(
            plain(f"{chosen} : revenir à toutes les actions"),
            key=f"{key}-clear",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=_clear,
            args=(choice_of(chosen)[0],),
        )
    elif PILLAR in own:
        cards.hint("Cliquez sur une barre, ici ou à côté, pour voir ses actions.", key)


def _is_chosen(wanted: tuple[Choice, str], in_force: Mapping[str, Any]) -> bool:
    choice, word = wanted
    return bool(in_force[choice.key] == word)


def highlighted(data: pa.Table, chosen: str | None) -> pa.Table:
    """The rows of the bars, all but the chosen one faded; all as they are when none is."""
    if chosen is None:
        return data
    kept = [1.0 if label == chosen else FADED for label in data.column("label").to_pylist()]
    return data.set_column(data.column_names.index("opacity"), "opacity", pa.array(kept))


def clickable(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification with, over each bar, a band as wide as the chart that takes the click.

    A bar of 50 k€ beside one of 8 000 is too narrow for a mouse.
    """
    first = spec["layer"][0]
    encoding = {name: first["encoding"][name] for name in ("y", "tooltip") if name in first["encoding"]}
    band = {
        "name": _BARS,
        "mark": {"type": "bar", "opacity": 0, "cursor": "pointer"},
        "encoding": {**encoding, "x": {"value": 0}, "x2": {"value": "width"}},
    }
    picked = {"name": _PICKED, "select": {"type": "point", "fields": ["label"]}, "views": [_BARS]}
    return {**spec, "layer": [*spec["layer"], band], "params": [*spec.get("params", []), picked]}


@answering
def _clicked(widget: str, choice_of: Callable[[str], tuple[Choice, str]]) -> None:
    """Filter the actions on what was clicked, and show them; what was chosen already is cleared."""
    picked = (st.session_state[widget].get("selection") or {}).get(_PICKED) or []
    if picked:
        toggle(*choice_of(str(picked[0]["label"])))


def toggle(choice: Choice, word: str) -> None:
    """Set a choice to a word and open the actions; back to its initial value if it is there already."""
    if choices.value_of(choice) == word:
        choices.put({choice.key: choice.initial})
        return
    choices.put({other.key: other.initial for other in (PILLAR, FUNDING, ONLY)} | {choice.key: word})
    address.kept().views["schema"] = "actions"


@answering
def _clear(choice: Choice) -> None:
    choices.put({choice.key: choice.initial})


def action_rows(figure: Figure, key: str, projection: bool) -> None:
    """The list of actions with their names whole: a click on a row opens the sheet of the action."""
    if projection or figure.table is None:
        cards.show_chart(figure, key, projection)
        return
    columns = {
        name: width for name, width in {TERRITORY: 90, **_WIDTHS}.items() if name in figure.table.frame
    }
    written = table_words.written(figure.table)[list(columns)].reset_index(drop=True)
    written["Coût au planning"] = [cost(value) for value in figure.table.frame["Coût au planning"]]
    opened = action_sheet.chosen_id()
    ids = written["N°"].tolist()
    # A key for each sheet, as above; the list makes room for the sheet that is open under it.
    widget = f"{key}-rows-{opened or 'none'}-{'-'.join(ids) if len(ids) < 9 else len(ids)}"
    st.dataframe(
        written,
        key=widget,
        hide_index=True,
        row_height=_ROW_HEIGHT,
        height=_OPEN_HEIGHT if opened in ids and len(ids) > 6 else "content",
        column_config={
            name: st.column_config.TextColumn(
                name, width=width, alignment="right" if name == "Coût au planning" else None
            )
            for name, width in columns.items()
        },
        alt=figure.title,
        on_select=partial(_row_clicked, widget, ids),
        selection_mode="single-cell",
    )
    tables.on_paper(written, ["Coût au planning"])


@answering
def _row_clicked(widget: str, ids: list[str]) -> None:
    cells = st.session_state[widget]["selection"]["cells"]
    if cells:
        row = int(cells[0][0])
        action_sheet.open_sheet("" if ids[row] == action_sheet.chosen_id() else ids[row])
