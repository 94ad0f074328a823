"""A page's own choices come back from an address as they were."""

from urllib.parse import urlencode

from components.figures.blocks import Choice
from components.screen import address, choices
from data import store
from data.journal import Writer
from data.journal.folds import Change

OFFERED = (
    Choice("niveau", "Niveau", ("bac+2", "bac+3"), dropdown=True),
    Choice("pilier", "Piliers", ("Smart Island", "Attractivité"), many=True),
    Choice("a_confirmer", "À confirmer", switch=True),
)


def test_each_kind_of_choice_is_read_from_an_address_and_the_unknown_is_nothing():
    level, pillars, confirm = OFFERED
    assert address.value_of(level, ["BAC+2"]) == "bac+2"
    assert address.value_of(level, ["bac+9"]) is None
    assert address.value_of(pillars, ["smart island", "Attractivite"]) == ["Smart Island", "Attractivité"]
    assert address.value_of(pillars, ["Smart Island", "Ailleurs"]) is None
    assert [address.value_of(confirm, [word]) for word in ("oui", "true", "peut-être")] == [True, True, None]


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


def test_a_list_takes_the_room_of_what_is_chosen_in_it():
    widths = [
        choices.width_of(chosen) for chosen in ("Sud", "Tous les domaines", "Marketing et communication")
    ]
    # At least 130; 235 for 22 letters, less 8.2 for each of 5 fewer, and 12 for each of 4 more.
    assert widths == [130, 194, 283]


def test_a_choice_left_to_its_block_is_not_on_the_row_and_keeps_its_value(monkeypatch):
    drawn = []
    monkeypatch.setattr(choices, "draw", lambda asked: drawn.extend(asked) or {})
    layers = Choice("layers", "Couches", ("Places", "Lieux"), many=True, dropdown=True, inside=True)
    assert choices.draw_row((OFFERED[0], layers)) == {"niveau": "bac+2", "layers": []}
    assert drawn == [OFFERED[0]]
