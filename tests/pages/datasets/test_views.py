"""« Données » counts what there is, and asks each holder for what is missing in a form that can be loaded."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from components.documents.tabular import exported
from components.documents.workbook import delimited
from components.figures.blocks import Gap, Passage, View
from components.figures.style import finish
from data import store
from data.catalogue import DATASETS
from data.french.typography import french
from data.portal import headers_of
from pages.datasets import catalogue, deck_coverage, request_sheet, state
from pages.datasets import views as page
from pages.datasets import words as sentences
from pages.datasets.inventory import ALL

NARROW, WIDE = "\u202f", "\u00a0"
# The others exist once an official file is loaded.
BUILT = [name for name, dataset in DATASETS.items() if not dataset.imported]


@pytest.fixture
def view():
    sources = {row["source_id"]: row for row in store.load("sources").to_dict(orient="records")}
    return View("donnees", sources=sources)


def frames(*names):
    return [store.load(name) for name in names]


def requests(view):
    return deck_coverage.requests(view, *frames("slides", "survey_answers", "sources"))


def test_each_dataset_has_its_own_title_so_that_the_choice_names_one():
    assert len(set(catalogue.CHOICE.options)) == len(DATASETS)


def test_the_opening_says_what_is_missing_and_what_became_of_the_deck(view):
    said = page.CONTENTS.headline(view, *frames(*page.CONTENTS.headline_datasets))
    rows = sum(len(store.load(name)) for name in BUILT)
    assert said[0].replace(WIDE, "").replace(NARROW, "") == (
        f"{len(BUILT)}jeux de données, {rows}lignes; 22contenus manquent, dont 17 à un détenteur nommé."
    )
    # An address alone and a slide without words are no titles: 86 = 78 + 4 + 4.
    assert said[1] == (
        f"78{WIDE}titres, 4{WIDE}adresses seules et 4{WIDE}pages sans texte dans la présentation{NARROW}: "
        f"13{WIDE}en données, 46{WIDE}en texte, 16{WIDE}intercalaires et 11{WIDE}en image seule. "
        f"17{WIDE}contenus manquants ont un détenteur nommé (8{WIDE}détenteurs, d’abord France Travail"
        f"{NARROW}: 4), dont 3{WIDE}déduits{NARROW}; 5{WIDE}autres n’en ont pas."
    )


def test_two_holders_with_as_much_missing_name_no_first():
    gone = pd.DataFrame({"holder": ["CTM", "CTM", "CCIM", "CCIM"], "certainty": "read"})
    assert sentences.gone(gone) == (f" 4{WIDE}contenus manquants ont un détenteur nommé (2{WIDE}détenteurs).")
    assert sentences.gone(gone.iloc[:0]) == ""


def test_contents_without_a_named_holder_are_counted_apart():
    gone = pd.DataFrame({"holder": ["CTM", "non précisé par la présentation", None], "certainty": "read"})
    assert french(sentences.gone(gone)) == (
        f" 1{WIDE}contenu manquant a un détenteur nommé (1{WIDE}détenteur){NARROW}; "
        f"2{WIDE}autres n’en ont pas."
    )
    assert sentences.gone(gone.iloc[1:]) == f" 2{WIDE}contenus manquent, sans détenteur nommé."


def when(year):
    return pd.DataFrame({"day": [dt.date(year, 11, 26)], "past": [False]})


def test_the_state_counts_what_is_loaded_how_old_it_is_and_what_is_missing(view):
    shown = state.state(view, *frames("slides", "sources"), when(2026), *frames(*ALL)).numbers
    assert [(found.value, found.label) for found in shown] == [
        (f"{len(BUILT)}", "Jeux de données chargés"),
        ("2025", "Année la plus récente"),
        ("12 sur 15", "Jeux datés d’il y a 2\xa0ans ou plus"),
        ("17 sur 22", "Contenus manquants"),
    ]
    assert shown[0].detail.endswith(f", {len(DATASETS) - len(BUILT)} à charger")
    assert shown[1].detail == f"il y a 1{WIDE}an"
    assert shown[3].detail == "à un détenteur nommé"


def test_the_age_of_data_follows_the_day_it_is_looked_at(view):
    for year, said in ((2026, f"il y a 7{WIDE}ans"), (2027, f"il y a 8{WIDE}ans")):
        figure = state.freshness(view, store.load("sources"), when(year), *frames(*ALL))
        table = figure.table.frame.set_index("Jeu de données")
        assert table.loc["Tension par métier", ["Dernière année", "Ancienneté"]].tolist() == ["2019", said]
        assert figure.title == "Les données les plus récentes sont de 2025, les plus anciennes de 2019"
    # Its documents are not all dated: no year is made up for it.
    assert table.loc["Offres de formation", "Ancienneté"] == "sans année"
    assert "Offres de formation" in figure.explanation


def test_the_catalogue_says_licences_only_where_a_document_does(view):
    table = catalogue.catalogue(view, *frames("sources"), when(2026), *frames(*ALL)).table.frame.set_index(
        "Jeu de données"
    )
    assert table.loc["Actions du Schéma numérique", "Lignes"] == 23
    assert table.loc["Actions du Schéma numérique", "Documents"] == f"1{NARROW}: CTM"
    assert table.loc["Actions du Schéma numérique", "Licences"] == "non indiquée (1)"
    assert table.loc["Projets de recrutement (BMO)", "Licences"] == "Licence Ouverte 2.0"


def test_a_dataset_that_cannot_be_opened_is_said_and_hides_no_other(view):
    loaded = frames(*ALL)
    gone = pd.DataFrame(columns=DATASETS["links"].column_names)
    gone.attrs["unavailable"] = "Le fichier est absent."
    loaded[list(DATASETS).index("links")] = gone
    figure = catalogue.catalogue(view, store.load("sources"), when(2026), *loaded)
    assert figure.caution.startswith(f"Le fichier est absent. À charger, vue Charger{NARROW}: ")
    assert "aucun fichier" not in figure.caution
    assert figure.title.startswith(f"{len(BUILT) - 1}{WIDE}jeux de données")
    chosen = replace(view, choices={"jeu": DATASETS["links"].title})
    preview = catalogue.preview(chosen, store.load("sources"), when(2026), *loaded)
    assert isinstance(preview, Gap)
    assert preview.reason == "Le fichier est absent."


def previewed(view, title):
    chosen = replace(view, choices={"jeu": title})
    return catalogue.preview(chosen, store.load("sources"), when(2026), *frames(*ALL))


def plainly(text):
    return str(text).replace(NARROW, " ").replace(WIDE, " ")


def test_an_edition_that_is_out_and_not_loaded_is_said_to_be_loaded(view):
    for year, said in ((2025, "dernière édition 2025"), (2026, "dernière édition 2025 ; 2026 à charger")):
        day = when(year)
        table = catalogue.catalogue(view, *frames("sources"), day, *frames(*ALL)).table.frame
        fresh = table.set_index("Jeu de données")["Fraîcheur"]
        assert plainly(fresh["Projets de recrutement (BMO)"]) == said
    # The deck comes out on no date that is known.
    assert fresh["Établissements et salariés du secteur"] == "dernière édition 2025"
    caution = plainly(state.freshness(view, *frames("sources"), when(2026), *frames(*ALL)).caution)
    assert caution.startswith("Éditions parues à charger : ")
    assert "Projets de recrutement (BMO), 2026" in caution


def test_a_survey_of_april_is_not_asked_for_before(view):
    for day, said in (("2026-04-30", "dernière édition 2025"), ("2026-05-01", "; 2026 à charger")):
        moment = pd.DataFrame({"day": [dt.date.fromisoformat(day)], "past": [False]})
        table = catalogue.catalogue(view, *frames("sources"), moment, *frames(*ALL)).table.frame
        fresh = table.set_index("Jeu de données")["Fraîcheur"]
        assert plainly(fresh["Projets de recrutement (BMO)"]).endswith(said)


def test_a_dataset_says_how_sure_it_is_and_which_views_show_it(view):
    about = [plainly(one) for one in previewed(view, "Projets de recrutement (BMO)").passages[0].sentences]
    assert about[0] == "Dernière édition 2025 ; 2026 à charger."
    rows = store.load("recruitment")
    assert f"{len(rows)} lignes" in about[1]
    assert "Compétences › Recrutements" in about[2]
    assert "Données" not in about[2]


@pytest.mark.parametrize("name", BUILT)
def test_each_dataset_is_previewed_with_the_meaning_of_each_of_its_columns(view, name):
    dataset = DATASETS[name]
    figure = previewed(view, dataset.title)
    assert list(figure.table.frame.columns) == list(headers_of(dataset).values())
    assert len(set(figure.table.frame.columns)) == len(dataset.column_names)
    assert not set(figure.table.frame.columns) & set(dataset.column_names)
    assert len(figure.table.frame) == min(len(store.load(name)), catalogue.PREVIEWED_ROWS)
    meanings = figure.passages[-1].sentences
    assert [line.split(" ")[0] for line in meanings] == dataset.column_names


def test_a_preview_keeps_every_digit_with_a_comma(view):
    figure = previewed(view, "Offres de formation")
    read = store.load("training_offers")["latitude"].dropna().iloc[0]
    assert str(read) == "14.6025"
    assert "14,6025" in figure.table.frame["Latitude"].tolist()
    # Its file too: three decimals would move a centre by fifty metres.
    assert ";14,6025" in delimited(figure.table).decode()


def test_a_preview_of_figures_of_several_units_says_where_their_unit_is_on_screen_and_in_its_files(view):
    table = previewed(view, "Chiffres clés").table
    for heads in (table.frame.columns, exported(table).frame.columns):
        assert [plainly(head) for head in heads if "(selon" in head] == [
            "Valeur, ou borne basse (selon « Unité »)",
            "Borne haute (selon « Unité »)",
        ]
        assert "Unité" in heads
    # « 47,5 % » is kept as the file holds it, a fraction, and said so on its row.
    (row,) = table.frame[table.frame["Identifiant du chiffre"] == "esn-very-small"].to_dict("records")
    assert [row["Borne haute (selon «\u202fUnité\u202f»)"], row["Unité"]] == ["0,475", "fraction"]


def test_every_request_written_for_a_slide_names_a_slide_that_is_missing():
    gone = store.load("slides")
    gone = gone[gone["state"] == "picture-only"]
    known = set(zip(gone["title"], gone["part"].fillna(""), strict=True))
    assert set(sentences.REQUESTS) <= known


def test_requests_go_by_holder_with_what_to_send(view):
    passages = {passage.heading: passage.sentences for passage in requests(view).passages}
    assert list(passages)[0] == "France Travail"
    assert list(passages)[-2:] == [
        "non précisé par la présentation",
        "auteur de l’enquête (non nommé par la présentation)",
    ]
    assert "carte de l’offre (déduit). À envoyer" in passages["AGEFMA"][0]
    assert {"CCIM", "CTM", "AKTO", "AGEFMA", "CEP"} <= set(passages)
    assert passages["CTM"][-1] == (
        f"«{NARROW}Planning global des actions{NARROW}», calendrier 2024-2027. À envoyer{NARROW}: "
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


@pytest.mark.parametrize("projection", [False, True])
def test_the_chart_shows_the_datasets_that_need_care_only_and_its_table_all(view, projection):
    large = state.certainty(replace(view, projection=projection), *frames(*ALL))
    assert len(large.table.frame) > state.SHOWN_BARS
    drawn = finish(large.chart, "projection")
    names = {row["name"] for rows in drawn["datasets"].values() for row in rows}
    assert len(names) == state.SHOWN_BARS
    assert "Devenir des apprentis par CFA\n(InserJeunes)" in names
    assert "Actions du Schéma numérique" not in names


def test_what_is_only_of_use_between_meetings_is_not_projected():
    projected = [block.block_id for block in page.CONTENTS.blocks if block.projected and not block.folded]
    assert projected == ["donnees-ages", "donnees-certitude", "donnees-support"]
