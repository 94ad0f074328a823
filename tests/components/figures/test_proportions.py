"""Shares in words, where the words are exact."""

import pytest

from components.figures.proportions import proportion


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.5, "50 %"),
        (981 / 1814, "plus de la moitié (54 %)"),
        # Two thirds are 66.7 %: three points away is near, five is not.
        (0.62, "plus de la moitié (62 %)"),
        (0.64, "près des deux tiers (64 %)"),
        (0.67, "plus des deux tiers (67 %)"),
        # Written 75 %, which is three quarters; it is not.
        (0.749, "75 %"),
        (0.8, "plus des trois quarts (80 %)"),
        (1.0, "100 %"),
    ],
)
def test_words_stand_beside_a_share_only_where_they_are_exact(value, said):
    assert proportion(value).replace("\u202f", " ").replace("\xa0", " ") == said
