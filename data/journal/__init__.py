"""What people write: one append-only Delta table, its folds, who may write in it and how they sign in.

`Journal` and what it returns come from `data.journal.saving`, imported when first asked for: delta-rs costs
0.2 s at each start, and most pages only fold rows that were read already.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from data.journal.folds.rows import Change
from data.journal.write_rights import Writer

if TYPE_CHECKING:
    from data.journal.saving import Journal, Saved, Undone
    from data.journal.snapshot import Snapshot

__all__ = ["Change", "Journal", "Saved", "Snapshot", "Undone", "Writer"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("data.journal.saving"), name)
