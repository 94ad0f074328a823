"""The folder and the computer, judged before anything is installed."""

import re
import shutil
from collections import namedtuple
from importlib import metadata
from pathlib import Path

import pytest

from launch.console import Problem
from launch.surroundings import (
    LONGEST_INSIDE,
    check_before_install,
    check_length,
    is_supported,
    synchronised_by,
    warn_about_folder,
)

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (r"C:\Users\agent\OneDrive\cep", "OneDrive"),
        (r"C:\Users\agent\OneDrive - Collectivité\Documents\cep", "OneDrive"),
        ("/Users/agent/Library/CloudStorage/OneDrive-Collectivite/cep", "OneDrive"),
        ("/home/agent/Dropbox/cep", "Dropbox"),
        ("/Users/agent/Library/Mobile Documents/com~apple~CloudDocs/cep", "iCloud"),
        ("/home/agent/cep", None),
        # A name that merely begins like the service is another folder.
        ("/home/agent/onedrives-anciens/cep", None),
    ],
)
def test_a_synchronised_folder_is_recognised_by_its_path(folder: str, service: str | None) -> None:
    assert synchronised_by(Path(folder), environ={}) == service


def test_onedrive_is_recognised_where_windows_says_it_is_whatever_its_name() -> None:
    environ = {"OneDriveCommercial": r"D:\Nuage"}
    assert synchronised_by(Path(r"d:\nuage\cep"), environ) == "OneDrive"
    assert synchronised_by(Path(r"d:\nuages\cep"), environ) is None


def test_a_synchronised_folder_is_a_warning_that_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    warn_about_folder(Path("/home/agent/OneDrive/cep"))
    text = capsys.readouterr().out
    assert "synchronisé par OneDrive" in text
    assert "Déplacez-le" in text


@pytest.mark.parametrize(
    ("system", "machine", "macos", "expected"),
    [
        ("Windows", "AMD64", "", True),
        ("Linux", "x86_64", "", True),
        ("Darwin", "arm64", "14.5", True),
        ("Darwin", "arm64", "13.6", False),
        ("Darwin", "x86_64", "14.5", False),
        ("Windows", "ARM64", "", False),
        ("Linux", "aarch64", "", False),
    ],
)
def test_supported_systems_are_those_with_ready_made_libraries(
    system: str, machine: str, macos: str, expected: bool
) -> None:
    assert is_supported(system, machine, macos) is expected


def test_a_full_disk_is_refused_with_what_is_left_and_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**11, 10**11, 300_000_000))
    with pytest.raises(Problem) as problem:
        check_before_install(tmp_path)
    assert "0,3 Go" in str(problem.value)
    assert "1,1 Go" in str(problem.value)
    assert "demande 1,6" in str(problem.value)


def test_room_enough_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**11, 0, 10**11))
    check_before_install(tmp_path)


def test_a_folder_too_deep_for_windows_is_refused_before_anything_is_written() -> None:
    users = r"C:\Users\agent\OneDrive - Collectivité territoriale\Documents\Numérique\Réunions 2026\cep"
    deep = Path(users.ljust(90, "x"))
    with pytest.raises(Problem) as problem:
        check_length(deep, long_paths=False)
    assert "a 90 caractères, Windows en refuse ici plus de 89" in str(problem.value)
    assert str(deep) in str(problem.value)
    assert r"C:\cep" in str(problem.value)
    check_length(Path(str(deep)[:89]), long_paths=False)
    check_length(deep, long_paths=True)


def test_no_library_writes_a_longer_path_than_the_one_counted_with() -> None:
    lock = (Path(__file__).resolve().parents[2] / "requirements.txt").read_text(encoding="utf-8")
    longest = ""
    for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE):
        try:
            files = metadata.distribution(name).files or []
        except metadata.PackageNotFoundError:
            # For another system.
            continue
        for file in map(str, files):
            compiled = re.sub(r"([^/]+)\.py$", r"__pycache__/\1.cpython-313.pyc", file)
            longest = max(longest, compiled, key=len)
    assert len(longest) > 100
    # The one of the folder itself counts too, up to the separator before .venv.
    assert len(rf"\.venv\Lib\site-packages\{longest}") <= LONGEST_INSIDE, longest
