"""A note taken and edited: its fields, the words of its kind, who is known, its vote, its history."""

import datetime as dt

import pytest

from data import store
from data.journal.folds import Change, decisions, history, meeting
from tests.pages.meeting.writing import save

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture(autouse=True)
def drawers_open(monkeypatch):
    """What a dialog holds, on the page: it is closed by any run that did not open it."""
    monkeypatch.setattr("components.screen.drawer.button", lambda label, draw, **named: draw())


def fields(subject, **values):
    return [Change("decision", subject, name, value) for name, value in values.items()]


def noted():
    return decisions(store.journal().rows()).set_index("decision_id")


def button(app, label):
    return next(found for found in app.button if found.label.startswith(label))


@pytest.fixture
def taking(open_page, note_on_page):
    """A page with the form of a note open, while a meeting is on AKTO."""
    save(
        *meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC)),
        Change("meeting", "2026-01-01", "present/Mme Une", "CTM"),
        *fields("d-1", type="action", text="Déjà notée", who="France Travail"),
    )
    return open_page("maturity")


def statuses(app):
    return next(found for found in app.segmented_control if found.key.startswith("note-status")).options


def test_each_kind_of_note_has_its_states_and_only_a_decision_its_vote(taking):
    app = taking
    assert statuses(app) == ["adoptée", "rejetée", "ajournée"]
    assert "note-vote" in [found.key for found in app.text_input]
    kinds = {
        "Action à mener": ["à faire", "en cours", "faite", "abandonnée"],
        "Question": ["ouverte", "répondue"],
        "Donnée à fournir": ["demandée", "reçue"],
    }
    for kind, words in kinds.items():
        app.segmented_control(key="note-type").set_value(kind).run()
        assert statuses(app) == words
        assert "note-vote" not in [found.key for found in app.text_input]


def test_a_decision_is_kept_with_its_vote_its_item_and_who_is_known(taking):
    app = taking
    known = app.selectbox(key="note-who").options
    # Who is there, then who was named before.
    assert known[:2] == ["Mme Une", "France Travail"]
    # Never the name of the one who noted last.
    assert app.text_input(key="note-name").value == ""
    app.text_area(key="note-text").input("Le plan est adopté")
    app.text_input(key="note-vote").input("12 / 2")
    app.text_input(key="note-name").input("Une autre")
    button(app, "Enregistrer").click().run()
    assert any("n’est pas un vote" in found.value for found in app.error)
    app.selectbox(key="note-who").set_value("Mme Une")
    app.text_input(key="note-due").input("15/01/2100")
    app.text_input(key="note-vote").input("12/2/1")
    button(app, "Enregistrer").click().run()
    assert not app.exception
    found = noted().drop("d-1").iloc[0]
    columns = ["type", "text", "who", "vote", "status", "agenda_item", "page", "author"]
    assert found[columns].tolist() == [
        "decision", "Le plan est adopté", "Mme Une", "12/2/1", "adopted", "akto", "maturite", "Une autre",
    ]  # fmt: skip
    assert f"{found['due']:%d/%m/%Y}" == "15/01/2100"


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "Le texte est vide"), ({"note-text": "Dire", "note-due": "31/02/2100"}, "n’est pas une date")],
)
def test_what_cannot_be_kept_is_refused_under_the_form(taking, typed, said):
    app = taking
    for key, value in typed.items():
        field = app.text_area(key=key) if key == "note-text" else app.text_input(key=key)
        field.input(value)
    app.text_input(key="note-name").input("Une autre")
    button(app, "Enregistrer").click().run()
    assert any(said in found.value for found in app.error)
    assert noted().index.tolist() == ["d-1"]


def test_a_note_is_edited_in_place_with_its_history_and_an_undo_is_undone(open_page, words):
    save(*fields("d-1", type="action", text="Envoyer les effectifs", who="CTM", due="2100-01-15"))
    app = open_page("meeting", "decisions")
    app.session_state["writer_name"] = "Une autre"
    app.run()
    assert app.text_area(key="edit-d-1-text").value == "Envoyer les effectifs"
    assert app.text_input(key="edit-d-1-due").value == "15/01/2100"
    app.text_area(key="edit-d-1-text").input("Envoyer les effectifs par commune")
    app.text_input(key="edit-d-1-due").input("")
    button(app, "Enregistrer la modification").click().run()
    assert not app.exception
    edited = noted().loc["d-1"]
    assert edited[["text", "who", "author"]].tolist() == [
        "Envoyer les effectifs par commune", "CTM", "Une personne",
    ]  # fmt: skip
    assert str(edited["due"]) == "NaT"
    said = words(app)
    assert "**Une autre**" in said
    assert "Texte\u202f: Envoyer les effectifs → Envoyer les effectifs par commune" in said
    assert "Échéance\u202f: 15/01/2100 → non renseignée" in said

    def undo_last():
        last = history(store.journal().rows(), "d-1").iloc[-1]["save_id"]
        app.button(key=f"here-undo-{last}").click().run()
        return noted().loc["d-1", "text"]

    assert undo_last() == "Envoyer les effectifs"
    assert undo_last() == "Envoyer les effectifs par commune"
    button(app, "Enregistrer la modification").click().run()
    assert any("Rien n’a changé" in found.value for found in app.error)


def test_a_history_says_views_items_and_meetings_in_words_and_states_in_those_of_their_kind(open_page, words):
    where = {"page": "competences", "query": "vue=recrutements&territoire=Nord", "agenda_item": "akto"}
    save(*fields("d-1", type="action", text="Envoyer", status="doing", meeting="2026-01-01-2", **where))
    save(*fields("d-1", status="open", agenda_item="un-point-d-avant"))
    said = words(open_page("meeting", "decisions"))
    for line in (
        "Page\u202f: non renseigné → Compétences",
        "Vue\u202f: non renseigné → Recrutements · Nord",
        "Point de l’ordre du jour\u202f: non renseigné → Besoins en compétences\u202f: AKTO",
        "Besoins en compétences\u202f: AKTO → un point retiré de l’ordre du jour",
        "Réunion\u202f: non renseigné → réunion du 1er janvier 2026",
        "État\u202f: en cours → à faire",
    ):
        assert line in said, (line, said)
    for raw in ("vue=", "akto", "2026-01-01"):
        assert raw not in said
