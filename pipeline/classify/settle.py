"""What of all that a passage tells gets a record: the manual's section 5.1, on the combined reading.

What only the encoder sees is held to it more strictly than what the cues see too: the cues know
the manual's rules already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline import tables
from pipeline.classify.borders import of_its_type
from pipeline.classify.cued.grammar import root_at
from pipeline.classify.cued.records import Setting
from pipeline.classify.merge import both
from pipeline.classify.sides import sided
from pipeline.passages import Action, Passage, TimeExpression, is_cued, told_later


@dataclass(frozen=True, slots=True)
class _Talk:
    """A word for talking of things."""

    lemma: str


def settled(actions: Sequence[Action], passage: Passage, setting: Setting) -> list[Action]:
    """The actions that are records, in their order; the primary one stays whatever it is."""
    judged = (of_its_type(sided(action, passage), passage) for action in actions)
    told = _one_per_clause(_with_nearest_days([_dated(action, setting) for action in judged]))
    primary = next((action for action in told if action.primary), None)
    kept = [
        action for action in told if action.primary or not (primary and _is_part(action, primary, passage, setting))
    ]
    if _is_essay(passage, setting):
        kept = [action for action in kept if action.dates]
    if kept and not any(action.primary for action in kept):
        kept[0] = replace(kept[0], primary=True)
    return kept


def _with_nearest_days(actions: Sequence[Action]) -> list[Action]:
    """The actions without days of a later sentence that tells of another kind of act: they are its."""
    told = list(actions)
    for n, action in enumerate(told):
        for day in action.dates:
            nearer = next((k for k, other in enumerate(told) if _is_nearer(other, action, day)), None)
            if nearer is None:
                continue
            told[n] = replace(told[n], dates=tuple(date for date in told[n].dates if date != day))
            if not told[nearer].dates and told[nearer].scheduled != day:
                told[nearer] = replace(told[nearer], dates=(day,))
    return told


def _is_nearer(other: Action, action: Action, day: TimeExpression) -> bool:
    return other.type != action.type and told_later(day.start, action, other)


def _dated(action: Action, setting: Setting) -> Action:
    """What lies before the document's news is history."""
    if not action.dates or not setting.is_history(action.dates[0]) or "historical" in action.auxiliary:
        return action
    return replace(action, auxiliary=("historical", *action.auxiliary))


def _one_per_clause(actions: Sequence[Action]) -> list[Action]:
    """Two actions of one type in one sentence, with a party in common and no days of their own, are one."""
    result: list[Action] = []
    for action in actions:
        same = next((i for i, other in enumerate(result) if _one_clause(other, action)), None)
        if same is None:
            result.append(action)
        else:
            first, second = sorted((result[same], action), key=lambda a: (not is_cued(a), not a.primary))
            if _knows_more(second, first):
                first = replace(first, actors=second.actors, recipients=second.recipients)
            result[same] = both(first, second)
    return result


def _knows_more(one: Action, other: Action) -> bool:
    """Whether it has all parties of the other and somebody more; a state may be no more than where it was."""
    more = [party for party in (*one.actors, *one.recipients) if party not in (*other.actors, *other.recipients)]
    return _names(other) < _names(one) and any(party.kind != "state" for party in more)


def _one_clause(one: Action, other: Action) -> bool:
    if one.type != other.type or one.sentences != other.sentences or one.auxiliary != other.auxiliary:
        return False
    if one.dates and other.dates and one.dates[0].value != other.dates[0].value:
        return False
    return bool(_names(one) & _names(other)) and not (is_cued(one) and is_cued(other))


def _is_part(action: Action, primary: Action, passage: Passage, setting: Setting) -> bool:
    """Whether a further action is part of the row's main one, or nothing but talk."""
    if is_cued(action):
        return False
    if _is_talk(action, passage):
        return True
    if passage.segment.kind != "chronology_entry" or not setting.has_entries:
        return False
    same_kind = action.type == primary.type and not action.dates and "historical" not in action.auxiliary
    return same_kind and (action.type == "CONSULT" or bool(_names(action) & _names(primary)))


def _is_talk(action: Action, passage: Passage) -> bool:
    first = action.triggers[0]
    root = root_at(passage.doc, first.start, first.end)
    return root is not None and root.lemma_.lower() in _talk()


@cache
def _talk() -> frozenset[str]:
    return frozenset(row.lemma for row in tables.tsv("cues/talk.tsv", _Talk))


def _is_essay(passage: Passage, setting: Setting) -> bool:
    """Background prose in a bulletin, where only dated acts count."""
    return setting.has_entries and passage.segment.kind != "chronology_entry"


def _names(action: Action) -> set[str]:
    return {party.canonical or party.text for party in (*action.actors, *action.recipients)}
