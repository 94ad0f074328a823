"""The clock and the agenda speak true French."""

import datetime as dt
import re

import pandas as pd
import pytest

from pages.meeting import words as meeting
from pages.meeting.days import read_day
from pages.registry import PAGES

LOOSE = re.compile(r" [:;?!»]|« ")
# A colour, which a reader sees and does not read.
COLOUR = re.compile(r":gray\[")
TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("remaining", "spent", "expected"),
    [
        (600, 300, "10\u202fmin restantes"),
        (119, 781, "bientôt fini\u202f: 1\u202fmin"),
        (30, 870, "bientôt fini\u202f: moins d’une minute"),
        (-30, 930, "temps écoulé"),
        (-185, 1085, "temps dépassé de 3\u202fmin"),
        (None, 30, "moins d’une minute écoulée"),
        (None, 300, "5\u202fmin écoulées"),
    ],
)
def test_time_left_is_said_in_words(remaining, spent, expected):
    assert meeting.time_left(remaining, spent) == expected


def test_the_agenda_says_what_is_fixed_and_what_is_not():
    # The deck: AKTO 15, France Travail 15, testimonies 30, CTM 15, and ten durations "à fixer".
    agenda = pd.DataFrame({"minutes": pd.array([15, 15, 30, 15] + [None] * 10, dtype="Float64")})
    assert meeting.headline(agenda) == [
        "14\xa0points à l’ordre du jour, 75\xa0minutes fixées sur 4\xa0points\u202f; 10\xa0durées à fixer."
    ]
    assert meeting.headline(pd.DataFrame({"minutes": pd.array([1, None], dtype="Float64")})) == [
        "2\xa0points à l’ordre du jour, 1\xa0minute fixée sur 1\xa0point\u202f; 1\xa0durée à fixer."
    ]


def test_nobody_owes_what_was_rejected_put_off_or_given_up():
    named = {"who": "CTM", "due": pd.Timestamp("2026-12-10")}
    noted = pd.DataFrame(
        [
            {"type": "decision", "text": "Ouvrir un guichet", "status": "rejected", **named},
            {"type": "decision", "text": "Financer A02", "status": "postponed", **named},
            {"type": "action", "text": "Relancer la CCIM", "status": "dropped", **named},
            {"type": "action", "text": "Envoyer le calendrier", "status": "done", **named},
            {"type": "decision", "text": "Adopter le plan", "status": "adopted", **named},
            {"type": "question", "text": "Combien ?", "status": "open", "who": None, "due": pd.NaT},
        ]
    ).assign(vote=None)
    owed = meeting.is_charge(noted)

    assert list(noted.loc[owed, "text"]) == ["Envoyer le calendrier", "Adopter le plan"]
    assert meeting.noted_line(noted.iloc[0]) == (
        "Décision\u202f: Ouvrir un guichet — CTM, pour le 10 décembre 2026 · rejetée"
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", None),
        ("15/01/2027", dt.date(2027, 1, 15)),
        ("15/1/27", dt.date(2027, 1, 15)),
        ("15-01-2027", dt.date(2027, 1, 15)),
        ("23/11", dt.date(2026, 11, 23)),
        ("1/3", dt.date(2027, 3, 1)),
    ],
)
def test_days_are_read_as_people_type_them(typed, expected):
    assert read_day(typed, TODAY) == expected


@pytest.mark.parametrize("typed", ["1_5/03", "٣/03/2027", "31/02/2027", "demain", "15", "2027/01/15/2"])
def test_a_day_that_is_none_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="n’est pas une date"):
        read_day(typed, TODAY)


@pytest.mark.parametrize("name", ["seance", "donnees"])
def test_no_line_may_be_cut_before_a_french_mark(open_page, words, name, tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    page = PAGES[name]
    assert page.views
    for view in page.views:
        app = open_page(page.folder, view.slug)
        fields = (*app.button, *app.text_input, *app.number_input, *app.selectbox, *app.multiselect)
        said = COLOUR.sub("[", "\n".join([words(app), *(field.label for field in fields)]))
        assert [text for text in said.splitlines() if LOOSE.search(text)] == []


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("action", "open", ""),
        ("action", "done", " · faite"),
        ("data", "done", " · reçue"),
        ("decision", "adopted", ""),
    ],
)
def test_who_has_something_to_do_is_told_what_is_done_already(kind, status, said):
    row = pd.Series({"type": kind, "text": "Envoyer", "status": status, "who": "CTM", "due": pd.NaT})
    assert meeting.charge_line(row) == f"CTM, échéance non indiquée\u202f: Envoyer{said}"
