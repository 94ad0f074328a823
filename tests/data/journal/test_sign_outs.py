"""The sign-ins that somebody ended stay ended: in other processes, after a restart, without a disk."""

import json
import sys
from pathlib import Path

import pytest

from data.journal.access import SignIn
from data.journal.sign_outs import FILE, SignOuts

ANNE = SignIn("Anne", 1_800_000_000.25, "x")
HOURS = 3600


def test_a_sign_in_that_ended_is_ended_for_other_servers_and_after_a_restart(tmp_path: Path) -> None:
    here, beside = SignOuts(tmp_path / FILE), SignOuts(tmp_path / FILE)
    assert not beside.has_ended(ANNE)
    here.end(ANNE, ANNE.since + 60)
    for server in (here, beside, SignOuts(tmp_path / FILE)):
        assert server.has_ended(ANNE)
        assert not server.has_ended(SignIn("Anne", ANNE.since + 1, "x")), "the next one is another"


def test_two_servers_forget_nothing_of_each_other(tmp_path: Path) -> None:
    here, beside = SignOuts(tmp_path / FILE), SignOuts(tmp_path / FILE)
    other = SignIn("Bruno", ANNE.since, "y")
    here.end(ANNE, ANNE.since)
    beside.end(other, ANNE.since)
    assert SignOuts(tmp_path / FILE).has_ended(ANNE)
    assert SignOuts(tmp_path / FILE).has_ended(other)


def test_the_file_holds_no_name_and_only_what_could_still_serve(tmp_path: Path) -> None:
    kept = SignOuts(tmp_path / FILE)
    for number in range(1010):
        kept.end(SignIn("Anne", ANNE.since + number / 1000, "x"), ANNE.since + 2)
    content = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "Anne" not in content
    assert len(json.loads(content)) == 1000
    assert len(content) < 100_000
    kept.end(SignIn("Anne", ANNE.since + 9 * HOURS, "x"), ANNE.since + 9 * HOURS)
    assert len(json.loads((tmp_path / FILE).read_text(encoding="utf-8"))) == 1


@pytest.mark.parametrize("content", [b"", b"[]", b'{"a": "b"}', b"\xff"])
def test_a_damaged_file_stops_nobody_and_is_written_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    kept = SignOuts(tmp_path / FILE)
    assert not kept.has_ended(ANNE)
    kept.end(ANNE, ANNE.since)
    assert SignOuts(tmp_path / FILE).has_ended(ANNE)


@pytest.mark.skipif(sys.platform == "win32", reason="a file stands where the folder should")
def test_without_a_disk_this_process_still_remembers(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = SignOuts(tmp_path / "file" / FILE)
    kept.end(ANNE, ANNE.since)
    assert kept.has_ended(ANNE)
