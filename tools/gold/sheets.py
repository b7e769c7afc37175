"""Annotators' sheets: their lines with file and number, and their quotes with offsets.

An annotator quotes words and names lines; nobody counts characters by hand. A quote is looked up
in its segment's text with white space and hyphens ignored, and `pipeline.text` maps it to the source.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from pipeline.text import HYPHENS, Alignment, AlignmentError, Span, bounds, is_solid, squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]


class SheetError(ValueError):
    """Something in a sheet that cannot be compiled: file, line, what."""


@dataclass(frozen=True)
class Where:
    """A line of a sheet, for messages."""

    path: Path
    line: int

    @contextmanager
    def fields(self) -> Iterator[None]:
        """While the line is read: a missing field is an error of the line."""
        try:
            yield
        except KeyError as error:
            raise self.error(f"field {error} is missing") from error

    def error(self, what: str) -> SheetError:
        """The error that `what` is wrong here."""
        return SheetError(f"{self.path}:{self.line}: {what}")


def rows(paths: Iterable[Path]) -> Iterator[tuple[Where, Row]]:
    """The JSON objects of several sheets, each with the place it stands at."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                where = Where(path, number)
                yield where, _object(line, where)


def _object(line: str, where: Where) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise where.error(f"not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict):
        raise where.error("not a JSON object")
    return row


class Source:
    """A document's text, addressed by raw line numbers as `cat -n` counts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_of(self, offset: int) -> int:
        """Number of the line that `offset` stands in."""
        return 1 + self.text.count("\n", 0, offset)

    def span(self, piece: Row, where: Where) -> Span:
        """The characters of a piece `{"lines", "from"?, "to"?, "text"?, "nth"?}`, blank ends cut off."""
        first, _, last = str(piece["lines"]).partition("-")
        start, end = self._lines(int(first), int(last or first), where)
        if "text" in piece:
            return self._with_hyphen(*find(self.text, (start, end), piece["text"], where, piece.get("nth", 1)))
        if "from" in piece:
            start = find(self.text, (start, end), piece["from"], where)[0]
        if "to" in piece:
            end = self._with_hyphen(*find(self.text, (start, end), piece["to"], where))[1]
        content = self.text[start:end]
        if not content.strip():
            raise where.error(f"lines {piece['lines']} are blank")
        return start + len(content) - len(content.lstrip()), start + len(content.rstrip())

    def _with_hyphen(self, start: int, end: int) -> Span:
        """A piece with the hyphen it ends with: quotes are found without, but a segment holds it."""
        return start, end + (self.text[end : end + 1] in HYPHENS and end < len(self.text))

    def _lines(self, first: int, last: int, where: Where) -> Span:
        if not 1 <= first <= last <= len(self._starts):
            raise where.error(f"no lines {first}-{last}: the source has {len(self._starts)}")
        end = self._starts[last] - 1 if last < len(self._starts) else len(self.text)
        return self._starts[first - 1], end


def find(text: str, inside: Span, words: str, where: Where, nth: int = 1) -> Span:
    """The nth place inside `text` where `words` stand, white space and hyphens ignored."""
    start, end = inside
    solid = [i for i in range(start, end) if is_solid(text[i])]
    haystack, needle = "".join(text[i] for i in solid), squash(words)
    if not needle:
        raise where.error(f"an empty quote: {words!r}")
    at = -1
    for found in range(nth):
        at = haystack.find(needle, at + 1)
        if at < 0:
            raise where.error(f"{words!r} (nth {nth}) stands only {found} times in {text[start:end][:60]!r}…")
    return solid[at], solid[at + len(needle) - 1] + 1


@dataclass(frozen=True)
class Passage:
    """A segment: its number and id, the record, and the map from its text to the source."""

    id: str
    record: Row
    first_line: int
    source: str
    spans: tuple[Span, ...]
    where: Where
    label_spans: tuple[Span, ...] = field(default=())

    @property
    def text(self) -> str:
        """The repaired text."""
        return str(self.record["text"])

    def __post_init__(self) -> None:
        """Refuse a repair that changed more than hyphens and blanks."""
        _ = self.alignment

    @cached_property
    def alignment(self) -> Alignment:
        """The map from the repaired text to the source."""
        try:
            return Alignment(self.source, self.text, self.spans)
        except AlignmentError as error:
            raise self.where.error(str(error)) from error

    def quote(self, words: str, where: Where, nth: int = 1) -> Row:
        """`{text, start, end, spans}` of the nth place where the words stand in the segment."""
        return self.slice(*find(self.text, (0, len(self.text)), words, where, nth))

    def slice(self, start: int, end: int) -> Row:
        """`{text, start, end, spans}` of text[start:end]."""
        first, last, spans = bounds(self.alignment.to_source(start, end))
        return {"text": self.text[start:end], "start": first, "end": last, "spans": spans}


def begins_on(starts: dict[int, Passage], line: int, where: Where) -> Passage:
    """The segment that begins on a source line."""
    if line not in starts:
        raise where.error(f"no segment begins on source line {line}")
    return starts[line]


def check(record: Row, model: type[BaseModel], where: Where) -> None:
    """Raise SheetError where a field is not as the contract has it; fields may be left out."""
    try:
        model.model_validate_json(json.dumps(record))
    except ValidationError as error:
        faults = [fault for fault in error.errors() if fault["type"] != "missing" or len(fault["loc"]) > 1]
        if faults:
            field = ".".join(map(str, faults[0]["loc"]))
            raise where.error(f"{field}: {faults[0]['msg']}, not {faults[0]['input']!r}") from error
