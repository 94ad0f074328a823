"""The figures of the tracking: titles true to the amounts, nothing typed never shown as zero."""

from datetime import date

import pandas as pd
import pytest

from components.figures.blocks import View
from data import store
from data.indicators.alerts import Alert
from data.journal.folds import budget, entries, progress
from data.journal.folds.rows import as_rows
from pages.plan.tracking import alerts, past, state, sums
from pages.plan.tracking import words as sentences
from pages.plan.tracking.action_sheet import build, carried_by

ACTIONS = pd.DataFrame(
    {
        "action_id": ["A01", "A02", "A07"],
        "pillar_id": ["education", "education", "attractivite"],
        "action": ["Un", "Deux", "Sept"],
        "cost_keur": [50, 100, 0],
        "funding_label": ["CCT", "FSE", None],
    }
).astype({"funding_label": "str"})
KEYS = pd.DataFrame({"label": ["Clé"], "action_id": ["A02"]})
VIEW = View("schema")


def row(kind, action, field, value, year=None, day="2026-03-12", save="s1", author="Anne"):
    return {
        "save_id": save,
        "saved_at": f"{day}T13:00:00Z",
        "author": author,
        "reason": "Comité",
        "kind": kind,
        "subject_id": action,
        "year": year,
        "funder": None,
        "field": field,
        "value": value,
        "undoes": None,
    }


def frames(*rows, day=date(2026, 11, 23), past_day=False):
    journal = as_rows(list(rows))
    return (
        ACTIONS,
        KEYS,
        budget(journal),
        progress(journal),
        entries(journal),
        pd.DataFrame({"day": [day], "past": [past_day]}),
    )


COMMITTED = row("budget", "A01", "committed", "25", 2025)
ZERO = row("budget", "A02", "committed", "0", 2025)


def test_totals_come_with_their_contributors_and_nothing_typed_is_a_dash():
    figure = sums.totals(VIEW, *frames(COMMITTED, ZERO))
    assert figure.title == "25\u202fk€ engagés · 2\xa0actions renseignées sur 3"
    planned, committed, paid = figure.numbers
    assert (committed.value, committed.detail) == ("25\u202fk€", "2\xa0actions renseignées sur 3")
    assert planned.value == paid.value == "—"
    assert planned.detail == "non renseigné · 0\xa0action renseignée sur 3"
    only_zero = sums.totals(VIEW, *frames(ZERO))
    assert only_zero.title == "0\u202fk€ engagé · 1\xa0action renseignée sur 3"


def test_a_room_is_not_shown_what_is_still_to_be_typed():
    room = View("schema", projection=True)
    figure = sums.totals(room, *frames(COMMITTED, ZERO))
    assert [number.label for number in figure.numbers] == ["Engagé"]
    assert sums.totals(room, *frames(row("progress", "A01", "status", "en cours"))) is None
    assert "sans aucun montant" not in sums.by_pillar(room, *frames(COMMITTED)).caution
    assert alerts.figure(room, *frames(row("progress", "A01", "status", "en cours"))).caution == ""


def test_the_pace_compares_cost_and_time_on_the_same_actions():
    figure = sums.pace(VIEW, *frames(COMMITTED, ZERO, day=date(2026, 1, 1)))
    # 25 + 0 over 50 + 100; 731 of 1461 days.
    assert (
        figure.title
        == "Engagé\u202f: 17\u202f% du coût des 2\xa0actions renseignées, pour 50\u202f% du temps écoulé"
    )
    assert sums.pace(VIEW, *frames(row("budget", "A07", "paid", "5", 2025))) is None


def test_filters_narrow_the_figures_and_are_said_under_the_title():
    view = View("schema", choices={"suivi-financement": ["CCT"], "suivi-annee": ["2025"]})
    figure = sums.totals(view, *frames(COMMITTED, ZERO, past_day=True))
    assert figure.title == "25\u202fk€ engagés · 1\xa0action renseignée sur 1"
    for words in ("état au 23 novembre 2026", "Financements indiqués\u202f: CCT", "Années\u202f: 2025"):
        assert words in figure.subtitle


def test_sums_by_group_never_draw_an_untyped_amount_as_zero():
    figure = sums.by_pillar(VIEW, *frames(COMMITTED))
    assert figure.native.series["Engagé"] == (25.0,)
    assert figure.native.series["Payé"] == (None,)
    assert figure.caution.startswith("4\xa0piliers sans aucun montant renseigné.")
    assert sums.by_funder(VIEW, *frames(COMMITTED)) is None


@pytest.mark.parametrize("rows", [(), (row("progress", "A01", "status", "en cours"),)])
def test_without_amounts_there_is_no_chart_of_amounts(rows):
    assert sums.by_year(VIEW, *frames(*rows)) is None
    assert state.calendar(VIEW, *frames(*rows)) is None


def test_the_calendar_is_shown_on_a_projector_too():
    planned = [row("budget", action, "planned", "5", 2025) for action in ("A01", "A02", "A07")]
    desk = state.calendar(VIEW, *frames(*planned))
    assert desk.title == "3\xa0actions sur 3 ont un calendrier prévu"
    projected = View("schema", projection=True)
    assert state.calendar(projected, *frames(*planned)) is not None


def test_confidence_keeps_untyped_as_a_state_of_its_own():
    figure = state.confidence(VIEW, *frames(row("progress", "A01", "confidence", "compromis")))
    assert figure.native.categories[-1] == "non renseignée"
    assert figure.native.series["Actions"] == (0.0, 0.0, 0.0, 1.0, 2.0)


def test_what_was_never_typed_is_one_line_and_no_alert():
    figure = alerts.figure(VIEW, *frames(COMMITTED))
    assert figure.title == "1\xa0alerte sur 1\xa0action"  # silent since March
    assert figure.caution == "2\xa0actions sans aucune saisie."


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Alert("over_cost", "A07", "planned", keur=1, limit_keur=0),
            "1 k€ prévu, pour un coût au planning de 0 k€ (imprimé).",
        ),
        (
            Alert("paid_above_committed", "A01", year=2025, keur=70, limit_keur=60),
            "fin 2025, 70 k€ payés pour 60 k€ engagés depuis 2024.",
        ),
        (
            Alert("nothing_committed", "A01", "untyped", 2025, 30),
            "30 k€ prévus en 2025, aucun engagement renseigné.",
        ),
        (Alert("nothing_committed", "A01", "zero", 2025, 30), "30 k€ prévus en 2025, 0 k€ engagé."),
        (Alert("late", "A01", "not_started", 2025), "prévue dès 2025, elle est encore à venir."),
        (Alert("silent", "A01", days=90), "aucune saisie depuis 90 jours."),
    ],
)
def test_each_alert_is_a_sentence_that_names_its_action(found, said):
    spoken = sentences.alert(found, "Nom").replace("\u202f", " ").replace("\xa0", " ")
    assert spoken == f"{found.action_id}, « Nom » : {said}"


def test_under_filters_the_alerts_say_whose_actions_and_which_years():
    """A02 has no entry: with the year 2025, only A01 is kept, and its alert is that of its whole cost."""
    over = row("budget", "A01", "planned", "60", 2025)
    whole = alerts.figure(VIEW, *frames(over))
    assert whole.caution == "2\xa0actions sans aucune saisie."
    year = View("schema", choices={"suivi-annee": ["2025"]})
    assert alerts.figure(year, *frames(over)).caution == (
        "Toutes ces actions ont une saisie. Toutes les années de ces actions comptent."
    )


def test_what_changed_between_two_days_says_who_and_why():
    rows = as_rows(
        [
            row("budget", "A01", "paid", "5", 2025),
            row("budget", "A01", "paid", "8", 2025, day="2026-05-02", save="s2", author="Paul"),
            row("decision", "d1", "text", "Note", day="2026-05-02", save="s3"),
        ]
    )
    table = past.changes(rows, date(2026, 4, 1), date(2026, 6, 1)).frame
    assert table.drop(columns="Quand").values.tolist() == [
        ["A01", "Payé (k€) 2025", "5", "8", "Paul", "Comité"]
    ]
    assert past.changes(rows, date(2026, 5, 2), date(2026, 6, 1)).frame.empty


def test_an_action_carries_what_people_tied_and_noted():
    statements = pd.DataFrame({"statement_id": ["r1", "r2"], "text": ["Former", "Équiper"]})
    ties = pd.DataFrame({"recommendation_id": ["r1", "r2"], "carried_by": ["A01,A02", "aucune"]})
    noted = pd.DataFrame({"text": ["Noté", "Autre"], "carried_by": ["A01", None]})
    assert carried_by("A01", statements, ties, noted) == ("Former", "Noté")
    assert carried_by("A07", statements, ties, noted) == ()


def test_the_sheet_of_an_action_names_its_own_last_save_not_the_last_of_all():
    later = row("budget", "A02", "planned", "10", 2026, day="2026-06-01", save="s2", author="Paul")
    tracked = frames(COMMITTED, later)
    actions = ACTIONS.assign(source_id="deck", locator="Planning", certainty="read", note=None)
    none = pd.DataFrame({"statement_id": [], "text": [], "recommendation_id": [], "carried_by": []})
    figure = build(VIEW, "A01", none, none, none, store.empty("tags"), (actions, *tracked[1:]))
    assert figure.evidence[-1].year == "le 12 mars 2026 par Anne"


def test_nothing_typed_leaves_no_figure_of_the_tracking():
    builders = (sums.totals, sums.pace, sums.by_pillar, state.progress, state.confidence, alerts.figure)
    assert [build(VIEW, *frames()) for build in builders] == [None] * len(builders)


def test_words_of_the_tracking_are_in_the_ink_of_the_page_or_in_what_stands_out_on_their_bar():
    planned = row("budget", "A01", "planned", "10", 2026)
    tracked = frames(COMMITTED, planned)
    pace = sums.pace(VIEW, *tracked).chart.to_dict()
    assert [layer["mark"].get("color") for layer in pace["layer"] if layer["mark"]["type"] == "text"] == [
        None
    ]
    calendar = state.calendar(VIEW, *tracked).chart.to_dict()
    written = [layer for layer in calendar["layer"] if layer["mark"]["type"] == "text"]
    assert [layer["mark"].get("color") for layer in written] == [None, None]
    assert "ink" in [layer["encoding"].get("color", {}).get("field") for layer in written]
