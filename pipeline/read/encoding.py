"""Bytes to text, with the encoding that was used."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pipeline.read.faults import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text carries; a file with them is something else under a text's name.
_BINARY = frozenset(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with newlines as LF, and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, path: str) -> Decoded:
    """Text of `data`: by its byte-order mark, else UTF-8, else by charset-normalizer's judgement.

    Nothing but a byte-order mark and the form of the newlines is changed.
    Raises ReadError (`undecodable`) where the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_newlines(_strict(data[len(mark) :], encoding, path)), encoding)
    if any(byte in _BINARY for byte in data[:65536]):
        raise ReadError(
            "undecodable",
            f"{path}: the file holds control bytes, so it is no text; convert it to UTF-8 text first",
        )
    try:
        return Decoded(_newlines(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _guess(data, path)


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            "undecodable",
            f"{path}: byte {error.start}: not {encoding}, though its byte-order mark says so; save it as UTF-8",
        ) from error


def _guess(data: bytes, path: str) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - seldom needed, slow to import

    best = from_bytes(data).best()
    if best is None:
        raise ReadError("undecodable", f"{path}: no encoding fits its bytes; save it as UTF-8")
    return Decoded(_newlines(str(best)), best.encoding)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
