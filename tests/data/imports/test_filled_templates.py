"""Templates: made from the catalogue, filled in French, refused cell by cell, and loaded again in place."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from components.figures.blocks import View
from data import store
from data.imports import received
from data.imports.preview import prepare
from data.imports.publishing import publish
from data.imports.templates import (
    COVERAGE_LINES,
    ROWS_SHEET,
    SOURCE_LINES,
    SOURCE_SHEET,
    TEMPLATES,
    header_of,
    words_of,
    write,
    write_csv,
)
from data.indicators import survey
from pages.sector import views as sector_views
from tests.data.refusing import plain

pytestmark = pytest.mark.usefixtures("home")
OFFERS, FIGURES, INDICATORS, TIMES, SURVEY, ESTABLISHMENTS, STATEMENTS = TEMPLATES
SOURCE = {SOURCE_LINES["title"]: "Carte des formations 2026", SOURCE_LINES["year"]: "2026"}
COVERED = SOURCE | {COVERAGE_LINES["kinds"]: "continue ; apprentissage", COVERAGE_LINES["complete"]: "oui"}
OFFER = {
    "Organisme": "Organisme exemple",
    "Intitulé": "Développeur web",
    "Cœur du numérique, ou connexe": "cœur du numérique",
    "Modalité": "Formation continue",
    "Commune": "Le Lamentin",
    "Domaines de l’offre": "Services informatiques",
    "Places": 12,
    "Taux d’insertion": "45 %",
}
FIGURE = {
    "Thème": "autres territoires",
    "Ce que le chiffre mesure": "Parts exemple",
    "Valeur, ou borne basse": "0,45",
    "Unité": "fraction",
}


def filled(template, rows, source=SOURCE) -> bytes:
    """The template as a person fills it: its own headers, cells by header."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    first = book.add_worksheet(SOURCE_SHEET)
    for rank, line in enumerate(source.items()):
        first.write_row(rank, 0, line)
    headers = [header_of(column) for column in template.columns]
    sheet = book.add_worksheet(ROWS_SHEET)
    for rank, cells in enumerate([headers, *([row.get(name, "") for name in headers] for row in rows)]):
        sheet.write_row(rank, 0, cells)
    book.close()
    return target.getvalue()


def prepared(content: bytes, name: str = "modele.xlsx"):
    return prepare(received.from_bytes(name, content))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_explains_each_column_and_is_recognised_when_it_comes_back_empty(template):
    content = write(template)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    headers = book.get_sheet_by_name(ROWS_SHEET).to_python()[0]
    explained = [row[0] for row in book.get_sheet_by_name("À lire").to_python(skip_empty_area=False)]
    assert set(headers) <= set(explained)
    assert not any("_" in plain(name) for name in headers)
    for file, made in (("m.xlsx", content), ("m.csv", write_csv(template))):
        found = prepared(made, file)
        assert found.format_name == f"modele-{template.name}"
        assert any("aucune ligne remplie" in plain(one.sentence) for one in found.refusals)


def test_every_word_that_a_template_offers_is_a_code_of_the_catalogue():
    coded = [
        column
        for template in TEMPLATES
        for column in template.columns
        if column.allowed and column.kind != "list"
    ]
    assert coded
    for column in coded:
        assert set(words_of(column).values()) == set(column.allowed), column.name


def test_training_offers_go_in_with_what_their_document_can_contain(writer):
    from pages.training.words import known_offers

    found = prepared(filled(OFFERS, [OFFER, {**OFFER, "Commune": "97209", "Taux d’insertion": 0.5}], COVERED))
    assert [plain(one.sentence) for one in found.refusals] == []
    publish(found, found.document, writer)
    offers = store.load("training_offers").query("organisation == 'Organisme exemple'")
    assert offers["commune_code"].tolist() == ["97213", "97209"]
    assert offers["placement_rate"].tolist() == [0.45, 0.5]
    assert offers["domain_ids"].tolist() == [["services-informatiques"]] * 2
    assert offers["seats"].tolist() == [12, 12]
    assert len(store.load("training_offers")) == 28
    coverage = store.load("training_coverage").set_index("source_id").loc["import-carte-des-formations-2026"]
    assert (coverage["kinds"], coverage["complete"]) == (["continuing", "apprenticeship"], True)
    said = plain(known_offers(View("formations"), store.load("training_coverage")))
    assert "n’est pas chargée" not in said


def test_the_same_document_loaded_again_takes_the_place_of_its_rows(writer):
    for value in ("0,45", "0,50"):
        found = prepared(filled(FIGURES, [{**FIGURE, "Valeur, ou borne basse": value}]))
        publish(found, found.document, writer)
    rows = store.load("key_figures").query("source_id == 'import-carte-des-formations-2026'")
    assert rows[["value_low", "value_high", "theme"]].to_numpy().tolist() == [[0.5, 0.5, "other-territories"]]
    assert store.load("sources").set_index("source_id")["year"]["import-carte-des-formations-2026"] == 2026


def test_a_table_of_travel_times_replaces_kilometres_by_minutes(writer):
    from components.figures.blocks import View
    from pages.training import reach

    def way(start, end, minutes):
        return {
            "Commune de départ": start,
            "Commune d’arrivée": end,
            "Temps de trajet en minutes": minutes,
        }

    rows = [way("Le Marin", "Fort-de-France", 48), way("97217", "Le Lamentin", "37,5")]
    found = prepared(filled(TIMES, rows))
    assert [plain(one.sentence) for one in found.refusals] == []
    publish(found, found.document, writer)
    times = store.load("travel_times?")
    assert times["minutes"].tolist() == [48, 37.5]
    frames = [store.load(name) for name in ("training_offers", "training_coverage", "communes")]
    view = View("formations", territory="Sud", commune="Le Marin", commune_code="97217")
    shown = reach.numbers(view, *frames, times, store.load_communes())
    # Courses are listed elsewhere too, to which no time is given.
    assert plain(shown.numbers[2].value) == "38 min au plus"
    assert plain(shown.title).startswith("Part des habitants à moins de 30 min non indiquée")
    assert "Temps de trajet du fichier chargé" in shown.caution
    assert "import-carte-des-formations-2026" in {item.source for item in shown.evidence}
    # Kilometres stay for who asks for them.
    asked = View(view.page, "", "Sud", "97217", "Le Marin", choices={"distance": "À moins de 30 km"})
    assert reach.numbers(asked, *frames, times, store.load_communes()).numbers[2].value.endswith("km")


ANSWER = {
    "Identifiant de la question": "équipements",
    "Réponse proposée": "téléphone FIXE",
    "Édition de l’enquête": 2026,
    "État": "équipé",
    "Ensemble, taille ou secteur d’activité": "ensemble",
    "Part des entreprises de la base": "30 %",
    "Base de la question": "ensemble des entreprises",
    "Taille de l’échantillon de l’édition": 400,
}


def test_a_new_edition_of_the_survey_goes_beside_the_others_under_the_same_answers(writer):
    found = prepared(filled(SURVEY, [ANSWER]))
    assert [plain(one.sentence) for one in found.refusals] == []
    publish(found, found.document, writer)
    answers = store.load("survey_answers")
    assert sorted(answers["edition"].unique()) == [2020, 2024, 2026]
    (change,) = survey.changes(answers, "equipment", "equipped").to_dict("records")
    # 35 % in 2024, under the spelling of the document.
    assert (change["item"], change["before"], change["after"]) == ("Téléphone fixe", 0.35, 0.3)
    (row,) = answers.query("edition == 2026").to_dict("records")
    assert row["question"].startswith("Disposez-vous des équipements numériques")


def test_a_new_count_of_establishments_is_shown_and_never_added_to_the_one_before(writer):
    rows = [
        {"Identifiant du sous-secteur": word, "Année du comptage": 2027, "Établissements": 10 * rank,
         "Emplois salariés": 20 * rank}
        for rank, word in enumerate(words_of(ESTABLISHMENTS.columns[0]), start=1)
    ]  # fmt: skip
    found = prepared(filled(ESTABLISHMENTS, rows))
    assert [plain(one.sentence) for one in found.refusals] == []
    publish(found, found.document, writer)
    sectors = store.load("sector_establishments")
    figure = sector_views.key_figures(View("secteur"), store.load("key_figures"), sectors)
    # 10 × (1 + … + 7) and 20 × as much; 1 522 stays a figure of 2025.
    assert plain(figure.title) == "280 établissements et 560 salariés"
    assert [one.value for one in figure.numbers[:2]] == ["280", "560"]
    drawn = sector_views.contrast(View("secteur"), sectors, store.load("domains"))
    assert drawn.table.frame["Établissements"].sum() == 280
    # The presentation does not say the year of its jobs; this count has its own.
    assert drawn.caution == ""
    assert sector_views.average_size(View("secteur"), sectors, store.load("domains")).caution == ""
    assert sector_views.scope(View("secteur"), sectors) == ["établissements de toute la Martinique, 2027"]
    assert plain(figure.subtitle).endswith("les 7 sous-secteurs du comptage")
    assert set(sectors.query("year == 2027")["domain_id"].dropna()) == {
        "services-informatiques", "telecommunications",
    }  # fmt: skip
    # A part of the sub-sectors is not the sector.
    found = prepared(filled(ESTABLISHMENTS, [row for row in rows if row["Établissements"] not in (20, 70)]))
    (sentence,) = (plain(one.sentence) for one in found.refusals)
    assert (
        "trouvé « 5 lignes sur 7 pour 2027 », attendu aussi une ligne pour : télécommunications, " in sentence
    )
    assert "fabrication de TIC" in sentence
    assert "avec 0 s’il n’a rien" in sentence
    assert found.frames == {}


def test_a_csv_is_named_after_its_file():
    content = write_csv(STATEMENTS) + "témoignages;témoignage;;Une entreprise;Une phrase.;;\r\n".encode()
    found = prepared(content, "Entretiens 2026.csv")
    assert found.refusals == ()
    assert found.document.title == "Entretiens 2026"
    assert found.frames["statements"][["theme", "kind", "text"]].to_numpy().tolist() == [
        ["testimonies", "testimony", "Une phrase."]
    ]


WRONG = {
    "a commune of nowhere": (
        TIMES,
        [{"Commune de départ": "Ardèche", "Commune d’arrivée": "97217", "Temps de trajet en minutes": 5}],
        "ligne 2, colonne « Commune de départ » : trouvé « Ardèche », attendu le nom d’une commune de la",
    ),
    "a time below zero": (
        TIMES,
        [{"Commune de départ": "97209", "Commune d’arrivée": "97217", "Temps de trajet en minutes": -5}],
        "« -5",
    ),
    "a percentage without its sign": (
        OFFERS,
        [{**OFFER, "Taux d’insertion": 45}],
        "ligne 2, colonne « Taux d’insertion » : trouvé « 45 », attendu une part de 0 à 1 (0,45), ou",
    ),
    "coordinates in Ardèche": (
        OFFERS,
        [{**OFFER, "Latitude": 44.7, "Longitude": 4.6}],
        "ligne 2, colonne « Latitude » : trouvé « 44.7 », attendu au plus 15",
    ),
    "one coordinate": (
        OFFERS,
        [{**OFFER, "Latitude": 14.6}],
        "attendu la latitude et la longitude, ou aucune",
    ),
    "commune 0": (OFFERS, [{**OFFER, "Commune": "0"}], "attendu le nom d’une commune de la Martinique"),
    "unknown commune": (OFFERS, [{**OFFER, "Commune": "Privas"}], "colonne « Commune » : trouvé « Privas »"),
    "merged commune": (
        OFFERS,
        [OFFER, {**OFFER, "Commune": ""}],
        "ligne 3, colonne « Commune » : trouvé « vide »",
    ),
    "unknown domain": (OFFERS, [{**OFFER, "Domaines de l’offre": "Robotique"}], "trouvé « Robotique »"),
    "level out of the framework": (OFFERS, [{**OFFER, "Niveau du cadre européen": 9}], "attendu au plus 8"),
    "the same offer twice": (OFFERS, [OFFER, OFFER], "attendu une ligne par contenu (déjà ligne 2)"),
    "no coverage": (OFFERS, [OFFER], "attendu un ou plusieurs de : initiale ; apprentissage ; continue"),
    "a share above one": (
        FIGURES,
        [{**FIGURE, "Valeur, ou borne basse": 45}],
        "trouvé « 45 », attendu une part de 0 à 1",
    ),
    "percent as a unit": (FIGURES, [{**FIGURE, "Unité": "%"}], "trouvé « % », attendu « fraction »"),
    "bounds the wrong way": (
        FIGURES,
        [{**FIGURE, "Borne haute": 0.1}],
        "trouvé « 0,1 », attendu au moins 0,45",
    ),
    "unknown theme": (
        FIGURES,
        [{**FIGURE, "Thème": "météo"}],
        "trouvé « météo », attendu l’un de : ouverture",
    ),
    "year as a date": (
        FIGURES,
        [{**FIGURE, "Année du chiffre": "12/03/2026"}],
        "une année sur quatre chiffres",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_cell_that_cannot_be_taken_is_named(case, home):
    template, rows, sentence = WRONG[case]
    covered = case != "no coverage" and template is OFFERS
    found = prepared(filled(template, rows, COVERED if covered else SOURCE))
    said = [plain(one.sentence) for one in found.refusals]
    assert any(sentence in one for one in said), said
    assert found.frames == {}
    assert not home.exists()
