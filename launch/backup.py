"""`python run.py sauvegarde DOSSIER` and `restaurer DOSSIER`: all that people wrote and imported, checked."""

import argparse
import subprocess
from pathlib import Path

from launch.console import Problem
from launch.environment import RUNTIME, Environment


def add_options(parser: argparse.ArgumentParser) -> None:
    """The one folder of both commands."""
    parser.add_argument(
        "dossier", nargs="?", metavar="DOSSIER", help="où écrire la sauvegarde, ou celle à reprendre"
    )


def save(options: argparse.Namespace, root: Path) -> int:
    """Make a dated folder below the one given. Returns 0, 1 when it could not be made."""
    return _act("save", options, root, "python run.py sauvegarde D:\\Sauvegardes")


def restore(options: argparse.Namespace, root: Path) -> int:
    """Put a backup back in an empty CEP_HOME. Returns 0, 1 when it was refused."""
    return _act(
        "restore", options, root, "python run.py restaurer D:\\Sauvegardes\\cep-sauvegarde-2026-11-26"
    )


def _act(what: str, options: argparse.Namespace, root: Path, example: str) -> int:
    if not options.dossier:
        raise Problem(f"Il manque le dossier. Par exemple : {example}")
    environment = Environment(root)
    environment.ensure(RUNTIME)
    return command(environment, what, Path(options.dossier).expanduser().absolute())


def command(environment: Environment, what: str, folder: Path) -> int:
    """Run the command in the environment; it says in French what it did."""
    line = [str(environment.python), "-m", "data.backup_command", what, "--", str(folder)]
    return subprocess.run(line, cwd=environment.root, env=environment.variables()).returncode
