"""What travels between the stages and is never written: a segment as it is being understood.

All offsets here count code points in the *segment's repaired text* (`Segment.text`);
`text.Alignment` turns them into offsets in the source when records are made.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.records import (
    Auxiliary,
    Context,
    DateMod,
    DatePrecision,
    EntityKind,
    EventType,
    InstrumentKind,
    MentionLabel,
    Mode,
    Sector,
    Segment,
    TimexType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression and its value.

    `value` is TIMEX3's (ISO 8601; `XXXX-05-13` where the year is unknown). `date`..`enddate` is the
    interval of whole days it denotes (None for durations, sets and unknown years; enddate None
    when equal to date). `anchor` says what it was resolved against.
    """

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    date: dt.date | None = None
    enddate: dt.date | None = None
    precision: DatePrecision | None = None
    mod: DateMod | None = None
    anchor: str = "absolute"
    year_inferred: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: longest meaningful span, by section 4 of the manual."""

    start: int
    end: int
    text: str
    label: MentionLabel
    canonical: str | None = None
    code: str | None = None
    identifier_id: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A phrase that can be a party of an event, coded.

    `start`..`end` are the words that name the party (`Park Jung-wook`, not the phrase with its
    office); `phrase` is the whole phrase's extent. `inferred` tells what its own words do not say but
    the encoder reads in what stands around them: its country, its sector.
    """

    start: int
    end: int
    text: str
    phrase: tuple[int, int]
    kind: EntityKind
    code: str | None
    sector: Sector | None
    other_sectors: tuple[Sector, ...] = ()
    canonical: str | None = None
    identifier_id: str | None = None
    office: str | None = None
    inferred: tuple[str, ...] = ()

    @property
    def is_stranger(self) -> bool:
        """Whether it is a person of whom the text has no more than a name."""
        return self.kind == "person" and self.office is None


# Offices that only a state gives.
_OF_STATE = re.compile(
    r"\b(?:minister|ambassador|high commissioner|chargé d['’]affaires|consul|secretary of state)\b", re.IGNORECASE
)


def holds_state_office(party: Party) -> bool:
    """Whether somebody's office is one that only a state gives: a minister, an envoy."""
    return bool(party.office and _OF_STATE.search(party.office))


def name_of(party: Party, names: Iterable[Name]) -> Name | None:
    """The name that the party's own words are, if they are one."""
    return next((name for name in names if (name.start, name.end) == (party.start, party.end)), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment with its parse, its names, its time expressions and its possible parties."""

    segment: Segment
    doc: Doc
    names: tuple[Name, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in the segment's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money or goods in the segment's text."""

    words: Words
    value: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A cue: the rule or model that decided, and the words it rests on."""

    rule: str
    words: Words | None = None


# What these say lies ahead is planned; they themselves happened when they were said.
SPOKEN: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN", "REQUEST"})
# Done where the text says it was; who complains of it, or answers, does so anywhere.
ON_THE_SPOT: frozenset[EventType] = frozenset({"PROTEST", "COERCE", "ASSAULT", "MOBILIZE"})


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what to whom, when and where, as one segment tells it.

    `confidence` is that of the reading of its type, `seen` that there is an act at all (0: nobody has asked).
    `told_on` is the day that the report gives it elsewhere, where its own words give none.
    """

    segment: Segment
    triggers: tuple[Words, ...]
    type: EventType
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...] = ()
    modes: tuple[Mode, ...] = ()
    contexts: tuple[Context, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    place: Name | None = None
    dates: tuple[TimeExpression, ...] = ()
    durations: tuple[TimeExpression, ...] = ()
    told_on: dt.date | None = None
    scheduled: TimeExpression | None = None
    sums: tuple[Sum, ...] = ()
    instruments: tuple[tuple[Words, InstrumentKind], ...] = ()
    sentences: tuple[int, ...] = ()
    sentence_words: Words | None = None
    primary: bool = False
    confidence: float = 0.5
    seen: float = 0.0
    reasons: tuple[Reason, ...] = field(default=())


# How the cue begins that an act is told as planned.
PLANNED_CUE = "realis:planned"
# The cue by which the parties were taken from around a clause that names none.
GUESSED_CUE = "parties:named before"


def is_planned(action: Action) -> bool:
    """Whether an act was read as one that is only planned, which the codebook makes another."""
    return any(reason.rule.startswith(PLANNED_CUE) for reason in action.reasons)


def is_cued(action: Action) -> bool:
    """Whether the cues have read the act too."""
    return any(reason.rule.startswith("cue:") for reason in action.reasons)


def is_guessed(action: Action) -> bool:
    """Whether its clause says of no party who acts: they were taken from what stands around it."""
    return any(reason.rule == GUESSED_CUE for reason in action.reasons)


def same_words(one: Name | Party, other: Name | Party) -> bool:
    """Whether two are the same words of the text: a place that is a party too."""
    return (one.start, one.end) == (other.start, other.end)


def told_later(at: int, action: Action, other: Action) -> bool:
    """Whether what stands at an offset is in another act's sentence, which comes after the act's own."""
    own, its = action.sentence_words, other.sentence_words
    return own is not None and its is not None and own.end <= its.start <= at < its.end
