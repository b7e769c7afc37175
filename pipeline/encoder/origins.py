"""Whose a party is, what it is, where a town or building lies, if its own words do not say: by what is around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.encoder.belonging import TELLING, homes, sectors
from pipeline.encoder.likeness import likeness
from pipeline.encoder.links import links
from pipeline.encoder.pairs import Candidate
from pipeline.encoder.windows import windows
from pipeline.passages import holds_state_office, name_of
from pipeline.records import Sector

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.encoder.windows import Window
    from pipeline.passages import Name, Party

# A country or sector is taken from this probability on (`models/README.md`).
LEAST_HOME = 0.6
# Of a stranger it must be as good as said.
LEAST_STRANGER = 0.9
LEAST_TOWN = 0.7
LEAST_SECTOR = 0.5
# If it is so sure, what is told of people says more than the words for them ("17 nationals", arrested).
SURE_SECTOR = 0.95
# Codes of bodies that are many: two of them are not one owner.
_MANY = frozenset({"IGO", "NGO", "MNC", "ISM", "IMG"})
_NO_STATES = _MANY | {"UNO", "EUR"}
_OF_STATES: frozenset[Sector] = frozenset({"BUS", "AGR", "LAB", "PTY", "COP", "JUD", "MED"})
# Who has taken up arms is of a state, or of a movement of many, never of those who fight or feed him.
_ARMED: frozenset[Sector] = frozenset({"REB", "UAF", "PRM", "CRM"})
_OFFICIAL = _NO_STATES - {"ISM", "IMG"}


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of the text: their offsets, the name that they are if they are one, and as a candidate of a window."""

    start: int
    end: int
    name: Name | None
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class _Owner:
    """A name whose country is known; `key` is the country, or the name of one body of many."""

    span: _Span
    code: str
    key: str


# Last words of what lies in one country, mostly.
_LAND = frozenset(
    {"atoll", "camp", "camps", "forest", "hills", "island", "islands", "park", "peninsula", "plateau", "reserve"}
)


def completed(doc: Doc, names: Sequence[Name], parties: Sequence[Party]) -> list[Party]:
    """The parties, with the country and the sector that the encoder is sure of where they had none.

    A state keeps its country, and a group of several countries no country: its members stand for it.
    """
    result = list(parties)
    named = [name_of(party, names) for party in parties]
    asked = [n for n, (party, name) in enumerate(zip(parties, named, strict=True)) if _is_open(party, name)]
    for window in windows(doc) if asked else ():
        spans = {n: span for n in asked if (span := _span(window, parties[n].start, parties[n].end, named[n]))}
        judged = sectors(window.encoded, [span.candidate for span in spans.values()])
        for number, probabilities in zip(spans, judged, strict=True):
            result[number] = _with_sector(result[number], probabilities, vague=_is_guess(result[number], parties))
        homeless = [n for n in spans if result[n].code is None and not _of_several(result[n], names)]
        least = [LEAST_STRANGER if result[n].is_stranger else LEAST_HOME for n in homeless]
        codes = _countries(doc, window, names, [spans[n] for n in homeless], least)
        for number, code in zip(homeless, _told_apart([result[n] for n in homeless], codes), strict=True):
            result[number] = _with_country(result[number], code)
    return result


def _told_apart(parties: Sequence[Party], codes: Sequence[str | None]) -> list[str | None]:
    """The countries, but for people of one office who are not all told apart by them: two prime ministers of one."""
    found: dict[str, list[str | None]] = defaultdict(list)
    for party, code in zip(parties, codes, strict=True):
        if party.office:
            found[party.office].append(code)
    doubtful = {office for office, given in found.items() if None in given or len(set(given)) < len(given)}
    doubtful = {office for office in doubtful if len(found[office]) > 1}
    return [None if party.office in doubtful else code for party, code in zip(parties, codes, strict=True)]


def located(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, with the country of towns, houses and land that no table knows, where the encoder is sure of it."""
    result = list(names)
    unknown = [n for n, name in enumerate(names) if name.code is None and _lies_somewhere(name)]
    for window in windows(doc) if unknown else ():
        spans = {n: span for n in unknown if (span := _span_of(window, names[n]))}
        states = [name for name in names if name.code not in _NO_STATES]
        codes = _countries(doc, window, states, list(spans.values()), [LEAST_TOWN] * len(spans))
        for number, code in zip(spans, codes, strict=True):
            result[number] = replace(result[number], code=code)
    return result


def _lies_somewhere(name: Name) -> bool:
    """Whether it lies in a country: a town, a house, an island; not a sea."""
    return name.label in ("GPE", "FAC") or (name.label == "LOC" and name.text.rsplit(" ", 1)[-1].lower() in _LAND)


def _is_open(party: Party, name: Name | None) -> bool:
    """Whether something may be asked of it: of a state only what its adjective belongs to ("Israeli shelling")."""
    if party.kind == "state":
        return name is not None and name.label == "NORP"
    return party.kind in ("person", "group") or not (party.code and party.sector)


def _is_guess(party: Party, parties: Sequence[Party]) -> bool:
    """Whether its own sector is a guess: an adjective's, or of "members of Saraya", a body that no table knows."""
    low, high = party.phrase
    return party.kind == "state" or (
        party.kind == "group"
        and any(
            other.kind == "organisation" and other.sector is None and low < other.start and other.end <= high
            for other in parties
        )
    )


def _with_sector(party: Party, probabilities: Mapping[Sector, float], *, vague: bool) -> Party:
    if party.kind == "organisation" and party.sector:
        return party
    sector, probability = max(probabilities.items(), key=lambda item: item[1])
    least = SURE_SECTOR if party.sector and not vague else LEAST_SECTOR
    if probability < least or sector == party.sector:
        return party
    if party.sector and ((party.office and sector == "GOV") or holds_state_office(party)):
        return party  # a university's president is none of a state, an ambassador none of a university
    others: tuple[Sector, ...] = ()
    if sector == "OPP" and party.kind != "group":  # who leads the opposition, or is it, is a party's
        sector, others = "PTY", ("OPP",)
    return replace(party, sector=sector, other_sectors=others, inferred=(*party.inferred, "sector"))


def _with_country(party: Party, code: str | None) -> Party:
    """The party of that country; companies, unions and schools are of none that is no state."""
    if code is None or (code in _NO_STATES and party.sector in _OF_STATES):
        return party
    if code in _OFFICIAL and party.sector in _ARMED:
        return party
    return replace(party, code=code, inferred=(*party.inferred, "country"))


def _of_several(party: Party, names: Sequence[Name]) -> bool:
    """Whether its words name several countries: "the presidents of Uganda and Kenya"."""
    low, high = party.phrase
    return len({n.code for n in names if n.code and n.label in TELLING and low <= n.start and n.end <= high}) > 1


def _owners(window: Window, names: Sequence[Name]) -> list[_Owner]:
    return [
        _Owner(span, name.code, (name.canonical or name.text) if name.code in _MANY else name.code)
        for name in names
        if name.code and name.label in TELLING and (span := _span_of(window, name))
    ]


def _countries(
    doc: Doc, window: Window, names: Sequence[Name], spans: Sequence[_Span], least: Sequence[float]
) -> list[str | None]:
    """For each span the country that the names tell, if they do with the share that it asks for."""
    if not spans:
        return []
    owners = _owners(window, names)
    linked = links(doc, [(s.start, s.end) for s in spans], [(o.span.start, o.span.end) for o in owners])
    asked, told = [span.candidate for span in spans], [owner.span.candidate for owner in owners]
    judged = homes(window.encoded, asked, told, linked)
    weighed = [_weighed(shares, owners, span.name) for shares, span in zip(judged, spans, strict=True)]
    return [_likeliest(owners, shares, bound) for shares, bound in zip(weighed, least, strict=True)]


def _weighed(shares: Sequence[float], owners: Sequence[_Owner], name: Name | None) -> list[float]:
    """The shares, once it is asked how people or towns are called in the owners' countries (Bayes)."""
    if name is None or name.label not in ("PERSON", "GPE"):
        return list(shares)
    looks = likeness(name.canonical or name.text, name.label)
    products = [share * looks.get(owner.code, 1.0) for share, owner in zip(shares, owners, strict=True)]
    total = sum(products) + max(0.0, 1 - sum(shares))
    return [product / total for product in products]


def _likeliest(owners: Sequence[_Owner], shares: Sequence[float], least: float) -> str | None:
    """The code that the owners of one key have together a large enough share for."""
    totals: dict[tuple[str, str], float] = defaultdict(float)
    for owner, share in zip(owners, shares, strict=True):
        totals[owner.key, owner.code] += share
    (_, code), share = max(totals.items(), key=lambda item: item[1], default=(("", ""), 0.0))
    return code if share >= least else None


def _span_of(window: Window, name: Name) -> _Span | None:
    return _span(window, name.start, name.end, name)


def _span(window: Window, start: int, end: int, name: Name | None) -> _Span | None:
    candidate = window.candidate(start, end, name.label if name else "NP")
    return _Span(start, end, name, candidate) if candidate else None
