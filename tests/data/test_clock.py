"""Days and times are those of Martinique, whatever the zone of the server or of the browser."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# 20:30 on 31 December in Martinique: the server in UTC, Paris and Tokyo are in the next year already.
EVENING = """
import datetime as dt, sys
from data import clock
from data.journal import Change, Journal, Writer, saving
evening = dt.datetime(2027, 1, 1, 0, 30, tzinfo=dt.UTC)
class Evening(dt.datetime):
    @classmethod
    def now(cls, tz=None):
        return evening.astimezone(tz) if tz else evening.astimezone().replace(tzinfo=None)
clock.datetime = saving.datetime = Evening
from data.french.formats import moment
from data.journal.folds import progress
journal = Journal(sys.argv[1])
change = Change("progress", "A01", "confidence", "sécurisé")
saved = journal.append([change], writer=Writer("Anne", True), opened_on=-1)
short = clock.short_moment(saved.saved_at).replace(chr(160), " ")
print(clock.today(), short, moment(saved.saved_at), sep="|")
print(progress(journal.rows())["stated_on"].dt.date.iloc[0], f"{clock.now():%Y-%m-%d %H:%M}", sep="|")
from data.journal.folds.rows import end_of
print(saved.saved_at <= end_of(dt.date(2026, 12, 31)))
"""


@pytest.mark.parametrize("zone", ["UTC", "Europe/Paris", "Asia/Tokyo", "America/Martinique"])
def test_a_save_at_half_past_eight_on_new_years_eve_is_of_the_old_year(tmp_path: Path, zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVENING, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "TZ": zone, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "2026-12-31|31/12/2026 à 20 h 30|31 décembre 2026 à 20:30",
        "2026-12-31|2026-12-31 20:30",
        "True",
    ]


def test_no_module_asks_the_computer_for_its_own_day() -> None:
    files = [path for part in ("components", "data", "pages") for path in (ROOT / part).rglob("*.py")]
    assert len(files) > 100
    # Nor that of the browser, which may be in Paris.
    own = re.compile(
        r"datetime\.now\(\)|date\.today\(\)|utcnow\(|\.astimezone\(\)|fromtimestamp\([^,()]*\)|context\.timezone"
    )
    assert [str(path) for path in files if own.search(path.read_text(encoding="utf-8"))] == []
