"""The visitor's list itself: thirty different questions over all the pages."""

from __future__ import annotations

from pages.registry import PAGES
from tests.browser.visitor_questions import QUESTIONS


def test_the_visitors_list_asks_thirty_different_questions_over_all_the_pages() -> None:
    assert len({asked.question for asked in QUESTIONS}) == len(QUESTIONS) == 30
    assert {asked.page for asked in QUESTIONS} == set(PAGES) - {"synthese"}
    assert all(asked.answer and all(asked.answer) for asked in QUESTIONS)
