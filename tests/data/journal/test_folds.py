"""The folds of the journal, on rows small enough to fold by hand."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from data.journal.folds import (
    action_ids,
    agenda_of_day,
    budget,
    changes_between,
    decisions,
    empty_rows,
    from_earlier,
    history,
    late,
    meeting_state,
    progress,
    recommendation_links,
)
from data.journal.folds import meeting as buttons
from data.journal.folds.history import FieldChange
from data.journal.folds.rows import Change, as_rows

NINE = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)  # nine in the morning in Martinique


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def save(minutes: float, *changes: Change, author: str = "Anne", undoes: str | None = None) -> list[dict]:
    """The rows of a save made some minutes after nine; its id is "s" and these minutes."""
    return [
        {
            "save_id": f"s{minutes:g}",
            "saved_at": at(minutes),
            "author": author,
            "reason": f"motif {minutes:g}",
            "kind": change.kind,
            "subject_id": change.subject_id,
            "year": change.year,
            "funder": change.funder,
            "field": change.field,
            "value": change.value,
            "undoes": undoes,
        }
        for change in changes
    ]


def rows(*saves: list[dict]) -> pd.DataFrame:
    return as_rows([row for one in saves for row in one])


def amount(action: str, field: str, value: str | None, year: int = 2025, funder: str | None = None) -> Change:
    return Change("budget", action, field, value, year, funder)


def note(decision: str, **fields: str | None) -> list[Change]:
    return [Change("decision", decision, name, value) for name, value in fields.items()]


def test_folds_of_an_empty_journal_are_empty_frames_with_their_columns() -> None:
    nothing = empty_rows()
    for fold in (decisions, budget, progress, recommendation_links, history):
        frame = fold(nothing)
        assert frame.empty
        assert list(frame.columns) == list(fold(nothing).columns) != []
    assert changes_between(nothing, at(0), at(1)).empty
    assert late(decisions(nothing), date(2026, 3, 12)).empty
    assert from_earlier(decisions(nothing), "2026-03-12", at(0)).empty
    assert meeting_state(nothing, at(0)).phase == "not_started"


def test_an_amount_never_typed_is_missing_and_a_typed_zero_is_zero() -> None:
    frame = budget(rows(save(1, amount("A08", "planned", "300"), amount("A08", "paid", "0"))))
    (line,) = frame.to_dict("records")
    assert (line["action_id"], line["year"], line["planned_keur"], line["paid_keur"]) == ("A08", 2025, 300, 0)
    assert pd.isna(line["committed_keur"])
    assert pd.isna(line["funder"])


def test_budget_keeps_years_and_funders_apart_and_the_last_value_of_each() -> None:
    frame = budget(
        rows(
            save(1, amount("A08", "paid", "10", funder="CTM"), amount("A08", "paid", "4", funder="État")),
            save(2, amount("A08", "paid", "12.5", funder="CTM"), author="Bruno"),
            save(3, amount("A08", "paid", "7", year=2026, funder="CTM")),
        )
    )
    found = {(row.year, row.funder): (row.paid_keur, row.updated_by) for row in frame.itertuples()}
    assert found == {(2025, "CTM"): (12.5, "Bruno"), (2025, "État"): (4, "Anne"), (2026, "CTM"): (7, "Anne")}


def test_budget_at_a_date_ignores_what_came_after_and_drops_what_was_cleared() -> None:
    written = rows(save(1, amount("A08", "paid", "10")), save(5, amount("A08", "paid", None)))
    assert budget(written, at(4))["paid_keur"].tolist() == [10]
    assert budget(written).empty
    with pytest.raises(ValueError, match="time zone"):
        budget(written, datetime(2026, 3, 12))


def test_progress_tells_who_stated_the_confidence_and_leaves_the_unstated_missing() -> None:
    frame = progress(
        rows(
            save(
                1,
                Change("progress", "A01", "status", "en cours"),
                Change("progress", "A01", "confidence", "atteignable"),
                Change("progress", "A01", "percent", "40"),
                author="Bruno",
            ),
            save(9, Change("progress", "A01", "comment", "Marché notifié")),
            save(9, Change("progress", "A02", "status", "bloquée")),
        )
    ).set_index("action_id")
    assert frame.at["A01", "stated_by"] == "Bruno"
    assert frame.at["A01", "stated_on"] == pd.Timestamp("2026-03-12")
    assert frame.at["A01", "percent"] == 40
    assert (frame.at["A01", "updated_by"], frame.at["A01", "comment"]) == ("Anne", "Marché notifié")
    assert frame.loc["A02", ["confidence", "stated_by", "stated_on", "percent", "owner"]].isna().all()


def test_a_confidence_stated_late_in_the_evening_is_stated_on_that_day_in_martinique() -> None:
    evening = 11 * 60 + 30  # half past eight in the evening, past midnight in UTC
    frame = progress(rows(save(evening, Change("progress", "A01", "confidence", "sécurisé"))))
    assert frame["stated_on"].tolist() == [pd.Timestamp("2026-03-12")]


def test_decisions_carry_their_fields_their_author_and_their_last_hand() -> None:
    frame = decisions(
        rows(
            save(
                1,
                *note(
                    "d1", type="action", text="Relancer", who="CTM", due="2026-04-01", meeting="2026-03-12"
                ),
            ),
            save(2, *note("d2", type="recommendation", text="Former", rank="1", carried_by="A01,A08")),
            save(3, *note("d1", status="done"), author="Bruno"),
        )
    )
    first, second = frame.to_dict("records")
    assert (first["type"], first["who"], first["status"], first["author"]) == (
        "action",
        "CTM",
        "done",
        "Anne",
    )
    assert (first["updated_by"], first["due"]) == ("Bruno", pd.Timestamp("2026-04-01"))
    assert (second["rank"], second["status"]) == (1, "open")
    assert action_ids(second["carried_by"]) == ("A01", "A08")
    assert action_ids(first["carried_by"]) is None
    assert action_ids("aucune") == ()
    assert decisions(rows(save(1, *note("d1", text="x")), save(2, *note("d1", text=None)))).empty


def test_late_is_open_and_due_before_today_and_today_is_not_late() -> None:
    frame = decisions(
        rows(
            save(1, *note("yesterday", text="a", due="2026-03-11")),
            save(2, *note("today", text="b", due="2026-03-12")),
            save(3, *note("done", text="c", due="2026-03-01", status="done")),
            save(4, *note("undated", text="d")),
            save(5, *note("older", text="e", due="2026-02-01")),
        )
    )
    assert late(frame, date(2026, 3, 12))["decision_id"].tolist() == ["older", "yesterday"]


def test_from_earlier_leaves_out_this_meeting_later_ones_and_what_was_closed_before() -> None:
    frame = decisions(
        rows(
            save(1, *note("before", text="a", meeting="2026-03-12")),
            save(2, *note("this", text="b", meeting="2026-06-01")),
            save(3, *note("closed", text="c", meeting="2026-03-12", status="dropped")),
            save(4, *note("between", text="d")),
            # Prepared for a day after the next one's, and brought forward.
            save(5, *note("forward", text="e", meeting="2026-07-01")),
            save(7, *note("later", text="f", meeting="2026-05-01")),
            # Settled in front of the room, which sees it settled and may take it back.
            save(8, *note("forward", status="done")),
        )
    )
    found = from_earlier(frame, "2026-06-01", at(6))
    assert found["decision_id"].tolist() == ["before", "between", "forward"]


def test_recommendation_links_sort_by_rank_and_tell_none_from_unstated() -> None:
    frame = recommendation_links(
        rows(
            save(1, Change("recommendation", "r2", "rank", "2")),
            save(2, Change("recommendation", "r1", "rank", "1")),
            save(3, Change("recommendation", "r1", "carried_by", "aucune")),
        )
    )
    assert frame["recommendation_id"].tolist() == ["r1", "r2"]
    assert [action_ids(text) for text in frame["carried_by"]] == [(), None]


BASE = pd.DataFrame(
    {
        "item_id": ["i1", "i2", "i3"],
        "position": [1, 2, 3],
        "item": ["Ouverture", "AKTO", "Clôture"],
        "speaker": [None, "AKTO", None],
        "minutes": pd.array([None, 15, 5], dtype="Int16"),
        "page": ["seance", None, None],
    }
)


def edit(item: str, **fields: str | None) -> list[Change]:
    return [Change("agenda", item, name, value) for name, value in fields.items()]


def test_an_agenda_that_nobody_touched_is_the_base_agenda() -> None:
    frame = agenda_of_day(empty_rows(), BASE)
    assert frame["item_id"].tolist() == ["i1", "i2", "i3"]
    assert frame["item"].tolist() == ["Ouverture", "AKTO", "Clôture"]
    assert frame["minutes"].isna().tolist() == [True, False, False]
    assert not frame[["added", "edited", "removed"]].any().any()
    assert agenda_of_day(empty_rows(), BASE.drop(columns="item_id"))["item_id"].tolist() == [
        "item-1",
        "item-2",
        "item-3",
    ]


def test_the_agenda_of_the_day_is_edited_moved_added_to_and_removed_from() -> None:
    written = rows(
        save(1, *edit("i2", minutes="20", speaker="", position="0.5")),
        save(2, *edit("new", title="Vote", position="2.5", attachments="f1,f2")),
        save(3, *edit("i3", removed="oui")),
    )
    frame = agenda_of_day(written, BASE)
    assert frame["item_id"].tolist() == ["i2", "i1", "new"]
    assert frame["position"].tolist() == [1, 2, 3]
    assert frame["minutes"].iloc[0] == 20
    assert pd.isna(frame["speaker"].iloc[0])
    assert frame["attachments"].tolist() == [(), (), ("f1", "f2")]
    assert frame["added"].tolist() == [False, False, True]
    assert agenda_of_day(written, BASE, with_removed=True)["item_id"].tolist()[-1] == "i3"


def test_taking_an_agenda_edit_back_puts_the_base_agenda_back() -> None:
    written = rows(
        save(1, *edit("i2", minutes="20"), *edit("new", title="Vote")),
        save(2, *edit("i2", minutes=None), *edit("new", title=None)),
    )
    assert agenda_of_day(written, BASE).equals(agenda_of_day(empty_rows(), BASE))


def test_a_meeting_counts_its_time_and_its_items_without_the_pauses() -> None:
    agenda = BASE.assign(minutes=[10, 15, 5])

    def state(written: list[list[dict]], minutes: float):
        return meeting_state(rows(*written), at(minutes), agenda)

    written = [save(0, *buttons.start("2026-03-12", "i1", at(0)))]
    assert state(written, 4).elapsed == 4 * 60
    assert state(written, 4).item_remaining == 6 * 60
    assert state(written, 4).remaining == 26 * 60
    written.append(save(5, *buttons.pause(state(written, 5))))
    assert state(written, 12).phase == "paused"
    assert state(written, 12).elapsed == 5 * 60
    written.append(save(15, *buttons.resume(state(written, 15))))
    assert state(written, 20).elapsed == 10 * 60
    written.append(save(20, *buttons.go_to(state(written, 20), "i2")))
    assert state(written, 21).current_item == "i2"
    assert state(written, 21).item_elapsed == 60
    assert state(written, 21).spent == {"i1": 10 * 60, "i2": 60}
    written.append(save(22, *buttons.go_to(state(written, 22), "i1")))  # back to the first item
    assert state(written, 23).item_elapsed == 11 * 60
    assert state(written, 23).item_remaining == -60  # one minute late
    written.append(save(30, *buttons.finish(state(written, 30))))
    assert state(written, 500).phase == "ended"
    assert state(written, 500).elapsed == 20 * 60
    assert sum(state(written, 500).spent.values()) == 20 * 60


def test_a_meeting_survives_a_restart_and_a_laptop_that_slept() -> None:
    written = [save(0, *buttons.start("2026-03-12", "i1", at(0)))]
    assert meeting_state(rows(*written), at(300)).elapsed == 300 * 60  # the wall clock, not ticks
    assert meeting_state(rows(*written), at(-10)).elapsed == 0  # a clock set back


def test_going_on_during_a_pause_ends_the_pause() -> None:
    written = [save(0, *buttons.start("m", "i1", at(0)))]
    written.append(save(5, *buttons.pause(meeting_state(rows(*written), at(5)))))
    written.append(save(8, *buttons.go_to(meeting_state(rows(*written), at(8)), "i2")))
    state = meeting_state(rows(*written), at(10))
    assert (state.phase, state.elapsed, state.spent) == ("running", 7 * 60, {"i1": 5 * 60, "i2": 2 * 60})


def test_minutes_still_to_be_fixed_leave_the_time_left_unknown() -> None:
    written = rows(save(0, *buttons.start("m", "i1", at(0))))
    state = meeting_state(written, at(1), agenda_of_day(empty_rows(), BASE))
    assert state.remaining is None
    assert state.item_remaining is None


def test_the_meeting_shown_is_the_last_one_started() -> None:
    written = rows(
        save(0, *buttons.start("2026-03-12", "i1", at(0))), save(9, *buttons.start("2026-06-01", "i1", at(9)))
    )
    assert meeting_state(written, at(10)).meeting_id == "2026-06-01"
    assert meeting_state(written, at(10), meeting_id="2026-03-12").elapsed == 10 * 60
    assert meeting_state(written, at(10), meeting_id="2030-01-01").phase == "not_started"


def test_history_shows_each_save_with_what_it_replaced() -> None:
    written = rows(
        save(1, amount("A01", "paid", "1")),
        save(2, amount("A01", "paid", "2"), amount("A02", "paid", "5"), author="Bruno"),
        save(3, amount("A01", "paid", "1"), amount("A02", "paid", None), undoes="s2"),
    )
    frame = history(written)
    assert frame["save_id"].tolist() == ["s1", "s2", "s3"]
    assert frame["author"].tolist() == ["Anne", "Bruno", "Anne"]
    assert frame["undone_by"].tolist()[1] == "s3"
    assert frame["fields"].iloc[1] == (
        FieldChange("budget", "A01", 2025, None, "paid", "1", "2"),
        FieldChange("budget", "A02", 2025, None, "paid", None, "5"),
    )
    assert history(written, "A02")["save_id"].tolist() == ["s2", "s3"]
    assert len(history(written, "A02")["fields"].iloc[0]) == 1


def test_changes_between_two_dates_are_net_and_say_who_why_and_when() -> None:
    written = rows(
        save(1, amount("A01", "paid", "1"), amount("A02", "paid", "1"), amount("A03", "paid", "1")),
        save(5, amount("A01", "paid", "2"), amount("A02", "paid", "9"), author="Bruno"),
        save(6, amount("A02", "paid", "1"), Change("progress", "A01", "status", "en cours")),
        save(9, amount("A01", "paid", "3")),
    )
    frame = changes_between(written, at(1), at(8))
    paid, status = frame.to_dict("records")
    assert (paid["subject_id"], paid["before"], paid["after"]) == ("A01", "1", "2")
    assert (paid["who"], paid["why"], paid["when"]) == ("Bruno", "motif 5", at(5))
    assert (status["field"], status["after"]) == ("status", "en cours")
    assert pd.isna(status["before"])
    assert changes_between(written, at(1), at(8), kinds=["progress"])["kind"].tolist() == ["progress"]
    assert len(changes_between(written, at(-1), at(9))) == 4
    assert changes_between(written, at(9), at(10)).empty


def test_what_was_saved_at_the_first_instant_was_there_before_and_at_the_last_instant_has_changed() -> None:
    written = rows(
        save(1, amount("A01", "paid", "1")),
        save(4, amount("A02", "paid", "2")),
        save(5, amount("A02", "paid", "9")),
        save(8, amount("A03", "paid", "3")),
    )
    assert changes_between(written, at(1), at(8))["subject_id"].tolist() == ["A02", "A03"]
    assert changes_between(written, at(0), at(7))["subject_id"].tolist() == ["A01", "A02"]
    assert changes_between(written, at(8), at(9)).empty
    assert changes_between(written, at(8), at(4)).empty, "no change runs backwards"
