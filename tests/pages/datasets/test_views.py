"""« Données » counts what there is, and asks each holder for what is missing in a form that can be loaded."""

from dataclasses import replace

import pandas as pd
import pytest

from components.figures.blocks import Gap, Passage, View
from components.figures.style import finish
from data import store
from data.catalogue import DATASETS
from pages.datasets import deck_coverage, request_sheet
from pages.datasets import views as page
from pages.datasets import words as sentences

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.fixture
def view():
    sources = {row["source_id"]: row for row in store.load("sources").to_dict(orient="records")}
    return View("donnees", sources=sources)


def frames(*names):
    return [store.load(name) for name in names]


def requests(view):
    return deck_coverage.requests(view, *frames("slides", "survey_answers", "sources"))


def test_each_dataset_has_its_own_title_so_that_the_choice_names_one():
    assert len(set(page.CHOICE.options)) == len(DATASETS)


def test_the_opening_says_what_became_of_the_86_titles(view):
    said = page.headline(view, *frames(*page.CONTENTS.headline_datasets))
    assert said[1] == (
        f"86{WIDE}titres au support{NARROW}: 13{WIDE}en données, 46{WIDE}en texte, 16{WIDE}intercalaires et "
        f"11{WIDE}en image seule. 22{WIDE}contenus manquent, à demander à 8{WIDE}détenteurs, "
        "d’abord France Travail (4)."
    )


def test_two_holders_with_as_much_missing_name_no_first():
    gone = pd.DataFrame({"holder": ["CTM", "CTM", "CCIM", "CCIM"]})
    assert sentences.gone(gone) == f" 4{WIDE}contenus manquent, à demander à 2{WIDE}détenteurs."
    assert sentences.gone(gone.iloc[:0]) == ""


def test_the_catalogue_says_licences_only_where_a_document_does(view):
    table = page.catalogue(view, *frames("sources", *page.ALL)).table.frame.set_index("Jeu de données")
    assert table.loc["Actions du Schéma numérique", "Lignes"] == 23
    assert table.loc["Actions du Schéma numérique", "Documents"] == f"1{NARROW}: CTM"
    assert table.loc["Actions du Schéma numérique", "Licences"] == "non indiquée (1)"
    assert table.loc["Projets de recrutement (BMO)", "Licences"] == "Licence Ouverte 2.0"


def test_a_dataset_that_cannot_be_opened_is_said_and_hides_no_other(view):
    loaded = frames(*page.ALL)
    gone = pd.DataFrame(columns=DATASETS["links"].column_names)
    gone.attrs["unavailable"] = "Le fichier est absent."
    loaded[list(DATASETS).index("links")] = gone
    figure = page.catalogue(view, store.load("sources"), *loaded)
    assert figure.caution == "Le fichier est absent."
    assert figure.title.startswith(f"{len(DATASETS) - 1}{WIDE}jeux de données")
    chosen = replace(view, choices={"jeu": DATASETS["links"].title})
    preview = page.preview(chosen, *loaded)
    assert isinstance(preview, Gap)
    assert preview.reason == "Le fichier est absent."


@pytest.mark.parametrize("name", DATASETS)
def test_each_dataset_is_previewed_with_the_meaning_of_each_of_its_columns(view, name):
    dataset = DATASETS[name]
    figure = page.preview(replace(view, choices={"jeu": dataset.title}), *frames(*page.ALL))
    assert list(figure.table.frame.columns) == dataset.column_names
    assert len(figure.table.frame) == min(len(store.load(name)), page.PREVIEWED_ROWS)
    meanings = figure.passages[0].sentences
    assert [line.split(" ")[0] for line in meanings] == dataset.column_names


def test_a_preview_keeps_every_digit_with_a_comma(view):
    figure = page.preview(replace(view, choices={"jeu": "Offres de formation"}), *frames(*page.ALL))
    read = store.load("training_offers")["latitude"].dropna().iloc[0]
    assert str(read).replace(".", ",") in figure.table.frame["latitude"].tolist()


def test_every_request_written_for_a_slide_names_a_slide_that_is_missing():
    gone = store.load("slides")
    gone = gone[gone["state"] == "picture-only"]
    known = set(zip(gone["title"], gone["part"].fillna(""), strict=True))
    assert set(sentences.REQUESTS) <= known


def test_requests_go_by_holder_with_what_to_send(view):
    passages = {passage.heading: passage.sentences for passage in requests(view).passages}
    assert list(passages)[0] == "France Travail"
    assert list(passages)[-2:] == [
        "non précisé par le support",
        "auteur de l’enquête (non nommé par le support)",
    ]
    assert {"CCIM", "CTM", "AKTO", "AGEFMA", "CEP"} <= set(passages)
    assert passages["CTM"][-1] == (
        f"«{WIDE}Planning global des actions{WIDE}», calendrier 2024-2027. À envoyer{NARROW}: "
        f"tableau{NARROW}: action, date de début, date de fin (CSV ou Excel)"
    )
    # 20 segments tied to a software, of which one is read, and the sample of « Site web » in 2020.
    assert passages["CCIM"][-1].startswith(f"Confirmer 20{WIDE}réponses")


def test_requests_are_saved_as_text_that_windows_reads():
    text = request_sheet.written((Passage("CTM", ("le calendrier",)),), "Demandes")
    assert text == "Demandes\r\n\r\nCTM\r\n- le calendrier\r\n"


def test_a_complete_deck_asks_nothing(view):
    slides = store.load("slides")
    complete = slides[slides["state"] != "picture-only"]
    assert deck_coverage.requests(view, complete, *frames("survey_answers", "sources")) is None


def test_a_projector_shows_the_datasets_that_need_care_only(view):
    large = page.certainty(replace(view, projection=True), *frames(*page.ALL))
    drawn = finish(large.chart, "projection")
    names = {row["name"] for rows in drawn["datasets"].values() for row in rows}
    assert len(names) == page.PROJECTED_BARS
    assert "Chiffres clés" in names
    assert "Actions du Schéma numérique" not in names


def test_what_is_only_of_use_between_meetings_is_not_projected():
    projected = [block.block_id for block in page.CONTENTS.blocks if block.projected and not block.folded]
    assert projected == ["donnees-certitude", "donnees-support"]
