"""What the clock, the agenda and the list of decisions say, in words."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from urllib.parse import parse_qs

import pandas as pd

from components.figures.pages import PageSpec
from components.screen.address import VIEW
from data.clock import LOCAL_ZONE
from data.french.formats import NARROW_SPACE, count, day, is_unknown, listing, text_of
from data.french.typography import french
from data.journal.folds import MeetingState
from data.journal.words import STATUS_WORDS as STATUS_WORDS
from data.journal.words import STATUSES_OF, vote_words
from data.journal.words import TYPE_WORDS as TYPE_WORDS
from data.journal.words import status_word as status_word
from data.journal.words import type_word as type_word
from pages.meeting.held import Held

Line = Callable[[pd.Series], str]

# Below this, the reader is told that the time is nearly up.
NEARLY_UP = 120.0

PHASE_WORDS = {
    "not_started": "La réunion n’a pas commencé.",
    "running": "La réunion est en cours.",
    "paused": "La réunion est en pause.",
    "ended": "La réunion est terminée.",
}


def asked_words(page: PageSpec | None, query: str) -> list[str]:
    """What an address asks of a page, as a reader says it: its view, the filters and the choices."""
    asked = parse_qs(query)
    slug = asked.pop(VIEW, [""])[0]
    view = next((found.label for found in page.views if found.slug == slug), "") if page else ""
    # « oui » is that of a switch, which only the address names.
    chosen = [word for words in asked.values() for word in words if word != "oui"]
    return [word for word in (view, *chosen) if word]


def rebuilt(agenda: pd.DataFrame, base: pd.DataFrame) -> str:
    """Which items are still as they were deduced from titles of slides; nothing when none is.

    ``base`` is the dataset ``agenda``: item_id, item, certainty.
    """
    deduced = dict(base.loc[base["certainty"] == "inferred", ["item_id", "item"]].itertuples(index=False))
    ranks = [
        int(position)
        for item_id, item, position in zip(agenda["item_id"], agenda["item"], agenda["position"], strict=True)
        if deduced.get(item_id) == item
    ]
    if not ranks:
        return ""
    in_a_row = len(ranks) > 2 and ranks[-1] - ranks[0] == len(ranks) - 1
    said = f"{ranks[0]} à {ranks[-1]}" if in_a_row else listing(list(map(str, ranks)))
    which = f"Point {said} déduit" if len(ranks) == 1 else f"Points {said} déduits"
    return f"{which} des titres des diapositives : le début de l’ordre du jour manque à la présentation."


def minutes(seconds: float) -> str:
    """« 12 min », « moins d’une minute »; seconds are not shown: they distract a room."""
    whole = math.floor(seconds / 60)
    return f"{whole}{NARROW_SPACE}min" if whole >= 1 else "moins d’une minute"


def elapsed(seconds: float) -> str:
    """« 12 min écoulées », « 1 min écoulée », « moins d’une minute écoulée »."""
    return f"{minutes(seconds)} {'écoulées' if seconds >= 120 else 'écoulée'}"


def time_left(remaining: float | None, spent: float) -> str:
    """What remains of an item or of the meeting, in words, and when it is over by how much."""
    if remaining is None:
        return elapsed(spent)
    if remaining < 0:
        over = -remaining
        return f"temps dépassé de {minutes(over)}" if over >= 60 else "temps écoulé"
    if remaining <= NEARLY_UP:
        return french(f"bientôt fini : {minutes(remaining)}")
    return f"{minutes(remaining)} restantes"


def clock_line(state: MeetingState, agenda: pd.DataFrame) -> str:
    """One line for the bar of every page: the item, its time, the meeting's time."""
    if state.phase in ("not_started", "ended"):
        return PHASE_WORDS[state.phase]
    current = agenda[agenda["item_id"] == state.current_item]
    if current.empty:
        return PHASE_WORDS[state.phase]
    item = current.iloc[0]
    pause = "en pause · " if state.phase == "paused" else ""
    whole = minutes(state.elapsed) if state.remaining is None else time_left(state.remaining, state.elapsed)
    return french(
        f"{pause}Point {item['position']} sur {len(agenda)} · "
        f"{time_left(state.item_remaining, state.item_elapsed)} · réunion : {whole}"
    )


def headline(agenda: pd.DataFrame) -> list[str]:
    """How many items, how many minutes are fixed, how many are still to be."""
    fixed = agenda["minutes"].dropna()
    to_fix = len(agenda) - len(fixed)
    said = f"{count(len(agenda), 'point')} à l’ordre du jour"
    if len(fixed):
        minutes_fixed = count(int(fixed.sum()), "minute fixée", "minutes fixées")
        said += f", {minutes_fixed} sur {count(len(fixed), 'point')}"
    if to_fix:
        said += f" ; {count(to_fix, 'durée')} à fixer"
    return [french(f"{said}.")]


def decision_line(row: pd.Series) -> str:
    """« Action à mener : … — qui, pour le 3 décembre 2026 (vote) »."""
    who = text_of(row["who"])
    due = "" if is_unknown(row["due"]) or pd.isna(row["due"]) else f"pour le {day(row['due'].date())}"
    charge = ", ".join(part for part in (who, due) if part)
    text = "(texte non renseigné)" if is_unknown(row["text"]) else str(row["text"])
    vote = vote_words(row.get("vote"))
    return french(
        f"{type_word(row['type'])} : {text}"
        + (f" — {charge}" if charge else "")
        + (f" ({vote})" if vote else "")
    )


def noted_line(row: pd.Series) -> str:
    """The same with its state: what is rejected or put off is not decided."""
    return f"{decision_line(row)} · {status_word(row['status'], row['type'])}"


def charge_line(row: pd.Series) -> str:
    """« CTM, pour le 3 décembre 2026 : envoyer les effectifs · en cours »; what was not said is said."""
    who = "Personne non indiquée" if is_unknown(row["who"]) else str(row["who"])
    due = (
        "échéance non indiquée"
        if is_unknown(row["due"]) or pd.isna(row["due"])
        else f"pour le {day(row['due'].date())}"
    )
    text = "(texte non renseigné)" if is_unknown(row["text"]) else str(row["text"])
    return french(f"{who}, {due} : {with_progress(text, row)}")


def with_progress(text: str, row: pd.Series) -> str:
    """A text with the state of its note, once it is no longer the one that its kind begins with: who has
    something to do is not told what is done, dropped or rejected as if it were to be done.
    """
    state = status_word(row["status"], row["type"])
    begins = next(iter(STATUSES_OF.get(str(row["type"]), STATUS_WORDS).values()))
    return text if state == begins else f"{text} · {state}"


def status_change(row: pd.Series, status: str) -> str:
    """« « Envoyer les effectifs » : à suivre → faite. »."""
    text = "Cette note" if is_unknown(row["text"]) else f"« {short(str(row['text']))} »"
    before, after = (status_word(found, row["type"]) for found in (row["status"], status))
    return french(f"{text} : {before} → {after}.")


def short(text: str, most: int = 60) -> str:
    """The beginning of a text, cut between two words."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def in_order_of_urgency(noted: pd.DataFrame) -> pd.DataFrame:
    """What is to be followed first: open and late, then by date, then by who; what is settled comes last."""
    return (
        noted.assign(settled=~noted["open"], nobody=noted["who"].isna())
        .sort_values(["settled", "due", "nobody", "who"], na_position="last", kind="stable")
        .drop(columns=["settled", "nobody"])
    )


def is_charge(noted: pd.DataFrame) -> pd.Series:
    """What somebody has to do: actions, figures to provide, and what has somebody or a day.

    Not what was rejected, put off or given up: nobody has to do it, and its state must be said.
    """
    named = noted["type"].isin(["action", "data"]) | noted["who"].notna() | noted["due"].notna()
    return named & ~noted["status"].isin(["rejected", "postponed", "dropped"])


def by_owner(noted: pd.DataFrame) -> pd.DataFrame:
    """By who, then by day: what nobody has, and what has no day, come last; what is settled after all."""
    by = noted.assign(settled=~noted["open"]).sort_values(
        ["settled", "who", "due"], na_position="last", kind="stable"
    )
    return by.drop(columns="settled")


def when(held: Held) -> str:
    """« 26 novembre 2026, de 9 h 02 à 11 h 05 · Schœlcher »; what is not known is left out."""
    state, settings = held.state, held.settings
    begun = None if state.started_at is None else state.started_at.astimezone(LOCAL_ZONE)
    said = day(settings.date or (begun.date() if begun else None), none="")
    if begun is not None and state.ended_at is not None:
        said += f", de {clock(begun)} à {clock(state.ended_at.astimezone(LOCAL_ZONE))}"
    elif begun is not None:
        said += f", depuis {clock(begun)}"
    return " · ".join(part for part in (said, settings.place or "") if part)


def clock(local: dt.datetime) -> str:
    """« 09 h 05 »."""
    return f"{local:%H}\u00a0h\u00a0{local:%M}"


def cut(text: str, most: int) -> str:
    """The beginning of a text where the whole does not fit."""
    return short(" ".join(text.split()), most)


def lateness(late: pd.DataFrame, today: dt.date) -> str:
    """How many open items are past their day; empty when none is."""
    if late.empty:
        return ""
    oldest = (today - late["due"].min().date()).days
    verb = "est en retard" if len(late) == 1 else "sont en retard"
    return f"{count(len(late), 'engagement')} {verb}, le plus ancien de {count(oldest, 'jour')}."
