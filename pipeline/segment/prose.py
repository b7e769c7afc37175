"""Everything of a document that is no chronology: titles, essays, boxes, captions, imprint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.records import SegmentKind
from pipeline.segment import kinds
from pipeline.segment.cues import layout
from pipeline.segment.drafts import Draft
from pipeline.segment.lines import Line, blocks
from pipeline.timex import is_heading, read_heading

# Lines of a hard-wrapped text stay below this width; a document with longer lines has one paragraph a line.
_WRAP_WIDTH = 120
_MASTHEAD = re.compile(r"^(?:issue|vol(?:ume)?|no|number|edition|issn)\b[\s.:\d]*", re.IGNORECASE)
_NAME = re.compile(
    r"^(?:by\s+)?(?:(?:dr|prof|mr|ms|mrs)\.?\s+)?[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.?|[A-Z][\w'’-]+|[a-z]{2,3})){1,4}$"
)
_AFFILIATION = re.compile(
    r"\b(?:university|institute|school|fellow|professor|lecturer|researcher|analyst|correspondent|embassy|college)\b",
    re.IGNORECASE,
)
_PULL_QUOTE_WORDS = 8
_CONTINUED_WORDS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that read as one, and what they are so far."""

    text: str
    draft: Draft

    def of_kind(self, kind: SegmentKind, *, title: bool = False) -> Block:
        """The same block, told to be of another kind."""
        return replace(self, draft=replace(self.draft, kind=kind, title=title))

    @property
    def kind(self) -> SegmentKind:
        """The kind so far."""
        return self.draft.kind


def drafts(lines: list[Line], *, opening: bool) -> list[Draft]:
    """Drafts of a stretch of prose, in source order; `opening`: the document begins with this stretch."""
    parts = [_block(part) for part in _parts(lines)]
    steps: list[Callable[[list[Block]], list[Block]]] = [
        _boxes,
        _titles,
        _bylines,
        _with_sources,
        _pull_quotes,
    ]
    for step in ([_masthead] if opening else []) + steps:
        parts = step(parts)
    return _joined(parts)


def _parts(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped into what reads as one: a wrapped paragraph, or a line by itself."""
    widths = sorted(len(line.text) for line in lines)
    wrapped = bool(widths) and widths[len(widths) * 9 // 10] <= _WRAP_WIDTH
    parts: list[list[Line]] = []
    for block in blocks(_unglued(lines)):
        width = max(len(line.text) for line in block)
        for index, line in enumerate(block):
            if wrapped and index and _reads_on(block[index - 1], line, width):
                parts[-1].append(line)
            else:
                parts.append([line])
    return parts


def _unglued(lines: list[Line]) -> list[Line]:
    """The lines, cut where a contact line has prose of another column glued to it."""
    result: list[Line] = []
    for line in lines:
        cut = kinds.glued_furniture(line.text)
        if cut:
            front = line.text[:cut].rstrip()
            result.append(replace(line, text=front, end=line.start + len(front)))
            line = replace(line, text=line.text[cut:], start=line.start + cut, after_blank=True)  # noqa: PLW2901
        result.append(line)
    return result


def _reads_on(before: Line, line: Line, width: int) -> bool:
    if kinds.is_list_item(line.text) or line.text.startswith("#") or before.text.startswith("#"):
        return False
    short = len(before.text) < width * 0.6
    return not short or kinds.opens_small(line.text)


def _block(lines: list[Line]) -> Block:
    text = " ".join(line.text for line in lines)
    return Block(text, Draft(kinds.kind_of(text), ((lines[0].start, lines[-1].end),)))


def _masthead(parts: list[Block]) -> list[Block]:
    """Issue, volume and date lines at a document's very beginning are page furniture, as one piece."""
    count = 0
    while count < len(parts) and _is_issue_line(parts[count].text):
        count += 1
    if not count:
        return parts
    start, end = parts[0].draft.start, parts[count - 1].draft.pieces[-1][1]
    text = " ".join(part.text for part in parts[:count])
    return [Block(text, Draft("boilerplate", ((start, end),))), *parts[count:]]


def _is_issue_line(text: str) -> bool:
    return (
        bool(_MASTHEAD.fullmatch(text))
        or read_heading(text) is not None
        or text.strip().isdigit()
        or (text.isupper() and read_heading(f"{text} 2000") is not None)
    )


def _boxes(parts: list[Block]) -> list[Block]:
    """Tables of contents (each one piece), imprint boxes and lists of sources, told by their titles."""
    result: list[Block] = []
    index = 0
    while index < len(parts):
        name = kinds.key(parts[index].text)
        if name in layout().contents_titles:
            end = _contents_end(parts, index + 1)
            result.append(_merged("contents", parts[index:end]))
        elif name in layout().imprint_titles:
            end = _imprint_end(parts, index + 1)
            result += [part.of_kind("boilerplate") for part in parts[index:end]]
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


def _list_end(parts: list[Block], index: int) -> int:
    while index < len(parts) and (kinds.is_list_item(parts[index].text) or parts[index].kind != "heading"):
        index += 1
    return index


def _merged(kind: SegmentKind, parts: list[Block]) -> Block:
    span = (parts[0].draft.start, parts[-1].draft.pieces[-1][1])
    return Block(" ".join(part.text for part in parts), Draft(kind, (span,)))


def _titles(parts: list[Block]) -> list[Block]:
    """Which headings open a section: those that the table of contents names, or all if there is none."""
    listed = _letters(" ".join(part.text for part in parts if part.kind == "contents"))
    named = [part for part in parts if part.kind == "heading" and _letters(part.text) in listed]
    by_contents = len(named) > 1
    result = []
    for part in parts:
        if part.kind != "heading" or is_heading(part.text):
            result.append(part)
        else:
            title = _letters(part.text) in listed if by_contents else True
            result.append(part.of_kind("heading", title=title))
    return result


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def _bylines(parts: list[Block]) -> list[Block]:
    """Who wrote it and where he works, between a title and its text: page furniture."""
    listed = _letters(" ".join(part.text for part in parts if part.kind == "contents"))
    result = list(parts)
    for index, part in enumerate(parts):
        if part.kind != "heading" or part.text.startswith("#") or part.text.isupper():
            continue
        affiliated = _AFFILIATION.search(part.text) and _letters(part.text) not in listed
        if affiliated or _is_author(parts, index, listed):
            result[index] = part.of_kind("boilerplate")
    return result


def _is_author(parts: list[Block], index: int, listed: str) -> bool:
    """A personal name under a title: signed `By`, listed so in the contents, or followed by where he works."""
    text = parts[index].text
    if index == 0 or parts[index - 1].kind != "heading" or not _NAME.match(text):
        return False
    signed = text.lower().startswith("by ") or f"by{_letters(text)}" in listed
    following = parts[index + 1].text if index + 1 < len(parts) else ""
    return signed or bool(_AFFILIATION.search(following) and kinds.is_title(following))


def _with_sources(parts: list[Block]) -> list[Block]:
    """What a reference introduces with a colon belongs to it."""
    result: list[Block] = []
    for part in parts:
        before = result[-1] if result else None
        lead_in = before is not None and before.kind == "reference" and before.text.endswith(":")
        if before is not None and lead_in and part.kind in ("reference", "paragraph"):
            result[-1] = _merged("reference", [before, part])
        else:
            result.append(part)
    return result


def _pull_quotes(parts: list[Block]) -> list[Block]:
    """A box that only repeats words of a paragraph is counted once: the copy is furniture."""
    paragraphs = {index: _letters(part.text) for index, part in enumerate(parts) if part.kind == "paragraph"}
    result = []
    for index, part in enumerate(parts):
        quote = part.kind in ("paragraph", "heading") and len(part.text.split()) >= _PULL_QUOTE_WORDS
        copy = quote and any(
            _repeats(_letters(part.text), other, later=index > at) for at, other in paragraphs.items() if at != index
        )
        result.append(part.of_kind("boilerplate") if copy else part)
    return result


def _repeats(words: str, other: str, *, later: bool) -> bool:
    """Whether `other` holds the same words; of equal copies the first is the text."""
    return words in other and (words != other or later)


def _joined(parts: list[Block]) -> list[Draft]:
    """Paragraphs that a column, page or box cuts, put together again."""
    drafts: list[Draft] = [part.draft for part in parts]
    texts = [part.text for part in parts]
    gone: set[int] = set()
    for index in range(1, len(parts)):
        if drafts[index].kind not in ("paragraph", "heading"):
            continue
        head = _cut_paragraph(parts, drafts, texts, gone, index)
        if head is not None:
            drafts[head] = replace(drafts[head].joined(*drafts[index].pieces), kind="paragraph", title=False)
            texts[head] = texts[index]
            gone.add(index)
            # what follows may go on from the joined paragraph
            drafts[index], texts[index] = drafts[head], texts[index]
    return [draft for index, draft in enumerate(drafts) if index not in gone]


def _cut_paragraph(parts: list[Block], drafts: list[Draft], texts: list[str], gone: set[int], index: int) -> int | None:
    """Number of the block that block `index` goes on from, if it begins in mid-sentence."""
    earlier = [at for at in range(index - 1, -1, -1) if at not in gone]
    if kinds.opens_small(parts[index].text):
        return _last_open(drafts, texts, earlier, index)
    if not earlier or drafts[earlier[0]].kind != "paragraph" or drafts[index].kind != "paragraph":
        return None
    words = texts[earlier[0]]
    cut = len(words.split()) >= _CONTINUED_WORDS and kinds.is_open(words)
    return earlier[0] if cut and not kinds.is_list_item(parts[index].text) else None


def _last_open(drafts: list[Draft], texts: list[str], earlier: list[int], index: int) -> int | None:
    """The nearest earlier text that stops in mid-sentence, with no title between; boxes are skipped."""
    for before in earlier:
        if drafts[before].title and before < index - 1:
            return None
        prose = drafts[before].kind in ("paragraph", "heading") and not drafts[before].title
        if prose and kinds.is_open(texts[before]) and not kinds.is_list_item(texts[before]):
            return before
    return None
