"""« Préconisations » stays the whole of Martinique under every filter, and says who holds what is missing."""

import itertools
import re

from data import store

DOMAINS = ["Tous les domaines", *store.load("domains")["domain"]]


def test_the_opening_is_true_for_every_territory_and_domain(open_page, words):
    app = open_page("recommendations")
    for domain, territory in itertools.product(DOMAINS, ("Martinique", "Centre", "Nord", "Sud")):
        app.session_state["domaine"], app.session_state["territoire"] = domain, territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert not app.warning
        assert "9\xa0pistes et 6\xa0recommandations\u202f; aucune n’est reliée à une action" in said
        assert "Martinique · pistes\u202f: 2024" in said
        if (domain, territory) != ("Tous les domaines", "Martinique"):
            assert said.count("sans effet ici") == 1
    assert not app.selectbox


def test_the_strip_counts_what_is_carried_what_by_nothing_and_what_is_left(open_page):
    app = open_page("recommendations")
    assert [(metric.label, metric.value) for metric in app.metric] == [
        ("En tout", "24"),
        ("● Avec action", "0"),
        ("■ Sans action", "0"),
        ("○ À relier", "24"),
    ]
    assert [metric.delta for metric in app.metric[1:3]] == ["aucun lien établi"] * 2


def test_each_group_and_the_missing_slides_are_on_the_page(open_page, words):
    app = open_page("recommendations", "toutes")
    for button in [button for button in app.button if button.key and button.key.endswith("-more")]:
        button.click()
    said = words(app.run())
    for sentence in (
        "Acculturer aux sujets d’actualité d’ampleur",
        "Renforcer la compétitivité et l’export des services numériques",
        "Renforcer l’ingénierie pédagogique",
        "Ecart entre les études des filières et les analyses prospectives",
        "2\xa0diapositives sans contenu lisible",
        "Détenteur\u202f: CEP.",
    ):
        assert sentence in said


def test_words_that_no_source_says_are_on_no_view(open_page, words):
    """The slide names no study; four needs are listed, the fifth is among the difficulties."""
    for view in ("essentiel", "toutes", "relier"):
        said = words(open_page("recommendations", view)).lower()
        assert not re.search(
            "l’étude|imprimé|il suffira|support", said.replace("support de présentation", "")
        )
    said = words(open_page("recommendations", "toutes"))
    assert (
        "OREF\u202f: 4\xa0besoins pour la digitalisation de la formation, et 1\xa0autre dit ailleurs" in said
    )
    assert "2 sur une même ligne dans le document" in said
    assert "Open IT (auteur déduit)" in said
