"""What people tie shows at once on Préconisations, with its cost, and never automatically."""

import pytest

from data import store
from data.journal import Writer
from data.journal.folds import Change, decisions

pytestmark = pytest.mark.usefixtures("own_home")

SOMEONE = Writer("Une personne", may_write=True)


def test_nothing_is_tied_until_people_tie_it_and_then_the_cost_follows(open_page, words):
    app = open_page("recommendations")
    assert "aucune n’est reliée à une action du Schéma" in words(app)
    # A12 (1 400 k€) and A13 (printed at 0) carry the track on finding help upstream.
    carried = Change("recommendation", "survey-reco-2-1", "carried_by", "A12,A13")
    store.journal().append([carried], writer=SOMEONE, opened_on=-1)
    app.run()
    assert "1 avec action (2\xa0actions, 1\u202f400\u202fk€ au planning)" in words(app)
    assert [metric.value for metric in app.metric] == ["24", "1", "0", "23"]
    assert app.table[0].value.to_numpy().tolist() == [
        ["Diagnostiquer et orienter en amont", "A12 et A13", 1400]
    ]
    assert not app.exception


def test_the_form_writes_one_tie_with_its_author(open_page, words):
    app = open_page("recommendations", "relier")
    app.selectbox(key="ties-which").set_value("survey-reco-1-1").run()
    app.multiselect[0].set_value(["aucune"])
    next(field for field in app.text_input if "Votre nom" in field.label).input("Une personne")
    next(button for button in app.button if button.label == "Enregistrer le lien").click()
    app.run()
    rows = store.journal().rows()
    assert rows[["author", "subject_id", "field", "value"]].to_numpy().tolist() == [
        ["Une personne", "survey-reco-1-1", "carried_by", "aucune"]
    ]
    assert "1 sans action" in words(app)


def test_a_recommendation_noted_in_a_meeting_is_on_the_page(open_page, words):
    assert "notée en séance" not in words(open_page("recommendations", "toutes"))
    noted = {
        "type": "recommendation",
        "text": "Former les formateurs <b>",
        "carried_by": "A03",
        "status": "open",
    }
    changes = [Change("decision", "d-1", name, value) for name, value in noted.items()]
    store.journal().append(changes, writer=SOMEONE, opened_on=-1)
    app = open_page("recommendations", "toutes")
    assert "1\xa0préconisation notée en séance" in words(app)
    shown = app.table[0].value
    assert shown.loc[0, "Préconisation"] == "Former les formateurs \\<b\\>"
    assert shown.loc[0, "Coût au planning"] == 2000


def test_a_room_reads_a_recommendation_noted_in_a_meeting_once(open_page, words):
    noted = {"type": "recommendation", "text": "Former les formateurs", "status": "open"}
    changes = [Change("decision", "d-1", name, value) for name, value in noted.items()]
    store.journal().append(changes, writer=SOMEONE, opened_on=-1)
    app = open_page("recommendations", "toutes", projection="oui", etape="5")
    assert "1\xa0préconisation notée en séance" in words(app)
    assert words(app).count("Former les formateurs") == 1
    # Who noted it, when, and what it is still to be tied to are for the documents.
    assert not app.table


def test_a_recommendation_noted_in_a_meeting_is_ranked_and_tied_afterwards(open_page, words):
    noted = {"type": "recommendation", "text": "Former les formateurs", "status": "open"}
    changes = [Change("decision", "d-1", name, value) for name, value in noted.items()]
    store.journal().append(changes, writer=SOMEONE, opened_on=-1)
    app = open_page("recommendations", "relier")
    app.selectbox(key="ties-which").set_value("d-1").run()
    next(field for field in app.text_input if "Votre nom" in field.label).input("Une autre")
    app.multiselect[0].set_value(["A03 — " + action_named(app, "A03")])
    app.number_input[-1].set_value(2)
    next(button for button in app.button if button.label == "Enregistrer le lien").click()
    app.run()
    found = decisions(store.journal().rows()).iloc[0]
    assert found[["carried_by", "rank", "updated_by"]].tolist() == ["A03", 2, "Une autre"]


def action_named(app, action_id):
    options = app.multiselect[0].options
    return next(word for word in options if word.startswith(action_id)).split(" — ", 1)[1]


def test_what_is_refused_is_said_beside_the_button_and_what_was_chosen_stays(open_page):
    app = open_page("recommendations", "relier")
    app.multiselect[0].set_value(["aucune", "A03 — " + action_named(app, "A03")])
    next(field for field in app.text_input if "Votre nom" in field.label).input("Une personne")
    save = next(button for button in app.button if button.label == "Enregistrer le lien")
    save.click().run()
    form = next(block for block in app.get("form") if block.multiselect)
    assert "pas les deux" in form.error[0].value, "in the form, beside its button"
    assert len(app.multiselect[0].value) == 2
    assert store.journal().rows().empty


def test_a_recommendation_is_attached_beside_its_tie_and_then_follows_the_filters(open_page, words):
    app = open_page("recommendations", "relier")
    app.selectbox(key="ties-which").set_value("study-reco-2").run()
    assert "Proposé d’après l’intitulé\u202f: Cybersécurité" in words(app)
    form = next(
        one for one in app.get("form") if one.multiselect and one.multiselect[0].label == "Territoires"
    )
    form.multiselect[1].set_value(["cybersecurite"])
    app.text_input(key="attach-name").input("Une personne")
    next(button for button in app.button if button.label == "Enregistrer le rattachement").click()
    app.run()
    assert store.load("tags")[["subject_id", "domains"]].to_numpy().tolist() == [
        ["study-reco-2", "cybersecurite"]
    ]
    said = words(open_page("recommendations", "toutes", domaine="Cybersécurité"))
    assert "1\xa0préconisation (besoins compris) rattachée au domaine Cybersécurité sur 24" in said
    assert "23\xa0non rattachées" in said
    assert "Renforcer la cybersécurité et développer des territoires connectés" in said
    assert "Diagnostiquer et orienter en amont" not in said


def test_under_a_filter_with_nothing_attached_the_page_says_what_to_do(open_page, words):
    said = words(open_page("recommendations", "toutes", territoire="Nord"))
    assert "Aucune préconisation (besoins compris) n’est encore rattachée au Nord" in said
    assert "24\xa0non rattachées" in said
    assert "Préconisations › Relier" in said
    # By its words: what the data call it says nothing to anybody.
    said = words(open_page("recommendations", "toutes", domaine="Cybersécurité"))
    named = (
        "sans compter\u202f: «\u202fRenforcer la cybersécurité et développer des territoires connectés\u202f»"
    )
    assert named in said
    assert "study-reco" not in said
