"""Find a Chromium for the browser tests: the one of the computer, else the one Playwright can fetch."""

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from launch.console import say
from launch.environment import Environment

VARIABLE = "CEP_CHROMIUM"

# Edge is a Chromium too, and is on every Windows.
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_WINDOWS_BASES = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def find(environ: Mapping[str, str] = os.environ, system: str = platform.system()) -> Path | None:
    """Path of a Chromium, Chrome or Edge of this computer, or None.

    CEP_CHROMIUM comes first; if it names no file, nothing else is tried: whoever sets it wants that one.
    """
    if environ.get(VARIABLE):
        chosen = Path(environ[VARIABLE])
        return chosen if chosen.is_file() else None
    for name in _NAMES:
        found = shutil.which(name, path=environ.get("PATH", ""))
        if found:
            return Path(found)
    places: list[Path] = []
    if system == "Windows":
        places = [Path(environ[b]) / tail for tail in _WINDOWS for b in _WINDOWS_BASES if environ.get(b)]
    elif system == "Darwin":
        folders = [Path("/Applications"), Path(environ.get("HOME", "/")) / "Applications"]
        places = [folder / tail for tail in _MACOS for folder in folders]
    return next((place for place in places if place.is_file()), None)


def find_or_fetch(environment: Environment) -> Path | None:
    """Like `find`, then ask Playwright for its own Chromium. None when there is none and none came."""
    found = find()
    if found or os.environ.get(VARIABLE):
        return found
    fetched = _of_playwright(environment)
    if fetched:
        return fetched
    say("Ni Chromium ni Chrome sur cet ordinateur : Playwright va chercher le sien (150 Mo environ).")
    command = [str(environment.python), "-m", "playwright", "install", "chromium"]
    subprocess.run(command, cwd=environment.root, env=environment.variables())
    return _of_playwright(environment)


def _of_playwright(environment: Environment) -> Path | None:
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    result = subprocess.run(
        [str(environment.python), "-c", code],
        env=environment.variables(),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    path = Path(result.stdout.strip() or "absent")
    return path if path.is_file() else None
