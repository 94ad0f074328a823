"""Why the system does not let a file be read, in French: its own words are in the language of its makers."""

from __future__ import annotations

import errno

_WHY = {
    errno.EACCES: "ce compte n’a pas le droit de le lire",
    errno.EPERM: "ce compte n’a pas le droit de le lire",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "son dossier est un fichier",
    errno.ENAMETOOLONG: "son nom est trop long",
    errno.EIO: "le disque ne répond pas",
}


def why_unread(error: OSError) -> str:
    """The cause, to follow a colon or stand in brackets; the system's own words for a rare one."""
    return _WHY.get(error.errno or 0) or f"le système répond « {error.strerror or type(error).__name__} »"
