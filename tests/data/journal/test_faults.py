"""The journal when something goes wrong: power cuts, a full disk, a read-only folder, lost files."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from deltalake import DeltaTable
from deltalake.exceptions import TableNotFoundError

from data.journal import Journal, log
from data.journal.faults import JournalDamaged, JournalMissing, SaveNotMade
from data.journal.table import JournalTable
from tests.data.journal.written import ANNE, paid, written

ROOT = Path(__file__).resolve().parents[3]


def commit(folder: Path, version: int) -> Path:
    return log.commit_file(folder / "journal" / "_delta_log", version)


def data_file(folder: Path, version: int) -> Path:
    lines = [json.loads(line) for line in commit(folder, version).read_bytes().splitlines()]
    return folder / "journal" / next(line["add"]["path"] for line in lines if "add" in line)


def actions(journal: Journal) -> list[str]:
    return sorted(journal.rows()["subject_id"])


def cut_in_first_line(content: bytes) -> bytes:
    return content[:40]


def cut_after_first_line(content: bytes) -> bytes:
    return content[: content.index(b"\n") + 1]


def zeros(content: bytes) -> bytes:
    return b"\0" * len(content)


def empty(content: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [empty, cut_in_first_line, cut_after_first_line, zeros])
def test_a_damaged_last_save_is_named_and_the_next_saves_work(tmp_path: Path, damage) -> None:
    written(tmp_path)
    content = damage(commit(tmp_path, 4).read_bytes())
    commit(tmp_path, 4).write_bytes(content)

    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A02", "A03"]
    (missing,) = journal.missing
    assert missing.version == 4
    assert missing.sentence.startswith("L’enregistrement n°\u00a04")
    assert "coupure de courant" in missing.sentence
    assert "l’état d’avant (n°\u00a03)" in missing.sentence
    (kept,) = (tmp_path / "damaged").iterdir()
    assert kept.read_bytes() == content

    journal.append([paid("A05", "5")], writer=ANNE, opened_on=journal.version)
    journal.append([paid("A04", "4")], writer=ANNE, opened_on=journal.version)
    fresh = Journal(tmp_path)
    assert actions(fresh) == ["A01", "A02", "A03", "A04", "A05"]
    assert [lost.version for lost in fresh.missing] == [4]


def test_what_the_damaged_save_still_says_of_its_author_is_told(tmp_path: Path) -> None:
    written(tmp_path)
    commit(tmp_path, 4).write_bytes(cut_after_first_line(commit(tmp_path, 4).read_bytes()))
    assert "n°\u00a04 de Anne, " in Journal(tmp_path).missing[0].sentence


def test_a_save_cut_after_its_rows_are_named_is_not_lost(tmp_path: Path) -> None:
    written(tmp_path)
    commit(tmp_path, 4).write_bytes(commit(tmp_path, 4).read_bytes()[:-10])
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A02", "A03", "A04"]
    assert journal.missing == ()


def test_several_damaged_saves_leave_the_sound_ones_in_between(tmp_path: Path) -> None:
    written(tmp_path, 6)
    commit(tmp_path, 3).write_bytes(b"")
    commit(tmp_path, 4).write_bytes(b'{"commitInfo"')
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A02", "A05", "A06"]
    assert [lost.version for lost in journal.missing] == [3, 4]


def test_a_commit_file_that_disappeared_in_the_middle_is_named(tmp_path: Path) -> None:
    written(tmp_path)
    commit(tmp_path, 2).unlink()
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A03", "A04"]
    assert "n°\u00a02 manque\u202f: son fichier de journal a disparu" in journal.missing[0].sentence
    journal.append([paid("A02", "2")], writer=ANNE, opened_on=journal.version)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04"]


def test_a_stale_save_is_still_refused_after_a_mend(tmp_path: Path) -> None:
    written(tmp_path)
    commit(tmp_path, 4).write_bytes(commit(tmp_path, 4).read_bytes()[:-10])
    journal = Journal(tmp_path)
    with pytest.raises(Exception, match="Anne a enregistré"):
        journal.append([paid("A04", "9")], writer=ANNE, opened_on=3)


def test_the_first_commit_is_restored_since_every_journal_has_the_same(tmp_path: Path) -> None:
    written(tmp_path)
    commit(tmp_path, 0).write_bytes(b"")
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04"]


def test_a_power_cut_during_the_very_first_creation_leaves_a_usable_journal(tmp_path: Path) -> None:
    written(tmp_path, 0)
    Journal(tmp_path)._table.create()
    commit(tmp_path, 0).write_bytes(b"")
    journal = Journal(tmp_path)
    journal.append([paid("A01", "1")], writer=ANNE, opened_on=journal.version)
    assert actions(Journal(tmp_path)) == ["A01"]


@pytest.mark.parametrize("damage", [empty, zeros, None], ids=["empty", "zeros", "gone"])
def test_lost_rows_are_named_and_the_others_stay_readable(tmp_path: Path, damage) -> None:
    written(tmp_path)
    path = data_file(tmp_path, 2)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage(path.read_bytes()))
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A03", "A04"]
    (missing,) = journal.missing
    assert "n°\u00a02 de Anne" in missing.sentence
    assert "son fichier de données est illisible ou a disparu" in missing.sentence
    journal.append([paid("A02", "2")], writer=ANNE, opened_on=journal.version)
    assert actions(journal) == ["A01", "A02", "A03", "A04"]


@pytest.mark.parametrize("damage", [empty, cut_in_first_line, zeros, None])
def test_a_damaged_checkpoint_costs_nothing(tmp_path: Path, damage) -> None:
    written(tmp_path)
    DeltaTable(str(tmp_path / "journal")).create_checkpoint()
    (checkpoint,) = (tmp_path / "journal" / "_delta_log").glob("*.checkpoint.parquet")
    if damage is None:
        checkpoint.unlink()
    else:
        checkpoint.write_bytes(damage(checkpoint.read_bytes()))
    journal = Journal(tmp_path)
    assert actions(journal) == ["A01", "A02", "A03", "A04"]
    assert journal.missing == ()
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=journal.version)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04", "A05"]


def test_a_damaged_checkpoint_pointer_costs_nothing(tmp_path: Path) -> None:
    written(tmp_path)
    DeltaTable(str(tmp_path / "journal")).create_checkpoint()
    (tmp_path / "journal" / "_delta_log" / "_last_checkpoint").write_bytes(b"")
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04"]


def test_what_a_killed_save_leaves_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "journal" / "_delta_log" / "00000000000000000005.json#1").write_bytes(b"{")
    (tmp_path / "journal" / "part-00000-orphan.snappy.parquet").write_bytes(b"PAR1")
    journal = Journal(tmp_path)
    journal.append([paid("A05", "5")], writer=ANNE, opened_on=journal.version)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04", "A05"]
    assert Journal(tmp_path).missing == ()


def test_a_journal_that_vanished_is_told_from_one_never_written(tmp_path: Path) -> None:
    journal = written(tmp_path)
    (tmp_path / "journal").rename(tmp_path / "elsewhere")
    with pytest.raises(JournalMissing, match="Remettre ce dossier"):
        journal.read()
    with pytest.raises(JournalMissing):
        journal.append([paid("A05", "5")], writer=ANNE, opened_on=4)
    assert not (tmp_path / "journal").exists()
    assert Journal(tmp_path).version == -1
    (tmp_path / "elsewhere").rename(tmp_path / "journal")
    assert actions(journal) == ["A01", "A02", "A03", "A04"]


def test_a_first_save_made_by_another_while_one_looks_is_not_taken_for_a_journal_that_vanished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = JournalTable._open_before_damage
    looks: list[JournalTable] = []

    def open_too_early(table: JournalTable) -> object:
        looks.append(table)
        if len(looks) == 1:
            written(tmp_path)  # between our look at the table and our look at its rows
            raise TableNotFoundError("nothing yet")
        return really_open(table)

    monkeypatch.setattr(JournalTable, "_open_before_damage", open_too_early)
    assert actions(Journal(tmp_path)) == ["A01", "A02", "A03", "A04"]


def test_a_log_folder_that_vanished_is_told_and_no_new_journal_covers_the_old_one(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "journal" / "_delta_log").rename(tmp_path / "elsewhere")
    with pytest.raises(JournalMissing):
        Journal(tmp_path).append([paid("A05", "5")], writer=ANNE, opened_on=-1)


def test_a_backup_put_back_under_a_running_server_is_read_afresh(tmp_path: Path) -> None:
    journal = written(tmp_path, 2)
    shutil.copytree(tmp_path / "journal", tmp_path / "backup")
    journal.append([paid("A03", "3")], writer=ANNE, opened_on=journal.version)
    assert journal.version == 3
    shutil.rmtree(tmp_path / "journal")
    shutil.copytree(tmp_path / "backup", tmp_path / "journal")
    assert actions(journal) == ["A01", "A02"]
    journal.append([paid("A04", "4")], writer=ANNE, opened_on=journal.version)
    assert actions(journal) == ["A01", "A02", "A04"]
    assert journal.missing == ()


def test_a_table_that_nothing_can_open_is_said_to_be_damaged(tmp_path: Path) -> None:
    written(tmp_path)
    first = json.dumps({"protocol": {"minReaderVersion": 99, "minWriterVersion": 99}})
    commit(tmp_path, 0).write_text(first)
    with pytest.raises(JournalDamaged, match="ne s’ouvre pas"):
        Journal(tmp_path).read()


def run(script: str, folder: Path) -> list[str]:
    """Run a script in a process of its own, which may give up rights; the lines it prints."""
    prelude = (
        "import os, sys\n"
        "from data.journal import Change, Journal, Writer\n"
        "from data.journal.faults import JournalError\n"
        "folder = sys.argv[1]\n"
        "anne = Writer('Anne', may_write=True)\n"
        "def save(journal, action, text='5'):\n"
        "    change = Change('decision', action, 'text', text)\n"
        "    try:\n"
        "        journal.append([change], writer=anne, opened_on=journal.version)\n"
        "        print('saved')\n"
        "    except JournalError as error:\n"
        "        print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", prelude + script, str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""  # nothing in English on the console of the server
    return done.stdout.splitlines()


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that an account without rights can reach: pytest's own belongs to who runs it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)


READ_ONLY = """
import deltalake, pandas, pyarrow.parquet
pyarrow.table({'a': [1]}).to_pandas()  # imported late, while the libraries may still be read
if os.geteuid() == 0:
    os.setuid(65534)  # to the superuser nothing is read-only
journal = Journal(folder)
print(sorted(journal.rows()['subject_id']), journal.version)
print(*(lost.version for lost in journal.missing))
save(journal, 'd1')
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights: Windows has none to take away here")
def test_a_read_only_folder_is_read_and_its_saves_are_refused_with_a_sentence(shared_folder: Path) -> None:
    written(shared_folder)
    for path in shared_folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    shared_folder.chmod(0o555)
    rows, missing, refused = run(READ_ONLY, shared_folder)
    assert rows == "['A01', 'A02', 'A03', 'A04'] 4"
    assert missing == ""
    assert refused.startswith("SaveNotMade Rien n’a été enregistré\u202f: le dossier est en lecture seule")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights: Windows has none to take away here")
@pytest.mark.parametrize("damage", [empty, cut_in_first_line])
def test_a_damaged_last_save_in_a_read_only_folder_opens_at_the_one_before(
    shared_folder: Path, damage
) -> None:
    written(shared_folder)
    commit(shared_folder, 4).write_bytes(damage(commit(shared_folder, 4).read_bytes()))
    for path in shared_folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    shared_folder.chmod(0o555)
    rows, missing, refused = run(READ_ONLY, shared_folder)
    assert rows == "['A01', 'A02', 'A03'] 3"
    assert missing == "4"
    assert refused.startswith("SaveNotMade")


DISK_FULL = """
import resource, random
journal = Journal(folder)
save(journal, 'd0')
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
save(journal, 'd1', ''.join(chr(random.randrange(0x4e00, 0x9fa5)) for _ in range(3900)))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(sorted(journal.rows()['subject_id']))
save(journal, 'd1')
print(sorted(Journal(folder).rows()['subject_id']), Journal(folder).missing)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot bound the size of a file")
def test_a_disk_that_takes_no_more_refuses_the_save_and_takes_it_later(tmp_path: Path) -> None:
    first, refused, kept, later, rows = run(DISK_FULL, tmp_path)
    assert first == "saved"
    assert refused.startswith("SaveNotMade Rien n’a été enregistré\u202f: le disque est plein")
    assert kept == "['d0']"
    assert later == "saved"
    assert rows == "['d0', 'd1'] ()"


def test_an_unknown_error_of_the_system_is_shown_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object, **options: object) -> None:
        raise OSError("Generic error\n  \x1b[31m↳\x1b[0m more")

    monkeypatch.setattr("data.journal.saving.write_deltalake", fails)
    with pytest.raises(SaveNotMade, match="le système répond «\u202fGeneric error\u202f»"):
        Journal(tmp_path).append([paid("A01", "1")], writer=ANNE, opened_on=-1)
