"""A journal of 10,000 saves: opening it, saving in it, and the state that it gives at a day of its past."""

from __future__ import annotations

import datetime as dt
import json
import statistics
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from data.journal import Change, Journal, Writer
from data.journal.folds import action_tracking
from data.journal.row_files import rows_table
from tests.bench.served import report, timed

pytestmark = pytest.mark.bench
SAVES = 10_000
ANNE = Writer("Anne", may_write=True)
STARTED = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def change(number: int) -> Change:
    year, money = 2024 + number % 4, str(number % 700)
    return Change("budget", f"A{1 + number % 23:02}", "committed", money, year=year)


@pytest.fixture(scope="module")
def long(tmp_path_factory) -> Path:
    """The files that so many saves leave, written as the journal writes them but without its checks."""
    folder = tmp_path_factory.mktemp("journal")
    Journal(folder).append([change(0)], writer=ANNE, opened_on=-1)
    root = folder / "journal"
    log = root / "_delta_log"
    model = [json.loads(line) for line in (log / f"{1:020}.json").read_text("utf-8").splitlines()]
    for number in range(2, SAVES + 1):
        moment = STARTED + dt.timedelta(minutes=20 * number)
        save_id, path = f"{number:032x}", f"part-00000-{number:032x}-c000.snappy.parquet"
        one = change(number)
        pq.write_table(rows_table([one], save_id, moment, "Anne", "", None), root / path)
        lines = json.loads(json.dumps(model))
        for line in lines:
            if "commitInfo" in line:
                line["commitInfo"] |= {"save_id": save_id, "saved_at": moment.isoformat()}
            elif "add" in line:
                line["add"] |= {"path": path, "size": (root / path).stat().st_size}
            elif "txn" in line:
                line["txn"] |= {"appId": f"{one.kind}:{one.subject_id}", "version": number - 1}
        (log / f"{number:020}.json").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    DeltaTable(str(root)).create_checkpoint()
    return folder


def test_opening_it(long):
    journal = Journal(long)
    seconds = timed(journal.read)
    assert len(journal.rows()) == SAVES
    assert journal.missing == ()
    report("journal of 10,000 saves: opening, seconds", seconds, 1.0, 15)


def test_the_state_at_a_day_of_its_past(long):
    rows, day = Journal(long).rows(), STARTED + dt.timedelta(days=60)
    folding = statistics.median(timed(lambda: action_tracking.budget(rows, day)) for _ in range(5))
    report("journal of 10,000 saves: « État au », seconds", folding, 1.0, 0.3)


def test_saving_in_it(long):
    journal = Journal(long)
    journal.read()

    def save() -> None:
        journal.append([change(3)], writer=ANNE, opened_on=journal.version)

    seconds = statistics.median(timed(save) for _ in range(5))
    report("journal of 10,000 saves: saving, seconds", seconds, 1.0, 0.5)
