"""How large a PDF is once unpacked: counted stream after stream, before the library that draws it opens it.

That library asks for the memory a stream wants, and ends the whole process when there is none.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

# A file of 20 MB of scans unpacks to a fraction of this; a bomb of 1 MB, to three times as much.
MOST_BYTES = 300_000_000
# Objects kept packed are all read at once, each number of them in twenty times its own bytes.
MOST_BYTES_OF_OBJECTS = 20_000_000

# What follows the word on its line is skipped by readers.
_STREAM = re.compile(rb"(?<!end)stream[^\r\n]*(?:\r\n?|\n)")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+|\d+\s+\d+\s+R)")
_PROTECTED = re.compile(rb"/Encrypt\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE, _LZW = (b"FlateDecode", b"Fl"), (b"LZWDecode", b"LZW")
_PACKING = (*_FLATE, *_LZW, b"RunLengthDecode", b"RL")
_HEXADECIMAL, _BASE_85 = (b"ASCIIHexDecode", b"AHx"), (b"ASCII85Decode", b"A85")
_STEP = 1_000_000


class PdfTooLarge(ValueError):
    """A PDF that unpacks beyond the bounds, or cannot be measured: ``str(error)`` says which."""


def check_unpacked(content: bytes) -> None:
    """Raise PdfTooLarge when the streams packed in this PDF hold too much, or cannot be measured.

    The words before a stream tell how it is packed. All of those since the stream before are believed,
    whichever object they are in: what hides a word from this reading would hide it from the other too.
    """
    if _PROTECTED.search(_plain(content)):
        raise PdfTooLarge("est protégé, et ce qu’il contient ne peut pas être mesuré")
    left, left_of_objects, after = MOST_BYTES, MOST_BYTES_OF_OBJECTS, 0
    for found in _STREAM.finditer(content):
        said = _plain(content[after : found.end()])
        after = found.end()
        chains = [_names(chain) for chain in _FILTERS.findall(said)]
        of_objects = b"/ObjStm" in said
        for step in _unpacked(memoryview(content)[after:], chains):
            left -= step
            left_of_objects -= step if of_objects else 0
            if min(left, left_of_objects) < 0:
                raise PdfTooLarge("occupe trop de place une fois décomprimé")


def _plain(words: bytes) -> bytes:
    """With the letters that a name gives by their numbers: ``/#46l`` is ``/Fl``."""
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), words)


def _names(chain: bytes) -> list[bytes]:
    if chain.endswith(b"R"):
        raise PdfTooLarge("dit ailleurs comment il est comprimé")
    names = re.findall(rb"/(\w+)", chain)
    if sum(name in _PACKING for name in names) > 1:
        raise PdfTooLarge("est comprimé deux fois")
    return names


def _unpacked(packed: memoryview, chains: list[list[bytes]]) -> Iterator[int]:
    """The bytes that a stream unpacks to, a part at a time; none when it is packed in no way that grows."""
    names = {name for chain in chains for name in chain}
    try:
        if names & {*_HEXADECIMAL, *_BASE_85}:
            packed = memoryview(_of_text(packed, names))
        yield from _inflated(packed)
        if names & set(_LZW):
            yield from _lzw(packed)
    except (zlib.error, ValueError) as error:
        if isinstance(error, PdfTooLarge):
            raise


def _of_text(packed: memoryview, names: set[bytes]) -> bytes:
    """What a stream written in letters holds; ValueError when it does not read."""
    text = re.sub(rb"\s", b"", bytes(packed[: _end_of(packed)]))
    if names & set(_HEXADECIMAL):
        text = binascii.unhexlify(text.split(b">")[0])
    return base64.a85decode(text.split(b"~>")[0]) if names & set(_BASE_85) else text


def _end_of(packed: memoryview) -> int:
    found = re.compile(rb"endstream").search(packed)
    return found.start() if found else len(packed)


def _inflated(packed: memoryview) -> Iterator[int]:
    unpacker, place = zlib.decompressobj(), 0
    try:
        while not unpacker.eof and (place < len(packed) or unpacker.unconsumed_tail):
            part = unpacker.unconsumed_tail or packed[place : place + _STEP // 10]
            place += 0 if unpacker.unconsumed_tail else _STEP // 10
            yield len(unpacker.decompress(part, _STEP))
    except zlib.error:
        # Packed in another way, a picture most often: its pixels are counted elsewhere.
        return


def _lzw(packed: memoryview) -> Iterator[int]:
    """The bytes that an LZW stream unpacks to: each code stands for a length, and nothing is unpacked."""
    lengths: list[int] = []
    before = held = bits = told = 0
    width = 9
    for byte in packed[: _end_of(packed)]:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code, next_one = held >> bits & (1 << width) - 1, 258 + len(lengths)
        if code == 257:
            break
        if code == 256:
            lengths, before, width = [], 0, 9
            continue
        if code > next_one:
            raise PdfTooLarge("est comprimé d’une façon qui ne peut pas être mesurée")
        length = 1 if code < 256 else lengths[code - 258] if code < next_one else before + 1
        if before and next_one < 4096:
            lengths.append(before + 1)
            width += next_one + 2 in (512, 1024, 2048)
        before, told = length, told + length
        if told > _STEP:
            yield told
            told = 0
    yield told
