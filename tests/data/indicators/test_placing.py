"""Rows kept by a test on each of them, even when there is none to test."""

import numpy as np
import pandas as pd
import pytest

from data.indicators.placing import in_place, of_domain, where

ROWS = pd.DataFrame(
    {
        "commune_code": ["97209", "97213", None, "97209"],
        "domain_ids": [["a"], ["a", "b"], None, np.array(["b"], dtype=object)],
        "year": [2024, 2024, 2024, 2023],
    }
)
COMMUNES = pd.DataFrame(
    {
        "commune_code": ["97209", "97213"],
        "commune": ["Fort-de-France", "Le Lamentin"],
        "territory": ["Centre", "Centre"],
    }
)


@pytest.mark.parametrize("rows", [ROWS.iloc[:0], ROWS.iloc[:0].reset_index(drop=True)])
def test_no_row_to_test_keeps_every_column(rows: pd.DataFrame) -> None:
    assert list(of_domain(rows, "a").columns) == list(ROWS.columns)
    assert list(where(rows, "year", lambda year: year > 2023).columns) == list(ROWS.columns)
    nowhere = in_place(rows, COMMUNES, "Sud", None)
    assert list(of_domain(nowhere, "a").columns) == [*ROWS.columns, "commune", "territory"]


def test_a_row_is_of_each_of_its_domains_and_one_without_is_of_none() -> None:
    assert list(of_domain(ROWS, "a").index) == [0, 1]
    assert list(of_domain(ROWS, "b").index) == [1, 3]
    assert of_domain(ROWS, "c").empty
