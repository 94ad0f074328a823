"""An error boundary a section: what fails says so in French, and the rest of the page goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

log = logging.getLogger(__name__)


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
    """Run one section; an exception becomes a sentence on screen and a trace in the log."""
    try:
        yield
    except Exception as error:
        log.exception("section %r failed", part)
        st.warning(sentence_for(error, part), icon=":material/error:")
