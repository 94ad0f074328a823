"""« Schéma » when something goes wrong with what people wrote: a sentence, and the rest of the page lives."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import store
from data.journal import Journal, Writer
from data.journal.folds import Change

ANNE = Writer("Anne", True)
PLAN = "16\u202f890\u202fk€"


def tracking(app: AppTest) -> AppTest:
    """The view of the tracking's figures, in the same session."""
    return app.segmented_control(key="vue-schema").set_value("suivi").run()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own, with two saves: A03 then A08."""
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    journal = store.journal()
    for action in ("A03", "A08"):
        change = Change("budget", action, "planned", "100", 2025)
        journal.append([change], writer=ANNE, opened_on=journal.version)
    return tmp_path


def restarted(home: Path) -> Path:
    """The log's folder, once the server that wrote it is gone."""
    store.folds._opened.cache_clear()
    return home / "journal" / "_delta_log"


def warned(app: AppTest) -> str:
    return "\n".join(found.value for kind in ("warning", "error") for found in app.get(kind)).replace(
        "\\", ""
    )


def empty(last: Path) -> None:
    last.write_bytes(b"")


def cut(last: Path) -> None:
    last.write_bytes(last.read_bytes()[:40])


@pytest.mark.parametrize("damage", [empty, cut])
def test_a_last_save_lost_to_a_power_cut_is_named_and_the_tracking_goes_on(
    open_page, words, home: Path, damage: Callable[[Path], None]
):
    damage(max(restarted(home).glob("*.json")))
    app = open_page("plan", "saisir")
    assert not app.exception
    assert "L’enregistrement n°\u00a02" in warned(app)
    assert "Cette saisie est à refaire" in warned(app)
    said = words(app)
    assert PLAN in said
    assert app.selectbox(key="suivi-action")  # one can type it again
    said = words(tracking(app))
    assert "100\u202fk€ prévus · 1\u00a0action renseignée sur 23" in said  # A03's, before the cut


def test_a_save_killed_before_its_commit_leaves_the_tracking_as_it_was(open_page, words, home: Path):
    log = restarted(home)
    # What a kill leaves behind: rows that no commit names, and a draft of the commit.
    shutil.copy(next((home / "journal").glob("*.parquet")), home / "journal" / "part-killed.snappy.parquet")
    (log / "_commit_killed.json.tmp").write_text("{")
    app = open_page("plan", "suivi")
    assert not app.exception
    assert not warned(app)
    assert "200\u202fk€ prévus · 2\u00a0actions renseignées sur 23" in words(app)


def gone(home: Path) -> None:
    shutil.rmtree(home / "journal" / "_delta_log")


def damaged(home: Path) -> None:
    first = json.dumps({"protocol": {"minReaderVersion": 99, "minWriterVersion": 99}})
    (home / "journal" / "_delta_log" / f"{0:020d}.json").write_text(first)


@pytest.mark.parametrize(("fault", "said"), [(gone, "n’est plus dans"), (damaged, "ne s’ouvre pas")])
def test_a_table_that_cannot_be_read_is_said_and_the_plan_stays(
    open_page, words, home: Path, fault: Callable[[Path], None], said: str
):
    restarted(home)
    fault(home)
    app = open_page("plan", "saisir")
    assert not app.exception
    assert said in warned(app)
    assert PLAN in words(app)
    # Nothing can be written over what may still be repaired.
    assert not [field for field in app.selectbox if field.key == "suivi-action"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "le disque est plein"), (errno.EROFS, "le dossier est en lecture seule")],
)
def test_a_save_that_the_disk_refuses_says_why_and_what_was_typed_stays(
    open_page, words, home: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
):
    app = open_page("plan", "saisir")
    app.session_state["writer_name"] = "Anne"
    field = app.selectbox(key="suivi-action")
    field.select(next(word for word in field.options if word.startswith("A03"))).run()
    next(found for found in app.text_input if found.key.endswith("budget-2026--planned")).input("50")
    app.button(key="suivi-verifier").click().run()

    def refuses(*arguments: object, **options: object) -> None:
        raise OSError(number, "refused")

    app.text_input(key="suivi-motif").input("Comité")
    with monkeypatch.context() as patched:
        patched.setattr("data.journal.saving.write_deltalake", refuses)
        app.button(key="suivi-enregistrer-oui").click().run()
        assert not app.exception
        assert said in warned(app)
        assert PLAN in words(app)
        assert Journal(home).version == 2
    app.button(key="suivi-enregistrer-oui").click().run()  # the same click, once there is room again
    assert not warned(app)
    assert Journal(home).rows()["value"].tolist() == ["100", "100", "50"]


def test_without_the_datasets_of_the_plan_the_page_says_which_is_missing(
    open_page, words, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tmp_path / "jeux"
    shutil.copytree(store.BUILT_IN, folder)
    (folder / "schema_actions.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(folder))
    app = open_page("plan", "contexte")
    assert not app.exception
    assert "schema_actions.parquet absent" in warned(app)
    assert "Un territoire face à 6\u00a0enjeux" in words(app)
