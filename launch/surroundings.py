"""What the computer and the folder must offer before anything is installed."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from launch.console import Problem, warn

# Measured: 1.1 GB installed, and pip unpacks archives elsewhere on the disk before writing.
NEEDED_BYTES = 1_600_000_000
INSTALLED_GB = "1,1"
# The longest path that an installation writes under the folder, .venv\\Lib\\site-packages included, and what
# Windows takes in all unless it was told otherwise.
LONGEST_INSIDE = 170
LONGEST_WINDOWS_PATH = 259

_SYNCHRONISED = {
    "OneDrive": re.compile(r"^onedrive($|[ -])", re.I),
    "Dropbox": re.compile(r"^dropbox($|[ -(])", re.I),
    "Google Drive": re.compile(r"^(google ?drive($|-)|my drive$|mon drive$)", re.I),
    "iCloud": re.compile(r"^(icloud ?drive$|com~apple~clouddocs$|mobile documents$)", re.I),
}


def synchronised_by(folder: Path, environ: Mapping[str, str] = os.environ) -> str | None:
    """Name the service that synchronises `folder`, or None.

    Windows says where OneDrive is in its environment, even when the folder was renamed; the other services
    are recognised by the usual names of their folders.
    """
    parts = [part for part in re.split(r"[\\/]", str(folder)) if part]
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        declared = [part for part in re.split(r"[\\/]", environ.get(name, "")) if part]
        if declared and [p.casefold() for p in parts[: len(declared)]] == [p.casefold() for p in declared]:
            return "OneDrive"
    for service, pattern in _SYNCHRONISED.items():
        if any(pattern.search(part) for part in parts):
            return service
    return None


def is_supported(system: str, machine: str, macos: str) -> bool:
    """True on Windows x86-64, macOS 14 or later on Apple silicon, Linux x86-64; elsewhere wheels lack."""
    if system == "Darwin":
        return machine == "arm64" and int(macos.partition(".")[0] or 0) >= 14
    return system in ("Windows", "Linux") and machine.lower() in ("x86_64", "amd64")


def warn_about_folder(root: Path) -> None:
    """Warn, at each start, about a checkout that another program rewrites."""
    service = synchronised_by(root)
    if service:
        warn(
            f"ce dossier est synchronisé par {service} :\n"
            f"  {root}\n"
            "  La synchronisation ralentit l’installation et peut abîmer des fichiers "
            "pendant leur écriture.\n"
            "  Déplacez-le de préférence ailleurs, par exemple dans votre dossier personnel."
        )


def check_before_install(root: Path) -> None:
    """Refuse what is sure to fail, warn about what may.

    Raises Problem when the disk is too full or the folder cannot be written.
    """
    system, machine, macos = platform.system(), platform.machine(), platform.mac_ver()[0]
    if not is_supported(system, machine, macos):
        warn(
            f"ce système n’est pas pris en charge ({system} {macos or platform.release()}, {machine}).\n"
            "  Systèmes prévus : Windows 64 bits (x86-64), macOS 14 ou plus récent (puce Apple), "
            "Linux x86-64.\n"
            "  L’installation est tentée quand même."
        )
    if sys.platform == "win32":
        check_length(root, takes_long_paths())
    free = shutil.disk_usage(root).free
    if free < NEEDED_BYTES:
        raise Problem(
            f"Il ne reste que {_gb(free)} Go sur ce disque. Une fois installé, le tableau de bord occupe "
            f"{INSTALLED_GB} Go, et l’installation en demande {_gb(NEEDED_BYTES)}.\n"
            "Libérez de la place, puis relancez."
        )
    if not os.access(root, os.W_OK):
        raise Problem(
            f"Le dossier {root} n’est pas modifiable.\n"
            "Copiez-le dans un dossier où vous pouvez écrire, puis relancez."
        )


def check_length(root: Path, long_paths: bool) -> None:
    """Refuse a folder whose libraries would have paths longer than Windows takes. Raises Problem."""
    longest = LONGEST_WINDOWS_PATH - LONGEST_INSIDE
    if not long_paths and len(str(root)) > longest:
        raise Problem(
            f"Le chemin de ce dossier a {len(str(root))} caractères, Windows en refuse ici plus de {longest} "
            "(les bibliothèques y ajoutent les leurs) :\n"
            f"  {root}\n"
            "Déplacez le dossier plus près de la racine du disque, par exemple dans C:\\cep, puis relancez."
        )


def takes_long_paths() -> bool:
    """True when this Windows was set to take paths of more than 260 characters."""
    if sys.platform != "win32":
        return True
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    except OSError:
        return False


def _gb(count: int) -> str:
    return f"{count / 1e9:.1f}".replace(".", ",")
