"""What a publisher says of a document beside its text: a `.meta.json` side file or front matter."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from pipeline.read.encoding import encodable
from pipeline.read.faults import ReadError, log, said
from pipeline.read.published import day_in_full

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<lines>(?:[ \t]*\n|[ \t]*#[^\n]*\n|\w[\w-]*:[^\n]*\n)+)---[ \t]*(?:\n|\Z)")
_MOST_BYTES = 1 << 20  # of a side file: it has seven short values
_MOMENT = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ]\d\d:?\d\d\S*(?:\s*(?:[+-]\d\d:?\d\d|[A-Z]{1,5}))?)?\s*")


def _day(value: object) -> object:
    """The day of a moment, which has an hour too where other programs write it, or as people write it in full."""
    if not isinstance(value, str):
        return value
    if found := _MOMENT.fullmatch(value):
        return found[1]
    return day_in_full(value) or value


Said = Annotated[str, AfterValidator(encodable)]


class Metadata(BaseModel):
    """The keys that a side file, front matter or a JSONL line may give."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Said | None = None
    publication: Said | None = None
    issue: Said | None = None
    date: Annotated[dt.date | None, BeforeValidator(_day)] = None
    url: Said | None = None
    language: Said | None = None
    license: Said | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these say nothing."""
        return other.model_copy(update=self.model_dump(exclude_none=True))


def side_file(path: Path) -> Metadata:
    """Metadata from `<name>.meta.json` beside `path` (with or without the file's own ending).

    Raises ReadError (`bad_metadata`).
    """
    for candidate in (path.with_name(path.name + ".meta.json"), path.with_name(path.stem + ".meta.json")):
        if os.path.isfile(candidate):  # noqa: PTH113 - Path.is_file() raises where the longer name is too long
            return _from_file(candidate)
    return Metadata()


def _from_file(path: Path) -> Metadata:
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    except OSError as error:
        raise ReadError("bad_metadata", f"{path}: {error.strerror}; mend or remove it") from error
    return from_json(data, str(path))


def from_json(data: bytes, where: str) -> Metadata:
    """Metadata from the bytes of a side file. Raises ReadError (`bad_metadata`)."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadError("bad_metadata", f"{where}: not readable as JSON ({said(error)}); mend or remove it") from error
    return validated(content, where)


def validated(content: object, where: str) -> Metadata:
    """`content` as Metadata; raises ReadError that names the first wrong key and the known ones."""
    try:
        return Metadata.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "(the whole)"
        known = ", ".join(Metadata.model_fields)
        raise ReadError("bad_metadata", f"{where}: {said(key)}: {said(first['msg'])}; known keys: {known}") from error


def front_matter(text: str, where: str) -> tuple[Metadata, int]:
    """Metadata from a leading `---` block of `key: value` lines, and the offset at which it ends (0: none).

    Keys other than the known ones are left alone: front matter serves other programs too. So does its date: one that
    cannot be read (`08/12/2015`) is left out, and the text's own is looked for.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return Metadata(), 0
    pairs = (line.split(":", 1) for line in found["lines"].splitlines() if ":" in line)
    values = {key.strip(): value.strip().strip("\"'") for key, value in pairs}
    known = {key: value for key, value in values.items() if key in Metadata.model_fields and value}
    if "date" in known and not isinstance(_day(known["date"]), dt.date) and not _MOMENT.fullmatch(known["date"]):
        log.warning("%s: its front matter's date (%s) is not read: write YYYY-MM-DD", where, said(known.pop("date")))
    return validated(known, where), found.end()
