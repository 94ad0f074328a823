"""The tracking on « Schéma » through the application: entered, refused, met by two people, undone."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from data import store
from data.imports import tracking_workbook
from data.journal import Writer
from data.journal.folds import Change, budget, progress

ANNE, PAUL = Writer("Anne", True), Writer("Paul", True)


@pytest.fixture
def journal(tmp_path, monkeypatch):
    """The journal of a place of its own."""
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    return store.journal()


def amount(action, field, value, year, funder=None):
    return Change("budget", action, field, value, year, funder)


def saved(journal, *changes, writer=ANNE, reason="Comité"):
    return journal.append(changes, writer=writer, opened_on=journal.version, reason=reason)


def text(app: AppTest, end: str):
    (found,) = [field for field in app.text_input if field.key and field.key.endswith(end)]
    return found


def errors(app: AppTest) -> str:
    return "\n".join(error.value for error in app.error).replace("\\", "")


def open_form(open_page, action="A03") -> AppTest:
    app = open_page("plan", "saisir")
    field = app.selectbox(key="suivi-action")
    return field.select(next(word for word in field.options if word.startswith(action))).run()


def check(app: AppTest) -> AppTest:
    return app.button(key="suivi-verifier").click().run()


def confirm(app: AppTest, reason="Comité de mars", name="Anne") -> AppTest:
    text(app, "suivi-motif").input(reason)
    asked = [field for field in app.text_input if field.key == "suivi-name"]
    if asked:
        asked[0].input(name)
    return app.button(key="suivi-enregistrer-oui").click().run()


def difference(app: AppTest) -> list[list[str]]:
    (found,) = [
        table.value for table in app.dataframe if list(table.value.columns)[1:3] == ["Champ", "Avant"]
    ]
    return found[["Champ", "Avant", "Après"]].values.tolist()


def headers(app: AppTest) -> str:
    return "\n".join(part.value for part in app.markdown if part.value.startswith("##")).replace("\\", "")


def opened(app: AppTest, view: str) -> AppTest:
    """Another view of the page, in the same session."""
    return app.segmented_control(key="vue-schema").set_value(view).run()


def test_the_page_opens_on_the_plan_and_the_first_entry_unfolds_the_tracking(open_page, words, journal):
    app = open_page("plan", "suivi")
    assert "23\xa0actions sans aucune saisie" in words(app)
    assert not headers(app)
    app = open_form(open_page)
    assert not app.exception
    text(app, "budget-2024--planned").input("1 250,5")
    text(app, "budget-2025--planned").input("0")
    text(app, "progress---owner").input("=1+1 <script>alert(1)</script>")
    check(app)
    assert difference(app) == [
        ["Prévu (k€) 2024", "non renseigné", "1\u202f250,5"],
        ["Prévu (k€) 2025", "non renseigné", "0"],
        ["Responsable", "non renseigné", "=1+1 <script>alert(1)</script>"],
    ]
    assert journal.version == -1  # shown, not saved
    confirm(app)
    assert not app.exception
    assert not app.error
    opened(app, "suivi")
    assert "1\u202f250,5\u202fk€ prévus · 1\xa0action renseignée sur 23" in headers(app)
    assert "Prévu, engagé et payé par pilier" in words(app)
    rows = journal.rows()
    assert rows["save_id"].nunique() == 1
    assert set(rows["author"]) == {"Anne"}
    assert set(rows["reason"]) == {"Comité de mars"}


def test_amounts_pasted_in_the_form_are_saved_as_they_were_written(open_page, journal):
    app = open_form(open_page, "A19")
    for year, pasted in {2024: "12,5", 2025: "1\u202f250,75", 2026: "1.250,5"}.items():
        text(app, f"budget-{year}--planned").input(pasted)
    confirm(check(app))
    assert not app.exception
    assert budget(journal.rows())["planned_keur"].tolist() == [12.5, 1250.75, 1250.5]


def test_a_reason_and_a_name_are_asked_for(open_page, journal):
    app = open_form(open_page)
    text(app, "budget-2024--planned").input("10")
    check(app)
    confirm(app, reason="  ", name="")
    assert "Le motif est vide" in errors(app)
    text(app, "suivi-motif").input("Motif")
    app.button(key="suivi-enregistrer-oui").click().run()
    assert journal.version == -1


def test_a_suggested_name_that_is_emptied_signs_nothing(open_page, journal):
    saved(journal, amount("A08", "planned", "10", 2024), writer=PAUL)
    app = open_form(open_page)
    text(app, "budget-2024--planned").input("10")
    check(app)
    assert text(app, "suivi-name").value == "Paul"  # the last to save: suggested, and drawn once
    confirm(app, name="")
    assert "Indiquez d’abord votre nom" in errors(app)
    assert journal.version == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"budget-2024--planned": "-5"},
            "A03, Prévu (k€) 2024\u202f: trouvé «\u202f-5\u202f», attendu un montant",
        ),
        ({"budget-2024--paid": "beaucoup"}, "trouvé «\u202fbeaucoup\u202f»"),
        (
            {"budget-2024--committed": "10", "budget-2024--paid": "11"},
            "payé 11 k€, plus que les 10 k€ engagés",
        ),
        ({"progress---percent": "140"}, "attendu un pourcentage de 0 à 100"),
        ({"progress---stated_on": "hier"}, "attendu une date JJ/MM/AAAA"),
        ({"progress---owner": "x" * 301}, "301 caractères"),
    ],
)
def test_what_is_refused_says_so_writes_nothing_and_stays_in_the_form(open_page, journal, typed, said):
    app = open_form(open_page)
    for end, value in typed.items():
        text(app, end).input(value)
    check(app)
    assert not app.exception
    assert said in errors(app)
    assert "Rien n’a été enregistré" in errors(app)
    assert journal.version == -1
    for end, value in typed.items():
        assert text(app, end).value == value


def test_what_is_refused_stays_under_the_funder_that_was_chosen(open_page, journal):
    app = open_form(open_page)
    (funders,) = [field for field in app.multiselect if field.key.startswith("suivi-financeurs")]
    funder = funders.options[0]
    funders.select(funder).run()
    text(app, f"budget-2025-{funder}-planned").input("mille")
    check(app)
    assert "Rien n’a été enregistré" in errors(app)
    assert text(app, f"budget-2025-{funder}-planned").value == "mille"


def test_a_planned_total_above_the_cost_is_saved_only_with_its_own_reason(open_page, words, journal):
    app = open_form(open_page)
    text(app, "budget-2024--planned").input("2 000,5")
    check(app)
    confirm(app)
    assert "Le motif du dépassement est vide" in errors(app)
    assert journal.version == -1
    text(app, "suivi-motif-depassement").input("Deuxième tranche")
    app.button(key="suivi-enregistrer-oui").click().run()
    assert set(journal.rows()["reason"]) == {"Comité de mars — dépassement du coût (Deuxième tranche)"}
    assert "Au-dessus du coût au planning" in words(opened(app, "suivi"))


def test_to_commit_more_than_the_cost_asks_for_a_reason_too(open_page, words, journal):
    app = open_form(open_page, "A08")
    text(app, "budget-2024--committed").input("301")
    check(app)
    asked = "\n".join(part.value for part in app.warning).replace("\\", "")
    assert "A08\u202f: le total engagé, 301\u202fk€, dépasse le coût au planning, 300\u202fk€" in asked
    confirm(app)
    assert "Le motif du dépassement est vide" in errors(app)
    assert journal.version == -1


def test_the_second_of_two_people_sees_both_values_and_chooses(open_page, journal):
    saved(journal, amount("A03", "planned", "100", 2025))
    app = open_form(open_page)
    text(app, "budget-2025--planned").input("120")
    text(app, "budget-2026--planned").input("30")
    check(app)
    saved(journal, amount("A03", "planned", "150", 2025), amount("A03", "paid", "1", 2024), writer=PAUL)
    confirm(app)
    assert not app.exception
    (choice,) = app.radio
    assert [word.replace("\\", "").split(" (")[0] for word in choice.options] == [
        "En place\u202f: 150",
        "La vôtre\u202f: 120",
    ]
    assert "Paul" in choice.options[0]
    assert float(budget(journal.rows())["planned_keur"].sum()) == 150  # nothing overwritten
    app.button(key="suivi-choisir-oui").click().run()
    assert "Choisir une valeur" in errors(app)
    app.radio[0].set_value(0)
    app.button(key="suivi-choisir-oui").click().run()
    assert difference(app) == [["Prévu (k€) 2026", "non renseigné", "30"]]
    confirm(app)
    now = budget(journal.rows()).set_index("year")
    assert now["planned_keur"].dropna().to_dict() == {2025: 150.0, 2026: 30.0}
    assert now.at[2024, "paid_keur"] == 1.0


def test_choosing_ones_own_value_saves_it_over_the_other_one(open_page, journal):
    app = open_form(open_page)
    text(app, "budget-2025--planned").input("120")
    check(app)
    saved(journal, amount("A03", "planned", "150", 2025), writer=PAUL)
    confirm(app)
    app.radio[0].set_value(1)
    app.button(key="suivi-choisir-oui").click().run()
    assert difference(app) == [["Prévu (k€) 2025", "150", "120"]]
    confirm(app)
    assert budget(journal.rows())["planned_keur"].tolist() == [120.0]


def test_undo_restores_the_fields_of_one_save_and_nobody_elses(open_page, journal):
    first = saved(journal, amount("A03", "planned", "100", 2025), amount("A03", "planned", "50", 2026))
    saved(journal, amount("A03", "planned", "60", 2026), writer=PAUL)
    app = open_page(
        "plan",
        "actions",
        fiche="A03 — Développer des parcours de formation et métiers dans le secteur numérique",
    )
    app.session_state["suivi-historique"] = True
    app.session_state["writer_name"] = "Anne"
    app.run()
    app.button(key=f"suivi-undo-{first.save_id}").click().run()
    assert not app.exception
    assert budget(journal.rows())[["year", "planned_keur"]].values.tolist() == [[2026, 60.0]]


def test_to_look_at_a_history_is_not_to_give_a_name(open_page, journal):
    made = saved(journal, amount("A03", "planned", "100", 2025), writer=PAUL)
    app = open_page(
        "plan",
        "actions",
        fiche="A03 — Développer des parcours de formation et métiers dans le secteur numérique",
    )
    app.session_state["suivi-historique"] = True
    app.run()
    assert text(app, "suivi-historique-name").value == "Paul"
    assert "writer_name" not in app.session_state
    text(app, "suivi-historique-name").input("Camille").run()
    app.button(key=f"suivi-undo-{made.save_id}").click().run()
    assert not app.exception
    assert journal.rows()["author"].tolist() == ["Paul", "Camille"]


def test_the_state_of_a_past_day_and_the_filters_are_said_on_the_figures(open_page, words, journal):
    saved(journal, amount("A03", "planned", "100", 2025), Change("progress", "A08", "status", "en cours"))
    app = open_page("plan", "suivi", etat="01/01/2025")
    assert "## État au 1er janvier 2025" in headers(app)
    assert "Aucune saisie en vigueur" in "\n".join(part.value for part in app.info)
    app.text_input(key="etat").input("demain").run()
    assert "trouvé «\u202fdemain\u202f», attendu une date" in headers(app)
    app.text_input(key="etat").input("").run()
    app.multiselect(key="suivi-avancement").set_value(["en cours"]).run()
    assert "Aucun montant renseigné, sur 1\xa0action" in headers(app)
    app.multiselect(key="suivi-avancement").set_value(["réalisée", "bloquée"]).run()
    assert "Aucune action ne répond à ces filtres" in "\n".join(part.value for part in app.info)
    assert not app.exception


def test_only_the_tracking_looks_back(open_page, words, journal):
    saved(journal, amount("A03", "committed", "100", 2025))
    app = open_page("plan", "suivi", etat="01/01/2025")
    assert "aucune saisie de suivi" in words(app)
    opened(app, "budget")
    assert "100\u202fk€ engagés, sur 1\xa0action" in words(app)


def test_the_money_on_the_first_view_compares_like_with_like(open_page, journal):
    # A03 costs 2 000 and A08 300: 900 of 2 300 is 39 %, not 900 of 16 890. A07 costs 0 and divides nothing.
    saved(journal, amount("A03", "committed", "800", 2025), amount("A08", "committed", "100", 2024))
    tiles = {tile.label: (tile.value, tile.delta) for tile in open_page("plan").metric}
    assert tiles["Engagé, 2\xa0actions"] == ("900\u202fk€", "39\u202f% de leur coût")
    assert tiles["Payé"] == ("—", "non renseigné")
    saved(journal, amount("A07", "paid", "5", 2025), amount("A07", "committed", "5", 2025))
    tiles = {tile.label: (tile.value, tile.delta) for tile in open_page("plan").metric}
    assert tiles["Payé, 1\xa0action"] == ("5\u202fk€", "coût à 0\u202fk€")


def test_a_late_action_raises_a_sentence_that_opens_its_sheet(open_page, words, journal):
    saved(journal, amount("A08", "planned", "100", 2024), amount("A08", "committed", "100", 2024),
          Change("progress", "A08", "status", "en cours"), Change("progress", "A08", "comment", "*Relancé*"),
          Change("recommendation", "study-reco-1", "carried_by", "A08"))  # fmt: skip
    app = open_page("plan", "suivi")
    said = words(app)
    assert (
        "A08, «\u202fCréation de télécentres\u202f»\u202f: la dernière année prévue, 2024, est passée" in said
    )
    assert "22\xa0actions sans aucune saisie" in said
    app.button(key="suivi-alerte-late-A08").click().run()
    said = words(app)
    assert "A08 · Création de télécentres\u202f: en cours" in said
    assert "- *Relancé*" in said  # shown as typed, not in italics
    assert "Aligner l’offre de formation sur les besoins réels" in said


def test_projected_the_tracking_is_read_only_until_the_host_unlocks_it(open_page, words, journal):
    saved(journal, amount("A03", "planned", "100", 2024))
    app = open_page("plan", "saisir", projection="oui")
    assert not app.exception
    assert "Rien à projeter dans cette vue" in words(app)
    assert not [field for field in app.selectbox if field.key.startswith(("suivi", "fiche"))]
    assert not [button for button in app.button if button.key.startswith("suivi")]
    app.button(key="projection-leave").click().run()
    app.toggle(key="suivi-saisie-projetee").set_value(True).run()
    app.button(key="projection-enter").click().run()
    assert "écran 1 sur 1" in words(app)
    assert app.selectbox(key="suivi-action")


def test_a_session_from_elsewhere_reads_and_does_not_write(open_page, journal, monkeypatch):
    monkeypatch.setattr("components.screen.rights.refusal", lambda: "Lecture seule.")
    app = open_page("plan", "saisir")
    assert "Lecture seule." in "\n".join(part.value for part in app.warning).replace("\\", "")
    assert not [field for field in app.selectbox if field.key == "suivi-action"]


def test_progress_comes_back_in_the_form_and_emptying_a_box_takes_it_back(open_page, journal):
    saved(
        journal, Change("progress", "A03", "percent", "12.5"), Change("progress", "A03", "status", "en cours")
    )
    app = open_form(open_page)
    assert text(app, "progress---percent").value == "12,5"
    text(app, "progress---percent").input("")
    check(app)
    assert difference(app) == [["Avancement (%)", "12,5", "non renseigné"]]
    confirm(app)
    assert progress(journal.rows())["percent"].isna().all()


def to_workbook(open_page) -> AppTest:
    app = open_page("plan", "saisir")
    app.session_state["suivi-maniere"] = "Classeur Excel"
    return app.run()


def exported(journal) -> dict[str, list[list]]:
    """The cells of the workbook as exported now."""
    actions = store.load("schema_actions")
    snapshot = journal.read()
    last = max(snapshot.version_of, key=snapshot.version_of.get, default="")
    content = tracking_workbook.write(actions, snapshot.rows, exported_at=datetime.now(UTC), last_save=last)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return {**cells, "subject": [[f"cep-suivi-1|{last}"]]}


def loaded(app: AppTest, cells: dict[str, list[list]]) -> AppTest:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        book.set_properties({"subject": cells["subject"][0][0]})
        for name in ("Montants", "Avancement"):
            sheet = book.add_worksheet(name)
            for line, values in enumerate(cells[name]):
                sheet.write_row(line, 0, values)
    app.file_uploader(key="suivi-classeur").upload("suivi.xlsx", target.getvalue())
    return app.button(key="suivi-classeur-verifier").click().run()


def test_a_workbook_filled_in_is_reviewed_then_saved_at_once(open_page, journal):
    saved(journal, amount("A01", "planned", "50", 2024))
    cells = exported(journal)
    cells["Montants"][1][5] = 40.5  # line 2: A01, 2024, Engagé
    cells["Avancement"][3][2] = "en cours"  # line 4: A03
    app = loaded(to_workbook(open_page), cells)
    assert not app.exception
    assert difference(app) == [
        ["Engagé (k€) 2024", "non renseigné", "40,5"],
        ["Avancement", "non renseigné", "en cours"],
    ]
    confirm(app)
    assert budget(journal.rows())["committed_keur"].tolist() == [40.5]
    assert progress(journal.rows())["status"].tolist() == ["en cours"]
    assert journal.rows()["save_id"].nunique() == 2


@pytest.mark.parametrize(
    ("line", "column", "value", "said"),
    [
        (1, 5, "abc", "ligne 2, colonne «\u202fEngagé (k€)\u202f»\u202f: trouvé «\u202fabc\u202f»"),
        (1, 6, 60, "feuille «\u202fMontants\u202f», ligne 2\u202f: A01\u202f: à la fin de 2024, payé 60 k€"),
    ],
)
def test_one_wrong_cell_refuses_the_whole_workbook(open_page, journal, line, column, value, said):
    saved(journal, amount("A01", "committed", "50", 2024))
    cells = exported(journal)
    cells["Montants"][line][column] = value
    cells["Avancement"][3][2] = "en cours"
    version = journal.version
    app = loaded(to_workbook(open_page), cells)
    assert said in errors(app)
    assert not app.exception
    assert journal.version == version


def test_a_workbook_never_takes_back_what_others_saved_since_its_export(open_page, journal):
    saved(journal, amount("A01", "planned", "10", 2024), amount("A03", "planned", "10", 2024))
    cells = exported(journal)
    saved(journal, amount("A01", "planned", "20", 2024), writer=PAUL)
    cells["Montants"][5][4] = 12  # line 6: A02, 2024, Prévu
    cells["Montants"][1][4] = 15  # line 2: A01, 2024, Prévu
    app = loaded(to_workbook(open_page), cells)
    assert difference(app) == [
        ["Prévu (k€) 2024", "10", "15"],
        ["Prévu (k€) 2024", "non renseigné", "12"],
    ]
    confirm(app)
    assert "En place\u202f: 20 (Paul" in app.radio[0].options[0].replace("\\", "")
    app.radio[0].set_value(0)
    app.button(key="suivi-choisir-oui").click().run()
    confirm(app)
    now = budget(journal.rows()).set_index("action_id")["planned_keur"]
    assert now.to_dict() == {"A01": 20.0, "A02": 12.0, "A03": 10.0}


def test_a_list_too_long_for_a_room_says_how_to_choose_from_it_with_what_acts_there_alone(open_page, words):
    app = open_page("plan", "actions", projection="oui")
    assert "La salle lit une liste d’une à 9 actions" in words(app)
    app.button(key="projection-filters").click().run()
    fields = [*app.selectbox, *app.multiselect, *app.text_input]
    offered = [field.key for field in fields if not field.key.startswith("projection")]
    assert offered == ["territoire", "domaine", "pilier", "financement", "seulement"]
