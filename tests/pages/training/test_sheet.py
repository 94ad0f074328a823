"""The sheet of a territory: what it says of a place is what the pages say of it."""

from __future__ import annotations

import pytest

from components.figures.blocks import View
from data import store
from pages.training import sheet

RIVIERE = View("formations", territory="Nord", commune="Grand’Rivière", commune_code="97211")
NORTH = View("formations", territory="Nord")


@pytest.mark.parametrize(
    ("view", "said", "detail", "basins"),
    [
        # Graphic designers: 6 projects; one number kept secret, of computing.
        (RIVIERE, "6 (7 à 10)", "Grand’Rivière → bassin Nord Atlantique", {"Nord Atlantique"}),
        (NORTH, "15 (16 à 19)", "bassins d’emploi, Nord", {"Nord Atlantique", "Nord Caraïbe"}),
    ],
)
def test_the_recruitment_of_a_commune_is_that_of_its_basin(view, said, detail, basins):
    made = sheet.territory(view, *[store.load(name) for name in sheet.DATASETS])
    projects = made.numbers[-1]

    assert projects.value == said
    assert projects.detail.endswith(detail)
    assert projects.detail.startswith("tous métiers suivis")
    section = next(part for part in made.columns[0] if part.heading == "Projets de recrutement 2025")
    assert set(section.table.frame["Bassin"]) == basins
