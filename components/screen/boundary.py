"""Error boundaries: what fails says so in French, and the rest of the page goes on."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st

from components.screen import address
from components.screen.markdown import plain

log = logging.getLogger(__name__)

_SAID = "_callback_said"
Callback = TypeVar("Callback", bound=Callable[..., Any])


def sentence_for(error: Exception, part: str) -> str:
    """What the reader is told: the sentence an error of ours carries, else that this part is not shown."""
    said = getattr(error, "sentence", None)
    return (
        said
        if isinstance(said, str)
        else f"« {part} » n’a pas pu être affiché. Le reste de la page n’est pas touché."
    )


@contextmanager
def guarded(part: str) -> Iterator[None]:
    """Run one section; an exception becomes a sentence on screen and a trace in the log.

    What Streamlit raises to stop or rerun a script is no ``Exception``: it goes through.
    """
    try:
        yield
    except Exception as error:
        log.exception("section %r failed", part)
        st.warning(plain(sentence_for(error, part)), icon=":material/error:")


def answering(callback: Callback) -> Callback:
    """Make a function safe as a callback of a widget: what it raises is said on the page that follows.

    Streamlit would show its own page, in English, in place of ours. Every callback goes through here, which
    is also where the address learns that a widget was touched.
    """

    @functools.wraps(callback)
    def answered(*arguments: Any, **named: Any) -> Any:
        address.acted()
        try:
            return callback(*arguments, **named)
        except Exception as error:
            log.exception("callback %r failed", callback.__qualname__)
            said = getattr(error, "sentence", None)
            st.session_state[_SAID] = (
                said if isinstance(said, str) else "Cette action a échoué : rien n’a été enregistré."
            )
            return None

    return answered  # type: ignore[return-value]


def take_said() -> str:
    """What is to be said, once, of the callback that failed since the last run; "" when none did."""
    return str(st.session_state.pop(_SAID, ""))


def show_said() -> None:
    """Say, once, which callback failed since the last run."""
    if said := take_said():
        st.error(plain(said), icon=":material/error:")
