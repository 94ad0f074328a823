"""Territory and domain act on the actions through what the CEP attached; what is not attached is told."""

import pytest

from components.figures import comparing
from components.figures.blocks import Gap, View
from components.screen import attaching
from data import store
from data.journal import Writer
from data.journal.folds import Change
from pages.plan import attachments
from pages.plan.views import CONTENTS

SOMEONE = Writer("Une personne", may_write=True)


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))


def attach(*tags):
    """Each tag: action, field, words."""
    journal = store.journal()
    changes = [Change("tags", subject, name, words) for subject, name, words in tags]
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)


def strip(**filters):
    frames = [store.load(name) for name in ("schema_actions", "tags", "communes", "domains")]
    return attachments.strip(View("schema", **filters), *frames)


# A03 costs 2 000 k€, A08 300, A22 5 000.
THREE = (("A03", "territories", "Nord,Sud"), ("A08", "territories", "Nord"), ("A22", "territories", "Centre"))


def test_without_a_filter_nothing_is_said_of_attachments():
    assert strip() is None


def test_as_long_as_nothing_is_attached_the_page_says_so_and_what_to_do():
    gap = strip(domain_id="cybersecurite", domain="Cybersécurité")
    assert isinstance(gap, Gap)
    assert gap.title == "Aucune action n’est encore rattachée au domaine Cybersécurité"
    assert "23\u00a0non rattachées" in gap.reason
    assert "Schéma › Saisir, «\u202fRattacher\u202f»" in gap.how
    assert "1\u00a0proposée d’après l’intitulé, sans compter\u202f: A06." in gap.note


def test_under_a_territory_the_three_parts_are_counted_with_their_cost():
    attach(*THREE)
    figure = strip(territory="Nord")
    assert figure.title == (
        "2\u00a0actions rattachées au Nord sur 23\u202f; 20\u00a0non rattachées"
        "\u202f; 1\u00a0rattachée ailleurs"
    )
    assert [(one.value, one.detail) for one in figure.numbers] == [
        ("2", "sur 23 · 2\u202f300\u202fk€"),
        ("1", "sur 23 · 5\u202f000\u202fk€"),
        ("20", "au CEP de les rattacher"),
    ]


def test_the_budget_says_of_which_actions_its_sums_are_made(open_page, words):
    attach(*THREE)
    app = open_page("plan", territoire="Nord")
    said = words(app)
    assert not app.exception
    assert "2\u00a0actions rattachées au Nord sur 23\u202f: 2\u202f300\u202fk€ au planning" in said
    assert said.count("2\u00a0actions rattachées au Nord sur 23\u202f; 20\u00a0non rattachées") == 2
    # The totals do not follow: they say so.
    assert "Martinique entière" in said


def test_the_list_keeps_the_attached_actions_and_gives_the_others_on_demand(open_page, words):
    attach(*THREE)
    app = open_page("plan", "actions", territoire="Nord")
    assert app.dataframe[0].value["N°"].tolist() == ["A03", "A08"]
    app = open_page("plan", "actions", territoire="Nord", seulement="non rattachées")
    assert len(app.dataframe[0].value) == 20


def test_a_filter_with_nothing_attached_shows_no_empty_page(open_page, words):
    said = words(open_page("plan", "actions", territoire="Sud"))
    assert "Aucune action n’est encore rattachée au Sud" in said
    assert "23\u00a0non rattachées" in said


def test_the_form_attaches_an_action_and_its_history_undoes_it(open_page, words):
    app = open_page("plan", "saisir")
    app.session_state["suivi-maniere"] = "Rattacher"
    app.run()
    app.selectbox(key="suivi-rattacher").set_value("A06").run()
    assert "Proposé d’après l’intitulé\u202f: Cybersécurité" in words(app)
    form = next(one for one in app.get("form") if one.multiselect)
    form.multiselect[0].set_value(["Sud", "Nord"])
    form.multiselect[1].set_value(["cybersecurite"])
    next(field for field in app.text_input if "Votre nom" in field.label).input("Une personne")
    next(button for button in app.button if button.label == "Enregistrer le rattachement").click()
    app.run()
    assert not app.exception
    tags = store.load("tags")
    assert tags[["subject_id", "territories", "domains", "updated_by"]].to_numpy().tolist() == [
        ["A06", "Nord,Sud", "cybersecurite", "Une personne"]
    ]
    app.session_state["attach-history"] = True
    app.run()
    next(button for button in app.button if button.label == "Annuler cet enregistrement").click()
    app.run()
    assert store.load("tags").empty


def test_without_a_name_nothing_is_saved_and_the_form_says_why(open_page):
    app = open_page("plan", "saisir")
    app.session_state["suivi-maniere"] = "Rattacher"
    app.run()
    form = next(one for one in app.get("form") if one.multiselect)
    form.multiselect[0].set_value(["Sud"])
    next(button for button in app.button if button.label == "Enregistrer le rattachement").click()
    app.run()
    form = next(one for one in app.get("form") if one.multiselect)
    assert "Indiquez d’abord votre nom" in form.error[0].value
    assert form.multiselect[0].value == ["Sud"]
    assert store.journal().rows().empty


def test_what_somebody_else_attached_meanwhile_is_not_overwritten(open_page):
    app = open_page("plan", "saisir")
    app.session_state["suivi-maniere"] = "Rattacher"
    app.session_state["writer_name"] = "Une autre"
    app.run()
    attach(("A01", "territories", "Centre"))
    form = next(one for one in app.get("form") if one.multiselect)
    form.multiselect[0].set_value(["Sud"])
    next(button for button in app.button if button.label == "Enregistrer le rattachement").click()
    app.run()
    form = next(one for one in app.get("form") if one.multiselect)
    assert "Une personne a enregistré une modification" in form.error[0].value
    assert store.load("tags")["territories"].tolist() == ["Centre"]
    assert form.multiselect[0].value == ["Centre"]


def test_the_words_of_the_form_are_the_domains_of_the_data():
    from data.journal.words import DOMAIN_WORDS

    domains = store.load("domains")
    assert dict(zip(domains["domain_id"], domains["domain"], strict=True)) == DOMAIN_WORDS
    assert attaching.DOMAIN_WORDS is DOMAIN_WORDS


def test_the_sheet_of_an_action_says_what_it_is_attached_to_and_that_it_is_not():
    from pages.plan import sheet

    def said(action_id):
        frames = [store.load(name) for name in sheet.DATASETS]
        found = [
            part for column in sheet.action(View("schema"), action_id, *frames).columns for part in column
        ]
        return next(part for part in found if part.heading == "Territoires et domaines").paragraphs

    attach(*THREE)
    assert said("A03") == ("Nord, Sud",)
    assert said("A01") == ("non rattachée",)


def built(block_id, **filters):
    block = next(one for one in CONTENTS.blocks if one.block_id == block_id)
    view = View("schema", **filters)
    return comparing.built(block, view, [store.load(name) for name in block.datasets])


def test_a_pillar_without_any_action_attached_has_no_cost_printed_at_zero():
    """A07, the only one attached to the Nord, is printed at 0: the four other pillars have none there."""
    attach(("A07", "territories", "Nord"))
    figure = built("schema-piliers", territory="Nord")
    said = {row.label: row.text for row in figure.rows}
    assert said.pop("Attractivité numérique") == "0\u202fk€ (imprimé) · 1\u00a0action"
    assert set(said.values()) == {"aucune action"}
    assert "(arrondie)" not in figure.subtitle


def test_compared_where_one_territory_alone_has_actions_nothing_is_said_of_it_for_the_three():
    attach(("A08", "territories", "Sud"))
    figure = built("schema-financements", choices={"comparer": True})
    assert figure.title == "Coût par financement indiqué, en k€\u202f: Centre, Nord et Sud"
    assert figure.subtitle == "Actions rattachées par le CEP à chacun"
