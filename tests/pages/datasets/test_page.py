"""« Données » lists everything whatever the filters, and says what is missing and who holds it."""

import shutil

import pytest

from data import store
from pages.registry import PAGES


@pytest.mark.parametrize("vue", [view.slug for view in PAGES["donnees"].views])
def test_each_view_is_the_same_for_every_territory_and_domain(open_page, words, vue):
    app = open_page("datasets", vue)
    whole = words(app)
    assert not app.exception
    assert not app.error
    assert not app.warning
    narrow = words(open_page("datasets", vue, domaine="Cybersécurité", territoire="Sud"))
    assert set(whole.splitlines()) <= set(narrow.splitlines())


def test_the_first_view_says_what_is_missing_and_who_holds_it(open_page, words):
    app = open_page("datasets")
    said = words(app)
    assert "22\xa0contenus manquent, dont 17 à un détenteur nommé" in said
    assert "**France Travail**" in said
    assert "calendrier 2024-2027" not in said
    assert "et 2\xa0autres" in said, "of the three requests to the CTM"
    next(button for button in app.button if button.label == "Lire la suite (18)").click().run()
    said = words(app)
    assert "calendrier 2024-2027" in said
    # The form in which to send it is one click away.
    assert "À envoyer" not in said
    app.toggle(key="donnees-demandes-forms").set_value(True).run()
    assert "tableau\u202f: action, date de début, date de fin" in words(app)
    assert [found.label for found in app.metric][0] == "Jeux de données chargés"


def test_choosing_a_dataset_shows_its_rows_and_its_columns(open_page, words):
    app = open_page("datasets", "catalogue")
    app.selectbox(key="jeu").select("Actions du Schéma numérique").run()
    said = words(app)
    assert "Actions du Schéma numérique\u202f: 23\xa0lignes" in said
    # The codes of the file are one click away.
    assert "cost_keur" not in said
    app.button(key="donnees-apercu-more").click().run()
    assert "cost_keur (k€, entier)\u202f: Coût imprimé." in words(app)
    assert any("Création de télécentres" in table.value.to_string() for table in app.dataframe)


def test_the_dataset_that_is_looked_at_can_be_taken_away(open_page, words):
    app = open_page("datasets", "catalogue", jeu="Actions du Schéma numérique")
    assert "Emporter «\u202fActions du Schéma numérique\u202f»" in words(app)
    labels = [button.label for button in app.get("download_button")]
    assert labels[-4:] == [
        "CSV \\(Excel\\)",
        "Excel, avec ses sources",
        "Parquet",
        "Tous les jeux \\(datapackage\\)",
    ]


def test_a_missing_file_is_named_and_the_rest_goes_on(open_page, words, tmp_path, monkeypatch):
    shutil.copytree(store.BUILT_IN, tmp_path / "data")
    (tmp_path / "data" / "recruitment.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "data"))
    assert "recruitment.parquet absent" in words(open_page("datasets", "catalogue"))
    said = words(open_page("datasets"))
    assert "22\xa0contenus manquent" in said
    assert "Demandes de données" in said


def test_a_damaged_publication_is_said(open_page, words, tmp_path, monkeypatch):
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "publication.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    assert "Les données importées ne sont pas lues" in words(open_page("datasets"))


def test_where_each_document_is_used_opens_on_a_click(open_page, words):
    app = open_page("datasets", "catalogue")
    assert "à l’origine de" not in words(app)
    app.session_state["donnees-usage-folded"] = True
    app.run()
    assert "74\xa0documents à l’origine de" in words(app)
