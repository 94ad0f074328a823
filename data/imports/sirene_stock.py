"""The stock of Sirene, millions of establishments in Parquet or CSV, summed for Martinique as it is read."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NoReturn

from data.imports.received import Received
from data.imports.refusals import refuse

# The names of Insee, and what a summed row is called here: see ``formats.sirene``.
_READ = {
    "commune": "codeCommuneEtablissement",
    "activity": "activitePrincipaleEtablissement",
    "size": "trancheEffectifsEtablissement",
    "diffusion": "statutDiffusionEtablissement",
}
_STATE, _TREATED = "etatAdministratifEtablissement", "dateDernierTraitementEtablissement"
COLUMNS = (*_READ, "establishments", "treated")
MEMORY = "512MB"
_EXPECTED = "le fichier StockEtablissement de l’Insee, en Parquet ou en CSV"
_AGAIN = "Télécharger à nouveau StockEtablissement chez l’Insee, le décompresser, puis le charger tel quel."


def is_stock(first: str) -> bool:
    """Whether a text begins with the header of the stock."""
    names = first.lstrip("\ufeff").splitlines()[0].split(",") if first else []
    return "siret" in names and _READ["activity"] in names


def rows(received: Received) -> list[tuple[int, list[str]]]:
    """The names of COLUMNS, then the active establishments of Martinique summed by the first four.

    ``treated`` is the last day on which Insee treated one of them. Raises WorkbookRefused.
    """
    if received.path is not None:
        return _summed(received, received.path)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "stock"
        copy.write_bytes(received.read(received.size))
        return _summed(received, copy)


def _summed(received: Received, path: Path) -> list[tuple[int, list[str]]]:
    import duckdb

    is_parquet = received.head(4) == b"PAR1"
    reader = "read_parquet(?)" if is_parquet else "read_csv(?, all_varchar=true, header=true, delim=',')"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": False,
        "preserve_insertion_order": False,
    }
    try:
        with duckdb.connect(config=settings) as engine:
            found = {
                name
                for name, *_ in engine.execute(f"DESCRIBE SELECT * FROM {reader}", [str(path)]).fetchall()
            }
            if missing := {*_READ.values(), _STATE, _TREATED} - found:
                _refuse(received, f"un fichier sans la colonne {min(missing)}")
            columns = ", ".join(f'CAST("{name}" AS VARCHAR) AS {key}' for key, name in _READ.items())
            summed = engine.execute(
                f'SELECT {columns}, CAST(count(*) AS VARCHAR), CAST(max("{_TREATED}") AS VARCHAR) '
                f"FROM {reader} WHERE starts_with(CAST(\"{_READ['commune']}\" AS VARCHAR), '972') "
                f"AND \"{_STATE}\" = 'A' GROUP BY ALL ORDER BY ALL",
                [str(path)],
            ).fetchall()
    except duckdb.Error as error:
        kind = "Parquet" if is_parquet else "CSV"
        _refuse(received, f"un fichier {kind} coupé ou abîmé", error)
    named = [["" if cell is None else str(cell) for cell in row] for row in summed]
    return list(enumerate([list(COLUMNS), *named], start=1))


def _refuse(received: Received, found: str, cause: BaseException | None = None) -> NoReturn:
    refuse(received.name, found, _EXPECTED, _AGAIN, cause=cause)
