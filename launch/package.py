"""`python run.py paquet`: a folder for a USB key, which installs the dashboard without the network.

It holds the application, its data, the libraries of each computer aimed at, and a file to double-click.
"""

import argparse
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from launch import backup, datasets
from launch.console import Problem, french, say
from launch.environment import EXACTLY, RUNTIME, Environment
from launch.locking import exclusive
from launch.pip_output import explain
from launch.wheels import FOLDER, Target, this_system

NAME = "cep-numerique-martinique"
# While it is made it has this name, which says what it is worth.
UNFINISHED = f"{NAME}.incomplet"
ASSETS = Path(__file__).resolve().parent / "assets"
LIST = "requirements-cible.txt"
WINDOWS_PYTHONS = ("3.13",)
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")
# Measured: 280 MB of libraries for one computer, 20 MB for the rest; rounded up.
BYTES_A_TARGET, BYTES_OF_APPLICATION = 330_000_000, 60_000_000

# Named, not « everything but »: nothing personal that lies in the folder may leave with a key.
CONTENTS = (
    "app.py",
    "run.py",
    "server.py",
    "conftest.py",
    "pyproject.toml",
    "LICENSE",
    "README.md",
    "requirements.in",
    "requirements.txt",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements-oidc.in",
    "requirements-oidc.txt",
    ".gitattributes",
    ".gitignore",
    ".ci",
    ".streamlit/config.toml",
    "components",
    "data",
    "docs",
    "launch",
    "pages",
    "tests",
)
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.py[cod]", ".*cache", "secrets.toml", "*.tmp", "*.log")
_REQUIRED = ("app.py", "run.py", "server.py", RUNTIME, "components", "data", "launch", "pages")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of the command that makes the folder."""
    parser.add_argument(
        "--python",
        metavar="3.N",
        action="append",
        help=f"Python des ordinateurs Windows, à répéter pour deux (sinon {', '.join(WINDOWS_PYTHONS)})",
    )
    parser.add_argument(
        "--sans-windows", action="store_true", help="seulement pour des ordinateurs comme celui-ci"
    )
    parser.add_argument(
        "--dossier", metavar="CHEMIN", help="où créer le dossier (sinon dist, à côté de run.py)"
    )


def run(options: argparse.Namespace, root: Path) -> int:
    """Make the folder and say what it weighs and how it is used. Returns an exit code."""
    pythons = windows_pythons(options)
    place = Path(options.dossier).expanduser().resolve() if options.dossier else root / "dist"
    check_place(place, root, 1 + len(pythons))
    environment = Environment(root)
    environment.ensure(RUNTIME)
    here = Target(this_system(), environment.minor)
    targets = list(dict.fromkeys([here, *(Target("windows", python) for python in pythons)]))
    if not datasets.ensure(environment):
        raise Problem("Le paquet n’est pas fait : ses données ne seraient pas à jour.")
    made = make(environment, targets, place, partial(carry_imports, environment))
    say(f"\nLe dossier est prêt : {made} ({_mb(_size(made))} Mo)")
    for target in targets:
        say(f"  {FOLDER}/{target.name} : {_mb(_size(made / FOLDER / target.name))} Mo")
    say("Copiez-le entier sur la clé, puis de la clé sur le disque de l’autre ordinateur.")
    say("LISEZ-MOI.txt dit la suite. Prévoir 1,6 Go libres sur cet ordinateur-là.")
    return 0


def windows_pythons(options: argparse.Namespace) -> list[str]:
    """The Pythons of the Windows computers aimed at. Raises Problem for one that has no libraries."""
    if options.sans_windows and options.python:
        raise Problem("--python nomme le Python des ordinateurs Windows : il ne va pas avec --sans-windows.")
    pythons = [] if options.sans_windows else list(dict.fromkeys(options.python or WINDOWS_PYTHONS))
    for python in pythons:
        if python not in SUPPORTED:
            known = ", ".join(SUPPORTED)
            raise Problem(f"« {python} » n’est pas un Python pris en charge : attendu {known}.")
    if len(pythons) > 2:
        raise Problem("Deux Python de Windows au plus : chacun ajoute environ 300 Mo.")
    return pythons


def check_place(place: Path, root: Path, targets: int) -> None:
    """Refuse what is sure to fail: a folder that is there already, or a disk too full."""
    if any(folder in place.parents or folder == place for folder in (root / name for name in _REQUIRED)):
        raise Problem(
            f"Le dossier {place} fait partie de l’application : choisissez-en un autre (--dossier)."
        )
    if (place / NAME).exists():
        raise Problem(
            f"Le dossier {place / NAME} existe déjà : supprimez-le, ou choisissez un autre endroit "
            "(--dossier)."
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise Problem(f"Le dossier {place} n’est pas utilisable ({error.strerror}).") from error
    needed = targets * BYTES_A_TARGET + BYTES_OF_APPLICATION
    say(f"Place libre : {_mb(free)} Mo. Place à prévoir : {_mb(needed)} Mo environ.")
    if free < needed:
        raise Problem("Il n’y a pas assez de place à cet endroit : libérez-en, ou choisissez-en un autre.")


def carry_imports(environment: Environment, folder: Path) -> None:
    """Take the imported data along: they live outside the application. Raises Problem."""
    if backup.command(environment, "ship", folder) != 0:
        raise Problem("Le paquet n’est pas fait : les données importées n’ont pas pu y être copiées.")


def make(
    environment: Environment,
    targets: Sequence[Target],
    place: Path,
    add: Callable[[Path], None] = lambda folder: None,
) -> Path:
    """Make the folder under another name, then give it its own: it is whole, or not there.

    `add` puts in it what does not come from the application's folder. Raises Problem with the reason; what
    was begun is then removed.
    """
    place.mkdir(parents=True, exist_ok=True)
    with exclusive(place / f".{NAME}.lock"):
        unfinished = place / UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)
        try:
            copy_application(environment.root, unfinished)
            for position, target in enumerate(targets, start=1):
                say(f"\n[{position}/{len(targets)}] Bibliothèques pour {target.name}")
                fetch(environment, target, unfinished)
            add(unfinished)
            write_entrances(unfinished, targets)
            made = place / NAME
            unfinished.rename(made)
        except OSError as error:
            raise Problem(
                f"Le dossier n’a pas pu être écrit ({error.strerror}) : rien n’est gardé."
            ) from error
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    (place / f".{NAME}.lock").unlink(missing_ok=True)
    return made


def copy_application(root: Path, to: Path) -> None:
    """Copy what CONTENTS names. Raises Problem when a part that the application needs is missing."""
    missing = [name for name in _REQUIRED if not (root / name).exists()]
    if missing:
        raise Problem(f"Ce dossier est incomplet (il manque {', '.join(missing)}) : copiez-le à nouveau.")
    to.mkdir(parents=True)
    for name in CONTENTS:
        source, copy = root / name, to / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=_LEFT_OUT)
        elif source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, copy)


def fetch(environment: Environment, target: Target, folder: Path) -> None:
    """Download the libraries of the lock for one target, exactly, in `folder/roues/<target>`.

    The lock is flattened first: pip would judge its conditions with the Python that downloads.
    """
    lock = folder / RUNTIME
    wanted = folder / LIST
    wheels = folder / FOLDER / target.name
    wheels.mkdir(parents=True)
    _in_environment(environment, "flatten", str(lock), target.system, target.python, str(wanted))
    arguments = [*EXACTLY, "--dest", str(wheels)]
    if target != Target(this_system(), environment.minor):
        arguments += ["--platform", "win_amd64", "--implementation", "cp"]
        arguments += ["--python-version", target.python, "--abi", f"cp{target.python.replace('.', '')}"]
    code, output = environment.run_pip("download", *arguments, requirements=wanted)
    if code != 0:
        environment.log.write_text(output, encoding="utf-8")
        raise Problem(explain(output, environment.log))
    differences = _in_environment(environment, "compare", str(wanted), str(wheels))
    if differences:
        raise Problem(f"Les bibliothèques reçues ne sont pas celles de la liste :\n{differences}")
    wanted.unlink()


def _in_environment(environment: Environment, *arguments: str) -> str:
    """Run launch.in_environment.lock; what it printed. Raises Problem when it breaks."""
    line = [str(environment.python), "-m", "launch.in_environment.lock", *arguments]
    # The modules of this copy, even when the environment belongs to another folder (tests).
    variables = environment.variables(PYTHONPATH=str(ASSETS.parent.parent))
    result = subprocess.run(line, env=variables, capture_output=True, text=True, encoding="utf-8")
    if result.returncode not in (0, 1) or result.stderr:
        last = (result.stderr.strip() or "sans message").splitlines()[-1]
        raise Problem(f"La liste des bibliothèques n’a pas pu être lue : {last}")
    return result.stdout.strip()


def write_entrances(folder: Path, targets: Sequence[Target]) -> None:
    """Write what a person opens first: the file to double-click of each system, and LISEZ-MOI.txt."""
    windows = [target.python for target in targets if target.system == "windows"]
    others = [python for python in reversed(SUPPORTED) if python not in windows]
    batch = _asset("Lancer.bat").replace("{AVEC}", ", ".join(windows) or "aucune")
    batch = batch.replace("{SANS}", ", ".join(others))
    # cmd.exe loses its place in a file with the line endings of other systems, and labels need ASCII.
    (folder / "Lancer.bat").write_bytes(_crlf(batch).encode("ascii"))
    here = [target.python for target in targets if target.system == this_system() != "windows"]
    order = [*here, *(python for python in reversed(SUPPORTED) if python not in here)]
    script = _asset("lancer.sh").replace("{PYTHONS}", " ".join(order)).encode()
    for name in ("lancer.sh", "lancer.command"):
        (folder / name).write_bytes(script)
        (folder / name).chmod(0o755)
    listed = "".join(f"  - {_french(target)}\n" for target in targets)
    text = french(_asset("LISEZ-MOI.txt").replace("{CIBLES}", listed.rstrip("\n")))
    # With its mark, old versions of the Windows notepad read the accents.
    (folder / "LISEZ-MOI.txt").write_bytes(_crlf(text).encode("utf-8-sig"))


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _crlf(text: str) -> str:
    return re.sub(r"\r?\n", "\r\n", text)


def _french(target: Target) -> str:
    systems = {"windows": "Windows 64 bits", "macos": "macOS (puce Apple)", "linux": "Linux 64 bits"}
    return f"{systems[target.system]}, Python {target.python}"


def _size(folder: Path) -> int:
    return sum(os.path.getsize(path) for path in folder.rglob("*") if path.is_file())


def _mb(count: int) -> int:
    return round(count / 1e6)
