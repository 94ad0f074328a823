"""Two processes that take turns, the floor and the application, and what is measured of them."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil

from tests.bench.limits import LINES

ROOT = Path(__file__).parents[2]
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
TURNS = 7


class Served:
    """One Streamlit process, with the agent API for driving it."""

    def __init__(self, command: list[str], home: Path, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        options = ["--server.headless", "true", "--server.port", str(self.port)]
        options += ["--server.enableAgentApi", "true", "--server.address", "127.0.0.1"]
        self.process = subprocess.Popen(
            [sys.executable, *command, *options],
            cwd=ROOT,
            env={**os.environ, "CEP_HOME": str(home), **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError):
                DIRECT.open(f"{self.url}/_stcore/health", timeout=2)
                return
            time.sleep(0.1)
        raise RuntimeError("not started")

    def interact(self, **body: object) -> dict:
        request = urllib.request.Request(
            f"{self.url}/_stcore/agent/interact",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with DIRECT.open(request, timeout=60) as answer:
            return json.load(answer)

    def memory(self) -> int:
        return psutil.Process(self.process.pid).memory_info().rss


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def in_turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The medians of two actions that take turns, after one warm-up each."""
    first(), second()
    pairs = [(timed(first), timed(second)) for _ in range(TURNS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def report(what: str, ours: float, theirs: float, most: float, why: str = "") -> None:
    """Note a ratio for the table, and fail where it is past its limit. ``why``: what would take it there."""
    LINES.append((what, ours, theirs, most, why))
    assert ours / theirs <= most


def floor_rerun(floor: Served) -> Callable[[], object]:
    session = floor.interact()["session_id"]
    state = {"value": "a"}

    def rerun() -> None:
        state["value"] = "b" if state["value"] == "a" else "a"
        floor.interact(session_id=session, widget_state={"choice": state["value"]})

    return rerun


def our_rerun(application: Served, page: str, key: str, values: tuple[str, str]) -> Callable[[], object]:
    session = application.interact(page=page)["session_id"]
    state = {"turn": 0}

    def rerun() -> None:
        state["turn"] += 1
        answer = application.interact(session_id=session, widget_state={key: values[state["turn"] % 2]})
        assert answer["status"] != "error"

    return rerun
