"""What an expression says before it is resolved: the grammar's output, the resolver's input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.records import DateMod, TimexType
from pipeline.timex.moment import Moment

# "last" is the last date mentioned in the paragraph, "told" that of the whole text before, "named" too, also where the
# paragraph has gone on without a date; "current" the last one in narratives and the reference in news; "entry" the
# days of the chronology entry
Base = Literal["reference", "last", "told", "named", "current", "entry"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date of the calendar, perhaps without its year (`13 May`, `October 2023`, `spring`).

    `direction` -1 is the one before the base (`last September`), 0 this year's, 1 the one after.
    `weekday` is the day of the week that is said with a day (`Sunday, 1 December`).
    """

    moment: Moment
    direction: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """`count` units from a base (`last week`, `two days later`, `the same month`).

    `years` says that the count is of years and `unit` what is looked for in them (`the same month a year ago`).
    """

    unit: str
    count: float
    base: Base
    years: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; `direction` -1 last, 0 this, 1 next, None as the tense says; `weeks` before that."""

    number: int
    direction: int | None = None
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th smaller unit of a period (`the first week of August`); -1 is the last.

    `weekday` is the day of the week that is counted instead of a unit (`the third Monday of May`).
    """

    unit: str
    number: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Numeric:
    """`first/second/year` with day and month in an order that the document decides."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day, by its rule in `holidays.tsv`."""

    rule: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no resolution: durations, sets, `PRESENT_REF`."""

    value: str


Core = Calendar | Shift | Weekday | Nth | Numeric | Holiday | Fixed


@dataclass(frozen=True, slots=True)
class Meaning:
    """A core with what narrows it down.

    `inner` is laid over the resolved core (`October` of `next year`); `within` is the period that
    the core is a part of (`first week` of `August`).
    """

    core: Core
    type: TimexType = "DATE"
    inner: Moment | None = None
    within: Meaning | None = None
    mod: DateMod | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An expression that the grammar delimited: tokens `first`..`last` (exclusive) and its meaning."""

    first: int
    last: int
    meaning: Meaning
    rule: str
