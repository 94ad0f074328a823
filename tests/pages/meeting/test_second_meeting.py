"""A second meeting a month later: follow-ups carried over, and the first one's minutes made again, equal."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar
from PIL import ImageFont
from pypdf import PdfReader

from components.documents.gather import ExportedPart
from components.figures.blocks import Evidence, Figure, Number
from data import store
from data.clock import LOCAL_ZONE
from data.journal.folds import (
    Change,
    agenda_of_day,
    current_meeting,
    meeting,
    meeting_state,
    meetings,
    showing,
)
from data.journal.words import STATUSES_OF
from data.store.folds import Written
from pages.meeting import calendar, held, minutes, offered, summary
from pages.meeting.documents import decision_table
from pages.registry import all_contents
from tests.pages.meeting.saved_rows import saves

pytestmark = pytest.mark.usefixtures("own_home")

FIRST, SECOND = "2026-11-26", "2026-12-28"


def at(day, hour, minute=0):
    return dt.datetime(2026, *day, hour, minute, tzinfo=LOCAL_ZONE)


def fields(kind, subject, **values):
    return [Change(kind, subject, name, value) for name, value in values.items()]


def state(written, when):
    return meeting_state(saves(*written), when)


@pytest.fixture
def first():
    """A meeting prepared, held from 9 h 00 to 11 h 05, and ended."""
    settings = {"title": "Numérique, novembre", "day": "2026-11-26", "place": "Schœlcher"}
    prepared = at((11, 20), 14)
    written = [
        (prepared, fields("meeting", FIRST, prepared_at=prepared.isoformat(), **settings)),
        (at((11, 21), 9), fields("agenda", f"{FIRST}/akto", title="AKTO, en visioconférence")),
        (at((11, 21), 9), fields("meeting", FIRST, **{"present/Mme Une": "CTM", "present/M. Deux": ""})),
        (at((11, 26), 9), meeting.start(FIRST, "etat-des-lieux", at((11, 26), 9))),
    ]
    written.append((at((11, 26), 9, 30), meeting.go_to(state(written, at((11, 26), 9, 30)), "akto")))
    noted = {"meeting": FIRST, "agenda_item": "akto"}
    owed = {"type": "action", "text": "Envoyer le calendrier de A07", "who": "CTM", "due": "2026-12-10"}
    decided = {"type": "decision", "text": "Le plan est adopté", "status": "adopted", "vote": "12/2/1"}
    asked = {"type": "data", "text": "Effectifs par commune", "who": "CCIM", "due": "2027-01-15"}
    agreed = {"type": "decision", "text": "Le lieu est choisi", "status": "adopted", "vote": "consensus"}
    for name, values in {"d-1": owed, "d-2": decided, "d-3": asked, "d-4": agreed}.items():
        written.append((at((11, 26), 10), fields("decision", name, **values, **noted)))
    written.append((at((11, 26), 11), fields("meeting", FIRST, next_day="2026-12-28")))
    written.append((at((11, 26), 11, 5), meeting.finish(state(written, at((11, 26), 11, 5)))))
    return written


@pytest.fixture
def a_month_later(first):
    """The standing agenda changed, an action done, then a second meeting that starts from the first."""
    prepared = at((12, 20), 9)
    return [
        *first,
        (at((11, 30), 9), fields("agenda", "akto", title="AKTO, autre intitulé", speaker="Une autre")),
        (at((12, 9), 9), fields("decision", "d-1", status="done", text="Envoyé")),
        (prepared, fields("meeting", SECOND, prepared_at=prepared.isoformat(), agenda_from=FIRST)),
        (at((12, 21), 9), fields("agenda", f"{SECOND}/france-travail", removed="oui")),
        (at((12, 28), 9), meeting.start(SECOND, "etat-des-lieux", at((12, 28), 9))),
    ]


def text_of(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read("word/document.xml")


def test_the_minutes_of_the_first_meeting_are_the_same_a_month_later(first, a_month_later):
    then = minutes.minutes(held.of(saves(*first), FIRST, at((11, 26), 12)))
    first_held = held.of(saves(*a_month_later), FIRST, at((12, 28), 10))
    again = minutes.minutes(first_held)
    assert text_of(then) == text_of(again)
    document = Document(io.BytesIO(again))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "26 novembre 2026, de 09\xa0h\xa000 à 11\xa0h\xa005 · Schœlcher" in words
    assert {"Mme Une (CTM)", "M. Deux", "28 décembre 2026"} <= set(words)
    assert "AKTO, en visioconférence" in cells
    # 9 h 30 to 11 h 05 on AKTO, and half an hour before.
    assert {"95\u202fmin", "30\u202fmin"} <= set(cells)
    assert "AKTO · 95\u202fmin en séance" in words
    assert any("Vote\u202f: 12\xa0pour, 2\xa0contre, 1\xa0abstention" in cell for cell in cells)
    assert any("Le lieu est choisi" in cell and "Vote\u202f: par consensus" in cell for cell in cells)
    named = "A07 — Améliorer la visibilité des tiers-lieux"
    assert ["CTM", "10 décembre 2026", "Envoyer le calendrier de A07", named] in [
        [cell.text for cell in row.cells] for table in document.tables for row in table.rows
    ]
    assert "Envoyé" not in " ".join(cells)
    noted = decision_table(first_held.noted, first_held.agenda).frame["Texte"]
    assert noted.tolist()[1] == "Le plan est adopté (12\xa0pour, 2\xa0contre, 1\xa0abstention)"


def test_the_minutes_have_no_heading_for_figures_of_which_none_could_be_made(first):
    gone = ExportedPart("f", "Budget", failure="cette figure n’est plus affichée.")
    made = text_of(minutes.minutes(held.of(saves(*first), FIRST), [gone])).decode()
    assert "Figures discutées" not in made
    assert "cette figure n’est plus affichée." in made


def test_no_word_of_the_minutes_is_cut_by_its_column(first):
    kinds = [(kind, state) for kind, states in STATUSES_OF.items() for state in states]
    every = [
        fields("decision", f"s-{rank}", type=kind, status=state, text="Dit", meeting=FIRST)
        for rank, (kind, state) in enumerate(kinds)
    ]
    written = [*first[:-1], *((at((11, 26), 10, 30), one) for one in every), first[-1]]
    cited = Figure("Coûts", numbers=(Number("1", "Un"),), evidence=(Evidence("CTM", "Page 1", "2024"),))
    made = minutes.minutes(held.of(saves(*written), FIRST), [ExportedPart("c", "Coûts", figure=cited)])
    fonts = Path("components/documents/assets/fonts")
    regular, bold = (
        ImageFont.truetype(fonts / f"LiberationSans-{face}.ttf", 90) for face in ("Regular", "Bold")
    )
    cut = [
        word
        for table in Document(io.BytesIO(made)).tables
        for rank, row in enumerate(table.rows)
        for cell in row.cells
        for word in re.split(r"[ \n]", cell.text)
        # At nine points, beside the margins of a cell in Word.
        if (regular if rank else bold).getlength(word) / 10 > cell.width.pt - 10.8
    ]
    assert cut == []


def offered_minutes(rows, now):
    """The text of the minutes of the first meeting as « Documents » offers them, and its pictures."""
    first = held.of(rows, FIRST, now)
    then = store.StoreAt(first.closed.astimezone(LOCAL_ZONE).date())
    then.written = Written(str(len(rows)), rows)
    documents = offered.of_meeting(offered.MeetingHeld(all_contents, first), then, {})
    made = next(one for one in documents if one.key == "compte-rendu").build(lambda done, words: None)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return [archive.read(name) for name in archive.namelist() if re.search("document.xml$|media/", name)]


def test_figures_and_screens_of_the_minutes_are_those_of_the_day_whatever_was_followed_since(first):
    seen = {"page": "schema", "figure": "Smart Island", "agenda_item": "schema-numerique"}
    noted = fields("decision", "d-4", type="decision", text="Suivre A01", meeting=FIRST, **seen)
    then = [*first[:-1], (at((11, 26), 10, 40), noted)]
    for when, change, asked in ((30, meeting.go_to, ["schema-numerique"]), (50, meeting.finish, [])):
        now = at((11, 26), 10, when)
        then.append((now, change(state(then, now), *asked)))
    since = [
        *then,
        # From then on, the item of the Schéma also shows its alerts and what is committed.
        (at((12, 5), 9), fields("progress", "A01", status="bloquée")),
        (at((12, 6), 9), [Change("budget", "A01", "committed", "123.5", 2025)]),
    ]
    made = offered_minutes(saves(*then), at((11, 26), 12))
    for words in ("Annexe\u202f: écrans de la réunion", "Smart Island"):
        assert words.encode() in made[0]
    assert b"Alertes" not in made[0]
    # Of the items that were opened: the first one, AKTO and the Schéma.
    assert b"Enjeux du CEP" in made[0]
    assert "Projets jugés difficiles".encode() not in made[0]
    assert made == offered_minutes(saves(*since), at((12, 28), 10))


def test_the_minutes_list_the_screens_that_were_on_the_projector_and_when(first):
    titles = {"akto": ["Point 6", "36 projets\u202f: difficiles"], "etat-des-lieux": ["Enjeux"]}
    begun = at((11, 26), 9, 31)
    seen = {
        (item, title): begun + dt.timedelta(minutes=rank) + (item == "akto") * dt.timedelta(hours=1)
        for item, shown in titles.items()
        for rank, title in enumerate(shown)
    }
    # In two saves, the second one with what is written already: nothing is doubled nor moved.
    wrote = showing(saves(*first), FIRST, dict(list(seen.items())[:2]))
    then = [*first[:-1], (at((11, 26), 10, 40), wrote)]
    again = showing(saves(*then), FIRST, {key: at((11, 26), 10, 50) for key in seen})
    assert [change.field for change in again] == ["etat-des-lieux"]
    then += [(at((11, 26), 10, 51), again), first[-1]]
    found = offered.screens(held.of(saves(*then), FIRST, at((12, 28), 10)), store.StoreAt())
    assert [(title, [one.replace("\xa0", " ") for one in shown]) for title, shown in found] == [
        (
            "6. AKTO, en visioconférence",
            ["10 h 31 — Point 6", "10 h 32 — 36 projets\u202f: difficiles"],
        ),
        ("1. Etat des lieux", ["10 h 50 — Enjeux"]),
    ]
    made = offered_minutes(saves(*then), at((11, 26), 12))
    assert "10\xa0h\xa032 — 36 projets".encode() in made[0]
    assert b"Enjeux du CEP" not in made[0]
    since = [*then, (at((12, 5), 9), showing(saves(*then), FIRST, {("akto", "Trop tard"): at((12, 5), 9)}))]
    assert made == offered_minutes(saves(*since), at((12, 28), 10))


def test_the_second_meeting_starts_from_the_first_and_carries_over_what_is_open(a_month_later):
    rows = saves(*a_month_later)
    assert current_meeting(rows) == SECOND
    second = held.of(rows, SECOND, at((12, 28), 10))
    titles = second.agenda.set_index("item_id")["item"]
    assert titles["akto"] == "AKTO, en visioconférence"
    assert "france-travail" not in titles
    assert second.earlier["text"].tolist() == ["Effectifs par commune"]
    assert second.noted.empty
    assert second.settings.title == "CEP Numérique Martinique"
    assert meetings(rows)["meeting_id"].tolist() == [FIRST, SECOND]


def test_what_is_changed_for_one_meeting_leaks_into_no_other_unless_it_is_kept(first, a_month_later):
    standing = agenda_of_day(saves(*first), store.load("agenda"))
    assert standing.set_index("item_id")["item"]["akto"] == "Besoins en compétences\u202f: AKTO"
    rows = saves(*a_month_later)
    assert "france-travail" in held.of(rows, FIRST).agenda["item_id"].tolist()
    ended = [
        *a_month_later,
        (at((12, 28), 11), meeting.finish(state(a_month_later, at((12, 28), 11)))),
    ]
    standing = agenda_of_day(saves(*ended), store.load("agenda")).set_index("item_id")
    assert standing.loc["akto", ["item", "speaker"]].tolist() == ["AKTO, autre intitulé", "Une autre"]
    assert "france-travail" in standing.index


def test_what_is_corrected_the_evening_of_the_meeting_is_in_its_minutes(first):
    late = [*first, (at((11, 26), 22), fields("decision", "d-2", text="Le plan est adopté, amendé"))]
    noted = held.of(saves(*late), FIRST).noted.set_index("decision_id")
    assert noted.loc["d-2", "text"] == "Le plan est adopté, amendé"


def test_the_calendar_has_the_next_date_and_what_is_still_owed(first):
    made = Calendar.from_ical(calendar.written(held.of(saves(*first), FIRST)))
    events = {
        str(event["summary"]).replace("\u202f", " "): event["dtstart"].dt for event in made.walk("VEVENT")
    }
    assert events == {
        "Réunion du CEP, après « Numérique, novembre »": dt.date(2026, 12, 28),
        "Action à mener : Envoyer le calendrier de A07 (CTM)": dt.date(2026, 12, 10),
        "Donnée à fournir : Effectifs par commune (CCIM)": dt.date(2027, 1, 15),
    }


def test_the_summary_of_a_meeting_is_one_page_however_much_was_noted(first):
    long = {"type": "action", "text": "Un texte qui prend de la place. " * 30, "who": "CTM", "meeting": FIRST}
    many = [(at((11, 26), 10, 30), fields("decision", f"n-{rank}", **long)) for rank in range(30)]
    for written in (first, [*first[:-1], *many, first[-1]]):
        pages = PdfReader(io.BytesIO(summary.page(held.of(saves(*written), FIRST)))).pages
        assert len(pages) == 1
    said = " ".join(pages[0].extract_text().split())
    # A decision that is rejected is no decision taken: its state is beside it.
    assert "abstention) · adoptée" in said
    assert "CTM, pour le 10 décembre 2026" in said
    assert "Et 23 autres, au compte rendu." in said.replace("\u202f", " ").replace("\xa0", " ")
