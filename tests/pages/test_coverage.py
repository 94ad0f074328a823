"""Each slide of the deck is found again: its datasets hold its rows, and its page shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest

from components.figures.blocks import Block, Figure, Gap, View
from components.figures.style import finish
from components.figures.table_words import written as table_as_text
from data import store
from data.catalogue import DATASETS
from data.french.formats import interval, is_unknown, number, share
from pages.registry import PAGES


def figure_words(row: pd.Series) -> list[list[str]]:
    """A key figure is shown as « 86 titres », or as a large « 86 » over its label; years as « 2024-2027 »."""
    if row["unit"] == "année":
        return [[f"{row['value_low']:.0f}-{row['value_high']:.0f}"]]
    with_unit = interval(row["value_low"], row["value_high"], row["unit"])
    # The deck itself writes « Cinq piliers ».
    if (row["value_low"], row["unit"]) == (5, "piliers"):
        return [[with_unit], ["cinq piliers"]]
    return [[with_unit], [interval(row["value_low"], row["value_high"], ""), row["label"]]]


# What a reader recognises a row by: one of the lists, all its words.
WORDS_OF: dict[str, Callable[[pd.Series], list[list[str]]]] = {
    "agenda": lambda row: [[row["item"]], [row["speaker"], number(row["minutes"])]],
    "key_figures": figure_words,
    "links": lambda row: [[row["url"]]],
    "schema_actions": lambda row: [[row["action"]]],
    "schema_key_actions": lambda row: [[row["label"]]],
    "schema_pillars": lambda row: [[row["pillar"]]],
    "sector_establishments": lambda row: [[row["subsector"]]],
    "skills": lambda row: [[row["skill"]]],
    "statements": lambda row: [[row["text"].strip(" ,.")]],
    "survey_answers": lambda row: [
        [row["item"], share(row["share"])],
        [row["question"], share(row["share"])],
    ],
}


# Sentences whose figures or actions the page shows in another form: large numbers, titles, rows of a table.
RESTATED = {
    (20, "statements"): 1,  # « 3 axes d’orientations et 9 pistes »: the title counts both
    (22, "statements"): 5,  # 47,5 %, 37 %, 73 %, 11,5 % and the clients: numbers and bars
    (28, "statements"): 1,  # 52 % and 80 %: two large numbers
    (70, "statements"): 2,  # A01 and A03, under their words in the planning
    (82, "statements"): 1,  # A23, Martinique Connect
}


def holds(shown: str, line: list[str]) -> bool:
    return all(plain_words(word) in shown for word in line)


def plain_words(text: object) -> str:
    """Text compared without spaces nor capitals: wrapped lines and the middle of a title read the same."""
    return re.sub(r"[\s\\]", "", str(text)).casefold()


def naming() -> list[tuple[int, str, str, str, str]]:
    """Each (position, title, locator, page, dataset) that the slides name."""
    return [
        (int(row["position"]), row["title"], row["locator"], row["page"], dataset)
        for _, row in store.load("slides").iterrows()
        if isinstance(row["datasets"], list)
        for dataset in row["datasets"]
    ]


def rows_of(dataset: str, locator: str) -> pd.DataFrame:
    frame = store.load(dataset)
    return frame[frame["locator"] == locator]


def view_of(page: str) -> View:
    documents = {row["source_id"]: row for row in store.load("sources").to_dict(orient="records")}
    return View(page, sources=documents)


def built(page: str) -> Iterator[Figure | Gap]:
    """Every figure of a page without filter, folded ones too, under each option of its own choices."""
    contents = PAGES[page].contents()
    for block in contents.blocks:
        for choices in options(block, contents.every_choice):
            frames = [store.load(name) for name in block.datasets]
            if block.outlines:
                frames.append(store.load_communes())
            figure = block.build(replace(view_of(page), choices=choices), *frames)
            if figure is not None:
                yield figure


@cache
def said_on(page: str) -> str:
    """All the words of a page without filter."""
    return " ".join(said_by(figure) for figure in built(page))


def options(block: Block, page_choices: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    neutral: dict[str, Any] = {}
    for choice in page_choices:
        neutral[choice.key] = choice.initial
    yield neutral
    for choice in block.choices:
        for option in choice.options:
            yield {**neutral, choice.key: [option] if choice.many else option}


def said_by(figure: Figure | Gap) -> str:
    if isinstance(figure, Gap):
        return " ".join((figure.title, figure.reason, figure.holder, figure.how, figure.note))
    said = [figure.title, figure.subtitle, figure.alt, figure.caution]
    said += [f"{number.value} {number.label} {number.detail}" for number in figure.numbers]
    said += [f"{part.heading} {' '.join(part.sentences)} {part.speaker}" for part in figure.passages]
    said += [f"{label} {url}" for label, url in figure.links]
    # In the dialog « Source et données », like the table.
    said += [item.wording for item in figure.evidence]
    if figure.table is not None:
        said.append(table_as_text(figure.table).to_csv())
    if hasattr(figure.chart, "to_dict"):
        said.append(json.dumps(finish(figure.chart), ensure_ascii=False).replace("\\n", " "))
    return " ".join(said)


@pytest.mark.parametrize("page", [page for page in PAGES if page in {name[3] for name in naming()}])
def test_the_page_that_a_slide_names_shows_what_each_of_its_datasets_took_from_it(page, open_page, words):
    spec = PAGES[page]
    said = [said_on(page)]
    for view in spec.views:
        app = open_page(spec.folder, view.slug)
        assert not app.exception
        said.append(words(app))
        # A line of the agenda leads to its view: it is a button.
        said += [button.label for button in app.button]
    shown = plain_words(" ".join(said))
    absent = []
    for position, title, locator, named, dataset in naming():
        if named != page:
            continue
        lines = [WORDS_OF[dataset](row) for _, row in rows_of(dataset, locator).iterrows()]
        gone = [said for said in lines if not any(holds(shown, line) for line in said)]
        if not lines or len(gone) > RESTATED.get((position, dataset), 0):
            first = gone[0][0] if gone else "aucune ligne"
            absent.append(f"{position}. {title} ({dataset}, {len(gone)} sur {len(lines)}) : {first}")
    assert not absent, f"{PAGES[page].title} ne montre pas :\n" + "\n".join(absent)


def test_each_dataset_that_a_slide_names_holds_rows_with_its_title():
    absent = [
        f"{position}. {title} ({dataset})"
        for position, title, locator, _, dataset in naming()
        if rows_of(dataset, locator).empty
    ]
    assert not absent, "\n".join(absent)


def test_each_slide_with_datasets_names_a_page_of_the_application():
    assert {page for *_, page, _ in naming()} <= set(PAGES)
    assert {dataset for *_, dataset in naming()} <= set(DATASETS)
    assert {dataset for *_, dataset in naming()} <= set(WORDS_OF)


def test_every_missing_part_is_asked_for_on_the_data_page():
    asked = plain_words(said_on("donnees"))
    slides = store.load("slides")
    gone = slides[slides["state"] == "picture-only"]
    assert len(gone) > 0
    for _, row in gone.iterrows():
        assert plain_words(f"« {row['title']} »") in asked
        assert is_unknown(row["part"]) or plain_words(row["part"]) in asked


# Rows that no block shows in their own words, and where they are said.
SAID_OTHERWISE = {
    "education-actions-1": "A01, under its words in the planning",
    "education-actions-3": "A03, under its words in the planning",
    "smart-administration-actions-4": "A23, Martinique Connect",
    "ref-fibre-fin-travaux": "a large figure of the fibre: « 2027, fin des travaux annoncée »",
}


@pytest.mark.parametrize(
    ("dataset", "key", "column"),
    [("key_figures", "figure_id", "label"), ("statements", "statement_id", "text")],
)
def test_every_figure_and_sentence_of_the_sources_is_shown_by_some_block(dataset, key, column):
    """What is loaded is shown: a figure nobody sees is one that nobody corrects."""
    shown = plain_words(" ".join(map(said_on, PAGES)))
    frame = store.load(dataset)
    absent = {
        str(row[key])
        for _, row in frame.iterrows()
        if not any(holds(shown, line) for line in (WORDS_OF[dataset](row) + [[row[column]]]))
        or (dataset == "key_figures" and plain_words(row[column]) not in shown)
    }
    assert absent <= set(SAID_OTHERWISE), sorted(absent - set(SAID_OTHERWISE))
    if dataset == "statements":
        assert set(SAID_OTHERWISE) == absent, "a row that is shown again leaves the list"
