"""The map and the search with 20,000 training offers in place of the few dozen known today."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pandas as pd
import pytest

from data.store.files import BUILT_IN
from tests.bench.served import Served, in_turns, our_rerun, report, timed

pytestmark = pytest.mark.bench
MANY = 20_000
TERRITORIES = ("Centre", "Nord")


@pytest.fixture(scope="module")
def crowded(tmp_path_factory) -> Iterator[Served]:
    """The application with the offers of today, each many times over."""
    root = tmp_path_factory.mktemp("many")
    shutil.copytree(BUILT_IN, root, dirs_exist_ok=True)
    path = root / "training_offers.parquet"
    known = pd.read_parquet(path, dtype_backend="pyarrow")
    many = pd.concat([known] * (MANY // len(known) + 1), ignore_index=True).head(MANY)
    many["offer_id"] = pd.Series([f"o-{rank}" for rank in range(MANY)], dtype="string[pyarrow]")
    many.to_parquet(path)
    served = Served(["server.py"], tmp_path_factory.mktemp("home"), CEP_DATA=str(root))
    yield served
    served.process.kill()


def test_the_map_answers_a_filter(crowded, application):
    """Its own rerun with today's offers is the measure, not the floor."""
    ours, usual = in_turns(
        our_rerun(crowded, "formations", "territoire", TERRITORIES),
        our_rerun(application, "formations", "territoire", TERRITORIES),
    )
    report("rerun of the map, 20 000 offers", ours, usual, 1.5)


def test_the_map_is_small_enough_to_send(crowded, application, chromium):
    """What the server sends for the open map, in bytes: 200 kB more than today's at most."""
    report("bytes of the map, 20 000 offers", sent(chromium, crowded), 200_000.0, 1.0)


def sent(chromium, served: Served) -> float:
    """Bytes that the server sends through the websocket until the map is drawn."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    sizes: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda payload: sizes.append(len(payload))),
    )
    page.goto(f"{served.url}/formations")
    page.wait_for_selector('[data-testid="stDeckGlJsonChart"] canvas', timeout=60_000)
    context.close()
    return float(sum(sizes))


def test_a_search_over_all_of_them(crowded):
    session = crowded.interact()["session_id"]
    words = iter(("informatique", "cybersecurité", "résaux", "médiation", "télécentres", "BTS", "Lamentin"))

    def search() -> None:
        answer = crowded.interact(session_id=session, widget_state={"q": next(words)})
        assert answer["status"] != "error"

    search()
    times = sorted(timed(search) for _ in range(5))
    report("a search over 20 000 offers", times[2], 1.0, 0.3)
