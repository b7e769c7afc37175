"""Parties: spans that can act in an event, coded by the gazetteer and resolved inside the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.encoder.origins import completed
from pipeline.extract import bodyparties, groups, names, personparties, shared
from pipeline.extract.cast import Cast, Scene
from pipeline.extract.issuer import of_issuer
from pipeline.extract.memory import Memory
from pipeline.extract.words import Word
from pipeline.gazetteer.names import look_up
from pipeline.passages import Name, Party

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STATE_LABELS = frozenset(["GPE"])


def find(doc: Doc, found: Sequence[Name], memory: Memory | None = None, cast: Cast | None = None) -> list[Party]:
    """The parties of `doc`, in order of their phrases; phrases may be nested (a body in an office)."""
    memory, cast = memory or Memory(), cast or Cast()
    text, read = doc.text, names.words_of(doc)
    spans = {n: _words(read, n.start, n.end) for n in found}
    definitions = {form: r.canonical for form, r in memory.forms.items() if r.label == "ORG" and form != r.canonical}
    scene = Scene(text, read, spans, definitions)
    bodies = list(bodyparties.bodies(scene, cast))
    parties = [*bodies, *personparties.persons(scene, _tags(doc, read), cast, bodies)]
    parties += [_state(name) for name in found if name.label in _STATE_LABELS and name.code]
    for group in groups.find(doc, found, parties, definitions, cast.recent):
        parties = _with_group(text, parties, group, found)
        if group in parties and group.code is not None:
            cast.remember(group)
    parties = shared.apposed(text, shared.spread(text, parties))
    parties = _alike(parties)
    parties = of_issuer(parties, cast.home)
    parties = completed(doc, list(coded(found, parties)), parties)
    for party in parties:
        cast.learn(party)
    return sorted(parties, key=lambda p: (p.phrase[0], -p.phrase[1], p.start))


def _with_group(text: str, parties: list[Party], group: Party, found: Sequence[Name]) -> list[Party]:
    """The parties with a group: as a further office of a person, as the states that it counts, or as itself."""
    held = shared.further_offices(text, parties, group)
    if held is not None:
        return held
    wide = shared.widened(text, group, found)
    states = shared.members(text, wide, found)
    if not states:
        return [*parties, group]
    extents = {(state.start, state.end) for state in states}
    others = [p for p in parties if p.kind != "state" or (p.start, p.end) not in extents]
    return [*others, replace(wide, code=None), *states]


def _alike(parties: Sequence[Party]) -> list[Party]:
    """Persons and bodies of one name have one country and sector, wherever it was found out."""
    known: dict[str | None, Party] = {}
    for party in parties:
        if party.code and party.kind in ("person", "organisation"):
            known.setdefault(party.canonical, party)
    return [
        replace(party, code=same.code, sector=party.sector or same.sector)
        if party.code is None and party.kind != "group" and (same := known.get(party.canonical))
        else party
        for party in parties
    ]


def coded(found: Sequence[Name], parties: Sequence[Party]) -> Iterator[Name]:
    """Names with the code of the party that they are."""
    codes = {(p.start, p.end): p.code for p in parties if p.kind != "group"}
    for name in found:
        code = name.code or codes.get((name.start, name.end))
        yield replace(name, code=code) if code != name.code else name


def _tags(doc: Doc, read: Sequence[Word]) -> list[str]:
    tag = {token.idx: token.tag_ for token in doc}
    return [tag.get(word.start, "") for word in read]


def _words(read: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    first = bisect_right(read, start, key=lambda word: word.end)
    last = bisect_left(read, end, key=lambda word: word.start)
    return (first, last) if first < last else (0, 0)


def _state(name: Name) -> Party:
    """A state named as such acts as its government; the event coder decides for cities."""
    entry = look_up(name.text)
    capital = entry is not None and entry.country is not None and entry.form == "capital"
    state = entry.country.name if capital and entry and entry.country else name.canonical or name.text
    return Party(
        name.start, name.end, name.text, (name.start, name.end), "state", name.code, "GOV", (), state,
        name.identifier_id,
    )  # fmt: skip
