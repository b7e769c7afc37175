"""What a command line means, as inputs in the order in which records are written."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import emit, read
from pipeline.read.source import shown
from pipeline.records import Reject
from pipeline.run.messages import Input

STDIN = "-"


class NothingToReadError(Exception):
    """No input leads to a document."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that were found, in order, with their ids; and names that mean none."""

    paths: list[Path]
    missing: list[str]
    from_stdin: bool

    @classmethod
    def find(cls, names: Sequence[str], output: Path) -> Inputs:
        """The inputs that `names` mean. Raises NothingToReadError."""
        paths, missing = read.expand((name for name in names if name != STDIN), without=output)
        if not paths and STDIN not in names:
            raise NothingToReadError(_nothing(names, missing))
        return cls(paths, sorted(set(missing)), STDIN in names)

    def __len__(self) -> int:
        return len(self.paths) + self.from_stdin

    def files(self) -> Iterator[Input]:
        """The files, in order."""
        ids = read.document_ids(self.paths)
        for path in self.paths:
            yield Input(_name(path), path, ids[path])

    def rejects(self) -> Iterator[Reject]:
        """A reject for each name that means nothing."""
        for name in map(shown, self.missing):
            message = f"{name}: there is no such file or folder; check the path"
            yield Reject(doc=None, path=name, stage="read", reason="unreadable", message=message)


def spooled(folder: Path) -> Input:
    """Standard input, written to a file in `folder`: a worker that dies of it can be given it again."""
    path = folder / "stdin"
    with emit.telling(folder), path.open("wb") as handle:
        shutil.copyfileobj(sys.stdin.buffer, handle)
    return Input(STDIN, path, "stdin")


def _name(path: Path) -> str:
    """The path as records have it; where that could be another path's name too, with a part of its hash."""
    raw, name = path.as_posix(), shown(path)
    if raw == name:
        return name
    return f"{name} ({hashlib.sha256(raw.encode('utf-8', 'surrogateescape')).hexdigest()[:8]})"


def _nothing(names: Sequence[str], missing: list[str]) -> str:
    if missing:
        return f"there is no file or folder {shown(missing[0])!r}; check the path"
    endings = ", ".join(read.SUPPORTED)
    return f"no documents in {', '.join(map(shown, names))}; put files ending in {endings} there, or name other inputs"
