"""The pictures of README.md are those that the command takes."""

import re
import struct
from pathlib import Path
from unittest.mock import MagicMock

from launch.in_environment.images import PICTURES, WIDTH, take_views, views
from pages.registry import PAGES

ROOT = Path(__file__).resolve().parents[2]


def test_every_picture_of_the_documents_is_one_that_the_command_takes() -> None:
    shown = re.findall(r"docs/images/([\w.-]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown
    # What a newcomer sees first.
    assert shown[0] == "synthese.png"
    assert {path.name for path in (ROOT / "docs" / "images").iterdir()} == {
        f"{name}.png" for name in PICTURES
    }
    assert set(shown) <= {f"{name}.png" for name in PICTURES}


def test_pictures_have_the_size_of_their_window() -> None:
    sizes = {}
    for name in PICTURES:
        head = (ROOT / "docs" / "images" / f"{name}.png").read_bytes()[16:24]
        sizes[name] = struct.unpack(">II", head)
    assert sizes == {name: (WIDTH, height) for name, (_, height) in PICTURES.items()}


def test_every_view_is_taken_whole_in_four_windows_and_on_a_laptop_in_the_dark(tmp_path: Path) -> None:
    browser = MagicMock()
    page = browser.new_page.return_value
    page.evaluate.return_value = 1500
    take_views(browser, "http://here", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "1366x768-light", "1920x1080-light", "1024x768-light", "390x844-light", "1366x768-dark"
    }  # fmt: skip
    known = {(page.path, view.slug) for page in PAGES.values() for view in page.views}
    assert len(views()) == len(known)
    assert {"secteur-territoires": "/secteur?vue=territoires", "synthese": "/"}.items() <= views().items()
    taken = [call.kwargs["path"] for call in page.screenshot.call_args_list]
    on_a_phone = {path.name for path in taken if path.parent.name == "390x844-light"}
    assert on_a_phone == {f"{name}.png" for name in views()}
    assert len(taken) == 5 * len(known)
    # A view of 1500 pixels is seen to its end, then the window is a window again.
    sizes = [call.args[0] for call in page.set_viewport_size.call_args_list[:2]]
    assert sizes == [{"width": 1366, "height": 1500}, {"width": 1366, "height": 768}]
