"""The form that attaches an action or a recommendation to territories and domains: the CEP's to do."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.figures import attached
from components.screen import history, resuming, rights
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, save, show_said
from data.french.typography import french
from data.journal.folds import TAG_FIELDS, Change, label_of, tag_words
from data.journal.words import DOMAIN_WORDS
from data.vocabulary import TERRITORIES

_STATE = "_attaching"
# The button beside which a refusal is said.
_SEND = "attach-send"


@dataclass(frozen=True)
class _Opened:
    """A form that is open: what was attached when it was drawn first, and the journal's version then."""

    subject_id: str
    version: int
    before: dict[str, tuple[str, ...]]

    @property
    def form_id(self) -> str:
        return resuming.name_for(self.subject_id, self.before)


def form(
    room: OpenJournal,
    subject_id: str,
    title: str,
    tags: pd.DataFrame,
    communes: pd.DataFrame,
    domains: pd.DataFrame,
    *,
    kinds: tuple[str, ...] = ("tags",),
) -> None:
    """Attach one subject; what is refused is said beside the button, and its history is below.

    ``title``: its words, which may propose; ``tags``: the fold; ``kinds``: those of its history.
    """
    state = _opened(room, subject_id, tags)
    with st.container(key=f"attach-of-{subject_id}"), st.form(f"attach-{state.form_id}"):
        left, right = st.columns(2)
        with left:
            territories = _several(state, "territories", list(TERRITORIES))
        with right:
            about = _several(state, "domains", list(DOMAIN_WORDS))
        if hint := attached.proposal(title, communes, domains):
            st.caption(plain(hint))
        left, right = st.columns(2)
        with left:
            reason = st.text_input("Motif (facultatif)", max_chars=300, key=f"attach-why-{state.form_id}")
        with right:
            rights.ask_name("attach", room.last_author)
        with st.container(horizontal=True, vertical_alignment="center"):
            sent = st.form_submit_button("Enregistrer le rattachement", type="primary")
            show_said(_SEND)
    if sent:
        rights.keep_name("attach")
        # In the order of the lists, whatever the order of the clicks.
        wanted = {
            "territories": tuple(word for word in TERRITORIES if word in territories),
            "domains": tuple(word for word in DOMAIN_WORDS if word in about),
        }
        _save(room, state, wanted, reason)
    history.below(room, subject_id, "attach", kinds)


def _several(state: _Opened, name: str, options: list[str]) -> list[str]:
    return st.multiselect(
        plain(label_of("tags", name)),
        options,
        default=[word for word in state.before[name] if word in options],
        key=f"attach-{name}-{state.form_id}",
        format_func=lambda word: DOMAIN_WORDS.get(word, word),
        placeholder=french("Non rattachée : choisir"),
        # Its words are in English.
        select_all=False,
    )


def _opened(room: OpenJournal, subject_id: str, tags: pd.DataFrame) -> _Opened:
    """The form as it was opened: a save made since by somebody else must be refused, not overwritten."""
    state: _Opened | None = st.session_state.get(_STATE)
    own = tags[tags["subject_id"] == subject_id]
    before = {name: () if own.empty else tag_words(own.iloc[0][name]) for name in TAG_FIELDS}
    saved = room.rows[(room.rows["kind"] == "tags") & (room.rows["subject_id"] == subject_id)]
    # What this session did itself, an undo for one, is no surprise.
    undone = state and before != state.before and saved.iloc[-1]["author"] == rights.name()
    if state is None or state.subject_id != subject_id or undone:
        state = _Opened(subject_id, room.version, before)
        st.session_state[_STATE] = state
    return state


def _save(room: OpenJournal, state: _Opened, wanted: dict[str, tuple[str, ...]], reason: str) -> None:
    changes = [
        Change("tags", state.subject_id, name, ",".join(words) or None)
        for name, words in wanted.items()
        if set(words) != set(state.before[name])
    ]
    if save(room, changes, reason=reason, opened_on=state.version, at=_SEND):
        st.toast("Rattachement enregistré.", icon=":material/check:")
        st.session_state.pop(_STATE, None)
    else:
        if changes and rights.name():
            # Drawn again on what is in place now: the refusal says both values.
            st.session_state.pop(_STATE, None)
    st.rerun()
