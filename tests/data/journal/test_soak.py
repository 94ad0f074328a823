"""Ten minutes of saves from several threads of a server, each read back, with the memory it takes."""

import gc
import os
import random
import sys
import threading
import time
from pathlib import Path

import pytest

from data.journal import Change, Journal, Writer
from data.journal.faults import StaleSave
from data.journal.folds import decisions

# The limit of a run; CEP_SOAK_SECONDS makes it shorter.
SECONDS = min(600.0, float(os.environ.get("CEP_SOAK_SECONDS", "600")))
_WRITERS = 3
_PAUSE = 0.25  # of one writer, between two saves: four a second is more than a meeting ever does
# What 7,000 saves may add; a leak of one snapshot a save would be gigabytes.
_MOST_ADDED_MB = 400


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read in /proc")
def test_every_acknowledged_save_is_read_back_and_memory_stays_bounded(
    tmp_path: Path, record_property
) -> None:
    journal = Journal(tmp_path)
    acknowledged: dict[str, str] = {}
    failures: list[str] = []
    ends = time.monotonic() + SECONDS

    def write(name: str) -> None:
        chance, number = random.Random(name), 0
        while time.monotonic() < ends:
            number += 1
            save_id = f"{name}-{number}"
            # One subject in four is everybody's: saves that are refused as stale, then made.
            subject = "shared" if chance.random() < 0.25 else f"{name}-{number % 40}"
            for _ in range(50):
                try:
                    journal.append(
                        [Change("decision", subject, "text", save_id)],
                        writer=Writer(name, may_write=True),
                        opened_on=journal.version,
                        save_id=save_id,
                    )
                except StaleSave:
                    continue
                except Exception as error:
                    failures.append(f"{save_id}: {error!r}")
                    break
                acknowledged[save_id] = subject
                seen = journal.rows()
                if not (seen["save_id"] == save_id).any():
                    failures.append(f"{save_id}: acknowledged, not read back")
                break
            else:
                failures.append(f"{save_id}: stale fifty times")
            time.sleep(_PAUSE)

    memory = [_memory_mb()]
    threads = [threading.Thread(target=write, args=(f"W{rank}",)) for rank in range(_WRITERS)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS / 2)
    memory.append(_memory_mb())
    for thread in threads:
        thread.join()
    gc.collect()
    memory.append(_memory_mb())
    record_property("saves", len(acknowledged))
    record_property("memory_mb", [round(amount) for amount in memory])
    print(f"{len(acknowledged)} saves, memory {memory[0]:.0f}, {memory[1]:.0f}, {memory[2]:.0f} MB")

    assert failures == []
    assert len(acknowledged) >= _WRITERS
    fresh = Journal(tmp_path)
    rows = fresh.rows()
    assert sorted(rows["save_id"]) == sorted(acknowledged)
    assert dict(zip(rows["save_id"], rows["subject_id"], strict=True)) == acknowledged
    assert fresh.read().sentences == ()
    assert len(decisions(rows)) == len(set(acknowledged.values()))
    assert memory[2] - memory[0] < _MOST_ADDED_MB
