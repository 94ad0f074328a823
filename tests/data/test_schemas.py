"""A typed source that does not hold is refused with the file, the row and the column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.build import SOURCES, read_source
from data.catalogue import DATASETS
from data.columns import DTYPES
from data.schemas import pandera_schema
from data.source_files import source_paths
from tests.data.refusing import edit, refused


def test_a_typed_source_has_the_dtypes_of_its_declaration_in_the_order_typed(sources: Path) -> None:
    answers = read_source("survey_answers", sources)
    assert answers["share"].tolist() == [0.02, 0.1]
    assert answers["edition"].tolist() == [2024, 2020]
    assert answers["segment"].isna().all()
    for column in DATASETS["survey_answers"].all_columns:
        assert answers[column.name].dtype == pd.Series([], dtype=DTYPES[column.kind]).dtype, column.name


def test_lists_are_python_lists_and_an_empty_cell_is_null(sources: Path) -> None:
    domains = read_source("domains", sources)
    assert domains["subsector_ids"].tolist() == [
        ["programmation-conseil", "edition-logiciels"],
        ["telecommunications"],
        None,
        None,
        None,
    ]
    assert domains.loc[2, "note"] == "sans correspondance, dit ainsi"


def test_toml_documents_become_rows(sources: Path) -> None:
    documents = read_source("sources", sources)
    assert documents.loc[0, ["source_id", "year", "accessed_on"]].tolist() == ["support", 2025, "2025-06-01"]
    assert pd.isna(documents.loc[0, "licence"])


def test_rows_of_a_second_file_follow_and_keep_their_own_row_numbers(sources: Path) -> None:
    header = (sources / "links.csv").read_text(encoding="utf-8").splitlines()[0]
    (sources / "links--extra.csv").write_bytes(
        f"{header}\n\nsfn,SFN,https://x.fr,nowhere,support,Liens,read,\n".encode()
    )
    assert [path.name for path in source_paths("links", sources)] == ["links.csv", "links--extra.csv"]
    (problem,) = refused("links", sources)
    assert problem.startswith(
        "links--extra.csv, ligne 3, colonne « theme » : « nowhere » ; attendu : une valeur parmi"
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "survey_answers",
            ",0.1,",
            ',"0,1",',
            "survey_answers.csv, ligne 3, colonne « share » : « 0,1 » ; "
            "attendu : un nombre avec un point décimal (exemple : 0.25).",
        ),
        (
            "survey_answers",
            ",0.1,",
            ",10,",
            "survey_answers.csv, ligne 3, colonne « share » : « 10.0 » ; attendu : au plus 1.",
        ),
        (
            "survey_answers",
            ",0.1,",
            ",,",
            "survey_answers.csv, ligne 3, colonne « share » : cellule vide ; "
            "attendu : une valeur, cette colonne n’est jamais vide.",
        ),
        (
            "survey_answers",
            ",2020,",
            ",99999,",
            "survey_answers.csv, ligne 3, colonne « edition » : « 99999 » ; "
            "attendu : une année sur quatre chiffres (exemple : 2024).",
        ),
        (
            "survey_answers",
            ",2020,",
            ",2024,",
            "survey_answers.csv, ligne 3 : la clé question_id, item, edition, status, segment_kind, "
            "segment = « equipment, Scanner, 2024, equipped, all, vide » existe déjà "
            "(survey_answers.csv, ligne 2) ; "
            "attendu : une seule ligne par question × réponse × édition × état × segment.",
        ),
        (
            "domains",
            ";edition-logiciels,",
            ";jeux-video,",
            "domains.csv, ligne 2, colonne « subsector_ids » : « programmation-conseil;jeux-video » ; "
            "attendu : une valeur parmi programmation-conseil, telecommunications, traitement-donnees, "
            "reparation, vente-tic, edition-logiciels, fabrication-tic.",
        ),
        (
            "domains",
            "61,,,support,",
            "61,,,rapport,",
            "domains.csv, ligne 3, colonne « source_id » : « rapport » ; "
            "attendu : une valeur de la colonne « source_id » de sources.",
        ),
        (
            "links",
            "url,theme",
            "adresse,theme",
            "links.csv, ligne 1 : la colonne « url » manque ; attendu : "
            "link_id, label, url, theme, source_id, locator, certainty, note.",
        ),
        (
            "links",
            "pix,Pix,",
            "pix,Pix, le test,",
            "links.csv, ligne 2 : « 9 cellules » ; attendu : 8 cellules ; "
            "un texte qui contient une virgule se met entre guillemets.",
        ),
    ],
)
def test_a_wrong_cell_is_refused_with_its_row_and_column(
    sources: Path, name: str, old: str, new: str, sentence: str
) -> None:
    edit(sources / f"{name}.csv", old, new)
    assert refused(name, sources)[0] == sentence


def test_a_page_that_does_not_look_like_an_address_is_refused(sources: Path) -> None:
    (sources / "agenda.csv").write_bytes(
        b"item_id,position,item,speaker,minutes,page,query,blocks,source_id,locator,certainty,note\n"
        b"ouverture,1,Ouverture,,10,Le secteur,,,support,Ordre du jour,read,\n"
    )
    assert refused("agenda", sources) == [
        "agenda.csv, ligne 2, colonne « page » : « Le secteur » ; attendu : le nom d’une page, "
        "en minuscules sans accent (exemple : secteur)."
    ]


def test_a_cell_that_is_no_number_gets_one_sentence_only(sources: Path) -> None:
    edit(sources / "survey_answers.csv", ",0.1,", ",dix,")
    assert len(refused("survey_answers", sources)) == 1


def test_every_wrong_cell_is_told_at_once(sources: Path) -> None:
    edit(sources / "survey_answers.csv", "Scanner,2024,equipped", "Scanner,2024,owned")
    edit(sources / "survey_answers.csv", ",0.1,", ",dix,")
    assert len(refused("survey_answers", sources)) == 2


def test_an_unknown_column_is_named(sources: Path) -> None:
    edit(sources / "links.csv", "certainty,note", "certainty,note,source")
    assert refused("links", sources)[0].startswith(
        "links.csv, ligne 1 : colonne inconnue « source » ; attendu :"
    )


def test_a_file_separated_by_semicolons_is_recognised(sources: Path) -> None:
    text = (sources / "links.csv").read_text(encoding="utf-8")
    (sources / "links.csv").write_text(text.replace(",", ";"), encoding="utf-8")
    assert "séparées par des points-virgules" in refused("links", sources)[0]


def test_a_file_that_is_not_utf8_is_refused_at_its_row(sources: Path) -> None:
    text = (sources / "domains.csv").read_text(encoding="utf-8")
    (sources / "domains.csv").write_bytes(text.encode("cp1252"))
    (problem,) = refused("domains", sources)
    assert problem.startswith("domains.csv, ligne 3 : octet 0xe9 ; attendu : un fichier en UTF-8.")


def test_a_byte_order_mark_from_excel_is_no_error(sources: Path) -> None:
    path = sources / "links.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_source("links", sources)["link_id"].tolist() == ["pix"]


def test_a_missing_file_is_named_with_its_columns(sources: Path) -> None:
    (sources / "links.csv").unlink()
    assert refused("links", sources)[0].startswith("links.csv : fichier absent du dossier ")


def test_a_reference_into_a_missing_file_is_refused(sources: Path) -> None:
    assert refused("schema_key_actions", sources)[0].startswith("schema_actions.csv : fichier absent")


def test_a_damaged_toml_and_an_unknown_key_are_refused(sources: Path) -> None:
    edit(sources / "sources.toml", "publisher", "editeur")
    assert refused("sources", sources)[0].startswith("sources.toml, document 1 : clé inconnue « editeur »")
    (sources / "sources.toml").write_text("[[source]\n", encoding="utf-8")
    assert refused("sources", sources)[0].startswith("sources.toml : ")


@pytest.mark.parametrize("name", DATASETS)
def test_every_declaration_makes_a_schema_and_its_keys_are_columns(name: str) -> None:
    dataset = DATASETS[name]
    assert list(pandera_schema(name).columns) == dataset.column_names
    assert set(dataset.key) <= set(dataset.column_names)
    for column, (other, other_column) in dataset.references.items():
        assert column in dataset.column_names
        assert other_column in DATASETS[other].column_names


@pytest.mark.parametrize("name", [name for name, dataset in DATASETS.items() if not dataset.imported])
def test_the_typed_sources_hold(name: str) -> None:
    assert len(read_source(name, SOURCES)) > 0


def test_slides_name_datasets_that_exist() -> None:
    named = {item for items in read_source("slides", SOURCES)["datasets"].dropna() for item in items}
    assert named <= set(DATASETS)
