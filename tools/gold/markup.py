"""The sheets of mentions: the text of segments with inline marks `<m l="GPE" n=… c=…>words</m>`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from pipeline.records import DateMod, DatePrecision, MentionLabel, TimexType
from tools.gold.sheets import Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

HEADER = re.compile(r"=== line (\d+)\s*")
TAG = re.compile(r"<(/?)m\b([^>]*)>")
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
CLOSED = {
    "l": get_args(MentionLabel),
    "t": get_args(TimexType),
    "p": get_args(DatePrecision),
    "mod": get_args(DateMod),
}
NAME_ATTRIBUTES, DATE_ATTRIBUTES = {"l", "n", "c"}, {"l", "t", "v", "d", "e", "p", "mod"}


@dataclass(frozen=True)
class Mark:
    """One mark: its attributes, and its place in the text without marks."""

    start: int
    end: int
    attributes: dict[str, str]


@dataclass(frozen=True)
class Block:
    """One segment's marked text."""

    where: Where
    line: int
    text: str
    marks: tuple[Mark, ...]


def blocks(paths: Iterable[Path]) -> Iterator[Block]:
    """The blocks of several sheets."""
    for path in paths:
        where, line, content = Where(path, 1), 0, ""
        for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            header = HEADER.fullmatch(raw)
            if header:
                if line:
                    yield _block(where, line, content)
                where, line, content = Where(path, number), int(header[1]), ""
            elif raw.strip() and not line:
                raise Where(path, number).error("text before the first '=== line N'")
            else:
                content += raw + "\n"
        if line:
            yield _block(where, line, content)


def _block(where: Where, line: int, content: str) -> Block:
    """Take the marks out of `content`, and keep where they stood."""
    text, marks, last = "", [], 0
    opened: tuple[int, dict[str, str]] | None = None
    for tag in TAG.finditer(content):
        text += html.unescape(content[last : tag.start()])
        last = tag.end()
        if bool(tag[1]) is (opened is None):
            raise where.error(f"marks are nested or not closed near {content[max(0, last - 60) : last]!r}")
        if opened is None:
            opened = len(text), _attributes(tag[2], where)
        else:
            marks.append(Mark(opened[0], len(text), opened[1]))
            opened = None
    if opened is not None:
        raise where.error(f"a mark is not closed after {text[opened[0] :][:40]!r}")
    return Block(where, line, text + html.unescape(content[last:]), tuple(marks))


def _attributes(raw: str, where: Where) -> dict[str, str]:
    values = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(raw)}
    if ATTRIBUTE.sub("", raw).strip():
        raise where.error(f"cannot read the attributes {raw.strip()!r}")
    for name, closed in CLOSED.items():
        if name in values and values[name] not in closed:
            raise where.error(f'{name}="{values[name]}" is not one of {", ".join(closed)}')
    known = DATE_ATTRIBUTES if values.get("l") == "DATE" else NAME_ATTRIBUTES
    if "l" not in values or not set(values) <= known:
        raise where.error(f"attributes {sorted(values)}, expected l and some of {sorted(known)}")
    return values
