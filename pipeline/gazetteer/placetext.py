"""A place by its words, or in running text: what stands beside its name, which countries its sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.gazetteer.names import Found, find_country, look_up
from pipeline.gazetteer.placechoice import Clues, choose, named
from pipeline.gazetteer.placenames import place_key, place_words, spots
from pipeline.gazetteer.places import Place, country_has, find_place, is_building, place_country, with_pieces
from pipeline.gazetteer.sites import find_site

_UPPER = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
# A word of some length with a point closes its sentence ("in Bangkok. Two jets"); "St. Louis" goes on.
_GOES_ON = r"(?<![a-z'’]{3}\.)"
_NAME = rf"{_UPPER}(?:{_GOES_ON}(?:\s+(?:of|and|the|al|el|de|la|do))?\s+{_UPPER}){{0,4}}"
_PART = r"(?:(?:[a-z-]*ern|central|north|south|east|west|upper|lower|occupied|nearby|neighbou?ring)\s+){0,2}"
# What lies in what: "Kanazawa, Japan," but not "to Cebu, South Korea gives"
_CLOSED = (
    r"(?=\s*[.,;:)\]–—]|\s+-|\s*$|\s+(?:on|in|at|from|to|for|with|during|after|before|and|where|when|which|who|while"
    r"|as|since|until|by|last|this|next|earlier|late|early|over|via)\b)"
)
_OWNER = rf"(?:{_UPPER}(?:\s+{_UPPER})?['’]s\s+)?"  # "in Chad's Lac region"
_COMMA = re.compile(rf"(?:['’]s)?,\s+(?:in\s+)?(?:the\s+)?{_OWNER}{_PART}({_NAME})(\s+[a-z]+)??{_CLOSED}")
_IN = re.compile(rf"\s+(?:in|on|at|near)\s+(?:the\s+)?{_OWNER}{_PART}({_NAME})")
# "Hyderabad, the second city of Sindh", "Altamira, in the state of Pará", "El Callao, in the south-east of Venezuela"
_APPOSED = re.compile(
    rf",\s+(?:(?:in|on|at)\s+)?(?:the|a)\s+(?:[a-z-]+\s+){{1,4}}(?:of|in)\s+(?:the\s+)?({_NAME}){_CLOSED}"
)
_TOWN = re.compile(_NAME)
_CLITIC = re.compile(r"['’]s?$")
_BRACKET = re.compile(rf"\s+\(({_NAME})\)")
_AFTER = re.compile(r"\s+([A-Za-z]+)")
_OF = re.compile(r"([a-z]+)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_WORD = re.compile(r"([\w'’.-]+)\s+(?:\()?$")
_HOLDER = re.compile(rf"({_NAME}),\s+$")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n{2,}")
_DATELINE = re.compile(r"[A-Z][^a-z\n]{2,30}[,(–—-]|[A-Z][\w' ]{2,20}\s+[–—-]\s")
_FARTHEST = 6  # words before a name that can still be part of its phrase
_WINDOW = 1_500  # characters around a name that are read for countries


def resolve_place(words: str, *, countries: Sequence[str] = (), context: str | None = None) -> Place | None:
    """Find the place that `words` name, or None where they are unknown or ambiguous.

    `countries` is evidence (Plover codes), best first: what the parties and the document name. A
    country or division in `context` (the words after the place: "Da Nang, Vietnam") or in `words`
    after a comma outweighs it. A place that is unknown, or a building, but whose country the words
    give, comes back without a position. Of a place in running text `place_in` knows more.
    """
    first, *rest = [piece.strip(" .'’") for piece in f"{words},{context or ''}".split(",")]
    clues = with_pieces(first, Clues(far=tuple(countries)), tuple(filter(None, rest)))
    if is_building(first):
        return find_site(words, first, clues, None, clues.said)
    return find_place(words, first, clues)


def place_in(
    text: str,
    start: int,
    end: int,
    *,
    countries: Sequence[str] = (),
    building: bool = False,
    owner: str | None = None,
) -> Place | None:
    """Find the place that `text[start:end]` names, or None where it is unknown or ambiguous.

    `countries` is evidence from outside the sentence (Plover codes), best first. `building` says that
    the words are known to name a house or a body, `owner` the code of the country whose body it is.
    Offsets count code points.
    """
    before = max(0, start - _WINDOW)
    text, start, end = text[before : end + _WINDOW], start - before, end - before
    words = text[start:end]
    clues = _clues(text, start, end, tuple(countries))
    known = spots(place_key(words))
    if any(spot.feature_class == "S" for spot in known) or not (building or is_building(words)):
        return find_place(words, _whole(text, start, end, words.split(",")[0]), clues)
    if building and known and not is_building(words):
        found = find_place(words, words, clues)
        if found is not None:
            return found
    return find_site(words, words, clues, _beside(text, start, end, clues), owner or _owner(text, start))


def _whole(text: str, start: int, end: int, name: str) -> str:
    """The name with the generic word beside it, where the tables know it so: "Ambon island", "island of Pemba"."""
    behind, before = _AFTER.match(text, end), _OF.search(text, max(0, start - 40), start)
    beside = [behind[1]] if behind and behind[1].lower() in place_words().generic else []
    beside += ["island"] if before and before[1].lower() == "island" else []
    return next((longer for word in beside if spots(place_key(longer := f"{name} {word}"))), name)


def _clues(text: str, start: int, end: int, countries: tuple[str, ...]) -> Clues:
    words = text[start:end]
    near, far = _evidence(text, start, end)
    clues = Clues(
        kinds=_kinds(text, start, end),
        near=near,
        far=tuple(dict.fromkeys((*(() if near else _of_towns(text, start, end)), *countries, *far))),
        signed=_is_signed(text, start),
    )
    name, *inside = [piece.strip() for piece in words.split(",")]
    pieces = (*inside, *_behind(text, end))
    clues = with_pieces(name, clues, pieces)
    if clues.said or clues.within:
        return clues
    owner = _owner(text, start)
    if owner is not None and (country_has(name, owner) or not spots(place_key(name))):
        return replace(clues, said=owner)
    return _of_holder(text, start, name, clues)


def _kinds(text: str, start: int, end: int) -> tuple[str, ...] | None:
    """Kinds that the generic word beside the name allows: "province of X", "X state", "governor of X"."""
    generic, governed = place_words().generic, place_words().governed
    kinds: tuple[str, ...] | None = None
    behind = _AFTER.match(text, end)
    if behind and behind[1].lower() in generic and named(text[start:end])[1] is None:
        kinds = generic[behind[1].lower()]
    before = _OF.search(text, max(0, start - 40), start)
    if before and before[1].lower() in generic and before[1].lower() not in place_words().edges:
        kinds = generic[before[1].lower()]
    if before and before[1].lower() in governed:
        kinds = ("ADM1",)
    if kinds is None or kinds == () or any(choose(text[start:end], Clues(kinds=kinds, near=(c,))) for c in _all(text)):
        return kinds
    return kinds if choose(text[start:end], Clues(kinds=kinds)) or "village" in kinds else None


def _all(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.code for found in _countries(text)))


@lru_cache(maxsize=256)
def _countries(text: str) -> tuple[Found, ...]:
    return find_country(text)


def _behind(text: str, end: int) -> Iterator[str]:
    """Names that stand behind a place as what it lies in: after a comma, in brackets, after "in"."""
    at = end
    generic = _AFTER.match(text, end)
    if generic and generic[1].lower() in place_words().generic:
        at = generic.end()
    for pattern in (_COMMA, _COMMA, _APPOSED, _BRACKET, _IN):
        match = _after_comma(text, at) if pattern is _COMMA else pattern.match(text, at)
        if match is None:
            continue
        yield match[1].rstrip(".") if match[1] not in place_words().marks else match[1]
        if pattern is _COMMA:
            at = match.end()


def _after_comma(text: str, at: int) -> re.Match[str] | None:
    """A name behind a comma, alone or with what it is the name of: `, Tak province,`."""
    match = _COMMA.match(text, at)
    return match if match and (match[2] is None or match[2].strip() in place_words().generic) else None


def _owner(text: str, start: int) -> str | None:
    """Country of the adjective or owner in the place's own phrase: "the Syrian city of", "Nigeria's"."""
    at = start
    for _ in range(_FARTHEST):
        match = _WORD.search(text, max(0, at - 40), at)
        if match is None:
            return None
        word = match[1]
        known = look_up(re.sub(r"['’]s?$", "", word).split("-")[0])
        if known and known.country and (known.form == "adjective" or word.endswith(("'s", "’s", "s'", "s’"))):
            return known.country.code
        if not (word.lower() in place_words().generic or word.lower() in place_words().epithets):
            return _long_owner(text, at)
        at = match.start(1)
    return None


def _long_owner(text: str, at: int) -> str | None:
    """Country of several words right before `at` ("South Sudan's", "North Korean")."""
    found = [f for f in find_country(text[max(0, at - 40) : at]) if " " in f.text]
    if not found:
        return None
    last, rest = found[-1], text[max(0, at - 40) : at][found[-1].end :]
    owned = last.known.form == "adjective" or rest.startswith(("'", "’"))
    return last.code if owned and not rest.strip("'’s ") else None


def _of_holder(text: str, start: int, name: str, clues: Clues) -> Clues:
    """`Seattle, [Washington]`: the place is the division that holds the city before the comma."""
    match = _HOLDER.search(text, max(0, start - 60), start)
    city = choose(match[1], replace(clues, within=(), said=None, kinds=("P",))) if match else None
    key = place_key(name)
    holds = city is not None and any(s.is_division and s.country == city.country for s in spots(key))
    return replace(clues, kinds=("ADM1",)) if holds and city and place_key(city.province) == key else clues


def _is_signed(text: str, start: int) -> bool:
    """Whether a preposition or verb of place stands before the name."""
    match = _WORD.search(text, max(0, start - 40), start)
    word = match[1].lower() if match else ""
    if match is None and _DATELINE.match(text, start):
        return True
    if word == "the" and match:
        match = _WORD.search(text, max(0, match.start() - 40), match.start(1))
        word = match[1].lower() if match else ""
    return word in place_words().signs or word in place_words().generic or word in place_words().epithets


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The extent of the sentence around a place."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= start), min((cut for cut in cuts if cut >= end), default=len(text))


def _of_towns(text: str, start: int, end: int) -> tuple[str, ...]:
    """Countries of the towns and provinces that the place's sentence names too: `Victoria … east of Melbourne`."""
    first, last = _sentence(text, start, end)
    beside = (match for match in _TOWN.finditer(text, first, last) if match.end() <= start or end <= match.start())
    codes = (place_country(_CLITIC.sub("", match[0])) for match in beside)
    return tuple(dict.fromkeys(code for code in codes if code))


def _evidence(text: str, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Countries that the place's sentence names, and those of the text around it."""
    first, last = _sentence(text, start, end)
    near: dict[str, None] = {}
    far: dict[str, None] = {}
    for found in _countries(text):
        if found.start < end and start < found.end:
            continue
        (near if first <= found.start < last and not _is_place_itself(found, text) else far).setdefault(found.code)
    return tuple(near), tuple(code for code in far if code not in near)


def _is_place_itself(found: Found, text: str) -> bool:
    """A capital that another building or body is named after says little of where the sentence plays."""
    return found.known.form in ("capital", "seat") and text[found.end : found.end + 1] == "-"


def _beside(text: str, start: int, end: int, clues: Clues) -> Place | None:
    """The place that the words put a building in: inside them, or right behind them."""
    for pattern, at in ((_IN, start), (_COMMA, end), (_IN, end), (_BRACKET, end)):
        if pattern is _COMMA:
            match = _after_comma(text, at)
        else:
            match = pattern.search(text, at, end) if at == start else pattern.match(text, at)
        holder = match[1].rstrip(".") if match else ""
        if match is None or is_building(holder):
            continue
        found = find_place(holder, holder, _clues(text, match.start(1), match.start(1) + len(holder), clues.far))
        if found is not None and found.country_code:
            return found
    return None
