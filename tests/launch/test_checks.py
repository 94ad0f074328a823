"""What `python run.py test` runs and says at the end."""

import argparse
import os
import subprocess
from pathlib import Path

import pytest

from launch import browser, checks, datasets
from launch.environment import Environment

MARKED = "pytest.mark." + "browser"


@pytest.fixture
def run_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, list[object]]:
    """Run nothing: note the command and the variables of each step."""
    noted: dict[str, list[object]] = {"commands": [], "homes": [], "browsers": []}

    def note(
        command: tuple[str, ...], cwd: Path, env: dict[str, str], **_: object
    ) -> "subprocess.CompletedProcess[str]":
        noted["commands"].append(list(command[1:]))
        noted["homes"].append(env["CEP_HOME"])
        noted["browsers"].append(env.get("CEP_CHROMIUM"))
        return subprocess.CompletedProcess(command, 1 if "mypy" in command else 0, stdout="lu")

    monkeypatch.setattr(Environment, "ensure", lambda *_: None)
    monkeypatch.setattr(datasets, "ensure", lambda _: True)
    monkeypatch.setattr(browser, "find_or_fetch", lambda _: tmp_path / "chromium")
    monkeypatch.setattr(subprocess, "run", note)
    return noted


def test_every_check_runs_even_when_one_fails_and_the_tests_come_last(
    run_steps: dict[str, list[object]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = checks.run(argparse.Namespace(complet=False), tmp_path)
    commands = [" ".join(map(str, command)) for command in run_steps["commands"]]  # type: ignore[call-overload]
    # Those that only read the code are played two at a time, and said in their order.
    assert len(commands) == 8
    for word in ("ruff format --check", "ruff check", "mypy", "vulture", "importlinter"):
        assert [word in command for command in commands].count(True) == 1
        assert not any(word in command for command in commands[6:])
    # The tests are compiled before they are played, by one process.
    assert ["--collect-only" in command for command in commands].index(True) < 6
    # One kind of tests is played after the other, and each keeps its own list of what failed.
    others, in_browser = commands[6:]
    assert "not browser" in others
    assert "not browser" not in in_browser
    assert "cache_dir" not in others
    assert "cache_dir" in in_browser
    # More than two browsers on two cores make waits expire.
    assert "-n 2" in in_browser
    assert code == 1
    said = capsys.readouterr().out.rstrip().splitlines()
    assert [line.split()[0] for line in said if line.startswith("[")] == [f"[{n}/7]" for n in range(1, 8)]
    assert said[-1].startswith("À corriger\u202f: types (")


def test_no_test_in_a_browser_is_anywhere_but_where_they_are_played() -> None:
    tests = Path(__file__).parents[1]
    drivers = [path.relative_to(tests) for path in tests.rglob("*.py") if MARKED in path.read_text("utf-8")]
    assert len(drivers) > 10
    assert [path for path in drivers if path.parts[0] != "browser"] == []


@pytest.fixture
def failing_once(
    run_steps: dict[str, list[object]], monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[object]]:
    """The tests fail; when they are played again, the code in ``run_steps["second"]`` comes back."""
    run_steps["second"] = [0]

    def play(
        command: tuple[str, ...], cwd: Path, env: dict[str, str], **_: object
    ) -> "subprocess.CompletedProcess[str]":
        run_steps["commands"].append(list(command[1:]))
        again = "--last-failed" in command
        code = run_steps["second"][0] if again else int("pytest" in command)
        return subprocess.CompletedProcess(command, code, stdout="")  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess, "run", play)
    return run_steps


def test_at_a_desk_failed_tests_are_played_once_more_and_the_result_says_so(
    failing_once: dict[str, list[object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert checks.run(argparse.Namespace(complet=False), tmp_path) == 0
    assert failing_once["commands"][-2:] == [list(checks.AGAIN), [*checks.AGAIN, *checks.OWN_CACHE]]
    said = capsys.readouterr().out
    assert "Second essai des tests en échec" in said
    assert "tests (certains au second essai seulement, nommés ci-dessus)" in said.splitlines()[-1]


def test_what_fails_twice_is_a_failure(
    failing_once: dict[str, list[object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    failing_once["second"] = [1]
    assert checks.run(argparse.Namespace(complet=False), tmp_path) == 1


def test_in_continuous_integration_a_test_has_no_second_try(
    failing_once: dict[str, list[object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CI", "true")
    assert checks.run(argparse.Namespace(complet=False), tmp_path) == 1
    assert not any("--last-failed" in command for command in failing_once["commands"])  # type: ignore[operator]
    assert "À corriger\u202f: tests, tests de navigateur (" in capsys.readouterr().out.splitlines()[-1]


def test_the_full_run_adds_measures_on_their_own(run_steps: dict[str, list[object]], tmp_path: Path) -> None:
    checks.run(argparse.Namespace(complet=True), tmp_path)
    assert ["-m", "pytest", "-m", "bench or soak"] in run_steps["commands"]
    assert "bench or soak" not in run_steps["commands"][-1]  # type: ignore[operator]


def test_checks_write_in_a_home_of_their_own_that_is_removed(
    run_steps: dict[str, list[object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "vrai"))
    checks.run(argparse.Namespace(complet=False), tmp_path)
    homes = {str(home) for home in run_steps["homes"]}
    assert len(homes) == 1
    assert not Path(homes.pop()).exists()
    assert str(tmp_path / "vrai") not in homes
    assert set(run_steps["browsers"]) == {str(tmp_path / "chromium")}


def test_a_missing_browser_is_said_and_is_a_failure_only_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert checks.conclude([], has_browser=False, seconds=60.7) == 0
    text = capsys.readouterr().out
    assert "Tests de navigateur non joués" in text
    assert "1 min 01 s" in text
    monkeypatch.setenv("CI", "true")
    assert checks.conclude([], has_browser=False, seconds=61) == 1
    assert "À corriger\u202f: navigateur absent" in capsys.readouterr().out


def test_tests_never_see_the_users_own_data() -> None:
    # Set by conftest.py, also when pytest is run by hand.
    assert Path(os.environ["CEP_HOME"]).name.startswith("cep-test-home-")
