"""The name of a file as it is received: one spelling whatever the system that sent it, and a safe length."""

from __future__ import annotations

import re
import unicodedata

MOST_BYTES = 120
# Names that Windows keeps for its devices, whatever follows the first point.
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def received_name(name: str) -> str:
    """The last part of ``name``, composed (NFC: macOS sends « é » as two letters), that any system can store.

    Signs that Windows forbids become « - », a device's name gets « _ » before it, control signs go, and the
    stem is cut so that the whole holds in MOST_BYTES of UTF-8. Never empty.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    kept = _FORBIDDEN.sub("-", kept).strip(" ").rstrip(". ")
    if not kept:
        return "fichier"
    if _DEVICES.fullmatch(kept):
        kept = f"_{kept}"
    stem, point, suffix = kept.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, point, suffix = kept, "", ""
    room = MOST_BYTES - len(f"{point}{suffix}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + point + suffix
