"""French spacing is written by one function: sentences are typed with plain spaces."""

import ast
from pathlib import Path

from data.french.typography import french

ROOT = Path(__file__).parents[3]
FILES = [file for room in ("pages", "components", "data", "launch") for file in (ROOT / room).rglob("*.py")]
# What is no sentence: the space itself, what reads it back, and the number formats of charts and slides.
OWN = {
    "data/french/typography.py", "data/imports/french_numbers.py",
    "data/imports/cells.py", "components/figures/style.py", "components/documents/slide_charts.py",
    "launch/console.py",
}  # fmt: skip


def test_marks_and_guillemets_get_the_space_of_french() -> None:
    assert french("« Oui » : 12 % ; non !") == "«\u202fOui\u202f»\u202f: 12\u202f%\u202f; non\u202f!"
    assert french("à 09:00, http://a.fr/?b=1") == "à 09:00, http://a.fr/?b=1"


def test_no_sentence_has_its_narrow_spaces_typed_by_hand() -> None:
    typed: dict[str, list[int]] = {}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            # As itself, escaped, or by its number.
            if isinstance(node, ast.Constant) and ("\u202f" in str(node.value) or node.value == 0x202F):
                typed.setdefault(file.relative_to(ROOT).as_posix(), []).append(node.lineno)
    assert {file: lines for file, lines in typed.items() if file not in OWN} == {}
    assert set(typed) == OWN, "a module that types none any more leaves the list"
