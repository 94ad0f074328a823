"""Every dataset damaged in eight ways, on every view that reads it: each view stands, and names the dataset.

Long: it runs with ``--complet``. Views are opened plainly and projected, with and without a meeting under
way. One folder of data serves the whole matrix and one file of it is damaged at a time: what the others hold,
and the figures built from them, stays in the caches. Datasets that exist only once imported are published,
with one row each.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from data import store
from data.arrow import arrow_schema
from data.catalogue import DATASETS
from data.columns import Column
from data.journal import Writer
from data.journal.folds import Change
from data.store import files
from pages.registry import PAGES

pytestmark = pytest.mark.soak
ROOT = Path(__file__).parents[2]
IMPORTED = [name for name, dataset in DATASETS.items() if dataset.imported]
VIEWS = [(page.name, view.slug) for page in PAGES.values() for view in page.views]
# Asked for by every view, they are looked at on the first one of each page.
FIRST_VIEWS = {(page.name, page.views[0].slug) for page in PAGES.values()}
# The boundary's own words: nobody can act on them.
GENERIC = "n’a pas pu être"
ENGLISH = re.compile(r"\b(the|could|not|found|expected|invalid|bytes?|must|has no|Error|Traceback)\b")

TWO_WAYS = (("no meeting", False), ("a meeting", True))
FOUR_WAYS = (*TWO_WAYS, ("a meeting", False), ("no meeting", True))

View = tuple[str, str]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def another(file: Path) -> None:
    other = "links" if file.stem != "links" else "glossary"
    shutil.copy(store.BUILT_IN / f"{other}.parquet", file)


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


# One row of an imported dataset: what a column of no allowed words holds.
CELLS = {"commune_code": "97209", "period": "2024"}
READ_IN = {"source_id": "import-x", "locator": "page 3", "certainty": "read"}


def one_row(name: str) -> pa.Table:
    def cell(column: Column) -> object:
        words = column.allowed[0] if column.allowed else CELLS.get(column.name, "exemple")
        return {"year": 2024, "integer": 12, "decimal": 12.0, "list": [words]}.get(column.kind, words)

    dataset = DATASETS[name]
    row = READ_IN | {column.name: cell(column) for column in dataset.columns}
    return pa.Table.from_pylist([row], schema=arrow_schema(dataset))


class Matrix:
    """The application on a folder of data to damage, and the views that ask for each dataset."""

    def __init__(self, place: Path) -> None:
        self.data = place / "parquet"
        shutil.copytree(store.BUILT_IN, self.data)
        self.sound = shutil.copytree(store.BUILT_IN, place / "sound")
        for name in IMPORTED:
            pq.write_table(one_row(name), self.sound / f"{name}.parquet")
        self.homes = {meeting: place / meeting for meeting in ("no meeting", "a meeting")}
        slices = {name: [{"file": f"{name}.parquet"}] for name in IMPORTED}
        for home in self.homes.values():
            published = home / "datasets"
            published.mkdir(parents=True)
            (published / "publication.json").write_text(json.dumps({"datasets": slices}), encoding="utf-8")
            for name in IMPORTED:
                shutil.copy2(self.sound / f"{name}.parquet", published)
        self.app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        self.opened = 0

    def show(self, view: View, *, projected: bool) -> AppTest:
        page, slug = PAGES[view[0]], view[1]
        self.opened += 1
        self.app.switch_page(page.script)
        self.app.query_params.clear()
        self.app.query_params["vue"] = slug
        if projected:
            self.app.query_params["projection"] = "oui"
        return self.app.run()

    @contextmanager
    def damaged(self, name: str, damage: str) -> Iterator[None]:
        folders = [home / "datasets" for home in self.homes.values()] if name in IMPORTED else [self.data]
        files = [folder / f"{name}.parquet" for folder in folders]
        for file in files:
            DAMAGES[damage](file)
        try:
            yield
        finally:
            # With its own time: what was built from it is still known.
            for file in files:
                shutil.copy2(self.sound / file.name, file)


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Matrix]:
    with pytest.MonkeyPatch.context() as patched:
        made = Matrix(tmp_path_factory.mktemp("matrix"))
        patched.setenv("CEP_DATA", str(made.data))
        patched.setenv("CEP_HOME", str(made.homes["a meeting"]))
        first = str(store.load("agenda").iloc[0]["item_id"])
        changes = [
            Change("meeting", str(store.today()), "started_at", f"{store.today()}T00:00:00.000+00:00"),
            Change("meeting", str(store.today()), "current_item", first),
        ]
        store.journal().append(changes, writer=Writer("Anne", may_write=True), opened_on=-1)
        yield made
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{len(DATASETS)} datasets, {len(DAMAGES)} damages, {made.opened} views opened")


@pytest.fixture(scope="module")
def readers(matrix: Matrix) -> dict[str, set[View]]:
    """The views that ask for each dataset, as they do when nothing is damaged."""
    asked: dict[str, set[View]] = defaultdict(set)
    open_now: list[View] = []
    looked_up = files._found

    def found(name: str) -> object:
        asked[name].update(open_now)
        return looked_up(name)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "_found", found)
        for meeting in matrix.homes:
            patched.setenv("CEP_HOME", str(matrix.homes[meeting]))
            for view in VIEWS:
                open_now[:] = [view]
                for projected in (False, True):
                    assert not matrix.show(view, projected=projected).exception
    return {
        name: views & FIRST_VIEWS if len(views) == len(VIEWS) else set(views) for name, views in asked.items()
    }


def test_every_dataset_is_read_by_some_view(readers: dict[str, set[View]]) -> None:
    assert set(DATASETS) - set(readers) == set()


def said(app: AppTest) -> str:
    kinds = ("warning", "error", "info", "markdown", "caption")
    return "\n".join(str(found.value) for kind in kinds for found in app.get(kind)).replace("\\", "")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", DATASETS)
def test_a_damaged_dataset_leaves_every_view_standing_and_is_named(
    name: str,
    damage: str,
    matrix: Matrix,
    readers: dict[str, set[View]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults, named, pages = [], False, set()
    with matrix.damaged(name, damage):
        for view in sorted(readers[name]):
            # On each page, all four ways for the first view that reads it; the two most different for others.
            ways = TWO_WAYS if view[0] in pages else FOUR_WAYS
            pages.add(view[0])
            for meeting, projected in ways:
                monkeypatch.setenv("CEP_HOME", str(matrix.homes[meeting]))
                app = matrix.show(view, projected=projected)
                where = f"{'/'.join(view)}{' projected' if projected else ''}, {meeting}"
                words = said(app)
                named = named or f"({name})" in words or DATASETS[name].title in words
                faults += [f"{where}: {error.message}" for error in app.exception]
                if not projected and [title.value for title in app.title] != [PAGES[view[0]].title]:
                    faults.append(f"{where}: no title")
                faults += [
                    f"{where}: {line}"
                    for line in words.splitlines()
                    if GENERIC in line or ENGLISH.search(line)
                ]
    assert faults == []
    assert named
