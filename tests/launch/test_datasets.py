"""When the datasets are built again before the start."""

import sys
from pathlib import Path

import pytest

from launch import datasets
from launch.environment import Environment

# A stand-in for data.build: one line a run, and one dataset.
BUILD = """
from pathlib import Path
with open("runs.txt", "a") as runs:
    runs.write("x")
Path("data/parquet/sources.parquet").write_text("ok")
"""


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    for folder in ("data/sources", "data/parquet", ".venv"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data" / "__init__.py").touch()
    (tmp_path / "data" / "build.py").write_text(BUILD)
    (tmp_path / "data" / "sources" / "agenda.csv").write_text("a,b\n1,2\n")
    environment = Environment(tmp_path)
    environment.python = Path(sys.executable)
    return environment


def _runs(environment: Environment) -> int:
    path = environment.root / "runs.txt"
    return len(path.read_text()) if path.exists() else 0


def test_datasets_are_built_once_while_nothing_changes(environment: Environment) -> None:
    assert datasets.ensure(environment)
    assert datasets.ensure(environment)
    assert _runs(environment) == 1


@pytest.mark.parametrize("changed", ["data/sources/agenda.csv", "data/build.py", "data/sources/nouveau.csv"])
def test_a_changed_source_or_builder_builds_again(environment: Environment, changed: str) -> None:
    datasets.ensure(environment)
    with (environment.root / changed).open("a") as file:
        file.write("\n# autre\n")
    datasets.ensure(environment)
    assert _runs(environment) == 2


@pytest.mark.parametrize("damage", ["", "abîmé"])
def test_a_dataset_emptied_or_damaged_builds_again(environment: Environment, damage: str) -> None:
    datasets.ensure(environment)
    (environment.root / "data" / "parquet" / "sources.parquet").write_text(damage)
    datasets.ensure(environment)
    assert _runs(environment) == 2


def test_a_deleted_dataset_builds_again(environment: Environment) -> None:
    datasets.ensure(environment)
    (environment.root / "data" / "parquet" / "sources.parquet").unlink()
    datasets.ensure(environment)
    assert _runs(environment) == 2


def test_a_failed_build_is_said_and_tried_again(
    environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    (environment.root / "data" / "build.py").write_text(BUILD + "raise SystemExit(1)\n")
    assert not datasets.ensure(environment)
    assert "s’ouvre avec les données présentes" in capsys.readouterr().out
    assert not datasets.ensure(environment)
    assert _runs(environment) == 2
