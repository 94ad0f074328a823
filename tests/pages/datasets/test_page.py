"""« Données » lists everything whatever the filters, and says what is missing and who holds it."""

import itertools
import shutil

from data import store


def test_the_page_is_the_same_for_every_territory_and_domain(open_page, words):
    app = open_page("datasets")
    domains = ["Tous les domaines", *store.load("domains")["domain"]]
    for domain, territory in itertools.product(domains, ("Martinique", "Centre", "Nord", "Sud")):
        app.session_state["domaine"], app.session_state["territoire"] = domain, territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert not app.warning
        assert "86\xa0titres au support" in said
        assert "France Travail (4)" in said
    assert app.selectbox(key="territoire").disabled


def test_choosing_a_dataset_shows_its_rows_and_its_columns(open_page, words):
    app = open_page("datasets")
    app.selectbox(key="jeu").select("Actions du Schéma numérique").run()
    said = words(app)
    assert "Actions du Schéma numérique\u202f: 23\xa0lignes" in said
    assert "cost_keur (k€, entier)\u202f: Coût imprimé." in said
    assert any("Création de télécentres" in table.value.to_string() for table in app.dataframe)


def test_a_missing_file_is_named_and_the_rest_goes_on(open_page, words, tmp_path, monkeypatch):
    shutil.copytree(store.BUILT_IN, tmp_path / "data")
    (tmp_path / "data" / "recruitment.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "data"))
    said = words(open_page("datasets"))
    assert "recruitment.parquet absent" in said
    assert "86\xa0titres au support" in said
    assert "Demandes de données" in said


def test_a_damaged_publication_is_said(open_page, words, tmp_path, monkeypatch):
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "publication.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    assert "Les données importées ne sont pas lues" in words(open_page("datasets"))


def test_where_each_document_is_used_opens_on_a_click(open_page, words):
    app = open_page("datasets")
    assert "à l’origine de" not in words(app)
    app.session_state["donnees-usage-folded"] = True
    app.run()
    assert "55\xa0documents à l’origine de" in words(app)
