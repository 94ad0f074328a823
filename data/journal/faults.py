"""What can go wrong when the journal is read or written, each with its sentence in French."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data.clock import short_moment
from data.french.typography import FrenchError, french
from data.journal.folds.history import FieldChange


class JournalError(FrenchError):
    """Base of the journal's errors: `str(error)` is a French sentence made for the user."""


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
        when = f", {short_moment(self.saved_at)}" if self.saved_at else ""
        kept = f" Ce qui en reste est gardé dans « {self.kept_in} »." if self.kept_in else ""
        return french(
            f"L’enregistrement n°\u00a0{self.version}{who}{when} manque : {self.found}. Ce qu’il modifiait "
            f"est dans l’état d’avant (n°\u00a0{self.version - 1}), le reste du journal est intact.{kept} "
            "Cette saisie est à refaire."
        )


def missing_save(version: int, info: Mapping[str, Any], found: str, kept_in: str | None) -> MissingSave:
    """The loss of a commit, with what it said of itself."""
    saved_at = info.get("saved_at")
    return MissingSave(
        version=version,
        save_id=info.get("save_id"),
        author=info.get("author"),
        saved_at=datetime.fromisoformat(saved_at) if saved_at else None,
        found=found,
        kept_in=kept_in,
    )


@dataclass(frozen=True)
class StrayFile:
    """A file of the journal whose number follows from no save; `kept_in`: where it was set aside."""

    version: int
    kept_in: str | None

    @property
    def sentence(self) -> str:
        where = f"mis de côté dans « {self.kept_in} »" if self.kept_in else "laissé de côté"
        return french(
            f"Un fichier de journal porte le n°\u00a0{self.version}, loin après le dernier enregistrement : "
            f"il n’en est pas la suite, il est {where}. Aucun enregistrement ne manque pour autant. Si un "
            "autre serveur l’a écrit, rapprocher les deux journaux."
        )


@dataclass(frozen=True)
class UnreadValue:
    """A field of a save that no rule accepts: written by another version, or altered."""

    version: int
    author: str
    saved_at: datetime
    why: str

    @property
    def sentence(self) -> str:
        when = short_moment(self.saved_at)
        return french(
            f"Un champ de l’enregistrement n°\u00a0{self.version} de {self.author}, {when}, "
            f"n’est pas lu par cette version de l’application : {self.why} Le reste est lu. Mettre "
            "l’application à jour, ou saisir ce champ à nouveau."
        )
