"""How a shared dataset is described: columns with meaning and unit, keys and references."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.vocabulary import CERTAINTIES

# Kinds of column -> pandas dtype in memory. Lists are Parquet lists of strings, typed with ";" in CSV.
DTYPES = {
    "text": "str",
    "integer": "Int32",
    "year": "Int16",
    "decimal": "float64",
    "boolean": "bool",
    "list": "object",
}
# The unit of a column whose rows are each in their own, which the column ``unit`` names.
UNIT_OF_ROW = "selon la colonne « unit »"


@dataclass(frozen=True)
class Column:
    """One column: its kind (a key of ``DTYPES``), meaning in French, unit, allowed values and bounds.

    ``pattern`` is a regular expression that a whole text must match, ``pattern_meaning`` its sense in French.
    """

    name: str
    kind: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    # A cell may be empty, but without a single value the dataset says nothing.
    required: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    pattern_meaning: str = ""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Dataset:
    """One shared Parquet file: grain, columns and key.

    ``references`` maps a column (or each item of a list column) to a dataset and its column.
    ``imported`` datasets have no typed source: they exist once an official file is loaded.
    """

    name: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: dict[str, tuple[str, str]] = field(default_factory=dict)
    provenance: bool = True
    geographic: bool = False
    imported: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Own columns, then the provenance columns when the dataset carries figures."""
        return self.columns + (PROVENANCE if self.provenance else ())

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.all_columns]


def text(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "text", meaning, **options)  # type: ignore[arg-type]


def integer(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "integer", meaning, **{"minimum": 0, **options})  # type: ignore[arg-type]


def year(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "year", meaning, **{"minimum": 1900, "maximum": 2100, **options})  # type: ignore[arg-type]


def decimal(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "decimal", meaning, **options)  # type: ignore[arg-type]


def list_of(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "list", meaning, **options)  # type: ignore[arg-type]


PROVENANCE = (
    text("source_id", "Document où le chiffre a été lu (clé de « sources »)"),
    text("locator", "Titre de la diapositive ou du tableau dans la source"),
    text(
        "certainty",
        "Certitude : lu tel quel, calculé, déduit ou de seconde main",
        allowed=CERTAINTIES,
    ),
    text("note", "Précision sur la lecture", nullable=True),
)
