"""What an earlier version wrote opens for ever: tests/fixtures holds it, and nothing rewrites it there."""

import datetime as dt
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from data import settings, store
from data.imports import publishing
from data.journal import Change, Journal, Writer, editors, folds
from data.journal.folds.fields import FIELDS
from data.journal.folds.meetings import agenda_fields
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


@pytest.fixture
def second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what was written later that month, and the CEP_HOME of this test."""
    copied = Path(shutil.copytree(FIXTURES / "home-2026-11-27", tmp_path / "second"))
    monkeypatch.setenv("CEP_HOME", str(copied))
    return copied


def test_every_kind_of_writing_is_kept_in_a_fixture() -> None:
    kept = pd.concat([Journal(folder).rows() for folder in FIXTURES.glob("home-*")])
    assert set(FIELDS) - set(kept["kind"]) == set()


def test_the_file_published_then_is_still_in_force_and_can_be_taken_back(second: Path) -> None:
    def advisers() -> dict[str, int]:
        rows = store.load("places").query("kind == 'conseillers-numeriques'")
        return dict(zip(rows["place_id"], rows["advisers"], strict=True))

    assert advisers() == {"cn-21972227900011": 1, "cn-12345678901234": 0}
    (made,) = publishing.history()
    assert (made.imports[0].author, made.imports[0].file) == ("Anne Exemple", "cnum.csv")
    publishing.restore(None, Writer("Anne", may_write=True))
    assert len(advisers()) == 30


def test_the_screens_shown_then_are_read_with_their_hours(tmp_path: Path) -> None:
    copied = Path(shutil.copytree(FIXTURES / "home-2026-11-27-ecrans", tmp_path / "third"))
    shown = folds.screens_shown(Journal(copied).rows(), "2026-11-27")
    assert shown["item_id"].tolist() == ["etat-des-lieux"] * 2
    assert shown["title"].tolist() == [
        "Le secteur compte 1 522 établissements",
        "Télécommunications : plus de la moitié (54 %) des salariés",
    ]
    assert [f"{at:%d %H:%M:%S}" for at in shown["at"]] == ["27 13:00:40", "27 13:03:00"]


def test_the_scenario_and_the_tags_written_then_are_read_exactly(second: Path) -> None:
    rows = Journal(second).rows()
    (kept,) = folds.scenarios(rows).to_dict("records")
    assert (kept["name"], kept["query"], kept["tied"]) == ("Un BTS au Nord", "territoire=Nord", "A03")
    assert (kept["request"], kept["status"]) == ("ouverture", "en instruction")
    (tagged,) = folds.tags(rows).to_dict("records")
    assert tagged["subject_id"] == "A03"
    assert (tagged["territories"], tagged["domains"]) == ("Nord,Sud", "cybersecurite")
    (linked,) = folds.recommendation_links(rows).to_dict("records")
    assert (linked["recommendation_id"], linked["rank"], linked["carried_by"]) == ("P01", 1, "A03,A08")
    (progress,) = folds.progress(rows).to_dict("records")
    assert (progress["action_id"], progress["confidence"]) == ("A05", "atteignable")


def test_the_meeting_prepared_then_keeps_its_agenda_its_people_and_its_notes(second: Path) -> None:
    rows = Journal(second).rows()
    (held,) = folds.meetings(rows).to_dict("records")
    assert (held["title"], held["place"]) == ("Comité de novembre", "Schœlcher")
    assert (str(held["next_day"])[:10], held["agenda_from"]) == ("2027-01-14", "2026-11-12")
    there = folds.attendance(rows, "2026-11-27")
    assert there["name"].tolist() == ["Chloé Présente", "David Là"]
    assert there["arrived"].fillna("").tolist() == ["09:40", ""]
    item = agenda_fields(rows, "2026-11-27")[-1][("p2",)]
    assert (item["title"].value, item["minutes"].value, item["page"].value) == ("Budget", "20", "schema")
    (note,) = folds.decisions(rows).to_dict("records")
    assert (note["type"], note["status"], note["vote"]) == ("action", "doing", "12/2/1")
    assert (note["meeting"], note["agenda_item"], note["carried_by"]) == ("2026-11-27", "p2", "A05")
