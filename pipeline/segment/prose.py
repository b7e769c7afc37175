"""Everything of a document that is no chronology: titles, essays, boxes, captions, imprint."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.segment import kinds
from pipeline.segment.boxes import Block, boxes, masthead, merged
from pipeline.segment.drafts import Draft
from pipeline.segment.lines import Line, blocks
from pipeline.timex import is_heading, read_label

# Lines of a hard-wrapped text stay below this width; a document with longer lines has one paragraph a line.
_WRAP_WIDTH = 120
_NAME = re.compile(
    r"^(?:by\s+)?(?:(?:dr|prof|mr|ms|mrs)\.?\s+)?[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.?|[A-Z][\w'’-]+|[a-z]{2,3})){1,4}$"
)
_AFFILIATION = re.compile(
    r"\b(?:university|institute|school|fellow|professor|lecturer|researcher|analyst|correspondent|embassy|college)\b",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"^\d{1,3}[.)]\s|^\d{1,2}[:.]\d\d\b")
_PULL_QUOTE_WORDS = 8
_CONTINUED_WORDS = 12


def drafts(lines: list[Line], *, opening: bool) -> list[Draft]:
    """Drafts of a stretch of prose, in source order; `opening`: the document begins with this stretch."""
    parts = [_block(part) for part in _parts(lines)]
    steps: list[Callable[[list[Block]], list[Block]]] = [
        boxes,
        _titles,
        _bylines,
        _with_sources,
        _pull_quotes,
    ]
    for step in ([masthead] if opening else []) + steps:
        parts = step(parts)
    return _joined(parts)


def _parts(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped into what reads as one: a wrapped paragraph, or a line by itself."""
    widths = sorted(len(line.text) for line in lines)
    usual = widths[len(widths) * 9 // 10] if widths else 0
    wrapped = 0 < usual <= _WRAP_WIDTH
    parts: list[list[Line]] = []
    for block in blocks(_unglued(lines)):
        width = max(usual, *(len(line.text) for line in block)) if wrapped else 0
        for index, line in enumerate(block):
            if (line.runs_on and parts) or (wrapped and index and _reads_on(block[index - 1], line, width)):
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
    if line.text.startswith("#") or before.text.startswith("#"):
        return False
    short = len(before.text) < width * 0.6
    if kinds.is_list_item(line.text) or _ITEM_NUMBER.match(line.text):
        figure = line.text[:1].isdigit() and not _ITEM_NUMBER.match(line.text)
        return figure and not short and kinds.is_open(before.text)
    return not short or kinds.opens_small(line.text)


def _block(lines: list[Line]) -> Block:
    text = " ".join(line.text for line in lines)
    kind = lines[0].told if lines[0].told and len(lines) == 1 else kinds.kind_of(text)
    return Block(text, Draft(kind, ((lines[0].start, lines[-1].end),)), told=kind == lines[0].told == "heading")


def _titles(parts: list[Block]) -> list[Block]:
    """Which headings open a section: those that the table of contents names, or all if there is none."""
    listed = _letters(" ".join(part.text for part in parts if part.kind == "contents"))
    named = [part for part in parts if part.kind == "heading" and _letters(part.text) in listed]
    by_contents = len(named) > 1
    result = []
    for part in parts:
        if part.kind != "heading" or is_heading(part.text) or read_label(part.text):
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
        if part.kind != "heading" or part.text.startswith("#") or (part.text.isupper() and "," not in part.text):
            continue
        affiliated = _AFFILIATION.search(part.text) and _letters(part.text) not in listed
        if affiliated or _is_author(parts, index, listed):
            result[index] = part.of_kind("boilerplate")
    return result


def _is_author(parts: list[Block], index: int, listed: str) -> bool:
    """A personal name under a title: signed, listed so in the contents, in plain letters, or with where he works."""
    text = parts[index].text
    if index == 0 or parts[index - 1].kind != "heading" or not _NAME.match(text):
        return False
    signed = text.lower().startswith("by ") or f"by{_letters(text)}" in listed
    signed = signed or (parts[index - 1].told and not parts[index].told)
    following = parts[index + 1].text if index + 1 < len(parts) else ""
    return signed or (
        not following.lower().startswith("by ") and bool(_AFFILIATION.search(following) and kinds.is_title(following))
    )


def _with_sources(parts: list[Block]) -> list[Block]:
    """What a reference introduces with a colon belongs to it."""
    result: list[Block] = []
    for part in parts:
        before = result[-1] if result else None
        lead_in = before is not None and before.kind == "reference" and before.text.endswith(":")
        if before is not None and lead_in and part.kind in ("reference", "paragraph"):
            result[-1] = merged("reference", [before, part])
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
