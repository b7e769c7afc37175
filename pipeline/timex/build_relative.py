"""Builders of dates that lean on another date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex import lexicon
from pipeline.timex.build import Built, Parts, builder, meaning, mod_of, relative, unit_of
from pipeline.timex.build_dates import day_of, month_of, year_of
from pipeline.timex.meaning import Calendar, Fixed, Meaning, Nth, Shift, Weekday
from pipeline.timex.moment import Moment
from pipeline.timex.numerals import HALF, number_of, ordinal_of

if TYPE_CHECKING:
    from pipeline.records import DateMod


# Words that begin what `before` and `after` govern.
_NOUN_OPENERS = frozenset(
    "the a an his her its their our my this that these those he she it they we I".split()  # noqa: SIM905
)
_OF_A_DAY = frozenset({"TH", "TM", "TS"})
_TENTHS = {"CE": "DE", "DE": "Y"}
# Of `more than two years ago` and `over a week later`, whether it is farther off.
_FARTHER = {"more": True, "over": True, "less": False, "fewer": False, "under": False}


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
    if parts.words("rel")[-1] in {"before", "after"} and _governs(parts):
        return None  # `the day after the summit`
    return parts.whole(replace(found, mod=mod_of(parts.words("mod"))))


def _governs(parts: Parts) -> bool:
    """Whether a noun or clause follows, so that `before` and `after` belong to that."""
    following = parts.tokens.raw(parts.last)
    return following in _NOUN_OPENERS or following[:1].isupper() or following.isdigit()


@builder
def day_of_entry(parts: Parts) -> Built:
    """`on the second day`, `on the last evening`: of the days that the entry is about."""
    word = parts.word("k")
    number = 1 if word == "opening" else -1 if word in {"last", "final", "closing"} else ordinal_of(word)
    return parts.whole(meaning(Shift("D", number, "entry"))) if number else None


@builder
def unit_but_one(parts: Parts) -> Built:
    """`the week before last`, `the year after next`."""
    unit = unit_of(parts.words("u"))
    count = -2 if parts.word("b") == "before" else 2
    return parts.whole(meaning(Shift(unit, count, "reference"))) if unit else None


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
    """`the day before`, `the year after`, `the evening before`."""
    count = 1 if parts.word("b") == "after" else -1
    part = parts.find("u", "part")
    if part:
        return parts.whole(Meaning(Shift("D", count, "told"), "TIME", inner=Moment(part=part)))
    return parts.whole(meaning(Shift(unit_of(parts.words("u")) or "D", count, "told")))


@builder
def counted(parts: Parts) -> Built:
    """`two days ago`, `a year earlier`, `months later`, `three weeks from now`, `two weeks' time`."""
    unit = unit_of(parts.words("u"))
    if unit is None:
        return None
    ago = parts.word("b") in {"ago", "back", "now", "today", "yesterday", "hence", "from", "time"}
    back = parts.word("b") in {"ago", "back", "earlier", "before", "previously", "prior"}
    count = number_of(parts.words("n")) if "n" in parts else None
    if count is None and unit in _OF_A_DAY and not ago:
        return parts.whole(meaning(Shift("D", 0, "told")))  # "hours later": the day that is being spoken of
    if count is None:
        return parts.whole(meaning(Fixed("PAST_REF" if back else "FUTURE_REF")))
    count += HALF if "tail" in parts else 0
    if count % 1 and unit in _TENTHS:  # half a century is five decades
        count, unit = 10 * count, _TENTHS[unit]
    shift = Shift(unit, -count if back else count, "reference" if ago else "told")
    return parts.whole(meaning(shift, "TIME" if unit in _OF_A_DAY else "DATE", _bound(parts, back=back)))


def _bound(parts: Parts, *, back: bool) -> DateMod | None:
    """`more than a year ago` is before that year, `less than a year ago` after its beginning."""
    words = parts.words("approx")
    farther = next((_FARTHER[word] for word in words if word in _FARTHER), None)
    if farther is not None and "no" not in words:
        return "BEFORE" if farther == back else "AFTER"
    return "APPROX" if lexicon.words("approx").get(words[-1] if words else "") == "APPROX" else None


@builder
def weekdays_ago(parts: Parts) -> Built:
    """`two Saturdays ago`."""
    number, count = parts.number("wd", "weekdays"), number_of(parts.words("n"))
    if number is None or count is None or count < 1 or count % 1:
        return None
    return parts.whole(meaning(Weekday(number, -1, weeks=int(count) - 1)))


@builder
def counted_noun(parts: Parts) -> Built:
    """`the year-earlier period`: like `a year earlier`, seen from the day of writing."""
    unit = unit_of(parts.words("u"))
    count = number_of(parts.words("n")) if "n" in parts else 1.0
    if unit is None or count is None:
        return None
    return parts.whole(meaning(Shift(unit, -count, "reference")))


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
    weekday = parts.number("wd", "weekday")
    if number is None or (unit not in {"D", "W", "M", "Q", "DE"} and weekday is None):
        return None
    outer: Meaning | None
    if "m" in parts or "y" in parts:
        outer = meaning(Calendar(Moment(year=year_of(parts), month=month_of(parts))))
    elif "rel" in parts:
        outer = relative(parts.words("rel"))
    else:
        outer = meaning(Shift(unit_of(parts.words("w")) or "Y", 0, "last"))
    return parts.whole(Meaning(Nth(unit or "WD", number, weekday), within=outer)) if outer else None


@builder
def week_of(parts: Parts) -> Built:
    """`the week of September 4`: the calendar week that the day lies in."""
    day = day_of(parts.word("d"))
    date = meaning(Calendar(Moment(year=year_of(parts), month=month_of(parts), day=day)))
    return parts.whole(Meaning(Nth("W", 1), within=date)) if day else None


@builder
def that_time(parts: Parts) -> Built:
    """`at the time`: whatever date was mentioned last."""
    return parts.whole(meaning(Shift("SAME", 0, "last")))
