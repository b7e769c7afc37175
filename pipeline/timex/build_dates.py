"""Builders of calendar dates: from the parts of a match to its meaning. None refuses the match."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex import lexicon, points
from pipeline.timex.build import Built, Parts, builder, meaning, mod_of, relative
from pipeline.timex.meaning import Calendar, Holiday, Meaning, Numeric, Weekday
from pipeline.timex.moment import Moment, of_day, of_week
from pipeline.timex.numerals import ordinal_of

if TYPE_CHECKING:
    from pipeline.records import DateMod

_DAYS = 31
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4}
_COMMON_YEARS = range(1900, 2100)
_OLDER_YEARS = range(1500, 1900)
# Prepositions that also stand before sums (`a force of 1500`): a round number after them is no year.
_COUNTING = frozenset({"to", "of", "for", "from", "around", "between"})
_ROUND = 50
_SEASON_SIGNS = frozenset({"in", "by", "until", "since", "during", "late", "early", "every", "each"})
# Where a clause begins with one of these and `May` or `March`, it is the month, whoever comes next.
_SURELY_TIME = frozenset({"in", "since", "during", "until", "till"})
_CLAUSE_ENDS = frozenset({"", ".", ",", ";", ":", "and", "but", "-", "\u2013", "\u2014", ")", "”", '"'})
_OPENERS = frozenset({"(", "-", "\u2013", "\u2014", '"', "“", "/", "[", "'", "\u2018"})


def full_year(digits: str, era: str = "") -> int:
    """A year out of its digits, two or four; years before Christ, of any length, are negative."""
    return -int(digits) if era.upper().startswith("B") else points.full_year(digits)


def year_of(parts: Parts, name: str = "y") -> int | None:
    """The year in a part, with the era that may follow it."""
    if name not in parts:
        return None
    words = parts.words(name)
    return full_year(words[0], words[1] if len(words) > 1 else parts.word("era"))


def day_of(word: str) -> int | None:
    """A day of the month in digits, with or without its ordinal ending."""
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdigit() and 1 <= int(digits) <= _DAYS else None


def month_of(parts: Parts, name: str = "m") -> int | None:
    """The month that a part names."""
    return parts.number(name, "month") or parts.number(name, "roman")


@builder
def nothing(parts: Parts) -> Built:  # noqa: ARG001
    """What looks like a time expression and is none: consumed, nothing found."""
    return ()


@builder
def calendar(parts: Parts) -> Built:
    """Any date whose parts are named d, m, y, q, h, s, with `rel` or `p` for a relative year."""
    inner = Moment(
        year=year_of(parts),
        half=_half(parts),
        quarter=_quarter(parts),
        season=parts.find("s", "season"),
        month=month_of(parts),
        day=day_of(parts.word("d")) if "d" in parts else None,
    )
    mod = mod_of(parts.words("mod"))
    if "rel" in parts:
        found = relative(parts.words("rel"), inner)
        return parts.whole(replace(found, mod=mod)) if found else None
    direction = None
    if "p" in parts:
        direction = int(lexicon.words("pointer")[parts.word("p")].split()[0])
    return parts.whole(meaning(Calendar(inner, direction, parts.number("wd", "weekday")), mod=mod))


def _half(parts: Parts) -> int | None:
    if parts.word("h"):
        return 1 if parts.word("h") == "first" else 2
    code = parts.word("q")
    return int(code[1]) if re.fullmatch(r"h[12]", code) else None


def _quarter(parts: Parts) -> int | None:
    code = parts.word("q")
    if not code or code[0] == "h":
        return None
    if found := re.fullmatch(r"q([1-4])|([1-4])q", code):
        return int(found[1] or found[2])
    number = ordinal_of(code)
    if number == -1:
        return 4
    return number if number in _QUARTERS.values() else None


@builder
def lone_month(parts: Parts) -> Built:
    """`in May`, `In May Kenya left`; not `a shop in March Street`, `in May's cabinet` nor `and March on`."""
    following = parts.tokens.raw(parts.last)
    before = parts.tokens.word(parts.first - 1)
    opens = before in _SURELY_TIME and parts.tokens.word(parts.first - 2).strip() in _CLAUSE_ENDS
    if following[:1].isupper() and following.isalpha() and not opens:
        return None
    return None if before in {"and", "to", "-"} and following[:1].islower() else named_month(parts)


@builder
def named_month(parts: Parts) -> Built:
    """A month by itself; not the first half of a given name (`Lee Jun-il`, `Park June-ho`)."""
    tokens = parts.tokens
    hyphen = tokens.glued(parts.last) and tokens.word(parts.last) == "-" and tokens.glued(parts.last + 1)
    name = tokens.raw(parts.last + 1)
    if hyphen and name.islower() and name not in lexicon.words("month") and name != "to":
        return None
    return calendar(parts)


@builder
def lone_season(parts: Parts) -> Built:
    """`the Spring Offensive`, `in spring`; not `prices fall`, `Spring said`."""
    raw, before = parts.tokens.raw(parts.first), parts.tokens.word(parts.first - 1)
    return calendar(parts) if before in _SEASON_SIGNS or (raw[0].isupper() and before.isalpha()) else None


@builder
def year(parts: Parts) -> Built:
    """Four digits after a preposition."""
    before, written = parts.tokens.word(parts.first - 1), int(parts.word("y"))
    if before in _COUNTING and written not in _COMMON_YEARS and written % _ROUND == 0:
        return None
    return None if counts_things(parts, strict=before in _COUNTING) else calendar(parts)


@builder
def bare_year(parts: Parts) -> Built:
    """Four digits by themselves: a year that news speaks of, or an older one that stands apart."""
    written, before = int(parts.word("y")), parts.tokens.word(parts.first - 1)
    glued = bool(before.strip()) and parts.tokens.glued(parts.first) and before not in _OPENERS
    listed = parts.tokens.word(parts.first - 2) if before == "," else ""
    if glued or (listed[-1:].isdigit() and not re.fullmatch(r"[12]\d{3}", listed)):
        return None
    apart = not before.strip() or before in _OPENERS or before in {"and", "the", ","}
    following = parts.tokens.raw(parts.last)[:1]
    if written not in _COMMON_YEARS and not (apart and written in _OLDER_YEARS and not following.isupper()):
        return None
    return None if counts_things(parts, strict=bool(before.strip())) else calendar(parts)


def counts_things(parts: Parts, *, strict: bool) -> bool:
    """Whether the number is followed by what it counts (`2000 people`, `1500 soldiers`)."""
    following, before = parts.tokens.raw(parts.last), parts.tokens.word(parts.first - 1)
    if before in {"and", "or", ",", "-"} and parts.tokens.word(parts.first - 2).isdigit():
        return False  # one of several years (`the 1996 and 2000 titles`)
    if not strict or before in {"the", "'s", "-", "its", "their", "his", "her", "our", "this"}:
        return False
    return following.islower() and following.endswith("s") and following not in {"was", "is", "has", "as", "'s"}


@builder
def fiscal(parts: Parts) -> Built:
    """`fiscal 2012`, `FY2012`."""
    number = full_year(re.sub(r"\D", "", parts.word("f"))) if "f" in parts else year_of(parts) or 0
    return parts.whole(meaning(Calendar(Moment(year=number, fiscal=True))))


@builder
def quarter_year(parts: Parts) -> Built:
    """`2Q24`, `1H2024`, `2023Q4`."""
    code = parts.word("c")
    found = re.fullmatch(r"(?:(\d)([qh])(\d+))|(\d{4})([qh])(\d)", code)
    if found is None:
        return None
    number, kind, written = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    year, part = full_year(written), int(number)
    return parts.whole(
        meaning(Calendar(Moment(year=year, quarter=part) if kind == "q" else Moment(year=year, half=part)))
    )


@builder
def half_of_month(parts: Parts) -> Built:
    """`the second half of May`: its month, with the modifier."""
    mod: DateMod = "START" if parts.word("h") == "first" else "END"
    return parts.whole(meaning(Calendar(Moment(year=year_of(parts), month=month_of(parts))), mod=mod))


@builder
def decade(parts: Parts) -> Built:
    """`the 1990s`, `the nineties`, `the 470s BC`."""
    word = parts.word("dec")
    digits = re.sub(r"\D", "", word)
    bc = parts.tokens.word(parts.last - 1).startswith("b")
    if len(digits) > 2:  # noqa: PLR2004
        number = int(digits) // 10
    else:
        within = int(digits or lexicon.words("decadeword")[word]) // 10
        number = within + (190 if within > 2 else 200)  # noqa: PLR2004
    return parts.whole(meaning(Calendar(Moment(decade=number, bc=bc)), mod=mod_of(parts.words("mod"))))


@builder
def century(parts: Parts) -> Built:
    """`the 19th century`, `the fourth century BC`; not `his third century` (cricket)."""
    number = ordinal_of(parts.word("c"))
    if number is None or number < 1:
        return None
    bc = parts.word("era").startswith("b")
    found = meaning(Calendar(Moment(century=number - 1, bc=bc)), mod=mod_of(parts.words("mod")))
    return ((parts.bare_start(), parts.last, found),)


@builder
def iso(parts: Parts) -> Built:
    """`2023-05-13`, `2023-05-13T17:30`, `2023/5/13`, `2023-W05`."""
    if "week" in parts:
        return _iso_week(parts)
    raw = parts.tokens.raw(parts.first)
    numbers = [int(number) for number in re.split(r"\D", raw)[:3]]
    try:
        day = dt.date(numbers[0], numbers[1], numbers[2])
    except ValueError:
        return None
    clock = raw.partition("T")[2] or None
    moment = Moment(year=day.year, month=day.month, day=day.day, clock=clock)
    return parts.whole(meaning(Calendar(moment), "TIME" if clock else "DATE"))


def _iso_week(parts: Parts) -> Built:
    year, week, *weekday = parts.tokens.raw(parts.first).replace("W", "").split("-")
    try:
        day = dt.date.fromisocalendar(int(year), int(week), int(weekday[0]) if weekday else 1)
    except ValueError:
        return None
    return parts.whole(meaning(Calendar(of_day(day) if weekday else of_week(day))))


@builder
def numeric(parts: Parts) -> Built:
    """`13/05/2023`, `5/13/23`, `13.05.2023`: dots mean day first."""
    raw = parts.tokens.raw(parts.first)
    first, second, last = re.split(r"\D", raw)
    number = full_year(last)
    a, b = int(first), int(second)
    if not (1 <= a <= _DAYS and 1 <= b <= _DAYS and min(a, b) <= 12):  # noqa: PLR2004
        return None
    if "." in raw or a > 12 or a == b:  # noqa: PLR2004
        return parts.whole(meaning(Calendar(Moment(year=number, month=b, day=a))))
    if b > 12:  # noqa: PLR2004
        return parts.whole(meaning(Calendar(Moment(year=number, month=a, day=b))))
    return parts.whole(meaning(Numeric(a, b, number)))


@builder
def weekday(parts: Parts) -> Built:
    """`Monday`, `last Friday`, `Tuesday last week`."""
    number = parts.number("wd", "weekday")
    if number is None:
        return None
    mod = mod_of(parts.words("mod"))
    if "rel" in parts:
        found = relative(parts.words("rel"), Moment(weekday=number))
        return parts.whole(replace(found, mod=mod)) if found else None
    direction = None
    if "p" in parts:
        direction = int(lexicon.words("pointer")[parts.word("p")].split()[0])
    return parts.whole(meaning(Weekday(number, direction), mod=mod))


@builder
def day_alone(parts: Parts) -> Built:
    """`the 20th`: a day of the month last spoken of."""
    day = day_of(parts.word("d"))
    return parts.whole(meaning(Calendar(Moment(day=day)))) if day else None


@builder
def holiday(parts: Parts) -> Built:
    """A named day of the year, or a part of it (`Christmas night`)."""
    core = Holiday(parts.parameter, year_of(parts))
    if "pt" in parts:
        return parts.whole(Meaning(core, "TIME", inner=Moment(part=parts.find("pt", "part"))))
    return parts.whole(Meaning(core))
