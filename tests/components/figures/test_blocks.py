"""A block sees only the filters and choices that it follows."""

import pytest

from components.figures.blocks import Block, Choice, Evidence, Figure, Gap, Number, Passage, View
from components.figures.pages import Contents, PageSpec
from components.figures.perimeters import narrowed

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


def test_who_writes_a_figure_types_ordinary_spaces() -> None:
    figure = Figure(
        "Quoi : 59 % ?", "« n » = 500 ; base", alt="A : b", caution="Non !", explanation="Oui : non"
    )
    assert (figure.title, figure.subtitle) == (
        "Quoi\u202f: 59\u202f%\u202f?",
        "«\u202fn\u202f» = 500\u202f; base",
    )
    assert (figure.alt, figure.caution) == ("A\u202f: b", "Non\u202f!")
    assert figure.explanation == "Oui\u202f: non"
    assert Gap("Emplois : année").title == "Emplois\u202f: année"
    assert Number("59 %", "Part : total").value == "59\u202f%"
    assert Number("2", "communes au-delà").label == "Communes au-delà", "it stands alone under its figure"
    assert Passage("Freins :", ("Coût ; délai",)).sentences == ("Coût\u202f; délai",)
    assert Evidence("ccim", note="Lu ; relu").note == "Lu\u202f; relu"


def test_who_writes_the_opening_of_a_page_types_ordinary_spaces_too() -> None:
    page = PageSpec("secteur", "sector", "Secteur", "", "?", ())
    contents = Contents(page, (), headline=lambda view: ["59 % : tout"], scope=lambda view: ["n : 5"])
    assert contents.headline is not None
    assert contents.scope is not None
    assert contents.headline(VIEW) == ["59\u202f%\u202f: tout"]
    assert contents.scope(VIEW) == ["n\u202f: 5"]
    assert Contents(page, ()).headline is None
