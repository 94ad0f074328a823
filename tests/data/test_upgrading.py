"""What an earlier version wrote opens for ever: tests/fixtures holds it, and nothing rewrites it there."""

import datetime as dt
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data import settings
from data.journal import Change, Journal, Writer, editors, folds
from data.journal.folds.rows import until

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy: what is committed stays as it was written."""
    return Path(shutil.copytree(FIXTURES / "home-2026-11", tmp_path / "home"))


def test_the_budget_written_in_november_2026_is_read_exactly(home: Path) -> None:
    journal = Journal(home)
    assert journal.missing == ()
    budget = folds.budget(journal.rows())
    columns = ["action_id", "year", "funder", "planned_keur", "committed_keur", "updated_by"]
    assert budget[columns].to_numpy().tolist() == [["A03", 2025, "CTM", 1250.5, 300.0, "Anne Exemple"]]
    # 5 000 paid on A19 was typed by mistake, and undone.
    assert budget["paid_keur"].isna().all()
    before = datetime(2026, 11, 26, 16, 11, 9, 400_000, tzinfo=UTC)
    assert folds.budget(until(journal.rows(), before))["paid_keur"].dropna().tolist() == [5000.0]


def test_the_progress_and_the_decisions_written_then_are_read_exactly(home: Path) -> None:
    rows = Journal(home).rows()
    (progress,) = folds.progress(rows).to_dict("records")
    assert (progress["action_id"], progress["status"], progress["percent"]) == ("A03", "en cours", 40.0)
    assert progress["comment"] == "Marché notifié : « lot 1 »"
    (decision,) = folds.decisions(rows).to_dict("records")
    assert decision["text"] == "Lancer l’appel à projets"
    assert (decision["who"], decision["status"], decision["author"]) == ("CTM", "done", "Anne Exemple")
    assert str(decision["due"])[:10] == "2027-01-31"


def test_the_meeting_held_then_lasted_an_hour_and_a_half(home: Path) -> None:
    state = folds.meeting_state(Journal(home).rows(), datetime(2026, 11, 13, tzinfo=UTC))
    assert (state.meeting_id, state.phase, state.last_item) == ("2026-11-12", "ended", "p1")
    assert state.elapsed == 90 * 60
    assert state.spent == {"p1": 85 * 60}


def test_the_document_of_a_speaker_is_still_found_and_drawn(home: Path) -> None:
    from pages.meeting import attachments

    rows = Journal(home).rows()
    (kept,) = rows.loc[rows["field"] == "attachments", "value"]
    assert attachments.title(kept) == "plan-du-reseau.png"
    assert attachments.page_count(str(home / "documents"), kept) == 1
    assert attachments.picture(str(home / "documents"), kept, 0).startswith(b"\x89PNG")


def test_who_could_write_then_still_can_with_the_same_phrase(home: Path) -> None:
    known = editors.read(home / editors.FILE)
    assert [editor.name for editor in known] == ["Anne Exemple"]
    assert editors.check(known, "anne exemple", "quatre mots sans rapport") == known[0]
    assert editors.check(known, "anne exemple", "quatre mots sans rapports") is None


def test_the_settings_written_then_are_all_understood() -> None:
    read = settings.read_settings(FIXTURES / "settings-2026-11.toml")
    assert read.problem is None
    assert (read.date, read.place) == (dt.date(2026, 11, 12), "Fort-de-France")
    assert read.organisations == ("CTM", "CACEM")


def test_one_goes_on_writing_in_what_was_written_then(home: Path) -> None:
    journal = Journal(home)
    version = journal.version
    change = Change("budget", "A03", "paid", "12.5", 2025, "CTM")
    journal.append([change], writer=Writer("Anne", may_write=True), opened_on=version)
    assert Journal(home).version == version + 1
    assert folds.budget(Journal(home).rows())["paid_keur"].tolist() == [12.5]
    assert folds.budget(Journal(home).rows())["planned_keur"].tolist() == [1250.5]
