"""« Maturité » says no more than its sample shows, and shows what is doubtful as such."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.figures.blocks import Figure, Gap, View, source_lines
from components.figures.perimeters import narrowed
from data import store
from data.indicators import survey
from pages.maturity import context as maturity_context
from pages.maturity import families
from pages.maturity import views as maturity
from pages.maturity import words as sentences


@pytest.fixture(scope="module")
def frames():
    names = ("survey_answers", "slides", "statements", "key_figures", "indicators?")
    return {name: store.load(name) for name in names}


@pytest.fixture(scope="module")
def figures(frames):
    view = View("maturite", choices={"segment": "PME"})
    return {
        block.block_id: figure
        for block in maturity.CONTENTS.blocks
        if (figure := block.build(narrowed(block, view), *[frames[name] for name in block.datasets]))
    }


@pytest.fixture(scope="module")
def projected(frames):
    view = View("maturite", projection=True)
    return {
        block.block_id: block.build(view, *[frames[name] for name in block.datasets])
        for block in maturity.CONTENTS.blocks
        if block.projected and not block.folded
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


def test_the_opening_counts_what_survives_holm_and_names_the_widest_then_all(frames):
    first, second = maturity.CONTENTS.headline(View("maturite"), frames["survey_answers"])
    assert first == (
        "De 2020 à 2024, 6\xa0évolutions solides, 3\xa0fragiles sur 28\xa0testées\u202f; en tête, réseaux "
        "sociaux (+20\u202fpoints)."
    )
    assert second == (
        "Solides\u202f: réseaux sociaux (+20\u202fpoints), comptabilité (+15), téléphone fixe (−11), "
        "smartphone (+10), travail collaboratif (+10) et site Web marchand (+8)."
    )


def test_a_title_counts_every_row_that_the_document_prints(figures):
    assert figures["maturite-equipements"].title == (
        "8 équipements testés sur 9. Solides\u202f: téléphone fixe (−11\u202fpoints) et smartphone (+10)"
        "\u202f; fragile\u202f: tablette (+7\u202fpoints)"
    )
    assert figures["maturite-logiciels"].title.startswith("6 logiciels testés. Solides\u202f: comptabilité")


def test_every_tested_change_is_in_the_first_view_strongest_first(figures):
    data = next(iter(figures["maturite-evolutions"].chart.to_dict()["datasets"].values()))
    assert len(data) == 28
    assert [row["word"] for row in data] == ["solide"] * 6 + ["fragile"] * 3 + ["non démontré"] * 19
    assert data[0]["said"] == ("37\u202f% → 57\u202f% · +20\u202fpoints (±\u202f6,7\u202f; n = 405)")
    assert len(figures["maturite-evolutions"].native.categories) == 28


def test_no_firm_answers_yes_without_those_who_answer_no(figures):
    assert "80\u202f% non" in figures["maturite-covid"].title


def test_the_base_is_that_of_the_document_and_nothing_is_said_of_the_one_of_2020(figures):
    said = figures["maturite-presence"].subtitle
    assert "accès Internet fixe et/ou équipées d’un smartphone (81\u202f%)" in said
    assert "n = 405 en 2024 (81\u202f% de 500)\u202f; base de 2020 non indiquée" in said
    assert "n = 370 en 2024 (74\u202f% de 500)" in figures["maturite-logiciels"].subtitle
    for block_id in ("maturite-equipements", "maturite-projets", "maturite-logiciels", "maturite-presence"):
        assert "par édition" not in figures[block_id].subtitle


def test_the_number_of_firms_asked_is_cited_and_gaps_are_said_to_be_computed(figures):
    for block_id in ("maturite-nombres", "maturite-evolutions", "maturite-presence", "maturite-tests"):
        evidence = figures[block_id].evidence
        assert {"antilla-maturite-2024", "la1ere-maturite-2020"} <= {item.source for item in evidence}
        assert "computed" in {item.certainty for item in evidence}


def test_all_charts_of_a_family_share_one_scale(figures):
    def scale(block_id):
        spec = figures[block_id].chart.to_dict()
        domains = {
            str(layer["encoding"]["x"]["scale"]["domainMin"])
            for layer in spec["layer"]
            if "x" in layer["encoding"]
        }
        assert len(domains) == 1
        return domains.pop()

    families_drawn = ("maturite-equipements", "maturite-projets", "maturite-logiciels", "maturite-presence")
    assert len({scale(block_id) for block_id in families_drawn}) == 1


def test_a_room_is_shown_at_most_seven_rows_at_a_time_and_no_row_is_lost(figures, projected):
    def rows(figure):
        data = next(iter(figure.chart.to_dict()["datasets"].values()))
        return list(dict.fromkeys(row.get("label", row.get("name")) for row in data))

    for block_id in ("maturite-equipements", "maturite-projets"):
        parts = [rows(projected[name]) for name in (block_id, f"{block_id}-suite")]
        assert max(map(len, parts)) <= families.MOST_ROWS
        assert parts[0] + parts[1] == rows(figures[block_id])
        assert f"{block_id}-suite" not in figures, "on screen the whole is one card"
    for block_id in ("maturite-evolutions", "maturite-logiciels", "maturite-presence"):
        assert len(rows(projected[block_id])) <= families.MOST_ROWS
    assert "Fragiles\u202f: facturation" in projected["maturite-evolutions"].caution


def test_the_words_of_the_document_are_not_those_of_its_makers(figures):
    assert figures
    for block_id, figure in figures.items():
        # The notes of the table are those of the sources, word for word.
        said = everything_said(figure if isinstance(figure, Gap) else replace(figure, table=None))
        for word in ("support", "autre chose", "Il suffira", "la page Données"):
            assert word not in said.replace("comme support à", ""), f"{word} in {block_id}"


def test_who_made_the_survey_and_what_the_press_says_of_2020_are_on_the_page(figures):
    assert "IDATE et COHDA" in everything_said(figures["maturite-etude"])
    assert "un top 3 autour d’un manque de ressources" in everything_said(figures["maturite-2020"])


def test_a_change_is_read_in_the_agreed_words(figures):
    said = readings(figures["maturite-equipements"])
    assert said["Téléphone fixe"] == (
        "solide\u202f: au-delà de la marge, même après correction (±\u202f6\u202fpoints)"
    )
    assert said["Tablette"] == (
        "fragile\u202f: au-delà de la marge, mais pas après correction (±\u202f5,5\u202fpoints)"
    )
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
    assert figure.title.startswith("4 indicateurs de présence testés sur 5. Solides")
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
    assert "\\sqrt" in figures["maturite-equipements"].explanation
    said = everything_said(figures["maturite-lecture"])
    assert "La base de 2020" in said
    assert "après la correction de Holm pour 28\xa0tests" in said
    assert "0,5 évolution sur 28 dépasserait la marge" in said
    assert "Holm n’en garderait que 3\u202f: réseaux sociaux, comptabilité et téléphone fixe" in said


def test_the_method_shows_each_change_under_each_correction(figures):
    table = figures["maturite-tests"].table.frame
    held = {name: int(table[name].str.contains("oui").sum()) for name in ("Seule", "B.-H.", "Holm")}
    assert held == {"Seule": 9, "B.-H.": 9, "Holm": 6}
    assert table["Holm"].isna().sum() == 2, "scanner and web site are not tested"


def test_the_edition_of_2020_stays_folded():
    folded = {block.block_id for block in maturity.CONTENTS.blocks if block.folded}
    assert "maturite-2020" in folded


def test_no_figure_of_another_study_slips_among_those_of_2020(frames):
    figure = maturity_context.edition_2020(View("maturite"), frames["key_figures"], frames["statements"])
    assert isinstance(figure, Figure)
    assert not figure.table.frame["Chiffre"].str.contains("TIC|filière").any()


def test_without_any_change_beyond_the_margin_no_mover_is_named(frames):
    answers = frames["survey_answers"]
    still = answers.assign(share=0.5)
    changes = survey.changes(still, "equipment", "equipped")
    assert sentences.title(changes, "équipements", "repli") == (
        "8 équipements testés sur 9 : aucune évolution au-delà de la marge"
    )
    assert sentences.headline(survey.all_changes(still), (2020, 2024)) == [
        "De 2020 à 2024, aucune évolution solide sur 28\xa0testées."
    ]


def test_two_changes_as_wide_name_no_leader(frames):
    answers = frames["survey_answers"]
    everyone = answers["segment_kind"] == "all"
    tied = answers.assign(share=answers["share"].where(~everyone, (answers["edition"] - 2020) / 10 + 0.2))
    changes = survey.all_changes(tied)
    assert sentences.leader(changes) is None
    assert "en tête" not in sentences.headline(changes, (2020, 2024))[0]


PERCENTS = st.integers(0, 100)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PERCENTS, PERCENTS), min_size=1, max_size=9))
def test_whatever_the_answers_a_sentence_names_only_what_it_counts(pairs):
    rows = [
        ("equipment", f"chose {rank}", edition, "equipped", "all", value / 100)
        for rank, pair in enumerate(pairs)
        for edition, value in zip((2020, 2024), pair, strict=True)
    ]
    columns = ["question_id", "item", "edition", "status", "segment_kind", "share"]
    answers = pd.DataFrame(rows, columns=columns).assign(
        base_share=1.0, sample_size=500, certainty="read", note=""
    )
    changes = survey.all_changes(answers)
    held = set(changes.loc[changes["strength"] != "", "item"])
    said = sentences.title(changes, "choses", "repli") + " ".join(sentences.headline(changes, (2020, 2024)))
    assert {name for name in changes["item"] if f"{name} (" in said} == (held if len(pairs) > 1 else set())
    for row in (row for _, row in changes.iterrows()):
        assert "nan" not in sentences.spoken(row, (2020, 2024)) + sentences.label(row)


def test_a_tie_takes_the_planned_equipment_out_of_the_title(frames):
    tied = survey.changes(frames["survey_answers"].assign(share=0.1), "equipment", "planned")
    assert sentences.planned_title(tied) == "Équipements en projet"


def test_on_a_projector_the_sources_fit_on_a_line(frames):
    documents = {"ccim-maturite-2024": {"publisher": "CCIM", "title": "Un titre long", "year": 2024}}
    view = View("maturite", projection=True, sources=documents)
    figure = families.equipment(view, frames["survey_answers"], frames["key_figures"])
    lines = source_lines(figure.evidence, brief=True)
    assert lines[:2] == [
        "CCIM, 2024 · base\u202f: ensemble des entreprises (100\u202f%) · lu dans la source",
        "CCIM, 2024 · écarts et marges · calculé",
    ]
    assert len(lines) == 4, "and the two articles that say how many firms were asked"


def test_national_landmarks_are_no_comparison_and_say_who_was_asked():
    figure = maturity_context.landmarks(View("maturite"), store.load("key_figures"))
    rows = figure.table.frame.set_index("Chiffre")
    assert len(rows) == 9
    assert rows.loc["Vendent en ligne", "Valeur"] == "26\u202f%"
    assert "13 régions de l’Hexagone" in rows.loc["Vendent en ligne", "Périmètre ou base"]
    assert figure.caution.startswith("Un repère, pas une comparaison")
    assert "sans les DROM" in figure.caution


def with_2026(answers: pd.DataFrame, asked: pd.Series) -> pd.DataFrame:
    """The answers of 2024 to some questions, ten points more, as an edition 2026 of 400 firms."""
    rows = answers[(answers["edition"] == 2024) & asked]
    later = rows.assign(edition=2026, share=(rows["share"] + 0.1).clip(upper=1), sample_size=400)
    return pd.concat([answers, later.astype(answers.dtypes.to_dict())], ignore_index=True)


def built(frames, answers):
    frames = frames | {"survey_answers": answers}
    view = View("maturite", choices={"segment": "PME"})
    return {
        block.block_id: block.build(narrowed(block, view), *[frames[name] for name in block.datasets])
        for block in maturity.CONTENTS.blocks
    }


def test_a_third_edition_is_compared_with_the_one_before_it_only(frames):
    answers = frames["survey_answers"]
    figures = built(frames, with_2026(answers, answers["item"] != ""))
    phone = figures["maturite-equipements"].table.frame.set_index("Réponse").loc["Téléphone fixe"]
    # 35 % in 2024; 46 % in 2020 has no place here.
    assert phone[["2024", "2026"]].tolist() == pytest.approx([0.35, 0.45])
    assert "n = 400 en 2026, 500 en 2024" in figures["maturite-equipements"].subtitle.replace("\u202f", " ")
    assert "2020" not in everything_said(figures["maturite-equipements"])
    # 20 % of yes in 2024.
    assert figures["maturite-covid"].numbers[0].value == "30\u202f%"


def test_what_the_last_edition_does_not_ask_is_compared_with_nothing(frames):
    answers = frames["survey_answers"]
    figures = built(frames, with_2026(answers, answers["question_id"] == "equipment"))
    for name in ("maturite-logiciels", "maturite-presence"):
        assert isinstance(figures[name], Gap)
        assert "2024 et 2026" in figures[name].reason
    assert figures["maturite-covid"].numbers[0].value == "20\u202f%"
