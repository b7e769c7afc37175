"""`"They left this morning," he said on Saturday`: what is quoted leans on the day on which it was said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex.meaning import Shift
from pipeline.timex.moment import interval
from pipeline.timex.resolve import resolve
from pipeline.timex.tense import tense_around

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.timex.context import Context
    from pipeline.timex.meaning import Found
    from pipeline.timex.tokens import Tokens

_OPENING, _CLOSING = frozenset('"\u201c'), frozenset('"\u201d')
_SENTENCE_ENDS = frozenset(".!?")
# Before the day of something else than the saying: "said their guide, who had been there since Monday".
_ELSEWHERE = frozenset({"since", "until", "till", "from", "for", "of", "next", "by", "before"})
_LONGEST = 60  # tokens of a quotation, and of what follows it, that are looked at


def in_speech(tokens: Tokens, index: int, found: Sequence[Found], context: Context) -> Context:
    """The context in which `found[index]` is resolved: quoted words lean on the day that is told with their speaker."""
    core = found[index].meaning.core
    if not isinstance(core, Shift) or core.base != "reference" or core.unit != "D" or context.label is not None:
        return context
    close = _end_of_quotation(tokens, found[index])
    day = _day_of_saying(tokens, close, found, index, context) if close is not None else None
    return context if day is None else replace(context, reference=day)


def _end_of_quotation(tokens: Tokens, item: Found) -> int | None:
    """Where the quotation ends that an expression stands in; None if it stands in none."""
    before = range(item.first - 1, max(-1, item.first - _LONGEST), -1)
    marks = [tokens.raw(at) for at in before if tokens.raw(at) in _OPENING | _CLOSING]
    plain = sum(mark == '"' for mark in marks) % 2 == 1
    if not marks or not (plain or marks[0] == "\u201c"):
        return None
    behind = range(item.last, min(len(tokens), item.last + _LONGEST))
    return next((at for at in behind if tokens.raw(at) in _CLOSING), None)


def _day_of_saying(tokens: Tokens, close: int, found: Sequence[Found], at: int, context: Context) -> dt.date | None:
    """The day of the first date behind the quotation of `found[at]`, if its sentence tells it of the saying."""
    behind = range(close + 1, min(len(tokens), close + _LONGEST))
    end = next((k for k in behind if tokens.raw(k) in _SENTENCE_ENDS | _OPENING or "\n" in tokens.raw(k)), close)
    later = (found[number] for number in range(at + 1, len(found)))
    told = next((item for item in later if close < item.first), None)
    if told is None or told.first >= end or tokens.word(told.first - 1) in _ELSEWHERE:
        return None
    moment = resolve(told.meaning, context, tense_around(tokens, told.first, told.last)).moment
    days = interval(moment) if moment is not None else None
    return days[0] if days is not None and days[0] == days[1] else None
