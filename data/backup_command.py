"""`python run.py sauvegarde DOSSIER` and `restaurer DOSSIER`, in the application's environment."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data import backup
from data.french.formats import count, number
from data.french.typography import french
from data.home import HomeRefused, home
from data.imports.publishing import PublicationRefused, ship
from data.journal.faults import JournalError


def main(arguments: Sequence[str]) -> int:
    """Save, restore, or carry the imports to a USB key. Returns 0, or 1 after saying why not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("save", "restore", "ship"))
    parser.add_argument("folder")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if options.what == "ship":
            carried = ship(options.folder)
            if carried:
                print(french(f"Données importées emportées : {count(carried, 'fichier')}."))
            return 0
        act = backup.save if options.what == "save" else backup.restore
        made = act(Path(options.folder))
    except (backup.BackupRefused, HomeRefused, JournalError, PublicationRefused) as error:
        print(str(error))
        return 1
    size = f"{count(made.files, 'fichier')}, {number(max(1, made.size / 1000))} ko, vérifiés"
    if options.what == "save":
        print(french(f"Sauvegarde : {made.folder} ({size})."))
        print(french("Pour la reprendre sur un autre ordinateur : python run.py restaurer ce dossier."))
        print(french("La liste des personnes qui peuvent écrire sur le réseau n’y est pas : editeur."))
    else:
        print(french(f"Repris dans « {home()} » : {size}."))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
