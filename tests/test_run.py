"""run.py itself: what a person reads before anything is installed."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def run_py() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_supported_pythons_are_accepted(run_py: ModuleType, version: tuple[int, int]) -> None:
    assert run_py.refusal(version, 64) is None


@pytest.mark.parametrize(("version", "bits"), [((3, 10), 64), ((3, 15), 64), ((2, 7), 64), ((3, 12), 32)])
def test_other_pythons_are_refused_with_the_supported_ones(
    run_py: ModuleType, version: tuple[int, int], bits: int
) -> None:
    sentence = run_py.refusal(version, bits)
    assert f"Python {version[0]}.{version[1]}, {bits} bits" in sentence
    assert "Python 3.11 à 3.14, 64 bits" in sentence
    assert "py -3.13 run.py" in sentence


def test_run_py_parses_on_python_3_6() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_stops_before_the_launcher_is_imported(tmp_path: Path) -> None:
    # A launcher that can't be imported: the refusal must come first.
    (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    start = "import sys; sys.version_info = (3, 8, 0); import run; sys.exit(run.main())"
    result = _python("-c", start, cwd=tmp_path)
    assert result.returncode == 2
    assert "Python 3.8" in result.stdout
    assert result.stderr == ""


def test_the_launcher_imports_only_the_standard_library() -> None:
    allowed = {*sys.stdlib_module_names, "launch"}
    paths = [ROOT / "run.py", *(ROOT / "launch").glob("*.py")]
    assert len(paths) > 1
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {name.partition(".")[0] for name in names} <= allowed, path.name


def test_help_is_in_french_and_lists_the_commands() -> None:
    text = _python("run.py", "--help").stdout
    assert "Utilisation" in text
    assert "--port N" in text
    assert "test " in text
    for english in ("usage:", "show this help", "positional arguments"):
        assert english not in text


def test_an_unknown_command_shows_the_help() -> None:
    result = _python("run.py", "tester")
    assert result.returncode == 2
    assert result.stdout.startswith("Commande non comprise.")
    assert "Utilisation" in result.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_a_console_that_is_not_utf_8_gets_readable_french(encoding: str) -> None:
    result = subprocess.run(
        [sys.executable, "run.py", "--port", "abc"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
    )
    text = result.stdout.decode(encoding)
    assert result.stderr == b""
    # The narrow space before the colon is a plain space there, not a question mark.
    assert "port utilisable : indiquez un nombre" in text


def _python(*arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
