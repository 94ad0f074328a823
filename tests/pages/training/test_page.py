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
        named = "formation recensée" if core == 1 else "formations recensées"
        said.append(f"{core}\xa0{named} au cœur du numérique")
    if core and related:
        said.append(f"et {related}\xa0{'connexe' if related == 1 else 'connexes'}.")
    elif related:
        named = "formation connexe recensée" if related == 1 else "formations connexes recensées"
        said.append(f"{related}\xa0{named}")
    return said or ["Aucune formation recensée"]


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
        assert f"{territory} · " in said
        assert "l’apprentissage et la formation continue ne sont pas chargés" in said


def test_a_commune_shows_its_offers_in_the_list(open_page, words):
    said = words(open_page("training", commune="Schœlcher", territoire="Centre"))
    assert "5\xa0formations recensées à Schœlcher" in said
    assert "BUT Informatique" in said
    assert "Certificat de spécialisation Services numériques aux organisations" in said
    # A commune without any: what to do is said in the list, and not again below.
    said = words(open_page("training", commune="Grand’Rivière", territoire="Nord"))
    assert said.count("voir tout le territoire Nord") == 1
    assert "formation initiale (Parcoursup)" in said


def cells(app):
    """The words of the tables on screen."""
    return "\n".join(str(cell) for table in app.table for cell in table.value.to_numpy().ravel()).replace(
        "\\", ""
    )


def test_a_commune_alone_is_not_said_the_farthest_of_several(open_page, words):
    app = open_page("training", "acces", commune="Le Lamentin")
    assert "La seule commune du périmètre" in words(app)
    assert "de la plus éloignée" not in words(app)
    assert "34\xa0communes, de la plus éloignée à la plus proche" in words(open_page("training", "acces"))


def test_offers_to_confirm_are_hidden_until_the_switch_is_on(open_page, words):
    app = open_page("training", "offres")
    assert "Keyce" not in cells(app)
    app.toggle(key="a_confirmer").set_value(True).run()
    assert "Keyce Academy Martinique" in cells(app)
    assert "n’est pas vérifiée" in words(app)
    assert "26\xa0formations recensées en Martinique" in words(app)


def test_the_choices_of_the_page_narrow_every_figure_of_offers(open_page, words):
    app = open_page("training", "offres")
    app.selectbox(key="niveau").set_value("Bac+3 (niveau 6)").run()
    app.selectbox(key="perimetre").set_value("Cœur du numérique").run()
    said = words(app)
    # BUT, two Licences Informatique and the DN MADE.
    assert "4\xa0formations recensées en Martinique (Bac+3 (niveau 6), Cœur du numérique)" in said
    assert len(app.table[0].value) == 4


def test_status_and_delivery_are_two_choices(open_page):
    app = open_page("training", "offres")
    app.selectbox(key="modalite").set_value("Formation initiale").run()
    # The 20 rows of Parcoursup.
    assert len(app.table[0].value) == 20
    app.selectbox(key="modalite").set_value("Tous statuts").run()
    app.selectbox(key="mode").set_value("Présentiel").run()
    # Parallel 14.
    assert len(app.table[0].value) == 1


@pytest.mark.parametrize(
    ("slug", "sentences"),
    [
        (
            "pratiques",
            (
                "Formations orientées vers les compétences techniques",
                "Créer des parcours modulables",
                "Le manque d’équipement des apprenants, frein majeur identifié",
                "Près de 70 à 80\u202f% des établissements",
                "CTM",
            ),
        ),
        (
            "sources",
            (
                "Offre réduite à partir du bac+4",
                "AGEFMA (déduit)",
                "https://sidefop.agefma.mq/ (nécessite Internet)",
            ),
        ),
    ],
)
def test_what_the_deck_says_has_its_views(open_page, words, slug, sentences):
    app = open_page("training", slug, territoire="Sud")
    for sentence in sentences:
        assert sentence in words(app)
    assert not app.exception
    assert "page Données" not in words(app), "no page loads what is missing"


def test_without_webgl_the_map_becomes_a_picture_and_says_so(open_page, words):
    app = open_page("training")
    app.button(key="formations-carte-still").click().run()
    assert "Carte fixe\u202f: choisissez la commune dans les filtres" in words(app)
    assert not app.get("deck_gl_json_chart")
    assert len(app.get("vega_lite_chart")) == 1
    app.button(key="formations-carte-lively").click().run()
    assert app.get("deck_gl_json_chart")
