"""The growing delay between wrong sign-ins, with a clock that tests set."""

import json
from pathlib import Path

import pytest

from data.journal import sign_in_delay
from data.journal.sign_in_delay import Delays, TooSoon

WRONG = None


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / sign_in_delay.FILE


def wrong() -> None:
    return WRONG


def right() -> str:
    return "Anne"


def _wait_of(delays: Delays, name: str) -> int:
    def never() -> None:
        raise AssertionError("an attempt made too early must not be looked at")

    with pytest.raises(TooSoon) as refused:
        delays.attempt(name, never)
    return refused.value.seconds


def test_the_delay_doubles_at_each_failure_up_to_a_quarter_of_a_minute(path, clock):
    delays = Delays(path, clock)
    waits = []
    for _ in range(9):
        assert delays.attempt("Anne", wrong) is None
        waits.append(_wait_of(delays, "Anne"))
        clock.now += waits[-1]
    assert waits == [1, 2, 4, 8, 15, 15, 15, 15, 15]


def test_the_right_phrase_too_early_is_refused_then_accepted_and_forgets(path, clock):
    delays = Delays(path, clock)
    delays.attempt("Anne", wrong)
    assert _wait_of(delays, "Anne") == 1
    clock.now += 1
    assert delays.attempt("Anne", right) == "Anne"
    delays.attempt("Anne", wrong)
    assert _wait_of(delays, "Anne") == 1


def test_one_persons_failures_do_not_slow_another(path, clock):
    delays = Delays(path, clock)
    for _ in range(5):
        delays.attempt("Anne", wrong)
        clock.now += 60
    delays.attempt("Anne", wrong)
    assert delays.attempt("Bruno", right) == "Anne"


def test_many_names_tried_in_turn_slow_everyone_down_but_ten_seconds_at_most(path, clock):
    delays = Delays(path, clock)
    for rank in range(20):
        delays.attempt(f"Personne {rank}", wrong)
    waits = []
    for rank in range(20, 30):
        delays.attempt(f"Personne {rank}", wrong)
        waits.append(_wait_of(delays, "Une autre"))
        clock.now += waits[-1]
    assert waits == [1, 2, 4, 8, 10, 10, 10, 10, 10, 10]


def test_a_restart_and_another_process_see_the_same_failures(path, clock):
    for _ in range(4):
        Delays(path, clock).attempt("Anne", wrong)
        clock.now += 8
    clock.now -= 8
    assert _wait_of(Delays(path, clock), "Anne") == 8


def test_failures_are_forgotten_after_an_hour(path, clock):
    delays = Delays(path, clock)
    for _ in range(8):
        delays.attempt("Anne", wrong)
        clock.now += 60
    clock.now += 3600
    delays.attempt("Anne", wrong)
    assert _wait_of(delays, "Anne") == 1


def test_a_clock_set_back_does_not_lock_anybody_out(path, clock):
    delays = Delays(path, clock)
    for _ in range(3):
        delays.attempt("Anne", wrong)
        clock.now += 4
    clock.now -= 10_000_000
    assert _wait_of(delays, "Anne") == 4
    clock.now += 4
    assert delays.attempt("Anne", right) == "Anne"


def test_without_a_disk_this_process_still_counts(tmp_path, clock):
    blocked = tmp_path / "fichier"
    blocked.write_text("")
    delays = Delays(blocked / sign_in_delay.FILE, clock)
    delays.attempt("Anne", wrong)
    assert _wait_of(delays, "Anne") == 1


@pytest.mark.parametrize("content", ["", "{", "[]", "3", '{"Anne": 3}', '{"Anne": ["x", "y"]}'])
def test_a_damaged_file_falls_back_on_what_this_process_saw(path, clock, content):
    delays = Delays(path, clock)
    delays.attempt("Anne", wrong)
    path.write_text(content, encoding="utf-8")
    assert _wait_of(delays, "Anne") == 1


def test_a_new_phrase_forgets_the_failures(path, clock):
    delays = Delays(path, clock)
    delays.attempt("Anne", wrong)
    Delays(path, clock).forget("Anne")
    assert delays.attempt("Anne", right) == "Anne"


def test_a_million_failures_still_make_a_bounded_delay(path, clock):
    path.write_text(f'{{"Anne": [1000000, {clock.now}]}}', encoding="utf-8")
    assert _wait_of(Delays(path, clock), "Anne") == 15


READER, EDITOR = "192.0.2.7", "192.0.2.8"


def test_a_reader_who_tries_phrases_without_end_keeps_no_editor_out(path, clock):
    delays = Delays(path, clock)
    signed_in = 0
    for _ in range(55):
        clock.now += 15
        assert delays.attempt("Anne", wrong, READER) is None
        signed_in += delays.attempt("Anne", right, EDITOR) == "Anne"
    assert signed_in == 55


def test_a_reader_who_tries_many_names_slows_only_their_own_address(path, clock):
    delays = Delays(path, clock)
    for rank in range(25):
        clock.now += 15
        delays.attempt(f"Personne {rank}", wrong, READER)
    with pytest.raises(TooSoon):
        delays.attempt("Une autre", right, READER)
    assert delays.attempt("Une autre", right, EDITOR) == "Anne"


def test_another_address_of_the_same_ipv6_network_is_no_way_around(path, clock):
    delays = Delays(path, clock)
    delays.attempt("Anne", wrong, "2001:db8:0:1::1")
    with pytest.raises(TooSoon):
        delays.attempt("Anne", right, "2001:db8:0:1:ffff::2")
    assert delays.attempt("Anne", right, "2001:db8:0:2::1") == "Anne"


def test_a_new_phrase_forgets_the_failures_of_every_address(path, clock):
    delays = Delays(path, clock)
    delays.attempt("Anne", wrong, READER)
    delays.attempt("Bruno", wrong, READER)
    delays.forget("Anne")
    assert delays.attempt("Anne", right, READER) == "Anne"
    with pytest.raises(TooSoon):
        delays.attempt("Bruno", right, READER)


def test_a_thousand_addresses_keep_the_file_small(path, clock):
    delays = Delays(path, clock)
    path.write_text(
        json.dumps({f"Anne@10.0.{rank // 250}.{rank % 250}": [1, clock.now] for rank in range(3000)}),
        encoding="utf-8",
    )
    clock.now += 1
    delays.attempt("Anne", wrong, READER)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert len(kept) == 1000
    assert f"Anne@{READER}" in kept
