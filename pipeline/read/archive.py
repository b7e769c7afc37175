"""`.zip` and `.gz`: what is packed in them, each as an input of its own; nothing is ever unpacked to disk."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from pipeline.read.faults import ReadError, said, too_large
from pipeline.read.inputs import SIDE_FILE, holds_documents, is_document, unique_ids
from pipeline.read.metadata import Metadata, from_json
from pipeline.read.refusals import refused_package
from pipeline.read.source import Source, shown
from pipeline.records import Document, Reject

Reader = Callable[[Source], Iterator[Document | Reject]]

# What the libraries raise on a damaged archive, or one packed in a way that they do not know.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError, KeyError, IndexError, struct.error, OverflowError,
)  # fmt: skip
_ENCRYPTED = 0x1
_DOCX = "word/document.xml"
_UNPACK = "unpack it and give its files one by one"


def is_docx(names: set[str]) -> bool:
    """Whether a zip with these members is a Word document."""
    return _DOCX in names or ("[Content_Types].xml" in names and any(name.startswith("word/") for name in names))


def open_zip(source: Source) -> zipfile.ZipFile:
    """The archive. Raises ReadError (`corrupt`, `too_large`)."""
    # What is packed itself is loaded: going back in a packed stream unpacks it from its beginning.
    stream = io.BytesIO(source.data()) if source.depth else source.opener()
    try:
        packed = zipfile.ZipFile(stream)
    except BROKEN as error:
        stream.close()
        message = f"{source.where}: a zip archive that cannot be opened ({said(error)}); fetch or save it again"
        raise ReadError("corrupt", message) from error
    try:
        _check(packed, source)
    except ReadError:
        packed.close()
        raise
    return packed


def _check(packed: zipfile.ZipFile, source: Source) -> None:
    limits, members = source.limits, packed.infolist()
    if len(members) > limits.archive_members:
        raise too_large(source.where, f"it holds {len(members):,} files", limits.archive_members, _UNPACK)
    total = sum(info.file_size for info in members)
    source.budget.spend(total, source.where, limits.archive_bytes)
    for info in members:
        unlikely = info.file_size > limits.ratio_free_bytes
        if unlikely and info.file_size > limits.archive_ratio * max(1, info.compress_size):
            what = f"{shown(info.filename)} in it unpacks to {info.file_size:,} bytes, too many times its size"
            raise too_large(source.where, what, limits.archive_ratio, _UNPACK)


def members(source: Source, packed: zipfile.ZipFile, read: Reader) -> Iterator[Document | Reject]:
    """What `read` makes of each document in a zip, in the order of their names.

    Names never become paths: a member is read in memory, and its id is a slug. Raises ReadError (`empty`).
    """
    infos = [info for info in packed.infolist() if not info.is_dir()]
    names = {info.filename for info in infos}
    if what := refused_package(names):
        raise ReadError("unsupported_type", f"{source.where}: it is {what} and run again")
    chosen = sorted((info for info in infos if _is_document(info.filename, names)), key=lambda info: info.filename)
    if not chosen:
        raise ReadError("empty", f"{source.where}: there are no documents in the archive")
    ids = unique_ids([PurePosixPath(info.filename.replace("\\", "/")) for info in chosen])
    for info, doc_id in zip(chosen, ids, strict=True):
        yield from _member(source, packed, info, doc_id, read)


def _is_document(name: str, names: set[str]) -> bool:
    *folders, last = name.replace("\\", "/").split("/")
    if not is_document(last):
        return False
    for depth, folder in enumerate(folders):
        above = "".join(f"{parent}/" for parent in folders[:depth])
        if folder not in ("", ".", "..") and not holds_documents(folder, lambda page: f"{above}{page}" in names):  # noqa: B023
            return False
    return True


def _member(
    source: Source, packed: zipfile.ZipFile, info: zipfile.ZipInfo, doc_id: str, read: Reader
) -> Iterator[Document | Reject]:
    def opener() -> BinaryIO:
        return cast("BinaryIO", packed.open(info))

    inner = source.inside(info.filename, doc_id, opener, size=info.file_size)
    if info.flag_bits & _ENCRYPTED:
        message = f"{inner.where}: it needs a password; unpack the archive with it first"
        yield inner.reject(ReadError("encrypted", message))
    else:
        yield from read(replace(inner, beside=lambda: _side(source, packed, info.filename)))


def _side(source: Source, packed: zipfile.ZipFile, name: str) -> Metadata:
    """What a side file in the archive says of a member."""
    for beside in (name + SIDE_FILE, str(PurePosixPath(name).with_suffix("")) + SIDE_FILE):
        if beside in packed.NameToInfo:
            with packed.open(beside) as stream:
                return from_json(stream.read(1 << 20), f"{source.where}/{shown(beside)}")
    return Metadata()


def unpacked(source: Source, read: Reader) -> Iterator[Document | Reject]:
    """What `read` makes of the file in a `.gz`."""
    name = source.name[: -len(".gz")] if source.name.lower().endswith(".gz") else source.name
    name = name or "unpacked"
    if name.lower().endswith((".tgz", ".tar")):
        raise ReadError("unsupported_type", f"{source.where}: it is a tar archive; unpack it and run again")

    def opener() -> BinaryIO:
        return cast("BinaryIO", io.BufferedReader(_Metered(source)))

    yield from read(source.unpacked(name, opener))


class _Metered(io.RawIOBase):
    """A gzip stream that stops with a ReadError when it gives more than the limits allow."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._packed = source.opener()
        self._stream = gzip.GzipFile(fileobj=self._packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        self._given += len(piece)
        limits, where = self._source.limits, self._source.where
        if self._given > limits.ratio_free_bytes:
            self._source.budget.spend(len(piece), where, limits.archive_bytes)
            if self._given > limits.archive_ratio * max(1, self._packed.tell()):
                what = "it unpacks to too many times its size"
                raise too_large(where, what, limits.archive_ratio, _UNPACK)
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()
