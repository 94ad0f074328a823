"""The table of limits that a run of measures ends with."""

from __future__ import annotations

from typing import Any

from tests.bench.limits import LINES


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not LINES:
        return
    terminalreporter.write_sep("-", "limites")
    for what, ours, theirs, most in LINES:
        ratio = ours / theirs
        verdict = "tenue" if ratio <= most else f"dépassée de {100 * (ratio / most - 1):.0f} %"
        terminalreporter.write_line(
            f"{what:<44} {ratio:5.2f} x (au plus {most})  {ours:.3f} / {theirs:.3f}  {verdict}"
        )
