"""What the search finds in the committed datasets, checked against what the documents print."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import store
from data.journal.folds import decisions, empty_rows
from data.search import DATASETS, KINDS, Entry, Found, Index, build, gathered

NARROW = "\u202f"


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    read = {name: store.load(name) for name in DATASETS if name != "noted"}
    return read | {"noted": decisions(empty_rows())}


@pytest.fixture(scope="module")
def index(frames: dict[str, pd.DataFrame]) -> Index:
    return build(frames)


def titles(found: Found, kind: str) -> list[str]:
    return [hit.title for group in found.groups if group.kind == kind for hit in group.hits]


@pytest.mark.parametrize(
    "typed",
    [
        "télécentres",
        "telecentre",
        "TÉLÉCENTRES",
        "téléc centr",
        "création télécentre",
        "télécentrs",
        "telecntre",
        "A08",
    ],
)
def test_telecentres_are_found_however_they_are_typed(index: Index, typed: str) -> None:
    found = index.find(typed)

    assert "Création de télécentres" in titles(found, "Actions du Schéma")
    assert found.complete


@pytest.mark.parametrize("typed", ["1522", "1 522", f"1{NARROW}522", "1\u00a0522", "1 522 établissements"])
def test_a_figure_is_found_with_any_space_of_thousands(index: Index, typed: str) -> None:
    assert titles(index.find(typed), "Chiffres") == [
        f"Établissements dans les services numériques{NARROW}: 1{NARROW}522\u00a0établissements"
    ]


def test_a_share_is_found_by_its_decimals(index: Index) -> None:
    assert any("73" in title and "Centre" not in title for title in titles(index.find("73 %"), "Chiffres"))
    assert f"Clients{NARROW}: collectivités{NARROW}: 47,5{NARROW}%" in titles(index.find("47,5"), "Chiffres")


def test_a_figure_is_never_taken_for_a_near_one(index: Index) -> None:
    assert index.find("1523").groups == ()


@pytest.mark.parametrize("typed", ["cybersecurite", "cybersécurité", "cybrsecurite", "Cyber"])
def test_cybersecurity_is_found_in_actions_skills_and_offers(index: Index, typed: str) -> None:
    found = index.find(typed)

    assert titles(found, "Actions du Schéma") == ["Créer un institut dédié à la cybersécurité"]
    assert "Audit de sécurité" in titles(found, "Compétences")
    assert "BTS CIEL - option B Electronique et réseaux" in titles(found, "Formations")


def test_a_mistyped_word_finds_what_the_right_one_finds(index: Index) -> None:
    assert index.find("formtion").total == index.find("formatoin").total > 0
    assert "Aligner l’offre de formation sur les besoins réels" in titles(
        index.find("formtion"), "Préconisations"
    )


def test_singular_and_plural_find_the_same(index: Index) -> None:
    assert titles(index.find("réseau social"), "Chiffres") == titles(
        index.find("réseaux sociaux"), "Chiffres"
    )
    assert titles(index.find("reseaux sociaux"), "Chiffres")[0] == f"Réseaux sociaux{NARROW}: 57{NARROW}%"


def test_a_commune_is_found_without_its_article(index: Index) -> None:
    found = index.find("Lamentin")

    assert titles(found, "Communes") == ["Le Lamentin"]
    assert titles(found, "Formations") == ["Animation 3D, effets spéciaux numériques, jeu vidéo"]


def test_capitals_find_small_letters(index: Index) -> None:
    assert titles(index.find("ACCUEIL"), "Phrases des documents") == [
        "La nécessité de disposer de lieux d’accueil axés sur le numérique"
    ]


def test_a_skill_and_an_occupation_are_found(index: Index) -> None:
    assert titles(index.find("gestion de crise"), "Compétences") == ["Gestion de crise"]
    assert "Employés et opérateurs en informatique" in titles(index.find("operateurs"), "Métiers")


def test_a_question_is_answered_without_its_empty_words(index: Index) -> None:
    found = index.find("Combien coûte le Schéma ?")

    assert f"Coût total des actions du planning{NARROW}: 16{NARROW}890{NARROW}k€" in titles(found, "Chiffres")


def test_obstacles_are_found_though_their_sentences_do_not_say_so(index: Index) -> None:
    found = index.find("freins administratifs", per_group=20)

    assert "Obstacles administratifs" in titles(found, "Phrases des documents")


def test_a_whole_word_comes_before_a_word_that_begins_or_holds_it(index: Index) -> None:
    entries = [
        Entry("Glossaire", "glossary", word, word, "")
        for word in ("Préfibreux", "Fibreux", "Fibre", "Fibres")
    ]

    assert titles(Index(entries).find("fibre"), "Glossaire") == ["Fibre", "Fibres", "Fibreux", "Préfibreux"]


def test_a_word_of_a_title_comes_before_a_word_of_a_text() -> None:
    entries = [
        Entry("Glossaire", "glossary", "a", "Câble", "apporte la fibre"),
        Entry("Glossaire", "glossary", "b", "Fibre optique", ""),
    ]

    assert titles(Index(entries).find("fibre"), "Glossaire") == ["Fibre optique", "Câble"]


def test_groups_are_bounded_and_say_how_many_there_are(index: Index) -> None:
    found = index.find("numérique", per_group=3)

    assert {len(group.hits) for group in found.groups} <= {1, 2, 3}
    assert all(group.total >= len(group.hits) for group in found.groups)
    assert found.total == sum(group.total for group in found.groups) > 50
    assert [group.kind for group in found.groups if group.kind not in KINDS] == []


def test_a_decision_noted_in_a_meeting_is_found(frames: dict[str, pd.DataFrame]) -> None:
    noted = pd.DataFrame(
        {
            "decision_id": ["d1", "d2"],
            "type": ["decision", "decision"],
            "text": ["Écrire à l’AGEFMA pour le fichier SIDEFOP", "Financer un guichet unique"],
            "who": ["Mme Dib", None],
            "due": pd.to_datetime(["2026-12-01", None]),
            "status": ["adopted", "rejected"],
            "agenda_item": [None, None],
        }
    )
    found = build({**frames, "noted": noted}).find("sidefop fichier")

    assert titles(found, "Ordre du jour et décisions") == ["Écrire à l’AGEFMA pour le fichier SIDEFOP"]
    assert found.groups[0].hits[0].text == "Décision, adoptée · Mme Dib · échéance 01/12/2026"
    # What was rejected is no decision to act on.
    other = build({**frames, "noted": noted}).find("guichet unique")
    assert [hit.text for group in other.groups for hit in group.hits if hit.key == "d2"] == [
        "Décision, rejetée"
    ]


def test_nothing_typed_finds_nothing_and_says_nothing(index: Index) -> None:
    for typed in ("", "   ", "?", " ! ", "t"):
        assert index.find(typed) == Found()
        assert index.find(typed).sentence == ""


def test_no_result_says_so_and_gives_the_nearest_words(index: Index) -> None:
    found = index.find("cyberdéfense")

    assert found.groups == ()
    assert "cybersécurité" in [word.casefold() for word in found.suggestions]
    assert found.sentence.startswith(
        "Aucun résultat pour «\u202fcyberdéfense\u202f». Vouliez-vous dire «\u202f"
    )
    assert found.sentence.endswith(f"\u202f»{NARROW}?")


def test_no_result_far_from_any_word_gives_none(index: Index) -> None:
    assert index.find("zzzzqqq").sentence == "Aucun résultat pour «\u202fzzzzqqq\u202f»."


def test_when_nothing_holds_all_the_words_what_holds_most_of_them_is_said_to_be_near(index: Index) -> None:
    found = index.find("télécentres zzzzqqq")

    assert not found.complete
    assert "Création de télécentres" in titles(found, "Actions du Schéma")
    assert found.sentence.startswith("Rien ne réunit tous les mots")


def test_a_missing_dataset_leaves_the_others_searchable(frames: dict[str, pd.DataFrame]) -> None:
    for absent in DATASETS:
        rest = {name: frame for name, frame in frames.items() if name != absent}
        kept = gathered(rest)
        assert kept
        assert absent not in {entry.dataset for entry in kept}
    assert build({}).find("numérique").sentence == "Aucun résultat pour «\u202fnumérique\u202f»."


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_searched(index: Index, typed: str) -> None:
    found = index.find(typed)

    assert found.total >= sum(len(group.hits) for group in found.groups)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_every_entry_is_found_by_its_own_title(index: Index, data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from([entry for entry in index.entries if len(entry.title) < 60]))

    assert entry in [hit for group in index.find(entry.title, per_group=2000).groups for hit in group.hits]


@pytest.mark.bench
def test_a_search_over_twenty_thousand_offers(frames: dict[str, pd.DataFrame]) -> None:
    """Prints the time of the build and of the slowest query; the limit is 0.3 s, the aim 0.1 s."""
    offers = frames["training_offers"]
    many = pd.concat([offers] * (20_000 // len(offers) + 1), ignore_index=True).head(20_000)
    numbers = many.index.astype("str")
    many = many.assign(
        offer_id=numbers, title=many["title"] + " promotion " + numbers, organisation="École " + numbers
    )
    started = time.perf_counter()
    large = build({**frames, "training_offers": many})
    built = time.perf_counter() - started
    times = {}
    for typed in (
        "fo",
        "formation",
        "formtion",
        "cybrsécurité nord",
        "1 522",
        "zzzzqqq abcdefgh",
        "École 12",
    ):
        started = time.perf_counter()
        large.find(typed)
        times[typed] = time.perf_counter() - started
    slowest = max(times, key=times.__getitem__)
    print(f"\nbuild {built:.2f} s, slowest query {slowest!r} {times[slowest]:.3f} s")

    assert times[slowest] < 0.3


def test_a_place_of_help_and_an_occupation_of_the_transition_are_found(index: Index) -> None:
    assert "France services Le Lorrain" in titles(index.find("france services lorrain"), "Organismes")
    assert "Data scientist" in titles(index.find("data scientist"), "Métiers")
