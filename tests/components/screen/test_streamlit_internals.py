"""What we rely on inside Streamlit is still there; each failure names what another version changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from components.screen import page_style, streamlit_internals
from tests.components.figures.test_palette import contrast

ROOT = Path(__file__).parents[3]
CODE = [
    *(path for folder in ("components", "pages", "launch") for path in (ROOT / folder).rglob("*.py")),
    *(ROOT / name for name in ("app.py", "run.py", "server.py")),
]


@pytest.fixture(scope="module")
def scripts() -> str:
    """Everything that Streamlit's page runs, as one text."""
    folder = streamlit_internals.front_page().parent / "static" / "js"
    found = [path.read_text(encoding="utf-8") for path in folder.glob("*.js")]
    assert len(found) > 50
    return "\n".join(found)


def test_the_version_is_the_one_that_was_checked():
    assert streamlit.__version__ == streamlit_internals.CHECKED_ON


def test_the_server_is_still_started_by_that_command():
    taken = [one.name for one in cli.main.commands["run"].params if one.param_type_name == "argument"]
    assert taken == ["target", "args"]


def test_the_kind_of_application_is_still_that_private_attribute():
    assert "uses_pages_directory" in vars(PagesManager)


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in streamlit_internals.FRONT_PAGE_EDITS])
def test_the_front_page_still_says_what_is_replaced(pattern):
    html = streamlit_internals.front_page().read_text(encoding="utf-8")
    assert len(re.findall(pattern, html, re.DOTALL)) == 1


def test_each_english_text_is_still_streamlits(scripts):
    gone = [
        english
        for english in streamlit_internals.WORDS
        if not re.search(f"[`\\n]{re.escape(english)}`", scripts)
    ]
    assert gone == []
    assert [part for part, *_ in streamlit_internals.AROUND if part not in scripts] == []


@pytest.mark.parametrize(
    ("english", "ours"),
    [
        ("20MB per file", "20\u00a0Mo au plus par fichier"),
        ("File must be 20MB or smaller.", "Trop lourd : 20\u00a0Mo au plus"),
        ("Select 3 matches", "Choisir les 3 trouvés"),
        ("Remove Cybersécurité", "Retirer Cybersécurité"),
    ],
)
def test_words_around_a_number_or_a_name_are_french(english, ours):
    said = [
        re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", replacement), english)
        for _, pattern, replacement in streamlit_internals.AROUND
        if re.search(pattern, english)
    ]
    assert said[:1] == [ours]


# [stMain] in a script, "stMain" in a list, .stMetric in a style sheet.
NAMED = r'\[(st[A-Z]\w+)\]|"(st[A-Z]\w+|InputInstructions)"|(?:^|[ ,])\.(st[A-Z]\w+)'


def test_each_part_named_by_its_test_id_is_still_there(scripts):
    names = {
        name for path in CODE for name in re.findall(NAMED, path.read_text("utf-8")) for name in name if name
    }
    assert len(names) > 15
    assert [name for name in sorted(names) if f"`{name}`" not in scripts] == []


def test_the_outline_of_the_focus_stands_out_on_every_background():
    backgrounds = re.findall(
        r'^(?:secondaryB|b)ackgroundColor = "(#\w+)"',
        (ROOT / ".streamlit/config.toml").read_text("utf-8"),
        re.M,
    )
    assert len(backgrounds) == 8
    assert min(contrast(page_style.FOCUS, background) for background in backgrounds) >= 3
    assert f"outline: 3px solid {page_style.FOCUS}" in page_style.FRENCH_PAGE


def test_what_streamlit_does_not_promise_stands_in_one_module():
    private = re.compile(r"data-testid=|streamlit\.(runtime|elements|web|proto|util)\b|\bst\._")
    assert {path.name for path in CODE if private.search(path.read_text("utf-8"))} == {
        "streamlit_internals.py"
    }
