"""The block that a search leads to, under the filters of its address, shows the very thing that was found."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from components.figures.blocks import Figure, Gap
from components.figures.perimeters import narrowed
from components.screen import address, filters
from data import store
from data.indicators.searching import folded
from data.journal.folds import decisions, empty_rows
from data.search import DATASETS, gathered
from pages.overview.targets import Target, target
from pages.registry import all_contents

# What these entries are called is a column and another, or is put in other words on its page.
TWO_COLUMNS = {"donnees-support", "donnees-demandes"}
# « un tiers » is 0.3333 in the file, and « 1/3 » where it is shown.
THIRDS = {"ref-fibre-2025-objectif-fait", "ref-illectronisme-martinique"}


def built(place: Target) -> Figure | Gap | None:
    return _built(place.page, place.block_id, tuple(place.parameters.items()))


@cache
def _loaded(name: str) -> pd.DataFrame:
    return store.load(name)


@cache
def _built(page: str, block_id: str, parameters: tuple[tuple[str, str], ...]) -> Figure | Gap | None:
    contents, asked = all_contents()[page], dict(parameters)
    block = next(block for block in contents.blocks if block.block_id == block_id)
    view = filters.view_of(page, store.load("communes"), store.load("domains"), asked)
    chosen = {
        choice.key: address.value_of(choice, [asked[choice.key]]) if choice.key in asked else choice.initial
        for choice in contents.every_choice
    }
    frames = [_loaded(name) for name in block.datasets]
    frames += [store.load_communes()] if block.outlines else []
    return block.build(narrowed(block, replace(view, choices=chosen)), *frames)


@cache
def said_at(page: str, block_id: str, parameters: tuple[tuple[str, str], ...]) -> str:
    return words(_built(page, block_id, parameters))


def words(figure: Figure | Gap | None) -> str:
    if figure is None:
        return ""
    if isinstance(figure, Gap):
        return " ".join((figure.title, figure.reason, figure.holder, figure.how, figure.note))
    parts = [figure.title, figure.subtitle, figure.alt, figure.caution, figure.explanation]
    parts += [text for one in figure.numbers for text in (one.value, one.label, one.detail)]
    parts += [text for one in figure.passages for text in (one.heading, *one.sentences, one.speaker)]
    if figure.table is not None:
        frame = figure.table.frame
        parts += [str(value) for column in frame for value in (column, *frame[column])]
    return " | ".join(parts)


@cache
def bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", folded(text))


@cache
def numbers(text: str) -> set[float]:
    close = re.sub(r"(?<=\d)[\s\u202f\u00a0](?=\d)", "", text).replace(",", ".")
    return {float(found) for found in re.findall(r"\d+(?:\.\d+)?", close)}


def shows(said: str, title: str) -> bool:
    """Whether the words of a block hold a title, or, of a figure, its value."""
    if bare(title) in bare(said):
        return True
    value, there = numbers(title.rpartition("\u202f: ")[2]), numbers(said)
    # A file holds 0.74 for 74 %.
    return bool(value) and all(one in there or round(one / 100, 4) in there for one in value)


@pytest.fixture(scope="module")
def entries():
    noted = decisions(empty_rows())
    found = gathered({name: noted if name == "noted" else store.load(name) for name in DATASETS})
    return [(entry, place) for entry in found if (place := target(entry)).page != "seance"]


def test_each_kind_of_result_leads_to_a_block_that_shows_it(entries):
    lost = {
        (place.block_id, entry.title)
        for entry, place in entries
        if place.block_id not in TWO_COLUMNS
        and entry.key not in THIRDS
        and not shows(said_at(place.page, place.block_id, tuple(place.parameters.items())), entry.title)
    }
    assert lost == set()


def test_no_result_leads_to_a_block_that_shows_nothing(entries):
    assert entries
    assert [place for _, place in entries if built(place) is None] == []


def test_the_reading_tells_a_title_and_a_value_that_are_not_there():
    assert shows("73 % au centre", "Entreprises du centre\u202f: 73\u202f%")
    assert shows("Coût 16\u202f890\u202fk€", "Coût total\u202f: 16\u202f890\u202fk€")
    assert not shows("74 % au centre", "Entreprises du centre\u202f: 73\u202f%")
    assert not shows("Une phrase", "Une autre phrase")
    assert words(None) == ""
