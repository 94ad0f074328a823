"""« Formations » says true things whatever the filters, and never takes « not read » for « not there »."""

import pytest

# Confirmed offers by hand, in training_offers.csv: (core, related) for each territory.
BY_HAND = {
    "Tous les domaines": {"Centre": (8, 10), "Nord": (2, 1), "Sud": (0, 0)},
    "Services informatiques": {"Centre": (7, 0), "Nord": (1, 0), "Sud": (0, 0)},
    "Télécommunications": {"Centre": (0, 0), "Nord": (0, 0), "Sud": (0, 0)},
    "Marketing et communication": {"Centre": (0, 5), "Nord": (1, 1), "Sud": (0, 0)},
    "Cybersécurité": {"Centre": (1, 0), "Nord": (1, 0), "Sud": (0, 0)},
    "Transformation digitale": {"Centre": (0, 0), "Nord": (0, 0), "Sud": (0, 0)},
}


def counted(core, related):
    """How the opening must count, or say that nothing was read."""
    said = []
    if core:
        said.append(f"{core}\xa0{'offre lue' if core == 1 else 'offres lues'} en cœur du numérique")
    if related:
        said.append(f"{related}\xa0{'offre connexe lue' if related == 1 else 'offres connexes lues'}")
    return said or ["Aucune offre lue"]


@pytest.mark.parametrize("domain", BY_HAND)
def test_the_opening_is_true_for_every_territory_and_domain(open_page, words, domain):
    app = open_page("training", domaine=domain)
    by_territory = BY_HAND[domain]
    island = tuple(map(sum, zip(*by_territory.values(), strict=True)))
    assert set(by_territory) == {"Centre", "Nord", "Sud"}
    for territory, (core, related) in {"Martinique": island, **by_territory}.items():
        app.session_state["territoire"] = territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert not app.warning
        for part in counted(core, related):
            assert part in said, (territory, domain)
        assert f"Périmètre**\xa0: {territory} · " in said
        assert "L’offre continue (SIDEFOP, plus de 90 organismes) n’est pas chargée" in said


def test_a_commune_shows_its_offers_in_the_list(open_page, words):
    said = words(open_page("training", commune="Schœlcher", territoire="Centre"))
    assert "5\xa0offres lues à Schœlcher" in said
    assert "BUT Informatique" in said
    assert "Certificat de spécialisation Services numériques aux organisations" in said


def test_offers_to_confirm_are_hidden_until_the_switch_is_on(open_page, words):
    app = open_page("training")
    assert "Keyce" not in words(app)
    app.toggle(key="a_confirmer").set_value(True).run()
    said = words(app)
    assert "Keyce Academy Martinique" in said
    assert "Dont 5\xa0offres à confirmer" in said
    assert "n’est pas vérifiée" in said


def test_the_choices_of_the_page_narrow_every_figure_of_offers(open_page, words):
    app = open_page("training")
    app.selectbox(key="niveau").set_value("Bac+3 (niveau 6)").run()
    app.selectbox(key="perimetre").set_value("Cœur du numérique").run()
    said = words(app)
    # BUT, two Licences Informatique and the DN MADE.
    assert "4\xa0offres lues en cœur du numérique" in said
    assert "connexe lue" not in said
    assert "4\xa0communes" not in said
    assert "3\xa0communes sur 34 avec une offre lue (Bac+3 (niveau 6), Cœur du numérique)" in said


def test_what_the_deck_says_stays_beside_the_offers(open_page, words):
    said = words(open_page("training", territoire="Sud"))
    for sentence in (
        "Offre réduite à partir du bac+4",
        "Formations orientées vers les compétences techniques",
        "Créer des parcours modulables",
        "Le manque d’équipement des apprenants, frein majeur identifié",
        "Près de 70 à 80\u202f% des établissements",
        "AGEFMA",
        "CTM",
        "https://sidefop.agefma.mq/ (nécessite Internet)",
    ):
        assert sentence in said


def test_the_map_names_its_credit(open_page, words):
    assert "IGN – ADMIN EXPRESS COG (Licence Ouverte 2.0), contours simplifiés" in words(
        open_page("training")
    )
