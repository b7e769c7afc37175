"""The learned coder: the encoder's triggers, judged and given their arguments, become Actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from pipeline.classify.cued.things import instrument_kind
from pipeline.classify.homes import at_home
from pipeline.classify.learned.arguments import Filled, Source, fill_all, sources
from pipeline.classify.merge import merged
from pipeline.classify.modality import with_modality, with_own_days
from pipeline.classify.recalled import recalled
from pipeline.classify.whereabouts import placed
from pipeline.codebook import codebook
from pipeline.encoder import Tagged, description
from pipeline.encoder.encode import spans
from pipeline.encoder.heads import Judgement, judge
from pipeline.encoder.windows import Window, windows
from pipeline.passages import Action, Passage, Reason, Words
from pipeline.records import Auxiliary, Context, EventType, Mode
from pipeline.sentences import first_number, number_at, sentences

# Thresholds by F1 on the development passages (`models/README.md`).
LEAST_TRIGGER = 0.6
# Of a text that is there for one act, what is this likely no trigger may still be its.
FAINT_TRIGGER = 0.82
LEAST_MODE = 0.5
LEAST_CONTEXT = 0.35
LEAST_REALIS = 0.5
_MOST_CONTEXTS = 3
# A row of a chronology is listed for what its first sentence says, nearly always (manual, 5.1).
_LEAD, _SECOND, _LATER = 1.0, 0.3, 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A trigger with everything the encoder says of it; offsets count in the passage."""

    trigger: Words
    type: EventType
    probability: float
    seen: float
    judgement: Judgement
    filled: Filled


def of_passage(passage: Passage, least: float = LEAST_TRIGGER) -> list[Action]:
    """The actions of one passage; the primary one is marked (none if there are none).

    Words are triggers that are not likelier than `least` to be none.
    """
    told = [found for window in windows(passage.doc) for found in _told(window, passage, least)]
    kept = [found for found in told if found.filled.actors]
    made = merged(
        _settled(action, passage) for action in recalled((_action(found, passage) for found in kept), passage)
    )
    if not made:
        return []
    if passage.segment.kind == "chronology_entry":
        best = max(kept, key=lambda found: found.judgement.primary * _lead(passage, found.trigger))
        first = next(i for i, action in enumerate(made) if any(w == best.trigger for w in action.triggers))
    else:
        first = 0
    return [replace(action, primary=index == first) for index, action in enumerate(made)]


def _settled(action: Action, passage: Passage) -> Action:
    """The action with its place judged, its parties' countries filled in, and what its verb's form says."""
    return with_modality(with_own_days(at_home(placed(action, passage), passage), passage), passage)


def _lead(passage: Passage, trigger: Words) -> float:
    """How likely a row is listed for something that stands where the trigger does: mostly its first sentence."""
    number = number_at(passage.doc, trigger.start) + first_number(passage.doc)
    return _LEAD if number <= 1 else _SECOND if number == 2 else _LATER  # noqa: PLR2004


def _told(window: Window, passage: Passage, least: float) -> Iterator[Told]:
    encoded = window.encoded
    found: list[Source] = sources(window, passage)
    tags = spans(encoded, encoded.triggers, description().triggers, least)
    judged = judge(encoded, [tag.pieces for tag in tags])
    for tag, judgement, filled in zip(tags, judged, fill_all(window, tags, found, passage), strict=True):
        kind, probability = _type(window, tag, judgement)
        start, end = window.start + tag.start, window.start + tag.end
        words = Words(start, end, passage.segment.text[start:end])
        seen = 1 - float(encoded.triggers[slice(*tag.pieces), 0].mean())
        yield Told(words, kind, probability, seen, judgement, filled)


def _type(window: Window, tag: Tagged, judgement: Judgement) -> tuple[EventType, float]:
    """The type that tags and head together find likeliest, and its probability."""
    rows = window.encoded.triggers[slice(*tag.pieces)].mean(axis=0)
    tagged = dict(zip(get_args(EventType), (rows[1::2] + rows[2::2]).tolist(), strict=True))
    whole = sum(tagged.values()) or 1.0
    both = {name: (tagged[name] / whole + judgement.types[name]) / 2 for name in tagged}
    kind = max(both, key=both.__getitem__)
    return kind, both[kind]


def _action(told: Told, passage: Passage) -> Action:
    number = number_at(passage.doc, told.trigger.start)
    sentence = sentences(passage.doc)[number]
    filled = told.filled
    dates = (filled.date,) if filled.date and filled.date.type != "DURATION" else ()
    return Action(
        segment=passage.segment,
        triggers=(told.trigger,),
        type=told.type,
        actors=tuple(filled.actors),
        recipients=tuple(filled.recipients),
        modes=_modes(told),
        contexts=_contexts(told.judgement),
        auxiliary=_auxiliary(told.judgement),
        place=filled.place,
        dates=dates,
        scheduled=filled.scheduled,
        instruments=tuple((words, instrument_kind(words.text)) for words in filled.instruments),
        sentences=(number + first_number(passage.doc),),
        sentence_words=Words(sentence.start_char, sentence.end_char, sentence.text),
        confidence=told.probability,
        seen=told.seen,
        reasons=(Reason(f"encoder: {told.type} {told.probability:.2f}", told.trigger),),
    )


def _modes(told: Told) -> tuple[Mode, ...]:
    allowed = codebook().modes.get(told.type, {})
    likely = [(value, name) for name, value in told.judgement.modes.items() if name in allowed and value >= LEAST_MODE]
    names: dict[str, Mode] = {name: name for name in get_args(Mode)}
    return tuple(names[name] for _, name in sorted(likely, reverse=True)[:2])


def _contexts(judgement: Judgement) -> tuple[Context, ...]:
    names: dict[str, Context] = {name: name for name in get_args(Context)}
    ranked = sorted(judgement.contexts.items(), key=lambda item: (-item[1], item[0]))
    likely = [name for name, value in ranked if value >= LEAST_CONTEXT] or [ranked[0][0]]
    return tuple(names[name] for name in likely[:_MOST_CONTEXTS])


def _auxiliary(judgement: Judgement) -> tuple[Auxiliary, ...]:
    names: dict[str, Auxiliary] = {name: name for name in get_args(Auxiliary)}
    return tuple(names[name] for name, value in judgement.realis.items() if value >= LEAST_REALIS)
