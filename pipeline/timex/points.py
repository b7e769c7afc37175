"""Reading one written date, or one end of a range, in a day label or heading.

This is for short strings that are nothing but a date. Running text has `grammar.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.timex import foreign, lexicon
from pipeline.timex.lexicon import alternatives

DAYS_IN_MONTH = 31
CENTURY_PIVOT = 30
ABBREVIATED = 4
OCR_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "i": "1", "O": "0", "o": "0"})
MODS = {
    **dict.fromkeys(("early", "beginning of", "start of", "early-to-mid", "early to mid"), "START"),
    **dict.fromkeys(("mid", "middle of"), "MID"),
    **dict.fromkeys(("late", "end", "end of", "mid-to-late", "mid to late"), "END"),
}
ORDINAL_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Point:
    """What one written date says; None for what it leaves open.

    `ordinal` tells that the day has its suffix (6th), `weekday` that the day of the week stands beside
    it, `repaired` that digits were misread letters, `numeric` that month and day may be the other way round.
    """

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    months: int = 1
    mod: str | None = None
    ordinal: bool = False
    weekday: bool = False
    repaired: bool = False
    numeric: bool = False

    @property
    def bare(self) -> bool:
        """Whether it is a day or part of the month and nothing else."""
        return self.month is None and (self.day is not None or (self.mod is not None and self.year is None))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = _month()
    one = rf"{alternatives(lexicon.words('weekday'))}\b\.?"
    weekday = (
        rf"(?:(?P<weekday>{one}(?:\s*(?:[-\u2013/&]|to|and)\s*{one})?),?\s*(?:the\s(?=\d+\s?(?:st|nd|rd|th)\b))?)?"
    )
    weekday_after = rf"(?:\s*\((?P<weekday_after>{alternatives(lexicon.words('weekday'))})\.?\))?"
    day = r"(?P<day>[0-9lI|Oo]{1,2})(?P<suffix>\s?(?:st|nd|rd|th)\b)?"
    year = r"(?P<year>(?:1[5-9]|2[01])\d\d|['\u2019]\d\d)(?!\d)"
    roman = rf"(?P<roman>{alternatives(lexicon.words('roman'))})"
    mod = rf"(?:(?P<mod>{alternatives(MODS)})[\s-]+(?:the\s+)?)?"
    season = rf"(?P<season>{alternatives(lexicon.words('season'))})\b"
    ordinal = rf"{alternatives(ORDINAL_QUARTERS)}|[1-4](?:st|nd|rd|th)"
    quarter = rf"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|(?P<q3>{ordinal}) quarter)"
    half = r"(?:H(?P<h>[12])|(?P<h2>first|second) half)"
    of = r"(?:\s+of)?[\s,-]*"
    sources = (
        weekday + r"(?P<year>(?:1[5-9]|2[01])\d\d)(?P<sep>[-/.])(?P<mm>\d{1,2})(?P=sep)(?P<dd>\d{1,2})(?!\d)",
        weekday + r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:1[5-9]|2[01])\d\d)(?!\d)",
        weekday + r"(?P<a>\d{1,2})(?P<sep>/)(?P<b>\d{1,2})/(?P<year>\d\d)(?![\d/])",
        weekday + r"(?P<a>\d{1,2})(?P<sep>\.)\s(?P<b>\d{1,2})\.\s(?P<year>(?:1[5-9]|2[01])\d\d)(?!\d)",
        # without its year, the day comes first; `3.4. The` is rather a section's number
        weekday + r"(?P<a>\d{1,2})(?P<sep>\.)\s(?P<b>\d{1,2})\.(?!\d)",
        weekday + r"(?P<a>\d\d)(?P<sep>\.)(?P<b>\d\d)\.(?!\d)",
        rf"{weekday}(?P<a>\d{{1,2}})(?P<sep>\.)(?P<b>\d{{1,2}})\.(?=[*_]*(?:\s?[-:|\u2013\u2014\t]|$))",
        r"(?:(?<=[-\u2013\u2014])|(?<=[-\u2013\u2014]\s))(?P<a>\d{1,2})(?P<sep>\.)(?P<b>\d{1,2})\.(?!\d)",
        weekday + r"(?P<day>\d{1,2})\.(?=\s?[-\u2013\u2014]\s?\d{1,2}\.)",
        rf"(?P<day>\d{{1,2}})-{month}-(?P<year>\d\d)(?!\d)",
        rf"{weekday}(?P<day>\d{{1,2}})(?:[-./]|\.\s(?=[IVX]{{2}})){roman}(?![A-Za-z])(?:(?:\.\s?|[-/]){year}|\.(?=\s?[-\u2013]))?",
        rf"{weekday}(?P<day>\d{{1,2}})\s{roman}\s{year}",
        rf"{year}[\s,:-]+{month}\s*{day}(?![\dA-Za-z])",
        rf"{weekday}{day}(?:\.|\s+of)?[\s-]*{month}(?:[\s,-]*{year})?{weekday_after}",
        rf"{weekday}{month}\s*{day}(?![\dA-Za-z])(?:\s?,?\s*{year})?{weekday_after}",
        rf"{weekday}{day}(?![\dA-Za-z])(?:\s?,\s*{year})?{weekday_after}",
        rf"{mod}{month}(?:{of}{year})?(?!\s*\d)",
        rf"(?P<mod>{alternatives(MODS)})(?:(?:[\s-]+|\s+in\s+)(?:the\s+)?month)?(?![\w-])",
        rf"{mod}{season}(?:{of}{year})?",
        rf"(?:the\s+)?{quarter}(?:{of}{year})?",
        rf"{year}[\s-]*{quarter}",
        rf"(?:the\s+)?{half}(?:{of}{year})?",
        r"(?P<year>(?:1[5-9]|2[01])\d\d)-(?P<mm>0[1-9]|1[0-2])(?![\d-])",
        rf"{mod}{year}(?:\s+{month})?(?![/.]\d|-\d\d?(?!\d))",
        rf"(?P<fd>\d\d?)(?:er)?\.?\s(?:de\s)?{_foreign(alone=False)}[.,]?\s(?:del?\s)?{year}",
        rf"{_foreign(alone=True)}\s(?:del?\s)?{year}",
    )
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def _month() -> str:
    """A month's name; a full stop belongs to it only where it is cut short."""
    names = lexicon.words("month")
    short = alternatives(name for name in names if len(name) <= ABBREVIATED)
    return rf"(?P<month>{short}\.|{alternatives(names)})(?![a-z])"


def _foreign(*, alone: bool) -> str:
    """A month's name in another language; `alone` without those that need their day."""
    rows = foreign.months().values()
    return rf"(?P<foreign>{alternatives(row.word for row in rows if row.alone == 'yes' or not alone)})"


def read_point(text: str, start: int, order: str | None = None) -> Point | None:
    """The longest date that begins at `start`; None if there is none.

    `order` ("dmy" or "mdy") says how a numeric date is to be read; without it a date that can be
    read both ways has neither day nor month.
    """
    found = [point for pattern in _patterns() if (point := _read(pattern, text, start, order))]
    return max(found, key=lambda point: point.end, default=None)


def _read(pattern: re.Pattern[str], text: str, start: int, order: str | None) -> Point | None:
    match = pattern.match(text, start)
    if match is None:
        return None
    parts = {key: value for key, value in match.groupdict().items() if value}
    year = full_year(parts["year"]) if "year" in parts else None
    if "foreign" in parts and year:
        day = int(parts["fd"]) if "fd" in parts else None
        found = foreign.value_of(day, parts["foreign"], year)
        return Point(match.end(), year, found.month, day) if found else None
    if "mm" in parts:
        return _checked(Point(match.end(), year, int(parts["mm"]), int(parts["dd"]) if "dd" in parts else None))
    if "a" in parts:
        return _numeric(match.end(), year, parts, order)
    if "day" in parts:
        return _day(match.end(), year, parts)
    return _unit(match.end(), year, parts)


def _checked(point: Point) -> Point | None:
    month_ok = point.month is None or 1 <= point.month <= 12  # noqa: PLR2004
    day_ok = point.day is None or 1 <= point.day <= DAYS_IN_MONTH
    return point if month_ok and day_ok else None


def _numeric(end: int, year: int | None, parts: dict[str, str], order: str | None) -> Point | None:
    """Day and month of `a/b/year`: dots mean day first; else the numbers or `order` decide."""
    a, b = int(parts["a"]), int(parts["b"])
    if parts["sep"] == "." or a > 12:  # noqa: PLR2004
        return _checked(Point(end, year, b, a))
    if b > 12:  # noqa: PLR2004
        return _checked(Point(end, year, a, b))
    if order is None and a != b:
        return Point(end, year, numeric=True)
    month, day = (a, b) if order == "mdy" else (b, a)
    return _checked(Point(end, year, month, day))


def _day(end: int, year: int | None, parts: dict[str, str]) -> Point | None:
    written = parts["day"]
    digits = written.translate(OCR_DIGITS)
    if not digits.isdigit():  # the patterns ignore case, misreadings do not
        return None
    day = int(digits)
    suffix = parts.get("suffix", "").strip(" .").lower()
    repaired = digits != written
    # a misread digit is believed only beside a real one, or where the suffix fits the number
    if repaired and not (any(c.isdigit() for c in written) or suffix == suffix_of(day)):
        return None
    month = lexicon.numbers("month")[parts["month"].lower().rstrip(".")] if "month" in parts else None
    if "roman" in parts:
        month = lexicon.numbers("roman")[parts["roman"].lower()]
    of_week = not parts.keys().isdisjoint({"weekday", "weekday_after"})
    return _checked(Point(end, year, month, day, ordinal=bool(suffix), weekday=of_week, repaired=repaired))


def full_year(digits: str) -> int:
    """A year out of its digits; two digits are taken for 1931 to 2030."""
    short = digits.lstrip("'\u2019")
    year = int(short)
    return year if len(short) > 2 else year + (2000 if year <= CENTURY_PIVOT else 1900)  # noqa: PLR2004


def suffix_of(day: int) -> str:
    """The ordinal suffix of a number."""
    if 10 < day % 100 < 20:  # noqa: PLR2004
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _unit(end: int, year: int | None, parts: dict[str, str]) -> Point | None:
    """A month, season, quarter, half-year or year: first month and number of months."""
    mod = MODS[parts["mod"].lower()] if "mod" in parts else None
    if "month" in parts:
        return Point(end, year, lexicon.numbers("month")[parts["month"].lower().rstrip(".")], mod=mod)
    if "season" in parts:
        first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[lexicon.words("season")[parts["season"].lower()]]
        return Point(end, year, first, months=3, mod=mod)
    if quarter := parts.get("q") or parts.get("q2") or parts.get("q3"):
        number = ORDINAL_QUARTERS.get(quarter.lower()) or int(quarter[0])
        return Point(end, year, 3 * number - 2, months=3)
    if half := parts.get("h") or parts.get("h2"):
        return Point(end, year, 1 if half.lower() in {"1", "first"} else 7, months=6)
    return Point(end, year, mod=mod)
