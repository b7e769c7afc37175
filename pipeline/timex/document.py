"""Time expressions of texts and documents: grammar, resolution and the style of the output."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.passages import TimeExpression
from pipeline.timex.context import Context
from pipeline.timex.grammar import Style, grammar
from pipeline.timex.meaning import Calendar, Found, Holiday, Meaning, Shift, Weekday
from pipeline.timex.moment import Moment, interval, precision, value
from pipeline.timex.nights import with_nights
from pipeline.timex.ranges import are_linked, needs_year, range_end, share_year
from pipeline.timex.resolve import THE_WEEKEND, Value, resolve
from pipeline.timex.speech import in_speech
from pipeline.timex.style import in_manual_style
from pipeline.timex.survey import survey
from pipeline.timex.tense import Tense, tense_around

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.timex.days import Interval
    from pipeline.timex.tokens import Tokens

_NEAR = 2
# So many entries with days make a document an issue of a chronology, if they lie within a year and a bit.
_LEAST_ENTRIES = 3
_LONGEST_ISSUE = 400
# How far ahead a year named within a sentence takes a narrative with it; set on WikiWars' training half.
_NEAR_YEARS = 3
_OPENING = frozenset({"in", "by", "during", "since", "from", "after", "before", "until", "(", "throughout"})

_SENTENCE_ENDS = frozenset(".!?")


def find(text: str, context: Context | None = None, *, style: Style = "manual") -> list[TimeExpression]:
    """The time expressions of a text in order, none overlapping; offsets count in `text`.

    Style "manual" has the spans of the annotation manual (ranges are one mention, no articles, no
    `currently`), "timex3" those of the TimeML guidelines. What the text leaves open is resolved
    against `context`; what nothing settles stays open (`XXXX-05-13`, `date` None).
    """
    return trace(text, context, style=style)[0]


def trace(
    text: str, context: Context | None = None, *, style: Style = "manual"
) -> tuple[list[TimeExpression], Context]:
    """The same, and the context as it stands at the end of the text, for the text that follows it."""
    start = context or Context()
    tokens = grammar().tokens(text)
    found, _ = grammar().find(tokens, style)
    if start.narrative is None:
        start = survey([(tokens, found)], start)
    return _resolved(tokens, found, start, style)


def steps(text: str, *, style: Style = "manual") -> int:
    """How many steps the grammar takes on a text: grows with its length, not faster."""
    return grammar().find(grammar().tokens(text), style)[1]


def resolve_document(
    texts: Sequence[str],
    *,
    reference: dt.date | None = None,
    period: Interval | None = None,
    labels: Sequence[Interval | None] | None = None,
    periods: Sequence[Interval | None] | None = None,
    style: Style = "manual",
) -> list[list[TimeExpression]]:
    """The time expressions of a document's texts (segments, paragraphs), in their order.

    `reference` is the day of publication, `period` the issue's; `labels[i]` the days of the entry
    that `texts[i]` is, `periods[i]` its heading's period. The last date mentioned travels on from
    text to text, except into and out of entries with a label, and except for a day of the news
    itself (`Context.paragraph`). Raises ValueError if the sequences
    differ in length.
    """
    own_labels = labels if labels is not None else [None] * len(texts)
    own_periods = periods if periods is not None else [None] * len(texts)
    if not len(texts) == len(own_labels) == len(own_periods):
        raise ValueError(f"{len(texts)} texts, {len(own_labels)} labels, {len(own_periods)} periods")
    read = []
    for text in texts:
        tokens = grammar().tokens(text)
        read.append((tokens, grammar().find(tokens, style)[0]))
    context = survey(read, _of_document(reference, period, own_labels))
    results = []
    for (tokens, found), label, own_period in zip(read, own_labels, own_periods, strict=True):
        context = replace(context, told=context.told and not context.issue).paragraph()
        result, after = _resolved(tokens, found, context.entry(label, own_period), style)
        if label is None and own_period is None:
            context = after
        results.append(result)
    return results


def _of_document(reference: dt.date | None, period: Interval | None, labels: Sequence[Interval | None]) -> Context:
    """The context that a document begins with.

    Dated entries make it an issue, and give its period if nothing else does.
    """
    days = [day for label in labels if label for day in label]
    if len(days) < 2 * _LEAST_ENTRIES:
        return Context(reference=reference, period=period)
    first, last = min(days), max(days)
    if period is None and (last - first).days <= _LONGEST_ISSUE:
        period = first, last
    return Context(reference=reference, period=period, narrative=False if period else None, issue=period is not None)


def _resolved(
    tokens: Tokens, found: list[Found], context: Context, style: Style
) -> tuple[list[TimeExpression], Context]:
    """Resolve expressions from left to right; each date becomes the context of the next."""
    expressions: list[TimeExpression] = []
    starts: list[Found] = []
    first_end = _first_end(tokens) if context.before is not None else 0
    for index, item in enumerate(found):
        if context.before is not None and item.first > first_end:
            context = replace(context, opening=False)  # what the paragraph itself has told comes first
        following = found[index + 1] if index + 1 < len(found) else None
        meaning = share_year(tokens, item, following)
        tense = tense_around(tokens, item.first, item.last) if _needs_tense(meaning) else None
        before = found[index - 1] if index else None
        linked = before is not None and are_linked(tokens, before, item)
        if linked and (end := range_end(meaning, context)):
            result = replace(end, year_inferred=expressions[-1].year_inferred)
        elif _floats(meaning):
            result = _timed(tokens, meaning, item, following, context)
        else:
            result = resolve(meaning, in_speech(tokens, index, found, context), tense)
        if linked:
            context = replace(context, span=_span(expressions[-1], result) or context.span)
        if result.moment is not None and _moves_on(tokens, item, result.moment, context):
            moment = replace(result.moment, clock=None, zone=None, part=None)
            context = context.after(moment, told=result.anchor == "absolute")
        expressions.append(_expression(tokens, item, meaning, result))
        starts.append(item)
    if style == "manual":
        expressions = in_manual_style(tokens, starts, expressions)
        if context.label is None:
            expressions = list(with_nights(tokens.text, expressions, context.reference))
    return expressions, context


def _first_end(tokens: Tokens) -> int:
    """The token that ends a text's first sentence."""
    return next((at for at in range(len(tokens)) if tokens.word(at) in _SENTENCE_ENDS), len(tokens))


def _span(first: TimeExpression, end: Value) -> Interval | None:
    """The days from the first expression to the end of its range, where both are known to the day."""
    last = interval(end.moment) if end.moment is not None else None
    if first.date is None or first.precision != "day" or last is None or last[0] != last[1]:
        return None
    return first.date, last[1]


def _expression(tokens: Tokens, item: Found, meaning: Meaning, result: Value) -> TimeExpression:
    start, end = tokens.starts[item.first], tokens.ends[item.last - 1]
    text = tokens.text[start:end]
    moment = result.moment
    if moment is None:
        return TimeExpression(start, end, text, meaning.type, result.fixed, mod=meaning.mod, anchor=result.anchor)
    dates = interval(moment)
    return TimeExpression(
        start, end, text, meaning.type, value(moment),
        date=dates[0] if dates else None,
        enddate=dates[1] if dates and dates[1] != dates[0] else None,
        precision=precision(moment) if dates else None,
        mod=meaning.mod,
        anchor=result.anchor,
        year_inferred=result.year_inferred,
    )  # fmt: skip


def _moves_on(tokens: Tokens, item: Found, moment: Moment, context: Context) -> bool:
    """Whether what follows leans on this date.

    A narrative's thread is not left for a year named in passing (`a report of 2005`): only for a
    near later one, or one that a sentence or heading begins with.
    """
    guessed_winter = moment.season == "WI" and context.narrative and item.meaning.core != Calendar(moment)
    if moment == Moment() or guessed_winter:
        return False
    last = context.last
    if not context.narrative:
        return True
    if moment.year is None:
        return False
    if moment != Moment(year=moment.year) or last is None or last.year is None:
        return True
    prepositional = tokens.word(item.first - 1) in _OPENING
    opening = tokens.word(item.first - 1 - int(prepositional))
    near = 0 <= moment.year - last.year <= _NEAR_YEARS
    return opening.strip() in {"", "."} or (near and tense_around(tokens, item.first, item.last) == "past")


def _needs_tense(meaning: Meaning) -> bool:
    within = meaning.within is not None and _needs_tense(meaning.within)
    told = isinstance(meaning.core, (Calendar, Weekday, Holiday)) or meaning.core == THE_WEEKEND
    return within or needs_year(meaning) or told


def _floats(meaning: Meaning) -> bool:
    """Whether it is a time of day without a day."""
    core = meaning.core
    return meaning.type == "TIME" and isinstance(core, Shift) and core == Shift("D", 0, "last")


def _timed(tokens: Tokens, meaning: Meaning, item: Found, following: Found | None, context: Context) -> Value:
    """A time of day on the day named right after it, else on the last day mentioned, else on the base."""
    if following and _is_beside(tokens, item, following) and following.meaning.type == "DATE":
        tense: Tense | None = tense_around(tokens, following.first, following.last)
        day = resolve(following.meaning, context, tense)
        if day.moment is not None and precision(day.moment) == "day":
            return resolve(meaning, context.after(day.moment), None)
    return resolve(meaning, context, None)


def _is_beside(tokens: Tokens, item: Found, following: Found) -> bool:
    """Whether few words stand between two expressions, and no end of a sentence."""
    between = range(item.last, following.first)
    return len(between) <= _NEAR and all(tokens.word(at) not in _SENTENCE_ENDS for at in between)
