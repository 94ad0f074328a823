"""Lancer.bat read by a cmd.exe, Wine's, where the computer has one; the Pythons it finds are stand-ins."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from launch import package
from launch.wheels import Target

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which("wine") is None, reason="Wine n’est pas sur cet ordinateur"),
]
# Notes how it is called, and ends with the code of a Python that suits.
STAND_IN = b"@echo off\r\necho %* >> C:\\appels.txt\r\nexit 42\r\n"


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The C: of a Windows made by Wine."""
    prefix = tmp_path_factory.mktemp("wine")
    subprocess.run(
        ["wine", "cmd", "/c", "ver"], env=_variables(prefix), stdin=subprocess.DEVNULL, capture_output=True
    )
    (prefix / "drive_c" / "python.bat").write_bytes(STAND_IN)
    return prefix / "drive_c"


@pytest.fixture
def start(disk: Path, tmp_path: Path) -> Callable[..., tuple[str, list[str]]]:
    """Start Lancer.bat of a folder with a difficult name: what it shows, and each call of a Python."""
    folder = tmp_path / "clé d'été (2)" / "OneDrive - Cie & Fils"
    folder.mkdir(parents=True)
    package.write_entrances(folder, [Target("windows", "3.13")])
    (folder / "launch").mkdir()
    for name in ("run.py", "launch/commands.py"):
        (folder / name).touch()

    def started(path: str = "") -> tuple[str, list[str]]:
        calls = disk / "appels.txt"
        calls.unlink(missing_ok=True)
        result = subprocess.run(
            ["wine", "cmd", "/c", "Lancer.bat --port 9000"],
            cwd=folder,
            env={**_variables(disk.parent), "WINEPATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
        )
        listed = calls.read_text("latin-1").splitlines() if calls.exists() else []
        return result.stdout.decode("ascii", "replace"), [line.strip() for line in listed]

    return started


def test_without_python_the_person_reads_which_to_install(start: Callable) -> None:
    shown, calls = start()
    assert "Il faut Python pour ouvrir le tableau de bord" in shown
    assert "Versions dont ce dossier contient tout : 3.13" in shown
    assert calls == []


def test_py_runs_the_dashboard_with_the_words_given(disk: Path, start: Callable) -> None:
    _executable(disk / "outils" / "py.exe")
    _, calls = start("C:\\outils")
    assert calls[-1] == '"C:\\outils\\py.exe" -3 run.py --port 9000'
    assert len(calls) == 2


def test_a_python_out_of_the_path_is_found_in_the_usual_folder(disk: Path, start: Callable) -> None:
    place = next(disk.glob("users/*/AppData/Local")) / "Programs" / "Python" / "Python313"
    _executable(place / "python.exe")
    try:
        _, calls = start()
    finally:
        shutil.rmtree(place)
    assert calls[-1].endswith('\\AppData\\Local\\Programs\\Python\\Python313\\python.exe" run.py --port 9000')


def test_the_file_alone_out_of_its_folder_asks_for_the_folder(start: Callable, tmp_path: Path) -> None:
    (tmp_path / "clé d'été (2)" / "OneDrive - Cie & Fils" / "run.py").unlink()
    shown, calls = start()
    assert "Ce fichier est seul" in shown
    assert calls == []


def _variables(prefix: Path) -> dict[str, str]:
    # Without a UTF-8 locale, Wine does not see folders whose name has accents.
    return {**os.environ, "WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}


def _executable(path: Path) -> None:
    """An .exe that runs STAND_IN: the launcher that pip makes for scripts, with that command in it."""
    import pip._vendor.distlib as distlib

    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("__main__.py", "")
    path.parent.mkdir(parents=True, exist_ok=True)
    launcher = (Path(distlib.__file__).parent / "t64.exe").read_bytes()
    path.write_bytes(launcher + b"#!C:\\windows\\system32\\cmd.exe /c C:\\python.bat\r\n" + empty.getvalue())
