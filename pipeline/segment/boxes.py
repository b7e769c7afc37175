"""Boxes of an issue, told by their titles: masthead, contents, imprint, lists of sources and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.records import SegmentKind
from pipeline.segment import kinds
from pipeline.segment.cues import layout
from pipeline.segment.drafts import Draft
from pipeline.timex import read_heading

_ISSUE_LINE_WIDTH = 120
_LEADERS = re.compile(r"(?:\.{4,}|(?:\s\.){4,}|…{2,}|_{4,})\s*\d{1,4}\b")
# Lines of a table of contents that may stand between two that lead to a page
_BETWEEN_LED = 3
_ISSUE_WORDS = 24
_MASTHEAD = re.compile(r"^(?:issue|vol(?:ume)?|no|number|edition|issn)\b[\s.:\d]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that read as one, and what they are so far; `told`: a title by the look of its page."""

    text: str
    draft: Draft
    told: bool = False

    def of_kind(self, kind: SegmentKind, *, title: bool = False) -> Block:
        """The same block, told to be of another kind."""
        return replace(self, draft=replace(self.draft, kind=kind, title=title))

    @property
    def kind(self) -> SegmentKind:
        """The kind so far."""
        return self.draft.kind


def masthead(parts: list[Block]) -> list[Block]:
    """Issue, volume and date lines at a document's very beginning are page furniture, as one piece."""
    parts = _issue_lines(parts)
    count = 0
    while count < len(parts) and _is_issue_line(parts[count].text):
        count += 1
    if not count:
        return parts
    start, end = parts[0].draft.start, parts[count - 1].draft.pieces[-1][1]
    text = " ".join(part.text for part in parts[:count])
    return [Block(text, Draft("boilerplate", ((start, end),))), *parts[count:]]


def _issue_lines(parts: list[Block]) -> list[Block]:
    """Lines before the first text that say which issue it is, how often it comes, whose it is."""
    first = next((at for at, part in enumerate(parts) if _opens_text(part)), len(parts))
    return [
        part.of_kind("boilerplate") if at < first and at and kinds.names_issue(part.text) else part
        for at, part in enumerate(parts)
    ]


def _opens_text(part: Block) -> bool:
    prose = part.kind == "paragraph" and len(part.text.split()) > _ISSUE_WORDS
    return prose or kinds.key(part.text) in layout().contents_titles


def _is_issue_line(text: str) -> bool:
    return len(text) <= _ISSUE_LINE_WIDTH and (
        bool(_MASTHEAD.fullmatch(text))
        or read_heading(text) is not None
        or text.strip().isdigit()
        or (text.isupper() and read_heading(f"{text} 2000") is not None)
    )


def boxes(parts: list[Block]) -> list[Block]:
    """Tables of contents (each one piece), imprint boxes and lists of sources, told by their titles."""
    result: list[Block] = []
    index = 0
    while index < len(parts):
        name = kinds.key(parts[index].text)
        if name in layout().contents_titles or _is_led(parts[index].text):
            end = max(_contents_end(parts, index + 1), _led_end(parts, index + 1))
            result.append(merged("contents", parts[index:end]))
        elif name in layout().imprint_titles:
            end = _imprint_end(parts, index + 1)
            result += [part.of_kind("boilerplate") for part in parts[index:end]]
        elif name in layout().author_titles:
            end = _authors_end(parts, index + 1)
            result += [parts[index], *(part.of_kind("boilerplate") for part in parts[index + 1 : end])]
        elif name in layout().link_titles:
            end = _links_end(parts, index + 1)
            links = [
                part if part.kind == "boilerplate" else part.of_kind("reference") for part in parts[index + 1 : end]
            ]
            result += [parts[index].of_kind("heading"), *links]
        elif name in layout().reference_titles:
            end = _list_end(parts, index + 1)
            result += [parts[index], *(part.of_kind("reference") for part in parts[index + 1 : end])]
        else:
            end = index + 1
            result.append(parts[index])
        index = end
    return result


def _contents_end(parts: list[Block], index: int) -> int:
    """A table of contents goes on while there are items, or short lines that are no title of another kind."""
    items_seen = 0
    while index < len(parts):
        part = parts[index]
        item = kinds.is_list_item(part.text) and len(part.text.split()) <= 40  # noqa: PLR2004 - prose is longer
        items_seen += item
        more_items = any(kinds.is_list_item(later.text) for later in parts[index + 1 : index + 6])
        if not item and (part.kind != "heading" or _opens_box(part) or (items_seen and not more_items)):
            return index
        index += 1
    return index


def _led_end(parts: list[Block], index: int) -> int:
    """Behind the last line with dots that lead to its page; authors and sub-titles stand between such lines."""
    end = index
    while index < len(parts) and index - end <= _BETWEEN_LED:
        if _is_led(parts[index].text):
            end = index + 1
        index += 1
    return end


def _is_led(text: str) -> bool:
    """Whether dots lead from a title to its page: `Introduction ........ 1`."""
    return bool(_LEADERS.search(text))


def _opens_box(part: Block) -> bool:
    name = kinds.key(part.text)
    return name in layout().imprint_titles or name in layout().reference_titles or name in layout().contents_titles


def _imprint_end(parts: list[Block], index: int) -> int:
    """An imprint box reaches to its last contact line or statement of rights before a paragraph or another box."""
    end = index
    while index < len(parts) and parts[index].kind in ("heading", "boilerplate") and not _opens_box(parts[index]):
        index += 1
        if parts[index - 1].kind == "boilerplate":
            end = index
    return end


def _authors_end(parts: list[Block], index: int) -> int:
    while index < len(parts) and parts[index].kind != "heading":
        index += 1
    return index


def _list_end(parts: list[Block], index: int) -> int:
    while index < len(parts) and (kinds.is_list_item(parts[index].text) or parts[index].kind != "heading"):
        index += 1
    return index


def _links_end(parts: list[Block], index: int) -> int:
    """Links are short lines: up to a paragraph, a marked title or another box."""
    while index < len(parts) and not _opens_box(parts[index]) and parts[index].text[:1] != "#":
        if parts[index].kind == "paragraph" and not kinds.is_list_item(parts[index].text):
            return index
        index += 1
    return index


def merged(kind: SegmentKind, parts: list[Block]) -> Block:
    """Neighbouring blocks as one."""
    span = (parts[0].draft.start, parts[-1].draft.pieces[-1][1])
    return Block(" ".join(part.text for part in parts), Draft(kind, (span,)))
