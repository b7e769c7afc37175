"""Lines that could be rows of a chronology: those with a day label at their beginning, or at their end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.segment import kinds
from pipeline.segment.cues import layout
from pipeline.segment.lines import Line
from pipeline.segment.time import Time
from pipeline.text import Span
from pipeline.timex import Label, is_heading, period_in, read_heading, read_label
from pipeline.timex.days import Interval

Style = Literal["lead", "sentence", "told", "end", "day"]

_NUMBERED = re.compile(
    r"^(?:(?:date|day|when)\s*:|the(?=\s+\d)|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s"
    r"|[^\w\s(\[#*_\"'“‘|~+=.,:;!?]{1,3}\s|o(?= ))\s*",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(
    r"^(?:[-*•▪·]\s+|\(?\d{1,3}[.)]\s+)?[*_]{1,9}(?P<inner>[^*_\n]{2,60}?)(?P<stop>\s*[.,:;–—-]*)\s*[*_]+(?:\s*[.:;–—]+|\s+-+(?=\s))?\s*"
)
_BARE_DAY = re.compile(r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?(?P<sign>\s*[:–—-]\s+|\s{2,})(?=[^\W\d])")
_MARK = re.compile(r"\*{1,3}(?!\s)|_{1,3}(?!\s)")
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")
_ON = re.compile(r"(?:On\s+)?")
_COMMA = re.compile(r",\s+")
_AT_END = re.compile(
    r"(?P<label>[\[(](?P<bracket>[^()\[\]]{3,40})[\])][.*_]*"
    r"|(?<=\s)[–—-]\s+(?P<dash>[^–—()]{3,40}?)\.?|\t[ \t]{0,40}(?P<cell>[^\t]{3,40}))$"
)
_IN_TITLE = re.compile(r"(?:(?<!\d)[–—:,(|]|\s-)\s*(?P<date>[^–—:(|]{6,40}?)[)*_\s#]*$")
_CONTINUED = re.compile(r"(?<=\S)[\s\[(]*\b(?:continued|cont[’']?d\.?|cont\.)[\s\])]*$", re.IGNORECASE)
_NUMERIC = re.compile(r"^\W*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)(?!\d)")
_MONTHS = 12
_ITEM_LINES = 8
# An open line with fewer words can be a title.
_SENTENCE_WORDS = 7
_LONGEST_DAY_TITLE = 10
# Longer lines are no headings and have no label as long as that.
_HEADING_WIDTH = 120
_WHOLE_MONTH = re.compile(r"(?<=May)\.$|(?<=June)\.$|(?<=July)\.$", re.IGNORECASE)
_LONG_DASH = re.compile(r"([–—])\1+")


@dataclass(frozen=True, slots=True)
class Row:
    """Line number `index` (in the list of lines) begins a row; its text begins at offset `text_at`.

    `label_piece` is where the label stands, `more` a second line of the label (number, label piece,
    offset of the text after it). `style` says how the line bears its label: at its beginning; as the
    beginning of its sentence, in a list or in a paragraph that is `told`; at its end; or as the day in
    a title that holds for the items below. `period` is what the headings above say of its time, `cut`
    the emphasis mark in the text that the label's mark opened (`**3 May: It rains.** The …`).
    """

    index: int
    label: Label
    text_at: int
    label_piece: Span
    period: Interval | None
    style: Style = "lead"
    more: tuple[int, Span, int] | None = None
    cut: Span | None = None


def heading_text(text: str) -> str:
    """A heading's text without `(continued)`."""
    return _CONTINUED.sub("", text) if len(text) <= _HEADING_WIDTH else text


def month_headings(lines: list[Line]) -> set[int]:
    """Numbers of the lines that name a month, quarter or year and nothing else."""
    short = [(index, line.text) for index, line in enumerate(lines) if len(line.text) <= _HEADING_WIDTH]
    return {index for index, text in short if is_heading(heading_text(text)) and not reads_on(lines, index)}


def reads_on(lines: list[Line], index: int) -> bool:
    """Whether a line goes on with the sentence of the line above: a wrapped paragraph broke before its date."""
    if lines[index].runs_on:
        return True
    if index == 0 or lines[index].after_blank:
        return False
    above = lines[index - 1]
    wrapped = len(above.text.split()) >= _SENTENCE_WORDS
    return wrapped and kinds.is_open(above.text) and not kinds.is_title(above.text)


def candidates(lines: list[Line], headings: set[int], period: Interval | None) -> list[Row]:
    """All lines that could be rows, with the time that the headings above them give."""
    time = Time(period, _order(lines))
    rows: list[Row] = []
    listed = _in_lists_of_sources(lines)
    for index, line in enumerate(lines):
        if index in headings:
            time.heading(read_heading(heading_text(line.text), time.year))
            continue
        row = None if index in listed or line.runs_on else _row(lines, index, time)
        if row and rows and (whole := _second_line(rows[-1], row, line)):
            rows[-1] = row = whole
        elif row:
            rows.append(row)
        if row:
            time.row(row.label)
        elif index not in listed and not line.runs_on and kinds.is_title(line.text) and (named := _named(line.text)):
            time.title(named)
    return rows


def _row(lines: list[Line], index: int, time: Time) -> Row | None:
    line = lines[index]
    return _lead(line, index, time) or _sentence(line, index, time) or _day_title(lines, index, time)


def _lead(line: Line, index: int, time: Time) -> Row | None:
    """A row whose label stands at its beginning, maybe after a number or an odd bullet."""
    found, offset = _emphasised(line.text, time) or time.leading(line.text) or _bare_day(line.text, time), 0
    numbered = _NUMBERED.match(line.text)
    if found is None and numbered:
        found, offset = time.leading(line.text[numbered.end() :]), numbered.end()
    if found is None:
        return None
    label, text_at = found[0], line.start + offset + found[1]
    piece = (line.start, line.start + len(line.text[: text_at - line.start].rstrip()))
    cut = _closing_mark(line, text_at)
    return Row(index, _squeezed(label), min(text_at, line.end), piece, time.near, cut=cut)


def _closing_mark(line: Line, text_at: int) -> Span | None:
    """Where the emphasis ends that was opened before the label, if it ends in the text."""
    before, after = line.text[: text_at - line.start], line.text[text_at - line.start :]
    opened = _MARK.findall(before)
    if len(opened) != 1:
        return None
    at = after.find(opened[0])
    return (text_at + at, text_at + at + len(opened[0])) if at >= 0 else None


def _emphasised(text: str, time: Time) -> tuple[Label, int] | None:
    """A label that bold or italic letters set off from its text, with its punctuation in or behind them."""
    found = _EMPHASIS.match(text[:_HEADING_WIDTH])
    label = time.whole(found["inner"]) if found else None
    if found is None or label is None:
        return None
    if label.points[0].day is None and found.end() < len(text) and not found["stop"]:
        return None
    return replace(label, separator="colon" if found.end() < len(text) else "end"), found.end()


def _bare_day(text: str, time: Time) -> tuple[Label, int] | None:
    """A day's number under its month's heading, with a dash, a colon or a gap behind it: `4: The chair …`."""
    found = _BARE_DAY.match(text)
    if found is None or not time.in_month:
        return None
    sign = found.end() - found.start("sign")
    return time.leading(text[: found.start("sign")] + "\t".rjust(sign) + text[found.end() :])


def _sentence(line: Line, index: int, time: Time) -> Row | None:
    """A sentence that begins with its date: listed (`4. On 30 September, parliament …`), or told as a paragraph."""
    opening = _NUMBERED.match(line.text)
    on = _ON.match(line.text, opening.end() if opening else 0)
    if on is None or not (opening or (on[0] and line.after_blank)):
        return None
    begin = on.end()
    best: Row | None = None
    for comma in list(_COMMA.finditer(line.text, begin, begin + 60))[:3]:
        label = time.whole(line.text[begin : comma.start()])
        if label and label.points[0].day and not label.bare:
            piece = (line.start, line.start + comma.start() + 1)
            best = Row(
                index, _squeezed(label), line.start + comma.end(), piece, time.near, "sentence" if opening else "told"
            )
    return best


def _day_title(lines: list[Line], index: int, time: Time) -> Row | None:
    """A title with a day at its end, directly above a list: the day of each item."""
    line = lines[index]
    if (
        index + 2 >= len(lines)
        or kinds.is_list_item(line.text)
        or not kinds.is_title(line.text)
        or not is_told_list(lines, index + 1)
    ):
        return None
    found = _IN_TITLE.search(line.text)
    label = time.whole(found["date"]) if found else None
    if found is None or label is None or label.points[0].day is None or label.bare or _is_long(label):
        return None
    piece = (line.start + found.start("date"), line.end)
    return Row(index, _squeezed(label), line.end, piece, time.near, "day")


def _is_long(label: Label) -> bool:
    """Whether a label's days are a chronology's whole time, and not the days of the items below it."""
    if label.date is None or label.enddate is None:
        return False
    return (label.enddate - label.date).days > _LONGEST_DAY_TITLE


def is_told_list(lines: list[Line], index: int) -> bool:
    """Whether a list of at least two sentences begins at line `index`."""
    items = []
    while index < len(lines) and (kinds.is_list_item(lines[index].text) or not lines[index].after_blank):
        if kinds.is_list_item(lines[index].text):
            items.append(lines[index].text)
        index += 1
    told = [item for item in items if len(item.split()) > 4]  # noqa: PLR2004 - a bullet, an actor, an act, its object
    return len(items) > 1 and len(told) == len(items)


def at_end(lines: list[Line], headings: set[int], rows: list[Row], period: Interval | None) -> list[Row]:
    """Rows whose label stands at the end of their last line."""
    taken = {row.index for row in rows}
    listed = _in_lists_of_sources(lines)
    time, found = Time(period, _order(lines)), []
    for item in _items(lines, headings | taken | listed):
        if item[0] in headings:
            time.heading(read_heading(heading_text(lines[item[0]].text), time.year))
        elif item[0] not in taken | listed and (row := _ended(lines, item, time)):
            found.append(row)
            time.row(row.label)
        elif kinds.is_title(lines[item[0]].text) and (named := _named(lines[item[0]].text)):
            time.title(named)
    return found


def _items(lines: list[Line], single: set[int]) -> Iterator[list[int]]:
    """Numbers of lines that belong together: a list item with its further lines, a paragraph, a line by itself."""
    item: list[int] = []
    for index, line in enumerate(lines):
        opens = line.after_blank or kinds.is_list_item(line.text) or index in single
        if item and (opens or item[-1] in single or _AT_END.search(lines[item[-1]].text)):
            yield item
            item = []
        item.append(index)
    if item:
        yield item


def _ended(lines: list[Line], item: list[int], time: Time) -> Row | None:
    first, last = lines[item[0]], lines[item[-1]]
    found = _AT_END.search(last.text)
    if found is None or len(item) > _ITEM_LINES or first.text.startswith("#"):
        return None
    label = time.whole((found["bracket"] or found["dash"] or found["cell"]).strip())
    if label is None or label.points[0].day is None or label.bare or (len(item) == 1 and not found.start("label")):
        return None
    opening = _NUMBERED.match(first.text) or re.match(r"[-*•]\s+", first.text)
    text_at = first.start + (opening.end() if opening else 0)
    style = replace(label, separator="dash" if found["dash"] else "end")
    piece = (last.start + found.start("label"), last.end)
    return Row(item[0], _squeezed(style), text_at, piece, time.near, "end") if text_at < piece[0] else None


def _second_line(row: Row, second: Row, line: Line) -> Row | None:
    """The row with a label that goes on in the next line of its cell: `15-17 Mar` / `2011`."""
    close = second.index == row.index + 1 and not line.after_blank and row.more is None
    if not close or second.label.separator != "tab" or row.label.separator != "tab":
        return None
    if second.label.points[0].day is not None or row.label.points[-1].year is not None:
        return None
    label = read_label(f"{row.label.text} {second.label.text}", row.period)
    if label is None or label.points[0].day is None:
        return None
    label = replace(label, separator="tab")
    return replace(row, label=label, more=(second.index, second.label_piece, second.text_at))


def _in_lists_of_sources(lines: list[Line]) -> set[int]:
    """Numbers of the lines under a title such as `References`, up to the next title."""
    inside, found = False, set()
    for index, line in enumerate(lines):
        if kinds.key(line.text) in layout().reference_titles | layout().link_titles:
            inside = True
        elif kinds.is_title(line.text) and line.after_blank and not kinds.is_list_item(line.text):
            inside = inside and not (is_heading(line.text) or kinds.is_chronology_title(line.text))
            inside = inside and not line.text.startswith("#")
        if inside:
            found.add(index)
    return found


def _named(title: str) -> Interval | None:
    """The time that a title names: months, or the year at its end (in a chronology's or an issue's: anywhere)."""
    if period := period_in(title):
        return period
    years = _YEAR.findall(title)
    at_end = kinds.bare(title).rstrip(" .:)").endswith(tuple(years)) if years else False
    anywhere = kinds.is_chronology_title(title) or kinds.numbers_issue(title)
    return read_heading(years[0]) if len(years) == 1 and (at_end or anywhere) else None


def _order(lines: list[Line]) -> str | None:
    """How the document writes numeric dates ("dmy", "mdy"), if any of them or their order tells."""
    pairs = [(int(a), int(b), int(year)) for line in lines for a, b, year in _NUMERIC.findall(line.text)]
    first, second = any(a > _MONTHS for a, _, _ in pairs), any(b > _MONTHS for _, b, _ in pairs)
    if first != second:
        return "dmy" if first else "mdy"
    by_day, by_month = [(y, b, a) for a, b, y in pairs], [(y, a, b) for a, b, y in pairs]
    runs = [order in (sorted(order), sorted(order, reverse=True)) for order in (by_day, by_month)]
    return ("dmy" if runs[0] else "mdy") if runs[0] != runs[1] else None


def _squeezed(label: Label) -> Label:
    text = _WHOLE_MONTH.sub("", _LONG_DASH.sub(r"\1", label.text))
    return replace(label, text=" ".join(text.split()))
