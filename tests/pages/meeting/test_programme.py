"""What a whole meeting projects: each item its own view, no screen twice, and sixty at most."""

import datetime as dt
import io
import json
import re

import pytest
from PIL import Image

from components.documents.gather import gather
from components.figures.blocks import View
from data import store
from data.journal.folds import Change, meeting, meeting_state, screens_shown
from data.settings import Settings
from pages.meeting import attachments, controls, desk, programme, room
from pages.meeting.documents import gather_items
from pages.meeting.offered import view_reader
from pages.registry import PAGES, all_contents
from tests.pages.meeting.writing import SOMEONE, save

pytestmark = pytest.mark.usefixtures("own_home")


def items():
    return [item for _, item in room.read().agenda.iterrows()]


def state():
    return meeting_state(store.journal().rows(), dt.datetime.now(dt.UTC))


def test_a_meeting_as_delivered_is_at_most_sixty_screens_and_none_comes_twice():
    served = room.read()
    blocks = [block for item in items() for block, _ in programme.headings(item, served.store)]
    assert sorted(blocks) == sorted(set(blocks))
    # Each item opens on its own screen; before and after them, cover, agenda and closing.
    own = [title for item in items() for title in programme.titles(item, served.store, "")]
    settings = Settings()
    around = [*desk.screens(served, settings, "aujourdhui"), *desk.screens(served, settings, "decisions")]
    assert len(own) == 14 + len(blocks)
    assert 40 <= len(own) + len(around) <= 60


def test_no_screen_of_a_meeting_shows_what_is_still_to_be_tied_or_typed():
    contents, served = all_contents(), room.read()
    shown = gather_items(served.agenda, contents, view_reader(contents, served.store, {}), served.store)
    figures = [part.figure for page in shown for part in page.parts]
    assert len(figures) > 30
    to_do = re.compile(r"\b(à|au CEP de les) relier|à établir|sans donnée|non renseigné|aucun résultat", re.I)
    for figure in figures:
        said = [figure.title, figure.subtitle, figure.caution, figure.alt]
        said += [word for one in figure.numbers for word in (one.value, one.label, one.detail)]
        said += [sentence for one in figure.passages for sentence in (one.heading, *one.sentences)]
        drawn = "" if figure.chart is None else json.dumps(figure.chart.to_dict(), ensure_ascii=False)
        assert not to_do.search(" ".join([*said, drawn])), figure.title
    # On the page, for who prepares, it is said.
    assert "24 à relier" in next(
        part.figure.title
        for part in gather(contents["preconisations"], View("preconisations"), served.store).parts
        if part.block_id == "preconisations-comptes"
    )


def test_each_item_has_its_own_view_and_competences_is_not_played_four_times():
    opened = [(found.page, found.slug) for found in map(programme.opened_by, items())]
    assert len(set(opened)) == 14
    assert [slug for page, slug in opened if page == "competences"] == [
        "demandees",
        "essentiel",
        "recrutements",
        "paroles",
    ]


def test_the_views_typed_for_the_agenda_exist():
    agenda = store.load("agenda")
    assert len(agenda)
    for page, query in zip(agenda["page"], agenda["query"].fillna(""), strict=True):
        assert query.removeprefix("vue=") in ["", *(view.slug for view in PAGES[page].views)]


def projected(app, words):
    return next(line for line in words(app).splitlines() if "écran" in line)


def forward(app):
    app.button(key="projection-Right").click().run()
    return app


def test_a_meeting_goes_from_the_last_screen_of_an_item_to_the_first_of_the_next(open_page, words):
    save(*meeting.start("2026-01-01", "besoins-en-competences", dt.datetime.now(dt.UTC)))
    app = open_page("skills", "demandees", projection="oui", etape="99")
    forward(app)
    assert state().current_item == "akto"
    assert "Compétences · L’essentiel · écran 1 sur" in projected(app, words)
    said = words(app)
    assert "# 6. Besoins en compétences\u202f: AKTO" in said
    assert "## AKTO · 15\u202fmin prévues" in said
    # What will be seen is what comes next; the opening of the page gives its place to that of the item.
    titles = programme.headings(items()[5], room.read().store)
    assert f"écran 1 sur {1 + len(titles)}" in said
    assert all(f"- ### {heading}" in said for _, heading in titles)


def test_what_was_on_the_projector_is_written_with_the_change_of_item_and_nothing_at_each_step(open_page):
    save(*meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC)))
    app = forward(open_page("skills", projection="oui", etape="1"))
    app.button(key="projection-Left").click().run()
    assert store.journal().rows()["save_id"].nunique() == 1
    app.button(key="projection-S").click().run()
    rows = store.journal().rows()
    assert state().current_item == "france-travail"
    assert rows["save_id"].nunique() == 2
    shown = screens_shown(rows, "2026-01-01")
    assert shown["item_id"].tolist() == ["akto", "akto"]
    assert shown["title"].tolist()[0] == "Besoins en compétences\u202f: AKTO"
    assert "36" in shown["title"].tolist()[1]
    # Rested on one screen, its window writes without a change of item.
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=30)
    controls.keep_screens(room.read(later))
    shown = screens_shown(store.journal().rows(), "2026-01-01")
    assert shown["item_id"].tolist() == ["akto", "akto", "france-travail"]


def test_the_opening_of_an_item_names_what_its_speaker_brought(open_page, words, tmp_path):
    content = io.BytesIO()
    Image.new("RGB", (4, 3), "navy").save(content, "PNG")
    file_id = attachments.keep(tmp_path / "documents", "Affiche d’été.png", content.getvalue(), SOMEONE)
    save(Change("agenda", "akto", "attachments", file_id))
    save(*meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC)))
    said = words(open_page("skills", projection="oui", etape="1"))
    assert "# 6. Besoins en compétences\u202f: AKTO" in said
    assert "- ### Affiche-d-été.png" in said.replace("Affiche d’été", "Affiche-d-été")


def test_the_opening_of_an_item_counts_what_it_has_no_room_to_name(open_page, words):
    blocks = ",".join(block.block_id for _, block in programme.offered("secteur"))
    save(Change("agenda", "etat-des-lieux-du-secteur", "blocks", blocks))
    save(*meeting.start("2026-01-01", "etat-des-lieux-du-secteur", dt.datetime.now(dt.UTC)))
    titles = [heading for _, heading in programme.headings(items()[1], room.read().store)]
    assert len(titles) > 9
    said = words(open_page("sector", projection="oui", etape="1"))
    assert f"- ### {titles[7]}\n- ### et {len(titles) - 8} autres" in said


def test_without_a_meeting_the_last_screen_of_a_view_leads_to_the_next_view(open_page, words):
    app = forward(open_page("skills", "demandees", projection="oui", etape="99"))
    assert "Compétences · Paroles de professionnels · écran 1 sur" in projected(app, words)
    assert store.journal().rows().empty


def test_after_the_last_item_comes_the_closing_with_who_does_what_by_when(open_page, words):
    begun = meeting.start("2026-01-01", "schema-numerique", dt.datetime.now(dt.UTC))
    note = {"type": "action", "text": "Envoyer le calendrier", "who": "CTM", "due": "2100-01-15"}
    decided = {"type": "decision", "text": "Le plan est adopté"}
    save(
        *begun,
        *(
            Change("decision", "d-1", name, value)
            for name, value in {**note, "meeting": "2026-01-01"}.items()
        ),
        *(
            Change("decision", "d-2", name, value)
            for name, value in {**decided, "meeting": "2026-01-01"}.items()
        ),
    )
    app = forward(open_page("plan", projection="oui", etape="99"))
    assert "Séance · Décisions · écran 1 sur 2" in projected(app, words)
    assert "# Ce qui est décidé" in words(app)
    assert "Décision\u202f: Le plan est adopté" in words(app)
    app = forward(open_page("meeting", "decisions", projection="oui", etape="1"))
    assert "# Qui fait quoi, et pour quand" in words(app)
    assert "- CTM, pour le 15 janvier 2100\u202f: Envoyer le calendrier" in words(app)
    forward(app)
    assert "Séance · Décisions · écran 2 sur 2" in projected(app, words)
    assert not app.exception


def test_who_leads_sees_the_item_its_screens_the_next_one_and_the_notes(open_page, words):
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=20, seconds=5)
    save(
        *meeting.start("2026-01-01", "akto", begun),
        Change("decision", "d-1", "text", "Inviter AKTO en mars"),
        Change("decision", "d-1", "meeting", "2026-01-01"),
        Change("decision", "d-1", "agenda_item", "akto"),
    )
    app = open_page("meeting", "animation")
    said = words(app)
    assert not app.exception
    assert "## 6. Besoins en compétences\u202f: AKTO" in said
    assert "Intervenant\u202f: AKTO" in said
    # 20 minutes on an item of 15.
    assert "temps dépassé de 5\u202fmin" in said
    assert "retard\u202f: 5\u202fmin · fin prévue" in said
    assert "Écran suivant" in said
    assert "Inviter AKTO en mars" in said
    labels = [found.label.replace("\\", "") for found in app.button if found.key.startswith("lead-screen-")]
    assert labels[0] == "1. Ouverture du point"
    app.button(key="lead-screen-2").click().run()
    assert "Compétences · L’essentiel · écran 2 sur" in projected(app, words)
    said = words(open_page("meeting", "animation")).replace("\u202f", " ")
    assert f"**À l’écran :** {labels[1].removeprefix('2. ')}" in said


def test_a_filter_is_changed_in_projection_without_leaving_it(open_page, words):
    app = open_page("training", "offres", projection="oui", etape="1")
    app.button(key="projection-filters").click().run()
    assert not app.warning
    app.selectbox(key="territoire").set_value("Sud").run()
    assert "Formations · Offres · Sud · écran 1 sur" in projected(app, words)
    assert app.session_state["_address"].filters["territoire"] == "Sud"


@pytest.mark.parametrize(("page", "view"), [("training", "scenario"), ("plan", "actions"), ("skills", None)])
def test_the_filters_of_a_projected_view_open_with_its_own_choices(open_page, page, view):
    if page == "plan":
        save(Change("progress", "A01", "status", "bloquée"))
    app = open_page(page, view, projection="oui", etape="1")
    app.button(key="projection-filters").click().run()
    assert not app.warning
    assert not app.exception


def test_the_item_of_the_schema_shows_the_alerts_before_the_budget_once_something_is_followed():
    served = room.read()
    item = served.item("schema-numerique")
    assert [block for block, _ in programme.headings(item, served.store)][0] == "schema-totaux"
    save(Change("progress", "A01", "status", "bloquée"), Change("budget", "A01", "committed", "5", 2025))
    served = room.read()
    blocks = [block for block, _ in programme.headings(served.item("schema-numerique"), served.store)]
    assert blocks[:3] == ["suivi-alertes", "schema-totaux", "suivi-totaux"]
