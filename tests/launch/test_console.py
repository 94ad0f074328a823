"""What the start prints, on the consoles of Windows."""

import ast
from pathlib import Path

import pytest

from launch import console

ROOT = Path(__file__).resolve().parents[2]


def _printed() -> set[str]:
    """Every sign beyond ASCII in the texts of the launcher, docstrings apart."""
    paths = [
        ROOT / "run.py",
        ROOT / "data" / "journal" / "editor_command.py",
        *(ROOT / "launch").glob("*.py"),
    ]
    signs: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                signs |= {sign for sign in node.value if ord(sign) > 127}
    return signs


@pytest.mark.parametrize("encoding", ["cp850", "cp1252"])
def test_every_sign_that_the_start_prints_comes_out_or_has_a_stand_in(encoding: str) -> None:
    console.prepare()
    signs = _printed()
    assert {"é", "\u202f", "’", "…"} <= signs
    lost = {sign for sign in signs if sign.encode(encoding, console._ERRORS) == b"?"}
    assert lost == set()


def test_old_consoles_read_plain_signs_in_place_of_typographic_ones() -> None:
    console.prepare()
    text = "«\u00a0L’œuvre\u00a0»\u202f: déjà là…"
    assert text.encode("cp850", console._ERRORS).decode("cp850") == "«\u00a0L'oeuvre\u00a0» : déjà là..."
    assert text.encode("cp1252", console._ERRORS).decode("cp1252") == "«\u00a0L’œuvre\u00a0» : déjà là…"
    assert text.encode("ascii", console._ERRORS) == b'" L\'oeuvre " : d?j? l?...'


def test_a_path_that_no_console_can_show_does_not_stop_the_start() -> None:
    console.prepare()
    assert "C:\\日本\\\udce9".encode("cp850", console._ERRORS) == b"C:\\??\\?"
