"""What can go wrong when the journal is read or written, each with its sentence in French."""

import errno
import re
import sys
from dataclasses import dataclass
from datetime import datetime

from data.french.typography import french
from data.journal.folds.history import FieldChange
from data.journal.folds.rows import LOCAL_ZONE

# Windows numbers its own errors: 112 and 39 are a full disk, 5 a refusal, 19 a protected medium.
_WINDOWS = sys.platform == "win32"
_DISK_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)} | (
    {112, 39} if _WINDOWS else set()
)
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS} | ({5, 19} if _WINDOWS else set())


class JournalError(Exception):
    """Base of the journal's errors: `str(error)` is a French sentence made for the user."""

    def __init__(self, sentence: str) -> None:
        super().__init__(french(sentence))


class WriteRefused(JournalError):
    """This session, or this content, may not be written; nothing was saved."""


class SaveNotMade(JournalError):
    """The save could not be made (disk, folder, too many writers); nothing was saved."""


class SaveUnverified(JournalError):
    """The save failed in a way that leaves open whether it was made."""


class JournalMissing(JournalError):
    """The journal was there and is gone."""


class JournalDamaged(JournalError):
    """The journal cannot be opened at any version."""


class JournalUnreachable(JournalError):
    """The disk or the object store of the journal does not answer."""


@dataclass(frozen=True)
class CurrentValue:
    """One field that a refused save wanted to write, beside what is there now and who put it there.

    `change.before` is the value in force, `change.after` the value refused; `author` and `saved_at`
    are those of the value in force (None: never typed).
    """

    change: FieldChange
    author: str | None
    saved_at: datetime | None


class StaleSave(JournalError):
    """Someone saved the same subject since the form was opened; nothing was saved.

    `current`: every field of the refused save, with both values.
    """

    def __init__(self, sentence: str, current: tuple[CurrentValue, ...]) -> None:
        super().__init__(sentence)
        self.current = current


@dataclass(frozen=True)
class MissingSave:
    """A save whose content can no longer be read, as far as it is known."""

    version: int
    save_id: str | None
    author: str | None
    saved_at: datetime | None
    found: str
    kept_in: str | None

    @property
    def sentence(self) -> str:
        who = f" de {self.author}" if self.author else ""
        when = f", {moment(self.saved_at)}" if self.saved_at else ""
        kept = f" Ce qui en reste est gardé dans « {self.kept_in} »." if self.kept_in else ""
        return french(
            f"L’enregistrement n°\u00a0{self.version}{who}{when} manque : {self.found}. Ce qu’il modifiait "
            f"est dans l’état d’avant (n°\u00a0{self.version - 1}), le reste du journal est intact.{kept} "
            "Cette saisie est à refaire."
        )


def moment(when: datetime) -> str:
    """A time as read in the room: "12/03/2026 à 14 h 05"."""
    local = when.astimezone(LOCAL_ZONE)
    return f"{local:%d/%m/%Y} à {local:%H}\u00a0h\u00a0{local:%M}"


def cause_of(error: BaseException) -> str:
    """Why the system refused, in French: disk full, no permission, or the first line of its own words."""
    words = str(error)
    number = getattr(error, "errno", None)
    found = re.search(r"os error (\d+)", words)
    if number is None and found:
        number = int(found.group(1))
    if number in _DISK_FULL:
        return "le disque est plein : libérer de la place, puis enregistrer à nouveau"
    if number in _NO_RIGHT:
        return "le dossier est en lecture seule : donner à ce compte le droit d’y écrire"
    plain = re.sub(r"\x1b\[[0-9;]*m", "", words).strip() or type(error).__name__
    return f"le système répond « {plain.splitlines()[0][:200]} »"
