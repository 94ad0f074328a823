"""The port, the start and the stop of the server."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch import serve
from launch.console import Problem
from launch.environment import Environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as listener:
        listener.bind((serve.ADDRESS, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_is_free_until_somebody_listens(taken: int) -> None:
    assert not serve.is_free(taken)
    assert serve.is_free(_free_port())


def test_a_port_asked_for_and_taken_is_refused_with_a_free_one(taken: int) -> None:
    with pytest.raises(Problem) as problem:
        serve.choose_port(str(taken))
    assert f"Le port {taken} est déjà pris" in str(problem.value)
    proposed = int(str(problem.value).rpartition("--port ")[2])
    assert serve.is_free(proposed)


def test_the_usual_port_taken_gives_the_next_free_one_and_says_so(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "PORT", taken)
    chosen = serve.choose_port(None)
    assert chosen > taken
    text = capsys.readouterr().out
    assert f"le port {taken} est déjà pris" in text
    assert f"Le port {chosen} est utilisé" in text


def test_no_free_port_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "is_free", lambda port, address: False)
    with pytest.raises(Problem, match="Aucun port n’est libre de 8501 à 8521"):
        serve.choose_port(None)


@pytest.mark.parametrize("asked", ["abc", "80", "65536", "-1", "", "²"])
def test_what_is_no_port_is_refused(asked: str) -> None:
    with pytest.raises(Problem, match="nombre de 1024 à 65535"):
        serve.choose_port(asked)


def test_a_browser_opens_only_where_there_is_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not serve._has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert serve._has_screen()


@pytest.fixture
def application(tmp_path: Path) -> Path:
    """A folder with a one-line application, whose environment is the one these tests run in."""
    (tmp_path / "app.py").write_text("import streamlit as st\nst.title('Essai')\n", encoding="utf-8")
    server = (
        "import sys\n"
        "from streamlit.web.cli import main\n"
        "sys.argv = ['streamlit', 'run', 'app.py', *sys.argv[1:]]\n"
        "main()\n"
    )
    (tmp_path / "server.py").write_text(server, encoding="utf-8")
    start = (
        "import sys\n"
        "from pathlib import Path\n"
        "from launch import serve\n"
        "from launch.console import Problem, prepare\n"
        "from launch.environment import Environment\n"
        "prepare()\n"
        f"environment = Environment(Path({str(tmp_path)!r}))\n"
        "environment.python = Path(sys.executable)\n"
        "try:\n"
        "    sys.exit(serve.serve(environment, int(sys.argv[1]), open_browser=False))\n"
        "except Problem as problem:\n"
        "    sys.exit(str(problem))\n"
    )
    (tmp_path / "start.py").write_text(start, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT ne s’y envoie pas à un seul processus")
@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM"])
def test_the_server_answers_then_stops_cleanly(application: Path, stop: str) -> None:
    port = _free_port()
    with _start(application, port) as launcher:
        lines = _until(launcher, "Ctrl+C")
        assert f"Le tableau de bord est prêt\u202f: http://127.0.0.1:{port}" in lines[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10) as answer:
            assert answer.read() == b"ok"
        launcher.send_signal(getattr(signal, stop))
        rest, errors = launcher.communicate(timeout=30)
    assert "Arrêt du tableau de bord." in rest
    assert launcher.returncode == 0
    assert "Traceback" not in errors
    assert serve.is_free(port)


def test_a_server_that_cannot_start_is_a_sentence(application: Path) -> None:
    (application / "app.py").unlink()
    with _start(application, _free_port()) as launcher:
        _, errors = launcher.communicate(timeout=60)
    assert launcher.returncode == 1
    assert "Le tableau de bord n’a pas démarré" in errors


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((serve.ADDRESS, 0))
        return int(probe.getsockname()[1])


def _start(application: Path, port: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(application / "start.py"), str(port)],
        cwd=application,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def _until(launcher: "subprocess.Popen[str]", words: str) -> list[str]:
    lines: list[str] = []
    assert launcher.stdout is not None
    for line in launcher.stdout:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError(f"ended before « {words} »: {lines}")


def test_without_a_browser_the_address_is_there_to_be_opened_by_hand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    class Ended:
        def wait(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: Ended())
    monkeypatch.setattr(serve, "stop", lambda _: None)
    monkeypatch.setattr(serve, "answers", lambda *_: True)
    monkeypatch.setattr(serve, "_has_screen", lambda: True)
    monkeypatch.setattr(serve.webbrowser, "open", lambda _: False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert serve.serve(Environment(tmp_path), 8599, open_browser=True) == 0
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8599" in said
    assert "Ouvrez cette adresse dans un navigateur." in said
