"""The rules of fields are as strict as the folds: what a rule accepts, every fold reads."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.journal import Change
from data.journal.folds import (
    agenda_of_day,
    budget,
    changes_between,
    decisions,
    from_earlier,
    history,
    late,
    meeting_state,
    progress,
    recommendation_links,
)
from data.journal.folds.fields import BUDGET_YEARS, FIELDS, problem_with
from data.journal.folds.rows import as_rows

NOW = datetime(2026, 12, 1, tzinfo=UTC)
BASE = pd.DataFrame([{"item_id": "i1", "position": 1, "item": "Ouverture", "speaker": "", "minutes": 5}])
# Values near what the rules accept, in the digits and forms that readers of texts disagree on.
HARD = [
    *(
        "0",
        "1",
        "007",
        "999",
        "1000",
        "1.5",
        "1e3",
        "-1",
        "+1",
        " 1",
        "1 ",
        "",
        "١٢",
        "１２",
        "²",
        "nan",
        "inf",
    ),
    *("0001-01-01", "1900-01-01", "2026-02-29", "2026-03-12", "2199-12-31", "9999-12-31", "20260312"),
    *("2026-W11-4", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "2026-03-12T10:00Z"),
    *(
        "2026-03-12T10:00:00.123456789+00:00",
        "2026-03-12T10:00+23:59",
        "20260312T100000Z",
        "2026-03-12T10:00",
    ),
    *(
        "A01",
        "A01,A08",
        "A01, A08",
        "A1٣",
        "aucune",
        "oui",
        "non",
        "open",
        "en cours",
        "sécurisé",
        "a\u2028b",
    ),
]


def texts_for(field: str) -> st.SearchStrategy[str]:
    digits = st.from_regex(r"\d{1,4}(\.\d{1,3})?", fullmatch=True)
    days = st.dates().map(lambda day: day.isoformat())
    times = st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat())
    return st.one_of(st.sampled_from(HARD), digits, days, times, st.text(max_size=12))


@st.composite
def accepted_changes(draw: st.DrawFn) -> Change:
    kind = draw(st.sampled_from(sorted(FIELDS)))
    field = draw(st.sampled_from(sorted(FIELDS[kind])))
    name = f"{field}i1" if field.endswith("/") else field or "any"
    actions, meetings = ["A01", "A08"], ["2026-03-12", "2026-06-01-2"]
    named = {"budget": actions, "progress": actions, "meeting": meetings}
    subject = draw(st.sampled_from(named.get(kind, ["i1", "s2"])))
    year = draw(st.sampled_from(BUDGET_YEARS)) if kind == "budget" else None
    rule = FIELDS[kind][field]
    value = draw(st.one_of(st.none(), texts_for(field).filter(rule.accepts)))
    return Change(kind, subject, name, value, year)


# Strict rules refuse most of what is near what they accept: that is what is tried.
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(accepted_changes(), min_size=1, max_size=12))
def test_any_value_that_a_rule_accepts_is_folded_without_error(changes: list[Change]) -> None:
    records = []
    for number, change in enumerate(changes):
        assert problem_with(change) is None
        records.append(
            {
                "save_id": f"s{number}",
                "saved_at": datetime(2026, 3, 1, 12, number, tzinfo=UTC),
                "author": "Anne",
                "kind": change.kind,
                "subject_id": change.subject_id,
                "year": change.year,
                "field": change.field,
                "value": change.value,
            }
        )
    rows = as_rows(records)
    assert set(budget(rows).columns) >= {"planned_keur", "paid_keur"}
    assert progress(rows)["percent"].dropna().between(0, 100).all()
    decided = decisions(rows)
    assert decided["rank"].dropna().between(0, 999).all()
    assert late(decided, NOW.date())["due"].notna().all()
    assert len(from_earlier(decided, "2026-12-01", NOW)) <= len(decided)
    assert recommendation_links(rows)["rank"].dropna().between(0, 999).all()
    agenda = agenda_of_day(rows, BASE, with_removed=True)
    assert "i1" in agenda["item_id"].tolist()
    for meeting_id in (None, "2026-03-12", "2026-06-01-2"):
        assert meeting_state(rows, NOW, agenda, meeting_id).elapsed >= 0
    assert len(history(rows)) == len(changes)
    assert len(changes_between(rows, datetime(2026, 1, 1, tzinfo=UTC), NOW)) <= len(changes)


@pytest.mark.parametrize(
    ("kind", "field", "refused"),
    [
        ("decision", "rank", "1.5"),
        ("decision", "rank", "١٢"),
        ("recommendation", "rank", "1000"),
        ("decision", "carried_by", "A1٣"),
        ("decision", "due", "0001-01-01"),
        ("agenda", "minutes", "１２"),
        ("meeting", "started_at", "9999-12-31T23:59-12:00"),
    ],
)
def test_a_value_that_a_fold_could_not_count_with_is_refused(kind: str, field: str, refused: str) -> None:
    subject = "2026-03-12" if kind == "meeting" else "i1"
    assert "Rien n’a été enregistré" in (problem_with(Change(kind, subject, field, refused)) or "")


@pytest.mark.parametrize("subject", ["nope", "2026-02-30", "20260312-1", "2026-03-1٢"])
def test_a_meeting_without_its_day_is_refused(subject: str) -> None:
    # « À suivre », on the home page, says since which day.
    problem = problem_with(Change("meeting", subject, "ended_at", "2026-03-12T10:00+00:00"))
    assert problem == f"« {subject} » n’est pas une réunion : attendu son jour, comme 2026-03-12."
