"""Who can take part in a trigger's event: candidates from the passage, their roles from the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.classify.datable import datable
from pipeline.encoder import Tagged, description
from pipeline.encoder.encode import spans
from pipeline.encoder.links import links
from pipeline.encoder.origins import completed
from pipeline.encoder.pairs import Candidate
from pipeline.encoder.roles import roles
from pipeline.encoder.windows import Window
from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.verdicts import ActorCode
from pipeline.passages import Name, Party, Passage, TimeExpression, Words, same_words
from pipeline.records import Sector

# A role is taken where it is likelier than this; by F1 on the development passages.
LEAST_ROLE = 0.4
# "Chad's foreign ministry": the words of an unnamed party begin behind the owner's ending.
_CLITIC = re.compile(r"['’]s?\s+")
_OF = re.compile(r" of (?:the )?")
_KIND = re.compile(r"(?:['’]s)? (?:[a-z-]+ ){1,3}")
# Characters of what counts a party before its noun: "two", "the three", "about 40".
_COUNTED = 12
_SMALL = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "PART", "AUX"})
_NAMING = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP", "NP", "FAC", "PRODUCT", "EVENT"})


@dataclass(frozen=True, slots=True)
class Source:
    """A candidate and what it came from: offsets in the passage, and the name or date it is, if any."""

    start: int
    end: int
    candidate: Candidate
    name: Name | None = None
    date: TimeExpression | None = None


@dataclass(slots=True)
class Filled:
    """The arguments of one trigger."""

    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    place: Name | None = None
    date: TimeExpression | None = None
    scheduled: TimeExpression | None = None
    instruments: list[Words] = field(default_factory=list)
    sums: list[Name] = field(default_factory=list)


def sources(window: Window, passage: Passage) -> list[Source]:
    """All possible arguments in a window: names, dates, unnamed parties, unnamed instruments."""
    found: list[Source] = []
    for name in passage.names:
        found += _source(window, name.start, name.end, name.label, name=name)
    for date in datable(passage):
        if not any(other.start < date.end and date.start < other.end for other in found):
            found += _source(window, date.start, date.end, "DATE", date=date)
    encoded = window.encoded
    unnamed = [(tag, "NP") for tag in _joined(spans(encoded, encoded.parties, description().parties))]
    unnamed += [(tag, "INS") for tag in _instruments(window)]
    for tag, kind in unnamed:
        clitic = _CLITIC.match(encoded.text, tag.start, tag.end)
        start, end = window.start + (clitic.end() if clitic else tag.start), window.start + tag.end
        if kind == "NP":
            start, end = _phrase(passage, start, end)
            if _in_a_name(passage, start, end):
                continue
        if start < end and not any(other.start == start and other.end == end for other in found):
            found += _source(window, start, end, kind)
    return sorted(found, key=lambda source: (source.start, -source.end))


def _in_a_name(passage: Passage, start: int, end: int) -> bool:
    """Whether the words are part of a longer name: `General` of a consulate general is nobody."""
    return any(
        name.label in ("ORG", "PERSON", "FAC", "GPE") and name.start <= start and end <= name.end
        and (name.start, name.end) != (start, end)
        for name in passage.names
    )  # fmt: skip


def _phrase(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """An unnamed party without the small words at its ends; empty if it has no noun."""
    span = passage.doc.char_span(start, end, alignment_mode="expand")
    tokens = list(span) if span is not None else []
    while tokens and tokens[-1].pos_ in _SMALL:
        tokens.pop()
    if not any(token.pos_ in _NAMING for token in tokens):
        return start, start
    return start, min(end, tokens[-1].idx + len(tokens[-1]))


def _joined(tags: list[Tagged]) -> list[Tagged]:
    """Spans with nothing between them are one: `18` and `Russian officials`."""
    result: list[Tagged] = []
    for tag in tags:
        if result and result[-1].pieces[1] == tag.pieces[0]:
            before = result.pop()
            tag = replace(before, end=tag.end, pieces=(before.pieces[0], tag.pieces[1]))  # noqa: PLW2901
        result.append(tag)
    return result


def _instruments(window: Window) -> Iterator[Tagged]:
    for tag in spans(window.encoded, window.encoded.names, description().names):
        if tag.label == "INS":
            yield tag


def _source(window: Window, start: int, end: int, kind: str, **origin: object) -> list[Source]:
    candidate = window.candidate(start, end, kind)
    return [Source(start, end, candidate, **origin)] if candidate else []  # type: ignore[arg-type]


def fill_all(window: Window, triggers: Sequence[Tagged], found: list[Source], passage: Passage) -> list[Filled]:
    """The arguments of each trigger of a window."""
    candidates = [source.candidate for source in found]
    places = [(source.start, source.end) for source in found]
    linked = links(passage.doc, [(window.start + tag.start, window.start + tag.end) for tag in triggers], places)
    judged = roles(window.encoded, [trigger.pieces for trigger in triggers], candidates, linked)
    return [_completed(_fill(found, rows, passage), passage) for rows in judged]


def _fill(found: list[Source], judged: list[dict[str, float]], passage: Passage) -> Filled:
    """The arguments of a trigger, by the likeliest role of each candidate."""
    filled = Filled()
    best_place = best_date = best_plan = 0.0
    for source, probabilities in zip(found, judged, strict=True):
        role, probability = max(probabilities.items(), key=lambda item: item[1])
        if role == "none":
            others = {name: value for name, value in probabilities.items() if name != "none"}
            role, probability = max(others.items(), key=lambda item: item[1])
            if probability < LEAST_ROLE:
                continue
        if role in ("actor", "recipient") and source.candidate.kind in _PARTIES:
            side = filled.actors if role == "actor" else filled.recipients
            _add(side, party_of(source, passage))
        elif role == "place" and source.name and source.name.label in _PLACES and probability > best_place:
            filled.place, best_place = source.name, probability
        elif role == "date" and source.date and probability > best_date:
            filled.date, best_date = source.date, probability
        elif role == "scheduled" and source.date and probability > best_plan:
            filled.scheduled, best_plan = source.date, probability
        elif role == "instrument":
            filled.instruments.append(Words(source.start, source.end, passage.segment.text[source.start : source.end]))
        elif role == "sum" and source.name:
            filled.sums.append(source.name)
    filled.recipients = [party for party in filled.recipients if not _among(party, filled.actors)]
    return filled


def _completed(filled: Filled, passage: Passage) -> Filled:
    """With the countries and sectors of parties that only the encoder sees; the others' the extraction has settled."""
    fresh = [party for party in (*filled.actors, *filled.recipients) if party not in passage.parties]
    known = dict(zip(fresh, completed(passage.doc, passage.names, fresh), strict=True))
    return replace(
        filled,
        actors=[known.get(party, party) for party in filled.actors],
        recipients=[known.get(party, party) for party in filled.recipients],
    )


def _add(side: list[Party], party: Party) -> None:
    if not _among(party, side):
        side.append(party)


def _among(party: Party, others: Iterable[Party]) -> bool:
    """Whether the same party is there already, by its words or its name."""
    return any(
        same_words(party, other)
        or (party.canonical is not None and party.canonical == other.canonical and party.code == other.code)
        for other in others
    )


def party_of(source: Source, passage: Passage) -> Party:
    """The coded party that a candidate is: the extraction's where it saw one there, else coded from the words."""
    exact = [party for party in passage.parties if (party.start, party.end) == (source.start, source.end)]
    if exact:
        return min(exact, key=lambda party: party.phrase[0] - party.phrase[1])
    touching = [party for party in passage.parties if party.start < source.end and source.start < party.end]
    inside = [party for party in touching if source.start <= party.start and party.end <= source.end]
    if source.candidate.kind == "NP" and inside:
        whole = [party for party in inside if party.kind == "group" or party.phrase[0] >= source.start]
        if whole:
            return min(whole, key=lambda party: party.phrase[0] - party.phrase[1])
    holding = [party for party in passage.parties if party.phrase[0] <= source.start and source.end <= party.phrase[1]]
    opened = [party for party in holding if party.phrase[0] >= source.start - _COUNTED]
    if source.candidate.kind == "NP" and opened:  # "two officials" of "two officials of the Chinese Consulate"
        return min(opened, key=lambda party: party.phrase[1] - party.phrase[0])
    if source.candidate.kind == "NORP" and holding:
        return min(holding, key=lambda party: party.phrase[1] - party.phrase[0])
    return _coded(source, passage)


def _ship(source: Source, passage: Passage) -> ActorCode | None:
    """A named ship as those have it whose it is: "the frigate X of the Royal Navy", "the Indian frigate X".

    A coast guard's training ship is a military one (manual, 5.3).
    """
    owner = _owner(source, passage)
    if owner is None:
        return None
    sector: Sector | None = "MIL" if owner.sector == "COP" else owner.sector
    name = passage.segment.text[source.start : source.end]
    return replace(owner, sector=sector, canonical=name, identifier_id=None, office=None)


def _owner(source: Source, passage: Passage) -> ActorCode | None:
    text = passage.segment.text
    for name in passage.names:
        if name.label == "ORG" and _OF.fullmatch(text, source.end, name.start):
            return code_phrase(name.text, country_hint=name.code)
        if name.label in ("NORP", "GPE") and name.code and _KIND.fullmatch(text, name.end, source.start):
            return code_phrase(text[name.start : source.start].strip())
    return None


def _coded(source: Source, passage: Passage) -> Party:
    text = passage.segment.text[source.start : source.end]
    if source.name is not None and source.name.label in ("GPE", "NORP"):
        code = source.name.code or code_phrase(text).code
        return Party(
            source.start, source.end, text, (source.start, source.end), "state", code, "GOV",
            canonical=source.name.canonical, identifier_id=source.name.identifier_id,
        )  # fmt: skip
    ship = _ship(source, passage) if source.candidate.kind == "PRODUCT" else None
    coded = ship or code_phrase(text, country_hint=source.name.code if source.name else None)
    kind = "person" if source.candidate.kind == "PERSON" else coded.kind
    return Party(
        source.start, source.end, text, (source.start, source.end), kind, coded.code, coded.sector,
        coded.other_sectors, (source.name.canonical if source.name else None) or coded.canonical or text,
        coded.identifier_id, coded.office,
    )  # fmt: skip
