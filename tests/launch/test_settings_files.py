"""The files around the application: what is locked, what Streamlit is told, what a reader can see."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-oidc.txt"]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def _entries(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_pinned_and_hashed(lock: str) -> None:
    entries = _entries(lock)
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ ", entry), entry
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), entry


@pytest.mark.parametrize("name", LOCKS + [lock.replace(".txt", ".in") for lock in LOCKS])
def test_requirement_files_name_no_host_and_no_folder_of_a_machine(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for forbidden in (
        "://",
        "--index-url",
        "--find-links",
        "--trusted-host",
        "/home",
        "/root",
        "/tmp",
        ":\\",
    ):
        assert forbidden not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_holds_exactly_what_is_asked_for(lock: str) -> None:
    asked = (ROOT / lock.replace(".txt", ".in")).read_text(encoding="utf-8").lower()
    locked = {entry.split(" ")[0].lower() for entry in _entries(lock)}
    pins = re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)$", asked, re.M)
    assert pins
    for name, version in pins:
        assert any(
            re.fullmatch(rf"{re.escape(name)}(\[\w+\])?=={re.escape(version)}", pin) for pin in locked
        ), name


def test_one_environment_can_hold_the_application_its_checks_and_the_sign_in() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for entry in _entries(lock):
            name, _, version = entry.split(" ")[0].partition("==")
            versions.setdefault(name.partition("[")[0].lower(), set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_server_is_closed_and_discreet() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["server"]["enableCORS"] is True
    assert CONFIG["server"]["maxUploadSize"] == 20
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"
    assert CONFIG["client"]["disableDataExport"] is True


def test_streamlit_reads_the_settings_and_the_agent_api_is_off() -> None:
    code = (
        "from streamlit import config; config.get_config_options(); o = config.get_option\n"
        "print(o('server.enableAgentApi'), o('server.address'), o('browser.gatherUsageStats'))"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "127.0.0.1", "False"]
    assert "not a valid config option" not in result.stderr


def test_streamlit_knows_every_setting() -> None:
    from streamlit import config

    known = config.get_config_options()

    def names(table: dict[str, object], above: str = "") -> list[str]:
        found = []
        for name, value in table.items():
            path = f"{above}{name}"
            found += names(value, f"{path}.") if isinstance(value, dict) else [path]
        return found

    assert [name for name in names(CONFIG) if name not in known] == []


def test_the_theme_fetches_nothing() -> None:
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "://" not in text
    assert "fontFaces" not in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_legible(theme: str) -> None:
    colours = CONFIG["theme"][theme]
    background = colours["backgroundColor"]
    for other in (background, colours["secondaryBackgroundColor"]):
        assert _contrast(colours["textColor"], other) >= 7
        assert _contrast(colours["linkColor"], other) >= 4.5
        assert _contrast(colours["primaryColor"], other) >= 3
    # Streamlit writes in white on a primary button.
    assert _contrast(colours["primaryColor"], "#FFFFFF") >= 4.5
    for colour in colours["chartCategoricalColors"]:
        assert _contrast(colour, background) >= 3
    # With another number of colours, Streamlit ignores the scale.
    assert len(colours["chartSequentialColors"]) == len(colours["chartDivergingColors"]) == 10


def test_contrast_is_the_one_of_wcag() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert _contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
