"""Where the browser of the browser tests is looked for."""

import sys
from pathlib import Path

import pytest

from launch import browser


def _program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    path.chmod(0o755)
    return path


def test_the_path_set_by_the_user_comes_first(tmp_path: Path) -> None:
    chosen = _program(tmp_path / "ailleurs" / "mon-chromium")
    _program(tmp_path / "bin" / "chromium")
    environ = {"CEP_CHROMIUM": str(chosen), "PATH": str(tmp_path / "bin")}
    assert browser.find(environ, "Linux") == chosen


def test_a_wrong_path_set_by_the_user_is_not_replaced_in_silence(tmp_path: Path) -> None:
    _program(tmp_path / "bin" / "chromium")
    environ = {"CEP_CHROMIUM": str(tmp_path / "absent"), "PATH": str(tmp_path / "bin")}
    assert browser.find(environ, "Linux") is None


@pytest.mark.skipif(sys.platform == "win32", reason="un exécutable y a une extension")
def test_a_browser_on_the_path_is_found(tmp_path: Path) -> None:
    chrome = _program(tmp_path / "google-chrome")
    assert browser.find({"PATH": str(tmp_path)}, "Linux") == chrome


def test_chrome_is_found_in_program_files(tmp_path: Path) -> None:
    chrome = _program(tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe")
    environ = {"PATH": str(tmp_path / "vide"), "PROGRAMFILES": str(tmp_path)}
    assert browser.find(environ, "Windows") == chrome


def test_edge_serves_on_a_windows_without_chrome(tmp_path: Path) -> None:
    edge = _program(tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe")
    environ = {"PATH": str(tmp_path / "vide"), "PROGRAMFILES(X86)": str(tmp_path)}
    assert browser.find(environ, "Windows") == edge


def test_chrome_is_found_in_the_applications_of_a_mac_user(tmp_path: Path) -> None:
    place = _program(tmp_path / "Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    found = browser.find({"PATH": str(tmp_path / "vide"), "HOME": str(tmp_path)}, "Darwin")
    # On a Mac that has one for everybody, that one comes first.
    assert found == place or str(found).startswith("/Applications/")


def test_no_browser_is_none(tmp_path: Path) -> None:
    assert browser.find({"PATH": str(tmp_path)}, "Linux") is None
