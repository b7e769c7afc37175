"""Who does it and to whom: parties put into the frames of candidates, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued import slots
from pipeline.classify.cued.grammar import below, children, lemma, prepositions, with_conjuncts
from pipeline.classify.cued.lexicon import is_a
from pipeline.classify.cued.reference import Memory, resolve
from pipeline.classify.cued.scene import Scene, as_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.tokens import Token

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.passages import Party

    TakeUp = Callable[[Candidate, list[Candidate]], Candidate]

SEVERAL = 2  # different codes inside one group
LONGEST_LIST = 300  # characters to the "and" that ends it
LIST = re.compile(r",? (?:and|&) (?:the )?|, (?:the )?")
LIST_END = re.compile(r",? and ")
MEMBERS = ("of", "from", "including", "like", "at", "in")


def assign(candidates: Iterable[Candidate], scene: Scene, take_up: TakeUp | None = None) -> list[Candidate]:
    """Candidates with actors and recipients; `take_up` fills what one leaves unsaid from those before it."""
    memory = Memory()
    found: list[Candidate] = []
    for candidate in candidates:
        filled = _fill(candidate, scene, memory)
        filled = take_up(filled, found) if take_up else filled
        found.append(filled)
        if filled.realis.status not in {"content", "purpose", "negated"} and not (filled.is_bare and memory.groups):
            memory.add((*filled.actors, *filled.recipients))
    return found


def _fill(candidate: Candidate, scene: Scene, memory: Memory) -> Candidate:
    actors = _union(candidate, _actor_slots(candidate), scene, memory)
    recipients: tuple[Party, ...] = ()
    for slot in _recipient_slots(candidate):
        found = _slot(candidate, slot, scene, memory) or _of_things(candidate, slot, scene)
        recipients = tuple(p for p in found if not any(same(p, a) for a in actors))
        if recipients:
            break
    if not actors and candidate.head.pos_ != "VERB":
        actors = _led_by(candidate.head, scene)
    return replace(candidate, actors=actors, recipients=recipients)


def _of_things(candidate: Candidate, slot: str, scene: Scene) -> list[Party]:
    """Whose thing stands in the slot: `lifted its ban on Australia's beef`."""
    if slot in {"carrier", "place", "in", "at"}:
        return []
    found: list[Party] = []
    for token in slots.fill(candidate, slot):
        for owner in slots.owners(token):
            found += [p for p in parties_at(owner, scene) if p not in found]
    return found


def _actor_slots(candidate: Candidate) -> tuple[str, ...]:
    if candidate.role == "recipient":
        return ("from", "by", "subj")
    if candidate.role == "organiser" and candidate.frame.name == "visit":
        return ("from", "by", "of")
    return candidate.frame.actor


def _recipient_slots(candidate: Candidate) -> tuple[str, ...]:
    if candidate.frame.name == "visit" and candidate.role in {"recipient", "organiser"}:
        return ("carrier",)
    return candidate.frame.recipient


def _union(candidate: Candidate, names: Iterable[str], scene: Scene, memory: Memory) -> tuple[Party, ...]:
    found: list[Party] = []
    for party in (p for slot in names for p in _slot(candidate, slot, scene, memory)):
        if not any(same(party, other) for other in found):
            found.append(party)
    return tuple(found)


def same(one: Party, other: Party) -> bool:
    """Whether two phrases name the same party."""
    return (
        one is other
        or (one.start, one.end) == (other.start, other.end)
        or (
            one.code == other.code
            and ((one.canonical is not None and one.canonical == other.canonical) or one.kind == other.kind == "state")
        )
    )


def _slot(candidate: Candidate, slot: str, scene: Scene, memory: Memory) -> list[Party]:
    if slot == "carrier":
        tokens = slots.carrier_subject(candidate)
    elif slot == "place":
        return _hosts(candidate, scene)
    elif slot == "members":
        tokens = slots.fill(candidate, slot)
        return [p for t in tokens if scene.party(t) or is_a(lemma(t), "group_noun") for p in parties_at(t, scene)]
    else:
        tokens = slots.fill(candidate, slot)
    found: list[Party] = []
    for token in tokens:
        found += [p for p in parties_at(token, scene) if p not in found] or (
            [p for p in resolve(token, scene, memory) if p not in found]
        )
    return found


def parties_at(token: Token, scene: Scene) -> list[Party]:
    """Parties that a noun phrase names: its head's, its coordinated and listed ones, or its members'."""
    found: list[Party] = []
    for part in with_conjuncts(token):
        party = scene.party(part)
        members = _listed(party, scene) if party is not None and party.kind == "group" else []
        if party is not None and party.code is None:
            members = members or _members(part, scene)
        if members:  # "a delegation of Philippine officials": coded by its members
            found += [p for p in members if p not in found]
        elif party is not None:
            found += [p for p in (party, *_coordinated(party, scene), *_adjacent(party, scene)) if p not in found]
        else:
            found += [p for p in (_state(part, scene) or _members(part, scene)) if p not in found]
    return found


def _listed(group: Party, scene: Scene) -> list[Party]:
    """The countries and bodies inside a group's phrase, if it lists several (`ministers from A, B and C`)."""
    start, end = group.phrase
    found = [p for p in scene.passage.parties if start <= p.start and p.end <= end and p is not group and p.code]
    if len({p.code for p in found}) < SEVERAL:
        inside = [n for n in scene.passage.names if start <= n.start and n.end <= end and n.label in {"GPE", "NORP"}]
        found = [state for n in inside if (state := as_state(n)) is not None]
    return found if len({p.code for p in found}) >= SEVERAL else []


def _state(token: Token, scene: Scene) -> list[Party]:
    """A place or nationality that acts as its state."""
    name = scene.name(token)
    if name is None or name.label not in {"GPE", "NORP", "FAC"}:
        return []
    state = as_state(name)
    return [state] if state else []


def _coordinated(party: Party, scene: Scene) -> list[Party]:
    """Parties coordinated with any word of the phrase, outside it (the parser splits long titles)."""
    found: list[Party] = []
    tokens = list(scene.doc.char_span(*party.phrase, alignment_mode="expand") or ())
    for token in tokens:
        for child in children(token, "conj"):
            other = scene.party(child)
            if other is not None and other is not party and other not in found:
                found.append(other)
                found += [p for p in _coordinated_after(child, scene) if p not in found]
    return found


def _adjacent(party: Party, scene: Scene) -> list[Party]:
    """Parties that follow in a plain list (`China, Russia and Iran`), whatever the parser made of it."""
    found: list[Party] = []
    while True:
        joint = LIST.match(scene.passage.segment.text, party.phrase[1])
        start = scene.doc.char_span(joint.end(), joint.end() + 1, alignment_mode="expand") if joint else None
        other = scene.party(start[0]) if start else None
        if start is None or joint is None or other is None or other.phrase[0] != joint.end() or other in found:
            return found
        root = scene.doc.char_span(*other.phrase, alignment_mode="expand")
        if (
            root is None
            or _starts_clause(root.root)
            or (
                "and" not in joint.group()
                and not LIST_END.search(scene.passage.segment.text, other.phrase[1], other.phrase[1] + LONGEST_LIST)
            )
        ):
            return found
        found.append(other)
        party = other


def _starts_clause(token: Token) -> bool:
    """A subject, unless its verb has another one before it (then the parser cut a list)."""
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return not any(c.i < token.i for c in children(token.head, "nsubj", "nsubjpass"))


def _coordinated_after(token: Token, scene: Scene) -> list[Party]:
    return [p for part in with_conjuncts(token) if (p := scene.party(part)) is not None]


def _members(noun: Token, scene: Scene) -> list[Party]:
    """`leaders of Japan and South Korea`, `officials from Laos`: the members that are named."""
    if not (is_a(lemma(noun), "group_noun") or is_a(lemma(noun), "person")):
        return []
    tokens = [
        *slots.possessors(noun),
        *(c for c in below(noun) if c.dep_ in {"amod", "compound", "nmod", "appos"}),
    ]
    preps = prepositions(noun)
    listed = [t for word in MEMBERS for t in preps.get(word, ())]
    found: list[Party] = []
    for token in (*listed, *tokens):
        for part in with_conjuncts(token):
            party = scene.party(part)
            named = [party] if party is not None and party.code is not None else _state(part, scene)
            found += [p for p in named if p not in found]
    return found


def _hosts(candidate: Candidate, scene: Scene) -> list[Party]:
    """The country of the place that the clause names."""
    verb = candidate.verb
    for host in (candidate.head, verb):
        for word in ("to", "in", "at"):
            for token in prepositions(host).get(word, ()):
                if state := _state(token, scene):
                    return state
    return []


def _led_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """`a lunch, led by X`: the only one named."""
    for child in children(noun, "acl"):
        if lemma(child) in {"lead", "head"}:
            return tuple(p for t in prepositions(child).get("by", ()) for p in parties_at(t, scene))
    return ()
