"""An action of the Schéma has one name, the planning's: on screen, in sheets, forms, agenda and search."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from components.documents.gather import ExportedPart
from components.documents.sheets import Sheet
from components.figures.blocks import Figure, View
from components.figures.perimeters import narrowed
from data import store
from data.french.typography import french
from data.imports import tracking_workbook
from data.journal import Writer
from data.journal.folds import Change, decisions
from data.journal.folds.rows import empty_rows
from data.search.entries import gathered
from data.search.entry import ACTIONS
from pages.meeting import minutes
from pages.plan import sheet
from pages.plan.tracking import action_sheet, grid
from pages.registry import PAGES
from tests.pages.readings import contents_of, everything, told, views


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


def numbered() -> list[str]:
    """« A03 — Développer… », as the lists of the forms write each action."""
    return [bare(f"{action_id} — {name}") for action_id, name in names().items()]


def test_the_agenda_and_what_it_shows_call_no_action_otherwise():
    agenda = store.load("agenda")
    blocks = {one.block_id: one for page in PAGES.values() for one in page.contents().blocks}
    shown = [blocks[found].heading for row in agenda["blocks"].dropna() for found in row.split(",")]
    assert len(agenda) == 14
    assert len(shown) > 14
    assert wrong("agenda", [*agenda["item"], *agenda["note"], *shown]) == []


@pytest.fixture
def noting(open_page, note_on_page, monkeypatch, tmp_path):
    """« Noter » open on the page, as its dialog draws it."""
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    return open_page("overview")


def test_a_recommendation_noted_is_carried_by_actions_under_their_names(noting):
    noting.segmented_control(key="note-type").set_value("Préconisation").run()
    first, *others = noting.multiselect(key="note-carried").options
    assert first == "aucune"
    assert [bare(one) for one in others] == numbered()


def test_a_recommendation_is_tied_to_actions_under_their_names(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    first, *others = open_page("recommendations", "relier").multiselect[0].options
    assert first == "aucune"
    assert [bare(one) for one in others] == numbered()


def test_an_action_is_typed_in_the_form_the_grid_and_the_workbook_under_its_name():
    actions = store.load("schema_actions")
    assert [bare(one) for one in action_sheet.labels(actions)] == numbered()
    own = {action_id: {} for action_id in actions["action_id"]}
    shown = grid.frame(actions, own, 2025)
    assert dict(zip(shown["N°"], shown["Action"], strict=True)) == names()
    made = tracking_workbook.write(actions, empty_rows(), exported_at=datetime(2026, 3, 12, 9, tzinfo=UTC))
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    for sheet_name in (tracking_workbook.AMOUNTS_SHEET, tracking_workbook.PROGRESS_SHEET):
        _, *lines = book.get_sheet_by_name(sheet_name).to_python()
        assert {line[0]: line[1] for line in lines if line[0]} == names()


def test_the_minutes_name_each_action_that_a_note_is_carried_by_or_writes(held, monkeypatch, tmp_path):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    told = {
        "d-1": {"type": "recommendation", "text": "Former", "carried_by": "A03,A20", "who": "CTM"},
        "d-2": {"type": "action", "text": "Chiffrer A08 et A23", "who": "CTM"},
    }
    changes = [Change("decision", key, *field) for key, note in told.items() for field in note.items()]
    store.journal().append(changes, writer=Writer("Une personne", may_write=True), opened_on=-1)
    document = Document(io.BytesIO(minutes.minutes(held(noted=decisions(store.journal().rows())))))
    (owed,) = [table for table in document.tables if table.cell(0, 3).text == "Actions du Schéma"]
    by_text = {row.cells[2].text: row.cells[3].text.split("\n") for row in owed.rows[1:]}
    assert {text: [bare(one) for one in cell] for text, cell in by_text.items()} == {
        "Former": [bare(f"{one} — {names()[one]}") for one in ("A03", "A20")],
        "Chiffrer A08 et A23": [bare(f"{one} — {names()[one]}") for one in ("A08", "A23")],
    }


def test_the_figures_of_the_plan_joined_to_the_minutes_call_no_action_otherwise(held):
    whole, joined = views("schema")[0], []
    for block in contents_of("schema").blocks:
        figure = block.build(narrowed(block, whole), *map(store.load, block.datasets))
        if isinstance(figure, Figure):
            joined.append(ExportedPart(block.block_id, block.heading, figure=replace(figure, chart=None)))
    document = Document(io.BytesIO(minutes.minutes(held(), joined)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [*(one.text for one in document.paragraphs), *cells]
    assert any(bare(names()["A20"]) in bare(text) for text in texts)
    assert wrong("compte rendu", texts) == []


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
