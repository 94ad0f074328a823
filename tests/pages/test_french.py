"""Nothing on screen is in English, and no value of the code (None, nan) or name of the data shows through."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from data import store
from data.catalogue import DATASETS
from pages.registry import PAGES
from tests.pages.readings import told

# Words of the code and of Streamlit; none is French, nor a word that the documents print.
ENGLISH = re.compile(
    r"\b(the|and|with|from|this|that|values?|none|nan|null|true|false|undefined|error|loading|missing|unknown"
    r"|employees|establishments|equipped|planned|yes|read|computed|inferred|secondhand|finding|driver|stake"
    r"|outlook|statement|share|select|choose|search|download|upload|click|save|cancel|close|related|technical"
    r"|size|skills?|settings|hide|rows|columns|files|built|edit|delete|submit|today|week|month|browse|clear"
    r"|press|enter)\b",
    re.IGNORECASE,
)
# French puts spaces there, and none at which a line may be cut.
BREAKABLE = re.compile(r" [;:!?%»]|« ")
# What a reader sees of each element; the rest of a message is for the machine.
SHOWN = {"body", "label", "placeholder", "help", "options", "title", "caption", "alt", "elementAltText"}
VIEWS = [(page.name, view.slug) for page in PAGES.values() for view in page.views]
NOT_WORDS = {"json", "id", "icon", "key", "url", "columns"}


def shown(message: Any, kind: str = "") -> Iterator[str]:
    """The texts of one element, with the titles of a chart's axes and tooltips."""
    if isinstance(message, dict):
        for key, value in message.items():
            if key == "spec" and isinstance(value, str):
                yield from titles(json.loads(value))
            elif key not in NOT_WORDS:
                yield from shown(value, key)
    elif isinstance(message, list):
        for part in message:
            yield from shown(part, kind)
    elif isinstance(message, str) and kind in SHOWN and not message.lstrip().startswith("<"):
        yield message


def titles(spec: Any) -> Iterator[str]:
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in ("title", "text") and isinstance(value, str):
                yield value
            yield from titles(value)
    elif isinstance(spec, list):
        for part in spec:
            yield from titles(part)


def elements(node: Any) -> Iterator[Any]:
    proto = getattr(node, "proto", None)
    if hasattr(proto, "DESCRIPTOR"):
        yield proto
    for child in getattr(node, "children", {}).values():
        yield from elements(child)


def texts(app: Any) -> list[str]:
    # Icons are named in English: « :material/help: » is a drawing on screen, « :gray[ » a colour.
    return [
        re.sub(r":material/\w+:|(?<!\\):(gray|small)\[", "", text)
        for proto in elements(app._tree)
        for text in shown(MessageToDict(proto))
    ]


@pytest.mark.parametrize(("page", "slug"), VIEWS)
def test_no_word_on_the_page_is_english(page, slug, open_page):
    said = texts(open_page(PAGES[page].folder, slug))
    assert len(said) > 15, "the page was read"
    found = [(match[0], text[:120]) for text in said for match in ENGLISH.finditer(text)]
    assert found == []


@pytest.mark.parametrize(("page", "slug"), VIEWS)
def test_no_space_that_may_end_a_line_stands_before_a_mark_or_inside_guillemets(page, slug, open_page):
    said = [text.replace("\\", "") for text in texts(open_page(PAGES[page].folder, slug))]
    assert len(said) > 15, "the page was read"
    # « A18 — … » is the word of the address too: it stays as the planning prints it.
    found = [text for text in said if BREAKABLE.search(text) and not re.match(r"A\d\d — ", text)]
    assert found == []


def test_the_reading_finds_an_english_word_in_a_label_a_text_and_an_axis():
    assert list(shown({"label": "Search"})) == ["Search"]
    assert list(shown({"markdown": {"body": "Value"}})) == ["Value"]
    spec = json.dumps({"encoding": {"x": {"title": "employees", "field": "employees"}}})
    assert list(shown({"vegaLiteChart": {"spec": spec}})) == ["employees"]


# A dataset shown as it is stored, and a repository that bears the name that we gave to its source.
AS_STORED = ("donnees-apercu", "github.com/anct-carto/conseillers-numeriques")


def names_of_rows() -> set[str]:
    """What the datasets call their rows: « study-reco-2 », not the codes of the documents (A18, M1805)."""
    found: set[str] = set()
    for name in (known for known, one in DATASETS.items() if not one.imported):
        frame = store.load(name)
        for column in frame.columns[frame.columns.str.endswith("_id")]:
            found |= set(frame[column].dropna().astype(str))
    return {name for name in found if re.search(r"[-_]", name)}


@pytest.mark.parametrize("page", PAGES)
def test_no_view_names_a_row_as_the_data_call_it(page):
    names = names_of_rows()
    assert len(names) > 400
    found = [
        (under, text[:80])
        for under, text in told(page)
        if names.intersection(re.findall(r"[\w-]+", text)) and not any(k in under + text for k in AS_STORED)
    ]
    assert found == []
