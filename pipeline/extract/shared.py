"""Groups of several states: "Thai and Cambodian soldiers", "troops from Germany and Norway"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.passages import Name, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"(?:(?:the|\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several) )?"
# What stands before the first nationality of a group: "Some 300", "three hundred", "about a dozen".
_COUNTED = re.compile(r"(?:(?:\d[\d,.]*|[a-z-]+) ){1,4}", re.IGNORECASE)
_JOINT = re.compile(rf"(?:,|,? and|,? as well as|/|-) ?{_NUMBER}$")
# Between the group and the persons that it consists of, and between these.
_TO_PERSON = re.compile(r",? (?:and )?(?:(?:[A-Z][\w']*\.? ){0,3})$")
_STATES = frozenset(["GPE", "NORP"])
_SEVERAL = 2


def members(text: str, group: Party, names: Sequence[Name]) -> list[Party]:
    """The parties of one state each that a group's phrase joins; none where it is of one state.

    Each has the words of its nationality or country as its own, and the sector of the group.
    """
    inside = [n for n in names if n.label in _STATES and group.phrase[0] <= n.start and n.end <= group.phrase[1]]
    run = _longest_run(text, inside)
    if len({name.code for name in run}) < _SEVERAL:
        return []
    return [
        replace(
            group, start=n.start, end=n.end, text=n.text, phrase=(n.start, n.end), code=n.code,
            canonical=n.canonical, identifier_id=n.identifier_id,
        )
        for n in run
    ]  # fmt: skip


def widened(text: str, group: Party, names: Sequence[Name]) -> Party:
    """The group with what the parser cut off: "Lao and | Vietnamese Ministers", "Ministers of Peru | and Ghana".

    Each nationality may have its own number: "three Lao and | two Thai soldiers".
    """
    start, end = group.phrase
    states = [n for n in names if n.label in _STATES and n.code]
    if any(n.end == end and n.label == "GPE" for n in states):
        return replace(group, phrase=(start, _end_of_list(text, end, states)))
    first = next((n for n in states if start <= n.start < end), None)
    counted = first is not None and _COUNTED.fullmatch(text, start, first.start) is not None
    if first is None or not (counted or first.start == start):
        return group
    start = first.start
    for name in reversed([n for n in states if n.end < start]):
        alone = name.label != "NORP" if counted else name.label == "NORP" and name.text.endswith("s")
        if alone or not _JOINT.fullmatch(text[name.end : start]):
            break
        start = name.start
    return replace(group, phrase=(start, group.phrase[1])) if start < group.phrase[0] else group


def _end_of_list(text: str, end: int, states: Sequence[Name]) -> int:
    """Where a list of states ends that goes on behind one; `Peru and Ghana's navy` and `Chad, Niger said,` are none."""
    last = end
    for name in states:
        joint = text[last : name.start] if name.start > last else ""
        if name.label != "GPE" or text.startswith(("'", "’"), name.end) or not _JOINT.fullmatch(joint):
            continue
        last = name.end
        end = last if "and" in joint else end
    return end


def _longest_run(text: str, names: Sequence[Name]) -> list[Name]:
    """Coded names in a row, with nothing but commas and "and" between them."""
    best: list[Name] = []
    run: list[Name] = []
    for name in names:
        joined = run and _JOINT.fullmatch(text[run[-1].end : name.start])
        run = [*run, name] if joined else [name]
        if len(run) > len(best) and all(one.code for one in run):
            best = list(run)
    return best


def spread(text: str, parties: Sequence[Party]) -> list[Party]:
    """Give the persons that follow a group of as many states their office and state, in order.

    "The Ministers of Transport of Thailand and Lao PDR, Mr A and Mr B": A is Thai, B Lao. Of a group of one state
    they are all: "Russian nationals A and B", where the group is no party beside them.
    """
    result = list(parties)
    for group in parties:
        if group.kind != "group":
            continue
        if group.code is not None:
            result = _named_members(text, group, result)
            continue
        states = [p for p in parties if p.kind == "group" and p.code and _within(p, group) and p is not group]
        persons = _following(text, group, parties)
        if len(states) >= _SEVERAL and len(persons) == len(states):
            for person, state in zip(persons, states, strict=True):
                known = replace(person, code=state.code, sector=state.sector, office=person.office or group.office)
                result[result.index(person)] = known
    return result


def _named_members(text: str, group: Party, parties: list[Party]) -> list[Party]:
    """The parties, the persons named right behind a group's words in its place."""
    persons = _following(text, group, parties)
    if not persons or text[group.phrase[1] : persons[0].start] != " ":
        return parties
    known = {person: replace(person, code=group.code, sector=person.sector or group.sector) for person in persons}
    return [known.get(party, party) for party in parties if party is not group]


_NEXT_OFFICE = re.compile(r",? (?:and )?$")


def further_offices(text: str, parties: Sequence[Party], office: Party) -> list[Party] | None:
    """The parties with one more office of a person: "X, member of A, | director of B | and chairman of C".

    None where `office`, a person without a name, is no one's that is named right before it.
    """
    held = re.split(r" (?:of|for|to|in) ", office.office or "s", maxsplit=1)[0]
    if held.endswith("s") or re.match(r"(?:the|a|an|its|his|her|their)\b", text[office.phrase[0] :], re.IGNORECASE):
        return None
    for k, person in enumerate(parties):
        end, start = person.phrase[1], office.phrase[0]
        if (
            person.kind == "person"
            and person.end < end <= start
            and person.office
            and _NEXT_OFFICE.fullmatch(text[end:start])
        ):
            known = replace(
                person,
                phrase=(person.phrase[0], office.phrase[1]),
                code=person.code or office.code,
                sector=person.sector or office.sector,
            )
            return [*parties[:k], known, *parties[k + 1 :]]
    return None


_ONE_OF_THEM = re.compile(r", (?:an?|one of) ")
# "X, regional organiser of the opposition party | Y": small words that no table has for an office
_POST_IN = re.compile(r", (?:(?:an?|the) )?(?:[a-z][\w'-]* ){1,5}(?:of|at|in|with|for) (?:the )?(?:[a-z][\w-]* ){0,3}$")


_ITS_KIND = re.compile(r", an? ")


def _kinds(text: str, parties: Sequence[Party]) -> set[int]:
    """Numbers of the parties without names that only say what a body is: "the Plateau Front, | an armed group"."""
    bodies = (party for party in parties if party.kind == "organisation" and party.text[:1].isupper())
    behind = (_ITS_KIND.match(text, max(body.end, body.phrase[1])) for body in bodies)
    starts = {start for found in behind if found for start in (found.start() + len(", "), found.end())}
    return {
        number
        for number, party in enumerate(parties)
        if party.kind in ("organisation", "group") and party.text[:1].islower() and party.phrase[0] in starts
    }


def apposed(text: str, parties: Sequence[Party]) -> list[Party]:
    """The parties, persons of unknown country or sector having those of what stands behind their names.

    "Sai Mon, a Myanmar national": the second is no party beside the first. "Ana Prieto, an organiser of the
    Fishers' Union" is the union's.
    """
    told: dict[int, Party] = {}
    gone = _kinds(text, parties)
    for number, person in enumerate(parties):
        if person.kind != "person" or person.phrase[1] != person.end:
            continue
        for other_number, other in enumerate(parties):
            if other.phrase[0] == person.end + len(", ") and _is_one(text, person, other):
                gone.add(other_number)
            elif not (person.sector is None and _is_his_body(text, person, other)):
                continue
            told[number] = replace(person, code=person.code or other.code, sector=person.sector or other.sector)
            break
    return [told.get(number, party) for number, party in enumerate(parties) if number not in gone]


def _is_one(text: str, person: Party, group: Party) -> bool:
    """Whether a group's words behind a name say what one person is: `a Myanmar national`, not `two growers`."""
    known = group.kind == "group" and group.code is not None and person.code is None
    return known and _ONE_OF_THEM.match(text, person.end) is not None


def _is_his_body(text: str, person: Party, body: Party) -> bool:
    return body.kind == "organisation" and _POST_IN.fullmatch(text, person.end, body.phrase[0]) is not None


def _within(inner: Party, outer: Party) -> bool:
    return outer.phrase[0] <= inner.phrase[0] and inner.phrase[1] <= outer.phrase[1]


def _following(text: str, group: Party, parties: Sequence[Party]) -> list[Party]:
    """Persons without a code in a row behind the group."""
    found: list[Party] = []
    end = group.phrase[1]
    for person in sorted((p for p in parties if p.kind == "person" and p.start >= end), key=lambda p: p.start):
        between = text[end : person.start]
        if person.code is not None or not _TO_PERSON.fullmatch(between):
            break
        found.append(person)
        end = person.end
    return found
