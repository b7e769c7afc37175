"""From meanings to values, against a context."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.timex import days, years
from pipeline.timex.days import Interval
from pipeline.timex.holidays import day_of_rule
from pipeline.timex.meaning import Calendar, Core, Fixed, Holiday, Meaning, Nth, Numeric, Shift, Weekday
from pipeline.timex.moment import Moment, interval, of_day, of_unit, of_week

if TYPE_CHECKING:
    from pipeline.timex.context import Context
    from pipeline.timex.tense import Tense
    from pipeline.timex.years import InYear

UNKNOWN_DAY = Moment()
# "over the weekend"
THE_WEEKEND = Shift("WE", 0, "current")
_FRIDAY = 5
_FINER_THAN_DAY = frozenset({"TH", "TM", "TS"})
_WIDER_THAN_MONTH = frozenset({"Q", "Y", "DE", "CE"})


@dataclass(frozen=True, slots=True)
class Value:
    """A resolved meaning: a moment, or a fixed TIMEX3 value. `anchor` says what it leans on."""

    moment: Moment | None = None
    fixed: str = ""
    anchor: str = "absolute"
    year_inferred: bool = False


# An entry tells of days that are near its own; those of its month may be farther off.
_NEAR, _FAR = 10 * days.DAY, 20 * days.DAY


def resolve(meaning: Meaning, context: Context, tense: Tense | None) -> Value:
    """The value of a meaning in its context."""
    core = meaning.core
    if isinstance(core, Fixed):
        return Value(fixed=core.value, anchor="none")
    try:
        value = _of_core(meaning, core, context, tense)
    except (ValueError, OverflowError):  # beyond the first or last day that a calendar can hold
        return Value(UNKNOWN_DAY, anchor="none")
    if meaning.inner and value.moment is not None:
        return replace(value, moment=overlay(value.moment, meaning.inner))
    return value


def _of_core(meaning: Meaning, core: Core, context: Context, tense: Tense | None) -> Value:
    match core:
        case Calendar():
            return _calendar(core, context, tense)
        case Shift():
            return _day_of_entry(core, context) if core.base == "entry" else _shift(core, context, tense)
        case Weekday():
            return _weekday(core, context, tense)
        case Nth():
            return _nth(meaning, core, context, tense)
        case Numeric():
            return _numeric(core, context)
        case Holiday():
            return _holiday(core, context, tense)
    raise AssertionError(core)


def overlay(outer: Moment, inner: Moment) -> Moment:
    """Lay what is said more closely over a moment: a month over a year, a time over a day."""
    if inner.weekday is not None:
        if outer.week is None or outer.year is None:
            return replace(outer, weekday=inner.weekday)
        return of_day(dt.date.fromisocalendar(outer.year, outer.week, inner.weekday))
    said = {
        name: getattr(inner, name)
        for name in ("half", "quarter", "season", "month", "day", "clock", "zone", "part")
        if getattr(inner, name) is not None
    }
    return replace(outer, **said)


def _calendar(core: Calendar, context: Context, tense: Tense | None) -> Value:
    moment = core.moment
    if not moment.yearless:
        return Value(moment)
    if moment.month is None and moment.day is not None:
        return _day_of_last_month(moment, context, tense)
    in_year = years.with_year(moment)
    if core.weekday and moment.day and context.base and not context.narrative:
        found = years.on_weekday(context.base[0], in_year, core.weekday)
        if found:
            return Value(found, anchor=context.base[1])
    return _yearly(in_year, moment, context, tense, core.direction)


def _day_of_last_month(moment: Moment, context: Context, tense: Tense | None) -> Value:
    last = context.last
    # in an entry with its own days, `the 19th` is of its month, unless another day has been told
    passing = context.label is not None and last is not None and last.day is None
    if context.label and moment.day and (passing or last is None or not _goes_on(moment, last, context.label)):
        near = _nearest(moment.day, context.label)
        return Value(of_day(near) if near else moment, anchor="label" if near else "none")
    if last is not None and last.year is not None and last.month is not None:
        return Value(_gone(replace(moment, year=last.year, month=last.month), context, tense), anchor="last")
    if context.base:
        day, anchor = context.base
        return Value(_gone(replace(moment, year=day.year, month=day.month), context, tense), anchor=anchor)
    return Value(moment)


def _gone(moment: Moment, context: Context, tense: Tense | None) -> Moment:
    """A day told in the past tense that would lie ahead of the report is of the month before."""
    found, today = interval(moment), context.reference
    if found is None or today is None or tense != "past" or found[0] <= today or context.narrative:
        return moment
    earlier = days.safe(*days.add_months(found[0].year, found[0].month, -1), found[0].day)
    return of_day(earlier) if earlier else moment


def _goes_on(moment: Moment, last: Moment, label: Interval) -> bool:
    """Whether a day goes on from one told before in another month than the entry's."""
    if last.month is None or last.day is None or (last.year, last.month) == (label[0].year, label[0].month):
        return False
    return (moment.day or 0) >= last.day


def _nearest(number: int, label: Interval) -> dt.date | None:
    """The day of that number in the entry's month, unless that is far off and one in a month beside it near."""
    months = (days.add_months(label[0].year, label[0].month, shift) for shift in (0, -1, 1))
    found = [(_apart(day, label), day) for month in months if (day := days.safe(*month, number))]
    near = [day for apart, day in found if apart <= _NEAR]
    own = next((day for apart, day in found if apart <= _FAR and day.month == label[0].month), None)
    return own or next(iter(near), None) or next((day for _, day in found), None)


def _apart(day: dt.date, label: Interval) -> dt.timedelta:
    return max(day - label[1], label[0] - day)


def _yearly(
    in_year: InYear, unknown: Moment, context: Context, tense: Tense | None, direction: int | None = None
) -> Value:
    """A date that comes every year. Without any base its year stays unknown."""
    base = context.base
    if context.narrative and context.last is not None and not context.label:
        found = years.in_narrative(context.last, in_year, told=context.told)
        if found:
            return Value(found, anchor="last", year_inferred=base is None)
    if base and direction is not None:
        found = years.directed(base[0], in_year, direction)
        return Value(found or unknown, anchor=base[1])
    if context.issue and not context.label and (found := years.in_digression(context, in_year)):
        return Value(found, anchor="last")
    if context.period and not context.label and (found := years.in_period(context.period, in_year)):
        return Value(found, anchor="period")
    if base:
        return Value(years.around(base[0], in_year, tense) or unknown, anchor=base[1])
    found = years.bracketed(context, in_year, tense)
    return Value(found, anchor="document", year_inferred=True) if found else Value(unknown, anchor="none")


def _holiday(core: Holiday, context: Context, tense: Tense | None) -> Value:
    if core.year is not None:
        return Value(of_day(day_of_rule(core.rule, core.year)))
    today = day_of_rule(core.rule, 2000)
    fixed = core.rule.startswith("fixed")
    unknown = Moment(month=today.month, day=today.day) if fixed else Moment()
    return _yearly(lambda year: of_day(day_of_rule(core.rule, year)), unknown, context, tense)


def _numeric(core: Numeric, context: Context) -> Value:
    if context.day_month is None:
        return Value(fixed=f"{core.year:04}-XX-XX", anchor="none")
    day, month = (core.first, core.second) if context.day_month == "dmy" else (core.second, core.first)
    return Value(Moment(year=core.year, month=month, day=day), anchor="document")


def _weekday(core: Weekday, context: Context, tense: Tense | None) -> Value:
    day, anchor = _day_of(context, "last" if context.narrative and not context.label else "reference", "D")
    if day is None:
        return Value(Moment(weekday=core.number), anchor="none")
    near = years.weekday_near(day, core.number, core.direction, tense)
    return Value(of_day(near - 7 * core.weeks * days.DAY), anchor=anchor)


def _day_of(context: Context, base: str, unit: str) -> tuple[dt.date | None, str]:
    """The day of a base, to count units from. The last date mentioned stands in for a missing reference in narratives.

    The period of an issue does not tell which day `Monday` is, which week was the last, nor, of several, which month.
    """
    if base == "current":
        base = "last" if context.narrative and not context.label else "reference"
    if base == "last" and context.last_day is not None:
        return context.last_day, "last"
    if base == "reference" and context.narrative and not context.label and context.last_day:
        return context.last_day, "last"
    day, anchor = context.base or (None, "none")
    told = anchor != "period" or unit in _WIDER_THAN_MONTH or (unit == "M" and days.same_month(context.period))
    return (day, anchor) if told else (None, "none")


def _shift(core: Shift, context: Context, tense: Tense | None) -> Value:  # noqa: PLR0911 - one return for each base
    same = core.unit == "SAME"
    if core.base in ("told", "named") or same:
        afresh = same or (core.base == "told" and core.count <= 0)
        context = context.resumed(afresh=afresh) if core.unit in ("D", "SAME") else context
        core = replace(core, base="last")
    base = core.base
    if core == THE_WEEKEND and tense == "past":
        return _weekend_gone(context)
    if same:
        return Value(context.last, anchor="last") if context.last else Value(fixed="PAST_REF", anchor="none")
    narrative = context.narrative and not context.label
    if narrative and base == "reference" and core.unit == "D" and core.count == 0:
        return Value(fixed="PRESENT_REF", anchor="none")  # the writer's own time, not the story's
    if base != "reference" or narrative:
        found = _shift_last(core, context)
        if found is not None and (base == "last" or narrative):
            return Value(found, anchor="last")
        if narrative:
            return Value(UNKNOWN_DAY, anchor="none")
    day, anchor = _day_of(context, base, core.unit)
    if day is None:
        return Value(UNKNOWN_DAY, anchor="none")
    return Value(_shifted(day, core), anchor=anchor)


def _weekend_gone(context: Context) -> Value:
    """The weekend that was: the last one before a working day, on a weekend itself this one."""
    day, anchor = _day_of(context, THE_WEEKEND.base, THE_WEEKEND.unit)
    if day is None:
        return Value(UNKNOWN_DAY, anchor="none")
    weeks = 0 if day.isoweekday() > _FRIDAY else -1
    return Value(_shifted(day, replace(THE_WEEKEND, count=weeks)), anchor=anchor)


def _day_of_entry(core: Shift, context: Context) -> Value:
    """The n-th day, counted from 1 (-1 is the last), of the entry's days; elsewhere of those last told together."""
    number, told = int(core.count), context.label or context.span
    if told is None or (number < 0 and told[0] == told[1]):
        return Value(UNKNOWN_DAY, anchor="none")
    day = told[1] if number < 0 else told[0] + (number - 1) * days.DAY
    if day > told[1]:
        return Value(UNKNOWN_DAY, anchor="none")  # the fifth day of something that began before
    return Value(of_day(day), anchor="label" if context.label else "last")


def _shift_last(core: Shift, context: Context) -> Moment | None:
    """Shift from the last date mentioned, if that is known as finely as the unit needs."""
    last = context.last
    if last is None or last.year is None:
        return None
    if core.unit == "Y" and not core.years:
        return Moment(year=last.year + int(core.count), bc=last.bc)
    day = _day_for(core, context, last)
    return None if day is None else _shifted(day, core)


def _day_for(core: Shift, context: Context, last: Moment) -> dt.date | None:
    """The day to count from: the last date's first, or the last known day where days are counted."""
    dates = interval(last)
    if dates is None:
        return None
    fine = core.unit in {"D", "W", "WE", *_FINER_THAN_DAY} and not core.years
    if fine and dates[0] != dates[1] and (last.week is None or core.unit == "D"):
        return context.last_day
    if core.unit == "M" and not core.years and last.month is None and last.week is None:
        return None
    return dates[0]


def _shifted(day: dt.date, core: Shift) -> Moment:  # noqa: PLR0911 - one return for each kind of unit
    """`count` units from a day; counted days are days, all else is the whole unit."""
    count = core.count
    if core.years:
        return of_unit(days.shift_months(day, 12 * int(count)), core.unit)
    match core.unit:
        case "D":
            return of_day(day + dt.timedelta(days=count))
        case "W" | "WE":
            return of_unit(day + dt.timedelta(weeks=count), core.unit)
        case "FN":
            return of_week(day + dt.timedelta(weeks=2 * count))
        case "M" | "Q":
            months = round(count * (3 if core.unit == "Q" else 1))
            return of_unit(days.shift_months(day, months), core.unit)
        case "Y" | "DE" | "CE":
            size = {"Y": 12, "DE": 120, "CE": 1200}[core.unit]
            return of_unit(days.shift_months(day, round(count * size)), core.unit)
    return of_day(day)


def _nth(meaning: Meaning, core: Nth, context: Context, tense: Tense | None) -> Value:
    assert meaning.within
    outer = resolve(meaning.within, context, tense)
    dates = interval(outer.moment) if outer.moment else None
    if dates is None:
        return replace(outer, moment=UNKNOWN_DAY)
    return replace(outer, moment=_nth_unit(dates, core))


def _nth_unit(dates: tuple[dt.date, dt.date], core: Nth) -> Moment:  # noqa: PLR0911 - likewise
    """The n-th day, week, month, quarter or decade of an interval; week 1 is that of its first day."""
    first, last = dates
    if core.weekday is not None:
        return _nth_weekday(first, last, core.number, core.weekday)
    if core.number < 0:
        return of_unit(last, core.unit)
    ahead = core.number - 1
    match core.unit:
        case "D":
            return of_day(first + ahead * days.DAY)
        case "W":
            return of_week(first + 7 * ahead * days.DAY)
        case "M":
            return of_unit(days.shift_months(first, ahead), "M")
        case "Q":
            return of_unit(days.shift_months(first, 3 * ahead), "Q")
    return of_unit(days.shift_months(first, 120 * ahead), core.unit)


def _nth_weekday(first: dt.date, last: dt.date, number: int, weekday: int) -> Moment:
    """The n-th Monday (1) to Sunday (7) of an interval; unknown where it has no so many."""
    if number < 0:
        return of_day(last - (last.isoweekday() - weekday) % 7 * days.DAY)
    day = first + ((weekday - first.isoweekday()) % 7 + 7 * (number - 1)) * days.DAY
    return of_day(day) if day <= last else UNKNOWN_DAY
