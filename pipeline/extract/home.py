"""Whose a party is that names no country: what the passage leaves no doubt about, else nobody's.

Shares are of 360 such parties in hand-written passages: unnamed groups are those of the only country that
is spoken of (0.87 right); officials are the host's where their sentence names nobody else (0.82), but not
where it names others (0.64), several officials without a country (0.65) or a diplomat (0.33).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.passages import Name, Party

_OFFICIAL = frozenset(["GOV", "MIL", "LEG", "JUD", "COP", "SPY"])
_STATE = re.compile("[A-Z]{3}$")
_NO_STATE = frozenset(["IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG"])
_SENTENCE = re.compile(r"(?<=[a-z)\d])[.;] (?=[A-Z])")


class HomeCues(BaseModel):
    """The file `cues/homes.toml`: words that tell where a party is at home."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    travel: tuple[str, ...]
    visited: tuple[str, ...]
    abroad_offices: tuple[str, ...]
    missions: tuple[str, ...]
    local: tuple[str, ...]
    abroad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    """The words as patterns; `visited`, `mission` and `local` end where a name or party begins."""

    travel: re.Pattern[str]
    visited: re.Pattern[str]
    abroad_office: re.Pattern[str]
    mission: re.Pattern[str]
    local: re.Pattern[str]
    abroad: re.Pattern[str]


@cache
def _cues() -> _Cues:
    words = tables.toml("cues/homes.toml", HomeCues)
    titles = r"(?: (?:extraordinary|plenipotentiary|and|of|the|[A-Z]\w+)){0,6}?"
    one_of = partial(tables.one_of, flags=re.IGNORECASE)
    return _Cues(
        travel=one_of(words.travel, r"\b", r"\b"),
        visited=one_of(words.visited, r"\b", r" (?:the )?$"),
        abroad_office=one_of(words.abroad_offices),
        mission=one_of(words.missions, r"\b", titles + r" (?:to|in) (?:the )?$"),
        local=one_of(words.local, r"\b", r"[ ]?$"),
        abroad=one_of(words.abroad, r"\b", r"\b"),
    )


def settle(text: str, names: Sequence[Name], parties: Sequence[Party]) -> list[Party]:
    """Give parties without a country the one that the passage leaves for them.

    Where nobody travels, an official is of the country of the place where things happen; where
    somebody does and the passage is about two countries, of the one that is not the place's. Else
    they stay open.
    """
    sole = _sole(names)
    if sole is not None:
        foreign = _is_of_one_person(sole, names, parties)
        parties = [
            replace(p, code=sole) if _is_unnamed_group(p) and not (foreign and p.sector in _OFFICIAL) else p
            for p in parties
        ]
    parties = [_received(text, p, names) for p in parties]
    host = _host(text, names)
    if host is None:
        return list(parties)
    guest = _guest(text, names, host)
    if guest is not None:
        # only who stands before the visit is its subject; those met on it may be of either side
        visit = _cues().travel.search(text)
        begins = visit.start() if visit else 0
        return [replace(p, code=guest) if _is_open(p) and p.end <= begins else p for p in parties]
    return [replace(p, code=host) if _is_open(p) and _is_alone(text, p, names, parties, host) else p for p in parties]


def _received(text: str, party: Party, names: Sequence[Name]) -> Party:
    """An open official in a sentence with one mission abroad is of the country that the mission is sent to."""
    if not _is_open(party) or party.kind != "person" or _cues().abroad_office.search(party.office or ""):
        return party
    start, end = _sentence(text, party.start)
    sent = {
        n.code
        for n in names
        if n.code and n.label == "GPE" and start <= n.start < end and _cues().mission.search(text[start : n.start])
    }
    return replace(party, code=sent.pop()) if len(sent) == 1 else party


def _guest(text: str, names: Sequence[Name], host: str) -> str | None:
    """The one other country of a passage whose lead tells of a visit."""
    lead = re.split(r"(?<=[a-z)])\. (?=[A-Z])", text, maxsplit=1)[0]
    others = {n.code for n in names if n.code and n.label in ("GPE", "NORP", "ORG", "MONEY")} - _NO_STATE - {host}
    return next(iter(others)) if _cues().travel.search(lead) and len(others) == 1 else None


def _is_alone(text: str, party: Party, names: Sequence[Name], parties: Sequence[Party], host: str) -> bool:
    """Whether the sentence names no other country, no party of the host and no second open official."""
    lead = re.split(r"(?<=[a-z)])\. (?=[A-Z])", text, maxsplit=1)[0]
    if _cues().travel.search(lead) or _cues().abroad_office.search(party.office or ""):
        return False
    start, end = _sentence(text, party.start)
    here = [p for p in parties if start <= p.start < end and p is not party]
    if _cues().local.search(text[: party.start]) or _cues().local.match(party.office or ""):
        return True
    if party.kind == "organisation":
        return not any(p.code == host and p.kind in ("person", "organisation") for p in here)
    others = {n.code for n in names if n.code and n.label in ("GPE", "NORP", "ORG") and start <= n.start < end}
    return (
        not others - _NO_STATE - {host}
        and not any(p.code == host and p.kind in ("person", "organisation") for p in here)
        and not any(p.kind == "person" and p.code is None and p.office for p in here)
    )


def _sentence(text: str, position: int) -> tuple[int, int]:
    breaks = [m.end() for m in _SENTENCE.finditer(text)]
    return max((b for b in breaks if b <= position), default=0), min(
        (b for b in breaks if b > position), default=len(text)
    )


def _sole(names: Sequence[Name]) -> str | None:
    """The country that a passage is about, if it names one only."""
    codes = {n.code for n in names if n.code and n.label in ("GPE", "NORP", "ORG")} - _NO_STATE
    return next(iter(codes)) if len(codes) == 1 else None


def _is_of_one_person(sole: str, names: Sequence[Name], parties: Sequence[Party]) -> bool:
    """Whether a country is named only as the nationality of people: those who hold "a Japanese engineer" are others."""
    told = [name for name in names if name.code == sole]
    people = [party.phrase for party in parties if party.kind in ("person", "group") and party.code == sole]
    return all(name.label == "NORP" and any(start <= name.start < end for start, end in people) for name in told)


def _is_unnamed_group(party: Party) -> bool:
    """As "gunmen", "residents", "the central bank": those of the country that is spoken of."""
    unnamed = party.kind == "group" or (party.kind == "organisation" and not _is_named(party))
    return party.code is None and unnamed and party.sector != "REF" and _cues().abroad.search(party.text) is None


def _is_open(party: Party) -> bool:
    """An official or official body; no group, and no name alone."""
    if party.code is not None or party.sector not in _OFFICIAL:
        return False
    return party.office is not None if party.kind == "person" else party.kind == "organisation" and _is_named(party)


def _is_named(party: Party) -> bool:
    return party.text[:1].isupper()


def _host(text: str, names: Sequence[Name]) -> str | None:
    """The country that is visited, else that of the first place that something happens "in" or "at"."""
    for name in names:
        if name.label == "GPE" and name.code and _cues().visited.search(text[max(0, name.start - 24) : name.start]):
            return name.code
    for name in names:
        before = text[max(0, name.start - 8) : name.start]
        if name.label == "GPE" and name.code and re.search(r"\b(?:in|at) (?:the )?$", before):
            return name.code
    return None
