"""Designs: each sets the issue as one kind of publication does, and says on which page each entry begins."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from reportlab.lib.utils import ImageReader

from tools.layouts.issue import Issue
from tools.layouts.parts import (
    BODY,
    CELL,
    HEAD,
    MONTH,
    SANS,
    SANS_BOLD,
    TITLE,
    Printed,
    columns,
    day_rows,
    essays,
    heads,
    printed,
)  # fmt: skip
from tools.layouts.setter import BOLD, ITALIC, ROMAN, Frame, Setter, Style


def two_columns(issue: Issue, *, habit: str = "lines", scramble: bool = False, hyphens: str = "-") -> Printed:
    """A bulletin in two columns with heads, page numbers and a day table."""
    title = 720
    setter = Setter(columns(2, first_top=title - 30, top=770), heads(issue.name), habit=habit, scramble=scramble)
    setter.draw(issue.name, 54, title, BOLD, 26)
    setter.draw("Volume 7, Number 2", 54, title - 18, ROMAN, 10)
    body = replace(BODY, hyphens=hyphens, size=11, leading=14)
    essays(setter, issue, body)
    setter.next_frame()
    day_rows(setter, issue, replace(CELL, hyphens=hyphens, size=11, leading=14))
    return printed(setter, issue)


def eight_pages(issue: Issue) -> Printed:
    """A small bulletin in two columns: masthead, articles, a chronology that begins in the middle of a page."""

    def furniture(setter: Setter, page: int) -> None:
        if page > 1:
            setter.draw(issue.name, 36 if page % 2 else 300, 566, ITALIC, 8)
            setter.draw(f"{page}" if page % 2 else f"{page}  ", 380 if page % 2 else 36, 566, ROMAN, 8)
            setter.canvas.line(36, 560, 384, 560)
        setter.draw("© Institute of Coastal Studies, Denholm", 36, 28, ROMAN, 7)

    frames = columns(2, gap=14, left=36, page=420, top=545, bottom=46, first_top=470)
    setter = Setter(frames, furniture, size=(420, 595))
    setter.draw(issue.name, 36, 510, BOLD, 28)
    setter.draw("Volume 7, Number 2", 36, 490, ROMAN, 10)
    body = replace(BODY, size=12, leading=16.5)
    essays(setter, issue, body)
    day_rows(setter, issue, replace(CELL, size=12, leading=16.5), 64)
    return printed(setter, issue)


def single_column(issue: Issue) -> Printed:
    """One wide column, paragraphs parted by white, whole dates in the label column."""
    setter = Setter(columns(1, left=72), heads(issue.name, first=True))
    setter.paragraph(issue.name, TITLE)
    essays(setter, issue, Style(SANS, 10, 13, after=8))
    setter.paragraph(issue.chronology, HEAD)
    for number, entry in enumerate(issue.entries):
        setter.row(entry.dated(), entry.text, Style(SANS, 10, 13, after=4), 110, number)
    return printed(setter, issue)


def newsletter(issue: Issue) -> Printed:
    """Three columns, bold run-in dates with a full stop."""
    setter = Setter(columns(3, gap=14, left=40, first_top=700), heads(issue.name))
    setter.draw(issue.name, 40, 740, SANS_BOLD, 30)
    small = Style(ROMAN, 9, 11, align="justify", hyphens="-", indent=9, after=0)
    essays(setter, issue, small, replace(HEAD, size=12, leading=14))
    setter.paragraph(issue.chronology, replace(HEAD, size=12, leading=14))
    for number, entry in enumerate(issue.entries):
        runs = [(f"{entry.dated()}.", BOLD), (f" {entry.text}", ROMAN)]
        setter.paragraph(runs, replace(small, indent=0, after=4), number)
    return printed(setter, issue)


def run_in(issue: Issue) -> Printed:
    """One column, bold run-in dates without a stop behind them, first lines standing out, under month headings."""
    setter = Setter(columns(1, left=80), heads(issue.name))
    setter.paragraph(issue.name, TITLE)
    setter.paragraph(issue.chronology, HEAD)
    said = ""
    for number, entry in enumerate(issue.entries):
        if entry.month != said:
            said = entry.month
            setter.paragraph(said, MONTH)
        runs = [(entry.dated(year=False), BOLD), (f" {entry.text}", ROMAN)]
        setter.paragraph(runs, Style(hang=18, after=0), number)
    return printed(setter, issue)


def margin_days(issue: Issue) -> Printed:
    """Days in the left margin, far from a text in sans; two lines of white between entries."""
    setter = Setter(columns(1, left=60), heads(issue.name))
    setter.paragraph(issue.name, TITLE)
    day_rows(setter, issue, Style(SANS, 9.5, 13, after=9), 130)
    return printed(setter, issue)


def sidebar(issue: Issue) -> Printed:
    """Two columns with a shaded box on the second page, in the middle of the left column."""
    box = (
        "Who is who at Denholm",
        (
            "The chair is held by the Council. Orvane sends its surveyor-general, Lesk the head of its pilots' guild. "
            "Observers come from Tarn, from Sund, and from the World Harbour Organization, which pays."
        ),
    )

    def frames(page: int) -> list[Frame]:
        left, right = columns(2)(page)
        if page != 2:  # noqa: PLR2004 - the page with the box
            return [left, right]
        return [replace(left, bottom=520), replace(left, top=380), right]

    def furniture(setter: Setter, page: int) -> None:
        heads(issue.name)(setter, page)
        if page == 2:  # noqa: PLR2004
            frame = columns(2)(2)[0]
            setter.canvas.setFillGray(0.9)
            setter.canvas.rect(frame.x, 390, frame.width, 122, stroke=0, fill=1)
            setter.canvas.setFillGray(0)
            inner = Setter(lambda _: [Frame(frame.x + 8, 505, frame.width - 16, 392)])
            inner.paragraph(box[0], Style(SANS_BOLD, 10, 13, after=3))
            inner.paragraph(box[1], Style(SANS, 9, 12))
            setter._pending += inner._pending  # noqa: SLF001 - one page, set by two

    setter = Setter(frames, furniture)
    setter.paragraph(issue.name, TITLE)
    essays(setter, issue, replace(BODY, size=11, leading=14))
    day_rows(setter, issue, replace(CELL, size=11, leading=14))
    return printed(setter, issue)


def with_contents(issue: Issue) -> Printed:
    """A contents page with dot leaders; then one column with dates on lines of their own."""
    setter = Setter(columns(1, left=72), heads(issue.name))
    setter.paragraph(issue.name, TITLE)
    setter.paragraph("Contents", HEAD)
    titles = [*(essay.title for essay in issue.essays), issue.chronology]
    for number, title in enumerate(titles):
        dots = "." * int((451 - 6.2 * len(title) * 0.75) / 2.9)
        setter.paragraph(f"{title} {dots} {number + 2}", Style(SANS, 10, 15, after=0))
    setter.next_frame()
    essays(setter, issue)
    setter.next_frame()
    setter.paragraph(issue.chronology, HEAD)
    for number, entry in enumerate(issue.entries):
        setter.paragraph(entry.dated(), Style(BOLD, 10, 13, after=1, keep=True))
        setter.paragraph(entry.text, Style(after=7), number)
    return printed(setter, issue)


def footnoted(issue: Issue) -> Printed:
    """Two columns with footnotes at their foot, marks raised in the text."""
    notes = (
        ("¹ Port Arden Mercury, weekend edition.", "The editors thank the registrar."),
        ("² Communication of the guild to the editors.", "No minutes were kept."),
        ("³ So the harbour master, in a letter.", "His successor denies it."),
    )

    def frames(page: int) -> list[Frame]:
        return [replace(frame, bottom=100) for frame in columns(2)(page)]

    def furniture(setter: Setter, page: int) -> None:
        heads(issue.name)(setter, page)
        frame = columns(2)(page)[page % 2]
        setter.canvas.line(frame.x, 92, frame.x + 60, 92)
        for number, line in enumerate(notes[(page - 1) % 3]):
            setter.draw(line, frame.x, 80 - 10 * number, ROMAN, 8)

    setter = Setter(frames, furniture)
    setter.paragraph(issue.name, TITLE)
    essays(setter, issue, replace(BODY, size=11, leading=14))
    day_rows(setter, issue, replace(CELL, size=11, leading=14))
    return printed(setter, issue)


def wide_gaps(issue: Issue) -> Printed:
    """Narrow justified columns without hyphens: gaps between words as wide as gutters."""
    setter = Setter(columns(3, gap=13, left=36), heads(issue.name), habit="no_spaces")
    setter.paragraph(issue.name, TITLE)
    body = Style(SANS, 10, 12, align="justify", after=6)
    essays(setter, issue, body)
    day_rows(setter, issue, replace(body, after=4), 46)
    return printed(setter, issue)


def magazine(issue: Issue) -> Printed:
    """Two columns, a pull quote between them and a picture with its caption; then run-in dates with a colon."""
    quote = ("a due is an admission", "of sovereignty, and on", "that point the two capitals", "have been immovable")

    def frames(page: int) -> list[Frame]:
        left, right = columns(2)(page)
        if page != 1:
            return [left, right]
        return [replace(left, bottom=430), replace(left, top=330), replace(right, top=620, bottom=430),
                replace(right, top=330)]  # fmt: skip

    def furniture(setter: Setter, page: int) -> None:
        heads(issue.name)(setter, page)
        if page == 1:
            for number, line in enumerate(quote):
                setter.draw(line, 190, 405 - 20 * number, ITALIC, 17)
            right = columns(2)(1)[1]
            picture = _picture()
            setter.canvas.drawImage(picture, right.x, 660, right.width, 110)
            setter.draw("The ferry Concord leaving Port Arden in March", right.x, 646, ITALIC, 8)

    setter = Setter(frames, furniture)
    setter.paragraph(issue.name, TITLE)
    essays(setter, issue)
    setter.paragraph(issue.chronology, HEAD)
    for number, entry in enumerate(issue.entries):
        runs = [(f"{entry.dated()}:", BOLD), (f" {entry.text}", ROMAN)]
        setter.paragraph(runs, replace(BODY, indent=0, after=3), number)
    return printed(setter, issue)


def _picture() -> ImageReader:
    return ImageReader(io.BytesIO(b"P5 16 8 255\n" + bytes(range(0, 256, 2))))


def turned(issue: Issue) -> Printed:
    """A page printed sideways: every line runs upwards."""
    wide = columns(2, widths=(340, 340), left=60, top=520, bottom=60)
    setter = Setter(wide, size=(595, 842), angle=90)
    setter.paragraph(issue.name, TITLE)
    day_rows(setter, issue)
    return printed(setter, issue)


DESIGNS: dict[str, Callable[[Issue], Printed]] = {
    "eight_pages": eight_pages,
    "two_columns": two_columns,
    "words_out_of_order": lambda issue: two_columns(issue, habit="words", scramble=True),
    "letters_spread": lambda issue: two_columns(issue, habit="letters"),
    "soft_hyphens": lambda issue: two_columns(issue, hyphens="\u00ad"),
    "single_column": single_column,
    "newsletter": newsletter,
    "run_in": run_in,
    "margin_days": margin_days,
    "sidebar": sidebar,
    "with_contents": with_contents,
    "footnoted": footnoted,
    "wide_gaps": wide_gaps,
    "magazine": magazine,
    "turned": turned,
}
