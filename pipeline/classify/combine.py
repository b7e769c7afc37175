"""Two readings of a passage made one: the encoder's and the cues'.

The encoder knows more ways of saying a thing; the cues, over a parse, are surer of who did it to
whom, of durations and of what a row is for. Constants are from the development passages
(`models/README.md` has the figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline import tables
from pipeline.classify.merge import in_full
from pipeline.gazetteer.names import look_up
from pipeline.passages import Action, Party, Words, is_guessed, is_planned, same_words
from pipeline.records import EventType

# An act that only the encoder sees is kept from this probability on ...
LEAST_ALONE = 0.8
# ... and one that only the cues see from this weight on.
LEAST_CUES = 0.8
# Where a passage would tell nothing, one that is surely an act is kept though its type is not sure.
LEAST_SEEN = 0.6
# Of a text that is one passage, what is seen best is kept from this confidence on, however hard it is to see.
LEAST_FAINT = 0.17
# Where the two give an act different types, the cues win only against an unsure encoder.
UNSURE = 0.45
SURE_CUES = 0.8
# Acts whose recipient is hardly ever of the actors' own country: the cues take what is moved or blocked for one.
_ABROAD: frozenset[EventType] = frozenset({"MOBILIZE", "PROTEST", "SUPPORT"})
# Triggers this near (in characters) name one act: "held talks", "paid a visit".
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """What the encoder and the cues say of one act; one of the two may be missing."""

    learned: Action | None
    cued: Action | None

    @property
    def start(self) -> int:
        """Where the act's first trigger stands."""
        action = self.learned or self.cued
        assert action is not None
        return action.triggers[0].start


def combine(learned: Sequence[Action], cued: Sequence[Action]) -> list[Action]:
    """The actions of a passage, in the order of the text; exactly one primary if there is any."""
    pairs = _pairs(learned, cued)
    kept = [(pair, action) for pair in sorted(pairs, key=lambda pair: pair.start) if (action := _one(pair))]
    seen = [(Pair(action, None), action) for action in learned if action.seen >= LEAST_SEEN]
    kept = kept or seen[:1]
    if not any(_leads(action) for _, action in kept):
        lead = [(Pair(None, action), action) for action in cued if action.primary and _leads(action)]
        kept = [*(lead or [(pair, action) for pair, action in seen if _leads_row(action)][:1]), *kept]
        kept = kept or [(Pair(None, action), action) for action in cued if action.primary]
    first = _primary([pair for pair, _ in kept])
    return [
        replace(action, primary=index == first, confidence=calibrated(action.confidence))
        for index, (_, action) in enumerate(kept)
    ]


def faintest(learned: Sequence[Action]) -> list[Action]:
    """Of acts that are hardly to be seen the one that is seen best, if any; so sure of it as of its being one."""
    best = max(learned, key=lambda action: action.seen, default=None)
    confidence = calibrated(best.confidence * best.seen) if best else 0.0
    return [replace(best, primary=True, confidence=confidence)] if best and confidence >= LEAST_FAINT else []


@dataclass(frozen=True, slots=True)
class _Knot:
    """A point of the reliability curve."""

    said: float
    right: float


@cache
def _knots() -> tuple[_Knot, ...]:
    return tables.tsv("cues/calibration.tsv", _Knot)


def calibrated(confidence: float) -> float:
    """The share of records that are right of those whose reading says `confidence`."""
    low, high = next((a, b) for a, b in pairwise(_knots()) if confidence <= b.said)
    return low.right + (high.right - low.right) * (confidence - low.said) / (high.said - low.said)


def _leads(action: Action) -> bool:
    """Whether the first sentence tells it."""
    return action.sentences[:1] == (1,)


def _leads_row(action: Action) -> bool:
    """Whether a chronology's row is there for it: for what its first sentence tells."""
    return action.segment.kind == "chronology_entry" and _leads(action)


def _pairs(learned: Sequence[Action], cued: Sequence[Action]) -> list[Pair]:
    free = list(cued)
    pairs: list[Pair] = []
    for action in learned:
        near = [other for other in free if _one_act(action, other)]
        best = next((other for other in near if other.type == action.type), near[0] if near else None)
        if best is not None:
            free.remove(best)
        pairs.append(Pair(action, best))
    return pairs + [Pair(None, other) for other in free]


def _one_act(one: Action, other: Action) -> bool:
    return any(_touch(a, b) for a in one.triggers for b in other.triggers)


def _touch(a: Words, b: Words) -> bool:
    return a.start - _NEAR <= b.end and b.start - _NEAR <= a.end


def _one(pair: Pair) -> Action | None:
    learned, cued = pair.learned, pair.cued
    if learned is None:
        assert cued is not None
        return cued if cued.confidence >= LEAST_CUES else None
    if cued is None:
        return learned if learned.confidence >= LEAST_ALONE else None
    if learned.type != cued.type and _by_codebook(cued):
        return cued
    if learned.type != cued.type:
        return cued if learned.confidence < UNSURE and cued.confidence >= SURE_CUES else _with_rest(learned, cued)
    agreed = 1 - (1 - learned.confidence) * (1 - cued.confidence / 2)
    actors, recipients = _sides(learned, cued)
    return replace(
        _with_rest(learned, cued),
        confidence=agreed,
        modes=learned.modes or cued.modes,
        actors=actors,
        recipients=recipients,
    )


def _sides(learned: Action, cued: Action) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Actors and recipients of an act that both see."""
    parties = learned if _knows_more(learned, cued) else cued
    actors, whom = parties.actors, parties.recipients
    if parties is cued:
        actors = tuple(in_full(party, learned.actors) for party in actors)
        actors = tuple(party for party in actors if look_up(party.text) or not _is_where(learned, (party,))) or actors
        whom = tuple(in_full(party, learned.recipients) for party in whom)
    others = [party for party in learned.recipients if party not in actors]
    if others and (_codes(whom).isdisjoint(_codes(others)) or _is_where(learned, whom)):
        whom = learned.recipients  # of two quite different answers the encoder's is nearly always right
    return actors, tuple(party for party in whom if party not in actors and _receives(party, actors, learned))


def _is_where(learned: Action, parties: Sequence[Party]) -> bool:
    """Whether one of the parties is what the encoder has for the place."""
    place = learned.place
    return place is not None and any(same_words(party, place) for party in parties)


def _receives(party: Party, actors: Sequence[Party], learned: Action) -> bool:
    """Whether a recipient is one: of the actors' own country, in such acts, only where the encoder has it so."""
    own = {actor.code for actor in actors}
    return learned.type not in _ABROAD or party.code not in own or party in learned.recipients


def _by_codebook(cued: Action) -> bool:
    """Whether a rule of the codebook gave the type: what is planned, or an agreement "reached", is AGREE."""
    rules = [reason.rule for reason in cued.reasons]
    return is_planned(cued) or (cued.type == "AGREE" and "cue:verb:reach" in rules)


def _knows_more(learned: Action, cued: Action) -> bool:
    """Whether the encoder has parties with codes, a recipient, or a further actor where the cues have none."""
    if not cued.actors or (learned.recipients and not cued.recipients) or (learned.actors and is_guessed(cued)):
        return True
    further = _codes(learned.actors) > _codes(cued.actors) and _codes(learned.recipients) >= _codes(cued.recipients)
    return further or _uncoded(learned) < _uncoded(cued)


def _codes(parties: Sequence[Party]) -> set[str]:
    return {party.code for party in parties if party.code}


def _uncoded(action: Action) -> int:
    return sum(party.code is None for party in (*action.actors, *action.recipients))


def _with_rest(learned: Action, cued: Action) -> Action:
    """The encoder's action with what the cues add of dates, place and things."""
    return replace(
        learned,
        dates=learned.dates or cued.dates,
        durations=cued.durations,
        scheduled=learned.scheduled or cued.scheduled,
        place=learned.place or cued.place,
        sums=cued.sums,
        instruments=learned.instruments or cued.instruments,
        reasons=(*learned.reasons, *cued.reasons),
    )


def _primary(pairs: Sequence[Pair]) -> int:
    """The act that a reading calls primary and the lead sentence tells; the encoder's before the cues'."""
    ranks = [_rank(pair) for pair in pairs]
    return ranks.index(max(ranks)) if ranks else 0


def _rank(pair: Pair) -> tuple[bool, bool, int]:
    learned = pair.learned is not None and pair.learned.primary
    cued = pair.cued is not None and pair.cued.primary
    action = pair.learned or pair.cued
    assert action is not None
    return learned or cued, _leads(action), 2 * learned + cued
