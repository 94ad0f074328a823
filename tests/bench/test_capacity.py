"""How many visitors one process answers at once: the capacity table of docs/plusieurs-serveurs.md."""

from __future__ import annotations

import statistics
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bench.limits import CAPACITY
from tests.bench.served import Served, our_rerun, timed

pytestmark = pytest.mark.bench
SESSIONS = (1, 5, 10, 20, 40)
VALUES = ("Télécommunications", "Services informatiques")


def test_sessions_that_filter_at_once_are_all_answered_whatever_their_number(tmp_path):
    """Every session asks at the same moment, and asks again as soon as it is answered: the worst case."""
    served = Served(["server.py"], tmp_path)
    try:
        filters = []
        for count in SESSIONS:
            filters += [our_rerun(served, "secteur", "domaine", VALUES) for _ in range(count - len(filters))]
            for one in filters:
                one()
            rounds = max(3, 20 // count)
            with ThreadPoolExecutor(count) as pool:
                seconds = [s for _ in range(rounds) for s in pool.map(timed, filters)]
            slowest = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
            CAPACITY.append((count, statistics.median(seconds), slowest, served.memory()))
    finally:
        served.process.kill()
    assert [line[0] for line in CAPACITY] == list(SESSIONS)
    # Sessions share the process: the wait grows with their number, never with its square (64 times here).
    few, many = CAPACITY[1][1], CAPACITY[-1][1]
    assert many <= 3 * SESSIONS[-1] / SESSIONS[1] * few
