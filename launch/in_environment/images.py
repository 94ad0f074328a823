"""Take pictures in a Chromium: `python -m launch.in_environment.images URL FOLDER [FOLDER OF THE VIEWS]`."""

import os
import re
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from components.screen.streamlit_internals import AT_REST, WHOLE_HEIGHT

# The public addresses, that `python -m pages.addresses` writes.
ADDRESSES = Path(__file__).parents[2] / "docs" / "adresses.md"
# Name of the file: address, and height of the window, whose width is that of a laptop.
PICTURES = {"synthese": ("/", 600)}
WIDTH = 1366
# The windows in which every view is looked at: a laptop, a wide screen, a tablet, a telephone.
TAKEN: tuple[tuple[tuple[int, int], Literal["light", "dark"]], ...] = (
    ((1366, 768), "light"),
    ((1366, 768), "dark"),
    ((1920, 1080), "light"),
    ((1024, 768), "light"),
    ((390, 844), "light"),
)
# A map settles after it is drawn.
SETTLED_MS = 1500


def _drawn(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    page.wait_for_function(AT_REST, timeout=60_000)
    page.wait_for_timeout(SETTLED_MS)


def take(browser: Browser, url: str, folder: Path) -> None:
    """Write one PNG a picture of README.md under ``folder``, in the light theme."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (path, height) in PICTURES.items():
        page = browser.new_page(
            viewport={"width": WIDTH, "height": height}, color_scheme="light", locale="fr-FR"
        )
        _drawn(page, url + path)
        page.screenshot(path=folder / f"{name}.png")
        page.close()


def views() -> dict[str, str]:
    """Name of the file: address, for each view of each page."""
    found = re.findall(r"(?m)^\| .+ \| `(/[^`]*)` \|", ADDRESSES.read_text(encoding="utf-8"))
    return {"-".join(re.findall(r"[^/?=]+", path.replace("vue=", ""))) or "synthese": path for path in found}


def take_views(browser: Browser, url: str, folder: Path) -> None:
    """Write every view whole, as ``folder/<width>x<height>-<theme>/<page>-<view>.png``."""
    for (width, height), theme in TAKEN:
        drawer = folder / f"{width}x{height}-{theme}"
        drawer.mkdir(parents=True, exist_ok=True)
        page = browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=theme, locale="fr-FR"
        )
        for name, path in views().items():
            _drawn(page, url + path)
            # Streamlit scrolls its own box: the window is made as high as what is in it.
            page.set_viewport_size({"width": width, "height": max(height, page.evaluate(WHOLE_HEIGHT))})
            page.wait_for_function(AT_REST, timeout=60_000)
            page.wait_for_timeout(SETTLED_MS)
            page.screenshot(path=drawer / f"{name}.png")
            page.set_viewport_size({"width": width, "height": height})
        page.close()


def main(url: str, folder: str, views: str | None = None) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CEP_CHROMIUM"], args=["--no-sandbox"]
        )
        take(browser, url, Path(folder))
        if views:
            take_views(browser, url, Path(views))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
