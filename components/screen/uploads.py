"""Files sent to the server: received only from sessions that may write, and few megabytes of them at once.

A field that isn't drawn stops nobody: a browser can send files to any session's address. What holds them in
memory is asked instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import streamlit as st
from starlette.exceptions import HTTPException

from components.screen import rights, sign_in
from components.screen.markdown import plain
from components.screen.streamlit_internals import between_uploads, session_id
from data.journal.access import SignIn

if TYPE_CHECKING:
    from components.screen.streamlit_internals import UploadedFile

# Two files of the largest size: the one being read, and the one that replaces it.
MOST_BYTES = 2 * 20 * 1024**2

# Sessions that may send, and the sign-in by which they may (None on this computer).
_open_to: dict[str, SignIn | None] = {}


def field(
    label: str,
    kinds: Sequence[str],
    key: str,
    *,
    label_visibility: Literal["visible", "hidden", "collapsed"] = "visible",
) -> UploadedFile | None:
    """The field that takes one file; for a session that may not write, nothing is drawn nor received."""
    session = session_id()
    if rights.refusal():
        _open_to.pop(session, None)
        return None
    _open_to[session] = sign_in.in_force()
    return st.file_uploader(plain(label), type=list(kinds), key=key, label_visibility=label_visibility)


def _close(ended: SignIn) -> None:
    """A sign-in ended: no window that it opened sends any more, before it is even drawn again."""
    for session in [known for known, by in list(_open_to.items()) if by == ended]:
        _open_to.pop(session, None)


sign_in.when_ended(_close)


def _refuse(session: str) -> None:
    if session not in _open_to:
        raise HTTPException(403, "Cette session ne peut pas envoyer de fichier.")


# Once for the process: the server loads this module before it answers.
between_uploads(_refuse, MOST_BYTES, lambda session: _open_to.pop(session, None))
