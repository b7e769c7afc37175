"""Damage to inputs, from a seed: in their bytes, in what they pack, in their names."""

from __future__ import annotations

import gzip
import io
import random
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping

NASTY = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[2J\x1b]0;x\x07", "\u202e\u2066\u200f".encode(), b"\xed\xa0\x80",
    b"\\ud800", b"<" * 300, b"<div>" * 400, b"</p></td></table>", b"<![CDATA[", b"]]>", b"<!--", b"&lt" * 50,
    b"&#0;&#xD800;&#1114112;", b"{" * 500, b"[" * 5000, b'"' * 99, b"\r", b"\n" * 500, b"\x0c", b"-" * 2000,
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>&b;", b"| | |\n|---|---|\n",
    b"3 May 2020 " * 300, b"99999999999999999999", b"1e999", b"NaN", b"%s%n{0}", b"=?utf-8?b?////?=",
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", b"PK\x03\x04", b"PK\x05\x06" + bytes(18),
    b"\x1f\x8b\x08", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "\u00ad\u200b\u00a0\ufeff".encode(),
    "\U0001f600".encode() * 40, "e\u0301\u0302\u0303".encode() * 200, b"a" * 70_000, b"../" * 40, b"(" * 800,
    b"https://" + b"x." * 900, b"**_**_**" * 100, b" " * 5000 + b"x", b"1. " * 900,
)  # fmt: skip
Mutator = Callable[[random.Random, bytes], bytes]


def mutated(chance: random.Random, name: str, seeds: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The seed `name` with some damage, and the name that it then has."""
    data = seeds[name]
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = _outer(chance, data) if chance.random() < 0.5 else _inner(chance, data)
    if chance.random() < 0.05:
        data += seeds[chance.choice(sorted(seeds))]
    if chance.random() < 0.15:
        name = chance.choice((*sorted(seeds), "noending", "x.pdf", "x.gz", "\udcff.txt", " .html", "a\u202etxt.eml"))
    return name, data


def _outer(chance: random.Random, data: bytes) -> bytes:
    return chance.choice(_MUTATORS)(chance, data)


def _inner(chance: random.Random, data: bytes) -> bytes:
    """Damage inside what is packed, so that the packing is whole."""
    try:
        if data.startswith(b"\x1f\x8b"):
            return gzip.compress(_outer(chance, gzip.decompress(data)), mtime=0)
        if data.startswith(b"PK\x03\x04"):
            return _repacked(chance, data)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        pass  # damaged before
    return _outer(chance, data)


def _repacked(chance: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    if not members:
        return _outer(chance, data)
    # the text of a Word file is where most can go wrong
    weights = [5 if name.endswith((".xml", ".rels")) else 1 for name, _ in members]
    for index in chance.choices(range(len(members)), weights, k=chance.choice((1, 2))):
        name, content = members[index]
        if chance.random() < 0.1:
            name = chance.choice(("../../x.txt", "/etc/x.txt", "C:\\x.txt", "a\\..\\b.txt", "", ".", "x" * 300, name))
        members[index] = (name, _inner(chance, content))
    if chance.random() < 0.1:
        members.pop(chance.randrange(len(members)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name are a part of the game
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name or "empty"), content)
    return out.getvalue()


def _flip(chance: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(chance: random.Random, data: bytes) -> bytes:
    start, end = _stretch(chance, data)
    return data[:start] + data[end:]


def _double(chance: random.Random, data: bytes) -> bytes:
    start, end = _stretch(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def _noise(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 8, 300))) + data[at:]


def _token(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.choice((1, 1, 5))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(NASTY) + data[at:]
    return data


def _tag(chance: random.Random, data: bytes) -> bytes:
    """Two pieces between angle brackets change places: markup that is whole but senseless."""
    pieces = data.split(b">")
    if len(pieces) < 3:
        return _token(chance, data)
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b">".join(pieces)


def _lines(chance: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _stretch(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 10, 200, 5000)))


_MUTATORS: tuple[Mutator, ...] = (_flip, _cut, _drop, _double, _noise, _token, _token, _token, _tag, _tag, _lines)
