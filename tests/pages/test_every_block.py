"""Every block of every page: a source beside each figure, words for each chart, no gap left unsaid."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest
from altair.utils import schemapi

from components.documents.tabular import UNITS, exported, table_of
from components.documents.workbook import delimited
from components.figures.blocks import CERTAINTY_WORDS, Block, Figure, Gap, source_lines
from components.figures.style import finish
from data import store
from pages.registry import PAGES
from tests.pages.readings import blocks, contents_of


def built(page: str) -> list[tuple[str, Block, Figure | Gap]]:
    """Each block as built under each view that can change it, with the words of that view."""
    return [(found.under, found.block, found.figure) for found in blocks(page)]  # type: ignore[misc]


JOINED = ("layer", "hconcat", "vconcat", "concat")
PAGES_WITH_BLOCKS = [page for page in PAGES if contents_of(page).blocks]


def test_every_page_but_the_meeting_is_made_of_blocks():
    assert set(PAGES) - set(PAGES_WITH_BLOCKS) <= {"seance", "synthese"}


@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS)
def test_every_figure_has_its_source_beside_it_whatever_the_filters(page):
    assert built(page)
    for under, _, figure in built(page):
        if isinstance(figure, Gap):
            continue
        assert figure.evidence, under
        for item in figure.evidence:
            assert item.certainty in CERTAINTY_WORDS, under
            # On « Données » the sources are the datasets themselves.
            assert item.place or page == "donnees", f"{under}: where in the source"
            # A key shown in place of a title is a document that `sources` does not describe.
            assert " " in item.source or item.source[0].isupper(), f"{under}: {item.source}"
        assert all(
            CERTAINTY_WORDS[item.certainty] in " ".join(source_lines(figure.evidence))
            for item in figure.evidence
        )


@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS)
def test_every_chart_is_said_in_words_and_measures_something(page):
    assert built(page)
    for under, _, figure in built(page):
        if isinstance(figure, Figure) and (figure.chart is not None or figure.deck is not None):
            assert len(figure.alt) > 20, f"{under}: {figure.alt!r}"
            # A value, or that there is none to say.
            said = re.search(r"\d|aucune formation recensée|non cité|secret", figure.alt, re.I)
            assert said, f"{under}: no value in words: {figure.alt}"
            assert figure.subtitle, f"{under}: what is measured"


def rows_drawn(spec: dict[str, Any]) -> list[list[Any]]:
    """What the marks of a chart draw: the tables that it names, and the outlines laid within its layers."""
    inline = [spec["data"]["values"]] if "values" in spec.get("data", {}) else []
    within = [rows for key in JOINED for part in spec.get(key, []) for rows in rows_drawn(part)]
    return [*spec.get("datasets", {}).values(), *inline, *within]


@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS)
def test_no_figure_is_empty_and_no_chart_is_without_data(page):
    assert built(page)
    for under, _, figure in built(page):
        if isinstance(figure, Gap):
            assert figure.title
            assert figure.reason, under
            continue
        assert figure.title, under
        shown = (figure.chart, figure.numbers, figure.passages, figure.table, figure.links, figure.deck)
        assert any(part is not None and part != () for part in shown), f"{under}: nothing under the title"
        if figure.table is not None:
            assert len(figure.table.frame), f"{under}: an empty table"
        if figure.deck is None and hasattr(figure.chart, "to_dict"):
            # With Altair's own checks, which the application does without.
            with schemapi.debug_mode(True):
                drawn = rows_drawn(finish(figure.chart))
            assert drawn, under
            assert all(drawn), f"{under}: a chart without a row"


@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS)
def test_what_is_not_in_the_source_says_who_holds_it_or_why(page):
    assert built(page)
    for under, _, figure in built(page):
        if isinstance(figure, Gap):
            assert figure.holder or figure.how or figure.note or len(figure.reason) > 40, under


@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS)
def test_acronyms_that_a_block_explains_are_in_the_glossary(page):
    known = set(store.load("glossary")["term"])
    assert built(page)
    for _, block, _ in built(page):
        assert set(block.terms) <= known, block.block_id


WITH_UNIT = re.compile(r"[^\d(]*[\d\u202f]+(?:,\d+)?[\u202f\xa0]([^\W\d]\S*|%)")


@pytest.mark.parametrize("page", PAGES_WITH_BLOCKS)
def test_no_column_of_a_spreadsheet_mixes_units_or_decimals(page):
    read, found = 0, []
    for under, _, figure in built(page):
        table = table_of(figure) if isinstance(figure, Figure) else None
        if table is None:
            continue
        kinds = exported(table).formats
        heads, *lines = csv.reader(delimited(table).decode("utf-8-sig").splitlines(), delimiter=";")
        assert len(set(heads)) == len(heads), under
        for head, column in zip(heads, zip(*lines, strict=True), strict=True):
            read += 1
            figures = [cell for cell in column if re.fullmatch(r"-?\d+(,\d+)?", cell)]
            units = {said[1].rstrip("s") for said in map(WITH_UNIT.fullmatch, column) if said}
            unit = UNITS.get(kinds.get(head, "text"), ("",))[0]
            if (
                len({len(cell.partition(",")[2]) for cell in figures}) > 1
                or len(units) > 1
                or (units and figures)
                or unit not in head
            ):
                found.append((under, head, column[:6]))
    assert read
    assert not found, "\n".join(map(str, found[:20]))


def test_a_figure_of_the_deck_opens_on_the_words_it_was_read_from():
    printed = {
        "secteur-contraste": "Télécommunications | 198 | 974",
        "maturite-equipements": "Disposez-vous des équipements numériques suivants",
        "schema-financements": "Création d’un centre de données | 5\u202f000 | FEDER",
    }
    for page in ("secteur", "maturite", "schema"):
        for _, block, figure in built(page):
            if block.block_id in printed and isinstance(figure, Figure):
                assert printed[block.block_id] in "\n".join(item.wording for item in figure.evidence)
                del printed[block.block_id]
            if not printed:
                break
    assert not printed
