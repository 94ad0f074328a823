"""Synthèse driven without a browser: tiles under filters, what is to follow, the search and its results."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data import store
from data.clock import today
from data.journal import Change, Writer

NARROW, WIDE = "\u202f", "\u00a0"
SOMEONE = Writer("Camille", may_write=True)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def open_home(home: Path) -> Callable[..., AppTest]:
    def opened(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return opened


def tile(app: AppTest, name: str) -> str:
    """What a tile says, Markdown escapes removed."""
    tiles = [element.value.replace("\\", "") for element in app.markdown if element.value.startswith("## ")]
    return tiles[["Secteur", "Maturité", "Formations", "Compétences", "Schéma", "À suivre"].index(name)]


def asked(app: AppTest, name: str) -> str:
    """One parameter of the address."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


def labels(app: AppTest) -> list[str]:
    return [button.label.replace("\\", "") for button in app.button]


def note(decision: str, due: str) -> None:
    fields = {"type": "decision", "text": decision, "who": "CTM", "due": due}
    journal = store.journal()
    changes = [Change("decision", decision, name, value) for name, value in fields.items()]
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)


def test_six_tiles_give_the_figure_that_matters(open_home: Callable[..., AppTest]) -> None:
    app = open_home()

    assert not app.exception
    assert not app.warning
    assert f"## 1{NARROW}522{WIDE}établissements" in tile(app, "Secteur")
    assert f"57{NARROW}%" in tile(app, "Maturité")
    assert f"21{WIDE}formations recensées" in tile(app, "Formations")
    assert f"61{WIDE}projets de recrutement" in tile(app, "Compétences")
    assert f"16{NARROW}890{NARROW}k€" in tile(app, "Schéma")
    assert len(app.get("vega_lite_chart")) == 5
    assert all("Martinique entière" in tile(app, name) for name in ("Secteur", "Maturité", "Schéma"))


def test_the_filters_act_on_each_tile_or_it_says_that_it_covers_all_of_martinique(
    open_home: Callable[..., AppTest],
) -> None:
    app = open_home(territoire="Sud", domaine="Télécommunications")

    assert f"198{WIDE}établissements" in tile(app, "Secteur")
    assert "Martinique entière, Télécommunications" in tile(app, "Secteur")
    assert "Aucune formation recensée" in tile(app, "Formations")
    assert "Sud, Télécommunications" in tile(app, "Formations")
    assert "Sud, Télécommunications" in tile(app, "Compétences")
    for name in ("Maturité", "Schéma", "À suivre"):
        assert "Martinique entière, tous domaines" in tile(app, name), name


def test_what_leaves_nothing_to_draw_draws_no_empty_chart(open_home: Callable[..., AppTest]) -> None:
    # No offer and no occupation of the survey are tied to this domain.
    app = open_home(domaine="Transformation digitale")

    assert "Aucune formation recensée" in tile(app, "Formations")
    assert len(app.get("vega_lite_chart")) == 5 - 1 - ("Aucun métier rattaché" in tile(app, "Compétences"))


def test_an_empty_journal_says_that_nothing_is_typed_yet(open_home: Callable[..., AppTest]) -> None:
    app = open_home()

    assert "Aucune décision ni suivi saisis pour l’instant." in tile(app, "À suivre")
    assert not any("en retard" in label for label in labels(app))


def test_late_and_due_decisions_lead_to_the_decisions(open_home: Callable[..., AppTest]) -> None:
    note("Écrire à l’AGEFMA", (today() - timedelta(days=1)).isoformat())
    note("Demander le fichier SIDEFOP", (today() + timedelta(days=3)).isoformat())
    app = open_home()

    assert f"1{WIDE}décision en retard" in labels(app)
    assert f"1{WIDE}décision à échéance sous 14 jours" in labels(app)
    app.button(key="synthese-suivre-late").click().run()
    assert app.title[0].value == "Séance"
    assert asked(app, "vue") == "decisions"


def test_a_tile_opens_its_view_with_the_filters_that_this_view_follows(
    open_home: Callable[..., AppTest],
) -> None:
    app = open_home(territoire="Nord")
    app.button(key="synthese-formations-open").click().run()

    assert app.title[0].value == "Formations"
    assert asked(app, "territoire") == "Nord"


def test_an_address_searches_and_a_result_leads_to_its_view(open_home: Callable[..., AppTest]) -> None:
    app = open_home(q="télécentres")
    found = next(
        button for button in app.button if button.label.startswith("**Création de télécentres** :small")
    )

    assert app.text_input(key="q").value == "télécentres"
    assert not app.get("vega_lite_chart")
    assert asked(app, "q") == "télécentres"
    found.click().run()
    assert app.title[0].value == "Schéma"
    assert asked(app, "vue") == "actions"
    assert any("st-key-card-schema-liste" in str(part.proto.body) for part in app.get("html"))


def test_results_are_grouped_and_counted(open_home: Callable[..., AppTest]) -> None:
    app = open_home(q="cybersécurité")
    headings = [part.value.replace("\\", "") for part in app.markdown if part.value.startswith("## ")]

    # Two offers are tied to cybersecurity: Fort-de-France and La Trinité.
    assert "## Formations (2)" in headings
    assert "## Actions du Schéma (1)" in headings


def test_a_search_without_result_says_so_and_a_suggestion_can_be_taken(
    open_home: Callable[..., AppTest],
) -> None:
    app = open_home(q="cyberdéfense")
    said = " ".join(part.value.replace("\\", "") for part in app.caption)

    assert "Aucun résultat pour" in said
    assert "Vouliez-vous dire" in said
    suggestion = next(
        button for button in app.button if button.key and button.key.startswith("q-suggestion-")
    )
    suggestion.click().run()
    assert asked(app, "q") == suggestion.label.replace("\\", "")
    assert any(part.value.startswith("## ") for part in app.markdown)


def test_the_filters_in_force_are_said_to_have_no_effect_on_what_is_found(
    open_home: Callable[..., AppTest],
) -> None:
    app = open_home(q="fibre", territoire="Sud")

    assert any("Sud" in part.value and "sans effet ici" in part.value for part in app.caption)
    app.text_input(key="q").set_value("").run()
    assert app.selectbox(key="territoire").value == "Sud"


def test_the_button_of_the_search_leads_home_with_the_filters_and_to_the_field(
    open_home: Callable[..., AppTest],
) -> None:
    app = open_home(territoire="Nord")
    app.button(key="synthese-formations-open").click().run()
    app.button(key="search-everywhere").click().run()

    assert app.title[0].value == "Synthèse"
    assert app.selectbox(key="territoire").value == "Nord"
    assert any(".st-key-q input" in str(part.proto.body) for part in app.get("html"))


def test_a_page_that_does_not_exist_is_said(open_home: Callable[..., AppTest]) -> None:
    app = open_home(page_inconnue="horoscope *a*")

    assert "horoscope *a*" in app.info[0].value.replace("\\", "")
    assert "n’existe pas" in app.info[0].value


def test_a_dataset_that_is_missing_costs_its_tile_only(
    open_home: Callable[..., AppTest], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(store.BUILT_IN, home / "built")
    (home / "built" / "survey_answers.parquet").unlink()
    monkeypatch.setenv("CEP_DATA", str(home / "built"))
    app = open_home()

    assert len(app.warning) == 1
    assert "1\u202f522" in " ".join(part.value for part in app.markdown)
    assert "890" in " ".join(part.value for part in app.markdown)


@pytest.fixture
def many_offers(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store with twenty thousand offers in place of its own."""
    shutil.copytree(store.BUILT_IN, home / "built")
    offers = pd.read_parquet(home / "built" / "training_offers.parquet")
    many = pd.concat([offers] * (20_000 // len(offers) + 1), ignore_index=True).head(20_000)
    numbers = many.index.astype("str")
    many = many.assign(offer_id=numbers, title=many["title"] + " promotion " + numbers)
    many.to_parquet(home / "built" / "training_offers.parquet")
    monkeypatch.setenv("CEP_DATA", str(home / "built"))


@pytest.mark.bench
def test_a_search_on_the_page_over_twenty_thousand_offers(many_offers: None) -> None:
    from pages.overview import results

    results.index(store)
    started = time.perf_counter()
    found = results.index(store).find("formation cybersécurité")
    spent = time.perf_counter() - started
    print(f"\n{found.total} found in {spent:.3f} s, fingerprints included")

    assert found.total > 1_000
    assert spent < 0.3
