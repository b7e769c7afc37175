"""A first look over a whole document: the order of its numeric dates, its full dates, its genre."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex.meaning import Calendar, Found, Numeric, Shift, Weekday
from pipeline.timex.moment import Moment, interval
from pipeline.timex.tense import tense_around
from pipeline.timex.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.timex.context import Context, Order
    from pipeline.timex.days import Interval

# A text is a narrative (partial dates lean on the date before them) if it names this many years, and
# half of them lie this far from the day of publication; set on the development halves.
_NARRATIVE_YEARS = 4
_FAR_YEARS = 2
# An obituary names many far years too, but says "on Monday" and "last week".
_YEARS_FOR_EACH_POINTER = 4

Read = tuple[Tokens, list[Found]]


def survey(texts: Iterable[Read], context: Context) -> Context:
    """The context with what the document as a whole says; what the caller has set stays."""
    read = list(texts)
    moments = [
        (tokens, found, found.meaning.core.moment)
        for tokens, all_found in read
        for found in all_found
        if isinstance(found.meaning.core, Calendar)
    ]
    full = [
        (tokens, found, dates)
        for tokens, found, moment in moments
        if moment.month is not None and (dates := interval(moment)) is not None
    ]
    years = [moment.year for _, _, moment in moments if moment.year is not None]
    narrative = context.narrative
    if narrative is None:
        narrative = context.label is None and _is_narrative(years, context, len(full), _pointing(read))
    return replace(
        context,
        narrative=narrative,
        day_month=context.day_month or _order(read),
        # only where nothing else gives a date its year are the document's own dates asked
        document_dates=context.document_dates or (_past(full) if context.base is None else ()),
    )


def _pointing(read: list[Read]) -> int:
    """How many expressions lean on the day of writing: weekdays, `yesterday`, `last week`, `a year ago`."""
    cores = [found.meaning.core for _, all_found in read for found in all_found]
    return sum(isinstance(core, Weekday) or (isinstance(core, Shift) and core.base == "reference") for core in cores)


def _is_narrative(years: list[int], context: Context, full: int, pointing: int) -> bool:
    if len(years) < max(_NARRATIVE_YEARS, _YEARS_FOR_EACH_POINTER * pointing):
        return False
    if context.base is None:
        return full >= _NARRATIVE_YEARS
    far = sum(abs(year - context.base[0].year) >= _FAR_YEARS for year in years)
    return 2 * far > len(years)


def _past(full: list[tuple[Tokens, Found, Interval]]) -> tuple[Interval, ...]:
    return tuple(dates for tokens, found, dates in full if tense_around(tokens, found.first, found.last) != "future")


def _order(read: list[Read]) -> Order | None:
    """Day-month order: of the numeric dates that can be read one way only, else of the written ones."""
    numeric = any(isinstance(found.meaning.core, Numeric) for _, all_found in read for found in all_found)
    if not numeric:
        return None
    votes: Counter[Order] = Counter()
    written: Counter[Order] = Counter()
    for tokens, all_found in read:
        for found in all_found:
            core = found.meaning.core
            if isinstance(core, Calendar) and core.moment.day is not None:
                _vote(tokens, found, core.moment, votes, written)
    chosen = votes or written
    if len(chosen) != 1:
        return None
    return next(iter(chosen))


def _vote(tokens: Tokens, found: Found, moment: Moment, votes: Counter[Order], written: Counter[Order]) -> None:
    if found.rule == "numeric date":
        first = int(tokens.word(found.first).split("/")[0].split("-")[0].split(".")[0])
        if moment.day != moment.month:
            votes["dmy" if first == moment.day else "mdy"] += 1
    elif found.rule == "day month year":
        written["dmy"] += 1
    elif found.rule == "month day year":
        written["mdy"] += 1
