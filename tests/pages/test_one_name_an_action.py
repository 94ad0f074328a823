"""An action of the Schéma has one name, the planning's: on screen, in sheets, forms, agenda and search."""

from __future__ import annotations

import re
from functools import cache

import pytest

from components.documents.sheets import Sheet
from components.figures.blocks import Figure, View
from data import store
from data.french.typography import french
from data.search.entries import gathered
from data.search.entry import ACTIONS
from pages.plan import sheet
from pages.registry import PAGES
from tests.pages.readings import everything, told


def bare(text: str) -> str:
    """Without spaces nor the shape of apostrophes, which vary from slide to slide."""
    return re.sub(r"\s", "", text).replace("'", "’").lower()


@cache
def names() -> dict[str, str]:
    actions = store.load("schema_actions")
    return dict(zip(actions["action_id"], actions["action"], strict=True))


@cache
def other_names() -> list[str]:
    """What a slide, of a pillar or of the key actions, calls an action that the planning calls otherwise."""
    statements, keys = store.load("statements"), store.load("schema_key_actions")
    slides = statements[(statements["theme"] == "schema") & (statements["kind"] == "initiative")]["text"]
    known = {bare(name) for name in names().values()}
    called = {*slides, *keys.loc[keys["action_id"].notna(), "label"]}
    return sorted(name for name in called if bare(name) not in known)


READ = ("schema_actions", "schema_pillars", "statements")
# The words that introduce what a slide writes, quoted beside the name.
TOLD = re.compile(r"La diapositive du pilier écrit|Sur la diapositive|Au planning", re.IGNORECASE)
NUMBERED = re.compile(r"\b(A\d\d)(?: — | · | – |\u202f: | : )([A-ZÀ-Ý].+)")


def wrong(under: str, texts: list[str]) -> list[tuple[str, str]]:
    """The texts that call an action otherwise than the planning, or its number by another name."""
    found, known, others = [], names(), [bare(name) for name in other_names()]
    for text in texts:
        said = bare(text)
        if any(name in said for name in others) and not TOLD.search(text):
            found.append((under, text))
        for action_id, name in NUMBERED.findall(text):
            if action_id in known and not bare(name).startswith(bare(known[action_id])):
                found.append((under, text))
    return found


def test_three_actions_are_worded_otherwise_on_a_slide():
    assert [name[:38] for name in other_names()] == [
        "Développer des parcours de formation e",
        "Martinique Connect (plateforme d’ident",
        "Mise en place d’une stratégie de pilot",
    ]


@pytest.mark.parametrize("page", PAGES)
def test_no_view_calls_an_action_otherwise_than_the_planning(page):
    found, known, rows = [], names(), 0
    for under, text in told(page):
        found += wrong(under, [text])
    for one in everything(page):
        table = one.figure.table if isinstance(one.figure, Figure) else None
        if table is None or not {"N°", "Action"} <= set(table.frame.columns):
            continue
        for action_id, name in zip(table.frame["N°"], table.frame["Action"], strict=True):
            rows += 1
            if bare(name) != bare(known[action_id]):
                found.append((one.under, name))
    assert not found, "\n".join(map(str, found[:20]))
    assert rows >= 23 or page != "schema"


@pytest.mark.parametrize("action_id", names())
def test_the_sheet_of_an_action_calls_it_and_the_others_by_their_names(action_id):
    frames = [store.load(name) for name in sheet.DATASETS]
    made = sheet.action(View("schema"), action_id, *frames)
    assert isinstance(made, Sheet)
    assert made.title == french(names()[action_id])
    sections = [section for column in made.columns for section in column]
    own = [one for one in sections if one.heading != "Précision de lecture"]
    assert wrong(action_id, [text for one in own for text in (*one.paragraphs, *one.bullets, one.note)]) == []
    (others,) = [one.bullets for one in sections if one.heading.startswith("Les autres actions")]
    called = {re.sub(r" \([^()]*k€\)$", "", text) for text in others}
    assert called < {french(name) for name in names().values()}


def test_the_search_gives_each_action_once_by_its_name_and_finds_it_by_what_its_slide_calls_it():
    found = gathered({name: store.load(name) for name in READ})
    actions = [one for one in found if one.kind == ACTIONS]
    assert {one.key: one.title for one in actions} == names()
    titles = [bare(one.title) for one in found]
    assert {name for name in names().values() if titles.count(bare(name)) != 1} == set()
    for name in other_names():
        assert bare(name) not in titles
        (told,) = [one for one in actions if bare(name) in bare(one.text)]
        assert told.text.endswith("sur la diapositive"), told
