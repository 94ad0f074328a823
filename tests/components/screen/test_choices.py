"""A page's own choices come back from an address as they were."""

from urllib.parse import urlencode

from components.figures.blocks import Choice
from components.screen import address
from data import store
from data.journal import Writer
from data.journal.folds import Change

OFFERED = (
    Choice("niveau", "Niveau", ("bac+2", "bac+3"), dropdown=True),
    Choice("pilier", "Piliers", ("Smart Island", "Attractivité"), many=True),
    Choice("a_confirmer", "À confirmer", switch=True),
)


def test_each_kind_of_choice_is_read_from_an_address_and_the_unknown_is_left_out():
    asked = {
        "niveau": ["bac+9"],
        "pilier": ["Smart Island", "Ailleurs"],
        "a_confirmer": ["true"],
        "autre": ["x"],
    }
    read = {choice.key: address.value_of(choice, asked.get(choice.key, [])) for choice in OFFERED}
    # One word that is not offered, and the choice is as if it had not been asked for: that is said.
    assert read == {"niveau": None, "pilier": None, "a_confirmer": True}
    niveau, pilier, _ = OFFERED
    assert address.value_of(niveau, ["BAC+2"]) == "bac+2"
    assert address.value_of(pilier, ["smart island", "attractivite"]) == ["Smart Island", "Attractivité"]


def test_a_note_reopens_its_view_with_the_page_s_own_choices(open_page, words, tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    fields = {"type": "question", "text": "Et ces cinq-là ?", "page": "schema"}
    fields["query"] = urlencode({"vue": "actions", "pilier": ["Attractivité numérique"]}, doseq=True)
    changes = [Change("decision", "d-1", name, value) for name, value in fields.items()]
    store.journal().append(changes, writer=Writer("Une personne", may_write=True), opened_on=-1)
    app = open_page("meeting", "decisions")
    next(found for found in app.button if found.label == "Rouvrir la vue").click().run()
    assert [title.value for title in app.title] == ["Schéma"]
    # 0 + 300 + 10 + 50 + 50 k€: the five actions of the pillar.
    assert "5\xa0actions sur 23, 410\u202fk€ sur 16\u202f890\u202fk€" in words(app)
