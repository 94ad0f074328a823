"""What the server has loaded before anybody comes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from websockets.sync.client import connect

from launch import network, serve

ROOT = Path(__file__).parents[1]

VISIT = """
import os
import sys
from streamlit.testing.v1 import AppTest
import server
server.prepare()
ready = set(sys.modules)
app = AppTest.from_file(os.path.abspath("app.py"), default_timeout=60).run()
app.session_state["q"] = "fibre"
assert not app.run().exception
for page in ("sector", "maturity", "training", "skills", "recommendations", "plan", "datasets", "meeting"):
    assert not app.switch_page(f"pages/{page}/page.py").run().exception
    app.session_state["projection"] = True
    assert not app.run().exception
    app.session_state["projection"] = False
late = set(sys.modules) - ready
print("late:", *sorted(name for name in late if "." not in name or name.startswith(("components", "data"))))
"""


def test_a_meeting_imports_nothing_more_once_the_server_has_started(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=ROOT,
        env={**os.environ, "CEP_HOME": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1].split() == ["late:"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT ne s’y envoie pas à un seul processus")
def test_as_it_is_launched_it_offers_no_agent_api_and_stops_at_once_under_an_open_page(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = f"127.0.0.1:{port}"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    process = subprocess.Popen(
        serve.command(Path(sys.executable), port, network.HERE),
        cwd=ROOT,
        env={**os.environ, "CEP_HOME": str(tmp_path), "PYTHONUTF8": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError):
                direct.open(f"http://{here}/_stcore/health", timeout=5).close()
                break
            time.sleep(0.1)
        agent = urllib.request.Request(
            f"http://{here}/_stcore/agent/interact", b"{}", {"Content-Type": "application/json"}
        )
        with pytest.raises(urllib.error.HTTPError, match="403") as refused:
            direct.open(agent, timeout=30)
        assert "not_available" in refused.value.read().decode()
        with connect(f"ws://{here}/_stcore/stream", origin=f"http://{here}", proxy=None):
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=serve.STOP_SECONDS)
    finally:
        process.kill()
    assert process.returncode == 0
    assert errors.decode().strip() == ""
