"""The sign-ins that somebody ended: kept until they would have ended by themselves, also through a restart.

A cookie, or another window, may still hold one. They are kept in memory and in a file that holds no name: the
fingerprint of each sign-in, with its time. Where the file cannot be written, this process still remembers.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from data.journal.access import SESSION_SECONDS, SignIn

FILE = "connexions-terminees.json"
# Each is a right phrase typed, then a click: nobody ends so many in eight hours.
_MOST = 1000
_LOCK_SECONDS = 5


class SignOuts:
    """The sign-ins ended at one server. One instance serves every session of a process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._memory: dict[str, float] = {}
        self._seen: tuple[int, int, int] | None = None
        self._one_at_a_time = threading.Lock()

    def end(self, sign_in: SignIn, now: float) -> None:
        """Remember that this sign-in is worth nothing any more (``now``: seconds since 1970)."""
        with self._one_at_a_time:
            self._memory[_fingerprint(sign_in)] = sign_in.since
            with suppress(OSError, NotImplementedError, Timeout):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with FileLock(f"{self._path}.lock", timeout=_LOCK_SECONDS):
                    self._read()
                    alive = {
                        key: since for key, since in self._memory.items() if now - since < SESSION_SECONDS
                    }
                    latest = sorted(alive, key=lambda key: alive[key])[-_MOST:]
                    self._memory = {key: alive[key] for key in latest}
                    draft = self._path.with_suffix(".tmp")
                    draft.write_text(json.dumps(self._memory), encoding="utf-8")
                    os.replace(draft, self._path)

    def has_ended(self, sign_in: SignIn) -> bool:
        """Whether somebody ended this sign-in, at this server or at another of the same folder."""
        with self._one_at_a_time:
            self._read()
            return _fingerprint(sign_in) in self._memory

    def _read(self) -> None:
        """Add what the file holds, when it has changed. A file that does not read adds nothing."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            stat = self._path.stat()
            now_seen = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if now_seen != self._seen:
                content = json.loads(self._path.read_text(encoding="utf-8"))
                self._memory |= {str(key): float(since) for key, since in content.items()}
                self._seen = now_seen


def _fingerprint(sign_in: SignIn) -> str:
    return sha256(f"{sign_in.name}|{sign_in.since!r}|{sign_in.stamp}".encode()).hexdigest()
