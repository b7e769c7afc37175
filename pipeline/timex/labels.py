"""Day labels of chronologies: `6th`, `11th- 15th`, `Sept. 1-3, 2023:`, `**29 March - 2 April** -`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.records import DateMod, DatePrecision
from pipeline.timex import days
from pipeline.timex.points import Point, read_point, suffix_of

if TYPE_CHECKING:
    from pipeline.timex.days import Interval

Separator = Literal["end", "tab", "colon", "dash", "bar", "period", "gap", "blank"]

_OPENING = re.compile(r"[\s>|]*(?:[-*•·▪●\u2013\u2014]\s+)?[\s*_#]*[\[(]?[*_]*")
_RANGE = re.compile(r"\s*(?:[-\u2013\u2014\u2212]+|\b(?:to|through|thru|until|till|and)\b|[&/])\s*", re.IGNORECASE)
_OPEN_END = re.compile(r"[-\u2013\u2014\u2212]|\s[-\u2013\u2014](?=\s*$|\t)")
_WEEK = re.compile(r"(?:the\s+)?week\s+(?:of|beginning|commencing|starting)\s+|w/c\s+", re.IGNORECASE)
# Saturday, Sunday, Monday: as the week begins in one country or another.
_WEEK_BEGINS = frozenset({6, 7, 1})
_CLOSING = re.compile(r"[*_]*[\])]?[*_]*")
_SEPARATORS: tuple[tuple[Separator, re.Pattern[str]], ...] = (
    ("end", re.compile(r"[\s:.*_\u2013\u2014-]*$")),
    ("tab", re.compile(r"[ :.]*\t\s*")),
    ("colon", re.compile(r" ?[:;][*_]*\s*")),
    ("bar", re.compile(r"\s*\|\s*")),
    ("dash", re.compile(r"\s*[\u2013\u2014]+\s*|\s+-+\s+|-{2,}\s*")),
    ("period", re.compile(r"\.\s+(?=[\"'“\u2018A-Z])")),
    ("gap", re.compile(r"\s{2,}|,? *\n\s*")),
    ("blank", re.compile(r",? (?=[\"'“\u2018A-ZÀ-Þ0-9*_])")),
)  # fmt: skip
_ISO_MONTH = re.compile(r"\d{4}-\d\d")
# `2017-09-26/10-06`: the second day of two in ISO's form, without its year.
_ISO_REST = re.compile(r"(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])")
# A row of a January issue may still tell of late November; a label farther off is not in that year.
_FAR = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Label:
    """A day label and the interval it denotes.

    `text` is the repaired label. `start`..`end` are its offsets in the string that was read.
    `date` is None if neither the label nor the period gives month and year (`month`, `day` then say
    what is known); `enddate` is None if equal to `date`. `open_ended` marks the first half of a
    label that goes on in the next row (`25th-`); see `complete`.
    """

    text: str
    start: int
    end: int
    date: dt.date | None
    enddate: dt.date | None
    precision: DatePrecision
    mod: DateMod | None = None
    month: int | None = None
    day: int | None = None
    year_from_period: bool = False
    month_from_period: bool = False
    open_ended: bool = False
    repaired: bool = False
    separator: Separator = "end"
    points: tuple[Point, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it names days or a part of the month only, no month."""
        return all(point.bare for point in self.points)

    @property
    def only_day(self) -> dt.date | None:
        """The one day that it is, with month and year; None for anything else."""
        return self.date if self.enddate is None and self.precision == "day" else None


def read_label(text: str, period: Interval | None = None, *, order: str | None = None) -> Label | None:
    """Read a string that is a day label and nothing else (one cell of a table, say).

    `period` gives the month or year that the label leaves out; `order` ("dmy", "mdy") how
    `01/09/2023` is to be read. Returns None if the string is anything else.
    """
    label = _read(text, period, order)
    if label is None:
        return None
    rest = text[label.end :]
    return label if _SEPARATORS[0][1].match(rest) or rest.strip() in {":", "|", ","} else None


def leading_label(line: str, period: Interval | None = None, *, order: str | None = None) -> tuple[Label, int] | None:
    """The day label that a line begins with, and the offset where the text after it begins.

    Strict, so that it can be used to find chronology rows: bare numbers need a tab, labels without
    a day need a separator, prose such as `September 11 attacks` is none. Only `separator` "blank"
    is weak evidence (`29th Korea's MOTIE …` is a label, `12th Seoul Defence Dialogue` is none):
    believe it where the days of the rows around run in order.
    """
    label = _read(line, period, order)
    if label is None:
        return None
    for name, pattern in _SEPARATORS:
        found = pattern.match(line, label.end)
        if found and _allowed(label, name):
            open_ended = label.open_ended and name in {"end", "tab", "bar", "gap", "blank"}
            return replace(label, separator=name, open_ended=open_ended), found.end()
    return None


def _allowed(label: Label, separator: Separator) -> bool:
    first, last = label.points[0], label.points[-1]
    if last.day is None and not _ISO_MONTH.fullmatch(label.text):
        return separator in {"tab", "colon", "bar", "dash", "gap"}
    if first.bare and not (first.ordinal or first.weekday or last.ordinal or last.month):
        return separator == "tab"
    if label.bare:
        return separator != "period"
    return True


def complete(first: Label, second: Label, period: Interval | None = None) -> Label:
    """One label out of `25th-` and `27th`, which stand on two rows. Offsets are the first's."""
    begun = first.text.rstrip("-\u2013\u2014 ")
    joined = read_label(f"{begun}-{second.text}", period)
    if joined is None:
        raise ValueError(f"{first.text!r} and {second.text!r} do not make one day label")
    return replace(joined, start=first.start, end=first.end, repaired=first.repaired or second.repaired)


def _beginning(day: dt.date, *, said: bool) -> dt.date:
    """The first day of the week that is said to begin on a day, or that is `of` it: of a Sunday it begins then."""
    return day if said or day.isoweekday() in _WEEK_BEGINS else days.week_days(*day.isocalendar()[:2])[0]


def _read(text: str, period: Interval | None, order: str | None) -> Label | None:
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    week = _WEEK.match(text, start)
    first = read_point(text, week.end() if week else start, order)
    if first is None:
        return None
    second, end = None, first.end
    link = _RANGE.match(text, first.end)
    if link and (second := _rest(text, link.end()) or read_point(text, link.end(), order)) and _is_range(first, second):
        end = second.end
    else:
        second = None
    dash = _OPEN_END.match(text, end) if second is None and first.day is not None else None
    if dash and (text[dash.end() : dash.end() + 1].strip() or (dash[0][0] == " " and not first.bare)):
        dash = None
    stop = dash.end() if dash else end
    closing = _CLOSING.match(text, stop)
    points = (first,) if second is None else (first, second)
    label = _resolve(points, period)
    if week and label.date:
        first_day = _beginning(label.date, said="of" not in week[0].lower().split())
        label = replace(label, date=first_day, enddate=first_day + 6 * days.DAY, precision="week")
    return replace(
        label,
        text=_repaired_text(text[start:stop], points),
        start=start,
        end=closing.end() if closing else stop,
        open_ended=stop > end,
    )


def _rest(text: str, start: int) -> Point | None:
    found = _ISO_REST.match(text, start)
    return Point(found.end(), month=int(found["month"]), day=int(found["day"])) if found else None


def _is_range(first: Point, second: Point) -> bool:
    """Whether two dates can be the ends of one label: days with days, units with units."""
    if second.bare:
        return first.day is not None and (second.year is None or first.year is None)
    return (first.day is None) == (second.day is None)


def _repaired_text(text: str, points: tuple[Point, ...]) -> str:
    clean = re.sub(r"\s*([-\u2013\u2014])\s*$", r"\1", text.strip())
    clean = re.sub(r"(?<=\d)\s(?=(?:st|nd|rd|th)\b)", "", clean)
    if all(point.bare for point in points):
        clean = re.sub(r"\s*([-\u2013\u2014])\s*", r"\1", clean)
    if not any(point.repaired for point in points):
        return clean
    days_written = [(point.day, point.ordinal) for point in points if point.day]
    wanted = iter([f"{day}{suffix_of(day) if ordinal else ''}" for day, ordinal in days_written])
    number = r"[0-9lI|Oo]{1,2}(?:\s?(?:st|nd|rd|th))?(?![0-9A-Za-z])|[0-9lI|Oo]{1,2}(?=[A-Z])"
    return re.sub(number, lambda match: next(wanted, match[0]), clean)


def _resolve(points: tuple[Point, ...], period: Interval | None) -> Label:
    """The label's interval; `text` and offsets are filled in by the caller."""
    left, right = _share(points[0], points[-1])
    month = days.same_month(period)
    from_period = left.bare and not left.numeric
    if from_period and month:
        left, right = _put_month(left, right, month)
    year_open = left.year is None and left.month is not None
    if year_open and period:
        left, right = _put_year(left, right, period)
    begin, end = _interval(left), _interval(right)
    known = begin is not None and end is not None and begin[0] <= end[1]
    return Label(
        text="", start=0, end=0,
        date=begin[0] if known and begin else None,
        enddate=end[1] if known and begin and end and end[1] != begin[0] else None,
        precision=_precision(left),
        mod=_mod(left, right),
        month=left.month, day=left.day,
        year_from_period=known and points[0].year is None and points[-1].year is None,
        month_from_period=known and from_period,
        repaired=any(point.repaired for point in points),
        points=points,
    )  # fmt: skip


def _share(left: Point, right: Point) -> tuple[Point, Point]:
    """Give each end of a range the month and year that only the other end has."""
    if right.month is None and right.day is not None and left.month is not None and not right.numeric:
        right = replace(right, month=left.month)
        if left.day is not None and (right.day or 0) < left.day:
            right = replace(right, month=left.month % 12 + 1)
    elif left.month is None and left.day is not None and right.month is not None and not left.numeric:
        late = (right.day or 0) < left.day
        left = replace(left, month=(right.month - 2) % 12 + 1 if late else right.month)
    crosses = int((left.month or 0) > (right.month or 0))
    if left.year is None and right.year is not None:
        left = replace(left, year=right.year - crosses)
    elif right.year is None and left.year is not None:
        right = replace(right, year=left.year + crosses)
    return left, right


def _put_month(left: Point, right: Point, month: tuple[int, int]) -> tuple[Point, Point]:
    crosses = int((right.day or 0) < (left.day or 0))
    year, after = days.add_months(*month, crosses)
    return (
        replace(left, month=month[1], year=left.year or month[0]),
        replace(right, month=after, year=right.year or year),
    )


def _put_year(left: Point, right: Point, period: Interval) -> tuple[Point, Point]:
    """The one year in which the label lies in the period, or within half a year of it."""
    choices = range(period[0].year - 1, period[1].year + 2)
    near: list[tuple[dt.timedelta, int]] = []
    for year in choices:
        interval = _interval(replace(left, year=year))
        if interval is not None:
            near.append((_distance(interval, period), year))
    near = sorted(pair for pair in near if pair[0] <= _FAR)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return left, right
    year = near[0][1]
    crosses = int((left.month or 0) > (right.month or 0))
    return replace(left, year=year), replace(right, year=year + crosses)


def _distance(interval: Interval, period: Interval) -> dt.timedelta:
    zero = dt.timedelta(0)
    return max(interval[0] - period[1], period[0] - interval[1], zero)


def _interval(point: Point) -> Interval | None:
    if point.year is None or point.numeric or (point.day is not None and point.month is None):
        return None
    if point.month is None:
        return days.year_days(point.year)
    if point.day is not None:
        day = days.safe(point.year, point.month, point.day)
        return (day, day) if day else None
    last = days.add_months(point.year, point.month, point.months - 1)
    return dt.date(point.year, point.month, 1), days.month_end(*last)


def _precision(point: Point) -> DatePrecision:
    if point.day is not None or point.numeric:
        return "day"
    if point.month is None and not point.bare:
        return "year"
    return "month" if point.months == 1 else "quarter"


def _mod(left: Point, right: Point) -> DateMod | None:
    if left.mod != right.mod:
        return None
    return {"START": "START", "MID": "MID", "END": "END"}.get(left.mod or "")  # type: ignore[return-value]
