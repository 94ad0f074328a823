"""Who is writing, and whether they may: decided where the server starts, checked where the save is made."""

from dataclasses import dataclass

from data.french.typography import FrenchError


class NotAllowed(FrenchError, PermissionError):
    """This session may not write: `str(error)` is a French sentence made for the user."""


@dataclass(frozen=True)
class Writer:
    """A person at a session: their name, whether the session may write, and if not, why.

    `reason_if_not` is a French sentence for the user.
    """

    name: str
    may_write: bool
    reason_if_not: str = ""

    def check(self) -> None:
        """Raise NotAllowed unless this person may write. Called where a file is written or published."""
        if not self.may_write:
            raise NotAllowed(self.reason_if_not or "Session en lecture seule : rien n’a été enregistré.")
