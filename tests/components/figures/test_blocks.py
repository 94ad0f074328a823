"""A block sees only the filters and choices that it follows."""

import pytest

from components.figures.blocks import Block, Choice, View, narrowed

VIEW = View(
    "secteur",
    territory="Sud",
    commune_code="97217",
    commune="Le Marin",
    domain_id="cybersecurite",
    domain="Cybersécurité",
    choices={"niveau": "3", "mesure": "emplois", "autre": "x"},
)
PLACES = {
    "territoire": ("territory",),
    "commune": ("commune", "commune_code"),
    "domaine": ("domain", "domain_id"),
}


def block(*follows: str) -> Block:
    return Block("b", "B", lambda view: None, follows=follows, choices=(Choice("mesure", "Mesure"),))


@pytest.mark.parametrize("followed", PLACES)
def test_a_filter_that_a_block_does_not_follow_is_gone_from_its_view(followed: str) -> None:
    seen = narrowed(block(followed), VIEW)
    kept = {name for names in PLACES.values() for name in names if getattr(seen, name) is not None}
    assert kept == set(PLACES[followed])
    assert all(getattr(seen, name) == getattr(VIEW, name) for name in PLACES[followed])


def test_a_block_that_follows_no_filter_speaks_of_the_whole_of_martinique() -> None:
    seen = narrowed(block(), VIEW)
    assert seen.place == "Martinique"
    assert seen.filters == {}


def test_a_block_sees_its_own_choices_and_those_it_follows() -> None:
    assert narrowed(block(), VIEW).choices == {"mesure": "emplois"}
    assert narrowed(block("niveau"), VIEW).choices == {"mesure": "emplois", "niveau": "3"}
