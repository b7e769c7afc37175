"""Who took part in an event that is told of as a thing: `attended by`, `co-organised by`, `X delivered a speech`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued.arguments import parties_at
from pipeline.classify.cued.grammar import (
    agents,
    below,
    children,
    doers,
    is_passive,
    is_verb,
    lemma,
    objects,
    prepositions,
)
from pipeline.classify.cued.lexicon import is_a
from pipeline.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.classify.cued.scene import Scene
    from pipeline.passages import Party

HOSTING = frozenset({"host", "organise", "organize", "hold", "convene", "co-host", "co-organise", "take"})
TAKING_PART = frozenset({"attend", "host", "organise", "organize", "chair", "sponsor", "join", "convene", "lead",
                         "initiate", "present", "address", "deliver", "participate", "coorganise", "moderate", "held",
                         "co-chair", "co-host", "co-organise", "cochair", "cohost", "conduct", "open"})  # fmt: skip
SPEAKING = frozenset({"emphasise", "emphasize", "highlight", "stress", "present", "note", "deliver", "say",
                      "underscore", "remark", "speak", "outline", "underline"})  # fmt: skip
DEFINITE = frozenset({"the", "this", "these", "their", "that"})


def complete(candidate: Candidate, scene: Scene) -> Candidate:
    """The candidate with the further actors that its own noun phrase and later sentences name."""
    noun = event_noun(candidate)
    if noun is None or candidate.type not in {"CONSULT", "COOPERATE"} or candidate.mode == "visit":
        return candidate
    found = list(candidate.actors)
    for party in _named(candidate, noun, scene):
        if all(not _covers(party, other) for other in (*found, *candidate.recipients)):
            found.append(party)
    return replace(candidate, actors=tuple(found))


def event_noun(candidate: Candidate) -> Token | None:
    """The noun that names the event: the trigger itself, or the verb's object or subject."""
    if candidate.head.pos_ in {"NOUN", "PROPN"}:
        return candidate.head
    verb = candidate.verb
    nouns = [candidate.carried] if candidate.carried is not None else []
    nouns += [*objects(verb), *(p for w in ("in", "at") for p in prepositions(verb).get(w, ()))]
    return next((n for n in nouns if n is not None and _is_event(n)), None)


def _is_event(noun: Token) -> bool:
    return is_a(lemma(noun), "event_noun", "talk_event", "do_event", "meeting", "exercise")


def is_anaphoric(noun: Token) -> bool:
    """Whether the noun takes up an event told before (`the forum`, `this meeting`)."""
    return _is_event(noun) and any(c.dep_ in {"det", "poss"} and c.lower_ in DEFINITE for c in below(noun))


def _covers(party: Party, other: Party) -> bool:
    return (party.start < other.end and other.start < party.end) or (
        party.canonical is not None and party.canonical == other.canonical
    )


def _named(candidate: Candidate, noun: Token, scene: Scene) -> Iterator[Party]:
    for verb in (c for c in candidate.head.sent if is_verb(c) or c.tag_ == "VBN"):
        if verb.dep_ in {"acl", "advcl", "relcl", "conj"} and lemma(verb) in TAKING_PART:
            yield from _parties([*agents(verb)], scene)
    for token in candidate.head.sent:
        if lemma(token) in {"participation", "attendance", "presence"}:
            yield from _parties(prepositions(token).get("of", []), scene)
    for sent in sentences(scene.doc):
        if sent.start <= candidate.head.i:
            continue
        yield from _speakers(sent, candidate, scene)
        for verb in sent:
            if is_verb(verb) and lemma(verb) in TAKING_PART and _about(verb, noun):
                yield from _parties(doers(verb), scene)


def _speakers(sent: Span, candidate: Candidate, scene: Scene) -> Iterator[Party]:
    """Persons who speak at a talking event that was hosted or held."""
    if candidate.type != "CONSULT" or not {lemma(candidate.verb), lemma(candidate.head)} & HOSTING:
        return
    tokens = [s for v in sent if is_verb(v) and lemma(v) in SPEAKING for s in doers(v)]
    tokens += [p for n in sent if is_a(lemma(n), "speech") for p in prepositions(n).get("by", ())]
    yield from (party for party in _parties(tokens, scene) if party.kind == "person")


def _about(verb: Token, noun: Token) -> bool:
    """Whether the clause speaks of the event again."""
    spoken = [*objects(verb), *(p for w in ("in", "at", "to") for p in prepositions(verb).get(w, ()))]
    if any(is_a(lemma(o), "speech") for o in spoken) and lemma(verb) in {"deliver", "present"}:
        return True
    if verb.dep_ in {"acl", "advcl"} and is_passive(verb):
        spoken += children(verb.head, "nsubj", "nsubjpass")
    return any(
        is_anaphoric(o) and (lemma(o) == lemma(noun) or lemma(o) in {"event", "meeting", "programme"}) for o in spoken
    )


def _parties(tokens: list[Token], scene: Scene) -> Iterator[Party]:
    for token in tokens:
        yield from parties_at(token, scene)
