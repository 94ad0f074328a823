"""`python run.py test`: every check, in one command, on this computer as in continuous integration."""

import argparse
import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from launch import browser, datasets
from launch.console import say
from launch.environment import CHECKS, RUNTIME, Environment

# From quick to slow; each goes on when another fails, so that one run shows everything.
STEPS = (
    ("mise en forme", ("-m", "ruff", "format", "--check", ".")),
    ("règles d’écriture", ("-m", "ruff", "check", ".")),
    ("types", ("-m", "mypy")),
    ("code inutilisé", ("-m", "vulture")),
    # Not the lint-imports script: its first line keeps the folder where it was installed.
    ("architecture", ("-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])")),
)
# Played beside the types, which take one core: each worker of the tests would compile them all.
COMPILE = ("-m", "pytest", "--collect-only", "-qq")
TESTS, BROWSER_TESTS = "tests", "tests de navigateur"
QUICK = "not browser and not soak and not bench"
IN_BROWSER = "browser and not soak and not bench"
# All are there: each worker reads only the folders of its tests.
BROWSER_FOLDER = "tests/browser"
# pytest's own code when tests failed. Browser tests wait for screens that a busy computer draws late: on
# a person's computer, what failed is played once more, one test at a time, and the result says it. In
# continuous integration what passes only the second time is a failure: nobody would look at it again.
TESTS_FAILED = 1
AGAIN = ("-m", "pytest", "--verbose", "--last-failed", "--last-failed-no-failures", "none")
# Each run of tests keeps what failed in a place of its own.
OWN_CACHE = ("-o", "cache_dir=.pytest_cache/navigateur")
BENCH = "tests longs et mesures"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command that checks."""
    parser.add_argument(
        "--complet", action="store_true", help="ajoute les tests longs (soak) et les mesures (bench)"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Run every check and say in French what failed. Returns 0 when all is well, else 1."""
    environment = Environment(root)
    environment.ensure(RUNTIME, CHECKS)
    chromium = browser.find_or_fetch(environment)
    started = time.monotonic()
    failed = [] if datasets.ensure(environment) else ["données"]
    python = str(environment.python)
    count = len(STEPS) + 2 + options.complet
    # Nothing that a test writes may reach what people have written on this computer.
    with tempfile.TemporaryDirectory(prefix="cep-tests-", ignore_cleanup_errors=True) as home:
        more = {"CEP_HOME": home, **({browser.VARIABLE: str(chromium)} if chromium else {})}
        variables = environment.variables(**more)
        failed += _read_code(python, root, variables, count)
        if options.complet:
            # Alone on the computer, or the measures mean nothing.
            say(f"\n[{len(STEPS) + 1}/{count}] {BENCH}")
            command = (python, "-m", "pytest", "-m", "bench or soak")
            if subprocess.run(command, cwd=root, env=variables).returncode != 0:
                failed.append(BENCH)
        unsound, second_try = _play_tests(python, root, variables, count)
    failed += unsound
    return conclude(failed, chromium is not None, time.monotonic() - started, second_try=second_try)


def _read_code(python: str, root: Path, variables: dict[str, str], count: int) -> list[str]:
    """Play the checks that only read the code, two at a time, and say them in order. Those that failed."""
    failed = []
    with ThreadPoolExecutor(2) as pool:
        reads = [pool.submit(_noted, (python, *arguments), root, variables) for _, arguments in STEPS]
        # Says nothing: what it cannot read fails again with the tests.
        pool.submit(_noted, (python, *COMPILE), root, variables)
        for position, ((name, _), reading) in enumerate(zip(STEPS, reads, strict=True), start=1):
            read = reading.result()
            say(f"\n[{position}/{count}] {name}")
            say(read.stdout.rstrip())
            if read.returncode != 0:
                failed.append(name)
    return failed


def _play_tests(python: str, root: Path, variables: dict[str, str], count: int) -> tuple[list[str], bool]:
    """Play both kinds of tests. Those that failed, and whether some passed only the second time."""
    # One kind after the other: side by side they take a fifth more of the processor than in turn. A worker
    # waits at times, for a disk or a page; but a third browser on two cores makes waits expire.
    others = ("-m", QUICK, f"--ignore={BROWSER_FOLDER}", *parallel(3))
    in_browser = ("-m", IN_BROWSER, BROWSER_FOLDER, *parallel(2))
    commands = {
        TESTS: (python, "-m", "pytest", *others),
        BROWSER_TESTS: (python, "-m", "pytest", *in_browser, *OWN_CACHE),
    }
    codes = {}
    for position, (name, command) in enumerate(commands.items(), start=count - 1):
        say(f"\n[{position}/{count}] {name}")
        codes[name] = subprocess.run(command, cwd=root, env=variables).returncode
    second_try = False
    for name, cache in ((TESTS, ()), (BROWSER_TESTS, OWN_CACHE)):
        if codes[name] == TESTS_FAILED and not in_ci():
            say("\nSecond essai des tests en échec, un par un. S’ils passent, l’ordinateur était chargé.")
            codes[name] = subprocess.run((python, *AGAIN, *cache), cwd=root, env=variables).returncode
            second_try |= codes[name] == 0
    return [name for name, code in codes.items() if code != 0], second_try


def _noted(
    command: tuple[str, ...], root: Path, variables: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run a command, and keep what it prints to be said in its turn."""
    return subprocess.run(
        command,
        cwd=root,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def parallel(workers: int) -> tuple[str, ...]:
    """Several workers where there are two cores, each with neighbours: what a file prepares is made once."""
    return ("-n", str(workers), "--dist", "worksteal") if (os.cpu_count() or 1) >= 2 else ()


def conclude(failed: list[str], has_browser: bool, seconds: float, *, second_try: bool = False) -> int:
    """Say the result in French and return the exit code. In CI, a missing browser is a failure.

    ``second_try``: tests passed only when played again.
    """
    minutes, rest = divmod(round(seconds), 60)
    duration = f"{minutes} min {rest:02} s"
    say()
    if not has_browser:
        say("Tests de navigateur non joués : ni Chromium, ni Chrome, ni Edge sur cet ordinateur.")
        say(f"Installez l’un d’eux, ou indiquez son chemin dans {browser.VARIABLE}, puis relancez.")
        if in_ci():
            failed = [*failed, "navigateur absent"]
    if failed:
        say(f"À corriger : {', '.join(failed)} ({duration}).")
        return 1
    tests = f"{TESTS} (certains au second essai seulement, nommés ci-dessus)" if second_try else TESTS
    say(f"Tout est bon : {', '.join(name for name, _ in STEPS)}, {tests} ({duration}).")
    return 0


def in_ci() -> bool:
    """True in continuous integration, where nothing may be left out."""
    return os.environ.get("CI", "").lower() in ("1", "true")
