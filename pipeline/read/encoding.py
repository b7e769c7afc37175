"""Bytes to text, with the encoding that was used."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipeline.read.faults import ReadError
from pipeline.read.mojibake import mended
from pipeline.read.sniff import is_text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOOKED_AT = 65_536
# Of a text in Latin letters that is UTF-16, every second byte is zero.
_MOSTLY = 0.4
# What web pages call Latin-1 is Windows' superset of it (WHATWG Encoding Standard).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with newlines as LF, and the name of the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, path: str, declared: str | None = None) -> Decoded:
    """Text of `data`: by its byte-order mark, else UTF-8, else as `declared`, else by charset-normalizer's judgement.

    Nothing is changed but a byte-order mark, the form of the newlines, and letters that an earlier program decoded
    wrongly (`mojibake`). Raises ReadError (`undecodable`) where the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(tidy(_strict(data[len(mark) :], encoding, path)), encoding)
    wide = _wide(data[:_LOOKED_AT])
    if wide:
        return Decoded(tidy(_strict(data, wide, path)), wide)
    if not is_text(data[:_LOOKED_AT]):
        raise ReadError(
            "undecodable",
            f"{path}: the file holds control bytes, so it is no text; convert it to UTF-8 text first",
        )
    try:
        return Decoded(tidy(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared) or _guess(data, path)


def _wide(head: bytes) -> str | None:
    """UTF-16 without its mark, if every other byte is zero."""
    half = len(head) // 2
    if half and head[1::2].count(0) > half * _MOSTLY and not head[::2].count(0):
        return "utf-16-le"
    if half and head[::2].count(0) > half * _MOSTLY and not head[1::2].count(0):
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            "undecodable",
            f"{path}: byte {error.start}: not {encoding}, though its byte-order mark says so; save it as UTF-8",
        ) from error


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    """The text as the page or message says it is encoded, where that is true."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        name = _MEANT.get(name, name)
        return Decoded(tidy(data.decode(name)), name)
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return None  # the declaration is wrong; the bytes are judged


def _guess(data: bytes, path: str) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - seldom needed, slow to import

    best = from_bytes(data).best()
    if best is None:
        raise ReadError("undecodable", f"{path}: no encoding fits its bytes; save it as UTF-8")
    return Decoded(tidy(str(best)), best.encoding)


def tidy(text: str) -> str:
    """`text` with newlines as LF and its letters mended."""
    return mended(text.replace("\r\n", "\n").replace("\r", "\n"))


def encodable(text: str) -> str:
    """`text` with a replacement character for each lone surrogate, which no file can hold."""
    return _SURROGATE.sub("\ufffd", text)
