"""What is found leads to a view and a block that exist."""

from __future__ import annotations

import pytest

from data import store
from data.journal.folds import decisions, empty_rows
from data.search import DATASETS, Entry, Index, gathered
from pages.overview.results import parameters, view_of
from pages.overview.targets import target
from pages.registry import PAGES, all_contents


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    noted = decisions(empty_rows())
    return gathered({name: noted if name == "noted" else store.load(name) for name in DATASETS})


def _first(entries: list[Entry], query: str) -> Entry:
    return Index(entries).find(query).groups[0].hits[0]


def test_every_entry_leads_to_a_page_a_view_and_a_block_that_exist(entries: list[Entry]) -> None:
    contents = all_contents()
    lost = set()
    for entry in entries:
        place = target(entry)
        views = {view.slug: {block.block_id for block in view.blocks} for view in contents[place.page].views}
        if place.page == "seance":
            found = place.view in views
        else:
            found = place.block_id in views.get(view_of(place), set())
        if not found:
            lost.add((place.page, place.view, place.block_id))
    assert lost == set()


def test_every_address_of_a_target_holds_what_its_page_understands(entries: list[Entry]) -> None:
    contents = all_contents()
    known = {
        name: {"vue", "territoire", "commune", "domaine", *(choice.key for choice in found.every_choice)}
        for name, found in contents.items()
    }
    places = [target(entry) for entry in entries]
    unknown = {
        (place.page, key) for place in places for key in parameters(place) if key not in known[place.page]
    }
    assert unknown == set()


def test_the_view_of_a_target_is_the_one_that_holds_its_block_wherever_the_page_moved_it(
    entries: list[Entry],
) -> None:
    place = target(_first(entries, "télécentres"))._replace(view="budget")

    assert view_of(place) == "actions"
    assert PAGES["schema"].views[0].slug == "budget"
    assert parameters(place) == {"vue": "actions", "fiche": "A08 — Création de télécentres"}


def test_every_place_of_the_table_is_reached_by_an_entry_or_by_a_note_of_a_meeting(
    entries: list[Entry],
) -> None:
    from pages.overview import targets

    noted = [Entry("", "noted", "d1", "", "", theme=kind) for kind in ("recommendation", "decision")]
    reached = set()
    for entry in (*entries, *noted):
        reached.add(next((i for i, line in enumerate(targets._LINES) if targets._fits(entry, *line[:3])), -1))
    assert [line for i, line in enumerate(targets._LINES) if i not in reached] == []


def test_telecentres_lead_to_the_sheet_of_the_action(entries: list[Entry]) -> None:
    place = target(_first(entries, "télécentres"))

    assert place == ("schema", "actions", "schema-liste", {"fiche": "A08 — Création de télécentres"})


def test_the_number_of_establishments_leads_to_the_key_figures_of_the_sector(entries: list[Entry]) -> None:
    assert target(_first(entries, "1522")) == ("secteur", "essentiel", "secteur-chiffres", {})


def test_a_commune_leads_to_the_map_filtered_on_it(entries: list[Entry]) -> None:
    commune = next(entry for entry in entries if entry.title == "Le Lamentin")

    assert target(commune) == ("formations", "carte", "formations-carte", {"commune": "Le Lamentin"})


def test_an_offer_to_be_confirmed_leads_to_a_list_that_shows_it(entries: list[Entry]) -> None:
    offer = next(entry for entry in entries if entry.key == "imfpa-trcc")

    assert target(offer).parameters == {
        "commune": "Le François",
        "domaine": "Télécommunications",
        "a_confirmer": "true",
    }


def test_a_share_of_businesses_that_plan_to_equip_leads_to_the_projects(entries: list[Entry]) -> None:
    planned = next(entry for entry in entries if entry.title.startswith("Tablette (en projet)"))

    assert target(planned).block_id == "maturite-projets"


def test_an_organisation_leads_to_its_commune_or_to_the_actions_it_funds(entries: list[Entry]) -> None:
    named = {entry.title: entry for entry in entries if entry.kind == "Organismes"}

    assert target(named["Parallel 14 (école supérieure privée)"]).parameters == {"commune": "Le Lamentin"}
    assert target(named["FEDER"]) == ("schema", "actions", "schema-liste", {"financement": "FEDER"})


def test_a_sentence_of_a_pillar_leads_to_this_pillar(entries: list[Entry]) -> None:
    need = next(entry for entry in entries if entry.title.startswith("Lutter contre l’illectronisme"))

    assert target(need) == ("schema", "piliers", "schema-education", {})
