"""The words of a paragraph of Word: as they are shown, without what is deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.read import markup
from pipeline.read.word import names
from pipeline.read.word.names import W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Inline:
    """The text of a paragraph, the text boxes that hang on it, and the notes that it refers to, in order."""

    text: str = ""
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def inline(paragraph: _Element, numbers: dict[tuple[str, str], int]) -> Inline:
    """The words of a paragraph. `numbers` has the number of each note so far, and gets those of its notes.

    A short bold beginning with a number in it, which can be a date, is marked as bold.
    """
    found = Inline()
    lead: list[str] = []
    rest: list[str] = []
    for run in _runs(paragraph):
        text = "".join(_run(run, found, numbers))
        bold = is_on(run, "rPr", "b") or not text.strip()
        (lead if bold and not rest else rest).append(text)
    head, tail = "".join(lead), "".join(rest)
    found.text = markup.bold_label(head, tail) if head.strip() else head + tail
    return found


def _runs(element: _Element) -> Iterator[_Element]:
    for inner in element:
        if inner.tag == names.R:
            if not is_on(inner, "rPr", "vanish"):
                yield inner
        elif inner.tag in names.WRAPPERS:
            yield from _runs(inner)
        elif str(inner.tag).endswith(("}oMath", "}oMathPara")):
            yield inner


def _run(run: _Element, found: Inline, numbers: dict[tuple[str, str], int]) -> Iterator[str]:
    for inner in run.iterdescendants() if run.tag != names.R else run:
        tag = inner.tag
        if tag == names.T or str(tag).endswith("/math}t"):
            yield inner.text or ""
        elif tag == names.TAB:
            yield "\t"
        elif tag in (names.BREAK, names.RETURN):
            yield "\n"
        elif tag in names.HYPHENS:
            yield names.HYPHENS[tag]
        elif tag in names.NOTE_MARKS:
            key = (names.NOTE_MARKS[tag], str(inner.get(f"{W}id", "")))
            found.notes.append(key)
            yield f"[^{numbers.setdefault(key, len(numbers) + 1)}]"
        elif isinstance(tag, str):
            found.boxes.extend(_boxes(inner))


def _boxes(element: _Element) -> Iterator[_Element]:
    """The outermost text boxes in a drawing; the copy for older programs is not another one."""
    for inner in element:
        if inner.tag == names.TEXT_BOX:
            yield inner
        elif inner.tag != names.FALLBACK:
            yield from _boxes(inner)
