"""Texts that the single-stage commands read: plain text, or JSONL documents."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from pipeline.cli.fail import INVALID, Failure


@dataclass(frozen=True, slots=True)
class Text:
    """A text to work on: its id, its words exactly as given, its day if known."""

    id: str
    text: str
    date: dt.date | None = None


def read_documents(file: IO[bytes]) -> Iterator[Text]:
    """The documents of a file: one a line if its name ends in `.jsonl` or its first character is `{`.

    Raises Failure that names the line which is no document.
    """
    name = str(getattr(file, "name", "-"))
    data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"{name}: byte {error.start}: not UTF-8; convert the file first", INVALID) from error
    if not (name.endswith(".jsonl") or text.lstrip().startswith("{")):
        yield Text(_stem(name), text.replace("\r\n", "\n"))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _document(line, f"{name}:{number}", number)


def _document(line: str, where: str, number: int) -> Text:
    try:
        content = json.loads(line)
        text = content["text"]
        date = content.get("date")
        return Text(str(content.get("id", number)), text, dt.date.fromisoformat(date[:10]) if date else None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{where}: {error!r}; each line must be an object with id, text and (maybe) date YYYY-MM-DD"
        raise Failure(message, INVALID) from error


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0] if name != "<stdin>" else "stdin"
