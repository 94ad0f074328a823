"""What a reader gets of the journal: its rows at one version, and what must be said of its faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from data.journal.faults import MissingSave, StrayFile, UnreadValue
from data.journal.folds.rows import empty_rows, in_order


@dataclass(frozen=True)
class Snapshot:
    """The journal at one version: its rows (not to be changed), and what a fault took away.

    `version_of`: the version of each save. `version` -1: nothing was ever written. `refused`: the rows that
    no rule accepts (written by another version), which no fold may read, each told by `unread`.
    """

    version: int
    rows: pd.DataFrame
    version_of: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[MissingSave, ...] = ()
    strays: tuple[StrayFile, ...] = ()
    unread: tuple[UnreadValue, ...] = ()
    refused: pd.DataFrame = field(default_factory=empty_rows)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a reader must know of the faults found, in French."""
        faults: tuple[MissingSave | StrayFile | UnreadValue, ...] = (
            *self.missing,
            *self.strays,
            *self.unread,
        )
        return tuple(fault.sentence for fault in faults)

    @property
    def all_rows(self) -> pd.DataFrame:
        """The rows read and the rows refused: to know who saved what, not to show."""
        return self.rows if self.refused.empty else in_order(pd.concat([self.rows, self.refused]))
