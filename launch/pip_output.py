"""What pip prints, in French: its progress as it goes, and why it failed."""

import re
import threading
from pathlib import Path
from types import TracebackType

from launch.console import say

# pip may be silent for minutes while it writes thousands of files on a slow disk.
SILENCE_SECONDS = 20

_PIN = re.compile(r"^([\w.\[\]-]+)==([^\s;]+)")
# However pip words the fetching of a library (from the network, a cache, a folder), it ends with this.
_LINE = re.compile(r"\(from -r .*\(line (\d+)\)\)")

_NETWORK = (
    "Les bibliothèques n’ont pas pu être téléchargées : le réseau ne répond pas.\n"
    "Connectez cet ordinateur à Internet, le temps de l’installation seulement, puis relancez."
)
# In this order: a full disk or a proxy also ends in messages about what could not be found.
_REASONS = (
    (
        r"No space left on device|\[Errno 28\]|WinError 112",
        "Le disque est plein : l’installation s’est arrêtée. Libérez de la place, puis relancez.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "Un fichier téléchargé n’est pas celui qui était attendu : rien n’a été installé.\n"
        "Relancez ; si cela persiste, un filtre du réseau modifie les téléchargements, "
        "essayez depuis un autre réseau.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "Le certificat du site de téléchargement est refusé : sans doute un filtre du réseau "
        "de l’organisation.\n"
        "Essayez depuis un autre réseau, ou demandez au service informatique quel certificat indiquer à pip "
        "(variable PIP_CERT).",
    ),
    (
        r"407 Proxy|ProxyError|Cannot connect to proxy",
        "Le serveur mandataire (proxy) du réseau refuse la connexion.\n"
        "Demandez son adresse au service informatique et indiquez-la dans la variable HTTPS_PROXY, "
        "puis relancez.",
    ),
    (
        r"WinError 206|path too long|filename too long|Long Path",
        "Le chemin du dossier est trop long pour Windows : déplacez-le plus près de la racine "
        "du disque, puis relancez.",
    ),
    (
        r"WinError 5\b|WinError 32\b|Permission denied|Access is denied",
        "Un fichier est utilisé par un autre programme ou protégé.\n"
        "Fermez les autres fenêtres du tableau de bord, puis relancez.",
    ),
    (
        r"Temporary failure in name resolution|getaddrinfo failed|nodename nor servname"
        r"|Name or service not known"
        r"|NewConnectionError|Failed to establish a new connection|ConnectTimeout|ConnectionError"
        r"|Read timed out|ReadTimeout|Network is unreachable|Connection refused|Connection reset"
        r"|RemoteDisconnected|NameResolutionError|Could not fetch URL|IncompleteRead",
        _NETWORK,
    ),
    (
        r"No matching distribution found|not a supported wheel",
        "Une bibliothèque n’existe pas pour cet ordinateur ou ce Python.\n"
        "Systèmes prévus : Windows 64 bits (x86-64), macOS 14 ou plus récent (puce Apple), "
        "Linux x86-64, avec Python 3.11 à 3.14.",
    ),
)


def explain(output: str, log: Path) -> str:
    """Say in French why pip failed, from all that it printed, and where the detail is."""
    detail = f"Détail : {log}"
    for pattern, reason in _REASONS:
        if re.search(pattern, output, re.I):
            return f"{reason}\n{detail}"
    errors = [line.strip() for line in output.splitlines() if line.lstrip().startswith("ERROR:")]
    last = errors[-1] if errors else (output.strip().splitlines() or ["aucun message"])[-1]
    return f"L’installation des bibliothèques a échoué. Dernier message de pip : {last}\n{detail}"


def read_pins(path: Path) -> dict[int, str]:
    """Name and version of each library of a hashed requirement file, by line number, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((number, _PIN.match(line)) for number, line in enumerate(lines, start=1))
    return {number: f"{pin[1]} {pin[2]}" for number, pin in found if pin}


class Progress:
    """Turns the lines of pip into one French line a library, and breaks long silences.

    `pins` is what `read_pins` returns for the file being installed.
    """

    def __init__(self, pins: dict[int, str]) -> None:
        self.pins = pins
        self.positions = {line: position for position, line in enumerate(pins, start=1)}
        self._activity = threading.Event()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._reassure, daemon=True)

    def __enter__(self) -> "Progress":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._activity.set()
        self._thread.join()

    def read(self, line: str) -> None:
        """Say what one line of pip means, when it means something to the user."""
        self._activity.set()
        found = _LINE.search(line)
        if found and int(found[1]) in self.pins and not line.startswith("Requirement already satisfied"):
            number = int(found[1])
            say(f"  [{self.positions[number]}/{len(self.pins)}] {self.pins[number]}")
        elif "Retrying (Retry" in line:
            say("  Le réseau ne répond pas, nouvel essai…")
        elif line.startswith("Installing collected packages"):
            say("  Téléchargement terminé. Écriture sur le disque, une à trois minutes…")

    def _reassure(self) -> None:
        while not self._done.is_set():
            if not self._activity.wait(SILENCE_SECONDS):
                say("  … toujours en cours")
            self._activity.clear()
