"""« Préconisations » stays the whole of Martinique under every filter, and says who holds what is missing."""

import itertools

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
        assert "9\xa0pistes et 6\xa0recommandations\u202f; aucune n’est reliée par les documents" in said
        assert "Périmètre**\xa0: Martinique · pistes\u202f: 2024" in said
    assert app.selectbox(key="territoire").disabled


def test_each_group_and_the_missing_slides_are_on_the_page(open_page, words):
    said = words(open_page("recommendations"))
    for sentence in (
        "Acculturer aux sujets d’actualité d’ampleur",
        "Renforcer la compétitivité et l’export des services numériques",
        "Renforcer l’ingénierie pédagogique",
        "Ecart entre les études des filières et les analyses prospectives",
        "2\xa0diapositives sans contenu lisible",
        "Qui la détient\u202f: CEP.",
    ):
        assert sentence in said
