"""`python run.py importer FICHIER`: an official file goes in, or is refused with all that is wrong."""

import argparse
import subprocess
from pathlib import Path

from launch.console import Problem
from launch.environment import RUNTIME, Environment

# Option of run.py -> option of the module that does it.
_PASSED_ON = {
    "source": "--title",
    "editeur": "--publisher",
    "date": "--date",
    "url": "--url",
    "licence": "--licence",
    "nom": "--author",
    "erreurs": "--errors",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command that imports a file."""
    parser.add_argument("fichier", nargs="?", metavar="FICHIER", help="le fichier, tel que publié")
    parser.add_argument("--source", metavar="TITRE", help="titre du document à enregistrer comme source")
    parser.add_argument("--editeur", metavar="NOM", help="qui publie ce document")
    parser.add_argument("--date", metavar="AAAA-MM-JJ", help="quand il a été téléchargé (sinon aujourd’hui)")
    parser.add_argument("--url", metavar="ADRESSE", help="où il a été trouvé")
    parser.add_argument("--licence", metavar="LICENCE", help="sa licence, s’il l’indique")
    parser.add_argument("--nom", metavar="PERSONNE", help="qui publie ici (sinon le compte de l’ordinateur)")
    parser.add_argument("--erreurs", metavar="CHEMIN", help="où écrire le tableau des problèmes (CSV)")
    parser.add_argument("--essai", action="store_true", help="lit et compare, sans rien publier")


def run(options: argparse.Namespace, root: Path) -> int:
    """Returns 0 published or dry run fine, 1 refused, 2 not recognised."""
    if not options.fichier:
        raise Problem("Il manque le fichier. Par exemple : python run.py importer BMO_2026.xlsx --essai")
    environment = Environment(root)
    environment.ensure(RUNTIME)
    line = [str(environment.python), "-m", "data.imports.import_command"]
    for name, option in _PASSED_ON.items():
        if getattr(options, name):
            line += [f"{option}={getattr(options, name)}"]
    line += ["--dry-run"] if options.essai else []
    # The path from where the command is typed, and after --, for a name that starts with a dash.
    line += ["--", str(Path(options.fichier).expanduser().absolute())]
    return subprocess.run(line, cwd=root, env=environment.variables()).returncode
