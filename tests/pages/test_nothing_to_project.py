"""A room in front of a view that the filters leave empty reads why, as the view itself says it."""

from __future__ import annotations

import pytest

NOTHING_LEFT = "Rien à projeter dans cette vue avec les filtres en vigueur."


@pytest.mark.parametrize(
    ("folder", "view", "filters", "why"),
    [
        (
            "training",
            "acces",
            {"territoire": "Nord", "domaine": "Télécommunications"},
            "Aucune formation recensée",
        ),
        (
            "skills",
            "recrutements",
            {"domaine": "Cybersécurité"},
            "Aucun métier de l’enquête BMO, ni de la tension par métier, n’est rattaché à « Cybersécurité ».",
        ),
        (
            "skills",
            "tension",
            {"domaine": "Cybersécurité"},
            "Aucun métier de la tension par métier n’est rattaché à « Cybersécurité ».",
        ),
        (
            "plan",
            "actions",
            {"territoire": "Nord"},
            "Les documents ne disent pas quel territoire concerne chaque action : "
            "23 non rattachées, que ce filtre ne peut pas montrer.",
        ),
    ],
)
def test_what_the_filters_leave_empty_is_projected_with_its_reason(
    open_page, words, folder, view, filters, why
):
    app = open_page(folder, view, projection="oui", **filters)
    assert not app.exception
    said = words(app).replace("\u202f", " ").replace("\xa0", " ")
    assert NOTHING_LEFT in said
    assert why in said


def test_a_view_that_nobody_projects_gives_no_filter_for_its_reason(open_page, words):
    app = open_page("datasets", "charger", projection="oui", territoire="Nord")
    assert not app.exception
    assert "Rien à projeter dans cette vue." in words(app)
    assert "filtres" not in words(app)
