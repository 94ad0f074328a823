"""One pandera schema a dataset, made from its declaration in ``data.catalogue``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from data.catalogue import DATASETS
from data.columns import DTYPES, Column

if TYPE_CHECKING:
    # pandera takes two seconds to import: only a build or an import of a file pays for it.
    import pandera.pandas as pa


def _pandera_column(column: Column) -> pa.Column:
    import pandera.pandas as pa

    checks: list[pa.Check] = []
    if column.allowed and column.kind == "list":
        words = frozenset(column.allowed)
        checks.append(
            pa.Check(
                lambda items: words.issuperset(items), element_wise=True, error=_allowed_sentence(column)
            )
        )
    elif column.allowed:
        checks.append(pa.Check.isin(column.allowed, error=_allowed_sentence(column)))
    if column.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{column.pattern})$", error=column.pattern_meaning))
    if column.minimum is not None:
        checks.append(pa.Check.ge(column.minimum, error=f"au moins {column.minimum:g}"))
    if column.maximum is not None:
        checks.append(pa.Check.le(column.maximum, error=f"au plus {column.maximum:g}"))
    return pa.Column(DTYPES[column.kind], checks, nullable=column.nullable, name=column.name)


def _allowed_sentence(column: Column) -> str:
    return f"une valeur parmi {', '.join(column.allowed)}"


@cache
def pandera_schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of one dataset, made from its declaration.

    Geometry is left out: geographic datasets are checked on their attribute columns.
    """
    import pandera.pandas as pa

    dataset = DATASETS[name]
    return pa.DataFrameSchema(
        {column.name: _pandera_column(column) for column in dataset.all_columns},
        unique=list(dataset.key),
        strict=not dataset.geographic,
        name=name,
    )
