"""« Séance »: the agenda of the documents, the clock, notes with history and undo."""

import datetime as dt

import pytest

from data import store
from data.clock import LOCAL_ZONE
from data.journal import Writer
from data.journal.folds import Change, decisions, meeting, meeting_state
from tests.pages.meeting.writing import drawn

pytestmark = pytest.mark.usefixtures("own_home")

SOMEONE = Writer("Une personne", may_write=True)


def save(kind, subject, **fields):
    journal = store.journal()
    changes = [Change(kind, subject, name, value) for name, value in fields.items()]
    return journal.append(changes, writer=SOMEONE, opened_on=journal.version)


def save_changes(changes):
    journal = store.journal()
    journal.append(list(changes), writer=SOMEONE, opened_on=journal.version)


def state():
    return meeting_state(store.journal().rows(), dt.datetime.now(dt.UTC))


def button(app, label):
    return next(found for found in app.button if found.label.startswith(label))


def test_the_agenda_is_that_of_the_documents_and_says_what_is_to_be_fixed(open_page, words):
    app = open_page("meeting")
    said = words(app)
    assert (
        "14\xa0points à l’ordre du jour, 75\xa0minutes fixées sur 4\xa0points\u202f; 10\xa0durées à fixer."
        in said
    )
    lines = [found.label.replace("\\", "") for found in app.button if found.key.startswith("agenda-open-")]
    assert len(lines) == 14
    assert lines[6] == "7. France Travail :gray[Mme Dalila Dib (France Travail) · 15\u202fmin]"
    assert lines[7].endswith(":gray[Martinique Digital, Martinique Tech, Open IT · 30\u202fmin]")
    assert lines[8] == "9. Transformation numérique des entreprises"
    assert (
        "Sans nom\u202f: intervenant non indiqué par les documents\u202f; sans durée\u202f: à fixer." in said
    )


def test_a_meeting_starts_moves_on_pauses_and_ends_when_it_is_confirmed(open_page, words):
    app = open_page("meeting", "animation")
    button(app, "Commencer la réunion").click().run()
    assert "Point 1 sur 14" in words(app)
    button(app, "Point suivant").click().run()
    # The address of the window that started it says who leads.
    app = open_page("meeting", "animation", conduite=app.session_state["_address"].wheel)
    assert "Point 2 sur 14" in words(app)
    button(app, "Pause").click().run()
    assert "en pause · Point 2 sur 14" in words(app)
    button(app, "Terminer la réunion").click().run()
    assert "Elle pourra être rouverte. 12\xa0points n’ont pas été ouverts." in words(app)
    assert state().phase == "paused"
    button(app, "Continuer la réunion").click().run()
    assert state().phase == "paused"
    button(app, "Terminer la réunion").click().run()
    button(app, "Oui, terminer").click().run()
    assert "La réunion est terminée." in words(app)
    assert not app.exception


def test_a_meeting_ended_by_mistake_goes_on_where_it_was_and_the_time_between_is_a_pause(open_page, words):
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=30)
    changes = meeting.start("2026-01-01", "akto", begun)
    save_changes(changes)
    after_ten = begun + dt.timedelta(minutes=10)
    save_changes(meeting.finish(meeting_state(store.journal().rows(), after_ten)))
    app = open_page("meeting")
    button(app, "Rouvrir la réunion terminée").click().run()
    assert "Point 6 sur 14" in words(app)
    found = state()
    assert (found.phase, found.meeting_id, found.current_item) == ("running", "2026-01-01", "akto")
    assert 600 <= found.elapsed < 660
    assert 600 <= found.item_elapsed < 660


def test_a_month_later_a_meeting_is_reopened_from_its_documents_alone(open_page, words):
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(days=32)
    save_changes(meeting.start("2026-01-01", "akto", begun))
    save_changes(meeting.finish(meeting_state(store.journal().rows(), begun + dt.timedelta(hours=1))))
    labels = [found.label for found in open_page("meeting").button]
    assert "Commencer la réunion" in labels
    assert "Rouvrir la réunion terminée" not in labels
    app = open_page("meeting", "documents")
    app.session_state["documents-as-it-was"] = True
    button(app.run(), "Rouvrir cette réunion pour la corriger").click().run()
    assert state().phase == "running"


def test_commencer_projects_the_first_item_on_its_own_screen(open_page, words):
    save("agenda", "etat-des-lieux", page="schema", query="vue=piliers")
    app = open_page("meeting")
    button(app, "Commencer la réunion").click().run()
    said = words(app)
    assert "Point 1 sur 14" in said
    assert "# 1. Etat des lieux" in said
    assert "## Intervenant non indiqué · durée à fixer" in said
    # The item's own screen, then the texts and the actions of each of the five pillars.
    assert "Schéma · Piliers · écran 1 sur 11" in said


def test_a_meeting_whose_state_cannot_be_read_is_not_started_over(open_page, words, monkeypatch):
    save_changes(meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC)))
    save_changes(meeting.finish(state()))

    def broken(*arguments):
        raise ValueError("started_at")

    monkeypatch.setattr("pages.meeting.room.meeting_state", broken)
    app = open_page("meeting")
    assert button(app, "Commencer la réunion").disabled
    assert "aucune autre réunion ne peut commencer par-dessus" in words(app)
    from pages.meeting import controls, room

    controls.start(room.read())
    assert store.journal().rows()["subject_id"].unique().tolist() == ["2026-01-01"]


def test_a_second_click_of_a_double_click_does_not_skip_an_item():
    save_changes(meeting.start("2026-01-01", "etat-des-lieux", dt.datetime.now(dt.UTC)))
    from pages.meeting import controls, room

    seen = room.read()
    first, second = (str(seen.agenda.iloc[rank]["item_id"]) for rank in (0, 1))
    controls.go_to_item(seen, first, second)
    controls.go_to_item(seen, first, second)
    assert state().current_item == second
    assert len(store.journal().rows()["save_id"].unique()) == 2


def test_the_clock_survives_a_restart_of_everything(open_page, words):
    started = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=12, seconds=5)
    journal = store.journal()
    changes = meeting.start("2026-01-01", "france-travail", started)
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)
    # France Travail has 15 minutes.
    assert "Point 7 sur 14 · 2\u202fmin restantes" in words(open_page("meeting"))


def test_open_items_of_earlier_meetings_come_first_and_late_ones_are_said(open_page, words):
    yesterday = (dt.datetime.now(LOCAL_ZONE) - dt.timedelta(days=1)).date().isoformat()
    save("decision", "d-1", type="action", text="Envoyer les effectifs", meeting="2020-01-01", due=yesterday)
    save("decision", "d-2", type="decision", text="Déjà faite", meeting="2020-01-01", status="done")
    assert "**1\xa0engagement à suivre.** 1\xa0engagement est en retard" in words(open_page("meeting"))
    save_changes(meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC)))
    app = open_page("meeting", "decisions")
    said = words(app)
    assert "1\xa0engagement est en retard, le plus ancien de 1\xa0jour." in said
    assert "· en retard de 1\xa0jour" in said
    assert "À suivre depuis les réunions précédentes" in [found.value for found in app.header]
    assert said.count("Envoyer les effectifs") == 1
    assert "Déjà faite" not in said
    next(found for found in app.text_input if found.label.startswith("Votre nom")).input("Une autre")
    next(found for found in app.segmented_control if "earlier-d-1" in found.key).set_value("faite").run()
    # Settled, it stays where it was, with what changed and the way to take it back.
    assert [found.value.replace("\\", "") for found in app.success] == [
        "«\u202fEnvoyer les effectifs\u202f»\u202f: à faire → faite."
    ]
    assert app.button(key="earlier-d-1-history")


def test_what_is_to_be_followed_is_sorted_by_lateness_then_date_then_who(open_page):
    for rank, (who, due, status) in enumerate(
        [
            ("CTM", "2100-02-01", "open"),
            (None, None, "open"),
            ("CCIM", "2100-02-01", "open"),
            ("AKTO", "2020-02-01", "done"),
            ("CEP", "2020-03-01", "open"),
            ("AKTO", None, "open"),
        ]
    ):
        given = {"who": who, "due": due, "status": status, "text": f"n° {rank}", "type": "action"}
        save("decision", f"d-{rank}", **{name: value for name, value in given.items() if value})
    app = open_page("meeting", "decisions")
    shown = [found.value for found in app.markdown if found.value.startswith("Action à mener")]
    assert [text.split("n° ")[1][0] for text in shown] == ["4", "2", "0", "5", "1", "3"]
    app.segmented_control(key="decisions-order").set_value("Personne").run()
    shown = [found.value for found in app.markdown if found.value.startswith("Action à mener")]
    assert [text.split("n° ")[1][0] for text in shown] == ["5", "2", "4", "0", "1", "3"]


def test_what_is_noted_keeps_the_view_and_its_filters(open_page, monkeypatch):
    from pages.meeting import controls

    kept = []
    monkeypatch.setattr(
        "pages.meeting.notes.button",
        lambda room, view, *others, **named: kept.append(controls.query_of(view)),
    )
    app = open_page("skills", "recrutements", domaine="Télécommunications")
    assert not app.exception
    assert kept[-1] == "vue=recrutements&domaine=T%C3%A9l%C3%A9communications"


def test_a_note_saved_without_its_kind_is_listed_as_a_note(open_page, words):
    save("decision", "d-1", text="Sans nature")
    app = open_page("meeting", "decisions")
    assert not app.exception
    assert "Note\u202f: Sans nature" in words(app)
    assert "Note\u202f: Sans nature" in words(open_page("meeting"))


def test_text_typed_by_people_is_shown_as_typed_never_interpreted(open_page, words):
    hostile = "<script>alert(1)</script> **gras** $x$ [lien](http://ailleurs)"
    save("decision", "d-1", type="decision", text=hostile)
    app = open_page("meeting", "decisions")
    shown = next(found.value for found in app.markdown if "alert" in found.value)
    assert "\\<script\\>" in shown
    assert "\\*\\*gras" in shown
    assert "\\[lien\\]" in shown
    assert hostile in words(app)


def test_a_state_is_changed_with_a_name_said_in_words_and_undone_from_the_history(open_page, words):
    save("decision", "d-1", type="decision", text="Une décision")
    save("decision", "d-2", type="decision", text="Une autre décision")
    app = open_page("meeting", "decisions")
    given = next(found for found in app.segmented_control if "here-d-1" in found.key)
    given.set_value("adoptée").run()
    assert any("Indiquez d’abord votre nom" in found.value for found in app.error)
    # Beside the state that was refused, before the note that follows.
    order = drawn(app)
    assert order.index("here-d-1-history") < order.index("error") < order.index("here-d-2-history")
    assert decisions(store.journal().rows()).loc[0, "status"] == "open"
    next(found for found in app.text_input if found.label.startswith("Votre nom")).input("Une autre")
    given = next(found for found in app.segmented_control if "here-d-1" in found.key)
    given.set_value("adoptée").run()
    assert decisions(store.journal().rows()).loc[0, "status"] == "adopted"
    assert [found.value.replace("\\", "") for found in app.success] == [
        "«\u202fUne décision\u202f»\u202f: à suivre → adoptée."
    ]
    app.button(key="here-d-1-history").click().run()
    next(found for found in app.button if found.label == "Annuler cet enregistrement").click().run()
    assert decisions(store.journal().rows()).loc[0, "status"] == "open"


def test_a_save_lost_to_a_power_cut_is_said_and_the_meeting_goes_on(open_page, words, tmp_path):
    save("decision", "d-1", type="decision", text="Une décision")
    save("decision", "d-2", type="decision", text="Une autre décision")
    last = max((tmp_path / "journal" / "_delta_log").glob("*.json"))
    last.write_text("{")
    app = open_page("meeting")
    assert not app.exception
    assert any("manque" in found.value and "est à refaire" in found.value for found in app.warning)
    assert "Une décision" in words(app)
    button(app, "Commencer la réunion").click().run()
    assert "Point 1 sur 14" in words(app)


def test_without_a_place_to_write_the_page_says_so_and_still_shows_the_agenda(open_page, words, monkeypatch):
    monkeypatch.setenv("CEP_HOME", "ftp://ailleurs")
    app = open_page("meeting")
    assert not app.exception
    assert "attendu un dossier, ou une adresse s3" in words(app)
    assert "14\xa0points à l’ordre du jour" in words(app)
    assert button(app, "Commencer la réunion").disabled
