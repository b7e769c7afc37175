"""What designs share: styles, frames, running heads, articles and day tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tools.layouts.issue import Entry, Issue
from tools.layouts.setter import BOLD, ITALIC, ROMAN, Frame, Setter, Style

SANS, SANS_BOLD = "Helvetica", "Helvetica-Bold"
TITLE = Style(BOLD, 22, 26, after=14)
HEAD = Style(BOLD, 13, 16, before=8, after=4, keep=True)
MONTH = Style(SANS_BOLD, 10.5, 13, before=8, after=4, keep=True)
BODY = Style(align="justify", hyphens="-", indent=12, after=0)
CELL = Style(align="justify", hyphens="-", after=5)


@dataclass(frozen=True)
class Printed:
    """A file, and its entries with the pages on which they begin."""

    data: bytes
    entries: tuple[tuple[Entry, int], ...]
    pages: int


def columns(count: int, *, gap: float = 16, left: float = 54, top: float = 770, bottom: float = 60, page: float = 595,
            first_top: float | None = None, widths: Sequence[float] = ()) -> Callable[[int], list[Frame]]:  # fmt: skip
    """Frames of a page (`page` wide) with columns of equal width, or of the widths given."""
    wide = widths or [(page - 2 * left - gap * (count - 1)) / count] * count

    def frames(page: int) -> list[Frame]:
        high = first_top if page == 1 and first_top else top
        return [Frame(left + sum(wide[:n]) + gap * n, high, wide[n], bottom) for n in range(len(wide))]

    return frames


def heads(name: str, *, first: bool = False) -> Callable[[Setter, int], None]:
    """Running heads and page numbers, outer edges changing sides."""

    def draw(setter: Setter, page: int) -> None:
        if page > 1 or first:
            left, right = (54, 480) if page % 2 else (480, 54)
            setter.draw(f"{name}", left, 800, ITALIC, 9)
            setter.draw("Spring 2022", right, 800, ITALIC, 9)
        setter.draw(str(page), 295, 34, ROMAN, 9)

    return draw


def printed(setter: Setter, issue: Issue) -> Printed:
    """What the setter has set."""
    data = setter.finish()
    return Printed(data, tuple((entry, setter.places[n]) for n, entry in enumerate(issue.entries)), setter.page)


def essays(setter: Setter, issue: Issue, body: Style = BODY, head: Style = HEAD) -> None:
    """Set the articles."""
    for essay in issue.essays:
        setter.paragraph(essay.title, head)
        setter.paragraph(essay.author, replace(body, font=ITALIC, indent=0, align="left", after=6))
        for number, text in enumerate(essay.paragraphs):
            setter.paragraph(text, replace(body, indent=0) if number == 0 else body)
        setter.skip(10)


def day_rows(setter: Setter, issue: Issue, cell: Style = CELL, column: float = 48, month: Style = MONTH) -> None:
    """Set the chronology as a table of days under months."""
    setter.paragraph(issue.chronology, HEAD)
    said = ""
    for number, entry in enumerate(issue.entries):
        if entry.month != said:
            said = entry.month
            setter.paragraph(said, month)
        setter.row(entry.label, entry.text, cell, column, number)
