"""The growing delay between wrong sign-ins: kept in memory and in a file, so that it outlives a restart.

Nothing sleeps: an attempt made too early is refused unread, with the seconds left. Failures are counted by
name and by the address they come from: who tries phrases from elsewhere keeps nobody else out. Behind a
proxy everybody has its address: the count is shared there, and the wait short. Only names on the list of
editors have a count of their own, and only the latest counts are kept: the file stays small.
"""

from __future__ import annotations

import ipaddress
import json
import math
import os
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

T = TypeVar("T")
FILE = "connexions.json"
_EVERYONE = "*"
_MOST_COUNTS = 1000
_LOCK_SECONDS = 10


@dataclass(frozen=True)
class Rule:
    """After `free` failures, wait 1, 2, 4… seconds, `longest` at most; all is forgotten after `memory`."""

    free: int
    longest: float
    memory: float


ONE_NAME = Rule(free=0, longest=15, memory=3600)
# Many names tried in turn: slow enough to be useless, short enough to keep nobody out of a meeting.
ALL_NAMES = Rule(free=20, longest=10, memory=600)


@dataclass(frozen=True)
class Failures:
    """How many failures in a row, and the time of the last (seconds since 1970)."""

    count: int = 0
    last: float = 0.0


class TooSoon(Exception):
    """An attempt during the delay: it was not looked at. `seconds` are left."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def seconds_left(failures: Failures, rule: Rule, now: float) -> float:
    """How long to wait before the next attempt."""
    if failures.count <= rule.free or now - failures.last >= rule.memory:
        return 0.0
    # Bounded before the power: a count has no limit.
    delay = min(rule.longest, 2.0 ** min(failures.count - rule.free - 1, 30))
    # A clock set back leaves a failure in the future: the wait is never longer than the delay.
    return max(0.0, min(delay, failures.last + delay - now))


def one_more(failures: Failures, rule: Rule, now: float) -> Failures:
    """The failures after one more."""
    return Failures(1 if now - failures.last >= rule.memory else failures.count + 1, now)


class Delays:
    """The failures of one server's sign-ins. One instance serves every session of a process."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self._path = path
        self._now = now
        self._memory: dict[str, Failures] = {}
        self._file_is_late = False
        self._one_at_a_time = threading.Lock()

    def attempt(self, name: str, verify: Callable[[], T | None], address: str = "") -> T | None:
        """What `verify` returns, None being a failure, which makes the next delay longer.

        `name`: that of an editor, "" for every name that is not on the list. `address`: where the
        connection comes from, as the server sees it, never as a header says. Attempts are looked at one by
        one, in all processes: many at once would all pass before the first failure is noted.
        Raises TooSoon.
        """
        with self._one_at_a_time, self._between_processes():
            known = self._read()
            now = self._now()
            own, everyone = _key(name, address), _key(_EVERYONE, address)
            left = max(
                seconds_left(known.get(own, Failures()), ONE_NAME, now),
                seconds_left(known.get(everyone, Failures()), ALL_NAMES, now),
            )
            if left > 0:
                self._keep(_not_in_the_future(known, now))
                raise TooSoon(math.ceil(left))
            found = verify()
            if found is None:
                known[own] = one_more(known.get(own, Failures()), ONE_NAME, now)
                known[everyone] = one_more(known.get(everyone, Failures()), ALL_NAMES, now)
                self._keep(_latest(known, now))
            elif known.pop(own, None) is not None:
                self._keep(known)
            return found

    def forget(self, name: str) -> None:
        """Forget the failures of an editor, whose pass phrase was just set anew."""
        with self._one_at_a_time, self._between_processes():
            known = self._read()
            others = {key: failures for key, failures in known.items() if _name_of(key) != name}
            if len(others) < len(known):
                self._keep(others)

    def _between_processes(self) -> AbstractContextManager[object]:
        lock = FileLock(f"{self._path}.lock", timeout=_LOCK_SECONDS)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return lock.acquire()
        except Timeout as error:
            raise TooSoon(_LOCK_SECONDS) from error
        except (OSError, NotImplementedError):
            # A folder that cannot be written: this process still counts.
            return nullcontext()

    def _read(self) -> dict[str, Failures]:
        """What is known: the file, which other processes write; memory where the file can't serve."""
        if self._file_is_late:
            return dict(self._memory)
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): Failures(int(count), float(last)) for name, (count, last) in content.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return dict(self._memory)

    def _keep(self, known: dict[str, Failures]) -> None:
        self._memory = dict(known)
        content = {name: [failures.count, failures.last] for name, failures in known.items()}
        draft = self._path.with_suffix(".tmp")
        self._file_is_late = True
        with suppress(OSError):
            draft.write_text(json.dumps(content), encoding="utf-8")
            os.replace(draft, self._path)
            self._file_is_late = False


def _key(name: str, address: str) -> str:
    """The count of a name at an address. An IPv6 network is one: a computer has as many as it likes."""
    with suppress(ValueError):
        found = ipaddress.ip_address(address)
        if isinstance(found, ipaddress.IPv6Address):
            found = found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False).network_address
        return f"{name}@{found}"
    return name


def _name_of(key: str) -> str:
    name, _, address = key.rpartition("@")
    with suppress(ValueError):
        ipaddress.ip_address(address)
        return name
    return key


def _latest(known: dict[str, Failures], now: float) -> dict[str, Failures]:
    """The counts that still matter, the latest if they are too many."""
    alive = {key: one for key, one in known.items() if now - one.last < ONE_NAME.memory}
    latest = sorted(alive, key=lambda key: alive[key].last)[-_MOST_COUNTS:]
    return {key: alive[key] for key in latest}


def _not_in_the_future(known: dict[str, Failures], now: float) -> dict[str, Failures]:
    return {name: Failures(one.count, min(one.last, now)) for name, one in known.items()}
