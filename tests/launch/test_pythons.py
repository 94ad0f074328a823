"""Which Python runs the dashboard, on Windows as its launchers and folders would be: faked here."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from launch import pythons

ROOT = Path(__file__).resolve().parents[2]
SUPPORTED = ["3.11", "3.12", "3.13", "3.14"]
# What the launcher of python.org prints, then the one that replaced it.
OLD_PY = (
    " -V:3.15 *        C:\\Users\\Élodie D'Arc\\AppData\\Local\\Programs\\Python\\Python315\\python.exe\r\n"
    " -V:3.12          C:\\Program Files\\Python312\\python.exe\r\n"
    " -V:3.12-32       C:\\Program Files (x86)\\Python312-32\\python.exe\r\n"
)
OLDER_PY = (
    "Installed Pythons found by C:\\WINDOWS\\py.exe Launcher for Windows\r\n"
    " -3.8-64        C:\\Python38\\python.exe *\r\n"
    " -3.11-64       C:\\Program Files\\Python311\\python.exe\r\n"
)


class Windows:
    """A Windows with these Pythons: `answers` is what a path says of itself, `py` what `py -0p` prints."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[str, str] = {}
        self.py = ""

    def output(self, command: list[str]) -> str:
        return self.py if command == ["py", "-0p"] else self.answers.get(command[0], "")

    def install(self, place: str, answer: str) -> str:
        """A python.exe in a folder of this Windows; its path as the application names it."""
        path = self.folder / place / "python.exe"
        path.parent.mkdir(parents=True)
        path.touch()
        self.answers[str(path)] = answer
        return str(path)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Windows:
    computer = Windows(tmp_path)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(pythons, "_output", computer.output)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "[Élodie] & Cie" / "AppData"))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path / "Program Files"))
    return computer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "OneDrive - Collectivité" / "cep"
    folder.mkdir(parents=True)
    return folder


def test_a_python_that_suits_goes_on_without_looking_for_another(windows: Windows, root: Path) -> None:
    windows.install("Program Files/Python314", "3.14 1")
    assert pythons.instead(root, SUPPORTED, "3.12") is None


@pytest.mark.parametrize(
    ("listed", "path", "version"),
    [
        (OLD_PY, r"C:\Program Files\Python312\python.exe", "3.12"),
        (OLDER_PY, r"C:\Program Files\Python311\python.exe", "3.11"),
    ],
)
def test_a_default_python_too_new_or_too_old_gives_way_to_one_that_py_knows(
    windows: Windows, root: Path, listed: str, path: str, version: str
) -> None:
    windows.py = listed
    windows.answers = {
        r"C:\Users\Élodie D'Arc\AppData\Local\Programs\Python\Python315\python.exe": "3.15 1",
        r"C:\Program Files (x86)\Python312-32\python.exe": "3.12 0",
        r"C:\Python38\python.exe": "3.8 1",
        path: f"{version} 1\r\n",
    }
    assert pythons.instead(root, SUPPORTED, None) == (path, version)


def test_a_python_in_32_bits_is_never_chosen(windows: Windows, root: Path) -> None:
    windows.install("Program Files/Python313", "3.13 0")
    assert pythons.instead(root, SUPPORTED, None) is None


def test_without_py_nor_a_path_the_usual_folders_are_looked_into_whatever_the_persons_name(
    windows: Windows, root: Path
) -> None:
    found = windows.install("[Élodie] & Cie/AppData/Programs/Python/Python313", "3.13 1")
    assert pythons.instead(root, SUPPORTED, None) == (found, "3.13")


def test_the_shortcut_of_the_store_is_not_even_asked(
    windows: Windows, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = windows.install("AppData/Local/Microsoft/WindowsApps", "3.13 1")
    monkeypatch.setenv("PATH", f'"{Path(store).parent}";{windows.folder / "absent"};')
    assert pythons.instead(root, SUPPORTED, None) is None
    real = windows.install("Outils/Python", "3.11 1")
    monkeypatch.setenv("PATH", f'"{Path(store).parent}";"{Path(real).parent}"')
    assert pythons.instead(root, SUPPORTED, None) == (real, "3.11")


def test_the_python_whose_libraries_are_in_the_folder_comes_before_a_newer_one(
    windows: Windows, root: Path
) -> None:
    (root / "roues" / "windows-3.12").mkdir(parents=True)
    (root / "roues" / "linux-3.14").mkdir()
    carried = windows.install("Program Files/Python312", "3.12 1")
    windows.install("Program Files/Python314", "3.14 1")
    assert pythons.instead(root, SUPPORTED, "3.14") == (carried, "3.12")
    assert pythons.instead(root, SUPPORTED, None) == (carried, "3.12")
    assert pythons.instead(root, SUPPORTED, "3.12") is None
    # An environment made by another Python works as it is.
    (root / ".venv").mkdir()
    assert pythons.instead(root, SUPPORTED, "3.14") is None


def test_a_python_that_suits_does_not_give_way_to_one_whose_libraries_are_not_here_either(
    windows: Windows, root: Path
) -> None:
    (root / "roues" / "windows-3.12").mkdir(parents=True)
    windows.install("Program Files/Python313", "3.13 1")
    assert pythons.instead(root, SUPPORTED, "3.14") is None


def test_a_command_that_is_absent_fails_or_never_answers_is_no_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pythons, "SECONDS", 0.5)
    assert pythons._output(["py-absent", "-0p"]) == ""
    assert pythons._output([sys.executable, "-c", "print('3.13 1'); raise SystemExit(1)"]) == ""
    assert pythons._output([sys.executable, "-c", "import time; time.sleep(30)"]) == ""


def test_a_path_printed_in_a_code_page_of_windows_does_not_break_the_search() -> None:
    prints = "import sys; sys.stdout.buffer.write('C:\\\\Élodie'.encode('latin-1'))"
    assert pythons._output([sys.executable, "-c", prints]) == "C:\\Élodie"


@pytest.mark.parametrize("name", ["pythons.py", "wheels.py", "__init__.py"])
def test_what_chooses_a_python_parses_on_python_3_7(name: str) -> None:
    ast.parse((ROOT / "launch" / name).read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.skipif(sys.platform == "win32", reason="les Python de ce test sont des scripts")
def test_run_py_started_by_an_old_python_hands_over_its_words_and_its_exit_code(tmp_path: Path) -> None:
    for name in ("run.py", "launch/__init__.py", "launch/pythons.py", "launch/wheels.py"):
        (tmp_path / "été & hiver" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "été & hiver" / name).write_bytes((ROOT / name).read_bytes())
    command = "import sys\ndef main(words):\n    print('reçu', *words)\n    return 7\n"
    (tmp_path / "été & hiver" / "launch" / "commands.py").write_text(command, encoding="utf-8")
    version = f"3.{sys.version_info[1]}"
    (tmp_path / f"python{version}").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / f"python{version}").chmod(0o755)
    start = "import sys; sys.version_info = (3, 8, 0); import run; sys.exit(run.main())"
    result = subprocess.run(
        [sys.executable, "-c", start, "--port", "9000"],
        cwd=tmp_path / "été & hiver",
        env={**os.environ, "PATH": str(tmp_path), "PYTHONIOENCODING": "cp850", "PYTHONUTF8": "0"},
        capture_output=True,
    )
    said = result.stdout.decode("cp850").splitlines()
    assert said[0].startswith(f"Python {version} est utilisé : {tmp_path}")
    assert said[1:] == ["reçu --port 9000"]
    assert result.stderr == b""
    assert result.returncode == 7
