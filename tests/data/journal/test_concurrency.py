"""Several writers at once, threads and processes, some killed: nothing lost, nothing doubled."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.journal import Change, Journal, Writer
from data.journal.faults import StaleSave

ROOT = Path(__file__).resolve().parents[3]

# A writer says "try <id>" before each save and "made <id>" or "told <id>" once it knows.
WRITER = """
import sys
from data.journal import Change, Journal, Writer
from data.journal.faults import JournalError, StaleSave
folder, name, saves, subject = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
journal = Journal(folder)
print("ready", flush=True)
sys.stdin.readline()
for number in range(saves):
    save_id = f"{name}-{number}"
    print("try", save_id, flush=True)
    for _ in range(200):
        change = Change("decision", subject or name, "text", save_id)
        try:
            journal.append(
                [change], writer=Writer(name, True), opened_on=journal.version, save_id=save_id
            )
        except StaleSave:
            if subject:
                continue  # the form is opened again, and saved again
            raise
        except JournalError as error:
            print("told", save_id, error, flush=True)
            break
        print("made", save_id, flush=True)
        break
    else:
        print("told", save_id, flush=True)
"""


def start(folder: Path, name: str, saves: int, subject: str = "") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(saves), subject],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def kill_after(process: subprocess.Popen[str], saves: int) -> list[str]:
    """What a process said until it was killed in the middle of its work, after some saves."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.strip())
        if line.startswith("try") and sum(done.startswith("made") for done in said) >= saves:
            process.send_signal(signal.SIGKILL)
            break
    said += [line.strip() for line in process.stdout]
    assert process.wait(60) == -signal.SIGKILL
    return said


def check(folder: Path, said: Sequence[str], unfinished: int) -> Counter[str]:
    """Every save said to be made is there once; every other one there is a killed writer's last try."""
    saves = Counter(Journal(folder).rows()["save_id"])
    tried = {line.split()[1] for line in said if line.startswith("try")}
    made = {line.split()[1] for line in said if line.startswith("made")}
    told = {line.split()[1] for line in said if line.startswith("told")}
    assert made <= set(saves)
    assert told.isdisjoint(saves)
    assert set(saves) <= tried
    assert set(saves.values()) == {1}
    assert len(set(saves) - made) <= unfinished
    assert Journal(folder).missing == ()
    assert Journal(folder).version == len(saves)  # created once, and one commit a save
    return saves


def run_writers(
    folder: Path, names: Sequence[str], saves: int, killed: int, subject: str = ""
) -> tuple[list[str], Counter[str]]:
    processes = [start(folder, name, saves, subject) for name in names]
    for process in processes:
        go(process)
    with ThreadPoolExecutor(len(names)) as pool:
        dying = [
            pool.submit(kill_after, process, 2 + rank) for rank, process in enumerate(processes[:killed])
        ]
        living = [pool.submit(process.communicate, timeout=240) for process in processes[killed:]]
        said = [line for answer in dying for line in answer.result()]
        said += [line for answer in living for line in answer.result()[0].splitlines()]
    assert all(process.returncode == 0 for process in processes[killed:])
    return said, check(folder, said, unfinished=killed)


def test_four_threads_of_one_server_lose_and_double_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)

    def write(name: str) -> list[str]:
        saves = []
        for number in range(6):
            change = Change("decision", f"{name}-{number}", "text", name)
            writer = Writer(name, may_write=True)
            saves.append(journal.append([change], writer=writer, opened_on=journal.version).save_id)
        return saves

    with ThreadPoolExecutor(4) as pool:
        made = [save for saves in pool.map(write, "ABCD") for save in saves]
    assert sorted(made) == sorted(Journal(tmp_path).rows()["save_id"])
    assert len(set(made)) == 24
    assert journal.version == 24


def test_of_threads_that_save_one_form_at_once_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    journals = [Journal(tmp_path) for _ in range(4)]  # as four processes: no lock between them
    journals[0].append([Change("decision", "d1", "text", "0")], writer=Writer("A", True), opened_on=-1)

    def write(rank: int) -> str | None:
        change = Change("decision", "d1", "text", f"by {rank}")
        try:
            journals[rank].append([change], writer=Writer(str(rank), True), opened_on=1)
        except StaleSave as stale:
            return stale.current[0].change.before
        return None

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(write, range(4)))
    assert won.count(None) == 1
    winner = f"by {won.index(None)}"
    assert {shown for shown in won if shown} == {winner}  # the others are shown the value in place
    assert Journal(tmp_path).rows()["value"].tolist() == ["0", winner]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_four_processes_two_of_them_killed_lose_and_double_nothing(tmp_path: Path) -> None:
    said, saves = run_writers(tmp_path, "ABCD", saves=5, killed=2)
    assert all(f"{name}-{number}" in saves for name in "CD" for number in range(5))
    assert not any(line.startswith("told") for line in said)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_processes_that_all_write_one_subject_wait_for_each_other(tmp_path: Path) -> None:
    said, saves = run_writers(tmp_path, "AB", saves=6, killed=0, subject="d1")
    assert len(saves) == 12, said


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("seed", range(5))
def test_eight_processes_half_of_them_killed_at_random_lose_and_double_nothing(
    tmp_path: Path, seed: int
) -> None:
    names = [f"W{rank}" for rank in range(8)]
    random.Random(seed).shuffle(names)
    run_writers(tmp_path, names, saves=25, killed=4)
    journal = Journal(tmp_path)
    writer = Writer("after", may_write=True)
    journal.append([Change("decision", "d", "text", "x")], writer=writer, opened_on=journal.version)
