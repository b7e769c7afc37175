"""What must hold of any input whatever: documents or rejects come out, soon, and nothing is lost on the way."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pipeline import read, segment
from pipeline.records import Document, Reject
from tests.segment.helpers import uncovered

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))  # blank to the next stage, a character to Python
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class HangError(BaseException):
    """An input took longer than its time; no `except Exception` on the way takes it for a fault of the input."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise HangError in the block after so many seconds."""

    def stop(_number: int, frame: FrameType | None) -> None:
        where = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}" if frame else "?"
        raise HangError(f"more than {seconds} s, at {where}")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def check(path: Path) -> list[Document | Reject]:
    """Read and segment the file; raises AssertionError where something does not hold."""
    found = list(read.documents(path))
    assert found or path.suffix == ".jsonl" or not path.stat().st_size, "nothing came out"
    for item in found:
        if isinstance(item, Document):
            _document(item)
        else:
            _reject(item)
    return found


def _document(document: Document) -> None:
    assert _ID.fullmatch(document.id), document.id
    document.text.encode("utf-8")
    document.model_dump_json()
    assert document.text.strip()
    assert not _OBEYED.search(document.path), document.path
    segments = segment.segments(document)
    lost = uncovered(document, segments).translate(_INVISIBLE)
    assert lost == "", f"lost: {lost[:80]!r}"


def _reject(reject: Reject) -> None:
    assert reject.reason != "internal_error", reject.message
    assert not _OBEYED.search(reject.path), reject.path
    reject.model_dump_json()
    assert len(reject.message) < 3_000, len(reject.message)
