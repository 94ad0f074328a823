"""PDF that would unpack to gigabytes: refused from how they are packed, before the library opens them."""

import base64
import zlib
from collections.abc import Callable
from functools import cache

import pytest

from data.imports.pdf_bounds import PdfTooLarge, check_unpacked

TOO_LARGE = "occupe trop de place une fois décomprimé"
FLATE = b"/Filter/FlateDecode"


@cache
def zeros(count: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(10**6)) for _ in range(count // 10**6)) + packer.flush()


@cache
def lzw_of_zeros(count: int) -> bytes:
    """So many zeros as LZW: each code stands for one zero more than the code before."""
    packed = written = left = 0
    out, width = bytearray(), 9
    while written < count:
        codes = [(256, width), (0, 9)]
        written += 1
        for code in range(258, 4095):
            if written >= count:
                break
            codes.append((code, 9 + sum(code + 1 >= limit for limit in (512, 1024, 2048))))
            written += code - 256
        for code, width in codes:
            packed, left = packed << width | code, left + width
            while left >= 8:
                left -= 8
                out.append(packed >> left & 255)
            packed &= (1 << left) - 1
    return bytes(out) + bytes([packed << 8 - left & 255])


def pdf(words: bytes, packed: bytes, line: bytes = b"stream\n") -> bytes:
    return b"%PDF-1.5\n4 0 obj<<" + words + b">>" + line + packed + b"\nendstream endobj\n"


# Packed when a test asks for them: they would be by all that reads this file.
BOMBS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "a line that ends as on a Macintosh": lambda: (pdf(FLATE, zeros(310_000_000), b"stream\r"), TOO_LARGE),
    "words after the word": lambda: (pdf(FLATE, zeros(310_000_000), b"stream 1 0 obj\n"), TOO_LARGE),
    "written in letters": lambda: (
        pdf(b"/Filter[/ASCII85Decode /FlateDecode]", base64.a85encode(zeros(310_000_000)) + b"~>"),
        TOO_LARGE,
    ),
    "written in figures": lambda: (
        pdf(b"/Filter [/AHx/Fl]", zeros(310_000_000).hex().encode() + b">"),
        TOO_LARGE,
    ),
    "another packing": lambda: (pdf(b"/Filter/LZWDecode", lzw_of_zeros(310_000_000)), TOO_LARGE),
    "packed objects": lambda: (pdf(b"/Type/ObjStm" + FLATE, zeros(21_000_000)), TOO_LARGE),
    "packed twice": lambda: (
        pdf(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(zeros(10**6))),
        "deux fois",
    ),
    "a name in numbers": lambda: (
        pdf(b"/Filter[/#46lateDecode/Fl]", zlib.compress(zeros(10**6))),
        "deux fois",
    ),
    "packed as said elsewhere": lambda: (pdf(b"/Filter 7 0 R", zlib.compress(b"0")), "dit ailleurs"),
    "protected": lambda: (pdf(FLATE, b"") + b"trailer<</Encrypt 5 0 R>>", "est protégé"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_pdf_that_would_take_gigabytes_is_refused_whatever_the_way_it_is_packed(bomb: str) -> None:
    content, why = BOMBS[bomb]()
    assert len(content) < 1_000_000
    with pytest.raises(PdfTooLarge, match=why):
        check_unpacked(content)


@pytest.mark.parametrize(
    "content",
    [
        lambda: pdf(FLATE, zeros(10_000_000)),
        lambda: pdf(b"/Type/ObjStm" + FLATE, zeros(10_000_000)),
        lambda: pdf(b"/Filter/LZWDecode", lzw_of_zeros(10_000_000)),
        lambda: pdf(b"/Filter[/ASCII85Decode/FlateDecode]", base64.a85encode(zeros(10_000_000)) + b"~>"),
        lambda: pdf(b"/Filter[/FlateDecode/DCTDecode]", zlib.compress(b"\xff\xd8")),
        lambda: pdf(b"/Filter/DCTDecode", bytes(range(256)) * 1000),
        lambda: pdf(b"", b"0 0 200 200 re f"),
    ],
)
def test_a_pdf_packed_as_programs_do_is_let_in(content: Callable[[], bytes]) -> None:
    check_unpacked(content())
