"""Pictures that people bring: measured from their header, and drawn no larger than a screen needs."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from data.french.formats import number
from data.french.typography import french

if TYPE_CHECKING:
    from PIL.Image import Image

# A scan of an A4 sheet at 600 dots an inch has 35 million pixels; decoded, 40 million take 160 MB.
MOST_PIXELS = 40_000_000
MOST_SIDE = 20_000


class PictureTooLarge(ValueError):
    """A picture of more pixels than this computer should decode; the text is a French sentence's end."""

    def __init__(self, found: str) -> None:
        super().__init__(
            french(
                f"{found} pixels : attendu au plus {MOST_PIXELS // 1_000_000} millions de pixels "
                f"et {number(MOST_SIDE)} de côté"
            )
        )


def check_pixels(width: int, height: int) -> None:
    """Raise PictureTooLarge unless a picture of this size may be decoded."""
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise PictureTooLarge(f"{number(width)} × {number(height)}")


def opened(content: bytes) -> Image:
    """The picture, its header read and nothing decoded. Raises PictureTooLarge, or OSError."""
    from PIL import Image

    # Pillow warns, then refuses, in English and above our own bound.
    warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(content))
    except Image.DecompressionBombError as error:
        raise PictureTooLarge("plus de 170 millions de") from error
    check_pixels(*image.size)
    return image


def fitted(content: bytes, most: tuple[int, int]) -> bytes:
    """The picture itself when it fits in ``most`` (width, height), else a smaller one in the same format."""
    from PIL import ImageOps

    with opened(content) as image:
        if image.width <= most[0] and image.height <= most[1]:
            return content
        kind = image.format or "PNG"
        # A JPEG is decoded at a half, a quarter or an eighth: a fraction of the memory.
        image.draft("RGB", most)
        smaller = ImageOps.exif_transpose(image)
        smaller.thumbnail(most)
        if kind == "JPEG":
            smaller = smaller.convert("RGB")
        drawn = io.BytesIO()
        smaller.save(drawn, kind)
    return drawn.getvalue()
