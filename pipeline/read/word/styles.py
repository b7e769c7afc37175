"""What a paragraph is by its style and its list: heading of a level, item of a list."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.read.word.names import W, child, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_ITEM = re.compile(r"list (?:bullet|number|paragraph bullet)", re.IGNORECASE)
_BODY_LEVEL = 9  # of the outline: text
_DEEPEST = 8
_STEPS = 20  # styles that are based on each other


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, tree: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default = ""
        for style in tree.iterfind(f"{W}style") if tree is not None else ():
            key = str(style.get(f"{W}styleId", ""))
            self._styles[key] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1":
                self._default = key

    def _chain(self, paragraph: _Element) -> list[_Element]:
        """The paragraph's style, the one that it is based on, and so on."""
        key: str | None = value(paragraph, "pPr", "pStyle") or self._default
        chain: list[_Element] = []
        while key and key in self._styles and len(chain) < _STEPS:
            chain.append(self._styles[key])
            key = value(chain[-1], "basedOn")
        return chain

    def names(self, paragraph: _Element) -> list[str]:
        """The names of the paragraph's styles, its own first; built-in ones are English in every Word."""
        return [value(style, "name") or "" for style in self._chain(paragraph)]

    def level(self, paragraph: _Element) -> int | None:
        """The level of a heading, from 1; None for other paragraphs."""
        names = self.names(paragraph)
        own = number(value(paragraph, "pPr", "outlineLvl"))
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        for style, name in zip(self._chain(paragraph), names, strict=True):
            if name.lower() == "title":
                return 1
            if found := _HEADING.fullmatch(name):
                return int(found[1]) or 1
            outline = number(value(style, "pPr", "outlineLvl"))
            if outline is not None:
                return outline + 1 if outline < _BODY_LEVEL else None
        return None

    def is_title(self, paragraph: _Element) -> bool:
        """Whether the paragraph is the document's title."""
        return any(name.lower() == "title" for name in self.names(paragraph)[:1])

    def list_of(self, paragraph: _Element) -> tuple[str, int] | None:
        """The number of the paragraph's list and the depth in it; `""` where only the name of the style says list."""
        for holder in (paragraph, *self._chain(paragraph)):
            properties = child(holder, "pPr", "numPr")
            if properties is not None:
                key = value(properties, "numId")
                depth = number(value(properties, "ilvl")) or 0
                return (key, min(depth, _DEEPEST)) if key and key != "0" else None
        return ("", 0) if any(_ITEM.match(name) for name in self.names(paragraph)[:1]) else None


class Numbering:
    """The lists of a document, counted as they are walked through."""

    def __init__(self, tree: _Element | None) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        if tree is None:
            return
        abstract = {str(found.get(f"{W}abstractNumId")): found for found in tree.iterfind(f"{W}abstractNum")}
        for found in tree.iterfind(f"{W}num"):
            shape = abstract.get(value(found, "abstractNumId") or "")
            for level in shape.iterfind(f"{W}lvl") if shape is not None else ():
                depth = number(level.get(f"{W}ilvl")) or 0
                self._formats[str(found.get(f"{W}numId")), depth] = value(level, "numFmt") or ""

    def mark(self, key: str, depth: int) -> str:
        """The mark of the next item: its number where the list has numbers, else a bullet."""
        for deeper in range(depth + 1, _DEEPEST + 1):
            self._counts[key, deeper] = 0
        self._counts[key, depth] += 1
        numbered = self._formats.get((key, depth)) in ("decimal", "decimalZero")
        return f"{self._counts[key, depth]}." if numbered else "-"
