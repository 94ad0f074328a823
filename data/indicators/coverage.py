"""What there is and what is missing: rows, certainty and documents of datasets, slides of the deck."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from data.columns import Dataset
from data.vocabulary import CERTAINTIES

# A title with several parts counts once, under the best of what became of it.
STATES = ("data", "text", "divider", "picture-only")
PROVENANCE_FREE = frozenset({"sources"})


def inventory(frames: Mapping[str, pd.DataFrame], datasets: Mapping[str, Dataset]) -> pd.DataFrame:
    """One row a declared dataset, in their order.

    ``frames`` by name, those of ``data.store``: an unavailable one carries its reason in
    ``attrs["unavailable"]``. Columns: name, title, grain, ``available``, ``reason`` (French, null when
    available), ``imported`` (comes from an official file), ``rows`` (null when unavailable), ``columns``,
    ``source_ids`` and ``years`` (tuples), and one count of rows a certainty (null without provenance).
    """
    records = []
    for name, dataset in datasets.items():
        frame = frames[name]
        reason = frame.attrs.get("unavailable")
        years = [column.name for column in dataset.columns if column.name in ("year", "edition")]
        certainty = dataset.provenance and reason is None
        records.append(
            {
                "name": name,
                "title": dataset.title,
                "grain": dataset.grain,
                "available": reason is None,
                "reason": reason,
                "imported": dataset.imported,
                "rows": len(frame) if reason is None else None,
                "columns": len(dataset.all_columns),
                "source_ids": tuple(_sources_of(name, frame)),
                "years": tuple(sorted({int(year) for column in years for year in frame[column].dropna()})),
                **{
                    value: int((frame["certainty"] == value).sum()) if certainty else None
                    for value in CERTAINTIES
                },
            }
        )
    table = pd.DataFrame.from_records(records)
    return table.astype(dict.fromkeys(("rows", *CERTAINTIES), "Int64"))


def usage(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """How many rows of each dataset each document is the source of: source_id, name, ``rows``."""
    counts = [
        frame["source_id"].value_counts().rename("rows").rename_axis("source_id").reset_index()
        .assign(name=name)[["source_id", "name", "rows"]]
        for name, frame in frames.items()
        if "source_id" in frame and name not in PROVENANCE_FREE and len(frame)
    ]  # fmt: skip
    if not counts:
        return pd.DataFrame({"source_id": [], "name": [], "rows": []})
    return pd.concat(counts, ignore_index=True)


def certainties(rows: pd.DataFrame) -> pd.DataFrame:
    """From ``inventory``: name, title, certainty, ``count`` and ``share`` of the dataset's rows.

    Datasets with the most rows that are not read verbatim come first; those without rows are left out.
    """
    known = rows[rows["available"] & rows["read"].notna() & (rows["rows"] > 0)]
    doubt = known["rows"] - known["read"]
    ordered = known.assign(doubt=doubt).sort_values("doubt", ascending=False, kind="stable")
    long = ordered.melt(
        id_vars=["name", "title", "rows", "doubt"],
        value_vars=list(CERTAINTIES),
        var_name="certainty",
        value_name="count",
    )
    place = {name: rank for rank, name in enumerate(ordered["name"])}
    long = long.sort_values("name", key=lambda names: names.map(place), kind="stable")
    return long.assign(share=long["count"].astype("float64") / long["rows"].astype("float64")).reset_index(
        drop=True
    )


def freshness(
    rows: pd.DataFrame, documents: pd.DataFrame, day: date, yearly: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """From ``inventory``: how old each dataset is at ``day``, the oldest first, those without a year last.

    ``yearly``: for those with an edition a year, the months until it is out (``due_edition``). Columns: name,
    title, ``year`` (the last one of its figures; without any, that of its latest document; null when a
    document has no year), ``of_figures`` (which of the two), ``age`` in whole years and ``due`` (the last
    edition that is out and not loaded; null: none).
    """
    dated = documents.set_index("source_id")["year"]
    known = rows[rows["available"] & ~rows["name"].isin(PROVENANCE_FREE)]
    records = []
    for row in known.to_dict(orient="records"):
        years = [*row["years"]]
        of_documents = dated.reindex([*row["source_ids"]])
        whole = len(of_documents) > 0 and of_documents.notna().all()
        year = max(years) if years else int(of_documents.max()) if whole else None
        out = due_edition(day, (yearly or {})[row["name"]]) if row["name"] in (yearly or {}) else 0
        due = out if year is not None and out > year else None
        named = {"name": row["name"], "title": row["title"]}
        records.append({**named, "year": year, "of_figures": bool(years), "due": due})
    table = pd.DataFrame.from_records(records, columns=["name", "title", "year", "of_figures", "due"])
    table["due"] = pd.to_numeric(table["due"]).astype("Int16")
    table["year"] = pd.to_numeric(table["year"]).astype("Int16")
    ordered = table.sort_values(["year", "title"], na_position="last", kind="stable", ignore_index=True)
    return ordered.assign(age=day.year - ordered["year"])


def due_edition(day: date, months: int) -> int:
    """The last yearly edition that is out at ``day``, when each is ``months`` after its first of January."""
    return (12 * day.year + day.month - 1 - months) // 12


def named(rows: pd.DataFrame) -> pd.Series:
    """Which of the ``missing`` parts have a holder that the source names."""
    return rows["holder"].notna() & ~rows["holder"].fillna("").str.contains("par la présentation")


def titles(slides: pd.DataFrame) -> pd.DataFrame:
    """One row a slide title: position, title, ``state`` (its best part), ``missing`` (parts not readable)."""
    rank = slides["state"].map({state: place for place, state in enumerate(STATES)})
    grouped = slides.assign(rank=rank, gone=slides["state"] == "picture-only").groupby("position", sort=True)
    rows = grouped.agg(title=("title", "first"), rank=("rank", "min"), missing=("gone", "sum")).reset_index()
    return rows.assign(state=rows["rank"].map(dict(enumerate(STATES)))).drop(columns="rank")


def missing(slides: pd.DataFrame) -> pd.DataFrame:
    """The parts of the deck that only exist as pictures, the holders with the most of them first."""
    gone = slides[slides["state"] == "picture-only"]
    holders = gone["holder"].fillna("")
    unnamed = ~named(gone)
    return (
        gone.assign(unnamed=unnamed, times=holders.map(holders.value_counts()))
        .sort_values(["unnamed", "times", "holder", "position"], ascending=[True, False, True, True])
        .drop(columns=["unnamed", "times"])
        .reset_index(drop=True)
    )


def _sources_of(name: str, frame: pd.DataFrame) -> list[str]:
    if "source_id" not in frame or name in PROVENANCE_FREE:
        return []
    return [str(source_id) for source_id in frame["source_id"].dropna().unique()]
