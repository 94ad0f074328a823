"""« Secteur » says true things whatever the filters, and never shows the whole as if it were filtered."""

import re

import pytest

from data import store

TERRITORIES = ("Martinique", "Centre", "Nord", "Sud")
NOT_ISOLATED = ("Cybersécurité", "Marketing et communication", "Transformation digitale")
DOMAINS = {
    "Tous les domaines": "1\u202f522\xa0établissements et 1\u202f814\xa0salariés",
    "Télécommunications": "198\xa0établissements sur 1\u202f522 et 974\xa0salariés sur 1\u202f814",
    # 896 + 169 + 140 + 39 and 497 + 111 + 121 + 9
    "Services informatiques": "1\u202f244\xa0établissements sur 1\u202f522 et 738\xa0salariés sur 1\u202f814",
    **{name: f"ne distingue pas le domaine «\u202f{name}\u202f»" for name in NOT_ISOLATED},
}


def metrics(app):
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_opening_is_true_for_every_territory_and_domain(open_page, words, domain):
    app = open_page("sector", domaine=domain)
    for territory in TERRITORIES:
        app.session_state["territoire"] = territory
        app.run()
        said = words(app).replace("« ", "«\u202f").replace(" »", "\u202f»")
        assert not app.exception
        assert not app.error
        assert not app.warning
        assert DOMAINS[domain] in said
        assert "établissements de toute la Martinique, 2025" in said, "never presented as a territory's"


def test_telecoms_have_more_than_half_of_the_jobs_with_an_eighth_of_the_establishments(open_page, words):
    assert "plus de la moitié (54\u202f%) des salariés avec 13\u202f% des établissements" in words(
        open_page("sector")
    )


@pytest.mark.parametrize("domain", NOT_ISOLATED)
def test_a_domain_that_the_counting_does_not_isolate_has_plain_titles(open_page, words, domain):
    said = words(open_page("sector", domaine=domain))
    assert "Télécommunications" not in said
    assert "## Établissements et salariés par sous-secteur" in said
    assert "## Salariés par établissement, par sous-secteur" in said


def test_the_title_of_a_domain_is_its_own(open_page, words):
    """1 244 of 1 522 and 738 of 1 814; 738 / 1 244 is 0.59."""
    said = words(open_page("sector", domaine="Services informatiques"))
    assert "Services informatiques\u202f: 41\u202f% des salariés avec 82\u202f% des établissements" in said
    assert "Services informatiques\u202f: 0,6\xa0salarié par établissement en moyenne" in said
    assert "Télécommunications\u202f:" not in said


def test_the_tiles_that_stay_whole_under_a_domain_say_so(open_page, words):
    app = open_page("sector")
    whole = {"Établissements": "1\u202f522", "Salariés": "1\u202f814", "Salarié par établissement": "1,2"}
    assert metrics(app) == whole
    assert "tous les domaines" not in words(app)
    app = open_page("sector", domaine="Télécommunications")
    assert metrics(app) == whole
    assert "Martinique entière · tous les domaines" in words(app)


def test_what_the_source_leaves_unsaid_is_said_on_the_tiles(open_page):
    said = [metric.delta for metric in open_page("sector").metric]
    assert said == ["2025\\*, sans note", "année non dite", "calculé"]


def test_no_territory_acts_on_what_is_counted_for_martinique_and_it_is_said_once(open_page, words):
    app = open_page("sector", territoire="Sud")
    assert [box.key for box in app.selectbox] == ["domaine"]
    assert words(app).count("sans effet ici") == 1


@pytest.mark.parametrize(
    ("chosen", "title", "places"),
    [
        ({}, "Centre\u202f: 42\u202f% des habitants de la Martinique", 3),
        ({"territoire": "Sud"}, "Sud\u202f: 114\u202f903\xa0habitants, 32\u202f% de la Martinique", 12),
        (
            {"commune": "Le Robert"},
            "Le Robert\u202f: 21\u202f553\xa0habitants, 6\u202f% de la Martinique",
            18,
        ),
    ],
)
def test_territories_show_who_lives_there_and_that_nothing_digital_is_known(
    open_page, words, chosen, title, places
):
    app = open_page("sector", "territoires", **chosen)
    said = words(app)
    assert not app.warning
    assert "Rien du secteur numérique n’est connu aujourd’hui par territoire" in said
    assert title in said
    assert "ne dit rien du nombre d’établissements du numérique" in said
    app.button(key="secteur-habitants-details").click().run()
    assert len(app.dataframe[0].value) == places


def test_how_to_click_is_said_once_on_the_screen_and_never_projected(open_page, words):
    assert words(open_page("sector")).count("Un clic sur une barre") == 1
    assert "Un clic sur une barre" not in words(open_page("sector", projection="oui", etape="3"))


def test_no_card_promises_a_loading_that_does_not_exist(open_page, words):
    for view in ("essentiel", "territoires", "enjeux", "reperes"):
        assert not re.search("il suffira|se charge|avant l’import", words(open_of(open_page, view)).lower())


def open_of(open_page, view):
    return open_page("sector", view)


def test_earlier_studies_stay_folded_without_an_axis_nor_a_place_in_projection(open_page, words):
    """2 240 establishments in 2017 have another perimeter than the 1 522 of the page."""
    from pages.sector.views import CONTENTS

    folded = [block for block in CONTENTS.blocks if block.folded]
    assert [block.heading for block in folded] == ["Études antérieures"]
    app = open_of(open_page, "reperes")
    assert "2\u202f240" not in "\n".join(table.value.to_string() for table in app.table)
    assert "580" in app.table[0].value.to_string(), "what is not folded is shown whole"
    app.session_state[f"{folded[0].block_id}-folded"] = True
    app.run()
    opened = "\n".join(table.value.to_string() for table in app.table)
    assert "2\u202f240" in opened
    assert "à ne pas lire comme une évolution" in words(app)


def test_the_facts_of_the_press_on_cybersecurity_are_shown(open_page, words):
    said = words(open_of(open_page, "reperes"))
    rows = store.load("statements")
    texts = rows[rows["statement_id"].isin(["ref-ctm-cyberattaque", "ref-seminaire-cyber"])]["text"]
    assert len(texts) == 2
    for text in texts:
        assert text.replace(" ;", "\u202f;") in said


def test_the_terms_of_cybersecurity_keep_the_order_of_the_text_without_an_invented_arrow(open_page, words):
    app = open_of(open_page, "enjeux")
    app.button(key="secteur-cyber-more").click().run()
    said = words(app)
    terms = (
        "Augmentation des cyber-attaques",
        "Exigences accrues des commissaires aux comptes et assurances",
        "Les entreprises se prémunissent",
        "Sensibilisation insuffisante des dirigeants",
        "Absence de prévention et manque d’expertise",
        "Faible implication dans l’analyse des risques",
    )
    assert "\n".join(f"- {term}" for term in terms) in said
    assert "Enchaînement" not in said
    assert "La flèche ou le schéma qui relie les termes n’est pas lisible" in said
