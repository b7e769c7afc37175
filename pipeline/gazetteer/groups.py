"""Coding of states, bodies and groups of people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.gazetteer.bodysectors import sectors_of
from pipeline.gazetteer.phrases import Part
from pipeline.gazetteer.places import place_country
from pipeline.gazetteer.rows import NON_STATE_CODES, by_alpha3, phrase_words
from pipeline.gazetteer.verdicts import (
    ActorCode,
    Reading,
    body_sectors,
    breakaway,
    choose_code,
    detached,
    is_namesake,
    is_opposed,
    is_shared,
    several_states,
    stripped,
)
from pipeline.records import EntityKind

SHARED = "body of several states"
_SOFT = ("det", "prefix", "former", "other", "portfolio", "and", "bracket", "comma", "rel")


def code_group(reading: Reading) -> ActorCode:
    """Code a state, a body, or people without an office."""
    region = _head_region(reading)
    head = _head(region)
    if head is None:
        return _without_head(reading, region)
    if head.kind == "country":
        return _country(reading, head)
    return _body(reading, head, region)


def _head_region(reading: Reading) -> list[Part]:
    """Give the parts up to the first preposition, comma or relative clause: where the head noun stands."""
    region: list[Part] = []
    for part in reading.parts:
        if part.kind in ("prep", "comma") or (part.kind == "rel" and not _hyphened(reading, part)):
            if any(p.kind in ("country", "body", "head", "name", "portfolio") for p in region):
                break
            continue
        region.append(part)
    return region


def _hyphened(reading: Reading, part: Part) -> bool:
    return part.start > 0 and reading.phrase[part.start - 1] == "-"


def _head(region: Sequence[Part]) -> Part | None:
    """Find the governing part: the last head or body; a country only where nothing follows it."""
    heads = [part for part in region if part.head or part.kind == "body"]
    if heads:
        last = heads[-1]
        if last.head and last.head.takes == "body" and last.lower in ("state", "united") and len(heads) > 1:
            return heads[-2]
        return last
    countries = [part for i, part in enumerate(region) if part.kind == "country" and not detached(region, i)]
    named = [part for part in region if part.kind == "name"]
    return countries[0] if countries and not named else None


def _without_head(reading: Reading, region: Sequence[Part]) -> ActorCode:
    """Code a bare name: a known place acts for its people's government, else nothing is known."""
    named = [part for part in region if part.kind == "name" and part.capitalised]
    span = stripped(reading, 0, len(reading.phrase))
    words = reading.words(span)
    for part in named:
        code = place_country(words) or place_country(part.text)
        if code:
            return ActorCode(code, "GOV", "organisation", span, words, cues=(f"place: {part.text}",))
    if named:
        code, cue = choose_code(Reading(reading.phrase, reading.parts, None))
        if len(named) == 1 and any(part.kind == "country" for part in region):
            span = (named[0].start, named[0].end)
        kind: EntityKind = "organisation" if named[0].text.isupper() else "person"
        return ActorCode(code, None, kind, span, reading.words(span), cues=(cue, "bare name"))
    code, cue = choose_code(reading) if any(p.kind == "portfolio" for p in region) else (None, "no name")
    return ActorCode(code, None, "group", span, words, cues=(cue,))


def _country(reading: Reading, head: Part) -> ActorCode:
    """Code a country: a state named as such acts as its government; its people are civilians."""
    assert head.known
    assert head.known.country
    country = head.known.country
    state = by_alpha3()[country.code]
    cue = f"{head.known.form}: {head.text}"
    before = [part for part in reading.parts if part.start < head.start]
    people = _unknown_people(reading, head)
    if people:
        return _civilians(reading, country.code, people, cue)
    counted = any(p.lower in phrase_words().words.numbers or p.text.isdigit() for p in before)
    following = [p for p in reading.parts if p.start > head.start and p.kind == "country"]
    if head.known.form == "people" or (head.known.form == "adjective" and counted):
        kind: EntityKind = "person" if head.known.form == "adjective" and _single(before) else "group"
        span = stripped(reading, 0, len(reading.phrase))
        return ActorCode(country.code, "CVL", kind, span, reading.words(span), cues=(cue,))
    if any(part.kind == "and" for part in reading.parts) and _other_state(following, country.code):
        span = stripped(reading, 0, len(reading.phrase))
        return ActorCode(None, "GOV", "group", span, reading.words(span), cues=("several states",))
    return ActorCode(
        code=country.code,
        sector="GOV",
        kind="state",
        name_span=(head.start, head.end),
        canonical=country.name,
        identifier_id=country.wikidata or state.wikidata,
        cues=(cue,),
    )


_DOERS = ("er", "or", "ist", "ian", "ete", "man")


def _unknown_people(reading: Reading, head: Part) -> EntityKind | None:
    """Tell whether a noun that no table has, but looks like people, follows ("Indian wrestlers")."""
    assert head.known
    after = [part for part in reading.parts if part.start >= head.end and part.governor == head.governor]
    if head.known.form != "adjective" or not after or after[-1].kind != "other":
        return None
    word = after[-1].lower
    if word.endswith(("men", *(f"{ending}s" for ending in _DOERS))):
        return "group"
    return "person" if word.endswith(_DOERS) else None


def _civilians(reading: Reading, code: str, kind: EntityKind, cue: str) -> ActorCode:
    span = stripped(reading, 0, len(reading.phrase))
    return ActorCode(code, "CVL", kind, span, reading.words(span), cues=(cue, "people of no known kind"))


def _other_state(parts: Sequence[Part], code: str) -> bool:
    return any(part.known and part.known.code != code for part in parts)


def _single(before: Sequence[Part]) -> bool:
    return any(part.lower in ("a", "an", "one") for part in before)


def _body(reading: Reading, head: Part, region: Sequence[Part]) -> ActorCode:
    """Code a body or a group of people."""
    parent = _parent(reading, head)
    if parent is not None:
        return _branch(reading, head, parent)
    sectors, source = sectors_of(reading, head, region)
    sector, others = sectors
    namesake = is_namesake(reading, head)
    if head.kind == "body" and head.known and head.known.code and not namesake:
        code: str | None = head.known.code
        cue = f"body: {head.text}"
    elif is_shared(reading, head):
        code, cue = "IGO", SHARED
    elif (head.several or _kind(head) == "group") and several_states(reading):
        code, cue = None, "several states"
    else:
        code, cue = choose_code(reading, [head])
        if code is None and sector == "BUS" and _is_multinational(reading):
            code, cue = "MNC", "of many countries"
    if head.kind != "body":
        sector, others = breakaway(reading, code, (sector, others))
    if is_opposed(part for part in reading.parts if part is not head) and "OPP" not in others:
        others = (*others, "OPP")
    if head.lower in phrase_words().words.state_heads and code and code not in NON_STATE_CODES and source is head:
        return _government(reading, head, code, cue)
    span = _span(reading, head)
    known = head.known if head.kind == "body" and not namesake else None
    name = known.canonical if known else reading.words(span)
    return ActorCode(
        code=code,
        sector=sector,
        other_sectors=tuple(other for other in others if other != sector),
        kind=_kind(head),
        name_span=span,
        canonical=name,
        cues=(cue, f"head: {head.text}", *((f"from: {source.text}",) if source is not head else ())),
    )


def _parent(reading: Reading, head: Part) -> Part | None:
    """The known company or paper whose branch it is: "the Brazilian subsidiary of Samsung", "Eni's Libyan unit"."""
    if head.lower not in phrase_words().words.branches:
        return None
    bodies = (p for p in reading.parts if p.kind == "body" and p.known and p.known.body and p.known.code)
    return next((part for part in bodies if (known := body_sectors(part)) and known[0] in ("BUS", "JRN")), None)


def _branch(reading: Reading, head: Part, parent: Part) -> ActorCode:
    """A company's branch abroad is of the company's country."""
    assert parent.known is not None
    sector, others = body_sectors(parent) or (None, ())
    span = _span(reading, head)
    cues = (f"body: {parent.text}", f"branch: {head.text}")
    return ActorCode(parent.known.code, sector, "organisation", span, reading.words(span), others, cues=cues)


def _is_multinational(reading: Reading) -> bool:
    return any(word in reading.phrase.lower() for word in ("multinational", "transnational"))


_PRIVATE = frozenset({"BUS", "EDU", "MED", "REL", "LAB", "SOC", "JRN"})


def _kind(head: Part) -> EntityKind:
    form = head.head.form if head.head else "body"
    people = form == "people" or (head.several and form != "arms") or (form == "arms" and head.text.endswith("s"))
    several = head.head is not None and head.head.sector in _PRIVATE and head.text.islower()
    return "group" if people or (several and head.text.endswith("s")) else "organisation"


def _government(reading: Reading, head: Part, code: str, cue: str) -> ActorCode:
    country = by_alpha3().get(code)
    span = stripped(reading, 0, len(reading.phrase))
    return ActorCode(
        code=code,
        sector="GOV",
        kind="state",
        name_span=span,
        canonical=country.name if country else reading.words(span),
        identifier_id=country.wikidata if country else None,
        cues=(cue, f"head: {head.text}"),
    )


def _apposition(reading: Reading, head: Part) -> int:
    """Find where the body's own words end: at a comma after which something else is told."""
    for comma, following in pairwise(reading.parts):
        told = following.kind in ("prep", "det", "other", "office", "title")
        if comma.kind == "comma" and comma.start >= head.end and told:
            return comma.start
    return len(reading.phrase)


def _span(reading: Reading, head: Part) -> tuple[int, int]:
    """Find the words that name a body: a ministry without its country, a known body alone, else all."""
    parts = reading.parts
    if head.kind == "body":
        return head.start, head.end
    start, end = 0, _apposition(reading, head)
    ministerial = not phrase_words().words.ministerial.isdisjoint(head.lower.split())
    for index, part in enumerate(parts):
        if part.start >= head.start:
            break
        possessed = index + 1 < len(parts) and parts[index + 1].kind == "possessive"
        if part.kind == "country" and possessed:
            start = parts[index + 1].end
        elif part.kind == "country" and ministerial:
            start = part.end
    parts = tuple(part for part in parts if part.start < end)
    last = [part for part in parts if part.kind != "bracket"][-1]
    if ministerial and last.kind == "country" and last.governor == "of" and last.start > head.end:
        end = next(part.start for part in reversed(parts) if part.lower == "of")
    elif parts[-1].kind == "bracket":
        end = parts[-1].start
    return stripped(reading, start, end)
