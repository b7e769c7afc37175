"""Files that are small and unpack to more than memory holds: refused before anything is unpacked as a whole."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from pipeline.read.faults import ReadError

# A page's instructions have at most a few million bytes, a big picture a hundred million.
MOST_UNPACKED = 256 << 20
_PIECE = 1 << 20
# What a part of the file says of its packing stands so far before it at most.
_SAID = 600
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_AS_TEXT = re.compile(rb"/(?:ASCII85Decode|A85)\b")


def refuse_bombs(data: bytes, where: str) -> None:
    """Raises ReadError (`too_large`) where a packed part of the file unpacks to more than any page or picture."""
    for said, content, at in _parts(data):
        packings = len(_PACKED.findall(said))
        if packings > 1:
            raise ReadError(
                "too_large", f"{where}: what stands at byte {at} is packed twice, as only bombs are; {_ADVICE}"
            )
        if packings and _unpacked(_bytes(content) if _AS_TEXT.search(said) else content) > MOST_UNPACKED:
            message = f"{where}: what is packed at byte {at} unpacks to more than {MOST_UNPACKED:,} bytes"
            raise ReadError("too_large", f"{message}; {_ADVICE}")


_ADVICE = "check the file, or save it anew in a PDF viewer"


def _parts(data: bytes) -> Iterator[tuple[bytes, memoryview, int]]:
    """What the file says of each of its streams, the stream's bytes, and where they begin."""
    view, done = memoryview(data), 0
    for found in _STREAM.finditer(data):
        if found.start() < done:
            continue
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        said = data[max(done, found.start() - _SAID) : found.start()]
        yield said[said.rfind(b"obj") + 1 :], view[found.end() : end], found.end()
        done = end


def _bytes(content: memoryview) -> memoryview:
    """The bytes that are written as text; nothing where they are not."""
    text = bytes(content)
    end = text.find(b"~>")
    try:
        return memoryview(base64.a85decode(text[: end if end >= 0 else len(text)]))
    except ValueError:
        return memoryview(b"")


def _unpacked(content: memoryview) -> int:
    """How many bytes the content unpacks to; counting stops above the limit."""
    unpacker, total, at = zlib.decompressobj(), 0, 0
    given: bytes | memoryview = content[:_PIECE]
    try:
        while given and not unpacker.eof and total <= MOST_UNPACKED:
            total += len(unpacker.decompress(given, _PIECE))
            given = unpacker.unconsumed_tail
            if not given:
                at += _PIECE
                given = content[at : at + _PIECE]
    except zlib.error:
        return total
    return total
