"""The Python environment of the application, `.venv`: created, filled, and known to be complete.

A stamp, written only after success, says which requirement files it holds. A marker, written before the
first change, says that an installation did not finish: such an environment is rebuilt.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launch.console import Problem, say, warn
from launch.locking import exclusive
from launch.pip_output import Progress, explain, read_pins
from launch.surroundings import INSTALLED_GB, check_before_install
from launch.wheels import FOLDER as WHEELS
from launch.wheels import Target, carried, this_system

RUNTIME = "requirements.txt"
CHECKS = "requirements-dev.txt"
# Wheels only, from a complete list: no compiler is needed, and nothing is resolved.
EXACTLY = ("--require-hashes", "--no-deps", "--only-binary=:all:")
# How pip says that a folder of wheels is not the one that was made.
_DAMAGED = re.compile(
    r"No matching distribution|DO NOT MATCH|not a supported wheel|BadZipFile|invalid wheel|Wheel .* invalid",
    re.I,
)
_NOT_UPDATED = "la mise à jour n’a pas pu être installée, la version précédente est utilisée."


class Environment:
    """`.venv` in the folder `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        self.stamp = self.folder / "cep-installation.json"
        self.marker = self.folder / "cep-installation-en-cours"
        self.log = self.folder / "cep-installation.log"

    def is_current(self, requirements: str) -> bool:
        """True when the stamp says that this requirement file, as it is now, is installed."""
        written = self._read_stamp()
        return (
            not self.marker.exists()
            and self._python_works()
            and written.get("python") == self._python_version()
            and written.get(requirements) == fingerprint(self.root / requirements)
        )

    def ensure(self, *requirement_files: str) -> None:
        """Install what is missing of these requirement files, in this order.

        Raises Problem with what is wrong and what to do; what was installed before stays. When an update
        fails, warns and keeps the earlier version: a meeting must not depend on the network.
        """
        missing = [name for name in requirement_files if not self.is_current(name)]
        if not missing:
            return
        with exclusive(self.root / ".venv.lock"):
            # Another run.py may have finished while this one waited for nothing.
            missing = [name for name in requirement_files if not self.is_current(name)]
            if missing:
                try:
                    check_before_install(self.root)
                except Problem as problem:
                    whole = self._python_works() and not self.marker.exists()
                    if not whole or any(name not in self._read_stamp() for name in missing):
                        raise
                    warn(f"{_NOT_UPDATED}\n{problem}")
                    return
                self._create_if_needed()
                for name in missing:
                    self._install(name)

    def variables(self, **more: str) -> dict[str, str]:
        """Environment variables for the programs started in this environment."""
        variables = {**os.environ, "PYTHONUTF8": "1", **more}
        # Set on some machines for another Python, the first breaks this one; with the second, each start
        # would compile every library again.
        for name in ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):
            variables.pop(name, None)
        return variables

    def _create_if_needed(self) -> None:
        if self.marker.exists() or (self.folder.exists() and not self._python_works()):
            say("L’installation précédente n’est pas allée au bout : elle est refaite.")
            self._remove()
        if self.folder.exists():
            return
        ours = Target(this_system(), f"{sys.version_info[0]}.{sys.version_info[1]}")
        network = "sans Internet" if ours.name in carried(self.root) else "avec une connexion à Internet"
        say(f"Première installation : quelques minutes, {network} ({INSTALLED_GB} Go sur le disque).")
        self.folder.mkdir()
        self.marker.touch()
        command = [base_python(), "-m", "venv", str(self.folder)]
        if importlib.util.find_spec("ensurepip") is None:
            command.insert(3, "--without-pip")
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
        if result.returncode != 0:
            detail = (result.stderr.strip() or result.stdout.strip() or "sans message").splitlines()[-1]
            raise Problem(f"L’environnement Python n’a pas pu être créé dans {self.folder} : {detail}")

    def _install(self, requirements: str) -> None:
        path = self.root / requirements
        pins = read_pins(path)
        say(f"Installation de {len(pins)} bibliothèques ({requirements}).")
        earlier = self._read_stamp()
        self.marker.touch()
        offline = self._carried(requirements)
        code, output = self.run_pip("install", *EXACTLY, "--no-compile", *offline, requirements=path)
        if code == 0:
            self._write_stamp({**earlier, requirements: fingerprint(path), "python": self._python_version()})
            self.marker.unlink()
            return
        self.log.write_text(output, encoding="utf-8")
        reason = explain(output, self.log)
        if offline and _DAMAGED.search(output):
            reason = (
                f"Le dossier {offline[-1]} est incomplet ou abîmé : copiez à nouveau le dossier entier, "
                f"puis relancez.\nDétail : {self.log}"
            )
        if earlier:
            # pip fetches everything before it changes anything: what was there still is.
            self.marker.unlink()
        if requirements not in earlier:
            raise Problem(reason)
        warn(f"{_NOT_UPDATED}\n{reason}")

    def _carried(self, requirements: str) -> tuple[str, ...]:
        """pip's options to install from the folder that came with the application, without the network."""
        names = carried(self.root)
        if not names or requirements != RUNTIME:
            return ()
        target = Target(this_system(), self.minor)
        if target.name in names:
            return ("--no-index", "--find-links", str(self.root / WHEELS / target.name))
        warn(
            f"ce dossier contient les bibliothèques de {', '.join(names)}, et non de {target.name} : "
            "il faut Internet.\n"
            "  Sinon, installez l’un de ces Python, supprimez le dossier .venv, puis relancez."
        )
        return ()

    def run_pip(self, command: str, *arguments: str, requirements: Path) -> tuple[int, str]:
        """Run a command of pip on a requirement file, saying each library. Its exit code and its output."""
        pins = read_pins(requirements)
        quiet = ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
        quiet += ["--retries=2", "--timeout=30"]
        process = subprocess.Popen(
            [*self._pip(), command, *arguments, *quiet, "-r", str(requirements)],
            cwd=self.root,
            env=self.variables(PIP_USER="0"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        assert process.stdout is not None
        lines = []
        try:
            with Progress(pins) as progress:
                for line in process.stdout:
                    lines.append(line)
                    progress.read(line)
            return process.wait(), "".join(lines)
        finally:
            # Ctrl+C: nothing may go on writing into an environment that the next start removes.
            if process.poll() is None:
                process.terminate()
                process.wait()

    def _pip(self) -> list[str]:
        if _has_pip(self.python):
            return [str(self.python), "-m", "pip"]
        # Some Linux systems ship Python without ensurepip, and perhaps with a pip of their own.
        if _has_pip(base_python()):
            return [base_python(), "-m", "pip", "--python", str(self.python)]
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Problem(
            "Ce Python n’a pas de quoi installer des bibliothèques (ni ensurepip, ni pip).\n"
            f"Sur Debian et Ubuntu : sudo apt install python{version}-venv, puis relancez."
        )

    def _remove(self) -> None:
        try:
            shutil.rmtree(self.folder)
        except OSError as error:
            raise Problem(
                f"Le dossier {self.folder} est incomplet et n’a pas pu être supprimé ({error.strerror}).\n"
                "Fermez les autres fenêtres du tableau de bord, supprimez ce dossier, puis relancez."
            ) from error

    def _python_works(self) -> bool:
        """True when the interpreter is there, and the Python it was made from still is, unchanged."""
        home = self._configuration().get("home")
        if not self.python.exists() or home is None or not Path(home).is_dir():
            return False
        # After a system upgrade, the link may lead to a newer Python, which does not see these libraries.
        minor = re.search(r"python(3\.\d+)$", self.python.resolve().name)
        return minor is None or self._python_version().startswith(minor[1])

    @property
    def minor(self) -> str:
        """This environment's Python, like 3.13."""
        return ".".join(self._python_version().split(".")[:2])

    def _python_version(self) -> str:
        configuration = self._configuration()
        return configuration.get("version") or configuration.get("version_info", "")

    def _configuration(self) -> dict[str, str]:
        try:
            lines = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return {}
        pairs = (line.partition("=") for line in lines if "=" in line)
        return {name.strip(): value.strip() for name, _, value in pairs}

    def _read_stamp(self) -> dict[str, str]:
        try:
            content = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def _write_stamp(self, content: dict[str, str]) -> None:
        # Replaced in one step: a stamp is whole or absent.
        draft = self.stamp.with_suffix(".tmp")
        draft.write_text(json.dumps(content, indent=1), encoding="utf-8")
        draft.replace(self.stamp)


def base_python() -> str:
    """The Python behind run.py, even when run.py was started from the environment itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def fingerprint(path: Path) -> str:
    """SHA-256 of a text file, the same whatever its line endings. Raises Problem when it is missing."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Problem(f"Le fichier {path} manque : le dossier est incomplet, copiez-le à nouveau.") from error
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _has_pip(python: str | Path) -> bool:
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0
