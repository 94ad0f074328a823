"""Each bad file is refused with its sentence, or understood, and the datasets are as before to the byte."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pandas as pd
import pytest

from data import store
from data.imports import import_command, received
from data.imports.preview import ERROR_COLUMNS, errors_table, prepare
from data.imports.publishing import PublicationRefused, publish
from tests.data.refusing import plain

from .conftest import (
    BMO_2024,
    BMO_ROWS,
    SAMPLES,
    URSSAF_FIXED,
    bmo,
    bmo_row,
    everything,
    urssaf,
    urssaf_row,
    workbook,
)

XLS = SAMPLES.parent / "reference" / "public" / "formats" / "sl_etc_2023T4.xls"
FDF = ("97209", "Fort-de-France", "6201Z")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same archive with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def bomb() -> bytes:
    def swell(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/sheet2.xml"] = b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"

    return rezipped(bmo(), swell)


def with_entities() -> bytes:
    def declare(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet2.xml"]
        parts["xl/worksheets/sheet2.xml"] = sheet.replace(
            b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1
        )

    return rezipped(bmo(), declare)


def with_formula(formula: str, value: object) -> bytes:
    return bmo(change=lambda sheet: sheet.write_formula("L2", formula, None, value))


def with_date() -> bytes:
    return bmo(change=lambda sheet: sheet.write_datetime("L2", dt.datetime(2024, 3, 12), None))


def merged_commune() -> bytes:
    return urssaf([urssaf_row(*FDF, 1, 2, 1, 2), urssaf_row("", "Fort-de-France", "6202A", 1, 2, 1, 2)])


def renamed(old: str, new: str) -> bytes:
    return bmo(header=[new if name == old else name for name in BMO_2024], rows=BMO_ROWS)


def parquet() -> bytes:
    target = io.BytesIO()
    pd.DataFrame({"siret": ["1"]}).to_parquet(target)
    return target.getvalue()


def parquet_cut() -> bytes:
    return parquet()[:-20]


def header_of(columns: int) -> bytes:
    names = [*BMO_2024, *(f"colonne {rank}" for rank in range(columns - len(BMO_2024)))]
    return workbook({"BMO": [names, ["x"] * columns]})


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": (
        "bmo.xlsx",
        lambda: b"",
        "trouvé « un fichier vide », attendu un classeur .xlsx ou un fichier CSV",
    ),
    "picture named .xlsx": (
        "bmo.xlsx",
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
        "un contenu qui n’est ni un classeur .xlsx ni",
    ),
    "binary named .csv": (
        "a.csv",
        lambda: b"a;b\n" + bytes(50),
        "un contenu qui n’est ni un classeur .xlsx ni",
    ),
    "page of the Internet": (
        "a.csv",
        lambda: b"<!DOCTYPE html><html>",
        "un fichier XML ou une page Internet",
    ),
    "xml entities": (
        "a.xml",
        lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>',
        "un fichier XML",
    ),
    "password": (
        "bmo.xlsx",
        lambda: OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
        "un classeur protégé par un mot de passe",
    ),
    "old .xls": ("a.xls", lambda: OLE + bytes(500), "l’enregistrer au format .xlsx, puis le charger"),
    "zip bomb": ("bmo.xlsx", bomb, "un classeur démesuré une fois décompressé"),
    "cut workbook": ("bmo.xlsx", lambda: bmo()[:2000], "un classeur coupé ou abîmé"),
    "cut parquet": ("s.parquet", parquet_cut, "un fichier Parquet coupé ou abîmé"),
    "another parquet": ("s.parquet", parquet, "un fichier sans la colonne activitePrincipaleEtablissement"),
    "entities in a workbook": ("bmo.xlsx", with_entities, "un classeur qui déclare des entités XML"),
    "300 columns": (
        "bmo.xlsx",
        lambda: header_of(300),
        "trouvé « 300 colonnes », attendu au plus 200 colonnes",
    ),
    "missing column": (
        "bmo.xlsx",
        lambda: bmo(header=[name for name in BMO_2024 if name != "xmet"]),
        "ligne 1, colonne « xmet » : trouvé « les colonnes annee, Code métier BMO",
    ),
    "renamed column": (
        "bmo.xlsx",
        lambda: renamed("met", "projets"),
        "attendu une colonne « met ». Reprendre le fichier",
    ),
    "doubled column": (
        "bmo.xlsx",
        lambda: bmo(header=[*BMO_2024, "met"]),
        "trouvé « 2 colonnes « met » », attendu une seule",
    ),
    "unknown table": ("a.csv", lambda: b"a;b;c\n1;2;3\n", "trouvé « un tableau d’un format inconnu »"),
    "unclosed quote": (
        "u.csv",
        lambda: urssaf([urssaf_row(*FDF, 1, 2, 1, 2), '"Martinique;x']),
        "des guillemets mal fermés",
    ),
    "negative count": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(met="-5")]),
        "ligne 2, colonne « met » : trouvé « -5 », attendu un nombre entier, 0 ou plus",
    ),
    "half a project": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(met=12.5)]),
        "trouvé « 12,5 », attendu un nombre entier",
    ),
    "date for a number": (
        "bmo.xlsx",
        with_date,
        "colonne « met » : trouvé « la date 12/03/2024 », attendu un nombre entier",
    ),
    "empty count": ("bmo.xlsx", lambda: bmo([bmo_row(met="")]), "ou « * » pour un nombre secret"),
    "words for a count": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(met="s")]),
        "trouvé « s », attendu un nombre entier",
    ),
    "point read two ways": (
        "u.csv",
        lambda: urssaf([urssaf_row(*FDF, "1.250", 2, 1, 2)]),
        "attendu 1250 ou 1,250 : le point se lit de deux façons",
    ),
    "part above its whole": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(met="20", xmet="21")]),
        "trouvé « 21 », attendu au plus le nombre de projets de la ligne, 20",
    ),
    "doubled key": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(), bmo_row(met="30")]),
        "ligne 3 : trouvé « 2024, M1X80, Martinique Centre », attendu une seule ligne par année × "
        "métier (FAP) × bassin (déjà ligne 2)",
    ),
    "doubled commune and activity": (
        "u.csv",
        lambda: urssaf([urssaf_row(*FDF, 1, 2, 1, 2), urssaf_row(*FDF, 1, 2, 1, 2)]),
        "trouvé « Fort-de-France, 6201Z une seconde fois »",
    ),
    "other year in a row": ("bmo.xlsx", lambda: bmo([bmo_row(annee=2023)]), "trouvé « 2023 », attendu 2024"),
    "other department": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(Dept="971")]),
        "trouvé « aucune ligne du département 972 »",
    ),
    "no digital occupation": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(**{"Code métier BMO": "A0X40"})]),
        "trouvé « aucun métier du numérique »",
    ),
    "unknown basin": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(BE=209, NOMBE="LE MARIN")]),
        "attendu l’un des bassins connus (201",
    ),
    "basin under another name": (
        "bmo.xlsx",
        lambda: bmo([bmo_row(BE=201, NOMBE="MARTINIQUE SUD")]),
        "trouvé « 201 MARTINIQUE SUD »",
    ),
    "error cell": (
        "bmo.xlsx",
        lambda: with_formula("=1/0", "#DIV/0!"),
        "une valeur, et non une erreur d’Excel",
    ),
    "external link": ("bmo.xlsx", lambda: with_formula("=[1]F!A1", 3), "une formule qui lit un autre"),
    "unknown commune": (
        "u.csv",
        lambda: urssaf([urssaf_row("97299", "Ailleurs", "6201Z", 1, 2, 1, 2)]),
        "colonne « Code commune » : trouvé « 97299 », attendu le code Insee d’une des 34 communes",
    ),
    "commune 0": (
        "u.csv",
        lambda: urssaf([urssaf_row("0", "0", "6201Z", 1, 2, 1, 2)]),
        "trouvé « 0 », attendu",
    ),
    "merged commune": ("u.csv", merged_commune, "ligne 3, colonne « Code commune » : trouvé « vide »"),
    "jobs without establishment": (
        "u.csv",
        lambda: urssaf([urssaf_row(*FDF, "", 2, 1, 2)]),
        "attendu un nombre d’établissements à côté des salariés",
    ),
    "year with one column": (
        "u.csv",
        lambda: (URSSAF_FIXED + ";Nombre d'établissements 2022\r\n" + urssaf_row(*FDF, 1)).encode(
            "utf-8-sig"
        ),
        "trouvé « 0 colonne « Effectifs salariés 2022 » », attendu une seule",
    ),
    "no year at all": (
        "u.csv",
        lambda: (URSSAF_FIXED + "\r\n" + urssaf_row(*FDF)).encode(),
        "trouvé « aucune colonne d’année »",
    ),
    "no digital activity": (
        "u.csv",
        lambda: urssaf([urssaf_row("97209", "x", "5610A", 1, 2, 1, 2)]),
        "trouvé « aucune activité du numérique »",
    ),
    "unknown encoding": ("u.csv", lambda: urssaf() + b"\x81\x8d", "un texte dont l’encodage est inconnu"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_its_sentence_and_the_datasets_are_as_before(case, home, writer):
    name, make, sentence = REFUSED[case]
    before = everything()
    found = prepare(received.from_bytes(name, make()))
    said = [plain(refusal.sentence) for refusal in found.refusals]
    assert any(sentence in one for one in said), said
    assert all(one.startswith(f"Fichier « {name} »") for one in said)
    with pytest.raises(PublicationRefused):
        publish(found, found.document, writer)
    assert everything() == before
    assert not home.exists()


UNDERSTOOD: dict[str, tuple[Callable[[], bytes], tuple[object, object]]] = {
    "thousands with a space": (lambda: urssaf([urssaf_row(*FDF, 1, 1, "1 250", "2 000")]), (1250, 2000)),
    "thousands with U+202F": (
        lambda: urssaf([urssaf_row(*FDF, 1, 1, "1\u202f250", "2\u00a0000")]),
        (1250, 2000),
    ),
    "decimal comma beside a decimal point": (
        lambda: urssaf([urssaf_row(*FDF, 1, 1, "50,0", "7107.00")]),
        (50, 7107),
    ),
    "windows code page": (lambda: urssaf([urssaf_row(*FDF, 1, 1, 5, 6)], encoding="cp1252"), (5, 6)),
    "utf-16": (lambda: urssaf([urssaf_row(*FDF, 1, 1, 5, 6)], encoding="utf-16"), (5, 6)),
    "no mark": (lambda: urssaf([urssaf_row(*FDF, 1, 1, 5, 6)], encoding="utf-8"), (5, 6)),
    "comma between the cells": (
        lambda: urssaf([urssaf_row(*FDF, 1, 1, 5, 6)]).replace(b",", b" ").replace(b";", b","),
        (5, 6),
    ),
    "code with its point": (
        lambda: urssaf([urssaf_row("97209", "Fort-de-France", "62.01Z", 1, 1, 5, 6)]),
        (5, 6),
    ),
    "empty lines at the end": (lambda: urssaf([urssaf_row(*FDF, 1, 1, 5, 6)]) + b"\r\n;;;\r\n", (5, 6)),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_what_people_write_in_french_is_understood(case, home):
    make, expected = UNDERSTOOD[case]
    found = prepare(received.from_bytes("urssaf.csv", make()))
    assert [plain(refusal.sentence) for refusal in found.refusals] == []
    (row,) = found.frames["establishments_by_commune"].query("year == 2022").to_dict("records")
    assert (row["establishments"], row["employees"]) == expected


def test_a_stored_value_of_a_formula_is_read(home):
    found = prepare(received.from_bytes("bmo.xlsx", with_formula("=10+30", 40)))
    assert found.refusals == ()
    assert found.frames["recruitment"]["projects"].iloc[0] == 40


def test_a_title_above_the_header_is_passed_over(home):
    rows = [
        ["Enquête BMO"],
        [],
        list(BMO_2024),
        [{**BMO_ROWS[0], "BE24": 201, "NOMBE24": "MARTINIQUE CENTRE"}[name] for name in BMO_2024],
    ]
    found = prepare(received.from_bytes("bmo.xlsx", workbook({"Données": rows})))
    assert found.refusals == ()
    assert found.frames["recruitment"]["projects"].tolist() == [20]


@pytest.mark.skipif(not XLS.is_file(), reason="the old .xls of INSEE is not on this computer")
def test_the_old_workbook_of_insee_is_told_to_be_saved_as_xlsx(home):
    (refusal,) = prepare(received.from_path(XLS)).refusals
    assert "un classeur à l’ancien format .xls" in plain(refusal.sentence)
    assert "l’enregistrer au format .xlsx" in plain(refusal.sentence)


def test_a_path_in_a_name_stays_out_of_every_folder(home, writer):
    found = prepare(received.from_bytes("../../etc/C:\\x\\bmo.xlsx", bmo()))
    assert found.received.name == "bmo.xlsx"
    publish(found, found.document, writer)
    made = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    assert all(path.startswith(("datasets/", "journal/")) for path in made)
    assert [path.name for path in home.parent.iterdir()] == ["home"]


def test_all_that_is_wrong_is_told_at_once_in_a_table(home):
    rows = [
        bmo_row(met="-1"),
        bmo_row(BE=203, NOMBE="MARTINIQUE SUD", xmet="x"),
        bmo_row(annee=2022, BE=204, NOMBE="MARTINIQUE NORD CARAIBE"),
    ]
    table = errors_table(prepare(received.from_bytes("bmo.xlsx", bmo(rows))).refusals)
    assert tuple(table.columns) == ERROR_COLUMNS
    assert table[["Feuille", "Ligne", "Colonne", "Trouvé"]].to_numpy().tolist() == [
        ["BMO_open_data", "2", "met", "-1"],
        ["BMO_open_data", "3", "xmet", "x"],
        ["BMO_open_data", "4", "annee", "2022"],
    ]


def test_a_file_wrong_on_every_row_is_not_read_to_its_end(home):
    rows = [urssaf_row(*FDF, "x", 2, 1, 2).replace("6201Z", f"62{rank:02d}Z") for rank in range(100)] * 10
    found = prepare(received.from_bytes("u.csv", urssaf(rows)))
    assert len(found.refusals) == 500
    assert any("Lecture arrêtée après 500 refus" in plain(fact) for fact in found.facts)


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        (bmo(), ["--dry-run"], 0, "rien n’a été publié"),
        (bmo(), ["--author", "Jeanne"], 0, "Publié par Jeanne"),
        (bmo([bmo_row(met="-1")]), [], 1, "Refusé : 1 problème."),
        (b"a;b;c\n1;2;3\n", [], 2, "un tableau d’un format inconnu"),
    ],
)
def test_the_command_says_what_it_did_by_its_exit_code(content, options, code, said, home, tmp_path, capsys):
    (tmp_path / "fichier.xlsx").write_bytes(content)
    assert import_command.main([*options, "--", str(tmp_path / "fichier.xlsx")]) == code
    assert said in plain(capsys.readouterr().out)
    loaded = "unavailable" not in store.load("recruitment_all_occupations?").attrs
    assert loaded == (options == ["--author", "Jeanne"])


def test_the_command_writes_the_whole_table_of_errors_and_names_a_missing_file(home, tmp_path, capsys):
    bad = tmp_path / "bmo.xlsx"
    bad.write_bytes(bmo([bmo_row(met="-1")]))
    assert import_command.main([f"--errors={tmp_path / 'e.csv'}", "--", str(bad)]) == 1
    assert (tmp_path / "e.csv").read_text("utf-8-sig").splitlines()[0] == ";".join(ERROR_COLUMNS)
    assert import_command.main(["--", str(tmp_path / "absent.xlsx")]) == 2
    assert "vérifier son chemin" in plain(capsys.readouterr().out)
