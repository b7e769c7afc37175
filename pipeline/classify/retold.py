"""Acts of a report whose day stands elsewhere: told again by a noun, or told first and dated in the next sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.anchored import called, days_of
from pipeline.classify.cued.grammar import children, clause_verb, is_past, is_verb, root_at
from pipeline.classify.distances import DEFINITE, is_definite
from pipeline.passages import Action, Passage, TimeExpression
from pipeline.sentences import without_front

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_AT_ONCE = re.compile(
    r"(?:within (?:hours|minutes)|(?:soon|shortly|immediately) afterwards?"
    r"|(?:at|on) the same (?:meeting|ceremony|talks|occasion|time))\b",
    re.IGNORECASE,
)
_SAME_DAY = "same day"
# Verbs of which the next sentence does not go on with the news itself.
_SAYING = frozenset({"say", "tell", "add", "warn", "rule", "announce", "report", "call", "ask", "urge", "come"})
# Sentences of a report in which its news is told.
_NEXT = 3
# What the first sentence has told, to who "announced the decision on Wednesday".
_NEWS = frozenset(
    {"decision", "move", "measure", "step", "agreement", "deal", "release", "withdrawal", "ban", "action", "plan"}
)


def retold(actions: Iterable[Action], before: Sequence[Action], passage: Passage) -> list[Action]:
    """The actions; those that take up one told before have its day: `the signature`, `condemned it the same day`."""
    result: list[Action] = []
    for action in actions:
        earlier = [*before, *result]
        result.append(_at_once(_with_day_of(action, earlier, passage), earlier))
    return result


def _at_once(action: Action, before: Sequence[Action]) -> Action:
    """An act without a day that is said to have followed at once: "Within hours Chad recalled its envoy"."""
    words = action.sentence_words
    told = words is not None and not action.dates and not action.told_on and _AT_ONCE.match(words.text)
    last = [each for each in before if before[-1].sentence_words == each.sentence_words] if told else []
    found = [days[1] for each in last if (days := days_of(each)) is not None]
    return replace(action, told_on=max(found)) if found else action


def _with_day_of(action: Action, before: Sequence[Action], passage: Passage) -> Action:
    nouns = frozenset(_nouns(action, passage))
    earlier = [each for each in before if called(each, nouns)]
    days = days_of(earlier[-1]) if earlier else None
    if days is None or (action.dates and not all(_is_that_day(date) for date in action.dates)):
        return action
    return replace(action, dates=(), told_on=days[0])


def _is_that_day(date: TimeExpression) -> bool:
    return date.anchor == "last" and date.text.lower() == _SAME_DAY


def _nouns(action: Action, passage: Passage) -> Iterable[str]:
    """The definite noun that the action's word is; where it is of "the same day", that which its verb acts on."""
    for words in action.triggers:
        root = root_at(passage.doc, words.start, words.end)
        if root is None:
            continue
        things = children(root, "dobj") if is_verb(root) else [root]
        if action.dates or not is_verb(root):
            yield from (thing.lemma_.lower() for thing in things if is_definite(thing))


def dated_next(actions: Iterable[Action], passages: Sequence[Passage]) -> list[Action]:
    """The actions of a report's first passage; what its first sentence `has` told has the day that the next one gives.

    "Libya has released a trawler. The boat was given back on Saturday."
    """
    day = _day_of_next(passages)
    return [
        replace(action, dates=(), told_on=day) if day and _is_news(action, passages[0]) else action
        for action in actions
    ]


def _is_news(action: Action, passage: Passage) -> bool:
    """Whether the first sentence tells an act in the perfect, and no day of it but that on which it was said."""
    said = all(_is_said(date, passage) for date in action.dates)
    if action.sentences[:1] != (1,) or not said or action.told_on or "historical" in action.auxiliary:
        return False
    roots = (root_at(passage.doc, words.start, words.end) for words in action.triggers)
    return any(child.lower_ in ("has", "have") for root in roots if root is not None for child in children(root, "aux"))


def _is_said(date: TimeExpression, passage: Passage) -> bool:
    """Whether a day is that on which somebody said it."""
    word = root_at(passage.doc, date.start, date.end)
    verb = clause_verb(word) if word is not None else None
    return verb is not None and verb.lemma_.lower() in _SAYING


def _day_of_next(passages: Sequence[Passage]) -> dt.date | None:
    """The day on which one of the next sentences goes on with what the first has told; None if none does."""
    told = [(passage, sentence) for passage in passages[:2] for sentence in without_front(passage.doc)]
    for passage, sentence in told[1:_NEXT]:
        inside = (date for date in passage.dates if sentence.start_char <= date.start < sentence.end_char)
        day = next((date.date for date in inside if _is_of(sentence.root, date, passage)), None)
        if day is not None and _goes_on(sentence):
            return day
    return None


def _goes_on(sentence: Span) -> bool:
    root = sentence.root
    subject = next(iter(children(root, "nsubj", "nsubjpass")), None)
    known = subject is not None and (subject.lower_ in DEFINITE or is_definite(subject))
    told = any(thing.lemma_.lower() in _NEWS and is_definite(thing) for thing in children(root, "dobj"))
    return is_past(root) and ((known and root.lemma_.lower() not in _SAYING) or told)


def _is_of(root: Token, day: TimeExpression, passage: Passage) -> bool:
    """Whether a day stands in the sentence's main clause."""
    word = root_at(passage.doc, day.start, day.end)
    if word is None or day.precision != "day" or day.enddate is not None:
        return False
    return clause_verb(word) == root
