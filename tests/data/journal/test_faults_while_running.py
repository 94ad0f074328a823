"""What damages the journal under a server that has read it: said, mended, and in no later save's way."""

import errno
import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from datetime import datetime, tzinfo
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import CommitProperties, DeltaTable, write_deltalake

from data.home import HomeRefused, check_room, find_home
from data.journal import Change, Journal, log, saving
from data.journal.faults import SaveNotMade
from data.journal.log import try_writing
from data.journal.row_files import rows_table
from tests.data.journal.written import ANNE, paid, written

ROOT = Path(__file__).resolve().parents[3]


def written_and_read(folder: Path, saves: int = 4) -> Journal:
    journal = written(folder, saves)
    journal.read()
    return journal


def commit(folder: Path, version: int) -> Path:
    return log.commit_file(folder / "journal" / "_delta_log", version)


def data_file(folder: Path, version: int) -> Path:
    (path,) = log.rows_files(commit(folder, version).read_bytes())
    return folder / "journal" / path


def actions(journal: Journal) -> list[str]:
    return sorted(journal.rows()["subject_id"])


@pytest.mark.parametrize("version", [2, 4])
def test_a_save_damaged_while_the_server_runs_is_mended_and_the_next_save_is_made(
    tmp_path: Path, version: int
) -> None:
    journal = written_and_read(tmp_path)
    commit(tmp_path, version).write_bytes(commit(tmp_path, version).read_bytes()[:40])
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=4)
    assert actions(journal) == [f"A{number:02}" for number in range(1, 6) if number != version]
    (missing,) = journal.missing
    assert missing.version == version
    assert missing.author == "Anne"  # this process had read who made it
    assert actions(Journal(tmp_path)) == actions(journal)


def test_a_checkpoint_damaged_while_the_server_runs_stops_no_save(tmp_path: Path) -> None:
    journal = written_and_read(tmp_path)
    DeltaTable(str(tmp_path / "journal")).create_checkpoint()
    (checkpoint,) = (tmp_path / "journal" / "_delta_log").glob("*.checkpoint.parquet")
    checkpoint.write_bytes(b"PAR1")
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=4)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04", "A05"]


def other_columns(rows: pa.Table) -> pa.Table:
    return pa.table({"x": [1]})


def one_column_less(rows: pa.Table) -> pa.Table:
    return rows.drop_columns(["reason"])


def a_null_where_none_may_be(rows: pa.Table) -> pa.Table:
    place = rows.schema.get_field_index("subject_id")
    return rows.set_column(place, "subject_id", pa.array([None], pa.string()))


def another_type(rows: pa.Table) -> pa.Table:
    place = rows.schema.get_field_index("saved_at")
    return rows.set_column(place, "saved_at", pa.array([["not a time"]]))


@pytest.mark.parametrize("change", [other_columns, one_column_less, a_null_where_none_may_be, another_type])
def test_a_file_of_rows_with_other_columns_costs_that_save_only_and_is_said(tmp_path: Path, change) -> None:
    written_and_read(tmp_path)
    path = data_file(tmp_path, 2)
    pq.write_table(change(pq.read_table(path)), path)
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A03", "A04"]
    (sentence,) = journal.read().sentences
    assert sentence.startswith("L’enregistrement n°\u00a02 de Anne")


def test_a_column_more_written_by_a_newer_version_costs_nothing(tmp_path: Path) -> None:
    written_and_read(tmp_path)
    path = data_file(tmp_path, 2)
    pq.write_table(pq.read_table(path).append_column("new", pa.array(["x"])), path)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04"]
    assert Journal(tmp_path).read().sentences == ()


def test_the_last_save_deleted_is_said_by_a_process_that_had_read_it_and_by_later_ones(
    tmp_path: Path,
) -> None:
    journal = written_and_read(tmp_path)
    commit(tmp_path, 4).unlink()
    assert actions(journal) == ["A01", "A02", "A03"]
    (missing,) = journal.missing
    assert missing.sentence.startswith("L’enregistrement n°\u00a04 de Anne, ")
    assert "son fichier de journal a disparu" in missing.sentence
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=journal.version)
    assert commit(tmp_path, 5).exists()  # no later save takes the number of the lost one
    assert [lost.version for lost in Journal(tmp_path).missing] == [4]


def test_an_older_copy_of_the_folder_put_back_is_no_loss(tmp_path: Path) -> None:
    journal = written_and_read(tmp_path, 2)
    shutil.copytree(tmp_path / "journal", tmp_path / "backup")
    journal.append([paid("A03", "3")], writer=ANNE, opened_on=2)
    assert journal.version == 3
    shutil.rmtree(tmp_path / "journal")
    shutil.copytree(tmp_path / "backup", tmp_path / "journal")
    assert actions(journal) == ["A01", "A02"]
    assert journal.missing == ()


@pytest.mark.parametrize("version", [2, 4])
def test_a_commit_that_a_checkpoint_still_holds_is_not_announced_as_lost(
    tmp_path: Path, version: int
) -> None:
    written_and_read(tmp_path)
    DeltaTable(str(tmp_path / "journal")).create_checkpoint()
    commit(tmp_path, version).unlink()
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A02", "A03", "A04"]
    assert journal.missing == ()
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=journal.version)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04", "A05"]
    assert Journal(tmp_path).missing == ()


@pytest.mark.parametrize("running", [True, False], ids=["under a server", "before the start"])
@pytest.mark.parametrize("number", [1004, 10**19])
def test_a_stray_number_far_ahead_is_said_in_one_sentence_and_stops_nothing(
    tmp_path: Path, number: int, running: bool
) -> None:
    journal = written_and_read(tmp_path)
    shutil.copy(commit(tmp_path, 4), commit(tmp_path, number))
    if not running:
        journal = Journal(tmp_path)
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=4)
    fresh = Journal(tmp_path)
    assert actions(fresh) == ["A01", "A02", "A03", "A04", "A05"]
    assert fresh.version == 5
    (sentence,) = fresh.read().sentences
    assert f"porte le n°\u00a0{number}" in sentence
    assert "Aucun enregistrement ne manque" in sentence
    assert fresh.missing == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("decision", "d9", "status", "archived"), "trouvé «\u202farchived\u202f»"),
        (Change("decision", "d9", "rank", "1.5"), "attendu un nombre entier de 0 à 999"),
        (Change("vote", "v1", "text", "x"), "«\u202fvote\u202f» n’est pas une nature d’écriture connue"),
    ],
)
def test_a_row_that_no_rule_accepts_costs_that_row_only_and_is_said(
    tmp_path: Path, change: Change, why: str
) -> None:
    journal = written_and_read(tmp_path, 2)
    saved_at = journal.rows()["saved_at"].max().to_pydatetime()
    rows = rows_table([paid("A09", "9"), change], "newer", saved_at, "Bruno", "", None)
    told = {"save_id": "newer", "author": "Bruno", "saved_at": saved_at.isoformat()}
    write_deltalake(
        str(tmp_path / "journal"),
        rows,
        mode="append",
        commit_properties=CommitProperties(custom_metadata=told),
    )
    for reader in (journal, Journal(tmp_path)):
        assert actions(reader) == ["A01", "A02", "A09"]
        (sentence,) = reader.read().sentences
        assert "n°\u00a03 de Bruno" in sentence
        assert why in sentence
        assert "Mettre l’application à jour" in sentence
    journal.append([paid("A03", "3")], writer=ANNE, opened_on=journal.version)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A09"]


def test_every_commit_of_these_tests_names_its_rows(tmp_path: Path) -> None:
    written_and_read(tmp_path, 1)
    lines = [json.loads(line) for line in commit(tmp_path, 1).read_bytes().splitlines()]
    assert [line["add"]["path"] for line in lines if "add" in line] == [data_file(tmp_path, 1).name]


def test_a_folder_without_hard_links_says_so_at_the_click_as_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    with pytest.raises(HomeRefused) as at_the_start:
        check_room(find_home({"CEP_HOME": str(tmp_path)}))
    with pytest.raises(SaveNotMade) as at_the_click:
        Journal(tmp_path).append([paid("A01", "1")], writer=ANNE, opened_on=-1)
    assert "n’a pas de liens physiques" in str(at_the_start.value)
    assert str(at_the_start.value).removesuffix(".") in str(at_the_click.value)
    assert list(tmp_path.iterdir()) == []


def test_a_clock_before_1970_refuses_the_save_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Old(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Old":
            return cls(1969, 12, 31, 23, 59, tzinfo=tz)

    monkeypatch.setattr(saving, "datetime", Old)
    with pytest.raises(SaveNotMade, match="l’horloge de l’ordinateur est au 1969, avant 1970"):
        Journal(tmp_path).append([paid("A01", "1")], writer=ANNE, opened_on=-1)


def test_a_panic_of_the_table_library_is_a_refused_save_like_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panic = type("PanicException", (BaseException,), {})

    def panics(*arguments: object, **options: object) -> None:
        raise panic("called `Result::unwrap()` on an `Err` value")

    monkeypatch.setattr(saving, "write_deltalake", panics)
    with pytest.raises(SaveNotMade, match="Rien n’a été enregistré"):
        Journal(tmp_path).append([paid("A01", "1")], writer=ANNE, opened_on=-1)


def test_stopping_the_server_in_the_middle_of_a_save_is_not_taken_for_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(saving, "write_deltalake", stopped)
    with pytest.raises(KeyboardInterrupt):
        Journal(tmp_path).append([paid("A01", "1")], writer=ANNE, opened_on=-1)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks and rights")
@pytest.mark.parametrize("hold", ["lock", "read-only", "immutable"])
def test_a_save_is_made_while_another_program_holds_the_files_of_the_journal(
    tmp_path: Path, hold: str
) -> None:
    import fcntl

    journal = written_and_read(tmp_path)
    files = [path for path in (tmp_path / "journal").rglob("*") if path.is_file()]
    assert len(files) == 9  # five commits, four files of rows
    with ExitStack() as held:
        for path in files:
            if hold == "lock":
                fcntl.flock(held.enter_context(path.open("rb")), fcntl.LOCK_EX | fcntl.LOCK_NB)
            elif hold == "read-only":
                path.chmod(0o444)
        if hold == "immutable":
            held.callback(_change_attribute, "-i", files)
            if not _change_attribute("+i", files):
                pytest.skip("this account, or this disk, has no immutable files")
        journal.append([paid("A05", "5")], writer=ANNE, opened_on=4)
        assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04", "A05"]
    assert journal.read().sentences == ()


def _change_attribute(attribute: str, files: list[Path]) -> bool:
    command = shutil.which("chattr")
    return (
        command is not None
        and not subprocess.run([command, attribute, *files], capture_output=True).returncode
    )


def test_reading_what_was_written_imports_the_table_library_only_when_the_journal_is_opened() -> None:
    script = (
        "import sys, data.journal, data.journal.folds, data.store.folds\n"
        "print('deltalake' in sys.modules)\n"
        "from data.journal import Journal\n"
        "print('deltalake' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "True"]


def test_a_table_that_another_server_is_creating_can_be_written(tmp_path):
    """Its folder comes before the one of its log: the trial of a save must not take that for a fault."""
    table = tmp_path / "journal"
    table.mkdir()
    try_writing(table, 10)
    assert list(table.iterdir()) == []
