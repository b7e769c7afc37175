"""Coding of persons: office-holders with or without a name, titled names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.gazetteer.names import Known
from pipeline.gazetteer.offices import held_office
from pipeline.gazetteer.phrases import Part
from pipeline.gazetteer.places import place_country
from pipeline.gazetteer.rows import NON_STATE_CODES, by_alpha3, phrase_words
from pipeline.gazetteer.verdicts import (
    ActorCode,
    Reading,
    Sectors,
    body_sectors,
    breakaway,
    choose_code,
    is_opposed,
    several_states,
    stripped,
)
from pipeline.records import Sector

_OFFICIAL: frozenset[Sector] = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY"})
_ARMED: frozenset[Sector] = frozenset({"COP", "SPY", "REB", "PRM", "UAF", "CRM"})


def is_person(reading: Reading) -> bool:
    """Whether the phrase names a person (or persons in an office), not a body or a place."""
    parts = reading.parts
    if any(part.kind == "title" for part in parts):
        return not _body_after_title(parts)
    if any(_governs(parts, index) for index, part in enumerate(parts) if part.kind == "office"):
        return True
    return _name_with_affiliation(parts)


def _body_after_title(parts: Sequence[Part]) -> bool:
    """Tell whether a body is called after a titled person ("Sultan X University")."""
    last = [part for part in parts if part.governor is None and part.kind not in ("bracket", "comma")][-1:]
    return bool(last and last[0].head and not any(part.kind in ("office", "comma") for part in parts))


def _governs(parts: Sequence[Part], index: int) -> bool:
    """Whether the office at `index` is the party, not a word inside the name of a body."""
    after = parts[index + 1] if index + 1 < len(parts) else None
    if after and after.head and after.governor == parts[index].governor:
        return False
    if after and after.kind == "possessive" and any(part.head for part in parts[index + 2 :]):
        return False
    for back in range(index - 1, -1, -1):
        part = parts[back]
        if part.kind in ("det", "prefix", "former", "country", "possessive"):
            continue
        if part.kind == "prep" and back:
            return part.lower != "for" and not (parts[back - 1].head or parts[back - 1].kind == "body")
        return True
    return True


def _name_with_affiliation(parts: Sequence[Part]) -> bool:
    """Tell whether this is a full name, then "of" or "from" a body or country ("Shi Z from ASEAN")."""
    if len(parts) < 3 or parts[0].kind != "name" or parts[1].lower not in ("of", "from"):  # noqa: PLR2004
        return False
    first = parts[0].text
    return " " in first and parts[2].kind in ("body", "country", "det") and not place_country(first)


# The years of an office that is over: "finance minister from 2017 to 2019". "Until 2030" may lie ahead.
_TERM = re.compile(r"\b(?:from|between) (?:\w+ )?\d{4} (?:to|until|and) (?:\w+ )?\d{4}\b")


def code_person(reading: Reading) -> ActorCode:
    """Code an office-holder or a titled name."""
    name = _name(reading)
    offices = [part for part in reading.parts if part.office and not _in(part, name)]
    sector, others = _sectors(reading, offices, name)
    code, cue = _code(reading, offices, name)
    sector, others = breakaway(reading, code, (sector, others))
    former = _is_former(reading, offices) or _TERM.search(reading.phrase)
    if former and sector in _OFFICIAL and offices:
        sector, others = "ELI", ()
    elif is_opposed(reading.parts) and "OPP" not in others:
        others = (*others, "OPP")
    office = held_office(reading, offices, name)
    span = (name.start, name.end) if name else stripped(reading, 0, len(reading.phrase))
    several = name is None and any(part.several for part in offices[:1])
    return ActorCode(
        code=code,
        sector=sector,
        other_sectors=others,
        kind="group" if several else "person",
        name_span=span,
        canonical=_canonical(reading, name, office, code),
        office=office,
        cues=(cue, *(f"office: {part.text}" for part in offices[:1])),
    )


def _is_former(reading: Reading, offices: Sequence[Part]) -> bool:
    """Whether it is the first office that somebody once held: not "Secretary General of X and a former minister"."""
    return any(part.kind == "former" and (not offices or part.start < offices[0].start) for part in reading.parts)


def _canonical(reading: Reading, name: Part | None, office: str | None, code: str | None) -> str:
    if name:
        return name.text
    if not office or not code:
        return reading.words(stripped(reading, 0, len(reading.phrase)))
    body = next((part.known for part in reading.parts if part.kind == "body" and part.known), None)
    if body and body.code == code and body.canonical not in office:
        return f"{office} of {body.canonical}"
    country = by_alpha3().get(code)
    return f"{office} of {country.name}" if country else office


def _name(reading: Reading) -> Part | None:
    """Find the part that is the person's own name."""
    parts = _split_places(reading)
    candidates = [
        (index, part)
        for index, part in enumerate(parts)
        if part.kind == "name" and part.capitalised and _may_be_name(parts, index)
    ]
    if not candidates:
        return None
    titled = [part for index, part in candidates if index and parts[index - 1].kind == "title"]
    alone = [part for index, part in candidates if _stands_alone(parts, index)]
    chosen = titled[:1] or alone[:1] or [candidates[-1][1]]
    return _grown(reading, parts, chosen[0])


def _split_places(reading: Reading) -> list[Part]:
    """Parts, where a known place that runs into a name ("Mayor of Taguig L C") is cut off from it."""
    done: list[Part] = []
    for part in reading.parts:
        previous = done[-1] if done else None
        if part.kind == "name" and previous and previous.kind == "prep" and " " in part.text:
            done += _cut_place(part)
        else:
            done.append(part)
    return done


def _cut_place(part: Part) -> list[Part]:
    words = part.text.split(" ")
    for size in range(min(3, len(words) - 1), 0, -1):
        place = " ".join(words[:size])
        if place_country(place):
            middle = part.start + len(place)
            head = Part("other", part.start, middle, place, governor=part.governor)
            return [head, Part("name", middle + 1, part.end, part.text[len(place) + 1 :])]
    return [part]


def _may_be_name(parts: Sequence[Part], index: int) -> bool:
    """Not directly after a preposition (a place or body), nor directly before an office or head."""
    before = next((p for p in reversed(parts[:index]) if p.kind not in ("det", "bracket")), None)
    after = parts[index + 1] if index + 1 < len(parts) else None
    if before and before.kind == "prep":
        return False
    if after and after.kind == "office" and _may_end_name(parts, index + 1):
        return True
    if after and after.kind in ("office", "head", "portfolio", "possessive"):
        return False
    return not (after and after.kind == "prefix" and any(p.office for p in parts[index + 1 : index + 4]))


def _may_end_name(parts: Sequence[Part], index: int) -> bool:
    """Whether a last word that looks like an office is a surname: "Foreign Minister Julie Bishop"."""
    ends = index + 1 == len(parts) or parts[index + 1].kind == "comma"
    return ends and parts[index].capitalised and any(part.office for part in parts[: index - 1])


def _stands_alone(parts: Sequence[Part], index: int) -> bool:
    before = parts[index - 1].kind if index else "comma"
    after = parts[index + 1].kind if index + 1 < len(parts) else "comma"
    return before == after == "comma"


def _grown(reading: Reading, parts: Sequence[Part], name: Part) -> Part:
    """Extend the name by words beside it that only look like an office or a country ("Julie Bishop")."""
    start, end = name.start, name.end
    index = parts.index(name)
    for part in parts[index + 1 :]:
        single = part.capitalised and " " not in part.text and part.text != part.text.upper()
        if part.kind not in ("office", "head", "country", "body", "portfolio", "prefix") or not single:
            break
        end = part.end
    before = parts[index - 1] if index else None
    if before and before.kind in ("country", "body") and before.text in phrase_words().words.also_names:
        earlier = parts[index - 2] if index > 1 else None
        if earlier and earlier.kind in ("office", "title"):
            start = before.start
    return Part("name", start, end, reading.words((start, end)))


def _without_rank(offices: Sequence[Part]) -> Sequence[Part]:
    """Leave out a military rank before a civil office: "General X, Deputy Prime Minister"."""
    rest = [part for part in offices if part.office and part.office.sector != "MIL"]
    return rest if rest and rest[0].office and rest[0].office.takes == "own" else offices


def _offices_own(offices: Sequence[Part]) -> Sectors | None:
    for part in offices[:1]:
        assert part.office
        if part.office.takes == "own":
            return part.office.sector, part.office.other_sectors
    return None


def _sectors(reading: Reading, offices: Sequence[Part], name: Part | None) -> Sectors:
    offices = _without_rank(offices)
    own = _offices_own(offices)
    if own and own[0] == "MIL" and _is_of_ship(reading, offices[0]):
        return "CVL", ()
    if own and own[0] == "MIL":
        served = _served(reading, offices[0], name)
        return served if served and served[0] in _ARMED else own
    if own:
        return own
    if not offices:
        return _title_sectors(reading) or _served(reading, None, name) or (None, ())
    served = _served(reading, offices[0], name)
    assert offices[0].office
    return served or (offices[0].office.sector, offices[0].office.other_sectors)


def _is_of_ship(reading: Reading, office: Part) -> bool:
    """Whether it is the captain of a trawler or a tanker."""
    ships = (part.head for part in reading.parts if part.start > office.start and part.head)
    return any(head.form == "arms" and head.sector in ("BUS", "AGR") for head in ships)


def _title_sectors(reading: Reading) -> Sectors | None:
    ranks = phrase_words().rank
    sectors = [ranks[part.lower] for part in reading.parts if part.kind == "title" and part.lower in ranks]
    return (sectors[-1], ()) if sectors else None


def _served(reading: Reading, office: Part | None, name: Part | None) -> Sectors | None:
    """Sectors of the body that an office serves: the one after it, else the nearest before it."""
    start = office.start if office else 0
    destinations = phrase_words().words.destination
    after = [p for p in reading.parts if p.start > start and p.governor not in destinations and not _in(p, name)]
    before = [p for p in reversed(reading.parts) if p.start < start and not _in(p, name)]
    adjacent = before[:1] if before and (before[0].head or before[0].kind == "body") else []
    for part in [*adjacent, *after, *before]:
        if part.office and part is not office and part in after:
            break
        sectors = body_sectors(part)
        if sectors:
            return sectors
    return None


def _in(part: Part, name: Part | None) -> bool:
    return bool(name and name.start <= part.start < name.end)


def _code(reading: Reading, offices: Sequence[Part], name: Part | None) -> tuple[str | None, str]:
    skip = [part for part in reading.parts if _in(part, name)]
    first = offices[0] if offices else None
    of_body = first and any(
        part.kind == "body" and part.start > first.start and part.governor in ("of", "at") for part in reading.parts
    )
    if first and first.several and name is None and several_states(reading):
        return None, "several states"
    own = next((part.office.code for part in offices[:1] if part.office), "")
    if own in NON_STATE_CODES:
        return own, f"{own}: {offices[0].text}"
    code, cue = choose_code(reading, skip, bodies_first=bool(of_body))
    if own and (cue.startswith(("hint", "no country")) or _is_posted(reading, offices[0])):
        return own, f"{own}: {offices[0].text}"
    if code or not offices:
        return code, cue
    inside = _inside(offices[0])
    return (inside.code, cue) if inside else (code, cue)


def _is_posted(reading: Reading, office: Part) -> bool:
    """Whether the only country is that which he is sent to: "the apostolic nuncio in Lima"."""
    countries = [part for part in reading.parts if part.kind == "country"]
    return bool(countries) and all(part.start > office.end and part.governor in ("in", "to") for part in countries)


def _inside(office: Part) -> Known | None:
    """Find a country named inside an office of the tables ("hong kong chief executive")."""
    from pipeline.gazetteer.names import find_names  # noqa: PLC0415 - rare

    found = find_names(office.text)
    return found[0].known if found else None
