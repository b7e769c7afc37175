"""An input as the readers see it: a name, bytes to be had, and the limits of the job it belongs to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from pipeline.read.encoding import encodable
from pipeline.read.faults import ReadError, too_large
from pipeline.read.inputs import digest8
from pipeline.read.limits import DEFAULT, Limits
from pipeline.read.metadata import Metadata
from pipeline.records import Document, Reject

# Enough to tell the type of an input: a PDF's mark may stand 1,024 bytes in, a page's first tag behind comments.
HEAD_BYTES = 65_536
_MIB = 1 << 20
# A file system's names have 255 bytes; an id gets endings.
_ID_LENGTH = 180


@dataclass(slots=True)
class Budget:
    """What the archives of one input may still unpack to, in bytes."""

    left: int

    def spend(self, count: int, where: str, limit: int) -> None:
        """Take `count` bytes; raises ReadError (`too_large`) when there are none left."""
        self.left -= count
        if self.left < 0:
            raise too_large(where, "it unpacks to too many bytes", limit, "unpack it and give its files one by one")


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, a member of an archive, an attachment.

    `name` is its file name, by which (and by its first bytes) its type is told; `where` is what
    messages and records call it. `size` is None where it is not known beforehand. `beside` looks for
    what a side file says of it, `given` is what was found.
    """

    name: str
    where: str
    doc_id: str
    opener: Callable[[], BinaryIO]
    size: int | None = None
    given: Metadata = field(default_factory=Metadata)
    beside: Callable[[], Metadata] | None = None
    limits: Limits = DEFAULT
    budget: Budget = field(default_factory=lambda: Budget(DEFAULT.archive_bytes))
    depth: int = 0

    def head(self) -> bytes:
        """Its first bytes."""
        with self.opener() as stream:
            return stream.read(HEAD_BYTES)

    def data(self, limit: int | None = None) -> bytes:
        """All its bytes. Raises ReadError (`too_large`) where they are more than `limit`."""
        most = min(limit or self.limits.input_bytes, self.limits.input_bytes)
        if self.size is not None and self.size > most:
            raise self._too_large(most)
        with self.opener() as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise self._too_large(most)
        return data

    def _too_large(self, most: int) -> ReadError:
        return too_large(self.where, "it has too many bytes", most, "split it, or raise the limit")

    def inside(self, name: str, doc_id: str, opener: Callable[[], BinaryIO], size: int | None = None) -> Source:
        """What is packed in this source under `name`, one level deeper; `doc_id` tells it from its neighbours.

        No slug has two hyphens in a row, so that no other input's id is the same.
        Raises ReadError (`too_large`) where archives are nested too deep.
        """
        whole = f"{self.doc_id}--{doc_id}"
        if len(whole) > _ID_LENGTH:
            whole = f"{whole[:_ID_LENGTH].rstrip('-')}-{digest8(whole)}"
        inner = replace(self.unpacked(name, opener), doc_id=whole, size=size, given=Metadata(), beside=None)
        steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
        return replace(inner, where="/".join([self.where, *map(shown, steps)]))

    def unpacked(self, name: str, opener: Callable[[], BinaryIO]) -> Source:
        """The one file that is packed in this source, one level deeper. Raises ReadError (`too_large`)."""
        if self.depth >= self.limits.nesting:
            advice = "unpack it and give its files one by one"
            raise too_large(self.where, "archives in it are nested too deep", self.limits.nesting, advice)
        return replace(self, name=name, opener=opener, size=None, depth=self.depth + 1)

    def with_given(self, given: Metadata) -> Source:
        """This source with what is said of it beside it."""
        return replace(self, given=given)

    def document(
        self, text: str, data: bytes, encoding: str, metadata: Metadata | None = None, body_start: int = 0
    ) -> Document:
        """The document of this source; what its side file says goes before what it says itself.

        Raises ReadError: `empty`, `too_large`.
        """
        if not text.strip():
            raise ReadError("empty", f"{self.where}: there is no text in it")
        known = self.given.over(metadata or Metadata())
        found = Document(
            id=self.doc_id,
            path=self.where,
            text=encodable(text),
            sha256=hashlib.sha256(data).hexdigest(),
            encoding=encoding,
            body_start=body_start,
            **known.model_dump(),
        )
        return self.bounded(found)

    def bounded(self, document: Document) -> Document:
        """The document, if it is not over the limit of its text; raises ReadError (`too_large`) if it is."""
        count, limit = len(document.text), self.limits.text_chars
        if count > limit:
            advice = "split it into issues or chapters, or raise the limit"
            raise too_large(self.where, f"its text has {count:,} characters", limit, advice)
        return document

    def reject(self, error: ReadError, data: bytes | None = None) -> Reject:
        """The reject of this source."""
        digest = hashlib.sha256(data).hexdigest() if data is not None else self._digest(error)
        return Reject(
            doc=self.doc_id,
            path=self.where,
            stage="read",
            reason=error.reason,
            message=error.message,
            sha256=digest,
        )

    def _digest(self, error: ReadError) -> str | None:
        """The hash of its bytes, where they can be had at a bounded price."""
        if self.depth or error.reason in ("unreadable", "too_large"):
            return None
        digest, left = hashlib.sha256(), self.limits.input_bytes
        try:
            with self.opener() as stream:
                while left > 0 and (piece := stream.read(min(_MIB, left))):
                    digest.update(piece)
                    left -= len(piece)
        except OSError:
            return None
        return digest.hexdigest() if left > 0 else None


def shown(path: str | Path) -> str:
    """A path as records and messages have it: nothing that a terminal obeys, nothing that no file can hold.

    Undecodable bytes and control and formatting characters are written as escapes.
    """
    text = path.as_posix() if isinstance(path, Path) else path
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_plain(char) else _escape(char) for char in text)


def _is_plain(char: str) -> bool:
    # U+200D holds an emoji's parts together.
    return char.isprintable() or char == "\u200d" or unicodedata.category(char) == "Zs"


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 - how Python holds a byte of a name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape").decode("ascii")
