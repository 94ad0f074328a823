"""docs/adresses.md says the addresses as they are."""

import sys
from dataclasses import replace

import pytest

from components.figures.pages import ViewSpec
from pages import addresses
from pages.registry import PAGES


def test_the_page_on_addresses_is_current():
    written = addresses.FILE.read_text(encoding="utf-8")
    assert written == addresses.text(), "python -m pages.addresses"


def test_every_view_and_parameter_of_every_page_is_there():
    written = addresses.FILE.read_text(encoding="utf-8")
    for page in PAGES.values():
        for view in page.views[1:]:
            assert f"`/{page.path}?vue={view.slug}`" in written
        for choice in page.contents().every_choice:
            assert f"`{choice.key}`" in written
    assert "| Formations | Carte | `/formations` | `territoire`, `commune`, `domaine` |" in written


def test_a_view_that_its_page_does_not_hold_is_an_error_and_not_a_page_left_out(monkeypatch):
    contents = PAGES["secteur"].contents()
    forgotten = replace(contents.page, views=(*contents.page.views, ViewSpec("wifi", "Wifi")))
    monkeypatch.setitem(PAGES, "secteur", forgotten)
    monkeypatch.delitem(sys.modules, "pages.sector.views")
    with pytest.raises(ValueError, match=r"pages/sector/views\.py: les vues sont .*registry\.py.*wifi"):
        addresses.text()
