"""Looking for words in a table as a French reader types them: without minding accents or capitals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pandas as pd

# The marks that stand apart from their letter once decomposed: one pass, for tens of thousands of texts.
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded(text: object) -> str:
    """``Sécurité`` -> ``securite``; ``œ`` -> ``oe``, ``’`` -> ``'``."""
    plain = str(text).replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)).casefold()


def matching(rows: pd.DataFrame, columns: Sequence[str], words: str) -> pd.DataFrame:
    """The rows that hold every word somewhere in these columns, in their order; all of them for no word."""
    wanted = folded(words).split()
    if not wanted or rows.empty:
        return rows
    texts = rows[list(columns)].fillna("").astype("str").agg(" ".join, axis=1).map(folded)
    return rows[texts.map(lambda text: all(word in text for word in wanted))]
