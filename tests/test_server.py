"""What the server has loaded before anybody comes."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

VISIT = """
import os
import sys
from streamlit.testing.v1 import AppTest
import server
server.prepare()
ready = set(sys.modules)
app = AppTest.from_file(os.path.abspath("app.py"), default_timeout=60).run()
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
