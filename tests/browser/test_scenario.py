"""« What if a course opened in Le Marin? », from its link to the minutes of the meeting."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LINK = "/formations?" + urlencode(
    {
        "vue": "scenario",
        "domaine": "Cybersécurité",
        "a_partir_de": "Bac+5 et plus",
        "distance": "À moins de 20 km",
        "essai": "Le Marin, Bac+5, Cybersécurité, 24, Mastère cyber",
    }
)


def test_a_link_opens_the_same_scenario_in_a_new_browser(page, at_rest):
    page.goto(LINK)
    at_rest(page)
    # The same figure as an independent computation on a sphere: tests/pages/training/test_scenario.py.
    said = re.compile(r"104\s484\shabitants de plus à moins de 20\skm")
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    table = page.get_by_role("table").filter(has_text="Avec le scénario")
    for situation, people in (("Aujourd’hui", "0"), ("Avec le scénario", r"104\s484")):
        cells = table.get_by_role("row").filter(has_text=situation).get_by_role("cell")
        expect(cells.nth(1)).to_have_text(re.compile(f"^{people}$"))
