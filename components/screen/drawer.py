"""A button that opens a dialog: the focus is in it at once, Esc closes it and gives the focus back.

What Streamlit calls a popover leaves the focus where it was, dozens of tabs away from what it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from components.screen import resuming
from components.screen.boundary import guarded
from components.screen.markdown import plain


def button(
    label: str,
    draw: Callable[[], None],
    *,
    key: str,
    icon: str,
    kind: Literal["secondary", "tertiary"] = "tertiary",
    field: str = "",
    on_dismiss: Literal["ignore", "rerun"] = "ignore",
) -> None:
    """The button; ``draw()`` fills the dialog, and is called only once it is open.

    ``field``: the key of a field that the dialog holds, by which it is known to have been open in a session
    that was lost.

    ``on_dismiss``: whether the page is drawn again behind a dialog that wrote something.
    """

    @st.dialog(plain(label), width="medium", on_dismiss=on_dismiss)
    @guarded(label)
    def opened() -> None:
        draw()

    pressed = st.button(plain(label), key=key, icon=icon, type=kind)
    if pressed or resuming.was_open(field):
        opened()
