"""`python run.py editeur NOM`: who may write when the dashboard is served on a network."""

import argparse
import subprocess
from pathlib import Path

from launch.console import Problem
from launch.environment import RUNTIME, Environment


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command that gives, changes, removes and lists the right to write."""
    parser.add_argument("nom", nargs="?", metavar="NOM", help="la personne, comme elle signera")
    parser.add_argument("--liste", action="store_true", help="liste les personnes qui peuvent écrire")
    parser.add_argument("--supprimer", action="store_true", help="retire l’accès de cette personne")
    parser.add_argument(
        "--compte",
        metavar="ADRESSE",
        help="reconnaît aussi le compte de cette adresse, si la connexion par compte est en place",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Ask for the pass phrase, or remove, or list. Returns 0, or 2 when nothing could be done."""
    if not options.liste and not (options.nom or "").strip():
        raise Problem(
            'Il manque le nom de la personne. Par exemple : python run.py editeur "Jeanne Exemple"\n'
            "La liste : python run.py editeur --liste"
        )
    environment = Environment(root)
    environment.ensure(RUNTIME)
    arguments = ["--list"] if options.liste else []
    arguments += ["--remove"] if options.supprimer else []
    arguments += ["--account", options.compte] if options.compte is not None else []
    # The name last and after --, for a name that starts with a dash.
    return command(environment, *arguments, *(["--", options.nom] if options.nom else []))


def command(environment: Environment, *arguments: str) -> int:
    """Run the command in the environment, which has argon2; it says in French what it did."""
    line = [str(environment.python), "-m", "data.journal.editor_command", *arguments]
    return subprocess.run(line, cwd=environment.root, env=environment.variables()).returncode
