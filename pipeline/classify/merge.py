"""Two tellings of one act in one passage are one action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.gazetteer.names import look_up
from pipeline.passages import Action, Party

# So far (in characters) behind a nationality stands the name of what it belongs to.
_BESIDE = 40


def merged(actions: Iterable[Action]) -> list[Action]:
    """The actions in order; those of one type, parties, date, place and planned day are one, with all triggers.

    By the manual's 5.1. An action without a date or place of its own agrees with any.
    """
    result: list[Action] = []
    for action in actions:
        same = next((i for i, other in enumerate(result) if _same(other, action)), None)
        if same is None:
            result.append(action)
        else:
            result[same] = both(result[same], action)
    return result


def both(first: Action, second: Action) -> Action:
    """The first action, with the triggers and reasons of both and what the second knows beside or more fully."""
    return replace(
        first,
        actors=tuple(in_full(party, second.actors) for party in first.actors),
        recipients=tuple(in_full(party, second.recipients) for party in first.recipients),
        triggers=(*first.triggers, *second.triggers),
        confidence=max(first.confidence, second.confidence),
        dates=first.dates or second.dates,
        durations=first.durations or second.durations,
        scheduled=first.scheduled or second.scheduled,
        place=first.place or second.place,
        instruments=first.instruments or second.instruments,
        sums=first.sums or second.sums,
        primary=first.primary or second.primary,
        reasons=(*first.reasons, *second.reasons),
    )


def in_full(party: Party, others: Sequence[Party]) -> Party:
    """The party that a nationality stands for: "a Pakistani driver", "its Vietnamese partner, the Dai Hung Group"."""
    known = look_up(party.text) if party.kind == "state" else None
    if known is None or known.form != "adjective":
        return party
    alike = (other for other in others if other.code == party.code and other.kind != "state")
    return next((other for other in alike if other.start <= party.start < other.end or _is_behind(other, party)), party)


def _is_behind(name: Party, nationality: Party) -> bool:
    return 0 < name.start - nationality.end <= _BESIDE


def _same(one: Action, other: Action) -> bool:
    if (one.type, one.auxiliary) != (other.type, other.auxiliary):
        return False
    if _who(one.actors) != _who(other.actors) or _who(one.recipients) != _who(other.recipients):
        return False
    dates = _dates_agree(one, other)
    places = one.place is None or other.place is None or one.place.text == other.place.text
    plans = one.scheduled == other.scheduled or one.sentences == other.sentences
    return dates and places and plans


def _dates_agree(one: Action, other: Action) -> bool:
    """Whether both have the same day, or one has none; a single other day in another sentence is another event."""
    if one.dates and other.dates:
        return one.dates[0].value == other.dates[0].value
    dated = next((action for action in (one, other) if action.dates), None)
    if dated is None or one.sentences == other.sentences or dated.segment.date is None:
        return True
    day = dated.dates[0]
    return day.enddate is not None or day.date == dated.segment.date


def _who(parties: Iterable[Party]) -> set[tuple[str | None, str | None]]:
    return {(party.canonical, party.code) for party in parties}
