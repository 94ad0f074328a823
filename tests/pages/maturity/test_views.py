"""« Maturité » says no more than its sample shows, and shows what is doubtful as such."""

import pytest

from components.figures.blocks import Figure, Gap, View, source_lines
from data import store
from data.indicators import survey
from pages.maturity import context as maturity_context
from pages.maturity import views as maturity
from pages.maturity import words as sentences


@pytest.fixture(scope="module")
def frames():
    return {name: store.load(name) for name in ("survey_answers", "slides", "statements", "key_figures")}


@pytest.fixture(scope="module")
def figures(frames):
    view = View("maturite")
    return {
        block.block_id: block.build(view, *[frames[name] for name in block.datasets])
        for block in maturity.CONTENTS.blocks
    }


def readings(figure):
    return dict(zip(figure.table.frame["Réponse"], figure.table.frame["Lecture"], strict=True))


def everything_said(figure):
    """Title, subtitle, cautions, explanation, alternative text and table of a figure, as one text."""
    if isinstance(figure, Gap):
        return " ".join((figure.title, figure.reason, figure.holder, figure.note))
    parts = [figure.title, figure.subtitle, figure.caution, figure.explanation, figure.alt]
    parts += [sentence for passage in figure.passages for sentence in (passage.heading, *passage.sentences)]
    parts += [f"{number.value} {number.label} {number.detail}" for number in figure.numbers]
    return " ".join(parts) + (figure.table.frame.to_string() if figure.table else "")


def test_the_opening_names_what_moved_and_how_many_were_compared(frames):
    first, second = maturity.headline(View("maturite"), frames["survey_answers"])
    assert first == (
        "Sur 8 équipements comparés de 2020 à 2024, 3 évoluent au-delà de la marge d’un sondage aléatoire "
        "simple\u202f: smartphone (+10\u202fpoints), tablette (+7) et téléphone fixe (−11)."
    )
    assert second == (
        "Sur 6 logiciels, 3 évoluent au-delà de la marge d’un sondage aléatoire simple\u202f: comptabilité "
        "(+15\u202fpoints), facturation (+10) et travail collaboratif (+10)."
    )


def test_a_change_is_read_in_the_agreed_words(figures):
    said = readings(figures["maturite-equipements"])
    assert said["Téléphone fixe"] == "au-delà de la marge d’un sondage aléatoire simple"
    assert said["Ordinateur portable"] == "non démontré par l’échantillon (±\u202f6,1\u202fpoints)"
    assert said["Scanner de code-barres"] == "rupture inexpliquée dans la source, sans test"
    assert readings(figures["maturite-presence"])["Site Web"] == "valeur à confirmer, sans test"


def test_where_rounding_alone_decides_the_reading_says_so(figures):
    # 6 points printed for a margin of 5.1: without the rounding it would look like a mistake.
    said = readings(figures["maturite-logiciels"])["Paie"]
    assert said == "non démontré par l’échantillon (±\u202f5,1\u202fpoints + 1 d’arrondi)"


def test_the_words_significant_progress_and_decline_are_never_used(figures):
    assert figures
    for block_id, figure in figures.items():
        said = everything_said(figure).lower()
        assert said, block_id
        for word in ("significati", "progrès", "progresse", "recul", "amélior", "dégrad"):
            assert word not in said, f"{word} in {block_id}"


def test_payroll_software_is_read_with_payroll_done_outside(figures):
    caution = figures["maturite-logiciels"].caution
    assert "12\u202f% ont un logiciel (18\u202f% en 2020)" in caution
    assert "48\u202f% externalisent leur paie (39\u202f% en 2020)" in caution


def test_the_doubtful_web_site_is_marked_in_the_chart_and_absent_from_the_title(figures):
    figure = figures["maturite-presence"]
    data = next(iter(figure.chart.to_dict()["datasets"].values()))
    assert [(row["label"], row["text"]) for row in data if row["unsure"]] == [
        ("Site Web", "31\u202f%\u202f?")
    ]
    assert figure.title.startswith("2\xa0indicateurs de présence sur 4 ")
    assert "site Web marchand" in figure.title
    assert "site Web (" not in figure.title


def test_the_values_without_an_owner_are_quoted_and_drawn_nowhere(figures):
    segments = figures["maturite-segments"]
    assert "86\u202f% Services aux entreprises" in segments.caution
    assert "44\u202f% Industrie" in segments.caution
    assert "à confirmer auprès de la CCIM" in segments.caution
    drawn = segments.table.frame[["Segment", "Part du segment"]].values.tolist()
    assert ["Services aux entreprises", 0.86] not in drawn
    assert "Industrie" not in [segment for segment, _ in drawn]


def test_what_only_a_picture_shows_is_said_missing_with_who_holds_it(figures):
    for block_id in ("maturite-presence-actions", "maturite-freins", "maturite-chantiers"):
        gap = figures[block_id]
        assert isinstance(gap, Gap)
        assert "CCIM" in gap.holder
    note = figures["maturite-presence-actions"].note
    assert all(value in note for value in ("0,59", "0,22", "0,29", "0,41", "0,14", "0,15", "0,17", "0,48"))
    assert "freins principaux" in figures["maturite-freins"].note
    assert "chantiers prioritaires" in figures["maturite-chantiers"].note


def test_the_three_publics_of_the_crisis_are_side_by_side(figures):
    figure = figures["maturite-covid"]
    assert [number.value for number in figure.numbers] == ["20\u202f%", "15", "70–80\u202f%"]
    assert "près de" in figure.numbers[2].label
    assert len(figure.passages) == 3
    assert figure.chart is None, "no common axis for three questions"


def test_the_method_says_formula_base_and_number_of_tests(figures):
    said = figures["maturite-equipements"].explanation
    assert "\\sqrt" in said
    assert "La base de 2020" in said
    assert "Nombre de tests sur la page\u202f: 28**, dont 9" in said
    assert "1,4 la dépasserait" in said, "28 × 5 %"


def test_the_edition_of_2020_stays_folded():
    folded = {block.block_id for block in maturity.CONTENTS.blocks if block.folded}
    assert "maturite-2020" in folded


def test_no_figure_of_another_study_slips_among_those_of_2020(frames):
    figure = maturity_context.edition_2020(View("maturite"), frames["key_figures"])
    assert isinstance(figure, Figure)
    assert not figure.table.frame["Chiffre"].str.contains("TIC|filière").any()


def test_without_any_change_beyond_the_margin_no_mover_is_named(frames):
    answers = frames["survey_answers"]
    still = answers.assign(share=0.5)
    changes = survey.changes(still, "equipment", "equipped")
    assert sentences.title(changes, "équipement", "équipements", "repli") == (
        "Sur 8 équipements, aucune évolution au-delà de la marge"
    )
    assert sentences.headline(changes, changes, (2020, 2024))[0] == (
        "Sur 8 équipements comparés de 2020 à 2024, aucun n’évolue au-delà de la marge d’un sondage "
        "aléatoire simple."
    )


def test_a_tie_takes_the_planned_equipment_out_of_the_title(frames):
    tied = survey.changes(frames["survey_answers"].assign(share=0.1), "equipment", "planned")
    assert sentences.planned_title(tied) == "Équipements en projet"


def test_on_a_projector_the_sources_fit_on_a_line(frames):
    documents = {"ccim-maturite-2024": {"publisher": "CCIM", "title": "Un titre long", "year": 2024}}
    view = View("maturite", projection=True, sources=documents)
    figure = maturity.equipment(view, frames["survey_answers"])
    assert source_lines(figure.evidence, brief=True) == [
        "CCIM, 2024 · base\u202f: ensemble des entreprises (100\u202f%) · lu dans la source"
    ]
