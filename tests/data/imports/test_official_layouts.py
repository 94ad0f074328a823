"""Each small official file goes in with its figures, or is refused with its sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components.figures.blocks import View
from data import store
from data.imports import received
from data.imports.preview import Preview, prepare
from data.imports.publishing import PublicationRefused, publish
from pages.sector import broad_sectors
from pages.training import places
from pages.training.words import known_offers

from .conftest import SAMPLES, everything

pytestmark = pytest.mark.usefixtures("home")
PUBLIC = SAMPLES.parent / "reference" / "public"

OFFICIAL = Path(__file__).resolve().parents[2] / "fixtures" / "official"
ORION = (OFFICIAL / "BTS_attractivite_capacite_2027.csv").read_text("utf-8")
INSERJEUNES = (OFFICIAL / "inserjeunes-cfa.csv").read_text("utf-8")
FRANCE_SERVICES = (OFFICIAL / "liste-fs-20270115.csv").read_text("utf-8")
CONSEILLERS = (OFFICIAL / "cnum.csv").read_text("utf-8")
LHEO = (OFFICIAL / "lheo.xml").read_text("utf-8")
PARCOURSUP = (OFFICIAL / "fr-esr-parcoursup.csv").read_text("utf-8")
COMMITTEES = """raison_sociale,nb_cnfs,siret,code_département,insee_com,code_postal,latitude,longitude
COMMUNE DU LAMENTIN,4,21972213900017,972,97213,97232,14.6154,-61.003
{row}
"""


def comparateur(change: dict[str, str] | None = None) -> str:
    """The 34 communes, each with 10 inhabitants and 1 + 2 + 3 + 4 + 5 establishments."""
    lines = ["CODGEO;P25_POP;P16_POP;ETTOT27;ETAZ27;ETBE27;ETFZ27;ETGU27;ETOQ27"]
    lines += [f"{code};10;9;15;1;2;3;4;5" for code in store.load("communes")["commune_code"]]
    return "\n".join((change or {}).get(line[:5], line) for line in lines) + "\n"


def prepared(text: str, name: str) -> Preview:
    return prepare(received.from_bytes(name, text.encode()))


def published(text: str, name: str, writer) -> Preview:
    found = prepared(text, name)
    assert said(found) == []
    publish(found, found.document, writer)
    return found


def said(found: Preview) -> list[str]:
    return [refusal.sentence.replace("\u202f", " ").replace("\u00a0", " ") for refusal in found.refusals]


def test_seats_of_bts_of_a_new_year_are_tied_to_their_school_domain_and_offer(writer):
    found = published(ORION, "BTS_attractivite_capacite_2027.csv", writer)
    assert (found.vintage, found.kept, found.dropped) == ("2027", 3, {"hors de la Martinique (972)": 1})
    rows = store.load("training_capacity").query("year == 2027").set_index("uai")
    assert rows["seats"].to_dict() == {"9720004X": 28, "9720947X": 30, "9720002V": 30}
    assert rows["scope"].fillna("").to_dict() == {"9720004X": "core", "9720947X": "core", "9720002V": ""}
    assert rows.loc["9720004X", "offer_id"] == "gaillard-bts-sio"
    assert rows.loc["9720947X", "status"] == "apprenticeship"
    assert rows.loc["9720947X", "title"] == "BTS - Services - Services informatiques aux organisations"
    assert rows.loc["9720947X", ["organisation", "commune_code", "offer_id"]].isna().all()
    assert any("9720947X" in fact for fact in found.facts)
    # The years that the file does not give are still there.
    assert set(store.load("training_capacity")["year"]) == {2022, 2023, 2024, 2027}


def test_a_cell_that_only_the_catalogue_refuses_says_what_to_look_at():
    (commune,) = said(prepared(FRANCE_SERVICES.replace('"97203"', '"97299"'), "liste-fs-20270115.csv"))
    assert commune == (
        "Fichier « liste-fs-20270115.csv », ligne 3, colonne « Commune » : trouvé « 97299 », attendu une "
        "valeur connue de « Communes, EPCI et territoires », page Données, vue Catalogue. Corriger la "
        "cellule, enregistrer le fichier, puis le charger à nouveau."
    )
    (seats,) = said(prepared(ORION.replace("Scolaire;28", "Scolaire;"), "BTS_attractivite_capacite_2027.csv"))
    assert "ligne 2, colonne « CAPACITEPSUP » : trouvé « vide », attendu un nombre entier" in seats


def test_seats_without_a_year_in_the_name_of_the_file_are_refused():
    assert "aucune année dans le nom du fichier" in said(prepared(ORION, "capacites.csv"))[0]
    assert "plusieurs années" in said(prepared(ORION, "capacites-2022-2023.csv"))[0]


def test_outcomes_of_apprentices_are_shares_and_what_is_not_published_stays_empty(writer):
    found = published(INSERJEUNES, "inserjeunes.csv", writer)
    assert (found.vintage, found.kept) == ("2025", 2)
    rows = store.load("training_outcomes").query("year == 2025").set_index("uai")
    assert rows.loc["9720632E", ["studying", "employment_6", "added_value"]].tolist() == [0.17, 0.29, -0.12]
    assert rows.loc["9720933G", ["studying", "employment_6"]].isna().all()
    assert (rows["first_year"] == 2024).all()


def test_a_new_list_of_france_services_takes_the_place_of_the_one_before(writer):
    found = published(FRANCE_SERVICES, "liste-fs-20270115.csv", writer)
    assert (found.vintage, found.differences["places"].removed) == ("2027-01-15", 19)
    rows = store.load("places")
    there = rows[rows["kind"] == "france-services"].set_index("place_id")
    assert there["mobile"].to_dict() == {"fs-555": False, "fs-9999": True}
    assert there.loc["fs-555", ["address", "as_of"]].tolist() == [
        "9 Rue des sapotilles, Prébourg",
        "2027-01-15",
    ]
    assert (rows["kind"] == "conseillers-numeriques").sum() == 30
    assert places.dated(rows) == "liste du 15 janvier 2027"


def test_advisers_keep_the_coordinates_already_known_of_their_siret(writer):
    published(CONSEILLERS, "cnum.csv", writer)
    rows = store.load("places").query("kind == 'conseillers-numeriques'").set_index("place_id")
    assert rows.loc["cn-21972227900011", ["advisers", "latitude"]].tolist() == [1, 14.4757]
    assert rows.loc["cn-12345678901234", ["latitude", "longitude"]].isna().all()
    assert len(rows) == 2


def test_a_structure_named_0_in_ardeche_refuses_its_file_cell_by_cell():
    bad = COMMITTEES.format(row="0,3,18973906400015,972,,97234,44.9687,4.691")
    sentences = said(prepared(bad, "cnfs.csv"))
    assert [sentence.split("colonne « ")[1].split(" »")[0] for sentence in sentences] == [
        "raison_sociale", "insee_com", "latitude", "longitude",
    ]  # fmt: skip
    assert all("ligne 3" in sentence and "Corriger la cellule" in sentence for sentence in sentences)
    good = prepared(COMMITTEES.format(row="ECO,1,50936608400028,972,97229,97233,14.6,-61.08"), "cnfs.csv")
    assert said(good) == []
    # A committee gives posts: how many were recruited is not in its file.
    assert good.frames["places"]["advisers"].isna().all()


def test_a_row_with_more_cells_than_the_header_is_refused():
    bad = CONSEILLERS.replace("97200;97209", "97200;97209;x;y")
    assert "ligne 3 : trouvé « 10 cellules », attendu les 8 de l’en-tête" in said(prepared(bad, "c.csv"))[0]


def test_communes_of_the_comparator_take_a_new_year_beside_the_one_before(writer):
    published(comparateur(), "base_cc_comparateur.csv", writer)
    rows = store.load("territory_figures")
    assert rows.query("indicator == 'population'").groupby("year")["value"].sum().to_dict() == {
        2022: 361019,
        2025: 340,
    }
    totals = rows.query("indicator == 'establishments'").groupby("year")["value"].sum().to_dict()
    assert totals == {2024: 13217, 2027: 510}
    # The page shows the last year, never the sum of both.
    figure = broad_sectors.by_sector(View("secteur"), rows, store.load("communes"))
    assert figure.title.startswith("Martinique\u202f: 510\xa0établissements")
    assert "fin 2027" in figure.subtitle
    by_place = broad_sectors.by_place(View("secteur"), rows, store.load("communes"))
    assert by_place.table.frame["Habitants en 2025"].sum() == 340


@pytest.mark.parametrize(
    ("code", "line", "sentence"),
    [
        ("97201", "97201;10;9;16;1;2;3;4;5", "trouvé « 16 », attendu 15, la somme des cinq secteurs"),
        ("97201", "97101;10;9;15;1;2;3;4;5", "trouvé « un fichier sans L’Ajoupa-Bouillon »"),
        ("97201", "97201;s;9;15;1;2;3;4;5", "colonne « P25_POP » : trouvé « s », attendu un nombre entier"),
    ],
)
def test_a_comparator_whose_totals_or_communes_are_not_right_is_refused(code, line, sentence):
    assert sentence in said(prepared(comparateur({code: line}), "base_cc.csv"))[0]


def test_continuing_training_goes_in_and_the_coverage_of_offers_says_so(writer):
    found = published(LHEO, "carif.xml", writer)
    assert (found.read, found.kept) == (2, 1)
    (row,) = store.load("training_offers").query("offer_id == 'lheo-F1-A1'").to_dict("records")
    assert (row["level"], row["scope"], row["commune_code"]) == (5, "core", "97213")
    assert row["domain_ids"] == ["services-informatiques"]
    assert (row["modality"], row["session"]) == ("Formation continue, à distance", "session du 11/01/2027")
    coverage = store.load("training_coverage")
    own = coverage[coverage["source_id"] == "import-lheo-martinique"]
    assert [list(kinds) for kinds in own["kinds"]] == [["continuing"]]
    sentence = known_offers(View("formations"), coverage).replace("\u202f", " ")
    assert sentence.startswith("Formations recensées : formation initiale et formation continue (")
    assert sentence.endswith("l’apprentissage n’est pas chargé.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (LHEO[:900], "un fichier XML coupé ou abîmé vers la ligne"),
        (LHEO.replace("<lheo ", '<!DOCTYPE x [<!ENTITY a "aa">]><lheo '), "qui déclare des entités"),
        (LHEO.replace("97213", "29233").replace("97209", "29233"), "aucune ligne du département 972"),
        (LHEO.replace("M1805", "X").replace("M1801", "X"), "ligne 5, colonne « code-rome » : trouvé « X »"),
        (re.sub("M180[15]", "G1602", LHEO.replace("Développeur web et", "Cuisine")), "aucune formation du"),
    ],
)  # fmt: skip
def test_an_export_of_training_that_cannot_be_taken_is_refused(content, sentence):
    (first, *_) = said(prepared(content, "carif.xml"))
    assert sentence in first


def test_courses_of_a_new_session_keep_their_offer_and_gain_their_seats(writer):
    found = published(PARCOURSUP, "fr-esr-parcoursup.csv", writer)
    assert (found.vintage, found.kept) == ("2027", 2)
    offers = store.load("training_offers").set_index("offer_id")
    kept = offers.loc["gaillard-bts-sio", ["title", "seats", "session"]].tolist()
    assert kept == ["BTS SIO - Services informatiques aux organisations", 31, "session 2027"]
    (new,) = offers[offers["uai"] == "9720350Y"].query("seats == 12").to_dict("records")
    assert (new["organisation"], new["commune_code"]) == ("Lycée polyvalent Frantz Fanon (public)", "97230")
    assert (new["scope"], new["level"]) == ("core", 5)
    # What is no longer given stays, with its own session, and what nothing ties to a domain is named.
    assert offers.loc["amep-bts-sio", "session"].startswith("session 2024")
    facts = " ".join(found.facts).replace("\u202f", " ")
    assert "Licence - Intelligence artificielle" in facts
    assert "Licence - Droit" not in facts


def test_a_session_under_its_technical_names_is_the_same_file():
    names = (
        "session;cod_uai;g_ea_lib_vx;dep;ville_etab;lib_for_voe_ins;form_lib_voe_acc;detail_forma;"
        "g_olocalisation_des_formations;capa_fin"
    )
    other = prepared("\n".join([names, *PARCOURSUP.splitlines()[1:]]), "p.csv")
    assert said(other) == []
    labels = prepared(PARCOURSUP, "p.csv")
    assert other.frames["training_offers"].equals(labels.frames["training_offers"])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ORION, "capacites.csv"),
        (COMMITTEES.format(row="0,3,18973906400015,972,,97234,44.9687,4.691"), "cnfs.csv"),
        (LHEO[:900], "carif.xml"),
        (PARCOURSUP.replace("2027;9720350Y", "2026;9720350Y"), "parcoursup.csv"),
        (INSERJEUNES.replace("17.0;24.0", "170;24.0"), "inserjeunes.csv"),
        (FRANCE_SERVICES.replace('"97203"', '"97299"'), "liste-fs-20270115.csv"),
    ],
    ids=["no year", "Ardèche", "cut", "two sessions", "170 %", "unknown commune"],
)
def test_a_refused_official_file_leaves_every_dataset_as_before(content, name, home, writer):
    before = everything()
    found = prepared(content, name)
    assert found.refusals
    with pytest.raises(PublicationRefused):
        publish(found, found.document, writer)
    assert everything() == before
    assert not home.exists()


def test_two_sessions_in_one_file_are_refused():
    both = PARCOURSUP.replace("2027;9720350Y", "2026;9720350Y")
    assert "trouvé « 2026, 2027 », attendu une seule session (2025)" in said(prepared(both, "p.csv"))[0]


# What each extract of the public reference does: the dataset whose rows it gives again, or why it is refused.
GOES_IN = {
    "orion_BTS_attractivite_capacite_2022_972.csv": ("training_capacity", 78),
    "orion_BTS_attractivite_capacite_2023_972.csv": ("training_capacity", 87),
    "orion_BTS_attractivite_capacite_2024_972.csv": ("training_capacity", 96),
    "inserjeunes_cfa_972.csv": ("training_outcomes", 57),
    "france_services_20240801_972.csv": ("places", 20),
    "conseillers_numeriques_cnum_972.csv": ("places", 30),
    "insee_base_cc_comparateur_972.csv": ("territory_figures", 238),
}
REFUSED = {
    "conseillers_numeriques_cnfs_2021_972.csv": "ligne 4, colonne « raison_sociale » : trouvé « 0 »",
    "france_services_portrea_972.csv": "un texte coupé ou des guillemets mal fermés vers la ligne 12",
    "lheo_exemple_bts_onisep.xml": "aucune ligne du département 972",
    "urssaf_commune_ape_76_numerique.csv": "aucune ligne du département 972",
    "urssaf_entete.txt": "aucune ligne du département 972",
    "sl_etc_2023T4.xls": "un classeur à l’ancien format .xls",
}
EXTRACTS = sorted(path for path in PUBLIC.rglob("*") if path.is_file()) if PUBLIC.is_dir() else []


@pytest.mark.skipif(not EXTRACTS, reason="the public extracts are not beside this checkout")
@pytest.mark.parametrize("path", EXTRACTS, ids=lambda path: path.name)
def test_every_public_extract_gives_the_rows_already_carried_or_is_refused_with_its_reason(path: Path):
    found = prepare(received.from_path(path))
    if path.name in GOES_IN:
        name, rows = GOES_IN[path.name]
        assert said(found) == []
        compared = found.differences[name]
        assert (compared.added, compared.changed, compared.removed, compared.same) == (0, 0, 0, rows)
    else:
        reason = REFUSED.get(
            path.name, "trouvé « un tableau d’un format inconnu », attendu l’un des fichiers"
        )
        assert any(reason in sentence for sentence in said(found))
        assert found.frames == {}


@pytest.mark.skipif(not EXTRACTS, reason="the public extracts are not beside this checkout")
def test_every_named_extract_is_there():
    assert {*GOES_IN, *REFUSED} <= {path.name for path in EXTRACTS}
