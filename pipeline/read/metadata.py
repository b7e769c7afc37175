"""What a publisher says of a document beside its text: a `.meta.json` side file or front matter."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.read.faults import ReadError

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<lines>(?:[ \t]*\n|[ \t]*#[^\n]*\n|\w[\w-]*:[^\n]*\n)+)---[ \t]*(?:\n|\Z)")


class Metadata(BaseModel):
    """The keys that a side file, front matter or a JSONL line may give."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str | None = None
    publication: str | None = None
    issue: str | None = None
    date: dt.date | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these say nothing."""
        return other.model_copy(update=self.model_dump(exclude_none=True))


def side_file(path: Path) -> Metadata:
    """Metadata from `<name>.meta.json` beside `path` (with or without the file's own ending).

    Raises ReadError (`bad_metadata`).
    """
    for candidate in (path.with_name(path.name + ".meta.json"), path.with_name(path.stem + ".meta.json")):
        if candidate.is_file():
            return _from_json(candidate)
    return Metadata()


def _from_json(path: Path) -> Metadata:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError("bad_metadata", f"{path}: not readable as JSON ({error}); mend or remove it") from error
    return validated(content, str(path))


def validated(content: object, where: str) -> Metadata:
    """`content` as Metadata; raises ReadError that names the first wrong key and the known ones."""
    try:
        return Metadata.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or "(the whole)"
        known = ", ".join(Metadata.model_fields)
        raise ReadError("bad_metadata", f"{where}: {key}: {first['msg']}; known keys: {known}") from error


def front_matter(text: str, where: str) -> tuple[Metadata, int]:
    """Metadata from a leading `---` block of `key: value` lines, and the offset at which it ends (0: none).

    Keys other than the known ones are left alone: front matter serves other programs too.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return Metadata(), 0
    pairs = (line.split(":", 1) for line in found["lines"].splitlines() if ":" in line)
    values = {key.strip(): value.strip().strip("\"'") for key, value in pairs}
    known = {key: value for key, value in values.items() if key in Metadata.model_fields and value}
    return validated(known, where), found.end()
