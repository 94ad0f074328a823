"""« Accès » and « Scénario »: what a fictitious course changes, and that it is never taken for a real one."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
from dataclasses import replace
from urllib.parse import parse_qs

import numpy as np
import pandas as pd
import pytest
import streamlit
from docx import Document

from components.figures.blocks import Figure, Gap, View
from components.figures.style import finish
from data import store
from data.journal import Writer
from data.journal.folds import meeting
from pages.meeting import held, notes
from pages.meeting.minutes import minutes
from pages.training import reach, scenario, trial
from pages.training.views import CONTENTS

MARIN = "Le Marin, Bac+5, Cybersécurité, 24, Mastère cyber"
TIMES = store.empty("travel_times")
LINK = {"domaine": "Cybersécurité", "a_partir_de": "Bac+5 et plus", "essai": MARIN}
ASKED = {"a_partir_de": "Bac+5 et plus", "distance": "À moins de 20 km"}


@pytest.fixture(scope="module")
def frames():
    names = ("training_offers", "training_coverage", "communes", "domains", "training_capacity")
    return [*(store.load(name) for name in names), TIMES]


@pytest.fixture(scope="module")
def outlines():
    return store.load_communes()


def view_with(*words: str, domain: bool = True, **choices: str) -> View:
    named = {"domain": "Cybersécurité", "domain_id": "cybersecurite"} if domain else {}
    return View("formations", slug="scenario", choices={**ASKED, **choices, "essai": list(words)}, **named)


def by_sphere(communes, outlines, start: str, km: float) -> int:
    """Inhabitants of the communes within ``km`` of the point of another, computed on a sphere."""
    points = outlines.set_index("commune_code").geometry.representative_point()
    code = communes.loc[communes["commune"] == start, "commune_code"].item()
    a, b = math.radians(points[code].y), math.radians(points[code].x)
    people = 0
    for row in communes.itertuples():
        c, d = math.radians(points[row.commune_code].y), math.radians(points[row.commune_code].x)
        h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        if 2 * 6371.0 * math.asin(math.sqrt(h)) <= km:
            people += row.population
    return people


def test_a_course_in_le_marin_brings_the_inhabitants_that_a_sphere_counts(frames, outlines):
    found = trial.result(view_with(MARIN), *frames, outlines)
    assert by_sphere(frames[2], outlines, "Le Marin", 20) == 104_484
    assert found.table is not None
    rows = found.table.frame.set_index("Situation")
    assert rows.loc["Aujourd’hui", "Habitants à moins de 20 km"] == 0
    assert rows.loc["Avec le scénario", "Habitants à moins de 20 km"] == 104_484
    assert rows.loc["Avec le scénario", "Places connues"] == 24
    assert found.title.startswith("Scénario\u202f: 104\u202f484\u00a0habitants de plus à moins de 20 km")


def test_every_figure_of_a_scenario_says_that_it_is_one(frames, outlines):
    built = [block.build for block in CONTENTS.view("scenario").blocks[:4]]
    assert len(built) == 4
    for build in built:
        figure = build(view_with(MARIN), *frames, outlines)
        assert isinstance(figure, Figure)
        assert "scénario" in figure.title.casefold()
        assert any(item.source == "Scénario" for item in figure.evidence)


def test_every_figure_of_access_and_scenario_says_which_offers_it_was_read_from(frames, outlines):
    built = [block.build for block in CONTENTS.view("scenario").blocks[1:4]]
    figures = [build(view_with(MARIN), *frames, outlines) for build in built]
    offers, coverage, communes, *_ = frames
    for block in CONTENTS.view("acces").blocks:
        figures.append(block.build(View("formations"), offers, coverage, communes, TIMES, outlines))
    assert len(figures) == 7
    for figure in figures:
        assert "la formation continue ne sont pas chargés" in figure.caution, figure.title


def test_without_fictitious_offers_nothing_speaks_of_a_scenario_done(frames, outlines):
    found = trial.result(view_with(domain=False, a_partir_de="Tous les niveaux"), *frames, outlines)
    assert found.title.startswith("Aujourd’hui")
    assert found.table is not None
    assert found.table.frame["Habitants à moins de 20 km"].tolist() == [347_838]


def test_a_fictitious_offer_out_of_the_filters_is_said_and_not_counted(frames, outlines):
    other = view_with("Le Marin, Bac+2, Cybersécurité, 24, BTS")
    found = trial.result(other, *frames, outlines)
    assert "hors du domaine ou du niveau" in found.caution
    assert found.table is not None
    assert found.table.frame["Habitants à moins de 20 km"].tolist() == [0, 0]


def test_the_best_commune_is_the_one_that_brings_most(frames, outlines):
    communes = frames[2]
    best = max(communes["commune"], key=lambda name: by_sphere(communes, outlines, name, 20))
    found = trial.ranking(view_with(), *frames, outlines)
    assert isinstance(found, Figure)
    assert best == "Le Lamentin"
    assert "au Lamentin" in found.title


def test_two_more_courses_are_named_only_where_no_other_pair_brings_as_much(frames, outlines):
    """At 20 km only Le Marin (8 486) and Sainte-Anne (4 306) are beyond: one more course can reach both."""

    def said(named=None, **choices):
        view = View("formations", choices=choices, **(named or {}))
        return trial.ranking(view, *frames, outlines).explanation.replace("\u202f", " ").replace("\xa0", " ")

    assert said(distance="À moins de 20 km").endswith(
        "Deux formations de plus ne rapprocheraient personne d’autre (34 communes essayées deux à deux)."
    )
    assert "64 191 habitants, 4 paires à égalité" in said(distance="À moins de 10 km")
    telecom = {"domain": "Télécommunications", "domain_id": "telecommunications"}
    assert "Saint-Esprit et Saint-Joseph donnent le plus, 283 967 habitants" in said(
        telecom, distance="À moins de 10 km"
    )
    # No course of this level is listed: many pairs are within 20 km of all 360 630 inhabitants.
    everyone = said(a_partir_de="Bac+5 et plus", distance="À moins de 20 km")
    assert "360 630 habitants" in everyone
    assert "paires à égalité" in everyone


def test_that_communes_have_no_bar_is_said(frames, outlines):
    found = trial.ranking(replace(view_with(domain=False), choices=ASKED), *frames, outlines)
    gaining = int((found.table.frame["Habitants gagnés"] > 0).sum())
    assert len(found.rows) == trial.RANKED
    assert gaining > trial.RANKED
    assert found.caution.startswith("Seules les premières communes ont une barre")


@pytest.mark.parametrize(
    "word",
    ["", "Le Marin", "Le Marin, Bac+9, , 24, X", "Le Marin, Bac+5, , -1, X", "Le Marin, Bac+5, , 24,  "],
)
def test_a_word_that_describes_no_offer_is_refused(word):
    assert scenario.read(word) is None


def test_an_unknown_commune_or_domain_is_named(frames):
    words = ["Ardèche, Bac+5, , 24, A", "Le Marin, Bac+5, Magie, 24, B", "Le Marin, Bac+5, , 0, C, D"]
    rows, left = scenario.offers(words, frames[2], frames[3])
    assert rows["title"].tolist() == ["C, D"]
    assert ["« Ardèche »" in left[0], "« Magie »" in left[1], len(left)] == [True, True, 2]


def test_the_farthest_commune_and_the_share_of_each_territory(frames, outlines):
    offers, coverage, communes, *_ = frames
    seen = View("formations", slug="acces", territory="Sud", choices={"distance": "À moins de 20 km"})
    figure = reach.numbers(seen, offers, coverage, communes, TIMES, outlines)
    assert isinstance(figure, Figure)
    # Espace Sud has 114 903 inhabitants; Le Marin (8 486) and Sainte-Anne (4 306) are beyond: 102 111 left.
    assert figure.numbers[0].detail == "102\u202f111 sur 114\u202f903"
    assert figure.numbers[1].detail == "Le Marin et Sainte-Anne"


def test_no_dot_of_the_map_stands_beyond_the_communes_in_view(frames, outlines):
    offers, coverage, communes, *_ = frames
    dots = {}
    for territory, code, commune in ((None, None, None), ("Nord", "97211", "Grand’Rivière")):
        seen = View("formations", "acces", territory, code, commune)
        spec = json.dumps(finish(reach.carte(seen, offers, coverage, communes, TIMES, outlines).chart))
        dots[commune] = spec.count('"shape": "circle"')
    # No course is listed at Grand’Rivière: those of elsewhere would make it small to have a place.
    assert dots == {None: 1, "Grand’Rivière": 0}


def test_a_course_at_a_distance_brings_nobody_nearer_and_is_counted_apart(frames, outlines):
    offers, coverage, communes, *_ = frames
    remote = offers.assign(modality=["À distance"] + ["Présentiel"] * (len(offers) - 1), verified=True)
    found = reach.reach_of(View("formations"), remote, communes, TIMES, outlines)
    assert (len(found.remote), len(found.chosen)) == (1, len(offers) - 1)
    figure = reach.numbers(View("formations"), remote, coverage, communes, TIMES, outlines)
    assert (figure.numbers[3].value, figure.numbers[3].label) == ("1", "Formation à distance recensée")


def test_without_offer_of_the_kind_no_distance_is_shown(frames, outlines):
    offers, coverage, communes, *_ = frames
    seen = View(
        "formations",
        slug="acces",
        domain="Cybersécurité",
        domain_id="cybersecurite",
        choices={"a_partir_de": "Bac+5 et plus"},
    )
    assert isinstance(reach.numbers(seen, offers, coverage, communes, TIMES, outlines), Gap)
    assert reach.carte(seen, offers, coverage, communes, TIMES, outlines) is None


@pytest.mark.parametrize("map_of", [reach.carte, trial.carte])
def test_the_maps_of_distances_weigh_no_more_for_twenty_thousand_offers(frames, outlines, map_of):
    offers, coverage, communes, *others = frames
    draw = np.random.default_rng(972)
    many = pd.concat([offers] * 1000, ignore_index=True).head(20_000)
    many = many.assign(
        offer_id=[f"o{rank}" for rank in range(len(many))],
        verified=True,
        commune_code=draw.choice(communes["commune_code"].to_numpy(), len(many)),
        latitude=draw.uniform(14.4, 14.87, len(many)),
        longitude=draw.uniform(-61.2, -60.82, len(many)),
    )
    others = [TIMES] if map_of is reach.carte else others
    view = view_with(MARIN, domain=False, a_partir_de="Bac+2 et plus")
    figure = map_of(view, many, coverage, communes, *others, outlines)
    assert len(json.dumps(finish(figure.chart), ensure_ascii=False).encode()) < 200_000


def of_minutes(*rows):
    frame = pd.DataFrame(rows, columns=["from_commune_code", "to_commune_code", "minutes"])
    return frame.assign(source_id="essai", locator="essai", certainty="read", note=None)


def test_a_scenario_counts_minutes_once_a_table_of_them_is_loaded(frames, outlines):
    times = of_minutes(("97226", "97217", 20.0), ("97222", "97217", 45.0))
    free = {name: word for name, word in ASKED.items() if name != "distance"}
    view = View(
        "formations", domain="Cybersécurité", domain_id="cybersecurite", choices={**free, "essai": [MARIN]}
    )
    found = trial.result(view, *frames[:-1], times, outlines)
    # Le Marin itself (8 486 inhabitants) and Sainte-Anne (4 306), 20 minutes away; Le Robert is 45 away.
    # Nothing is said of the 31 others: they may be as near.
    assert found.title.startswith(
        "Scénario\u202f: au moins 12\u202f792\u00a0habitants de plus à moins de 30 min"
    )
    assert "Aucun temps donné vers une formation, comptées au-delà\u202f: 31\xa0communes." in found.caution
    assert found.table is not None
    assert "Temps moyen au plus (min)" in found.table.frame


def test_minutes_that_nobody_loaded_are_said_and_not_guessed(frames, outlines):
    view = View("formations", choices={"distance": "À moins de 30 min"})
    found = reach.numbers(view, *frames[:3], TIMES, outlines)
    assert isinstance(found, Gap)
    assert "Aucun temps de trajet n’est chargé" in found.reason
    for build in (trial.result, trial.ranking):
        said = build(view, *frames, outlines)
        assert isinstance(said, Gap)
        # Nobody is known to be near, nor far.
        assert "Aucun temps de trajet n’est chargé" in said.reason


def test_the_link_of_a_scenario_opens_with_the_same_figure_and_the_form_adds_to_it(open_page, words):
    app = open_page("training")
    for name, value in {"vue": "scenario", **LINK}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert "104\u202f484\u00a0habitants de plus" in words(app)
    app.text_input(key="scenario-intitule").set_value("Second")
    app.selectbox(key="scenario-domaine").set_value("Cybersécurité")
    app.selectbox(key="scenario-commune").set_value("Schœlcher")
    next(button for button in app.button if "Ajouter" in button.label).click().run()
    assert not app.exception
    assert app.query_params["essai"] == [MARIN, "Schœlcher, Bac+5, Cybersécurité, 24, Second"]
    app.button(key="formations-scenario-essai-enlever-0").click().run()
    assert app.query_params["essai"] == "Schœlcher, Bac+5, Cybersécurité, 24, Second"


def note_without_dialog(room, view, actions, *, figure=None):
    streamlit.session_state.setdefault(notes._ROUND, "tour")
    notes._draw(room, view, actions, figure)


def test_a_scenario_noted_as_a_decision_is_in_the_minutes_with_its_words_and_its_link(
    open_page, tmp_path, monkeypatch
):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    journal = store.journal()
    writer = Writer("Une personne", may_write=True)
    begun = meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC))
    journal.append(begun, writer=writer, opened_on=journal.version)
    with monkeypatch.context() as patched:
        # AppTest forgets a dialog at the next click: what it holds is drawn on the page instead.
        patched.setattr("pages.meeting.notes.button", note_without_dialog)
        app = open_page("training", "scenario", **LINK)
        app.text_area(key="note-text").input("Étudier l’ouverture au Marin, 24 places")
        app.text_input(key="note-name").input("Une personne")
        app.button(key="note-save").click().run()
        assert not app.exception
    document = Document(io.BytesIO(minutes(held.of(store.journal().rows(), "2026-01-01"))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    noted = next(cell for cell in cells if cell.startswith("Étudier l’ouverture au Marin, 24 places"))
    assert f"À l’écran\u202f: Formations · Scénario · Cybersécurité · Bac+5 et plus · {MARIN}" in noted
    address = noted.partition("Adresse\u202f: /formations?")[2]
    assert address == (
        "vue=scenario&domaine=Cybersécurité&a_partir_de=Bac%2B5+et+plus"
        "&essai=Le+Marin,+Bac%2B5,+Cybersécurité,+24,+Mastère+cyber"
    )
    # The test above opens it with the same figure.
    assert parse_qs(address) == {"vue": ["scenario"], **{name: [word] for name, word in LINK.items()}}
