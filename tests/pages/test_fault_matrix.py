"""Every dataset damaged in eight ways, on every page: never Streamlit's own page, and the page still stands.

Long: it runs with ``--complet``. Each page is opened plainly, with a meeting under way, and projected.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from data import store
from data.catalogue import DATASETS
from data.journal import Writer
from data.journal.folds import Change
from pages.registry import PAGES

pytestmark = pytest.mark.soak
ROOT = Path(__file__).parents[2]
BUILT = [name for name, dataset in DATASETS.items() if not dataset.imported]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def another(file: Path) -> None:
    other = "links" if file.stem != "links" else "glossary"
    shutil.copy(file.with_name(f"{other}.parquet"), file)


def rewritten(change: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        pq.write_table(change(pq.read_table(file)), file)

    return damage


def nulls(table: pa.Table) -> pa.Table:
    return pa.table(
        {name: pa.nulls(len(table), table.schema.field(name).type) for name in table.column_names}
    )


def texts(table: pa.Table) -> pa.Table:
    return pa.table({name: pa.array(["x"] * len(table)) for name in table.column_names})


DAMAGES: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "empty": lambda file: file.write_bytes(b"") and None,
    "cut": cut,
    "another": another,
    "no row": rewritten(lambda table: table.slice(0, 0)),
    "all null": rewritten(nulls),
    "all text": rewritten(texts),
    "a column less": rewritten(lambda table: table.drop_columns([table.column_names[-1]])),
}


@pytest.fixture(params=["no meeting", "a meeting"])
def app(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "home"))
    if request.param == "a meeting":
        first = str(store.load("agenda").iloc[0]["item_id"])
        changes = [
            Change("meeting", "2026-11-26", "started_at", "2026-11-26T13:00:00.000+00:00"),
            Change("meeting", "2026-11-26", "current_item", first),
        ]
        store.journal().append(changes, writer=Writer("Anne", may_write=True), opened_on=-1)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", BUILT)
def test_a_damaged_dataset_leaves_every_page_standing(
    name: str, damage: str, app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "parquet"
    shutil.copytree(store.BUILT_IN, folder)
    DAMAGES[damage](folder / f"{name}.parquet")
    monkeypatch.setenv("CEP_DATA", str(folder))
    app.run()
    seen = 0
    for page in PAGES.values():
        for projected in (False, True):
            app.switch_page(page.script)
            app.query_params.clear()
            if projected:
                app.query_params["projection"] = "oui"
                app.query_params["vue"] = page.views[0].slug
            app.run()
            assert not app.exception, f"{page.name}: {app.exception[0].message}"
            if not projected:
                assert [title.value for title in app.title] == [page.title], page.name
            seen += 1
    assert seen == 2 * len(PAGES)
