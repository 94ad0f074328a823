"""Values of the journal in words, and a meeting read in spite of a fold that fails."""

from __future__ import annotations

import datetime as dt

import pytest

from data import store
from data.journal import Change, Writer
from data.journal.folds import decisions
from data.journal.folds.fields import DECISION_STATUSES, DECISION_TYPES
from data.journal.folds.rows import as_rows
from data.journal.words import STATUSES_OF, field_value
from pages.meeting import room
from pages.meeting import words as sentences

ANNE = Writer("Anne", may_write=True)


def test_no_word_of_the_program_reaches_the_reader() -> None:
    shown = [field_value("decision", "status", status) for status in DECISION_STATUSES]
    assert shown == [
        "à suivre", "en cours", "faite", "abandonnée", "adoptée", "rejetée", "ajournée",
    ]  # fmt: skip
    # Each kind of note has states of its own.
    own = {kind: list(states.values()) for kind, states in STATUSES_OF.items()}
    assert own["decision"] == ["adoptée", "rejetée", "ajournée"]
    assert own["action"] == ["à faire", "en cours", "faite", "abandonnée"]
    assert own["question"] == ["ouverte", "répondue"]
    assert own["data"] == ["demandée", "reçue"]
    assert set(STATUSES_OF) == set(DECISION_TYPES)
    assert {state for states in STATUSES_OF.values() for state in states} == set(DECISION_STATUSES)
    assert field_value("decision", "vote", "12/2/1") == "12\xa0pour, 2\xa0contre, 1\xa0abstention"
    assert field_value("decision", "vote", "consensus") == "par consensus"
    shown = [field_value("decision", "type", kind) for kind in DECISION_TYPES]
    assert shown == ["Décision", "Action à mener", "Question", "Donnée à fournir", "Préconisation"]
    assert field_value("decision", "due", "2026-03-12") == "12/03/2026"
    assert field_value("decision", "due", None) == "non renseignée"
    assert field_value("meeting", "started_at", "2026-11-26T13:05:00.000+00:00") == "26 novembre 2026 à 09:05"
    assert field_value("agenda", "page", "plan") != "plan"


@pytest.mark.parametrize(("field", "value"), [("status", "archived"), ("type", "vote"), ("due", "soon")])
def test_a_word_of_a_newer_version_is_said_to_be_one(field: str, value: str) -> None:
    assert field_value("decision", field, value) == "valeur d’une autre version"


def test_a_decision_of_which_only_the_state_is_left_has_a_line() -> None:
    left = {
        "save_id": "s",
        "saved_at": dt.datetime(2026, 3, 12, tzinfo=dt.UTC),
        "author": "Anne",
        "kind": "decision",
        "subject_id": "d1",
        "field": "status",
        "value": "done",
    }
    (row,) = [row for _, row in decisions(as_rows([left])).iterrows()]
    assert sentences.decision_line(row) == "Note\u202f: (texte non renseigné)"
    assert sentences.status_word(row["status"]) == "faite"


@pytest.fixture
def noted(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    changes = [
        Change("decision", "d1", "type", "decision"),
        Change("decision", "d1", "text", "Ouvrir le tiers-lieu"),
        Change("agenda", "item-1", "title", "Accueil"),
        Change("meeting", "2026-11-26", "started_at", "2026-11-26T13:00:00.000+00:00"),
    ]
    store.journal().append(changes, writer=ANNE, opened_on=-1)


def test_a_meeting_that_cannot_be_folded_costs_only_its_clock(
    noted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(room, "meeting_state", fails)
    read = room.read()
    assert any("L’état de la réunion n’a pas pu être lu" in sentence for sentence in read.missing)
    assert read.decided["text"].tolist() == ["Ouvrir le tiers-lieu"]
    assert not read.running


def test_a_meeting_without_a_fault_says_nothing(noted: None) -> None:
    read = room.read()
    assert (read.problem, read.missing) == ("", ())
    assert read.running
