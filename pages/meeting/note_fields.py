"""The fields of a note: its text, who, by when, its state and vote, in the words of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.screen.markdown import plain
from data import meeting_settings
from data.clock import today
from data.french.typography import french
from data.journal.folds import Change, attendance
from data.journal.folds.fields import problem_with
from data.journal.words import STATUSES_OF
from pages.meeting.days import read_day
from pages.meeting.room import Room


def draw(
    room: Room, kind: str, key: str, known: pd.Series | None = None, height: int = 100
) -> dict[str, Any]:
    """The fields of a note of one kind, filled from ``known``; what is typed in them.

    ``height``: that of the text, in pixels.
    """
    before = {} if known is None else {str(name): value for name, value in known.items() if pd.notna(value)}
    text = st.text_area(
        "Texte",
        value=str(before.get("text", "")),
        key=f"{key}-text",
        max_chars=4000,
        height=height,
        placeholder="Ce qui est dit",
    )
    left, right, *last = st.columns([5, 3, 5] if kind == "decision" else [5, 3])
    people = who_is_known(room)
    who_before = before.get("who")
    with left:
        who = st.selectbox(
            "Qui",
            list(dict.fromkeys([*([str(who_before)] if who_before else []), *people])),
            index=0 if who_before else None,
            key=f"{key}-who",
            accept_new_options=True,
            placeholder="Personne ou organisation",
        )
    with right:
        # Text: Streamlit's calendar speaks English, and a keyboard is quicker.
        due = st.text_input(
            "Pour le",
            value=f"{before['due']:%d/%m/%Y}" if "due" in before else "",
            key=f"{key}-due",
            max_chars=10,
            placeholder="JJ/MM/AAAA",
        )
    words = STATUSES_OF[kind]
    first = words.get(str(before.get("status")), next(iter(words.values())))
    status = st.segmented_control(
        "État",
        list(words.values()),
        format_func=plain,
        default=first,
        required=True,
        key=f"{key}-status-{kind}",
    )
    vote = ""
    if last:
        vote = last[0].text_input(
            "Vote (pour/contre/abst.)",
            value=_vote_typed(before.get("vote")),
            key=f"{key}-vote",
            max_chars=20,
            placeholder="consensus, ou 12/2/1",
        )
    return {"text": text, "who": who, "due": due, "status": status, "vote": vote}


def _vote_typed(known: object) -> str:
    return "" if known is None else str(known)


def who_is_known(room: Room) -> list[str]:
    """People and organisations to choose from: those who are there, those named before, the host's list."""
    there = attendance(room.rows, room.of_interest or "")
    named = room.decided["who"].dropna().tolist()
    listed = meeting_settings.in_force().organisations
    return list(dict.fromkeys([*there["name"], *sorted(set(map(str, named))), *listed]))


def read(kind: str, typed: Mapping[str, Any]) -> dict[str, str | None]:
    """What was typed, as the journal takes it. Raises ``ValueError`` with a French sentence."""
    if not str(typed["text"] or "").strip():
        raise ValueError(french("Le texte est vide : écrivez ce qui est décidé, puis enregistrez."))
    day = read_day(str(typed["due"] or ""), today())
    codes = {word: code for code, word in STATUSES_OF[kind].items()}
    return {
        "text": str(typed["text"]).strip(),
        "who": " ".join(str(typed["who"] or "").split()) or None,
        "due": day.isoformat() if day else None,
        "status": codes[typed["status"] or next(iter(codes))],
        "vote": read_vote(str(typed["vote"] or "")),
    }


def read_vote(typed: str) -> str | None:
    """« consensus », or « 12/2/1 » (for, against, abstentions); empty -> None.

    Raises ``ValueError`` with a French sentence.
    """
    kept = "".join(typed.split()).lower()
    if kept and problem_with(Change("decision", "vote", "vote", kept)):
        raise ValueError(
            french(
                f"« {typed} » n’est pas un vote : écrivez « consensus », ou les voix pour, contre et les "
                "abstentions, comme 12/2/1."
            )
        )
    return kept or None


def kind_of(row: pd.Series) -> str:
    return str(row["type"]) if row["type"] in STATUSES_OF else "recommendation"
