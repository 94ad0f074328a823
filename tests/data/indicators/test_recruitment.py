"""Recruitment projects: floors, ranges of secret cells, occupations not cited, as anyone can add them."""

import pandas as pd
import pytest

from data import store
from data.indicators import recruitment


@pytest.fixture(scope="module")
def cells():
    return store.load("recruitment")


def _total(cells, year, territory=None, domain_id=None):
    return recruitment.totals(recruitment.of_view(cells, territory, domain_id), year)


def test_computing_proper_has_56_then_61_printed_projects_and_a_range_for_the_secret_cells(cells):
    core = recruitment.core(cells)
    # 2024: 20 + 10 + 10 + 9 + 7, three secret cells; 2025: 10 + 8 + 22 + 9 + 12, four secret cells.
    before, last = recruitment.totals(core, 2024), recruitment.totals(core, 2025)
    assert (before["visible"], before["secret"], before["low"], before["high"]) == (56, 3, 59, 68)
    assert (last["visible"], last["secret"], last["low"], last["high"]) == (61, 4, 65, 77)


def test_projects_judged_hard_are_floors(cells):
    core = recruitment.core(cells)
    assert [recruitment.totals(core, year)["hard"] for year in (2024, 2025)] == [22, 36]
    assert [recruitment.totals(core, year)["hard_secret"] for year in (2024, 2025)] == [5, 5]


def test_telecom_technicians_have_12_projects_and_a_secret_cell_then_14(cells):
    before, last = (_total(cells, year, domain_id="telecommunications") for year in (2024, 2025))
    assert (before["visible"], before["low"], before["high"]) == (12, 13, 16)
    assert (last["visible"], last["low"], last["high"]) == (14, 14, 14)


def test_the_secret_bounds_hold_since_no_printed_cell_is_below_five(cells):
    assert cells["projects"].min() > recruitment.SECRET_HIGH


def test_not_cited_secret_partly_secret_and_printed_are_four_states(cells):
    rows = recruitment.by_occupation(recruitment.core(cells), [2025, 2024])
    states = {(row.fap_code, row.year): row.state for row in rows.itertuples()}
    assert states["M2X91", 2025] == "absent"
    assert states["M2X90", 2025] == "secret"
    assert states["M1X81", 2025] == "partial"
    assert states["M2X93", 2025] == "visible"


def test_a_printed_zero_is_neither_secret_nor_absent():
    cell = pd.DataFrame({"year": [2025], "projects": [0.0], "hard_to_fill": [None]})
    total = recruitment.totals(cell, 2025)
    assert recruitment.state(total) == "visible"
    assert total["visible"] == total["high"] == 0


def test_the_north_is_two_basins(cells):
    assert recruitment.basins(cells, "Nord") == ["Martinique Nord Atlantique", "Martinique Nord Caraïbe"]
    assert recruitment.basins(cells, "Centre") == ["Martinique Centre"]


def test_occupations_come_in_the_order_of_the_last_year(cells):
    codes = list(recruitment.occupations(recruitment.core(cells))["fap_code"])
    # 31, 18 and 12 printed in 2025; then two secret cells, the one with 10 printed in 2024 first; then none.
    assert codes == ["M1X81", "M1X80", "M2X93", "M2X90", "M2X92", "M2X91"]


def test_basins_add_up_to_the_whole(cells):
    names = recruitment.basins(cells)
    rows = recruitment.by_basin(cells, 2025, names)
    assert rows["visible"].sum() == 151
    assert rows.groupby("basin")["visible"].sum()["Martinique Centre"] == 100
    assert len(rows) == 10 * 4


def test_every_occupation_has_a_line_in_a_year_that_does_not_cite_it(cells):
    rows = recruitment.by_basin(cells, 2025, recruitment.basins(cells))
    assert set(rows.loc[rows["fap_code"] == "M2X91", "state"]) == {"absent"}


def test_domains_add_up_by_basin(cells):
    domains = store.load("domains")
    rows = recruitment.by_domain_and_basin(cells, 2025, recruitment.basins(cells), domains)
    centre = rows[rows["basin"] == "Martinique Centre"].set_index("domain_id")
    assert centre["visible"].to_dict() == {
        "services-informatiques": 44,
        "telecommunications": 6,
        "marketing-communication": 50,
    }
    assert (centre.loc["services-informatiques", "low"], centre.loc["services-informatiques", "high"]) == (
        46,
        52,
    )


def _printed(**basins):
    """One year of cells: basin=(5, None, …), None for a secret one."""
    rows = [(basin, value) for basin, values in basins.items() for value in values]
    return pd.DataFrame(
        {
            "year": 2025,
            "basin": [basin for basin, _ in rows],
            "projects": [value for _, value in rows],
            "hard_to_fill": None,
        }
    ).astype({"projects": "float64"})


def test_a_basin_leads_when_two_basins_print_numbers_and_no_secret_can_change_it(cells):
    for year in (2024, 2025):
        names = recruitment.basins(cells)
        assert recruitment.leading_basin(cells, year, names) == "Martinique Centre"


@pytest.mark.parametrize(
    ("basins", "why"),
    [
        ({"A": (9, 9), "B": (None,)}, "the rival is secret"),
        ({"A": (9, 9), "B": ()}, "the rival is not cited"),
        ({"A": (30,), "B": (5, 5)}, "it rests on one number"),
        ({"A": (6, 6), "B": (10,)}, "it leads by two"),
        ({"A": (10, 10), "B": (6, None, None, None)}, "the secret cells may change it: 20 and 6 + 12"),
        ({"A": (9, 9), "B": (9, 9)}, "they are even"),
        ({"A": (None,), "B": (None, None)}, "everything is secret"),
        ({"A": (9, 9)}, "it is alone"),
    ],
)
def test_no_basin_leads_when(basins, why):
    assert recruitment.leading_basin(_printed(**basins), 2025, list(basins)) is None, why


def test_a_lead_of_five_is_one():
    # 10 + 5 + 1 at least, and 7 + 4 at most.
    assert recruitment.leading_basin(_printed(A=(10, 5, None), B=(7, None)), 2025, ["A", "B"]) == "A"


def test_a_commune_leads_to_its_basin():
    basins = store.load("basins")
    assert recruitment.basin_of(basins, "97213") == "Martinique Centre"
    assert recruitment.basin_of(basins, "97211") == "Martinique Nord Atlantique"
    assert recruitment.basin_of(basins, None) is None


def test_secret_projects_judged_hard_are_0_to_4_each(cells):
    core = recruitment.totals(recruitment.core(cells), 2025)
    # 9 + 9 + 9 + 9 printed, five cells hidden.
    assert (core["hard_low"], core["hard_high"]) == (36, 56)
    assert cells[["hard_to_fill", "seasonal"]].min().min() == 5


def test_the_scale_is_the_one_of_the_whole_whatever_the_filter(cells):
    # M1X81 in 2025: 22 + 9, and 4 for the secret cell.
    assert recruitment.largest(recruitment.core(cells), "fap_code") == 35
    assert recruitment.largest(cells.iloc[:0], "fap_code") == 1


def test_a_lead_is_counted_from_the_most_that_the_rival_may_hold():
    # B has 8 and a secret cell of 1 to 4: 12 at most. A has 12, 16, then 17.
    for values, leader in (((6, 6), None), ((10, 6), None), ((10, 7), "A")):
        assert recruitment.leading_basin(_printed(A=values, B=(8, None)), 2025, ["A", "B"]) == leader
