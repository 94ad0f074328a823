"""What is found leads to a view and a block that exist."""

from __future__ import annotations

import pytest

from data import written
from data.journal.folds import decisions, empty_rows
from data.search import DATASETS, Entry, Index, gathered
from pages.contents import all_contents
from pages.overview.targets import target

VIEWS = {
    "secteur": ("essentiel", "territoires", "enjeux", "reperes"),
    "maturite": ("essentiel", "equipements", "logiciels", "presence", "freins", "methode"),
    "formations": ("carte", "offres", "acces", "scenario", "pratiques", "sources"),
    "competences": ("essentiel", "recrutements", "tension", "demandees", "paroles", "entreprises"),
    "preconisations": ("essentiel", "toutes", "relier"),
    "schema": ("budget", "actions", "suivi", "saisir", "piliers", "contexte"),
    "seance": ("aujourdhui", "animation", "decisions", "documents", "reglages"),
    "donnees": ("etat", "charger", "catalogue", "diapositives"),
}


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    noted = decisions(empty_rows())
    return gathered({name: noted if name == "noted" else written.load(name) for name in DATASETS})


def _first(entries: list[Entry], query: str) -> Entry:
    return Index(entries).find(query).groups[0].hits[0]


def test_every_entry_leads_to_a_view_of_the_table_and_to_a_block_of_its_page(entries: list[Entry]) -> None:
    blocks = {page: {block.block_id for block in found.blocks} for page, found in all_contents().items()}
    for entry in entries:
        place = target(entry)
        assert place.view in VIEWS[place.page], entry
        assert place.block_id in blocks.get(place.page, set()) | {""}, entry
        assert place.block_id or place.page == "seance", entry


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
