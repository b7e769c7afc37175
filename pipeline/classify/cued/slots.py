"""The slots of a clause or noun phrase, as the tokens that fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.classify.cued.grammar import (
    below,
    children,
    doers,
    is_passive,
    is_verb,
    objects,
    prepositions,
    with_conjuncts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from pipeline.classify.cued.candidates import Candidate

NEAR = 16  # words between a trigger and a misplaced with-phrase
MEMBERSHIP = ("of", "from", "between", "with")
PREMODIFIERS = ("compound", "amod", "nmod", "poss")


def fill(candidate: Candidate, slot: str) -> list[Token]:
    """The tokens in one of the slots that `models/cues/frames.tsv` speaks of; others are prepositions."""
    special = _SLOTS.get(slot)
    return special(candidate) if special is not None else _after(candidate, slot)


def _owners(candidate: Candidate) -> list[Token]:
    return [owner for obj in _owned(candidate) for owner in owners(obj)]


def _members(candidate: Candidate) -> list[Token]:
    return [m for obj in _events(candidate) for word in MEMBERSHIP for m in prepositions(obj).get(word, ())]


def _complement_objects(candidate: Candidate) -> list[Token]:
    return [o for verb in children(candidate.verb, "xcomp") for o in _objects_or_owners(verb)]


def _subject(candidate: Candidate) -> list[Token]:
    if not candidate.is_noun:
        found = doers(candidate.head)
        if candidate.carried is not None and is_passive(candidate.head) and not _said(found, candidate.carried):
            found = [*possessors(candidate.carried), *prepositions(candidate.carried).get("by", [])]
        return found
    noun = candidate.head
    own = [*possessors(noun), *_preposed(noun)]
    by = prepositions(noun).get("by", [])
    if candidate.of == "subj":
        preps = prepositions(noun)
        own += [] if possessors(noun) else [*preps.get("of", []), *preps.get("from", [])]
    if candidate.support is None or candidate.role == "none":
        return [*own, *by]
    carried = carrier_subject(candidate)
    return [*carried, *own, *by] if candidate.role in {"actor", "guest", "organiser"} else [*own, *by]


def _said(found: list[Token], carried: Token) -> bool:
    return any(token is not carried for token in found)


def carrier_subject(candidate: Candidate) -> list[Token]:
    """Who does what the light verb says; never the noun itself."""
    if candidate.support is None:
        return []
    return [token for token in doers(candidate.support) if token is not candidate.head]


def _object(candidate: Candidate) -> list[Token]:
    if not candidate.is_noun:
        return objects(candidate.head)
    return prepositions(candidate.head).get("of", []) if candidate.of == "obj" else []


def _owned(candidate: Candidate) -> list[Token]:
    verb = candidate.verb
    nouns = objects(verb) if is_verb(verb) else [candidate.head]
    for word in ("for", "over", "about", "on", "at", "to", "against", "of", "as"):
        nouns += prepositions(verb).get(word, [])
    return nouns


def _events(candidate: Candidate) -> list[Token]:
    verb = candidate.verb
    things = [*objects(verb), *doers(verb), candidate.head]
    return [thing for thing in things if thing.pos_ in {"NOUN", "PROPN"}]


def owners(noun: Token) -> list[Token]:
    """Whose the thing is: possessor, nationality before it, by-, of- or in-phrase after it."""
    preps = prepositions(noun)
    return [*possessors(noun), *_preposed(noun), *preps.get("by", ()), *preps.get("of", ()),
            *(o for p in preps.get("of", ()) for o in possessors(p)), *preps.get("from", ())]  # fmt: skip


def possessors(noun: Token) -> list[Token]:
    """The possessor before a noun, with what is coordinated with it."""
    return [part for child in children(noun, "poss") for part in with_conjuncts(child)]


def _preposed(noun: Token) -> list[Token]:
    found = []
    for child in below(noun):
        if child.dep_ in PREMODIFIERS[:3] and child.i < noun.i:
            found += [child, *(grand for grand in child.subtree if grand is not child and grand.i < noun.i)]
    return found


def _complement_subject(candidate: Candidate) -> list[Token]:
    verb = candidate.verb
    return [s for c in children(verb, "ccomp", "xcomp", "advcl") for s in children(c, "nsubj", "nsubjpass")] + [
        s for p in children(verb, "prep") if p.lower_ == "for" for s in children(p, "pobj")
    ]


def _objects_or_owners(verb: Token) -> list[Token]:
    found = objects(verb)
    preps = prepositions(verb)
    against = [p for word in ("with", "against", "on", "to") for p in preps.get(word, ())]
    return [*found, *against, *(owner for obj in found for owner in owners(obj))]


def _after(candidate: Candidate, word: str) -> list[Token]:
    """What stands after a preposition on the verb, on the noun, or on the verb's objects."""
    hosts = [candidate.head]
    if candidate.support is not None:
        hosts.append(candidate.support)
    verb = candidate.verb
    hosts += [obj for obj in objects(verb) if obj is not candidate.head and not is_passive(verb)]
    hosts += children(verb, "dobj", "nsubjpass")
    found = [pobj for host in dict.fromkeys(hosts) for pobj in prepositions(host).get(word, ())]
    if word == "dative":
        found += [part for child in children(verb, "dative") for part in _dative(child)]
    return found or _nested(candidate, word)


def _dative(child: Token) -> list[Token]:
    heads = children(child, "pobj") if child.pos_ == "ADP" else [child]
    return [part for head in heads for part in with_conjuncts(head)]


def _nested(candidate: Candidate, word: str) -> list[Token]:
    """With and between are often hung on a noun further down; look there when they stand nowhere else."""
    if word not in {"with", "between", "among"}:
        return []
    found = []
    for token in candidate.verb.subtree:
        if token.lower_ == word and token.i > candidate.head.i and token.dep_ == "prep":
            noun = token.head
            if (
                noun.pos_ in {"NOUN", "PROPN"}
                and noun.head.dep_ in {"prep", "dobj", "pobj"}
                and noun.i - candidate.head.i < NEAR
            ):
                found += [part for pobj in children(token, "pobj") for part in with_conjuncts(pobj)]
    return found


_SLOTS: dict[str, Callable[[Candidate], list[Token]]] = {
    "subj": _subject,
    "obj": _object,
    "owner": _owners,
    "members": _members,
    "comp": _complement_subject,
    "comp_obj": _complement_objects,
}
