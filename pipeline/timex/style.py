"""The annotation manual's spans: ranges as one mention, no articles, no words of approximation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.timex import lexicon
from pipeline.timex.meaning import Found
from pipeline.timex.ranges import RANGE_WORDS

if TYPE_CHECKING:
    from pipeline.passages import TimeExpression
    from pipeline.records import DateMod
    from pipeline.timex.tokens import Tokens

_DROPPED = frozenset({"the", "a", "an", "than", "more", "less", "in"})
_SEQUENCE = frozenset({"earlier", "later"})
# words of the table of approximations that belong to what is meant
_MEANT = frozenset({"full", "whole", "entire", "another", "straight", "consecutive"})
_SHARED_MONTH = frozenset({"days and month", "month and days", "listed days and month", "month and listed days"})


def in_manual_style(tokens: Tokens, found: list[Found], expressions: list[TimeExpression]) -> list[TimeExpression]:
    """Join ranges and trim spans. `found[i]` is what `expressions[i]` came from."""
    results: list[TimeExpression] = []
    index = 0
    while index < len(found):
        if _in_name(tokens, found[index]):
            index += 1
            continue
        item, expression = found[index], _trimmed(tokens, found[index], expressions[index])
        while index + 1 < len(found) and _are_one(tokens, item, found[index + 1], expression, expressions[index + 1]):
            index += 1
            expression = _joined(tokens, expression, expressions[index])
            item = found[index]
        results.append(expression)
        index += 1
    return results


def _in_name(tokens: Tokens, item: Found) -> bool:
    """Whether it belongs to a proper name: `Korea Game Week 2023`, `their Five-Year Action Plan`."""
    before, after = tokens.raw(item.first - 1), tokens.raw(item.last)
    if item.rule == "bare year":
        return before[:1].isupper() and after not in {"-", "\u2013"}
    first = tokens.raw(item.first)
    return item.rule == "counted units" and before.islower() and first[:1].isupper() and after[:1].isupper()


def _trimmed(tokens: Tokens, item: Found, expression: TimeExpression) -> TimeExpression:
    """Without a leading article and words of approximation."""
    first, mod = item.first, expression.mod
    approx = lexicon.words("approx")
    if first and tokens.word(first - 1) in {"about", "around", "circa", "approximately"}:
        mod = mod or "APPROX"
    while first < item.last - 1:
        word = tokens.word(first)
        if word in _SEQUENCE:
            mod = None  # `earlier this year` says where in the year only loosely
        elif word in approx and word not in _MEANT:
            mod = mod or _mod(approx[word])
        elif word not in _DROPPED:
            break
        first += 1
    start = tokens.starts[first]
    return replace(expression, start=start, text=tokens.text[start : expression.end], mod=mod)


def _mod(value: str) -> DateMod | None:
    return "APPROX" if value == "APPROX" else None


def _are_one(tokens: Tokens, left: Found, right: Found, first: TimeExpression, second: TimeExpression) -> bool:
    """Whether two dates are the ends of a range, or two days that follow each other."""
    gap = tokens.words((left.last, right.first))
    if {first.type, second.type} != {"DATE"} or len(gap) != 1 or first.value.endswith("_REF"):
        return False
    if first.date and second.date and (second.enddate or second.date) < first.date:
        return False
    if gap[0] in RANGE_WORDS:
        return True
    between = tokens.word(left.first - 1) == "between"
    return gap[0] in {"and", "&", ","} and (between or _follow(first, second, left, right))


def _follow(first: TimeExpression, second: TimeExpression, left: Found, right: Found) -> bool:
    """`13 and 14 May`: two days one after the other that share their month."""
    if left.rule != right.rule or left.rule not in _SHARED_MONTH:
        return False
    end = first.enddate or first.date
    return bool(end and second.date and (second.date - end).days == 1)


def _joined(tokens: Tokens, first: TimeExpression, second: TimeExpression) -> TimeExpression:
    last = second.enddate or second.date
    known = first.date is not None and last is not None
    return replace(
        first,
        end=second.end,
        text=tokens.text[first.start : second.end],
        value=f"{first.value.split('/')[0]}/{second.value}",
        date=first.date if known else None,
        enddate=last if known and last != first.date else None,
        precision=first.precision if known else None,
        mod=first.mod if first.mod == second.mod else None,
        year_inferred=first.year_inferred or second.year_inferred,
    )
