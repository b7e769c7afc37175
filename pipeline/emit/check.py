"""A record file held against the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from pipeline.records import FILES, Record
from pipeline.text import pieces, slices, squash

# Fields that hold the words standing at `start`..`end` beside them.
_QUOTED = ("text", "entity_text", "extracted_place")


def kind_of(path: Path) -> str | None:
    """What the lines of a file are, by its name: `events`, `segments`, `mentions`, `rejects` or None."""
    return path.stem if path.name in FILES else None


def check_file(path: Path, kind: str) -> Iterator[str | None]:
    """One message per error (file, line, field, why), and one None per right record."""
    model = FILES[f"{kind}.jsonl"]
    ids: dict[str, int] = {}
    with path.open("rb") as handle:
        for number, raw in enumerate(handle, 1):
            if raw.strip():
                problems = list(_problems(raw, model, path, ids, number))
                yield from (f"{path}:{number}: {problem}" for problem in problems)
                if not problems:
                    yield None


def _problems(raw: bytes, model: type[Record], path: Path, ids: dict[str, int], number: int) -> Iterator[str]:
    try:
        content = json.loads(raw)
    except ValueError as error:
        yield f"not JSON: {error}"
        return
    try:
        model.model_validate(content)
    except ValidationError as error:
        for problem in error.errors():
            yield f"{'.'.join(map(str, problem['loc'])) or 'record'}: {problem['msg']}"
        return
    record_id = content.get("id")
    if record_id is not None and ids.setdefault(record_id, number) != number:
        yield f"id: {record_id!r} stands on line {ids[record_id]} already"
    doc = content.get("doc") or str(content.get("link", "")).rsplit("/", 1)[0]
    text = _text(path.parent / "texts" / f"{doc}.txt")
    if text is not None and ("start" in content or "text_info" in content):
        yield from _misplaced(content, text, "")


@lru_cache(maxsize=8)
def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _misplaced(content: object, text: str, where: str) -> Iterator[str]:
    """Quoted strings that do not stand at their offsets."""
    if isinstance(content, list):
        for number, item in enumerate(content):
            yield from _misplaced(item, text, f"{where}{number}.")
    elif isinstance(content, dict):
        quoted = next((content[name] for name in _QUOTED if name in content), None)
        if quoted is not None and content.get("start") is not None:
            found = slices(text, pieces(content["start"], content["end"], content.get("spans")))
            if squash(found) != squash(quoted):
                yield f"{where or 'record.'}start: {found[:40]!r} stands there, not {quoted[:40]!r}"
        for name, item in content.items():
            yield from _misplaced(item, text, f"{where}{name}.")
