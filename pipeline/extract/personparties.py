"""Persons as parties: with their office, and the country and sector that it or the body they serve tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract import phrases
from pipeline.extract.cast import Cast, Scene
from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.names import find_country
from pipeline.passages import Party, holds_state_office
from pipeline.records import Sector

_NOBODY = "Vaxq Vuqx"


def persons(scene: Scene, tags: Sequence[str], cast: Cast, bodies: Sequence[Party]) -> Iterator[Party]:
    """The named persons of the scene, each with the words that tell who they are; `tags` are the words'."""
    text, read, spans, definitions = scene.text, scene.words, scene.spans, scene.definitions
    people = {name: span for name, span in spans.items() if name.label == "PERSON"}
    for name, span in people.items():
        others = frozenset(k for other, (a, b) in people.items() if other is not name for k in range(a, b))
        first, last = phrases.person(read, tags, span, others)
        start, end = min(read[first].start, name.start), max(read[last - 1].end, name.end)
        # the name itself says nothing of the office, but can be read as one ("King", "Bishop")
        words_ = text[start : name.start] + _NOBODY + text[name.end : end]
        coded = code_phrase(words_, definitions=definitions)
        office = coded.office
        behind = _apposed_office(text[name.end : end]) if text[name.end : end].startswith(",") else None
        if (office and _NOBODY in office) or (behind and " " not in text[start : name.start].strip()):
            office = behind
        party = Party(
            name.start, name.end, name.text, (start, end), "person",
            coded.code, coded.sector, coded.other_sectors, name.canonical or name.text, None, office,
        )  # fmt: skip
        if (start, end) == (name.start, name.end):
            party = replace(party, code=None, sector=None, other_sectors=(), office=None)
        if party.sector is None and party.code and _OF_STATE.fullmatch(text, name.end, end):
            party = replace(party, sector="GOV")  # nobody but a state's own is called "X of Macedonia"
        party = _known_person(party, cast)
        body = _led(text, party.phrase[0], bodies) if party.code is None else _served(text, party, bodies)
        if party.office and body is not None:
            party = replace(party, code=body.code or party.code, sector=_sector(party, body))
            cast.remember(party)
        yield party


_OF_STATE = re.compile(r" of (?:the )?[A-Z][^,;()]+")


# Before a body that an office is sent to: "Ambassador of Pakistan to ASEAN" is not ASEAN's.
_SENT = re.compile(r"\b(?:to|at|with|for|on|against) (?:the )?$")


def _served(text: str, party: Party, bodies: Sequence[Party]) -> Party | None:
    """The body inside of the person's office: "KOTRA Manila Director General X", "president of Y"."""
    inside = [
        b
        for b in bodies
        if party.phrase[0] <= b.start and b.end <= party.phrase[1] and b.code
        and not _SENT.search(text[: b.phrase[0]])
    ]  # fmt: skip
    return inside[0] if len(inside) == 1 else None


def _sector(party: Party, body: Party) -> Sector | None:
    """A person speaks for the body; a former one and one in a state office do not."""
    private = body.sector not in (None, "GOV", "LEG") and not holds_state_office(party)
    return body.sector if private and party.sector in (None, "GOV") else party.sector


def _led(text: str, start: int, bodies: Sequence[Party]) -> Party | None:
    """The body in "a delegation from X, led by …", which the leader belongs to."""
    if not re.search(r"\b(?:led|headed|chaired|represented) by (?:the )?$", text[:start]):
        return None
    sentence = text.rfind(". ", 0, start)
    near = [p for p in bodies if sentence < p.start < start and p.code]
    return near[-1] if near else None


def _apposed_office(words: str) -> str | None:
    """The office in ", the former director of X" behind a name, without the place where it is held."""
    office = re.sub(r"^[\s,]+(?:(?:the|a|an)\s)?", "", words).strip(" ,")
    office = re.sub(r" in (?:the )?[A-Z][\w'’ -]+$", "", office) if " of " in office else office
    country = find_country(office)
    if country and country[-1].end == len(office):
        office = re.sub(r" of(?: the)? $", "", office[: country[-1].start])
    return re.sub(r" (?:of|in|to|for|and|at)(?: the)?$", "", office) or None


def _known_person(party: Party, cast: Cast) -> Party:
    """What an earlier phrase told of a person holds where the name stands alone."""
    before = cast.known.get(party.canonical or party.text)
    if before is not None and not party.office:
        party = replace(
            party,
            code=before.code,
            sector=before.sector,
            other_sectors=before.other_sectors,
            office=before.office,
            inferred=before.inferred,
        )
    elif before is not None and party.code is None:
        party = replace(party, code=before.code, inferred=before.inferred)
    cast.remember(party)
    return party
