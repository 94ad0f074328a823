"""When an environment is complete, stale, half made, and what is said when pip fails.

A stand-in for the network: requirement files that need nothing, or a library that no folder holds.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from launch import environment as module
from launch.console import Problem
from launch.environment import CHECKS, RUNTIME, Environment, fingerprint
from launch.locking import exclusive

NOTHING_TO_INSTALL = "# rien\n"
# One library that can't be found, asked from an empty folder instead of the network.
NOT_TO_BE_FOUND = "absente==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose environment was made by the launcher itself, once for the tests that only read it."""
    root = tmp_path_factory.mktemp("application")
    (root / RUNTIME).write_text(NOTHING_TO_INSTALL, encoding="utf-8")
    Environment(root).ensure(RUNTIME)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with an environment that looks complete: an interpreter, its configuration, a stamp."""
    (tmp_path / RUNTIME).write_text(NOTHING_TO_INSTALL, encoding="utf-8")
    environment = Environment(tmp_path)
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    home = Path(sys.executable).parent
    version = ".".join(map(str, sys.version_info[:3]))
    configuration = f"home = {home}\nversion = {version}\n"
    (environment.folder / "pyvenv.cfg").write_text(configuration, encoding="utf-8")
    environment._write_stamp({RUNTIME: fingerprint(tmp_path / RUNTIME), "python": version})
    return tmp_path


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("vide")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))


def test_a_made_environment_is_current_and_runs(made: Path) -> None:
    environment = Environment(made)
    assert environment.is_current(RUNTIME)
    assert not environment.marker.exists()
    assert subprocess.run([str(environment.python), "-c", "import pip"]).returncode == 0


def test_a_second_start_says_and_does_nothing(
    made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no process is needed when the stamp is right")

    monkeypatch.setattr(subprocess, "run", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    Environment(made).ensure(RUNTIME)
    assert capsys.readouterr().out == ""


def test_a_stamp_is_stale_when_the_requirements_change(root: Path) -> None:
    environment = Environment(root)
    assert environment.is_current(RUNTIME)
    (root / RUNTIME).write_text("segno==1.6.6\n", encoding="utf-8")
    assert not environment.is_current(RUNTIME)


def test_line_endings_do_not_make_a_stamp_stale(root: Path) -> None:
    (root / RUNTIME).write_bytes(NOTHING_TO_INSTALL.replace("\n", "\r\n").encode())
    assert Environment(root).is_current(RUNTIME)


def test_each_requirement_file_has_its_own_stamp(root: Path) -> None:
    (root / CHECKS).write_text(NOTHING_TO_INSTALL, encoding="utf-8")
    environment = Environment(root)
    assert environment.is_current(RUNTIME)
    assert not environment.is_current(CHECKS)


def test_an_interrupted_installation_is_not_current(root: Path) -> None:
    environment = Environment(root)
    environment.marker.touch()
    assert not environment.is_current(RUNTIME)


def test_an_environment_whose_python_was_uninstalled_is_not_current(root: Path) -> None:
    environment = Environment(root)
    configuration = environment.folder / "pyvenv.cfg"
    configuration.write_text(f"home = {root / 'parti'}\nversion = 3.11.0\n", encoding="utf-8")
    assert not environment.is_current(RUNTIME)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"requirements.txt": 3}'])
def test_a_damaged_stamp_is_no_stamp(root: Path, content: str) -> None:
    environment = Environment(root)
    environment.stamp.write_text(content, encoding="utf-8")
    assert not environment.is_current(RUNTIME)


def test_an_interrupted_installation_is_removed_and_made_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / RUNTIME).write_text(NOTHING_TO_INSTALL, encoding="utf-8")
    environment = Environment(tmp_path)
    environment.folder.mkdir()
    environment.marker.touch()
    (environment.folder / "reste").touch()
    environment.ensure(RUNTIME)
    assert "n’est pas allée au bout" in capsys.readouterr().out
    assert not (environment.folder / "reste").exists()
    assert environment.is_current(RUNTIME)


@pytest.mark.usefixtures("no_network")
def test_a_first_installation_that_fails_is_a_sentence_and_leaves_no_stamp(made: Path) -> None:
    (made / CHECKS).write_text(NOT_TO_BE_FOUND, encoding="utf-8")
    environment = Environment(made)
    with pytest.raises(Problem, match="Une bibliothèque n’existe pas pour cet ordinateur"):
        environment.ensure(CHECKS)
    assert not environment.is_current(CHECKS)
    assert "absente" in environment.log.read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_network")
def test_what_could_not_be_added_does_not_cost_what_was_installed(made: Path) -> None:
    (made / CHECKS).write_text(NOT_TO_BE_FOUND, encoding="utf-8")
    environment = Environment(made)
    with pytest.raises(Problem):
        environment.ensure(CHECKS)
    assert environment.is_current(RUNTIME)


def test_an_update_that_fails_keeps_what_was_installed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / RUNTIME).write_text("segno==1.6.6\n", encoding="utf-8")
    unreachable = (1, "ERROR: NewConnectionError: getaddrinfo failed")
    monkeypatch.setattr(Environment, "run_pip", lambda *_, **__: unreachable)
    environment = Environment(root)
    environment.ensure(RUNTIME)
    text = capsys.readouterr().out
    assert "la version précédente est utilisée" in text
    assert "le réseau ne répond pas" in text
    assert not environment.marker.exists()
    # It will be tried again at the next start.
    assert not environment.is_current(RUNTIME)


def test_a_full_disk_does_not_cost_the_version_that_is_installed(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / RUNTIME).write_text("segno==1.6.6\n", encoding="utf-8")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**11, 10**11, 300_000_000))
    environment = Environment(root)
    environment.ensure(RUNTIME)
    said = capsys.readouterr().out
    assert "la version précédente est utilisée" in said
    assert "0,3 Go" in said
    # One that was left half made is no version to go on with.
    environment.marker.touch()
    with pytest.raises(Problem, match="0,3 Go"):
        environment.ensure(RUNTIME)


@pytest.fixture
def on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment as Windows lays it out, under a person's name with accents and spaces."""
    monkeypatch.setattr(sys, "platform", "win32")
    root = tmp_path / "Élodie d'Arc & Cie" / "OneDrive - Collectivité"
    root.mkdir(parents=True)
    return Environment(root)


def test_on_windows_the_interpreter_is_in_scripts_and_its_configuration_names_its_home(
    on_windows: Environment,
) -> None:
    assert on_windows.python.relative_to(on_windows.root).as_posix() == ".venv/Scripts/python.exe"
    on_windows.python.parent.mkdir(parents=True)
    on_windows.python.touch()
    assert not on_windows._python_works()
    home = f"home = {on_windows.root.parent}\r\nversion = 3.13.2\r\n"
    (on_windows.folder / "pyvenv.cfg").write_bytes(home.encode())
    assert on_windows._python_works()
    assert on_windows.minor == "3.13"


def test_a_folder_that_an_open_window_holds_is_a_sentence(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What Windows answers for a file that a program uses.
    held = PermissionError(13, "Le processus ne peut pas accéder au fichier")
    monkeypatch.setattr(shutil, "rmtree", lambda _: (_ for _ in ()).throw(held))
    environment = Environment(root)
    environment.marker.touch()
    with pytest.raises(Problem) as problem:
        environment.ensure(RUNTIME)
    assert "n’a pas pu être supprimé (Le processus ne peut pas accéder au fichier)" in str(problem.value)
    assert "Fermez les autres fenêtres du tableau de bord" in str(problem.value)


def test_without_ensurepip_nor_pip_the_sentence_says_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_has_pip", lambda _: False)
    with pytest.raises(Problem, match=r"sudo apt install python3\.\d+-venv"):
        Environment(root)._pip()


def test_without_ensurepip_the_pip_of_the_system_serves(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = Environment(root)
    monkeypatch.setattr(module, "_has_pip", lambda python: str(python) == module.base_python())
    assert environment._pip() == [module.base_python(), "-m", "pip", "--python", str(environment.python)]


def test_two_installations_at_once_are_refused(root: Path) -> None:
    lock = root / ".venv.lock"
    refused = pytest.raises(Problem, match="déjà en cours dans ce dossier")
    with exclusive(lock), refused, exclusive(lock):
        pass
    with exclusive(lock):
        pass


def test_a_missing_requirement_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="le dossier est incomplet"):
        fingerprint(tmp_path / RUNTIME)


def test_child_processes_are_in_utf_8_and_forget_what_was_set_for_another_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/ailleurs")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    variables = Environment(tmp_path).variables(CEP_HOME="/essai")
    assert variables["PYTHONUTF8"] == "1"
    assert variables["CEP_HOME"] == "/essai"
    assert not {"PYTHONHOME", "PYTHONDONTWRITEBYTECODE"} & set(variables)
