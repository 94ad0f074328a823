"""The folder for a USB key: the exact libraries of each computer, whole or absent, installed offline."""

import argparse
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from launch import package
from launch.commands import parser
from launch.console import Problem
from launch.environment import RUNTIME, Environment
from launch.in_environment import lock
from launch.wheels import FOLDER, Target, carried, this_system

ROOT = Path(__file__).resolve().parents[2]
HERE = Target(this_system(), f"{sys.version_info[0]}.{sys.version_info[1]}")
LOCK = (ROOT / RUNTIME).read_text(encoding="utf-8")
TARGETS = [
    (system, python)
    for system in ("windows", "macos", "linux")
    for python in ("3.11", "3.12", "3.13", "3.14")
]


@pytest.mark.parametrize(("system", "python"), TARGETS)
def test_the_list_of_a_target_has_the_names_and_versions_of_the_lock(system: str, python: str) -> None:
    # Read by another way than the code's: every line of the lock that starts a pin.
    everything = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", LOCK, re.MULTILINE))
    # The lock's one condition that some system does not meet: watchdog, which macOS does without.
    expected = {
        name: version for name, version in everything.items() if (name, system) != ("watchdog", "macos")
    }
    pins = lock.read(LOCK, lock.environment_of(system, python))
    assert {pin.name: pin.version for pin in pins} == expected
    assert len(pins) == len(expected)


def test_the_list_of_this_computer_is_what_its_own_python_would_take() -> None:
    from packaging.markers import default_environment

    own = {**default_environment(), "extra": ""}
    guessed = lock.environment_of(HERE.system, HERE.python)
    assert lock.read(LOCK, own) == lock.read(LOCK, guessed)


def test_a_condition_keeps_or_drops_a_library_and_hashes_stay() -> None:
    text = (
        "un==1.0 ; sys_platform == 'win32' \\\n"
        f"    --hash=sha256:{'1' * 64} \\\n    --hash=sha256:{'2' * 64}\n"
        "    # via autre\n"
        f"Deux_Mots==2.0.post1 ; python_full_version < '3.12' \\\n    --hash=sha256:{'3' * 64}\n"
    )
    windows = lock.read(text, lock.environment_of("windows", "3.12"))
    assert windows == [lock.Pin("un", "1.0", (f"sha256:{'1' * 64}", f"sha256:{'2' * 64}"))]
    linux = lock.read(text, lock.environment_of("linux", "3.11"))
    assert [(pin.name, pin.version) for pin in linux] == [("deux-mots", "2.0.post1")]
    # What is written is read again the same, on any system: no condition is left.
    assert lock.read(lock.written(windows)) == windows


@pytest.mark.parametrize("line", ["un>=1.0 --hash=sha256:" + "1" * 64, "un==1.0", "un==1.* --hash=md5:1"])
def test_a_line_that_leaves_a_choice_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="attendu nom==version"):
        lock.read(line + "\n")


def test_a_folder_of_wheels_is_compared_by_name_and_version(tmp_path: Path) -> None:
    pins = [lock.Pin("un", "1.0", ("x",)), lock.Pin("deux-mots", "2.0", ("x",))]
    (tmp_path / "un-1.0-py3-none-any.whl").touch()
    (tmp_path / "deux_mots-2.1-cp313-cp313-win_amd64.whl").touch()
    (tmp_path / "trois-3.0.tar.gz").touch()
    assert lock.differences(pins, tmp_path) == [
        "manque deux-mots 2.0",
        "en trop deux-mots 2.1",
        "en trop trois-3.0.tar.gz qui n’est pas une bibliothèque",
    ]


def _options(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(["paquet", *arguments])


def test_the_windows_pythons_are_one_or_two_supported_ones() -> None:
    assert package.windows_pythons(_options()) == ["3.13"]
    assert package.windows_pythons(_options("--python", "3.12", "--python", "3.14")) == ["3.12", "3.14"]
    assert package.windows_pythons(_options("--sans-windows")) == []
    for refused in (
        ("--python", "3.10"),
        ("--python", "3"),
        ("--sans-windows", "--python", "3.12"),
        ("--python", "3.11", "--python", "3.12", "--python", "3.13"),
    ):
        with pytest.raises(Problem):
            package.windows_pythons(_options(*refused))


def test_everything_that_is_tracked_is_copied() -> None:
    """A new part of the application must be named in CONTENTS."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("copie sans git")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    left = [
        name
        for name in listed.stdout.split("\0")
        if name and not any(name == known or name.startswith(f"{known}/") for known in package.CONTENTS)
    ]
    assert left == []


def test_secrets_and_what_lies_about_are_not_copied(application: Path, tmp_path: Path) -> None:
    for name in (".streamlit/secrets.toml", "notes personnelles.txt", "data/__pycache__/x.pyc", ".venv/x"):
        (application / name).parent.mkdir(parents=True, exist_ok=True)
        (application / name).write_text("secret", encoding="utf-8")
    (application / ".streamlit/config.toml").write_text("[server]\n", encoding="utf-8")
    package.copy_application(application, tmp_path / "copie")
    copied = {
        path.relative_to(tmp_path / "copie").as_posix()
        for path in (tmp_path / "copie").rglob("*")
        if path.is_file()
    }
    assert ".streamlit/config.toml" in copied
    assert "launch/commands.py" in copied
    assert not any(
        "secret" in (tmp_path / "copie" / name).read_text("utf-8", "replace")[:6] for name in copied
    )


def test_an_incomplete_application_makes_no_package(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="incomplet"):
        package.copy_application(tmp_path, tmp_path / "copie")


def test_a_folder_that_exists_or_a_full_disk_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Problem, match="fait partie de l’application"):
        package.check_place(ROOT / "data" / "clé", ROOT, 1)
    (tmp_path / package.NAME).mkdir()
    with pytest.raises(Problem, match="existe déjà"):
        package.check_place(tmp_path, ROOT, 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: argparse.Namespace(free=700_000_000))
    with pytest.raises(Problem, match="pas assez de place"):
        package.check_place(tmp_path / "clé", ROOT, 2)
    assert "Place libre\u202f: 700 Mo. Place à prévoir\u202f: 720 Mo" in capsys.readouterr().out


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tiny wheels, made by hand, and what stands for the package index."""
    folder = tmp_path_factory.mktemp("index")
    for name, version in (("petite", "1.0"), ("seconde", "2.5")):
        _wheel(folder, name, version)
    return folder


@pytest.fixture
def application(tmp_path: Path, wheelhouse: Path) -> Path:
    """An application with the real launcher and two libraries, one of them for this system only."""
    root = tmp_path / "application"
    shutil.copytree(ROOT / "launch", root / "launch", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "run.py", root)
    for name in ("components", "data", "pages"):
        (root / name).mkdir()
        (root / name / "__init__.py").touch()
    for name in ("app.py", "server.py"):
        (root / name).write_text("import petite, seconde\n", encoding="utf-8")
    lines = [
        f"{wheel.name.split('-')[0]}=={wheel.name.split('-')[1]} \\\n    --hash=sha256:{_sha256(wheel)}\n"
        for wheel in sorted(wheelhouse.iterdir())
    ]
    lines.append(f"absente==1.0 ; python_full_version < '3' \\\n    --hash=sha256:{'0' * 64}\n")
    (root / RUNTIME).write_text("".join(lines), encoding="utf-8")
    return root


@pytest.fixture
def environment(application: Path, wheelhouse: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """The environment of these tests, for an application whose index is the folder of tiny wheels."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheelhouse))
    found = Environment(application)
    found.folder.mkdir()
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", found.folder)
    found.python = Path(sys.executable)
    return found


def test_a_package_is_made_whole_then_installs_with_the_network_cut(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = package.make(environment, [HERE, Target("windows", "3.13")], tmp_path / "clé usb")
    assert carried(made) == sorted([HERE.name, "windows-3.13"])
    for name in carried(made):
        assert sorted(path.name for path in (made / FOLDER / name).iterdir()) == [
            "petite-1.0-py3-none-any.whl",
            "seconde-2.5-py3-none-any.whl",
        ]
    assert {"Lancer.bat", "lancer.sh", "lancer.command", "LISEZ-MOI.txt"} <= {
        path.name for path in made.iterdir()
    }
    assert sorted(path.name for path in made.parent.iterdir()) == [package.NAME]
    # Nothing but the folder: no index, no other folder of wheels.
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.delenv("PIP_NO_INDEX")
    result = _install(made)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "sans Internet" in result.stdout
    assert "[2/3] seconde 2.5" in result.stdout
    python = Environment(made).python
    assert subprocess.run([str(python), "app.py"], cwd=made).returncode == 0


def test_a_library_changed_on_the_key_is_refused_and_said(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = package.make(environment, [HERE], tmp_path / "clé")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.delenv("PIP_NO_INDEX")
    wheel = made / FOLDER / HERE.name / "petite-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes() + b"x")
    with pytest.raises(Problem, match="incomplet ou abîmé"):
        Environment(made).ensure(RUNTIME)


def test_libraries_for_another_python_are_not_used_and_this_is_said(
    application: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (application / FOLDER / "windows-3.99").mkdir(parents=True)
    environment = Environment(application)
    environment.folder.mkdir()
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", environment.folder)
    assert environment._carried(RUNTIME) == ()
    said = capsys.readouterr().out
    assert f"windows-3.99, et non de {HERE.name}" in said
    assert "il faut Internet" in said


def test_a_download_that_fails_leaves_nothing_that_looks_like_a_package(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    place = tmp_path / "clé"
    place.mkdir()
    with pytest.raises(Problem, match="Une bibliothèque n’existe pas"):
        package.make(environment, [HERE], place)
    assert not (place / package.NAME).exists()
    assert not (place / package.UNFINISHED).exists()


def test_what_an_interrupted_run_left_is_replaced(environment: Environment, tmp_path: Path) -> None:
    left = tmp_path / "clé" / package.UNFINISHED / "roues"
    left.mkdir(parents=True)
    (left / "reste.whl").touch()
    made = package.make(environment, [HERE], tmp_path / "clé")
    assert not list(made.rglob("reste.whl"))
    assert not left.exists()


@pytest.fixture
def entrances(tmp_path: Path) -> Path:
    package.write_entrances(tmp_path, [HERE, Target("windows", "3.13"), Target("windows", "3.12")])
    return tmp_path


def test_the_file_to_double_click_is_one_that_cmd_reads(entrances: Path) -> None:
    content = (entrances / "Lancer.bat").read_bytes()
    text = content.decode("ascii")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "{" not in text
    # A jump to a label that is not there closes the window at once.
    called = set(re.findall(r"(?:goto|call) :?(\w+)", text)) - {"eof"}
    assert called == set(re.findall(r"^:(\w+)", text, re.MULTILINE))


def test_the_file_to_double_click_looks_for_py_then_python_then_the_usual_folders_not_the_store(
    entrances: Path,
) -> None:
    text = (entrances / "Lancer.bat").read_text(encoding="ascii")
    assert text.index("call :try_py") < text.index("where python") < text.index('"%ProgramFiles%"')
    assert text.index("WindowsApps") < text.index('"%~1" -c')
    assert "Versions dont ce dossier contient tout : 3.13, 3.12" in text
    assert "https://www.python.org/downloads/windows/" in text
    # Outside a quoted argument, cmd would take these signs for itself.
    shown = [line for line in text.splitlines() if re.match(r"(if defined \w+ )?echo[ .]", line)]
    assert len(shown) > 15
    assert [line for line in shown if re.search(r"[<>&|^%]", re.sub(r'"[^"]*"', "", line))] == []


def test_the_readme_names_the_computers_aimed_at(entrances: Path) -> None:
    content = (entrances / "LISEZ-MOI.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    text = content.decode("utf-8-sig")
    assert "  - Windows 64 bits, Python 3.13\r\n  - Windows 64 bits, Python 3.12" in text
    assert "https://www.python.org/downloads/" in text


@pytest.mark.skipif(sys.platform == "win32", reason="lancer.sh est pour macOS et Linux")
@pytest.mark.parametrize(
    ("pythons", "expected"),
    [
        (["python3"], "python3"),
        (["python3.10", "python3"], "python3"),
        ([f"python{HERE.python}", "python3"], f"python{HERE.python}"),
    ],
)
def test_the_script_takes_the_python_whose_libraries_are_here(
    entrances: Path, tmp_path: Path, pythons: list[str], expected: str
) -> None:
    (entrances / "run.py").write_text("import sys; print('lancé', *sys.argv[1:])", encoding="utf-8")
    result = _script(
        entrances, tmp_path, {name: f'echo {name} >&2; exec "{sys.executable}" "$@"' for name in pythons}
    )
    assert result.stdout == "lancé --port 9000\n"
    assert result.stderr.splitlines()[-1] == expected


@pytest.mark.skipif(sys.platform == "win32", reason="lancer.sh est pour macOS et Linux")
@pytest.mark.parametrize("pythons", [{}, {"python3": "exit 0"}, {"python": "exit 1", "python3.13": "exit 9"}])
def test_without_a_python_that_suits_the_script_says_how_to_get_one(
    entrances: Path, tmp_path: Path, pythons: dict[str, str]
) -> None:
    (entrances / "run.py").write_text("print('lancé')", encoding="utf-8")
    result = _script(entrances, tmp_path, pythons)
    assert result.returncode == 2
    assert "Il faut Python" in result.stdout
    assert "https://www.python.org/downloads/macos/" in result.stdout


@pytest.mark.soak
def test_the_real_package_of_this_computer_installs_and_serves_with_the_network_cut(tmp_path: Path) -> None:
    """About 300 MB to download and 1.1 GB to install: minutes."""
    environment = Environment(ROOT)
    if environment.minor != HERE.python:
        pytest.fail("ce test demande l’environnement du dossier")
    made = package.make(environment, [HERE], tmp_path / "clé")
    pins = lock.read(LOCK, lock.environment_of(HERE.system, HERE.python))
    assert lock.differences(pins, made / FOLDER / HERE.name) == []
    result = _install(made)
    assert result.returncode == 0, result.stdout + result.stderr
    check = "import server; server.prepare(); print('prêt')"
    ready = _offline([str(Environment(made).python), "-c", check], made)
    assert ready.stdout.strip() == "prêt", ready.stderr


def _install(made: Path) -> "subprocess.CompletedProcess[str]":
    """Install as run.py does, in a process without a network."""
    start = (
        "from pathlib import Path\n"
        "from launch.console import Problem\n"
        "from launch.environment import RUNTIME, Environment\n"
        "Environment(Path.cwd()).ensure(RUNTIME)\n"
    )
    return _offline([sys.executable, "-c", start], made)


def _offline(command: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run without a network: none at all where the system can cut it, else an index that is nowhere."""
    cut = [["unshare", "-n"], ["unshare", "-r", "-n"]] if shutil.which("unshare") else []
    cut = [words for words in cut if subprocess.run([*words, "true"], capture_output=True).returncode == 0]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    nowhere = "http://127.0.0.1:9/simple"
    return subprocess.run(
        [*(cut[0] if cut else []), *command],
        cwd=folder,
        env={**clean, "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": nowhere, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _script(folder: Path, tmp_path: Path, pythons: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run lancer.sh on a computer that has these Pythons only."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name in ("sh", "dirname", "uname", "env"):
        (commands / name).symlink_to(str(shutil.which(name)))
    for name, body in pythons.items():
        (commands / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (commands / name).chmod(0o755)
    return subprocess.run(
        ["sh", str(folder / "lancer.sh"), "--port", "9000"],
        env={"PATH": str(commands), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def _wheel(folder: Path, name: str, version: str) -> None:
    """Write the smallest wheel that pip accepts: a module of one line, and the three files about it."""
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = '{version}'\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: essai\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{path},sha256={_record(text)},{len(text.encode())}" for path, text in files.items()]
    files[f"{about}/RECORD"] = "\n".join([*rows, f"{about}/RECORD,,"]) + "\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)


def _record(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
