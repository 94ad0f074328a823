"""Saving from the screen: one place where the journal's refusals become sentences on the page."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
import streamlit as st

from components.screen import rights
from components.screen.markdown import plain
from data.clock import short_moment
from data.journal.faults import JournalError, StaleSave
from data.journal.folds import Change
from data.journal.words import field_value
from data.store import StoreAt

if TYPE_CHECKING:
    from data.journal import Journal

log = logging.getLogger(__name__)

_SAID = "_saving_said"
_BRING = """<script>
document.querySelector(".st-key-refused-ATTEMPT")?.scrollIntoView({block: "nearest"});
</script>"""
# Who is named for what the clock's buttons write, when nobody has given a name yet.
UNNAMED = "Animation de la réunion"
NAME_FIRST = "Indiquez d’abord votre nom, puis recommencez : rien n’a été enregistré."


Opened = TypeVar("Opened", bound="OpenJournal")


@dataclass(frozen=True)
class OpenJournal:
    """The journal as read now. ``problem`` says why it could not be read; the rest stays usable.

    ``missing``: sentences on what is lost or could not be shown; ``store``: the datasets, with this journal.
    """

    journal: Journal | None
    version: int
    rows: pd.DataFrame
    problem: str = ""
    missing: tuple[str, ...] = ()
    store: StoreAt = field(default_factory=StoreAt)

    @property
    def last_author(self) -> str:
        """Who saved last on this computer: suggested as a name, never used unasked."""
        named = self.rows[self.rows["author"] != UNNAMED]
        return "" if named.empty else str(named.iloc[-1]["author"])


def again(room: Opened) -> Opened:
    """The journal read again: a click comes long after the page was drawn."""
    if room.journal is None:
        return room
    snapshot = room.journal.read()
    return replace(room, rows=snapshot.rows, version=snapshot.version)


def save(
    room: OpenJournal,
    changes: Sequence[Change],
    *,
    reason: str = "",
    save_id: str | None = None,
    named: bool = True,
    opened_on: int | None = None,
    on_stale: Callable[[StaleSave], None] | None = None,
    at: str = "",
) -> bool:
    """Append the changes as this session's person. False, and a sentence kept for the page, if refused.

    ``opened_on``: the version a form was opened on, when older than the room's. ``on_stale`` is handed the
    refusal when somebody saved in between, to show both values; without it, they are told in a sentence.
    What the buttons of the meeting write (``named=False``) needs no name: the clock is nobody's saying.
    ``at``: the button beside which a refusal is said, where the page has several (``show_said``).
    """
    if room.journal is None:
        tell(room.problem, at)
        return False
    writer = rights.writer()
    if named and not writer.name and writer.may_write:
        tell(NAME_FIRST, at)
        return False
    try:
        room.journal.append(
            changes,
            writer=type(writer)(writer.name or UNNAMED, writer.may_write, writer.reason_if_not),
            opened_on=room.version if opened_on is None else opened_on,
            reason=reason,
            save_id=save_id,
        )
    except StaleSave as error:
        if on_stale is not None:
            on_stale(error)
            return False
        values = [
            f"« {field_value(current.change.kind, current.change.field, current.change.before)} » "
            f"({current.author}, {short_moment(current.saved_at)})"
            for current in error.current
            if current.author and current.saved_at
        ]
        tell(f"{error} {' ; '.join(values)}", at)
    except JournalError as error:
        tell(str(error), at)
    except Exception:
        log.exception("a save failed")
        tell("L’enregistrement a échoué : vérifiez l’historique avant de recommencer.", at)
    else:
        return True
    return False


def tell(sentence: str, at: str = "") -> None:
    """Keep a sentence until the page is drawn; ``at``: the button that it is of, if it has a place."""
    st.session_state[_SAID] = (sentence, at)


def take_said(at: str | None = None) -> str:
    """Why the last save was refused, to be said where the button is; "" when it was not.

    ``at``: only what is of that button ("" : of none that has a place); without it, whatever is left.
    """
    sentence, place = st.session_state.get(_SAID) or ("", "")
    if at is not None and at != place:
        return ""
    st.session_state.pop(_SAID, None)
    return str(sentence)


def show_said(at: str | None = "") -> None:
    """Show, once, why the last save was refused (``at``: see ``take_said``)."""
    if said := take_said(at):
        show_refused(said)


def show_refused(said: object, *listed: str, attempt: str = "") -> None:
    """Show a refusal where the button is, and scroll to it: once for an ``attempt``, else at each drawing."""
    attempt = attempt or uuid.uuid4().hex
    with st.container(key=f"refused-{attempt}"):
        rows = "\n".join(f"- {plain(one)}" for one in listed)
        st.error("\n\n".join([plain(said), rows]), icon=":material/block:")
    st.html(_BRING.replace("ATTEMPT", attempt), unsafe_allow_javascript=True)
