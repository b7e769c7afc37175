"""Whose a party is that names no country: the host's on a visit-free day, the guest's on a visit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.passages import Name, Party

_VISIT = re.compile(r"\b(?:visit\w*|tour(?:ed|s)?|trip|travell?ed|arriv\w+|delegation|port call)\b", re.IGNORECASE)
_OFFICIAL = frozenset(["GOV", "MIL", "LEG", "JUD", "COP", "SPY"])
_STATE = re.compile("[A-Z]{3}$")
_NO_STATE = frozenset(["IGO", "UNO", "EUR", "NGO", "MNC", "ISM", "IMG"])


def settle(text: str, names: Sequence[Name], parties: Sequence[Party]) -> list[Party]:
    """Give officials and official bodies without a country the one that the passage leaves for them.

    Where nobody travels, it is the country of the place where things happen; where somebody does and
    the passage is about two countries, it is the one that is not the place's. Else they stay open.
    """
    sole = _sole(names)
    if sole is not None:
        parties = [replace(p, code=sole) if _is_unnamed_group(p) else p for p in parties]
    host = _host(text, names)
    if host is None:
        return list(parties)
    others = {n.code for n in names if n.code and n.label in ("GPE", "NORP", "ORG", "MONEY")} - _NO_STATE - {host}
    lead = re.split(r"(?<=[a-z)])\. (?=[A-Z])", text, maxsplit=1)[0]
    if not _VISIT.search(lead):
        code: str | None = host
    else:
        code = next(iter(others)) if len(others) == 1 else None
    return [replace(p, code=code) if code and _is_open(p) else p for p in parties]


def _sole(names: Sequence[Name]) -> str | None:
    """The country that a passage is about, if it names one only."""
    codes = {n.code for n in names if n.code and n.label in ("GPE", "NORP", "ORG")} - _NO_STATE
    return next(iter(codes)) if len(codes) == 1 else None


_ABROAD = re.compile(r"\b(?:foreign|international|other|global|regional|western|dialogue partners)\b", re.IGNORECASE)


def _is_unnamed_group(party: Party) -> bool:
    """As "gunmen", "residents", "the central bank": those of the country that is spoken of."""
    unnamed = party.kind == "group" or (party.kind == "organisation" and not _is_named(party))
    return party.code is None and unnamed and _ABROAD.search(party.text) is None


def _is_open(party: Party) -> bool:
    """An official or official body; no group, and no name alone."""
    if party.code is not None or party.sector not in _OFFICIAL:
        return False
    return party.office is not None if party.kind == "person" else party.kind == "organisation" and _is_named(party)


def _is_named(party: Party) -> bool:
    return party.text[:1].isupper()


def _host(text: str, names: Sequence[Name]) -> str | None:
    """The country of the first place that something happens "in" or "at"."""
    for name in names:
        before = text[max(0, name.start - 8) : name.start]
        if name.label == "GPE" and name.code and re.search(r"\b(?:in|at) (?:the )?$", before):
            return name.code
    return None
