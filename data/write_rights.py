"""Who is writing, and whether they may: decided where the server starts, checked where the save is made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Writer:
    """A person at a session: their name as typed, whether the session may write, and if not, why.

    `reason_if_not` is a French sentence for the user.
    """

    name: str
    may_write: bool
    reason_if_not: str = ""
