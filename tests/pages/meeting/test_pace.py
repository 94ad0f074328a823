"""Delay and planned end come from the plan and the clock, and say what they cannot count."""

import datetime as dt

import pandas as pd

from data.clock import LOCAL_ZONE
from data.journal.folds import MeetingState
from pages.meeting.pace import delay_words, end_words, pace

NOW = dt.datetime(2026, 11, 26, 14, 0, tzinfo=dt.UTC)


def agenda(*minutes):
    ids = [f"item-{rank}" for rank in range(1, len(minutes) + 1)]
    return pd.DataFrame({"item_id": ids, "minutes": pd.array(minutes, dtype="Float64")})


def led(current, **spent):
    return MeetingState(
        "m", "running", NOW, current, spent={k.replace("_", "-"): v for k, v in spent.items()}
    )


def test_an_item_that_ran_over_makes_the_meeting_late_and_its_end_later():
    # 20 minutes on 15, then 4 on 10: five late; 6 and 30 to come.
    found = pace(led("item-2", item_1=1200.0, item_2=240.0), agenda(15, 10, 30))
    assert delay_words(found) == "retard\u202f: 5\u202fmin"
    assert end_words(found, LOCAL_ZONE) == "fin prévue\u202f: 10\xa0h\xa036"


def test_the_item_under_way_is_late_only_past_its_minutes():
    assert delay_words(pace(led("item-1", item_1=600.0), agenda(15, 10))) == (
        "à l’heure sur les points à durée fixée"
    )
    assert delay_words(pace(led("item-1", item_1=1080.0), agenda(15, 10))) == "retard\u202f: 3\u202fmin"


def test_durations_to_fix_are_said_and_count_for_nothing():
    found = pace(led("item-1", item_1=60.0), agenda(None, 10, None))
    assert found.late is None
    assert "aucun point traité n’a de durée prévue" in delay_words(found)
    assert end_words(found, LOCAL_ZONE) == (
        "fin prévue\u202f: 10\xa0h\xa010 au plus tôt (2\xa0durées à fixer)"
    )


def test_time_gained_is_said_too():
    assert delay_words(pace(led("item-2", item_1=600.0), agenda(15, 10))) == "avance\u202f: 5\u202fmin"
