"""Parties without a name of their own: "34 Korean firms", "protesters", "the ministry"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.gazetteer import rows
from pipeline.gazetteer.actors import code_phrase
from pipeline.passages import Name, Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from pipeline.gazetteer.verdicts import ActorCode

_PLACE_PREPOSITIONS = frozenset(["of", "from", "in", "for", "near", "around", "across", "outside", "along"])
# Two or more parties in one phrase: the event coder takes them apart by what was said before.
_PAIRED = frozenset(["both", "two", "three", "four"])
_DEFINITE = frozenset(["the", "this", "that", "its", "their", "his", "her"])
_HIS = frozenset(["his", "her"])
_LONGEST = 10  # words of "the northern province of Bac Giang" and the like
_DOINGS = frozenset(["assembly"])
_VAGUE_HEADS = frozenset(["side", "part", "member", "party"])


def find(
    doc: Doc,
    found: Sequence[Name],
    parties: Sequence[Party],
    definitions: Mapping[str, str],
    known: Mapping[str, Party],
) -> Iterator[Party]:
    """Noun phrases whose head is a group of people, a body or an office, coded."""
    covered = [(n.start, n.end) for n in found] + [p.phrase for p in parties if p.kind == "person"]
    text = doc.text
    for chunk in _chunks(doc):
        root = chunk.root
        if not _is_party_noun(root, found) or _hit(root, covered):
            continue
        start, end = chunk[0].idx, _end(root, chunk)
        words = text[start:end]
        coded = code_phrase(words, definitions=definitions)
        if coded.sector is None or not _can_act(chunk, coded.code or _first_state(found, start, end)):
            continue
        yield from _party(chunk, _known_by(_made(root, (start, end), words, coded), chunk, parties), known)


def _known_by(party: Party, chunk: Span, parties: Sequence[Party]) -> Party:
    """The party with what the others tell: whose `his government` is; gunmen of a body with a name are identified."""
    start, end = party.phrase
    if party.code is None and chunk[0].lower_ in _HIS:
        party = replace(party, code=_whose(start, parties))
    named = any(other.kind == "organisation" and start < other.start < end for other in parties)
    return replace(party, sector="REB") if party.sector == "UAF" and named else party


def _whose(start: int, parties: Sequence[Party]) -> str | None:
    """The country of the last person before `his government`."""
    before = [p for p in parties if p.kind == "person" and p.phrase[1] <= start]
    return max(before, key=lambda person: person.start).code if before else None


def _first_state(found: Sequence[Name], start: int, end: int) -> str | None:
    """The first of the states that a phrase names: those of "frigates of Chile and Peru" are taken apart later."""
    return next((n.code for n in found if n.label in ("GPE", "NORP") and start <= n.start < end), None)


def _can_act(chunk: Span, code: str | None) -> bool:
    """Whether it is somebody: not "construction", "industry", "a middle-income country"."""
    root = chunk.root
    head = lexicon.heads().get(root.lower_)
    if head is not None and head.kind == "sector" and root.lower_ not in ("unit", "group", "airline", "airlines"):
        return False
    if root.text in _DOINGS and root.i + 1 < len(root.doc) and root.nbor().lower_ == "of" and code is None:
        return False  # "the assembly of tractors"
    if root.lower_ in _arms() or root.lemma_.casefold() in _arms():
        return code is not None
    if code is not None:
        return True
    plural = root.tag_ in ("NNS", "NNPS")
    if root.lemma_.casefold() in lexicon.words().country_nouns and chunk[0].lower_ not in _DEFINITE:
        return root.tag_ == "NNS" and any(token.pos_ == "NUM" for token in chunk)  # "9,000 people", not "many people"
    return plural or (len(chunk) > 1 and chunk[0].tag_ in ("DT", "CD", "PRP$", "PDT", "NNP", "JJ"))


def _made(root: Token, phrase: tuple[int, int], words: str, coded: ActorCode) -> Party:
    a, b = coded.name_span
    if not phrase[0] + a <= root.idx < phrase[0] + b:
        a, b = 0, len(words)
    return Party(
        phrase[0] + a, phrase[0] + b, words[a:b], phrase, coded.kind, coded.code, coded.sector,
        coded.other_sectors, coded.canonical, coded.identifier_id, coded.office,
    )  # fmt: skip


def _party(chunk: Span, coded_party: Party, known: Mapping[str, Party]) -> Iterator[Party]:
    if coded_party.code is None and any(t.lower_ in _PAIRED for t in chunk):
        return
    if coded_party.code is None and chunk[0].lower_ in _DEFINITE - _HIS:
        before = _antecedent(chunk.root, known) or _same_people(chunk.root, coded_party, known)
        if before is not None:
            yield replace(
                before,
                start=coded_party.start,
                end=coded_party.end,
                text=coded_party.text,
                phrase=coded_party.phrase,
            )
            return
    yield coded_party


def _antecedent(root: Token, known: Mapping[str, Party]) -> Party | None:
    """The newest known party whose name or office has the noun: "the ministry", "the ambassador"."""
    word = root.lemma_.casefold() if root.lemma_ else root.lower_
    if root.tag_ in ("NNS", "NNPS") or word in lexicon.words().country_nouns:
        return None
    holder = _HOLDERS.get(word)
    for party in reversed(list(known.values())):
        named = f"{party.canonical or ''} {party.office or ''}".casefold().split()
        if word in named:
            return party
        if holder is not None and holder in named:
            return replace(party, kind="organisation", office=None, canonical=_body_of(party, word))
    return None


def _same_people(root: Token, party: Party, known: Mapping[str, Party]) -> Party | None:
    """Whom "the rebels", "the fishermen" were before, with their country: where all that they can be have one."""
    if root.tag_ not in ("NNS", "NNPS"):
        return None
    alike = [before for before in known.values() if before.kind != "person" and _is_of(before, root, party)]
    return alike[-1] if len({before.code for before in alike}) == 1 else None


def _is_of(before: Party, root: Token, party: Party) -> bool:
    """Whether `the` people can be those told before: by the same noun, or rebels by their name."""
    rebels = before.sector == party.sector == "REB"
    return before.code is not None and (rebels or before.text.casefold().split()[-1] == root.lower_)


# Who stands for a body that has not been named itself
_HOLDERS = {"ministry": "minister", "embassy": "ambassador", "presidency": "president", "consulate": "consul"}


def _body_of(party: Party, word: str) -> str:
    """As in "Ministry of Foreign Affairs" from the office "Minister of Foreign Affairs"."""
    office = (party.office or "").split()
    at = next((k for k, part in enumerate(office) if part.casefold() == "minister"), None)
    return (
        " ".join(["Ministry", *office[at + 1 :]])
        if word == "ministry" and at is not None and office[at + 1 :]
        else word
    )


def _chunks(doc: Doc) -> Iterator[Span]:
    """The noun phrases, without a weekday that the parser has put before one: "On Monday officers …"."""
    for chunk in doc.noun_chunks if doc.has_annotation("DEP") else ():
        day = len(chunk) > 1 and chunk[0].lower_ in lexicon.words().calendar and chunk[1].text != "'s"
        yield chunk[1:] if day and chunk.start and chunk[0].nbor(-1).lower_ == "on" else chunk


@cache
def _nouns() -> frozenset[str]:
    heads = {row.phrase for row in rows.heads()} | {row.phrase for row in rows.offices()}
    return frozenset(phrase for phrase in heads if " " not in phrase) | _arms()


@cache
def _arms() -> frozenset[str]:
    return frozenset(row.phrase.rsplit(" ", 1)[-1] for row in rows.heads() if row.form == "arms")


def _is_party_noun(root: Token, found: Sequence[Name]) -> bool:
    if root.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    people = any(n.label == "NORP" and n.start <= root.idx < n.end for n in found)
    if people:
        return root.tag_ in ("NNS", "NNPS") or root.lower_.endswith("s")
    word = root.lower_
    return word not in _VAGUE_HEADS and (word in _nouns() or root.lemma_.casefold() in _nouns())


def _hit(root: Token, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether the head stands in a name that is a party of its own; nationalities are not."""
    if root.text[:1].isupper() and root.lower_.endswith("s") and root.pos_ in ("PROPN", "NOUN", "ADJ"):
        return any(a <= root.idx < b and b - a > len(root.text) + 1 for a, b in covered)
    return any(a <= root.idx < b for a, b in covered)


def _before_bracket(words: Sequence[Token]) -> list[Token]:
    """The words before one that stands in brackets: "the East African Community (EAC)"."""
    return list(takewhile(lambda word: not (word.i and word.nbor(-1).text == "("), words))


def _end(root: Token, chunk: Span) -> int:
    """End of the phrase with what closely follows: "rebels in eastern Congo", "officials of the ministry"."""
    end = chunk[-1]
    for child in root.rights:
        if child.dep_ == "prep" and child.lower_ in _PLACE_PREPOSITIONS and child.i == end.i + 1:
            objects = [t for t in child.rights if t.dep_ == "pobj"]
            subtree = _before_bracket([t for t in objects[0].subtree if not t.is_punct]) if objects else []
            if len(subtree) <= _LONGEST and any(t.pos_ == "PROPN" or t.text[:1].isupper() for t in subtree):
                end = subtree[-1]
    return end.idx + len(end)
