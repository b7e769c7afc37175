"""From words to names: labels, canonical forms, abbreviations as the text defines them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.extract import known, lexicon
from pipeline.extract.memory import Memory, Referent, fits
from pipeline.gazetteer import placenames
from pipeline.gazetteer.names import find_country, look_up
from pipeline.gazetteer.placetext import resolve_place
from pipeline.passages import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.grammar import Found
    from pipeline.extract.words import Word


def located(names: list[Name]) -> list[Name]:
    """Give places without a code the country that the gazetteer is sure of in this company."""
    evidence = tuple(
        code for code, _ in Counter(n.code for n in names if n.code and n.label in ("GPE", "NORP")).most_common()
    )
    result = []
    for name in names:
        place = resolve_place(name.text, countries=evidence) if name.label == "GPE" and name.code is None else None
        result.append(replace(name, code=place.country_code) if place and place.country_code else name)
    return result


def not_elsewhere(before: Sequence[Name], guessed: Sequence[Name]) -> list[Name]:
    """The names; a city that the tables know lies where they have one, whatever was guessed."""
    return [
        replace(name, code=_known_home(name.text, name.code))
        if old.code is None and name.code and name.label == "GPE"
        else name
        for old, name in zip(before, guessed, strict=True)
    ]


_CITY, _GREAT = 50_000, 200_000
# A great city is meant, not its namesakes, where it is so much larger.
_GREATER = 5


def _known_home(words: str, guess: str) -> str | None:
    """The country of a town: of the only one that there is; of a great city, where none is known in the one guessed."""
    key = placenames.place_key(words)
    spots = [spot for spot in placenames.spots(key) if spot.trust > 1]
    codes = {code for spot in spots for code in spot.codes}
    people = max((spot.people for spot in spots), default=0)
    if people >= _CITY and len(codes) == 1 and not placenames.village_countries(key):
        return codes.pop()
    if people < _GREAT or guess in codes:
        return guess
    great = {code for spot in spots if _GREATER * spot.people > people for code in spot.codes}
    return great.pop() if len(great) == 1 else None


def define(text: str, read: Sequence[Word], found: Iterable[Found], memory: Memory) -> Memory:
    """Learn the abbreviations that stand in brackets behind the grammar's names, before they are used."""
    for f in found:
        if f.label in ("ORG", "EVENT", "LAW", "FAC", "PRODUCT"):
            name = name_of(text, read, f)
            referent = _referent(name)
            match = _BRACKET.match(text, name.end)
            if match is not None and _defines(match[1], name):
                memory.define(match[1], _meant(match[1], referent))
            if f.label == "ORG" and f.last - f.first > 1 and memory.look_up(name.text) is None:
                memory.learn(name.text, referent)
    return memory


def name_of(text: str, read: Sequence[Word], found: Found) -> Name:
    """The words as a name, with what the tables know of it."""
    start, end = read[found.first].start, read[found.last - 1].end
    entry = read[found.first].known if found.last - found.first == 1 else None
    label = found.label
    assert label is not None
    if entry is not None and found.rule == "known-body":
        label = entry.label
        if _is_place_here(read, found):
            return Name(start, end, text[start:end], "GPE", text[start:end])
        if entry.acts_for is not None and _is_site_here(read, found):
            label = "FAC"
    building = read[found.last - 1].text.casefold() in lexicon.words().building_bodies
    if label == "ORG" and building and found.first > 0 and _is_site_here(read, found, _INSIDE):
        label = "FAC"
    if found.rule == "area" and _is_town(text[start:end], read[found.last - 1].text):
        label = "GPE"
    if label == "LOC" and _is_administered(text[start:end]):
        label = "GPE"
    if entry is None and found.rule == "place":
        inner = read[found.first].known
        return Name(start, end, text[start:end], label, _full_place(text[start:end]), inner.code if inner else None)
    return Name(start, end, text[start:end], label, entry.canonical if entry else None, entry.code if entry else None)


_NUMERAL = re.compile(r"\s(?!I\b)([IVX]{1,5})(?![\w'’]|\.\S)")
_NUMBERED = frozenset({"PERSON", "ORG", "EVENT", "PRODUCT", "FAC", "LAW", "WORK"})
_SITE_PREPOSITIONS = frozenset(["at", "in", "inside", "near", "outside", "to", "from"])


_INSIDE = frozenset(["at", "in", "inside", "near", "outside"])


def _is_site_here(read: Sequence[Word], found: Found, prepositions: frozenset[str] = _SITE_PREPOSITIONS) -> bool:
    """As in "at the Casa Rosada": the building of a government, not the government."""
    k = found.first - 1
    k -= k > 0 and read[k].cls == "h"
    return k >= 0 and read[k].text in prepositions


_TOWN = 10_000  # inhabitants


def _is_town(name: str, head: str) -> bool:
    """As in "Walvis Bay"."""
    spots = placenames.spots(placenames.place_key(name)) if head.casefold() in lexicon.words().town_heads else ()
    return any(s.feature_class == "P" and s.population >= _TOWN for s in spots) and not any(s.by_hand for s in spots)


def _is_administered(name: str) -> bool:
    """As in "Tigray": what the tables know as a division or town only, not as a region, an island or a hill too.

    "The West" and "the Far North" are words first, though some country has a region of the name.
    """
    if all(map(lexicon.is_common, name.split())):
        return False
    spots = placenames.spots(placenames.place_key(name))
    return any(s.trust > 1 for s in spots) and all(s.feature_class in ("A", "P") for s in spots)


def _is_place_here(read: Sequence[Word], found: Found) -> bool:
    """As in "in Brussels" is the town, where the name alone stands for a body."""
    word = read[found.first]
    behind_in = found.first > 0 and read[found.first - 1].text in ("in", "near", "outside")
    return behind_in and not word.text.isupper() and bool(placenames.spots(placenames.place_key(word.text)))


def pair(name: Name, memory: Memory) -> list[Name]:
    """As in "the Putin-Kim meeting": two persons that the document knows by their last names."""
    left, hyphen, right = name.text.partition("-")
    if name.label != "PERSON" or not hyphen or " " in name.text or not memory.person(left) or not memory.person(right):
        return [name]
    middle = name.start + len(left)
    return [Name(name.start, middle, left, "PERSON"), Name(middle + 1, name.end, right, "PERSON")]


def numbered(text: str, name: Name) -> Name:
    """The name with the Roman numeral behind it ("Mohammed VI", "the trawler Punta Araya II")."""
    match = _NUMERAL.match(text, name.end) if name.label in _NUMBERED else None
    if match is None or (len(match[1]) == 1 and (name.label != "PERSON" or text[match.end() :][:1] == ".")):
        return name
    canonical = f"{name.canonical} {match[1]}" if name.canonical else None
    return replace(name, end=match.end(), text=text[name.start : match.end()], canonical=canonical)


def disjoint(names: Iterable[Name]) -> list[Name]:
    """Longest first, earlier first; what overlaps a chosen one is dropped."""
    chosen: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in chosen):
            chosen.append(name)
    return sorted(chosen, key=lambda n: n.start)


_BRACKET = re.compile(r"\s*[(\[]\s*(?:the\s|or\s)?[\"“']?([A-Z][\w&+/-]*(?: [A-Z][\w-]*)?)[\"”']?\s*[)\]]")


def remember(text: str, names: Sequence[Name], memory: Memory) -> list[Name]:
    """Canonical names through the document; an abbreviation in brackets is a name of its own."""
    result: list[Name] = []
    starts = {name.start: name for name in names}
    done: set[int] = set()
    for name in names:
        if name.start in done:
            continue
        resolved = _resolve(name, memory)
        result.append(resolved)
        match = _BRACKET.match(text, name.end)
        if match is None or name.label in ("MONEY", "NORP") or not _defines(match[1], name):
            continue
        inner = starts.get(match.start(1))
        if inner is not None and inner.end != match.end(1):
            continue
        referent = Referent(resolved.label, resolved.canonical or resolved.text, resolved.code)
        referent = _meant(match[1], referent)
        memory.define(match[1], referent)
        done.add(match.start(1))
        result.append(Name(*match.span(1), match[1], referent.label, referent.canonical, referent.code))
    return [name for name in result if not _unnamed(name)]


def _unnamed(name: Name) -> bool:
    return not any(char.isalnum() for char in name.text)


def _resolve(name: Name, memory: Memory) -> Name:
    """The name with the canonical form and code that the document or the tables give it."""
    if name.label == "PERSON":
        referent = memory.person(name.text)
    elif name.label in ("MONEY", "NORP") or (name.canonical and name.canonical != name.text):
        return name
    else:
        referent = memory.look_up(name.text)
    if referent is None:
        referent = _referent(name)
        memory.learn(name.text, referent)
    elif name.label == "PERSON" and " " in name.text:
        memory.learn(name.text, referent)  # the nearest full name is whom a last name means
    label = referent.label if name.label != "PERSON" else name.label
    return Name(name.start, name.end, name.text, label, referent.canonical, name.code or referent.code)


def _defines(abbreviation: str, name: Name) -> bool:
    return abbreviation not in lexicon.no_names() and fits(abbreviation, name.text)


def _meant(abbreviation: str, referent: Referent) -> Referent:
    """What the abbreviation stands for: the name, or the known or inner name that it abbreviates.

    "(HRC)" behind "Opening of the Harbour Research Centre" stands for the centre alone.
    """
    spots = [spot.known for spot in known.spots(abbreviation).values() if spot.end == len(abbreviation)]
    if spots and spots[0].label != referent.label:
        return Referent(spots[0].label, spots[0].canonical, spots[0].code)
    outer, of, inner = referent.canonical.partition(" of the ")
    initials = "".join(word[0] for word in inner.split() if word[0].isupper())
    if of and referent.label == "EVENT" and initials == abbreviation and outer:
        return Referent("ORG", inner, referent.code)
    return referent


def _referent(name: Name) -> Referent:
    canonical = name.canonical if name.canonical and name.canonical != name.text else None
    if canonical is None and name.label in _SPELT_OUT:
        canonical = _SPELT_OUT[name.label](re.sub(r" \([A-Z][\w+-]*\)", "", name.text))
    return Referent(name.label, canonical or name.text, name.code)


_SHORT_FORMS = MappingProxyType({
    "MOU": "Memorandum of Understanding", "MoU": "Memorandum of Understanding", "FTA": "Free Trade Agreement",
})  # fmt: skip
_UNIONS = MappingProxyType({"UN": "United Nations", "U.N.": "United Nations", "EU": "European Union"})


def _full_law(text: str) -> str:
    """As in "Memorandum of Understanding on Digital Trade" for "MOU on …"."""
    return " ".join(_SHORT_FORMS.get(word, word) for word in text.split())


def _full_place(text: str) -> str:
    """A place without its kind: "Bac Ninh" for "Bac Ninh province"; "Kuwait City" is the city's name."""
    name, _, kind = text.rpartition(" ")
    head = lexicon.heads().get(kind.casefold())
    part = kind[:1].isupper() and kind in ("City", "State", "Territory", "Region", "District")
    return name if name and head is not None and head.kind == "place" and not part else text


_MISSION = re.compile(r"^(?:the )?(.+) (Embassy|Consulate General|Consulate|High Commission) in (.+)$")


def _full_body(text: str) -> str:
    """A body's name with its states in full: "ROK Embassy in Hanoi" is that of the Republic of Korea in Vietnam."""
    mission = _MISSION.match(text)
    sender = look_up(mission[1]) if mission else None
    if mission and sender and sender.country:
        host = look_up(mission[3])
        seat = mission[3]
        if host and host.country and (host.form != "capital" or mission[2] == "Embassy"):
            seat = lexicon.with_article(host.country.name)
        return f"{mission[2]} of {lexicon.with_article(sender.country.name)} in {seat}"
    first, _, rest = text.partition(" ")
    if rest and first in _UNIONS:
        return f"{_UNIONS[first]} {rest}"
    for found in reversed(find_country(text)):
        if found.known.form == "abbreviation":
            text = text[: found.start] + found.canonical + text[found.end :]
    return text


_SPELT_OUT = MappingProxyType({"ORG": _full_body, "LAW": _full_law, "GPE": _full_place})
