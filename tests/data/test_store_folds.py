"""What people wrote is loaded like any dataset, now or as at a past day, and what fails costs only itself."""

import datetime as dt
import json
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from data import store
from data.journal import Change, Writer
from data.store import folds
from data.store.folds import FOLDS

SOMEONE = Writer("Camille", may_write=True)
NAMES = (*FOLDS, "tracking_when")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    shutil.copytree(store.BUILT_IN, tmp_path / "built")
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "built"))
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def save(*changes):
    journal = store.journal()
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)


def planned(action, keur):
    return Change("budget", action, "planned", keur, 2025)


def test_a_page_loads_a_built_a_published_and_a_folded_dataset_the_same_way(home):
    published = home / "datasets"
    published.mkdir(parents=True)
    shutil.copy(store.BUILT_IN / "links.parquet", published / "links-1.parquet")
    named = {"datasets": {"links": [{"file": "links-1.parquet", "replaces": {"link_id": ["pix"]}}]}}
    (published / "publication.json").write_text(json.dumps(named), encoding="utf-8")
    save(planned("A03", "100"))
    built, imported, folded = (store.load(name) for name in ("domains", "links", "tracking_budget"))
    assert [len(built), len(imported)] == [5, 4]
    assert folded[["action_id", "planned_keur"]].to_numpy().tolist() == [["A03", 100.0]]


def test_a_fold_follows_each_save_and_so_does_its_fingerprint():
    before = store.fingerprint("tracking_budget")
    assert store.load("tracking_budget").empty
    save(planned("A03", "100"))
    assert store.fingerprint("tracking_budget") != before
    assert store.load("tracking_budget")["action_id"].tolist() == ["A03"]


def test_a_change_to_a_returned_fold_stays_with_the_caller():
    save(planned("A03", "100"))
    mine = store.load("tracking_budget")
    mine["planned_keur"] = 5.0
    assert store.load("tracking_budget")["planned_keur"].tolist() == [100.0]


def test_the_same_journal_is_folded_once(monkeypatch):
    save(planned("A03", "100"))
    made = []
    fold = FOLDS["noted"]
    counted = replace(fold, build=lambda rows: (made.append(len(rows)), fold.build(rows))[1])
    monkeypatch.setitem(FOLDS, "noted", counted)
    for _ in range(3):
        store.load("noted")
        store.as_of(None).load("noted")
    assert made == [1]


def test_the_store_of_a_past_day_has_what_was_written_until_its_end():
    save(planned("A03", "100"))
    written = store.load("tracking_entries")["first_at"].iloc[0]
    day = written.tz_convert("America/Martinique").date()
    past = store.as_of(day - dt.timedelta(days=1))
    assert past.load("tracking_budget").empty
    assert past.load("domains").equals(store.load("domains"))
    when = past.load("tracking_when").iloc[0]
    assert [when["day"], bool(when["past"])] == [day - dt.timedelta(days=1), True]
    same = past.as_of(day)
    assert same.load("tracking_budget")["action_id"].tolist() == ["A03"]
    assert same.fingerprint("tracking_budget") != past.fingerprint("tracking_budget")
    assert not store.load("tracking_when")["past"].iloc[0]


def test_only_the_folds_named_are_as_at_the_day():
    save(planned("A03", "100"), Change("recommendation", "r1", "carried_by", "A03"))
    past = store.as_of(dt.date(2020, 1, 1), store.TRACKING)
    assert past.load("tracking_budget").empty
    assert past.load("ties")["carried_by"].tolist() == ["A03"]


def test_one_run_reads_one_journal():
    run = store.as_of(None)
    assert run.load("tracking_budget").empty
    save(planned("A03", "100"))
    assert run.load("tracking_progress").empty
    assert run.load("tracking_budget").empty
    assert len(store.load("tracking_budget")) == 1


def test_a_fold_that_fails_costs_only_itself(monkeypatch):
    save(planned("A03", "100"))

    def broken(rows: pd.DataFrame) -> pd.DataFrame:
        if len(rows):
            raise KeyError("rank")
        return FOLDS["noted"].build(rows)

    monkeypatch.setitem(FOLDS, "ties", replace(FOLDS["ties"], build=broken))
    with pytest.raises(store.DatasetUnavailable, match="Actions qui portent les préconisations"):
        store.load("ties")
    assert "n’a pas pu être relu" in store.load("ties?").attrs["unavailable"]
    assert store.load("noted").empty
    assert store.load("tracking_budget")["action_id"].tolist() == ["A03"]


def test_without_a_readable_journal_the_folds_are_empty_and_the_reason_is_said(home):
    save(planned("A03", "100"))
    assert folds.read().problem == ""
    shutil.rmtree(home / "journal" / "_delta_log")
    assert "n’est plus dans" in folds.read().problem
    assert [len(store.load(name)) for name in ("ties", "noted", "tracking_budget")] == [0, 0, 0]
    assert len(store.load("agenda_of_day")) == 14


def test_a_place_that_cannot_hold_a_journal_empties_the_folds_only(monkeypatch):
    monkeypatch.setenv("CEP_HOME", "ftp://ailleurs")
    assert "CEP_HOME vaut" in folds.read().problem
    assert store.load("noted").empty
    assert len(store.load("domains")) == 5


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_fold_has_the_columns_and_dtypes_of_a_full_one(name):
    save(
        planned("A03", "100"),
        Change("progress", "A03", "status", "en cours"),
        Change("recommendation", "r1", "carried_by", "A03"),
        Change("decision", "d1", "text", "Relancer"),
        Change("tags", "A03", "territories", "Nord"),
        Change("scenario", "s1", "name", "Au Marin"),
        Change("meeting", "2026-01-01", "started_at", "2026-01-01T09:00:00+00:00"),
        Change("meeting", "2026-01-01", "ended_at", "2026-01-01T11:00:00+00:00"),
    )
    full = store.load(name)
    assert len(full)
    assert store.empty(name).dtypes.to_dict() == full.dtypes.to_dict()


def test_without_the_agenda_of_the_documents_what_people_added_to_it_stays(home):
    (home.parent / "built" / "agenda.parquet").unlink()
    items = store.load("agenda_of_day")
    assert items[~items["removed"]].columns.tolist() == items.columns.tolist()
    save(Change("agenda", "x", "title", "Fibre"), Change("agenda", "x", "position", "3"))
    items = store.load("agenda_of_day")
    assert items["item"].tolist() == ["Fibre"]
