"""`python run.py editeur NOM`, in the application's environment: asks for a pass phrase and keeps its hash.

The phrase is typed, never an argument: arguments stay in the shell's history and in the list of processes.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from data.french.typography import french
from data.home import HomeRefused
from data.journal import editors
from data.journal.sign_in_delay import FILE as DELAYS_FILE
from data.journal.sign_in_delay import Delays


def main(arguments: Sequence[str], ask: Callable[[str], str] | None = None) -> int:
    """Do what the launcher asks; returns 0, or 2 after a sentence. `ask` reads a phrase (tests)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", nargs="?")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--remove", action="store_true")
    parser.add_argument("--account")
    options = parser.parse_args(arguments)
    try:
        path = editors.place()
        if options.list:
            return _list(path)
        name = editors.clean_name(options.name or "")
        if options.remove:
            return _remove(path, name)
        return _add(path, name, options.account, ask or _ask)
    except (HomeRefused, editors.EditorsUnreadable, editors.EntryRefused) as error:
        print(str(error))
    except EOFError:
        print(french("Rien n’a été saisi : rien n’a changé."))
    except OSError as error:
        print(french(f"La liste n’a pas pu être écrite ({error.strerror}) : rien n’a changé."))
    return 2


def _list(path: Path) -> int:
    known = editors.read(path)
    if not known:
        print(
            french("Personne ne peut écrire sur le réseau. Pour donner un accès : python run.py editeur NOM")
        )
        return 0
    print(french("Peuvent écrire sur le réseau :"))
    for editor in known:
        ways = ["phrase de passe"] if editor.phrase_hash else []
        ways += [f"compte {editor.account}"] if editor.account else []
        print(f"  {editor.name} ({', '.join(ways)})")
    return 0


def _remove(path: Path, name: str) -> int:
    if not editors.remove(path, name):
        print(french(f"« {name} » n’est pas sur la liste : rien n’a changé."))
        return 2
    print(french(f"« {name} » ne peut plus écrire sur le réseau, sessions ouvertes comprises."))
    return 0


def _add(path: Path, name: str, account: str | None, ask: Callable[[str], str]) -> int:
    known = editors.find(editors.read(path), name)
    editor = replace(known, name=name) if known else editors.Editor(name)
    if account is not None:
        if "@" not in account:
            raise editors.EntryRefused(
                f"« {account} » n’est pas une adresse électronique : attendu celle du compte."
            )
        editor = replace(editor, account=account.strip())
    else:
        phrase = ask(french(f"Phrase de passe de {name} ({editors.SHORTEST} caractères au moins) : "))
        hashed = editors.hash_phrase(phrase, name)
        if ask(french("La même, une seconde fois : ")) != phrase:
            raise editors.EntryRefused("Les deux saisies diffèrent : rien n’a changé. Recommencez.")
        editor = replace(editor, phrase_hash=hashed)
    editors.put(path, editor)
    Delays(path.with_name(DELAYS_FILE)).forget(editor.name)
    verb = "peut toujours" if known else "peut maintenant"
    print(french(f"« {name} » {verb} écrire sur le réseau. Liste : {path}"))
    return 0


def _ask(prompt: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    # From a pipe nothing shows on a screen, and getpass would warn in English.
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
