"""The file of the Urssaf: communes × activities become sub-sectors, whatever years it holds."""

from __future__ import annotations

import pandas as pd
import pytest

from data import store
from data.imports import received
from data.imports.formats import urssaf as employers
from data.imports.preview import prepare
from data.imports.publishing import publish

from .conftest import URSSAF_ROWS, urssaf, urssaf_row

pytestmark = pytest.mark.usefixtures("home")


def prepared(content: bytes):
    return prepare(received.from_bytes("urssaf.csv", content))


def test_activities_are_summed_by_sub_sector_and_the_others_left_out():
    found = prepared(urssaf())
    assert found.refusals == ()
    assert (found.format_name, found.vintage, found.read, found.kept) == ("urssaf", "2022", 7, 5)
    assert found.dropped == {
        "activité hors du numérique": 1,
        "autre département que la Martinique (972)": 1,
    }
    rows = found.frames[employers.DATASET]
    of_2022 = rows[rows["year"] == 2022].set_index(["commune_code", "subsector_id"])
    assert of_2022[["establishments", "employees"]].to_numpy().tolist() == [
        [18, 61],
        [3, 210],
        [1, 2],
        [2, 8],
    ]
    assert of_2022.index.tolist() == [
        ("97209", "programmation-conseil"),
        ("97213", "telecommunications"),
        ("97213", "traitement-donnees"),
        ("97222", "vente-tic"),
    ]
    # An empty cell is an absence: no row, and no zero.
    assert len(rows[rows["year"] == 2021]) == 3


def test_a_number_of_employees_that_is_not_given_makes_the_sum_unknown():
    found = prepared(urssaf([*URSSAF_ROWS[:1], urssaf_row("97209", "Fort-de-France", "6209Z", 1, "", 1, 4)]))
    rows = found.frames[employers.DATASET].set_index("year")
    assert pd.isna(rows.loc[2021, "employees"])
    assert rows.loc[2022, "employees"] == 54
    assert rows.loc[2021, "note"].endswith("effectif non donné")


def test_years_that_the_file_does_not_give_stay(writer):
    first = prepared(urssaf([urssaf_row("97209", "Fort-de-France", "6201Z", 10, 40)], [2021]))
    publish(first, first.document, writer)
    second = prepared(urssaf([urssaf_row("97209", "Fort-de-France", "6201Z", 12, 50)], [2022]))
    publish(second, second.document, writer)
    rows = store.load("establishments_by_commune")
    assert dict(zip(rows["year"], rows["employees"], strict=True)) == {2021: 40, 2022: 50}
    assert set(rows["source_id"]) == {"import-urssaf-2021", "import-urssaf-2022"}


@pytest.mark.parametrize(
    ("activity", "subsector"),
    [("6201Z", "programmation-conseil"), ("6311Z", "traitement-donnees"), ("5829C", "edition-logiciels"),
     ("9511Z", "reparation"), ("2630Z", "fabrication-tic"), ("4652Z", "vente-tic"),
     ("5811Z", None), ("6391Z", None), ("4741Z", None), ("9523Z", None)],
)  # fmt: skip
def test_an_activity_goes_to_its_sub_sector_or_to_none(activity, subsector):
    table = store.load("naf_subsectors")
    activities = dict(zip(table["naf"], table["subsector_id"], strict=True))
    assert employers.subsector_of(activity, activities) == subsector


def test_the_windows_code_page_is_understood():
    found = prepared(urssaf(encoding="cp1252"))
    assert found.refusals == ()
    assert found.kept == 5
