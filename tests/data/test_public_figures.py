"""What is carried of the public extracts on Martinique: their cells, and sums that are checked by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from data.build import read_source

# Beside the checkout, or beside the folder that holds several.
PUBLIC = next(
    (
        folder
        for parent in Path(__file__).parents
        if (folder := parent / "shared" / "reference" / "public").is_dir()
    ),
    None,
)
needs_extracts = pytest.mark.skipif(PUBLIC is None, reason="the public extracts are not beside this checkout")
CARRIED = (
    "training_capacity",
    "training_outcomes",
    "nsi_pupils",
    "master_mentions",
    "places",
    "territory_figures",
    "coverage_series",
    "job_seekers",
    "occupations",
)


def extract(name: str, delimiter: str = ";", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    assert PUBLIC is not None
    with (PUBLIC / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def straight(text: object) -> str:
    return str(text).replace("’", "'")


def cells(frame: pd.DataFrame, *columns: str) -> set[tuple[str, ...]]:
    """Rows as texts, empty when null, whole numbers without decimals: as a file writes them."""

    def written(value: object) -> str:
        if pd.isna(value):
            return ""
        return f"{value:g}" if isinstance(value, float) else straight(value)

    return {tuple(map(written, row)) for row in frame[list(columns)].itertuples(index=False, name=None)}


def share(cell: str) -> str:
    return f"{float(cell) / 100:g}" if cell else ""


@pytest.fixture(scope="module")
def capacity() -> pd.DataFrame:
    return read_source("training_capacity")


@pytest.mark.parametrize("name", CARRIED)
def test_a_copy_kept_by_a_third_party_is_of_second_hand_and_names_its_public_address(name):
    rows = read_source(name)
    sources = read_source("sources").set_index("source_id")
    assert set(rows["certainty"]) == {"secondhand"}
    cited = sources.loc[rows["source_id"].unique()]
    assert cited["url"].str.startswith("https://github.com/").all()
    assert cited[["publisher", "accessed_on"]].notna().all().all()


def test_digital_bts_have_103_school_seats_and_80_apprenticeship_seats_in_2024(capacity):
    rows = capacity.query("year == 2024 and scope == 'core' and kind == 'bts'")
    school, apprenticeship = (rows[rows["status"] == status] for status in ("school", "apprenticeship"))
    # CIEL A 24, CIEL B 26, SIO 28 and 25; CIEL A 25, SIO 30 and 25.
    assert sorted(school["seats"]) == [24, 25, 26, 28]
    assert sorted(apprenticeship["seats"]) == [25, 25, 30]
    assert school["seats"].sum() == 103
    assert apprenticeship["seats"].sum() == 80
    # CIEL A 227, CIEL B 133, SIO 206 and 54.
    assert school["confirmed_wishes"].sum() == 620


def test_the_certificate_is_no_bts_and_its_12_seats_are_counted_apart(capacity):
    certificate = capacity.query("year == 2024 and scope == 'core' and kind == 'certificate'")
    assert certificate["seats"].tolist() == [12]
    assert certificate["offer_id"].tolist() == ["lumina-sophie-cs-sno"]


def test_a_school_whose_name_was_read_nowhere_keeps_its_code(capacity):
    rows = capacity[capacity["uai"] == "9720947X"]
    assert len(rows)
    assert rows[["organisation", "commune_code"]].isna().all().all()
    assert rows.query("year == 2024 and scope == 'core'")["seats"].tolist() == [30]


def test_an_offer_is_tied_to_the_seats_of_its_own_school(capacity):
    tied = capacity.dropna(subset=["offer_id"]).merge(
        read_source("training_offers"), on="offer_id", suffixes=("", "_offered")
    )
    assert (tied["uai"] == tied["uai_offered"]).all()
    assert (tied["scope"] == tied["scope_offered"]).all()
    assert (tied["status"] == "school").all()
    assert not tied.duplicated(["offer_id", "year"]).any()


def test_what_inserjeunes_does_not_publish_stays_empty_and_the_same_cells_twice_are_said():
    rows = read_source("training_outcomes")
    assert len(rows) == 57
    # 14 CFA of 25 rows without a rate: an empty cell, never 0.
    assert not (rows["employment_6"] == 0).any()
    dndc = rows[rows["uai"] == "9720942S"]
    figures = dndc.drop(columns=["first_year", "year", "locator"])
    assert dndc["year"].tolist() == [2023, 2024]
    assert figures.drop_duplicates().shape[0] == 1
    assert dndc["note"].str.contains("identiques").all()
    assert dndc["employment_6"].tolist() == [0.43, 0.43]


def test_establishments_of_the_five_broad_sectors_make_the_total_of_each_commune():
    rows = read_source("territory_figures").query("year == 2024")
    wide = rows.pivot(index="commune_code", columns="indicator", values="value")
    parts = [name for name in wide.columns if name != "establishments"]
    assert len(parts) == 5
    assert (wide[parts].sum(axis=1) == wide["establishments"]).all()
    assert wide["establishments"].sum() == 13217


def test_nothing_is_carried_of_the_row_named_0_placed_in_ardeche():
    rows = read_source("places")
    assert rows["kind"].value_counts().to_dict() == {
        "conseillers-numeriques": 30,
        "france-services": 20,
        "fabrique-territoire": 3,
        "manufacture-proximite": 1,
    }
    assert not (rows["name"] == "0").any()
    assert rows["latitude"].dropna().between(14.3, 15.0).all()


def test_fibre_reaches_37_of_100_premises_in_martinique_when_77_in_france():
    rows = read_source("coverage_series").query("year == 2022 and quarter == 3").set_index("place")
    assert rows["share"].to_dict() == {"Martinique": 0.37, "France": 0.77}


@needs_extracts
@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_every_seat_and_wish_is_that_of_the_extract(capacity, year):
    statuses = {"Scolaire": "school", "Apprentissage": "apprenticeship"}
    expected = {
        (row["UAI"], row["MEFSTAT11"], statuses[row["STATUT"]], straight(row["LIBELLÉFORMATION"].strip())
         .removesuffix(" - en apprentissage"), row["CAPACITEPSUP"], row["NB_VOEUX_CONFIRMES"])
        for row in extract(f"orion_BTS_attractivite_capacite_{year}_972.csv")
    }  # fmt: skip
    rows = capacity[capacity["year"] == year]
    assert cells(rows, "uai", "course_code", "status", "title", "seats", "confirmed_wishes") == expected
    assert len(rows) == len(expected)


@needs_extracts
def test_every_outcome_is_that_of_the_extract():
    columns = {
        "studying": "DEVENIR Part poursuite études",
        "employed": "DEVENIR Part en emploi 6 mois",
        "other": "DEVENIR Part autre situation 6 mois",
        "interrupted": "Part contrats apprentissage interrompus",
        "study_rate": "Taux poursuite études",
        "employment_6": "Taux emploi 6 mois",
        "expected_6": "Taux emploi 6 mois attendu",
        "added_value": "VA emploi 6 mois",
        "employment_12": "Taux emploi 12 mois",
        "employment_18": "Taux emploi 18 mois",
        "employment_24": "Taux emploi 24 mois",
    }
    expected = {
        (row["UAI"], straight(row["Libellé"]), *row["Année"].removeprefix("cumul ").split("-"),
         *(share(row[column]) for column in columns.values()))
        for row in extract("inserjeunes_cfa_972.csv")
    }  # fmt: skip
    rows = read_source("training_outcomes")
    assert cells(rows, "uai", "organisation", "first_year", "year", *columns) == expected


@needs_extracts
def test_every_figure_of_a_commune_is_that_of_the_extract():
    columns = {
        "P22_POP": ("population", "2022"),
        "ETTOT24": ("establishments", "2024"),
        "ETAZ24": ("establishments-agriculture", "2024"),
        "ETBE24": ("establishments-industry", "2024"),
        "ETFZ24": ("establishments-construction", "2024"),
        "ETGU24": ("establishments-trade-services", "2024"),
        "ETOQ24": ("establishments-public", "2024"),
    }
    expected = {
        (row["CODGEO"], *named, row[column])
        for row in extract("insee_base_cc_comparateur_972.csv")
        for column, named in columns.items()
    }
    assert cells(read_source("territory_figures"), "commune_code", "indicator", "year", "value") == expected


@needs_extracts
def test_every_rate_of_fibre_is_that_of_the_extract():
    expected = {
        (row["libelle"], row["date"][:4], str(int(row["date"][5:7]) // 3), share(row["value"]))
        for row in extract("barometre_resultats_972.csv", ",")
        if row["indicateur"] == "taux-deploiement-fibre"
    }
    assert cells(read_source("coverage_series"), "place", "year", "quarter", "share") == expected


@needs_extracts
def test_every_place_is_that_of_its_extract():
    rows = read_source("places")
    services = rows[rows["kind"] == "france-services"]
    assert cells(services, "place_id", "name", "commune_code") == {
        (f"fs-{row['id_fs']}", straight(row["lib_fs"]), row["insee_com"])
        for row in extract("france_services_20240801_972.csv", ",")
    }
    assert set(zip(services["latitude"], services["longitude"], strict=True)) == {
        (float(row["latitude"]), float(row["longitude"]))
        for row in extract("france_services_20240801_972.csv", ",")
    }
    advised = rows[rows["kind"] == "conseillers-numeriques"]
    assert cells(advised, "place_id", "name", "commune_code", "advisers") == {
        (f"cn-{row['Siret']}", straight(row["Nom"]), row["Code commune Insee"],
         row["Nb de conseillers recrutés"])
        for row in extract("conseillers_numeriques_cnum_972.csv")
    }  # fmt: skip
    # Coordinates are those of the file of 2021, for the same Siret.
    placed = {
        f"cn-{row['siret']}": (float(row["latitude"]), float(row["longitude"]))
        for row in extract("conseillers_numeriques_cnfs_2021_972.csv", ",")
        if row["latitude"] and row["raison_sociale"] != "0"
    }
    found = advised.dropna(subset=["latitude"])
    assert len(found) == 20
    assert all(placed[row.place_id] == (row.latitude, row.longitude) for row in found.itertuples(index=False))
    assert PUBLIC is not None
    labelled = {
        (place, feature["properties"]["id_geo"])
        for name in ("fabt", "manuprox")
        for feature in json.loads((PUBLIC / f"anct_{name}_geom_972.geojson").read_text("utf-8"))["features"]
        for place in feature["properties"]["id_territoire"].split("; ")
    }
    others = rows[~rows["kind"].isin(["france-services", "conseillers-numeriques"])]
    assert cells(others, "place_id", "commune_code") == labelled


@needs_extracts
def test_every_occupation_is_that_of_its_extract():
    rows = read_source("occupations")
    marked = rows[rows["digital_transition"]]
    assert cells(marked, "rome_code", "occupation", "parent_code") == {
        (row["code_rome"], straight(row["libelle_rome"]), row["code_rome_parent"])
        for row in extract("rome_transition_num.csv")
        if row["transition_num"] == "O"
    }
    passage = rows[rows["fap_code"].notna()]
    assert cells(passage, "fap_code", "rome_code", "occupation") == {
        (row["Fap"], row["Rome"], straight(row["intitule_rome"]))
        for row in extract("fap225_rome_numerique.csv", ";", "latin-1")
    }
    seekers = read_source("job_seekers")
    assert cells(
        seekers, "year", "rome_code", "occupation", "offers", "job_seekers", "tension_class"
    ) == {
        (row["annee"], row["ROME"], straight(row["rome_label"]), row["oee"], row["defm_abc"],
         row["ind_tension_d"])
        for row in extract("mobiville_cities_tension_972.csv")
        if row["ROME"] in ("E1103", "M1805", "M1810")
    }  # fmt: skip


@needs_extracts
def test_every_pupil_and_every_mention_is_that_of_its_extract():
    files = {
        "premiere": ("effectifs_specialites_triplettes_1ere_972.csv", "effectif_total_en_premiere_generale"),
        "terminale": (
            "effectifs_specialites_doublettes_terminale_972.csv",
            "effectif_total_en_terminale_generale",
        ),
    }
    nsi = "0747_numerique_et_sciences_informatiques"
    expected = {
        (row["rentree_scolaire"], row["numero_etablissement"], grade, row[total], row[f"{nsi}_filles"],
         row[f"{nsi}_garcons"])
        for grade, (name, total) in files.items()
        for row in extract(name)
    }  # fmt: skip
    rows = read_source("nsi_pupils")
    assert cells(rows, "year", "uai", "grade", "pupils", "nsi_girls", "nsi_boys") == expected
    mentions = read_source("master_mentions")
    known = {
        (
            row["Année de la campagne de recueil des informations"],
            row["Identifiant navette de la mention (INM) de master"],
            straight(row["Intitulé de la mention de master"]),
            row["Capacité d’accueil limitée au 1er semestre"],
        )
        for row in extract("trouver_mon_master_universite_antilles.csv")
    }
    assert cells(mentions, "year", "mention_code", "mention", "seats") <= known
    assert len(mentions) == 9
