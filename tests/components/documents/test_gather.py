"""What a document of a page holds, and what it says is missing."""

from dataclasses import replace
from datetime import date

import pandas as pd

from components.documents import offered
from components.documents.gather import gather
from components.figures.blocks import COMPARE, Block, Figure, View
from components.figures.pages import Contents, PageSpec, PageView, ViewSpec
from data import clock
from data.store import StoreAt


class Nothing(StoreAt):
    """A store of empty datasets."""

    def load(self, name: str) -> pd.DataFrame:
        return pd.DataFrame()


def contents(*blocks: Block) -> Contents:
    page = PageSpec("p", "p", "Page", "", "", (ViewSpec("une", "Une"),))
    return Contents(page, (PageView("une", blocks),))


def test_a_silent_block_without_figure_is_not_said_to_be_missing_and_another_one_is():
    quiet = Block("a", "Suivi", lambda view: None, silent=True)
    other = Block("b", "Liste", lambda view: None)
    page = gather(contents(quiet, other, replace(other, block_id="c")), View("p"), Nothing())
    assert page.unsaid == ("Liste\u202f: aucune donnée pour les filtres en vigueur.",)


def test_a_silent_block_that_fails_or_has_something_to_say_is_kept():
    def fails(view: View) -> Figure:
        raise ValueError

    said = Block("a", "Suivi", lambda view: Figure("Dit"), silent=True)
    broken = Block("b", "Alertes", fails, silent=True)
    page = gather(contents(said, broken), View("p"), Nothing())
    assert [part.block_id for part in page.figures] == ["a"]
    assert page.unsaid == ("Alertes\u202f: cette partie n’a pas pu être produite.",)


def test_the_cover_says_a_filter_that_only_some_figures_follow():
    block = Block("a", "Liste", lambda view: Figure("Dit"), follows=("territoire", "commune"))
    view = View("p", territory="Nord", commune="Macouba", domain="Télécommunications")
    page = gather(contents(block), view, Nothing())
    assert page.perimeter == "Martinique · tous les domaines · Macouba pour les figures qui le disent"
    assert gather(contents(block), View("p"), Nothing()).perimeter == "Martinique · tous les domaines"


def test_the_name_of_a_file_says_the_page_the_filters_that_act_and_the_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 27))
    here = Block("a", "Liste", lambda view: None, follows=("territoire",))
    view = View("p", territory="Nord", domain="Télécommunications")
    compared = View("p", choices={COMPARE.key: True})

    def names(block, seen):
        return [document.file for document in offered.of_page(contents(block), seen, Nothing())]

    assert names(here, view)[0] == "cep-numerique_p_nord_2026-11-27.pptx"
    assert names(here, compared)[2] == "cep-numerique_p_centre-nord-et-sud-cote-a-cote_2026-11-27.xlsx"
    assert names(replace(here, follows=()), compared)[1] == "cep-numerique_p_2026-11-27.pdf"
