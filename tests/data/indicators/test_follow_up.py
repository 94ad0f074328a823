"""What waits today, on journals and datasets written here: each count can be made by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from data import store
from data.indicators import follow_up
from data.journal.folds import changed_since_last, decisions
from data.journal.folds.rows import as_rows

TODAY = dt.date(2026, 11, 26)


def row(save: str, day: int, kind: str, subject: str, field: str, value: str | None) -> dict[str, object]:
    when = pd.Timestamp(2026, 11, day, 12, tz="UTC")
    found = dict.fromkeys(("reason", "year", "funder", "undoes"))
    return found | {
        "save_id": save,
        "saved_at": when,
        "author": "Camille",
        "kind": kind,
        "subject_id": subject,
        "field": field,
        "value": value,
    }


def decision(name: str, due: str | None, status: str = "open", day: int = 2) -> list[dict[str, object]]:
    values = {"type": "decision", "text": name, "due": due, "status": status}
    return [row(name, day, "decision", name, field, value) for field, value in values.items() if value]


def ended(meeting: str, day: int) -> list[dict[str, object]]:
    values = {
        "started_at": f"2026-11-{day:02d}T09:00:00+00:00",
        "ended_at": f"2026-11-{day:02d}T11:00:00+00:00",
    }
    return [row(f"m{day}", day, "meeting", meeting, field, value) for field, value in values.items()]


def test_open_decisions_before_today_are_late_and_those_within_two_weeks_are_due() -> None:
    noted = decisions(
        as_rows(
            [
                *decision("hier", "2026-11-25"),
                *decision("aujourd’hui", "2026-11-26"),
                *decision("dans deux semaines", "2026-12-10"),
                *decision("plus tard", "2026-12-11"),
                *decision("sans date", None),
                *decision("close", "2026-11-01", status="done"),
            ]
        )
    )
    found = follow_up.points(
        TODAY,
        decided=noted,
        raised=0,
        entries=store.empty("tracking_entries"),
        changed=changed_since_last(as_rows([])),
        yearly={},
    )

    assert (found.late, found.due, found.typed) == (1, 2, True)
    assert follow_up.due(noted, TODAY)["text"].tolist() == ["aujourd’hui", "dans deux semaines"]


def test_nothing_written_waits_for_nobody() -> None:
    found = follow_up.points(
        TODAY,
        decided=store.empty("noted"),
        raised=0,
        entries=store.empty("tracking_entries"),
        changed=changed_since_last(as_rows([])),
        yearly={},
    )

    assert found == follow_up.Points()


def test_what_changed_since_the_last_meeting_that_ended_is_counted_by_subject() -> None:
    written = as_rows(
        [
            *decision("avant", "2026-12-01", day=2),
            *ended("2026-11-05", 5),
            *decision("après", "2026-12-01", day=6),
            row("s7", 7, "budget", "A08", "planned", "10"),
            row("s8", 8, "budget", "A08", "paid", "5"),
            row("s9", 9, "meeting", "2026-11-09", "started_at", "2026-11-09T09:00:00+00:00"),
        ]
    )
    found = changed_since_last(written)

    assert found[["kind", "subject_id"]].to_numpy().tolist() == [["budget", "A08"], ["decision", "après"]]
    assert set(found["meeting_id"]) == {"2026-11-05"}


def test_a_meeting_after_which_nothing_changed_is_named_all_the_same() -> None:
    found = changed_since_last(as_rows([*decision("avant", "2026-12-01", day=2), *ended("2026-11-05", 5)]))

    assert found["meeting_id"].tolist() == ["2026-11-05"]
    assert found["subject_id"].isna().all()


def test_data_of_a_year_gone_by_is_out_of_date_and_that_of_this_year_is_not() -> None:
    yearly = {name: store.load(name) for name in follow_up.YEARLY}

    # The recruitment survey is of 2025, the tension of 2019, the session of the offers 2024 or 2025.
    assert follow_up.out_of_date(yearly, TODAY) == {
        "recruitment": 2025,
        "occupation_tension": 2019,
        "training_offers": 2025,
    }
    assert follow_up.out_of_date(yearly, dt.date(2025, 6, 1)) == {"occupation_tension": 2019}


def test_a_dataset_without_any_year_is_not_called_out_of_date() -> None:
    undated = pd.DataFrame({"session": ["non daté", None]})

    assert follow_up.out_of_date({"training_offers": undated}, TODAY) == {}
