"""How large a PDF is once unpacked: counted stream after stream, before anything draws it."""

from __future__ import annotations

import re
import zlib

# A file of 20 MB of scans unpacks to a fraction of this; a bomb of 1 MB, to three times as much.
MOST_BYTES = 300_000_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STEP = 1_000_000


def check_unpacked(content: bytes) -> None:
    """Raise ValueError when the streams packed in this PDF hold more than MOST_BYTES."""
    left, view = MOST_BYTES, memoryview(content)
    for found in _STREAM.finditer(content):
        unpacker, place = zlib.decompressobj(), found.end()
        try:
            while not unpacker.eof and (place < len(view) or unpacker.unconsumed_tail):
                packed = unpacker.unconsumed_tail or view[place : place + _STEP // 10]
                place += 0 if unpacker.unconsumed_tail else _STEP // 10
                left -= len(unpacker.decompress(packed, _STEP))
                if left < 0:
                    raise ValueError("too large once unpacked")
        except zlib.error:
            # Packed in another way, a picture most often: its pixels are counted elsewhere.
            continue
