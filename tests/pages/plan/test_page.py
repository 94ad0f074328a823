"""« Schéma » opens on the plan's point, follows no shared filter, and keeps its own choices."""

import pytest

from pages.plan.views import CONTENTS

TERRITORIES = ("Martinique", "Centre", "Nord", "Sud")
DOMAINS = (
    "Tous les domaines",
    "Services informatiques",
    "Télécommunications",
    "Marketing et communication",
    "Cybersécurité",
    "Transformation digitale",
)
POINT = "23\xa0actions, 16\u202f890\u202fk€\u202f; deux actions — "


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_plan_is_the_same_whatever_the_territory_and_the_domain(open_page, words, domain):
    app = open_page("plan", domaine=domain)
    for territory in TERRITORIES:
        app.session_state["territoire"] = territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert POINT in said
        assert "font 59\u202f% du total" in said
        assert "Périmètre**\xa0: Martinique · Schéma numérique 2024-2027" in said


def test_every_block_of_the_page_is_drawn(open_page, words):
    app = open_page("plan")
    said = words(app)
    sections = list(dict.fromkeys(block.section for block in CONTENTS.blocks))
    assert [header.value for header in app.header][: len(sections)] == sections
    assert "Qui la détient\u202f: CTM" in said
    assert "aucune donnée" not in said


def test_choices_of_the_list_change_the_list_alone(open_page, words):
    app = open_page("plan", seulement=["sans financement indiqué"])
    said = words(app)
    assert "2\xa0actions sur 23, 0\u202fk€ (imprimé) sur 16\u202f890\u202fk€" in said
    assert POINT in said
    app.session_state["financement"] = ["FEDER"]
    app.run()
    assert not app.exception
    assert "Liste des actions\u202f: aucune donnée" in words(app)
