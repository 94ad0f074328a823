"""Under a card, the source is a line: publisher and year; the title of a document is one click away."""

import pytest

from components.figures.blocks import Evidence, Figure, View
from components.figures.evidence import SHORT_NAMES
from components.figures.perimeters import narrowed
from components.screen.cards import short_source
from data import store
from data.french.formats import is_unknown
from pages.registry import PAGES

# On one line of half a screen of 1366 px, beside its button.
LONGEST = 120


def test_one_document_is_named_once_with_how_sure_we_are_of_it():
    ccim = [Evidence("Étude", publisher="CCIM", year="2024", certainty=sure) for sure in ("read", "inferred")]
    assert short_source((ccim[0],)) == "CCIM 2024"
    assert short_source((ccim[1],)) == "CCIM 2024, déduit"
    assert short_source(tuple(ccim)) == "CCIM 2024, en partie déduit"


def test_more_than_three_documents_are_counted():
    several = tuple(Evidence("", publisher=name, year="2024") for name in "ABCDE")
    years = [Evidence("BMO", year=year, publisher="France Travail") for year in ("2024", "2023", "2025")]
    assert short_source((*years, several[0])) == "France Travail 2023, 2024 et 2025 · A 2024"
    assert short_source(several) == "A 2024 · B 2024 · C 2024 et 2\u00a0autres"


def test_each_document_without_a_publisher_has_a_short_name():
    sources = store.load("sources")
    nameless = {row["source_id"] for _, row in sources.iterrows() if is_unknown(row["publisher"])}
    assert nameless == set(SHORT_NAMES)


@pytest.mark.parametrize("page", PAGES)
def test_no_line_holds_the_title_of_the_presentation_nor_more_than_a_line(page):
    contents = PAGES[page].contents()
    sources = {str(row["source_id"]): row for row in store.load("sources").to_dict(orient="records")}
    choices = {choice.key: choice.initial for choice in contents.every_choice}
    view = View(page, choices=choices, sources=sources)
    lines = {}
    for block in contents.blocks:
        frames = [store.load(name) for name in block.datasets]
        frames += [store.load_communes()] if block.outlines else []
        figure = block.build(narrowed(block, view), *frames)
        if isinstance(figure, Figure):
            lines[block.block_id] = short_source(figure.evidence)
    assert lines or not contents.blocks
    title = sources["support-cep"]["title"]
    wrong = {name: line for name, line in lines.items() if title in line or len(line) > LONGEST}
    assert wrong == {}
