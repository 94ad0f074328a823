"""`python run.py bench`: speed and memory against the floor, as ratios measured in one run."""

import argparse
import subprocess
import tempfile
from pathlib import Path

from launch import browser
from launch.console import say
from launch.environment import CHECKS, RUNTIME, Environment


def add_options(parser: argparse.ArgumentParser) -> None:
    """No option: a measure of which something is left out would not compare."""


def run(options: argparse.Namespace, root: Path) -> int:
    """Measure, and say for each limit whether it holds. Returns 0 when all do, else 1."""
    environment = Environment(root)
    environment.ensure(RUNTIME, CHECKS)
    chromium = browser.find_or_fetch(environment)
    say("Mesures : fermez les autres programmes, elles durent une dizaine de minutes.")
    with tempfile.TemporaryDirectory(prefix="cep-bench-", ignore_cleanup_errors=True) as home:
        more = {"CEP_HOME": home, **({browser.VARIABLE: str(chromium)} if chromium else {})}
        command = [str(environment.python), "-m", "pytest", "tests/bench", "-m", "bench", "-q", "--no-header"]
        return subprocess.run(command, cwd=root, env=environment.variables(**more)).returncode and 1
