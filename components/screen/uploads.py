"""Files sent to the server: received only from sessions that may write, and few megabytes of them at once.

A field that isn't drawn stops nobody: a browser can send files to any session's address. What holds them in
memory is asked instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import streamlit as st
from starlette.exceptions import HTTPException
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.screen import rights, sign_in
from components.screen.markdown import plain
from data.journal.access import SignIn

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

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
    context = get_script_run_ctx()
    session = context.session_id if context else ""
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

_keep = MemoryUploadedFileManager.add_file
_forget = MemoryUploadedFileManager.remove_session_files


def _add_file(self: MemoryUploadedFileManager, session_id: str, file: UploadedFileRec) -> None:
    """Keep a file that was sent; the oldest of the session go while it holds more than MOST_BYTES."""
    if session_id not in _open_to:
        raise HTTPException(403, "Cette session ne peut pas envoyer de fichier.")
    _keep(self, session_id, file)
    held = list(self.file_storage[session_id].values())
    total = sum(len(one.data) for one in held)
    for oldest in held[:-1]:
        if total > MOST_BYTES:
            self.remove_file(session_id, oldest.file_id)
            total -= len(oldest.data)


def _remove_session_files(self: MemoryUploadedFileManager, session_id: str) -> None:
    """A session ended: nothing of it stays, its right to send included."""
    _open_to.pop(session_id, None)
    _forget(self, session_id)


# Once for the process: the server loads this module before it answers.
MemoryUploadedFileManager.add_file = _add_file  # type: ignore[method-assign]
MemoryUploadedFileManager.remove_session_files = _remove_session_files  # type: ignore[method-assign]
