"""What a meeting under way needs cannot be read: the rest goes on, and what is missing is said."""

import datetime as dt
import shutil
from dataclasses import replace

import pytest

from data import store
from data.journal import Writer
from data.journal.folds import Change, meeting
from data.store.folds import FOLDS

SOMEONE = Writer("Une personne", may_write=True)


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    """A meeting that started, on an item of the documents; the folder of datasets may be damaged."""
    shutil.copytree(store.BUILT_IN, tmp_path / "parquet")
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "parquet"))
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "home"))
    started = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    journal = store.journal()
    changes = [
        *meeting.start("2026-01-01", "france-travail", started),
        Change("decision", "d1", "type", "decision"),
        Change("decision", "d1", "text", "Relancer le comité"),
    ]
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)
    return tmp_path / "parquet"


@pytest.mark.parametrize("page", ["meeting", "sector", "plan", "recommendations"])
def test_a_meeting_goes_on_without_the_agenda_of_the_documents(data_folder, open_page, words, page):
    (data_folder / "agenda.parquet").unlink()
    app = open_page(page)
    assert not app.exception
    assert page != "meeting" or "agenda.parquet absent" in words(app)


def test_decisions_that_cannot_be_read_cost_neither_the_agenda_nor_the_clock(
    data_folder, open_page, words, monkeypatch
):
    fold = FOLDS["noted"]

    def broken(rows):
        if len(rows):
            raise ValueError("rank")
        return fold.build(rows)

    monkeypatch.setitem(FOLDS, "noted", replace(fold, build=broken))
    app = open_page("meeting")
    assert not app.exception
    said = words(app)
    assert "Décisions et préconisations notées" in said
    assert "n’a pas pu être relu dans le journal" in said
    assert any("Mme Dalila Dib" in found.label for found in app.button)


def test_a_clock_that_cannot_be_read_costs_only_the_clock(data_folder, open_page, words, monkeypatch):
    def broken(*arguments):
        raise ValueError("started_at")

    monkeypatch.setattr("pages.meeting.room.meeting_state", broken)
    app = open_page("meeting")
    assert not app.exception
    said = words(app)
    assert "son chronomètre est arrêté" in said
    assert "Relancer le comité" in said
