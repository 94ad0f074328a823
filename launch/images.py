"""`python run.py images`: the pictures of README.md, and of every view, from the application as it is."""

import argparse
import socket
import subprocess
import tempfile
from pathlib import Path

from launch import browser, datasets, network, serve
from launch.console import Problem, say
from launch.environment import CHECKS, RUNTIME, Environment

FOLDER = "docs/images"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--vues",
        metavar="DOSSIER",
        type=Path,
        help="prend aussi chaque vue, aux quatre tailles d’écran (test-results/vues est ignoré de git)",
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Serve the application with an empty home, and take each picture. Returns 0, or 1 when one failed."""
    environment = Environment(root)
    environment.ensure(RUNTIME, CHECKS)
    chromium = browser.find_or_fetch(environment)
    if chromium is None:
        raise Problem(f"Il faut Chromium, Chrome ou Edge, ou son chemin dans {browser.VARIABLE}.")
    if not datasets.ensure(environment):
        raise Problem("Les images ne sont pas refaites : leurs données ne seraient pas à jour.")
    with socket.socket() as probe:
        probe.bind((serve.ADDRESS, 0))
        port = probe.getsockname()[1]
    url = f"http://{serve.ADDRESS}:{port}"
    with tempfile.TemporaryDirectory(prefix="cep-images-", ignore_cleanup_errors=True) as home:
        variables = environment.variables(
            CEP_HOME=home, **{network.VARIABLE: network.HERE.access, browser.VARIABLE: str(chromium)}
        )
        server = subprocess.Popen(
            serve.command(environment.python, port, network.HERE),
            cwd=root,
            env=variables,
            stdout=subprocess.DEVNULL,
        )
        try:
            if not serve.answers(server, url):
                raise Problem("Le tableau de bord n’a pas démarré (le message ci-dessus dit pourquoi).")
            line = [str(environment.python), "-m", "launch.in_environment.images", url, str(root / FOLDER)]
            if options.vues:
                line.append(str(options.vues.resolve()))
            result = subprocess.run(line, cwd=root, env=variables)
        finally:
            serve.stop(server)
    if result.returncode == 0:
        say(f"Images refaites dans {FOLDER} : regardez-les avant de les commiter.")
    return int(result.returncode != 0)
