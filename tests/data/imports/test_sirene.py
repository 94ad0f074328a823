"""The stock of Sirene: what is open and may be shown, by commune, sub-sector and size."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from components.figures.blocks import View
from data import store
from data.imports import received
from data.imports.preview import prepare
from data.imports.publishing import publish
from pages.sector import employers

from .conftest import urssaf

pytestmark = pytest.mark.usefixtures("home")
COLUMNS = (
    "siren", "nic", "siret", "statutDiffusionEtablissement", "trancheEffectifsEtablissement",
    "dateDernierTraitementEtablissement", "codeCommuneEtablissement", "etatAdministratifEtablissement",
    "activitePrincipaleEtablissement",
)  # fmt: skip
FDF, LAMENTIN = "97209", "97213"
# Diffusion, size, commune, state, activity.
ROWS = (
    ("O", "00", FDF, "A", "62.01Z"),
    ("O", "00", FDF, "A", "62.02A"),
    ("O", "11", FDF, "A", "62.01Z"),
    ("O", None, LAMENTIN, "A", "61.10Z"),
    ("P", "00", FDF, "A", "62.01Z"),
    ("O", "00", FDF, "F", "62.01Z"),
    ("O", "00", FDF, "A", "47.11A"),
    ("O", "00", "75101", "A", "62.01Z"),
)


def stock(rows=ROWS, day="2026-10-12T08:00:00") -> pd.DataFrame:
    made = [
        (f"{rank:09d}", "00001", f"{rank:014d}", one[0], one[1], day, *one[2:])
        for rank, one in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=list(COLUMNS), dtype="str")


def as_parquet(frame: pd.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.to_parquet(target)
    return target.getvalue()


def prepared(content: bytes, name: str = "StockEtablissement_utf8.parquet"):
    return prepare(received.from_bytes(name, content))


def kept(found) -> dict[tuple[str, str, str], int]:
    rows = found.frames["establishments_by_commune"]
    keys = zip(rows["commune_code"], rows["subsector_id"], rows["size_class"], strict=True)
    return dict(zip(keys, rows["establishments"], strict=True))


def test_open_digital_establishments_are_counted_by_commune_sub_sector_and_size():
    found = prepared(as_parquet(stock()))
    assert found.refusals == ()
    assert (found.format_name, found.vintage) == ("sirene", "2026")
    assert kept(found) == {
        (FDF, "programmation-conseil", "0 salarié"): 2,
        (FDF, "programmation-conseil", "10 à 19"): 1,
        (LAMENTIN, "telecommunications", "non employeur, ou taille non dite"): 1,
    }
    assert found.frames["establishments_by_commune"]["employees"].isna().all()
    facts = " ".join(found.facts).replace("\u202f", " ").replace("\u00a0", " ")
    # The one whose holder asked for secrecy is in no count by commune.
    assert "4 établissements actifs du numérique" in facts
    assert "Non diffusibles, hors de ces comptes : 1." in facts


def test_the_csv_of_the_same_stock_gives_the_same_counts(tmp_path):
    file = tmp_path / "StockEtablissement_utf8.csv"
    stock().to_csv(file, index=False)
    assert kept(prepare(received.from_path(file))) == kept(prepared(as_parquet(stock())))


def test_a_newer_stock_takes_the_place_of_the_one_before_and_the_urssaf_stays(writer):
    for content, name in (
        (urssaf(), "urssaf.csv"),
        (as_parquet(stock()), "s.parquet"),
        (as_parquet(stock(ROWS[:1], "2027-01-05")), "s.parquet"),
    ):
        found = prepared(content, name)
        publish(found, found.document, writer)
    rows = store.load("establishments_by_commune")
    assert rows.query("perimeter == 'sirene'")[["year", "establishments"]].to_numpy().tolist() == [[2027, 1]]
    assert set(rows.query("perimeter == 'urssaf'")["year"]) == {2021, 2022}


def test_the_territories_show_the_count_of_sirene_beside_the_others_and_say_whose_it_is(writer):
    found = prepared(as_parquet(stock()))
    publish(found, found.document, writer)
    frames = [store.load(name) for name in ("establishments_by_commune", "communes", "sector_establishments")]
    figure = employers.active(View("secteur"), *frames)
    assert figure.title.replace("\u202f", " ").replace("\u00a0", " ") == (
        "Centre : 4 établissements actifs du numérique, 100 % de la Martinique"
    )
    assert "1\u202f522 établissements" in figure.caution
    assert "ni comparer" in figure.caution
    commune = View("secteur", territory="Centre", commune="Le Lamentin", commune_code=LAMENTIN)
    assert employers.active(commune, *frames).title.startswith(
        "Le Lamentin\u202f: 1\u00a0établissement actif"
    )
    # No employee is made up from a stock of establishments.
    assert employers.by_place(View("secteur"), *frames) is None


def test_the_archive_that_insee_publishes_is_told_to_be_opened_first():
    packed = received.Received(
        "StockEtablissement_utf8.zip", 2_500_000_000, "", content=b"PK\x03\x04" + bytes(99)
    )
    (refusal,) = prepare(packed).refusals
    assert (refusal.found, refusal.remedy.split(",")[0]) == ("une archive de 2500 Mo", "La décompresser")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (as_parquet(stock())[:-30], "un fichier Parquet coupé ou abîmé"),
        (as_parquet(stock().drop(columns="etatAdministratifEtablissement")),
         "un fichier sans la colonne etatAdministratifEtablissement"),
        (as_parquet(stock(ROWS[-1:])), "aucune ligne du département 972"),
        (as_parquet(stock(ROWS[5:7])), "aucun établissement actif du numérique"),
    ],
    ids=["cut", "another file", "another department", "no digital one"],
)  # fmt: skip
def test_a_stock_that_cannot_be_taken_is_refused_with_what_to_do(content, sentence):
    (refusal,) = prepared(content).refusals
    assert sentence in refusal.sentence.replace("\u202f", " ")
    assert "charger" in refusal.remedy.casefold()
