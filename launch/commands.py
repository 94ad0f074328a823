"""The command line of run.py: one table of commands, with help in French."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from launch import backup, bench, checks, editors, images, imports, package, serve
from launch.console import Problem, french, prepare, say

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Command:
    """A word after run.py: what it is for, its options, and the function that does it.

    `run` takes the parsed options and the folder of the application, and returns an exit code.
    """

    purpose: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Path], int]


# Without a word, run.py serves.
DEFAULT = Command("installe ce qui manque et ouvre le tableau de bord", serve.add_options, serve.run)
COMMANDS = {
    "bench": Command(
        "mesure la vitesse et la mémoire, face à une application minimale", bench.add_options, bench.run
    ),
    "editeur": Command(
        "donne, change ou retire le droit d’écrire sur le réseau", editors.add_options, editors.run
    ),
    "images": Command("refait les images de README.md d’après l’application", images.add_options, images.run),
    "importer": Command(
        french("charge un fichier officiel : le lit, le compare, le publie"), imports.add_options, imports.run
    ),
    "paquet": Command(
        "fait un dossier pour clé USB, qui s’installe sans Internet", package.add_options, package.run
    ),
    "restaurer": Command(
        "reprend une sauvegarde dans un dossier de données vide", backup.add_options, backup.restore
    ),
    "sauvegarde": Command(
        "copie, en la vérifiant, tout ce qui a été écrit et importé", backup.add_options, backup.save
    ),
    "test": Command(
        "installe les outils de contrôle et lance toutes les vérifications", checks.add_options, checks.run
    ),
}


class FrenchParser(argparse.ArgumentParser):
    """argparse in French: its own words are English whatever the system's language."""

    def __init__(self, **settings: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)  # type: ignore[arg-type]
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", french("Utilisation :"), 1)

    def format_help(self) -> str:
        text = super().format_help().replace("usage:", french("Utilisation :"), 1)
        # argparse leaves a line of spaces where the commands would have a name in common.
        return re.sub(r"\n +\n", "\n", text)

    def error(self, message: str) -> NoReturn:
        raise Problem(f"Commande non comprise.\n{self.format_help()}")


def parser() -> FrenchParser:
    """The parser of all commands, from the table."""
    top = FrenchParser(
        prog="run.py",
        usage="run.py [commande] [options]",
        description=french(f"Sans mot : {DEFAULT.purpose}."),
    )
    DEFAULT.add_options(top)
    top.set_defaults(run=DEFAULT.run)
    words = top.add_subparsers(title="commandes", metavar="", parser_class=FrenchParser)
    for word, command in COMMANDS.items():
        below = words.add_parser(
            word, help=command.purpose, description=f"{command.purpose[0].upper()}{command.purpose[1:]}."
        )
        command.add_options(below)
        below.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks.

    Returns an exit code: 0 done, 1 a check failed, 2 impossible (the reason was said), 130 interrupted.
    """
    prepare()
    try:
        options = parser().parse_args(arguments)
        return int(options.run(options, ROOT))
    except Problem as problem:
        say(str(problem))
        return 2
    except KeyboardInterrupt:
        say("\nInterrompu.")
        return 130
