"""The pages that the datasets name are pages of the application."""

import pytest

from data import store
from pages.registry import PAGES


@pytest.mark.parametrize("name", ["agenda", "slides"])
def test_each_page_named_in_the_data_is_one_of_the_application(name: str) -> None:
    named = set(store.load(name)["page"].dropna())
    assert "seance" in named or len(named) > 3
    assert named - set(PAGES) == set()
