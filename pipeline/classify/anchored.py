"""Days told from another act: `a day after the attack`, `on the eve of the summit`, `four days after they crossed`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.classify.cued import lexicon
from pipeline.classify.cued.grammar import children, clause_verb, root_at
from pipeline.classify.distances import Distance, distances, is_definite
from pipeline.passages import SPOKEN, Action, Passage, TimeExpression
from pipeline.timex.days import DAY, Interval

_THE_NEWS = frozenset({"incident", "episode", "event", "affair"})
_STEM = 4  # letters that a noun and its verb have in common: seize, seizure


def anchored(actions: Iterable[Action], passage: Passage, before: Sequence[Action]) -> list[Action]:
    """The actions of a passage, with the days that such words give; `before` are the report's earlier actions.

    The anchor is the act told in the words, one of their noun's type told before, or the act before; its day is
    that of a date in the words or its own. Where only the act itself has a day, the anchor has one by it.
    """
    result = list(actions)
    for distance in distances(passage):
        own = _owner(result, distance)
        told = next((k for k, action in enumerate(result) if _stands_in(action, distance)), None)
        if own is None:
            if told is not None and not result[told].dates:
                earlier = [*before, *(action for action in result if action.triggers[0].start < distance.start)]
                result[told] = _counted_back(result[told], distance, passage, earlier)
            continue
        anchor = None if told is None else _without_days_of(result[own], result[told], distance)
        day = _day_of_anchor(distance, passage, [*before, *result[:own]], anchor)
        mine = days_of(result[own])
        if not distance.days and day is not None and mine is not None and _is_plan(result[own], mine[0], day):
            result[own], mine = replace(result[own], dates=(), scheduled=result[own].dates[0]), None
        if day is not None and (mine is None or (result[own].dates and not is_near(result[own]))):
            result[own] = _on(result[own], _shifted(day, distance.days), distance, passage)
            result = list(_with_times(result, result[own]))
        elif day is None and mine is not None and mine[0] == mine[1] and told is not None:
            result[told] = _on(result[told], _shifted(mine[0], -distance.days), distance, passage)
    return result


def _without_days_of(own: Action, anchor: Action, distance: Distance) -> Action:
    """The anchor without a day that stands before the words, of the act that is counted from it."""
    shared = bool(anchor.dates) and anchor.dates[:1] == own.dates[:1] and anchor.dates[0].end <= distance.start
    return replace(anchor, dates=()) if shared else anchor


def _is_of_head(date: TimeExpression, distance: Distance, passage: Passage) -> bool:
    """Whether a date before the words belongs to their verb."""
    word = root_at(passage.doc, date.start, date.end) if date.end <= distance.start else None
    verb = clause_verb(word) if word is not None else None
    return verb is not None and verb.idx == distance.head


def _is_plan(action: Action, told: dt.date, day: dt.date) -> bool:
    """Whether an act's own day is that of what was then agreed or promised: "at the ceremony invited him for May"."""
    return action.type in SPOKEN and bool(action.dates) and told > day


def _with_times(actions: Sequence[Action], dated: Action) -> Iterator[Action]:
    """The actions; those that the rest of a dated one's sentence puts at a time (`and by evening …`) are of its day."""
    for action in actions:
        timed = [date.type == "TIME" and date.anchor == "last" for date in action.dates]
        later = action.sentences == dated.sentences and action.triggers[0].start > dated.triggers[0].start
        yield replace(action, dates=dated.dates) if later and timed and all(timed) else action


def _counted_back(told: Action, distance: Distance, passage: Passage, before: Sequence[Action]) -> Action:
    """The act told in the words, counted from the day of their clause or of what its subject takes up.

    "They were flown home on Tuesday, hours after …", "That meeting came two days after …".
    """
    clause = [date for date in passage.dates if date.precision == "day" and _is_of_head(date, distance, passage)]
    if clause and clause[0].date is not None:
        return _on(told, _shifted(clause[0].date, -distance.days), distance, passage)
    verb = root_at(passage.doc, distance.head, distance.head + 1) if distance.head is not None else None
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None) if verb is not None else None
    if subject is None or not is_definite(subject):
        return told
    day = _last_of(before, frozenset({subject.lemma_.lower()}), frozenset(), distance)
    day = day or next((found for action in reversed(before) if (found := _end(action, distance))), None)
    return told if day is None else _on(told, _shifted(day, -distance.days), distance, passage)


def _stands_in(action: Action, distance: Distance) -> bool:
    return all(distance.low <= words.start < distance.high for words in action.triggers)


def _owner(actions: Sequence[Action], distance: Distance) -> int | None:
    """The act of the words' sentence that they date: their verb's, else the last before them or next behind."""
    inside = [
        k
        for k, action in enumerate(actions)
        if (words := action.sentence_words) is not None
        and words.start <= distance.start < words.end
        and not _stands_in(action, distance)
    ]
    governing = [k for k in inside if distance.head is not None and _stands_at(actions[k], distance.head)]
    behind = [k for k in inside if actions[k].triggers[0].start >= distance.high]
    ahead = [k for k in inside if actions[k].triggers[0].start < distance.start]
    return next(iter([*governing, *reversed(ahead), *behind]), None)


def _stands_at(action: Action, at: int) -> bool:
    return any(words.start <= at < words.end for words in action.triggers)


def _day_of_anchor(
    distance: Distance, passage: Passage, before: Sequence[Action], told: Action | None
) -> dt.date | None:
    inside = (date for date in passage.dates if distance.low <= date.start < distance.high)
    day = next((date.date for date in inside if date.date and date.precision == "day"), None)
    day = day or (_end(told, distance) if told is not None else None)
    if day is not None or (told is not None and not distance.nouns):
        return day
    types: frozenset[str] = frozenset({told.type} if told is not None else ())
    day = _last_of(before, distance.nouns, types, distance)
    # "the incident" is what the whole report is about
    order = before if distance.nouns & _THE_NEWS else reversed(before)
    any_ = (found for action in order if (found := _end(action, distance)))
    return day or (next(any_, None) if distance.definite else None)


def _last_of(
    actions: Sequence[Action], nouns: frozenset[str], types: frozenset[str], distance: Distance
) -> dt.date | None:
    """The day of the last act whose own word one of the nouns is, else of one of its or the given types."""
    types = types.union(row.type for noun in nouns for row in lexicon.nouns().get(noun, ()))
    named = [action for action in actions if called(action, nouns)]
    alike = named or [action for action in actions if action.type in types]
    return next((day for action in reversed(alike) if (day := _end(action, distance))), None)


def called(action: Action, nouns: frozenset[str]) -> bool:
    """Whether a noun is made of the act's own word: "the seizure" of what was "seized"."""
    stems = {noun[:_STEM] for noun in nouns if len(noun) >= _STEM}
    return any(words.text[:_STEM].lower() in stems for words in action.triggers)


def _end(action: Action, distance: Distance) -> dt.date | None:
    """The day that one counts from: the first of an act's days backwards, the last forwards."""
    days = days_of(action)
    return days and days[distance.days > 0]


def days_of(action: Action) -> Interval | None:
    """The first and last day that the text gives an act, or to the act that a row is listed for the row's label."""
    if action.told_on is not None:
        return action.told_on, action.told_on
    date = next((date for date in action.dates if date.precision == "day"), None)
    if date is not None and date.date is not None:
        return date.date, date.enddate or date.date
    segment = action.segment
    if action.dates or not action.primary or segment.date is None or segment.date_precision != "day":
        return None
    return segment.date, segment.enddate or segment.date


def is_near(action: Action) -> bool:
    """Whether the act's day stands in its own sentence."""
    words = action.sentence_words
    return words is not None and any(words.start <= date.start < words.end for date in action.dates)


def _shifted(day: dt.date, count: int) -> dt.date | None:
    """The day so many days later; None beyond the calendar's ends."""
    try:
        return day + count * DAY
    except OverflowError:
        return None


def _on(action: Action, day: dt.date | None, distance: Distance, passage: Passage) -> Action:
    if day is None:
        return action
    words = passage.segment.text[distance.start : distance.high]
    date = TimeExpression(
        distance.start, distance.high, words, "DATE", day.isoformat(), day, None, "day", anchor="another act"
    )
    return replace(action, dates=(date,), durations=())
