"""« Secteur » says true things whatever the filters, and never shows the whole as if it were filtered."""

import re

import pytest

TERRITORIES = ("Martinique", "Centre", "Nord", "Sud")
DOMAINS = {
    "Tous les domaines": "1\u202f522\xa0établissements et 1\u202f814\xa0salariés",
    "Télécommunications": "198\xa0établissements sur 1\u202f522 et 974\xa0salariés sur 1\u202f814",
    # 896 + 169 + 140 + 39 and 497 + 111 + 121 + 9
    "Services informatiques": "1\u202f244\xa0établissements sur 1\u202f522 et 738\xa0salariés sur 1\u202f814",
    "Cybersécurité": "ne distingue pas le domaine « Cybersécurité »",
    "Marketing et communication": "ne distingue pas le domaine « Marketing et communication »",
    "Transformation digitale": "ne distingue pas le domaine « Transformation digitale »",
}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_opening_is_true_for_every_territory_and_domain(open_page, words, domain):
    app = open_page("sector", domaine=domain)
    for territory in TERRITORIES:
        app.session_state["territoire"] = territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert DOMAINS[domain] in said
        assert "Périmètre**\xa0: Martinique · " in said, "the count is never presented as a territory's"


def test_telecoms_have_more_than_half_of_the_jobs_with_an_eighth_of_the_establishments(open_page, words):
    assert "plus de la moitié (54\u202f%) des salariés avec 13\u202f% des établissements" in words(
        open_page("sector")
    )


def test_the_territory_filter_is_disabled_with_its_reason_and_keeps_its_value(open_page, words):
    app = open_page("sector", territoire="Sud")
    territory = app.selectbox(key="territoire")
    assert territory.disabled
    assert territory.value == "Sud"
    assert "décliné ni par territoire ni par commune avant l’import Sirene" in words(app)


def test_what_the_source_leaves_unsaid_is_said(open_page, words):
    said = words(open_page("sector"))
    assert "sans donner la note de l’astérisque" in said
    assert "ne dit pas l’année des emplois salariés" in said


def test_earlier_studies_stay_folded_without_an_axis_nor_a_place_in_projection(open_page, words):
    """2 240 establishments in 2017 have another perimeter than the 1 522 of the page."""
    from pages.sector.views import CONTENTS

    folded = [block for block in CONTENTS.blocks if block.folded]
    assert [block.heading for block in folded] == [
        "Repères\u202f: études antérieures",
        "Repères\u202f: autres territoires",
    ]
    said = words(open_page("sector"))
    assert "2\u202f240" not in said
    app = open_page("sector", **{f"{folded[0].block_id}-folded": True})
    opened = "\n".join(frame.value.to_string() for frame in app.dataframe)
    assert "2\u202f240" in opened
    assert "à ne pas lire comme une évolution" in words(app)
    projected = words(open_page("sector", projection=True))
    assert re.search(r"écran 1 sur 9\b", projected), "the opening and eight blocks: none of them folded"


def test_the_terms_of_cybersecurity_keep_the_order_of_the_text_without_an_invented_arrow(open_page, words):
    said = words(open_page("sector"))
    terms = (
        "Augmentation des cyber-attaques",
        "Exigences accrues des commissaires aux comptes et assurances",
        "Les entreprises se prémunissent",
        "Sensibilisation insuffisante des dirigeants",
        "Absence de prévention et manque d’expertise",
        "Faible implication dans l’analyse des risques",
    )
    numbered = "\n".join(f"{rank}. {term}" for rank, term in enumerate(terms, 1))
    assert numbered in said
    assert "la flèche ou le schéma qui les relie n’y est pas lisible" in said
