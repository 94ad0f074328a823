"""The stock of Sirene, 10 million rows: beside a bare GROUP BY of the same file, and in how much memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data.imports import received, sirene_stock
from tests.bench.served import ROOT, in_turns, report

pytestmark = pytest.mark.bench
ROWS = 10_000_000
_MADE = f"""
SELECT lpad((i // 3)::VARCHAR, 9, '0') AS siren, lpad(i::VARCHAR, 14, '0') AS siret, 'RUE ' || i AS street,
  'O' AS "statutDiffusionEtablissement",
  ['NN', '00', '01', '11'][1 + i % 4] AS "trancheEffectifsEtablissement",
  '2026-10-' || lpad((1 + i % 28)::VARCHAR, 2, '0') AS "dateDernierTraitementEtablissement",
  CASE WHEN i % 100 = 0 THEN (97201 + (i // 100) % 34)::VARCHAR ELSE lpad((1000 + i % 95000)::VARCHAR, 5, '0')
    END AS "codeCommuneEtablissement",
  CASE WHEN i % 3 = 0 THEN 'F' ELSE 'A' END AS "etatAdministratifEtablissement",
  ['62.01Z', '61.10Z', '47.11A', '95.11Z'][1 + (i // 100) % 4] AS "activitePrincipaleEtablissement"
FROM range({ROWS}) AS t(i)
"""
_BARE = """
SELECT "codeCommuneEtablissement", "activitePrincipaleEtablissement", "trancheEffectifsEtablissement",
  count(*) FROM read_parquet(?) GROUP BY ALL
"""
_PEAK = """
import resource, sys
from pathlib import Path
from data.imports import received, sirene_stock
sirene_stock.rows(received.from_path(Path(sys.argv[1])))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


@pytest.fixture(scope="module")
def stock(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sirene") / "StockEtablissement_utf8.parquet"
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({_MADE}) TO '{path}' (FORMAT parquet)")
    return path


def test_reading_it_costs_no_more_than_a_bare_group_by(stock):
    file = received.from_path(stock)

    def bare() -> None:
        with duckdb.connect() as engine:
            engine.execute(_BARE, [str(stock)]).fetchall()

    ours, theirs = in_turns(lambda: sirene_stock.rows(file), bare)
    report("stock of Sirene, 10 million rows", ours, theirs, 1.5)


def test_it_is_never_held_whole(stock):
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, str(stock)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    report("memory of the stock of Sirene, bytes", float(done.stdout), 1e9, 1.0)
