"""Take the pictures of README.md in a Chromium: `python -m launch.in_environment.images URL FOLDER`."""

import os
import sys
from pathlib import Path

# Name of the file: address, and height of the window, whose width is that of a laptop.
PICTURES = {"synthese": ("/", 600)}
WIDTH = 1366
# The script has ended and every chart is drawn.
DRAWN = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
  && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every(
    chart => chart.querySelector('canvas, svg'))
  && document.fonts.status === 'loaded'"""
# A map settles after it is drawn.
SETTLED_MS = 1500


def take(url: str, folder: Path, chromium: str) -> None:
    """Write one PNG a picture under ``folder``, in the light theme."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (path, height) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": WIDTH, "height": height}, color_scheme="light", locale="fr-FR"
            )
            page.goto(url + path)
            page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
            page.wait_for_function(DRAWN, timeout=60_000)
            page.wait_for_timeout(SETTLED_MS)
            page.screenshot(path=folder / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]), os.environ["CEP_CHROMIUM"])
