"""The public reference data, as typed, says what the files and documents it was read from say."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from data.build import read_source
from data.origins import SOURCES

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason=f"the reference files are not beside this checkout ({REFERENCE})"
)
MINE = [
    "communes",
    "domains",
    "training_offers",
    "training_coverage",
    "recruitment",
    "basins",
    "occupation_tension",
    "key_figures",
    "statements",
]


def reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def straight(text: str) -> str:
    """Typographic marks back to those of the files read."""
    return text.replace("’", "'").replace("«\u202f", "'").replace("\u202f»", "'")


def blank(value: object) -> str:
    return "" if pd.isna(value) else str(value)


@pytest.fixture(scope="module")
def offers() -> pd.DataFrame:
    return read_source("training_offers")


@pytest.fixture(scope="module")
def recruitment() -> pd.DataFrame:
    return read_source("recruitment")


@pytest.fixture(scope="module")
def tension() -> pd.DataFrame:
    return read_source("occupation_tension").set_index("fap_code")


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    frame = read_source("key_figures").set_index("figure_id")
    return frame[frame.index.str.startswith("ref-")]


# --- Communes ---------------------------------------------------------------------------------------


def test_there_are_34_communes_4_in_the_centre_18_in_the_north_and_12_in_the_south() -> None:
    communes = read_source("communes")
    assert communes["territory"].value_counts().to_dict() == {"Nord": 18, "Sud": 12, "Centre": 4}
    assert communes.groupby("epci")["epci_code"].unique().map(list).to_dict() == {
        "CACEM": ["249720061"],
        "CAP Nord": ["200041788"],
        "Espace Sud": ["249720053"],
    }


def test_populations_add_up_to_360_630_and_to_the_printed_total_of_each_territory() -> None:
    communes = read_source("communes")
    totals = communes.groupby("territory")["population"].sum()
    assert totals.to_dict() == {"Centre": 150_642, "Nord": 95_085, "Sud": 114_903}
    assert communes["population"].sum() == 360_630


def test_the_vintage_of_the_populations_is_said_to_be_inferred() -> None:
    assert set(read_source("communes")["certainty"]) == {"inferred"}


@needs_reference
def test_communes_are_those_of_the_reference_file() -> None:
    typed = [
        (row.commune_code, straight(row.commune), row.epci_code, row.epci, row.territory, row.population)
        for row in read_source("communes").itertuples()
    ]
    columns = ("code_insee", "nom", "epci_siren", "epci_sigle", "epci_zone")
    assert sorted(typed) == sorted(
        (*(row[column] for column in columns), int(row["pop_municipale_2023"]))
        for row in reference("communes.csv")
    )


# --- Outlines ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outlines() -> gpd.GeoDataFrame:
    return gpd.read_parquet(SOURCES / "commune_outlines.parquet")


def test_the_34_outlines_are_valid_and_in_degrees(outlines: gpd.GeoDataFrame) -> None:
    assert outlines["commune_code"].tolist() == [f"972{number:02d}" for number in range(1, 35)]
    assert outlines.geometry.is_valid.all()
    assert outlines.crs == "EPSG:4326"


def test_exterior_rings_of_the_outlines_are_clockwise(outlines: gpd.GeoDataFrame) -> None:
    polygons = outlines.geometry.explode(index_parts=False)
    assert not any(polygon.exterior.is_ccw for polygon in polygons)


def test_the_outlines_cover_1_086_square_kilometres(outlines: gpd.GeoDataFrame) -> None:
    assert outlines.to_crs("EPSG:5490").area.sum() / 1e6 == pytest.approx(1086, abs=1)


def test_merged_by_epci_the_outlines_give_three_territories_without_loss(outlines: gpd.GeoDataFrame) -> None:
    epci = outlines.merge(read_source("communes"), on="commune_code").dissolve("epci")
    assert sorted(epci.index) == ["CACEM", "CAP Nord", "Espace Sud"]
    assert epci.geometry.is_valid.all()
    assert epci.to_crs("EPSG:5490").area.sum() / 1e6 == pytest.approx(1086, abs=1)


# --- Domains ----------------------------------------------------------------------------------------


def test_the_crosswalk_names_the_same_occupations_as_the_datasets(
    recruitment: pd.DataFrame, tension: pd.DataFrame
) -> None:
    domains = read_source("domains").set_index("domain_id")
    for column, codes in (
        ("fap_bmo", recruitment.set_index("fap_code")["domain_id"]),
        ("fap_tension", tension["domain_id"]),
    ):
        crosswalk = {
            code: domain for domain, listed in domains[column].dropna().items() for code in (listed or [])
        }
        assert crosswalk == codes.dropna().to_dict()


def test_sale_and_manufacture_of_equipment_have_no_domain() -> None:
    linked = read_source("domains")["subsector_ids"].dropna().explode()
    assert sorted(linked) == [
        "edition-logiciels",
        "programmation-conseil",
        "reparation",
        "telecommunications",
        "traitement-donnees",
    ]


# --- Training ---------------------------------------------------------------------------------------


def test_there_are_26_offers_and_la_jetee_is_not_one(offers: pd.DataFrame) -> None:
    assert len(offers) == 26
    assert not offers["organisation"].str.contains("Jetée").any()


def test_of_nine_core_offers_of_parcoursup_seven_are_in_the_centre_two_in_the_north(
    offers: pd.DataFrame,
) -> None:
    core = offers[(offers["source_id"] == "parcoursup") & (offers["scope"] == "core")]
    territories = core.merge(read_source("communes"), on="commune_code")["territory"]
    assert territories.value_counts().to_dict() == {"Centre": 7, "Nord": 2}


def test_offers_whose_existence_today_is_not_shown_are_not_verified(offers: pd.DataFrame) -> None:
    assert set(offers.loc[~offers["verified"], "offer_id"]) == {
        "keyce-mastere-portefeuille-projets",
        "gaillard-lp-mrit",
        "cfa-mans-bts-audiovisuel",
        "imfpa-trcc",
        "up-and-space-ecole-sociale",
    }


def test_no_verified_offer_leads_beyond_bac_plus_3(offers: pd.DataFrame) -> None:
    assert offers.loc[offers["verified"], "level"].max() == 6


def test_seats_and_placement_were_read_nowhere(offers: pd.DataFrame) -> None:
    assert offers["seats"].isna().all()
    assert offers["placement_rate"].isna().all()
    assert offers.set_index("offer_id")["trained"].dropna().to_dict() == {
        "cfa-mans-bts-audiovisuel": 25,
        "imfpa-trcc": 15,
    }


def test_every_source_of_offers_says_what_it_can_contain_and_none_is_complete(offers: pd.DataFrame) -> None:
    coverage = read_source("training_coverage").set_index("source_id")
    assert set(coverage.index) == set(offers["source_id"])
    assert not coverage["complete"].any()
    assert list(coverage.loc["parcoursup", "kinds"]) == ["initial"]
    assert list(coverage.loc["parcoursup", "levels"]) == ["4", "5", "6"]


@needs_reference
def test_offers_are_those_of_the_reference_file(offers: pd.DataFrame) -> None:
    scope = {"coeur": "core", "connexe": "related"}
    expected = [
        (
            row["organisme"],
            row["uai"],
            row["intitule"],
            row["niveau"],
            scope[row["perimetre"]],
            row["code_insee"],
            row["date_source"],
            *(str(float(row[axis])) if row[axis] else "" for axis in ("lat", "lon")),
        )
        for row in reference("trainings.csv")
        if "La Jetée" not in row["organisme"]
    ]
    columns = ("organisation", "uai", "title", "level_label", "scope", "commune_code", "session")
    typed = [
        (
            *(straight(blank(row[column])) for column in columns),
            blank(row["latitude"]),
            blank(row["longitude"]),
        )
        for _, row in offers.iterrows()
    ]
    assert sorted(typed) == sorted((straight(row[0]), *row[1:2], *map(straight, row[2:])) for row in expected)


# --- Basins -----------------------------------------------------------------------------------------


def test_the_basins_of_the_bmo_are_unions_of_epci(recruitment: pd.DataFrame) -> None:
    placed = read_source("basins").merge(read_source("communes"), on="commune_code")
    made_of = placed.groupby("basin")[["epci", "territory"]].agg(lambda found: sorted(set(found)))
    assert made_of["epci"].to_dict() == {
        "Martinique Centre": ["CACEM"],
        "Martinique Nord Atlantique": ["CAP Nord"],
        "Martinique Nord Caraïbe": ["CAP Nord"],
        "Martinique Sud": ["Espace Sud"],
    }
    assert len(placed) == 34
    # What the survey's rows say of their basin is what the communes say of it.
    assert {
        basin: [territory]
        for basin, territory in zip(recruitment["basin"], recruitment["territory"], strict=True)
    } == (made_of["territory"].to_dict())


def test_the_table_of_basins_is_second_hand_and_says_that_2025_was_not_checked() -> None:
    basins = read_source("basins")
    assert set(basins["certainty"]) == {"secondhand"}
    assert basins["note"].str.contains("2025 non vérifié").all()


@needs_reference
def test_the_basins_are_those_of_the_reference_file() -> None:
    typed = {
        row.commune_code: (row.basin_code, row.basin.upper()) for row in read_source("basins").itertuples()
    }
    assert typed == {
        row["code_commune_insee"]: (
            row["code_bassin_BMO"],
            row["lib_bassin_BMO"].replace("CARAIBE", "CARAÏBE"),
        )
        for row in reference("public/bassin_bmo_communes_972.csv")
    }


# --- Recruitment ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "published", "lowest", "highest", "difficult"),
    [(2024, 56, 59, 68, 22), (2025, 61, 65, 77, 36)],
)
def test_projects_of_core_it_occupations(
    recruitment: pd.DataFrame, year: int, published: int, lowest: int, highest: int, difficult: int
) -> None:
    core = recruitment[(recruitment["year"] == year) & recruitment["fap_code"].str.startswith(("M1", "M2"))]
    secret = int(core["projects"].isna().sum())
    assert core["projects"].sum() == published
    # A secret cell stands for 1 to 4 projects: the smallest published one is 5.
    assert (published + secret, published + 4 * secret) == (lowest, highest)
    assert core["hard_to_fill"].sum() == difficult


def test_secrecy_is_an_empty_cell_and_never_a_zero(recruitment: pd.DataFrame) -> None:
    counts = recruitment[["projects", "hard_to_fill", "seasonal"]]
    assert counts.min().min() == 5
    assert counts.isna().sum().to_dict() == {"projects": 11, "hard_to_fill": 22, "seasonal": 33}


@needs_reference
def test_recruitment_is_that_of_the_reference_file(recruitment: pd.DataFrame) -> None:
    typed = [
        (
            str(row["year"]),
            row["fap_code"],
            straight(row["occupation"]),
            row["basin"].upper().replace("Ï", "I"),
            *(blank(row[count]) or "*" for count in ("projects", "hard_to_fill", "seasonal")),
        )
        for _, row in recruitment.iterrows()
    ]
    columns = (
        "annee",
        "code_fap",
        "metier",
        "bassin",
        "projets",
        "projets_difficiles",
        "projets_saisonniers",
    )
    expected = [tuple(row[column] for column in columns) for row in reference("bmo_digital_martinique.csv")]
    assert sorted(typed) == sorted(expected)


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("count", ["projets", "difficiles"])
def test_basins_add_up_to_the_island(figures: pd.DataFrame, year: int, count: str) -> None:
    basins = ("centre", "nord-atlantique", "nord-caraibe", "sud")
    parts = [figures.loc[f"ref-bmo-{year}-{basin}-{count}", "value_low"] for basin in basins]
    assert sum(parts) == figures.loc[f"ref-bmo-{year}-visibles-{count}", "value_low"]


def test_published_projects_of_all_occupations(figures: pd.DataFrame) -> None:
    assert figures.loc["ref-bmo-2024-visibles-projets", "value_low"] == 13_711
    assert figures.loc["ref-bmo-2024-visibles-difficiles", "value_low"] == 8_639
    assert figures.loc["ref-bmo-2025-visibles-projets", "value_low"] == 13_013
    assert figures.loc["ref-bmo-2025-visibles-difficiles", "value_low"] == 6_752


# --- Tension ----------------------------------------------------------------------------------------


def test_support_technicians_are_in_the_lowest_class_and_design_engineers_in_the_highest(
    tension: pd.DataFrame,
) -> None:
    assert tension.loc["M1Z81", "tension_class"] == 1
    assert tension.loc["M2Z90", "tension_class"] == 5
    assert tension.loc[["M1Z80", "M2Z91", "M2Z92"], "tension_class"].isna().all()
    assert set(tension["year"]) == {2019}


def test_an_occupation_without_class_has_no_cause_and_says_so(tension: pd.DataFrame) -> None:
    unpublished = tension[tension["tension_class"].isna()]
    causes = tension.columns[
        tension.columns.get_loc("tension_class") : tension.columns.get_loc("geographic_mismatch") + 1
    ]
    assert len(unpublished) == 13
    assert unpublished[causes].isna().all().all()
    assert unpublished["note"].str.startswith("Aucune classe publiée").all()


@needs_reference
def test_tension_is_that_of_the_reference_file(tension: pd.DataFrame) -> None:
    names = {
        "average_employment": "Emploi moyen",
        "tension": "Tension ",
        "tension_class": "Catégorie Tension",
        "hiring_intensity": "Intensité d'embauches",
        "training_job_link": "Lien formation-emploi",
        "labour_shortage": "Manque de main-d'œuvre disponible",
        "job_instability": "Non-durabilité de l'emploi",
        "working_conditions": "Conditions de travail contraignantes",
        "geographic_mismatch": "Inadéquation géographique",
    }
    rows = reference("tension_dares_2019.csv")
    assert len(tension) == len(rows) == 26
    for row in rows:
        typed = tension.loc[row["fap"]]
        assert typed["fap_level"] == row["niveau_fap"]
        for column, name in names.items():
            assert (pd.isna(typed[column]) and row[name] == "") or float(typed[column]) == float(row[name])


# --- Provenance -------------------------------------------------------------------------------------


def test_every_row_cites_a_source_that_is_described() -> None:
    known = set(read_source("sources")["source_id"])
    assert MINE
    for name in MINE:
        cited = set(read_source(name)["source_id"])
        assert cited, name
        assert cited <= known, f"{name}: {sorted(cited - known)}"


def test_an_exact_figure_has_two_equal_bounds_and_a_range_is_in_order(figures: pd.DataFrame) -> None:
    ranges = figures[figures["value_low"] != figures["value_high"]]
    assert (ranges["value_low"] < ranges["value_high"]).all()
    assert set(ranges.index) == {
        "ref-filiere-2017-ca",
        "ref-convergence-2020-part",
        "ref-convergence-2020-cable",
        "ref-bmo-part-informatique",
        "ref-iut-groupes-2024",
    }


def test_a_share_is_a_fraction_and_only_a_change_is_negative(figures: pd.DataFrame) -> None:
    shares = figures[figures["unit"] == "fraction"]
    assert shares["value_high"].max() <= 1
    negative = figures[figures["value_low"] < 0]
    assert negative["label"].str.startswith("Évolution").all()
    assert len(negative) == 2


def test_the_study_of_2017_stays_with_the_earlier_studies(figures: pd.DataFrame) -> None:
    study = figures[figures.index.str.startswith(("ref-filiere-2017", "ref-filiere-2010"))]
    assert set(study["theme"]) == {"earlier-studies"}
    assert study.loc["ref-filiere-2017-etablissements", "value_low"] == 2_240


def test_figures_of_a_third_party_analysis_are_second_hand(figures: pd.DataFrame) -> None:
    third_party = figures[figures["source_id"].isin(["of-france-2025", "awitec-2020"])]
    assert len(third_party) == 7
    assert set(third_party["certainty"]) == {"secondhand"}


def test_a_sentence_that_was_rewritten_is_not_presented_as_read() -> None:
    statements = read_source("statements")
    mine = statements[statements["statement_id"].str.startswith("ref-")]
    rewritten = mine["note"].str.startswith("Reformulé")
    assert set(mine.loc[rewritten, "certainty"]) == {"secondhand"}
    assert sorted(mine.loc[~rewritten, "statement_id"]) == [
        "ref-insee-lien-formation-emploi",
        "ref-maturite-2020-freins",
    ]
