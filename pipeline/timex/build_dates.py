"""Builders of dates: from the parts of a match to its meaning. None refuses the match."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pipeline.timex import lexicon
from pipeline.timex.build import Built, Parts, builder, meaning, mod_of, relative, unit_of
from pipeline.timex.meaning import (
    Calendar,
    Fixed,
    Holiday,
    Meaning,
    Nth,
    Numeric,
    Shift,
    Weekday,
)  # fmt: skip
from pipeline.timex.moment import Moment
from pipeline.timex.numerals import number_of, ordinal_of

_CENTURY_PIVOT = 30
_DAYS = 31
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4}
_COMMON_YEARS = range(1900, 2100)
_OLDER_YEARS = range(1500, 1900)
# Prepositions that also stand before sums (`a force of 1500`): a round number after them is no year.
_COUNTING = frozenset({"to", "of", "for", "from", "around", "between"})
_ROUND = 50
_SEASON_SIGNS = frozenset({"in", "by", "until", "since", "during", "late", "early", "every", "each"})
_OPENERS = frozenset({"(", "-", "\u2013", "\u2014", '"', "“", "/", "[", "'", "\u2018"})


def full_year(digits: str, era: str = "") -> int:
    """A year out of its digits: two digits are taken for 1931 to 2030, BC years are negative."""
    year = int(digits.lstrip("'\u2019"))
    if digits[:1] in "'\u2019" or len(digits) == 2:  # noqa: PLR2004
        return year + (2000 if year <= _CENTURY_PIVOT else 1900)
    return -year if era.upper().startswith("B") else year


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


def _month(parts: Parts, name: str = "m") -> int | None:
    return parts.number(name, "month")


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
        month=_month(parts),
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
    """`in May`, not `in May's cabinet` nor `and March on`."""
    following = parts.tokens.raw(parts.last)
    before = parts.tokens.word(parts.first - 1)
    if following[:1].isupper() and following.isalpha():
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
    return None if _counts_things(parts, strict=before in _COUNTING) else calendar(parts)


@builder
def bare_year(parts: Parts) -> Built:
    """Four digits by themselves: a year that news speaks of, or an older one that stands apart."""
    written, before = int(parts.word("y")), parts.tokens.word(parts.first - 1)
    glued = bool(before.strip()) and parts.tokens.glued(parts.first) and before not in _OPENERS
    if glued or (before == "," and parts.tokens.word(parts.first - 2)[-1:].isdigit()):
        return None
    apart = not before.strip() or before in _OPENERS or before in {"and", "the", ","}
    following = parts.tokens.raw(parts.last)[:1]
    if written not in _COMMON_YEARS and not (apart and written in _OLDER_YEARS and not following.isupper()):
        return None
    return None if _counts_things(parts, strict=bool(before.strip())) else calendar(parts)


def _counts_things(parts: Parts, *, strict: bool) -> bool:
    """Whether the number is followed by what it counts (`2000 people`, `1500 soldiers`)."""
    following, before = parts.tokens.raw(parts.last), parts.tokens.word(parts.first - 1)
    if not strict or before in {"the", "'s", "its", "their", "his", "her", "our", "this"}:
        return False
    return (
        following.islower() and following.endswith("s") and following not in {"was", "is", "has", "as", "'s"}
    )


@builder
def fiscal(parts: Parts) -> Built:
    """`fiscal 2012`, `FY2012`."""
    number = full_year(re.sub(r"\D", "", parts.word("f"))) if "f" in parts else year_of(parts) or 0
    return parts.whole(meaning(Calendar(Moment(year=number, fiscal=True))))


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
    """`2023-05-13`, `2023-05-13T17:30`, `2023/5/13`."""
    raw = parts.tokens.raw(parts.first)
    numbers = [int(number) for number in re.split(r"\D", raw)[:3]]
    try:
        day = dt.date(numbers[0], numbers[1], numbers[2])
    except ValueError:
        return None
    clock = raw.partition("T")[2] or None
    moment = Moment(year=day.year, month=day.month, day=day.day, clock=clock)
    return parts.whole(meaning(Calendar(moment), "TIME" if clock else "DATE"))


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
def deictic(parts: Parts) -> Built:
    """`today`, `earlier today`, `the day before yesterday`."""
    shift = int(parts.find("dt", "deictic") or 0)
    if "b" in parts:
        shift += 1 if parts.word("b") == "after" else -1
    return parts.whole(meaning(Shift("D", shift, "reference")))


@builder
def relative_unit(parts: Parts) -> Built:
    """`last week`, `the end of this year`, `later that month`."""
    found = relative(parts.words("rel"))
    if found is None or (isinstance(found.core, Shift) and found.core.unit == "ML"):
        return None
    return parts.whole(replace(found, mod=mod_of(parts.words("mod"))))


@builder
def part_of_unit(parts: Parts) -> Built:
    """`the end of the year`: the year that is being spoken of."""
    unit = unit_of(parts.words("u"))
    if unit in {None, "CE", "ML", "DE", "D"}:
        return None
    return parts.whole(meaning(Shift(unit or "Y", 0, "current"), mod=mod_of(parts.words("mod"))))


@builder
def the_unit(parts: Parts) -> Built:
    """`for the day`: the day that is being spoken of."""
    return parts.whole(meaning(Shift(unit_of(parts.words("u")) or "D", 0, "current")))


@builder
def day_before(parts: Parts) -> Built:
    """`the day before`, `the year after`."""
    count = 1 if parts.word("b") == "after" else -1
    if parts.word("u") == "night":
        shifted = Meaning(Shift("D", count, "last"), "TIME", inner=Moment(part="NI"))
        return parts.whole(shifted)
    return parts.whole(meaning(Shift(unit_of(parts.words("u")) or "D", count, "last")))


@builder
def counted(parts: Parts) -> Built:
    """`two days ago`, `a year earlier`, `months later`, `three weeks from now`."""
    unit = unit_of(parts.words("u"))
    if unit is None:
        return None
    ago = parts.word("b") in {"ago", "back", "now", "today", "yesterday", "hence", "from"}
    back = parts.word("b") in {"ago", "back", "earlier", "before", "previously", "prior"}
    count = number_of(parts.words("n")) if "n" in parts else None
    if count is None:
        return parts.whole(meaning(Fixed("PAST_REF" if back else "FUTURE_REF")))
    shift = Shift(unit, -count if back else count, "reference" if ago else "last", counted=True)
    return parts.whole(meaning(shift, "TIME" if unit in {"TH", "TM", "TS"} else "DATE"))


@builder
def counted_noun(parts: Parts) -> Built:
    """`the year-earlier period`: like `a year earlier`, seen from the day of writing."""
    unit = unit_of(parts.words("u"))
    count = number_of(parts.words("n")) if "n" in parts else 1.0
    if unit is None or count is None:
        return None
    return parts.whole(meaning(Shift(unit, -count, "reference", counted=True)))


@builder
def same_unit(parts: Parts) -> Built:
    """`the same month a year ago`, `the same period last year`."""
    unit = unit_of(parts.words("u"))
    if unit not in {"M", "Q", "D", "W"}:
        return None
    outer = relative(parts.words("rel")) if "rel" in parts else meaning(Shift("Y", -1, "reference"))
    if outer is None or not isinstance(outer.core, Shift) or outer.core.unit != "Y":
        return None
    return parts.whole(Meaning(Shift(unit, outer.core.count, "last", years=True)))


@builder
def nth(parts: Parts) -> Built:
    """`the first week of August`, `the last day of the month`."""
    unit, number = unit_of(parts.words("u")), ordinal_of(parts.word("k"))
    if unit not in {"D", "W", "M", "Q", "DE"} or number is None:
        return None
    outer: Meaning | None
    if "m" in parts or "y" in parts:
        outer = meaning(Calendar(Moment(year=year_of(parts), month=_month(parts))))
    elif "rel" in parts:
        outer = relative(parts.words("rel"))
    else:
        outer = meaning(Shift(unit_of(parts.words("w")) or "Y", 0, "last"))
    return parts.whole(Meaning(Nth(unit, number), within=outer)) if outer else None


@builder
def holiday(parts: Parts) -> Built:
    """A named day of the year."""
    return parts.whole(Meaning(Holiday(parts.parameter, year_of(parts))))


@builder
def days_of_month(parts: Parts) -> Built:
    """`October 11-15`, `11 to 15 October 2023`: two days that share month and year."""
    first, second = day_of(parts.word("a")), day_of(parts.word("b"))
    if first is None or second is None:
        return None
    month, number = _month(parts), year_of(parts)
    rel = relative(parts.words("rel")) if "rel" in parts else None

    def day(written: int) -> Meaning:
        inner = Moment(year=number, month=month, day=written)
        return replace(rel, inner=inner) if rel else meaning(Calendar(inner))

    cut = parts.spans["sep"]
    return (parts.first, cut[0], day(first)), (cut[1], parts.last, day(second))


@builder
def years(parts: Parts) -> Built:
    """`1921-23`, `FY2022-23`."""
    written = parts.word("a") or parts.word("f")
    first = full_year(re.sub(r"\D", "", written))
    tail = parts.word("b")
    second = int(tail) if len(tail) > 2 else first // 100 * 100 + int(tail)  # noqa: PLR2004
    if not first < second or len(tail) < 2 or _counts_things(parts, strict=True):  # noqa: PLR2004
        return None
    fiscal_years = "f" in parts
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(Moment(year=first, fiscal=fiscal_years)))),
        (cut[1], parts.last, meaning(Calendar(Moment(year=second, fiscal=fiscal_years)))),
    )


@builder
def years_before_christ(parts: Parts) -> Built:
    """`(264-241 BC)`: both years are before Christ."""
    first, second = -int(parts.word("a")), -int(parts.word("b"))
    if first >= second or not parts.word("era").startswith("b"):
        return None
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(Moment(year=first)))),
        (cut[1], parts.last, meaning(Calendar(Moment(year=second)))),
    )


@builder
def months_of_year(parts: Parts) -> Built:
    """`October to December 2023`, `November-January 2024`: the left month takes the right one's year."""
    first, second, number = _month(parts), _month(parts, "m2"), year_of(parts)
    if first is None or second is None or number is None:
        return None
    cut = parts.spans["sep"]
    return (
        (parts.first, cut[0], meaning(Calendar(Moment(year=number - (first > second), month=first)))),
        (cut[1], parts.last, meaning(Calendar(Moment(year=number, month=second)))),
    )
