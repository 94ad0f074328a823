"""« Comparer les territoires » on every page where the territory acts: what it shows, keeps and says."""

from dataclasses import replace

import pytest

from components.documents import pictures, workbook
from components.figures import comparing
from components.figures.blocks import COMPARE, TOGETHER, Figure, Gap, View
from components.screen import cards
from data import store
from data.imports import received
from data.imports.preview import prepare
from data.imports.publishing import publish
from data.indicators.recommendations import gathered
from data.journal import Writer
from data.journal.folds import Change
from pages.registry import PAGES

FOLLOWING = [
    (page.name, shown.slug, block.block_id)
    for page in PAGES.values()
    for shown in page.contents().views
    for block in shown.blocks
    if "territoire" in block.follows
]
VIEWS = list(dict.fromkeys((page, slug) for page, slug, _ in FOLLOWING))
# What is written of each, checked by hand on the BMO of 2025, the offers recorded and the census of 2023.
TITLES = {
    "secteur-habitants": "Habitants : Centre 150 642, Nord 95 085, Sud 114 903",
    "formations-carte": "Formations recensées : 18 au Centre, 3 au Nord, aucune au Sud",
    "formations-niveaux": "Formations recensées : 18 au Centre, 3 au Nord, aucune au Sud",
    "formations-offres": "Formations recensées : 18 au Centre, 3 au Nord, aucune au Sud",
    "competences-bmo-metiers": "Projets de recrutement en 2025 : "
    "Centre 100 (102 à 108), Nord 15 (16 à 19), Sud 36 (37 à 40)",
    "competences-bmo-difficiles": "Projets jugés difficiles en 2025 : "
    "Centre 56 (56 à 68), Nord 9 (9 à 17), Sud secret (0 à 20)",
}


# What only shows once people attached it to a territory, or loaded a file.
ATTACHED = {
    "schema-rattachements": "schema",
    "schema-piliers": "schema",
    "schema-financements": "schema",
    "schema-rattachees": "schema",
    "schema-liste": "schema",
    "preconisations-rattachements": "preconisations",
    "preconisations-pistes": "preconisations",
    "preconisations-etude": "preconisations",
    "preconisations-formation": "preconisations",
    "preconisations-temoignages": "preconisations",
    "preconisations-notees": "preconisations",
}
LOADED = ("secteur-sirene", "secteur-employeurs", "secteur-employeurs-activites")
NOTED = "d1"
URSSAF = (
    "Nom commune;APE;Code département;Code commune;Code APE;"
    "Nombre d'établissements 2022;Effectifs salariés 2022",
    "Fort-de-France;6201Z Programmation;972;97209;6201Z;12;50",
    "Le Robert;4651Z Commerce de gros;972;97222;4651Z;2;8",
)

SIRENE = (
    "siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,dateDernierTraitementEtablissement,"
    "codeCommuneEtablissement,etatAdministratifEtablissement,activitePrincipaleEtablissement",
    "1,O,00,2026-10-12,97209,A,62.01Z",
    "2,O,00,2026-10-12,97222,A,62.01Z",
)


@pytest.fixture
def filled_in(tmp_path, monkeypatch):
    """Actions and recommendations attached to Centre and Nord, none to Sud, and a file of the Urssaf."""
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    recommended = gathered(store.load("statements")).groupby("group")["statement_id"].first()
    assert len(recommended) == 4
    noted = {"type": "recommendation", "text": "Former les formateurs", "status": "open"}
    changes = [Change("decision", NOTED, name, words) for name, words in noted.items()]
    # A03 costs 2 000 k€, A08 300, A22 5 000.
    tags = {"A03": "Centre,Nord", "A08": "Nord", "A22": "Centre", NOTED: "Nord"}
    tags |= dict.fromkeys(recommended, "Centre")
    changes += [Change("tags", subject, "territories", words) for subject, words in tags.items()]
    someone, journal = Writer("Une personne", may_write=True), store.journal()
    journal.append(changes, writer=someone, opened_on=journal.version)
    load(URSSAF)


def load(lines):
    file = prepare(received.from_bytes("file.csv", "\n".join(lines).encode()))
    assert file.refusals == ()
    publish(file, file.document, Writer("Une personne", may_write=True))


def block_of(page, block_id):
    return next(block for block in PAGES[page].contents().blocks if block.block_id == block_id)


def built(page, block_id, **changed):
    contents, block = PAGES[page].contents(), block_of(page, block_id)
    choices = {choice.key: choice.initial for choice in contents.every_choice}
    view = View(page, choices={**choices, COMPARE.key: True, **changed.pop("choices", {})})
    frames = [store.load(name) for name in block.datasets]
    if block.outlines:
        frames.append(store.load_communes())
    return comparing.built(block, replace(view, **changed), frames)


def plainly(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def values(figure):
    """The known values of a figure's rows, summed."""
    return sum(row.value or 0 for row in figure.rows)


def test_the_switch_is_where_the_territory_acts_and_nowhere_else():
    switched = {
        (page.name, shown.slug)
        for page in PAGES.values()
        for shown in page.contents().views
        if COMPARE in shown.every_choice
    }
    assert switched == set(VIEWS)
    assert {page for page, _ in switched} >= {"synthese", "secteur", "formations", "competences"}


@pytest.mark.parametrize(("page", "slug", "block_id"), FOLLOWING)
def test_each_block_that_follows_the_territory_becomes_one_figure_of_the_three(
    page, slug, block_id, filled_in
):
    if block_id == "secteur-sirene":
        load(SIRENE)
    figure = built(page, block_id)
    assert isinstance(figure, Figure)
    if block_id in TITLES:
        assert plainly(figure.title) == TITLES[block_id]
    said = " ".join([figure.alt, *(number.said for number in figure.numbers)])
    said += " ".join(map(str, figure.table.frame.to_numpy().ravel())) if figure.table else ""
    # In a heading, a column or a line: each of the three is named, the one without data included.
    columns = " ".join(map(str, figure.table.frame.columns)) if figure.table else ""
    for name in ("Centre", "Nord", "Sud"):
        assert name in f"{said} {columns} {figure.caution}", name
    assert figure.evidence
    # Never three maps.
    assert figure.deck is None


@pytest.mark.parametrize("block_id", ATTACHED)
def test_as_long_as_nothing_is_attached_one_sentence_says_it_and_lists_are_silent(block_id):
    gap = built(ATTACHED[block_id], block_id)
    if not block_id.startswith(("schema-ratt", "preconisations-ratt")):
        assert gap is None
        assert block_of(ATTACHED[block_id], block_id).silent or block_id == "schema-liste"
        return
    assert isinstance(gap, Gap)
    # The same in the three: said once.
    assert gap.reason.startswith("Les documents ne disent pas quel territoire concerne chaque")
    assert gap.how.startswith("Le CEP rattache dans la vue")


@pytest.mark.parametrize("block_id", LOADED)
def test_without_a_file_there_are_no_employers_to_compare(block_id):
    assert built("secteur", block_id) is None


def test_what_is_attached_is_counted_in_each_territory_and_the_others_once(filled_in):
    figure = built("schema", "schema-rattachements")
    said = [(one.column, one.value, plainly(one.detail)) for one in figure.numbers]
    assert ("Centre", "2", "sur 23 · 7 000 k€") in said
    assert ("Nord", "2", "sur 23 · 2 300 k€") in said
    assert [column for column, value, _ in said if value == "20"] == ["Martinique entière"]
    table = built("schema", "schema-liste").table.frame
    assert table[["Territoire", "N°"]].to_numpy().tolist() == [
        ["Centre", "A03"],
        ["Centre", "A22"],
        ["Nord", "A03"],
        ["Nord", "A08"],
    ]
    assert "Sud : aucune action rattachée." in plainly(built("schema", "schema-liste").caution)
    funded = built("schema", "schema-financements")
    assert values(funded) == 7_000 + 2_300
    # A03 is in both: the three do not make up a whole, and the figure says so.
    assert "compte en entier dans chacun" in funded.explanation
    assert funded.subtitle == "Actions rattachées par le CEP à chacun"


def test_the_sentence_of_a_page_counts_nothing_as_attached_while_comparing(filled_in, open_page, words):
    app = open_page("recommendations", "toutes", comparer="oui")
    assert not app.exception
    assert "rattachées  sur" not in plainly(words(app))
    assert "Sud : aucune préconisation" in plainly(words(app))
    app = open_page("plan", "actions", comparer="oui")
    assert not app.exception
    assert app.dataframe[0].value["Territoire"].tolist() == ["Centre", "Centre", "Nord", "Nord"]


def test_what_no_territory_changes_waits_under_its_name_while_comparing(open_page, words):
    tension = "Tension par métier en 2019 (avant la crise sanitaire)"
    app = open_page("skills", "essentiel", comparer="oui")
    assert not app.exception
    assert [plainly(one.label.replace("\\", "")) for one in app.expander] == [
        f"{tension} · Martinique entière"
    ]
    assert "Employés et opérateurs" not in words(app)
    assert not open_page("skills", "essentiel").expander


def test_fictitious_offers_are_no_matter_of_territory():
    assert ("formations", "scenario", "formations-scenario-essai") not in FOLLOWING
    assert ("formations", "scenario", "formations-scenario-resultat") in FOLLOWING


@pytest.mark.parametrize(
    ("page", "block_id", "total"),
    [
        ("secteur", "secteur-habitants", 150_642 + 95_085 + 114_903),
        ("formations", "formations-carte", 18 + 3),
        ("formations", "formations-niveaux", 18 + 3),
        ("competences", "competences-bmo-metiers", 100 + 15 + 36),
        ("competences", "competences-bmo-bassins", 100 + 15 + 36),
        ("competences", "competences-bmo-difficiles", 56 + 9),
    ],
)
def test_the_three_territories_make_up_the_whole(page, block_id, total):
    assert values(built(page, block_id)) == total
    whole = built(page, block_id, choices={COMPARE.key: False})
    if whole.rows:
        assert values(whole) == total


def test_a_secret_sum_stays_a_range_beside_the_others():
    figure = built("competences", "competences-bmo-difficiles")
    assert "Sud secret (0 à 20)" in plainly(figure.title)
    assert [row.text for row in figure.rows if row.high == 4 and row.value is None]
    # Mostly ranges and occupations that are not cited: PowerPoint gets the picture that shows them.
    assert figure.native is None
    assert built("formations", "formations-carte").native.series["Centre"] == (8.0, 10.0)
    numbers = {
        (number.column, plainly(number.label)): plainly(number.value)
        for number in built("competences", "competences-bmo-chiffres").numbers
    }
    assert numbers["Centre", "Projets de recrutement 2025"] == "44"
    assert numbers["Sud", "Dont jugés difficiles"] == "0 à 8"
    assert numbers["Martinique entière", "Compétences demandées"] == "31"


def test_the_same_domain_and_choices_hold_in_the_three():
    chosen = {"domain": "Cybersécurité", "domain_id": "cybersecurite"}
    title = plainly(built("formations", "formations-niveaux", **chosen).title)
    assert title.startswith("Formations recensées (Cybersécurité) : ")
    figure = built("formations", "formations-carte", choices={"perimetre": "Connexe"})
    assert plainly(figure.title) == "Formations recensées (Connexe) : 10 au Centre, 1 au Nord, aucune au Sud"
    year = built("competences", "competences-bmo-bassins", choices={"annee-bmo": "2024"})
    assert "en 2024" in year.title


def test_the_list_of_offers_says_the_territory_of_each_line_first():
    frame = built("formations", "formations-offres").table.frame
    assert frame.columns[0] == "Territoire"
    assert frame["Territoire"].value_counts().to_dict() == {"Centre": 18, "Nord": 3}


def test_need_and_supply_are_one_row_a_domain_in_which_each_territory_has_its_word():
    figure = built("competences", "competences-besoin-offre")
    frame = figure.table.frame.set_index("Domaine")
    assert len(frame) == 5
    computing = frame.loc["Services informatiques"].map(plainly)
    assert computing["Projets de recrutement 2025"] == "Centre 44 (46 à 52)\nNord 9 (10 à 13)\nSud 8 (9 à 12)"
    # Known in the basin Centre, as its heading says.
    assert computing["Demandeurs d’emploi 2020 (3 métiers, Centre)"] == "40"
    # The same in the three: written once.
    assert computing["Tension 5 sur 5, 2019 (Martinique)"] == "2 sur 3"
    assert set(frame.loc["Transformation digitale"].map(plainly)) >= {"sans métier suivi", "aucune", "5"}
    assert "320 places de CFA dont la commune n’est pas connue" in plainly(figure.caution)


def test_a_room_reads_need_and_supply_under_the_letters_of_the_territories():
    figure = built("competences", "competences-besoin-offre", projection=True)
    assert plainly(figure.title) == "Besoin et offre par domaine : Centre (C), Nord (N) et Sud (S)"
    frame = figure.table.frame.set_index("Domaine")
    assert list(map(plainly, frame.loc["Marketing et communication"])) == [
        "C 50 · N 6 · S 20",
        "C 5 · N 2 · S aucune",
        "C 109 · N 20 · S aucune",
        "C 9 · N 9,5 · S sans objet",
    ]
    # Tension, job seekers and skills.
    shown = built("competences", "competences-besoin-offre").table.frame
    assert len(shown.columns) - len(frame.columns) - 1 == 3
    assert "3 de plus" in plainly(figure.subtitle)


@pytest.mark.parametrize(("page", "slug"), VIEWS)
def test_a_view_is_compared_by_one_switch_that_its_address_keeps(page, slug, open_page, words):
    spec = PAGES[page]
    app = open_page(spec.folder, slug, territoire="Sud")
    assert not app.exception
    app.toggle(key=COMPARE.key).set_value(True).run()
    assert not app.exception
    assert not app.warning
    assert app.query_params[COMPARE.key] == "oui"
    assert "territoire" not in app.query_params
    assert app.session_state["_visit"].view.territory is None
    assert not [box for box in app.selectbox if box.key in ("territoire", "commune")]
    said = plainly(words(app))
    assert TOGETHER in said
    assert "Sud : sans effet pendant la comparaison" in said
    assert not app.error
    # Switched off, the territory that was chosen acts again.
    app.toggle(key=COMPARE.key).set_value(False).run()
    assert app.query_params["territoire"] == "Sud"
    assert COMPARE.key not in app.query_params


def test_the_comparison_is_kept_across_views_and_cleared_with_the_filters(open_page, words):
    app = open_page("training", "", comparer="oui")
    app.session_state["vue-formations"] = "sources"
    app.query_params["vue"] = "sources"
    app.run()
    assert "comparaison des territoires : sans effet ici" in plainly(words(app))
    assert COMPARE.key not in app.query_params
    app.button(key="filters-clear").click().run()
    assert "sans effet ici" not in words(app)
    assert app.session_state["_address"].choices[COMPARE.key] is False


def test_a_page_where_no_territory_acts_keeps_the_comparison_for_the_next(open_page, words):
    app = open_page("maturity", "", comparer="oui")
    assert not app.warning
    assert "comparaison des territoires : sans effet ici" in plainly(words(app))
    assert app.session_state["_address"].choices[COMPARE.key] is True


def test_the_comparison_projects_the_same_figures(open_page, words):
    app = open_page("skills", "recrutements", comparer="oui", projection="oui")
    assert not app.exception
    said = plainly(words(app))
    assert "Projets de recrutement en 2025 : Centre 100 (102 à 108)" in said
    assert f"Compétences · Recrutements · {TOGETHER} · écran 1 sur 3" in said


def test_the_title_says_the_large_figures_that_a_room_has_no_place_for():
    """Beside a chart, a projected comparison leaves them out."""
    told = set()
    for page, _, block_id in FOLLOWING:
        figure = built(page, block_id)
        if isinstance(figure, Figure) and figure.chart is not None:
            for one in (one for one in figure.numbers if one.column):
                assert plainly(one.value).casefold() in plainly(figure.title).casefold(), block_id
                told.add(block_id)
    assert told == {"secteur-habitants", "formations-carte"}


@pytest.mark.parametrize("page", ["secteur", "formations", "competences"])
def test_pictures_and_files_hold_the_three_territories_of_the_screen(page):
    own = {block_id: built(page, block_id) for name, _, block_id in FOLLOWING if name == page}
    drawn = {block_id: figure for block_id, figure in own.items() if figure is not None and figure.chart}
    assert drawn
    for block_id, figure in drawn.items():
        # What the card of a screen holds is what its button draws.
        shown = cards.ready(figure, "screen", dark=True)
        drawing = pictures.picture_svg(shown, TOGETHER)
        for territory in ("Centre", "Nord", "Sud"):
            assert f">{territory}</text>" in drawing, block_id
        assert f"Périmètre\u202f: {TOGETHER}" in drawing
        head, *lines = workbook.delimited(figure.table).decode("utf-8-sig").splitlines()
        assert {"Centre", "Nord", "Sud"} <= {word.split(",")[0] for word in head.split(";")} or all(
            line.split(";")[0] in ("Centre", "Nord", "Sud") for line in lines
        ), head
