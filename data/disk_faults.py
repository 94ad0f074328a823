"""Why a disk refuses what is written on it, in French."""

import errno
import re
import sys

from data.french.typography import french

# Windows numbers its own errors: 112 and 39 are a full disk, 5 a refusal, 19 a protected medium.
_WINDOWS = sys.platform == "win32"
_DISK_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)} | (
    {112, 39} if _WINDOWS else set()
)
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS} | ({5, 19} if _WINDOWS else set())


class NoHardLinks(OSError):
    """The disk has no hard links, by which two saves at once are told apart: `str(error)` is French."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            french(
                f"Le disque de « {folder} » n’a pas de liens physiques (clé USB en exFAT ou FAT ?) : deux "
                "saisies simultanées pourraient s’y écraser. Placer CEP_HOME sur le disque de l’ordinateur "
                "(NTFS, APFS, ext4), puis relancer."
            )
        )


def cause_of(error: BaseException) -> str:
    """Why the system refused, in French: disk full, no permission, or the first line of its own words."""
    words = str(error)
    if isinstance(error, NoHardLinks):
        return words
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
