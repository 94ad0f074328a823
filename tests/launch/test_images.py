"""The pictures of README.md are those that the command takes."""

import re
import struct
from pathlib import Path

from launch.in_environment.images import PICTURES, WIDTH

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
