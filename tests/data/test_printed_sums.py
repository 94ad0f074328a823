"""The totals that the documents give are data, and what does not give them is refused with both places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.build import SOURCES, build, read_source
from data.catalogue import DATASETS
from data.origins import sources_hash
from data.printed_sums import of_dataset, printed_sums
from data.source_files import SourceError
from tests.data.refusing import edit, plain, refused

SUMS = "printed_sums"


@pytest.fixture
def all_sources(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCES, tmp_path / "all"))


def test_rows_that_do_not_give_their_total_are_refused_with_what_was_found_and_where_it_is_expected(
    sources: Path,
) -> None:
    domains = (sources / "domains.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (sources / "domains.csv").write_bytes("".join(domains[:-1]).encode())
    assert refused("domains", sources) == [
        "domains, nombre de lignes : 4 ; attendu : 5 domaines (« Domaines », support, Carte), écrit à "
        "printed_sums.csv, ligne 2. Comparez les lignes du fichier au tableau du document."
    ]


def test_a_total_of_some_rows_only_names_them(sources: Path) -> None:
    edit(sources / "survey_answers.csv", ",0.02,", ",0.03,")
    (problem,) = refused("survey_answers", sources)
    assert problem.startswith(
        "survey_answers, colonne « share » (où item Scanner, edition 2024) : 0,03 ; attendu : 0,02 fraction"
    )
    assert "printed_sums.csv, ligne 3" in problem


def test_a_total_that_is_a_key_figure_is_typed_once_and_told_where_it_stands(all_sources: Path) -> None:
    edit(all_sources / "sector_establishments.csv", ",198,974,", ",198,975,")
    (problem,) = refused("sector_establishments", all_sources)
    figures = (all_sources / "key_figures.csv").read_text(encoding="utf-8").splitlines()
    line = next(row for row, text in enumerate(figures, start=1) if text.startswith("employees-total,"))
    assert f"écrit à key_figures.csv, ligne {line} (repris par printed_sums.csv, ligne 5)" in problem
    # The figure and its total: these two files are all that changes.
    edit(all_sources / "key_figures.csv", "services numériques,1814,1814,", "services numériques,1815,1815,")
    frame = read_source("sector_establishments", all_sources)
    assert frame["employees"].sum() == 1815
    read_source("key_figures", all_sources)


def test_the_totals_are_built_again_when_the_key_figure_they_name_changes(all_sources: Path) -> None:
    before = sources_hash(SUMS, all_sources)
    edit(all_sources / "key_figures.csv", "services numériques,1814,1814,", "services numériques,1815,1815,")
    assert sources_hash(SUMS, all_sources) != before


def test_a_total_of_no_known_key_figure_is_refused(all_sources: Path) -> None:
    edit(all_sources / "printed_sums.csv", ",,=employees-total,", ",,=employes,")
    (problem,) = refused("sector_establishments", all_sources)
    assert problem.startswith(
        "printed_sums.csv, ligne 5, colonne « value » : « =employes » ; attendu : un nombre"
    )


def test_975_jobs_are_refused_by_the_build_even_when_its_own_total_follows(
    all_sources: Path, tmp_path: Path
) -> None:
    edit(all_sources / "sector_establishments.csv", ",198,974,", ",198,975,")
    with pytest.raises(SourceError) as caught:
        build(all_sources, tmp_path / "parquet")
    assert plain(caught.value).startswith(
        "sector_establishments, colonne « employees » : 1 815 ; attendu : 1 814 salariés"
    )
    own_total = "Salariés du secteur,sector_establishments,employees,,"
    edit(all_sources / "printed_sums.csv", own_total + "=employees-total", own_total + "1815")
    with pytest.raises(SourceError) as caught:
        build(all_sources, tmp_path / "parquet")
    figures = (all_sources / "key_figures.csv").read_text(encoding="utf-8").splitlines()
    line = next(row for row, text in enumerate(figures, start=1) if text.startswith("employees-total,"))
    assert plain(caught.value.problems[0]) == (
        "printed_sums.csv, ligne 5 : « Salariés du secteur : 1815 salariés » ; attendu : 1814 salariés, "
        f"écrit à key_figures.csv, ligne {line}. Deux totaux du même endroit du document se contredisent : "
        "relisez-le et corrigez celui qui est faux."
    )
    # Every dataset meets the contradiction: it is told once.
    assert len(caught.value.problems) == 1
    assert not (tmp_path / "parquet").exists()


def test_a_total_given_twice_for_the_same_rows_is_refused(sources: Path) -> None:
    with (sources / "printed_sums.csv").open("a", encoding="utf-8") as file:
        file.write("Autre nom,domains,,,6,domaines,support,Carte,read,\n")
    assert "existe déjà (printed_sums.csv, ligne 2)" in refused("domains", sources)[0]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "Domaines,metiers,,",
            "printed_sums.csv, ligne 2, colonne « dataset » : « metiers » ; attendu : un jeu",
        ),
        (
            "Domaines,domains,age,",
            "printed_sums.csv, ligne 2, colonne « column » : « age » ; attendu : une colonne",
        ),
        (
            "Domaines,domains,,age=3",
            "printed_sums.csv, ligne 2, colonne « filter » : « age » ; attendu : une",
        ),
        (
            "Domaines,survey_answers,,edition=hier",
            "printed_sums.csv, ligne 2, colonne « filter » : « edition=hier » ; attendu : un nombre",
        ),
    ],
)
def test_a_total_of_nothing_known_is_refused(sources: Path, typed: str, sentence: str) -> None:
    edit(sources / "printed_sums.csv", "Domaines,domains,,", typed)
    assert refused("links", sources)[0].startswith(sentence)


def test_a_column_of_texts_counts_what_differs_and_an_empty_value_the_empty_cells() -> None:
    sums = {total.what: total for total in printed_sums(read_source(SUMS, SOURCES))}
    actions = read_source("schema_actions", SOURCES)
    assert sums["Financements imprimés"].found(actions, DATASETS["schema_actions"]) == 8
    without_line = sums["Actions clés sans ligne au planning"]
    keys = read_source("schema_key_actions", SOURCES)
    assert without_line.conditions == (("action_id", ""),)
    assert without_line.found(keys, DATASETS["schema_key_actions"]) == 1


def test_the_costs_of_the_pillars_add_up_to_the_total() -> None:
    totals = of_dataset(printed_sums(read_source(SUMS, SOURCES)), "schema_actions")
    pillars = [total.value for total in totals if dict(total.conditions).get("pillar_id")]
    fundings = [
        total.value for total in totals if [name for name, _ in total.conditions] == ["funding_label"]
    ]
    assert (len(pillars), sum(pillars)) == (5, 16890)
    assert (len(fundings), sum(fundings)) == (8, 16890)
