"""What the documents say is checked by a test is: each test and file that they name exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_some_documents_name_tests() -> None:
    assert sum("test_" in path.read_text(encoding="utf-8") for path in DOCS) >= 3


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_the_tests_that_a_document_names_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    known = set(re.findall(r"def (test_\w+)", written)) | {
        file.stem for file in (ROOT / "tests").rglob("test_*.py")
    }
    assert set(re.findall(r"\btest_\w+", text)) - known == set()
    assert [name for name in re.findall(r"\btests/[\w/.-]+\w", text) if not (ROOT / name).exists()] == []
