"""Which of the places that bear a name is meant: by what the words say, else by country, else by size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.gazetteer.placenames import Spot, place_key, place_words, spots, village_countries
from pipeline.gazetteer.rows import Country, by_alpha3

# A name borne by several places is taken for the largest only where it is this much larger than the next
# (Paris 2.1 million against 25,000): "wrong by more than 100 km in fewer than 1 of 100" is the goal.
_CLEAR, _WORLD = 5, 20
_KNOWN_CITY, _GREAT_CITY, _WORLD_CITY = 50_000, 300_000, 1_000_000
# A place of the evidence's country gives way to a city of another country this much larger; in the
# countries that took over half the world's town names, to any that is larger.
_OUTSHONE = 8
# So many places of one name (San Antonio, Victoria) that size does not tell which is meant.
_COMMON_NAME, _COMMON_ABROAD = 7, 4
_SAME_KM, _DIVISION_KM = 40.0, 90.0
_VILLAGE, _NAMED_TOWN = 50_000, 15_000
_REGION_KM = 2_000.0
_STATE = 100_000
# In a text that names other countries only, a city that is no capital is meant if no other bears its name, nor a
# village, where it is short; short names of small towns are borne by places that no table has.
_SHORT = 5


@dataclass(frozen=True, slots=True)
class Clues:
    """What stands beside a place's name, from the surest to the weakest.

    `kinds`: feature classes or levels that a generic word allows (None: any; empty: none in the tables).
    `within`: divisions that hold it. `said`: the country that the words next to it give. `near`: countries
    of its sentence. `far`: those of parties and document, best first.
    """

    kinds: tuple[str, ...] | None = None
    within: tuple[Spot, ...] = ()
    said: str | None = None
    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    signed: bool = True

    @property
    def countries(self) -> tuple[str, ...]:
        """All evidence, best first."""
        return tuple(dict.fromkeys((*((self.said,) if self.said else ()), *self.near, *self.far)))


def choose(words: str, clues: Clues) -> Spot | None:
    """Find the one place that the words and the clues are sure of."""
    key, kinds = named(words)
    kinds = kinds if clues.kinds is None else clues.kinds
    found = _candidates(key, kinds)
    best = _chosen(found, key, kinds, clues)
    if best is None or best.feature_class != "T" or kinds is not None:
        return best
    # an island that is a province is spoken of as one, unless the words say island
    province = next((s for s in found if s.is_division and s.country == best.country and s.trust > 1), None)
    return replace(province, lat=best.lat, lon=best.lon) if province else best


def _chosen(found: Sequence[Spot], key: str, kinds: tuple[str, ...] | None, clues: Clues) -> Spot | None:
    if not clues.signed and not kinds and key in place_words().not_places:
        return None
    if clues.within:
        return _dominant([spot for spot in found if any(_lies_in(spot, d) for d in clues.within)], clear=_CLEAR)
    if clues.said:
        local = [spot for spot in found if clues.said in spot.codes]
        return _dominant(local, clear=_CLEAR) if local else _renowned(found, kinds)
    for codes in (clues.near, *((code,) for code in clues.far)):
        local = [spot for spot in found if any(code in spot.codes for code in codes)]
        if local:
            return _of_evidence(local, found, alone=len(set(clues.countries)) == 1)
    return _of_world(found, key, elsewhere=bool(clues.countries)) or _of_region(found, key, clues)


def named(words: str) -> tuple[str, tuple[str, ...] | None]:
    """The key of a name and the kinds that the generic word in it allows ("Niger State")."""
    table = place_words()
    key, kinds = _turned(place_key(words)), None
    for prefix in table.prefixes:
        if key.startswith(prefix) and not spots(key):
            key = key.removeprefix(prefix)
            kinds = table.generic.get(prefix.split(" ")[0], kinds)
    pieces = key.split(" ")
    if len(pieces) > 1 and pieces[-1] in table.generic:
        kinds = table.generic[pieces[-1]]
    if pieces[0] in ("strait", "straits", "gulf", "sea", "lake", "mount"):
        kinds = table.generic[pieces[0]]
    return key, None if _is_towns_name(key, kinds) else kinds


def _turned(key: str) -> str:
    """The key, of an unknown "bay of x", "x lake" or "x camp" that of the known "x bay", "lake x", "x refugee camp"."""
    if spots(key):
        return key
    table = place_words()
    first, _, rest = key.partition(" of ")
    stem, _, last = key.rpartition(" ")
    turned = [f"{rest} {first}"] if first in table.generic else []
    turned += [f"{last} {stem}"] if last in table.leading else []
    turned += [f"{stem} {each} {last}" for each in table.fuller.get(last, ())]
    return next((each for each in turned if spots(each)), key)


def _is_towns_name(key: str, kinds: tuple[str, ...] | None) -> bool:
    """Whether a town is called so, and nothing of the kind that its last word says: Walvis Bay, Cape Coast."""
    found = spots(key) if kinds is not None else ()
    town = any(s.feature_class == "P" and s.population >= _NAMED_TOWN and place_key(s.name) == key for s in found)
    return town and not any(_allowed(spot, kinds, key) for spot in found)


def _candidates(key: str, kinds: tuple[str, ...] | None) -> list[Spot]:
    """Spots of that name, else of the name without its generic word."""
    found = [spot for spot in spots(key) if _allowed(spot, kinds, key)]
    stem, _, generic = key.rpartition(" ")
    told = any(spot.by_hand or (spot.feature_class == "P" and spot.trust > 1) for spot in found)
    if told or not stem or generic not in place_words().generic:
        return found
    return found + [spot for spot in spots(stem) if _allowed(spot, kinds, stem) and spot not in found]


def _allowed(spot: Spot, kinds: tuple[str, ...] | None, key: str) -> bool:
    if kinds is None:
        return True
    if "village" in kinds and spot.feature_class == "P":
        return spot.population <= _VILLAGE and place_key(spot.name) == key
    return spot.level in kinds or spot.feature_class in kinds


def _lies_in(spot: Spot, division: Spot) -> bool:
    if spot.country != division.country or spot == division:
        return False
    if spot.province and place_key(spot.province) == place_key(division.name):
        return True
    if spot.by_hand and not spot.province and not spot.is_division:
        return True
    return division.level == "ADM2" and (away(spot, division) or math.inf) < _DIVISION_KM


def _of_evidence(local: Sequence[Spot], found: Sequence[Spot], *, alone: bool) -> Spot | None:
    """The place in a country that the text names, unless a namesake elsewhere is likelier meant."""
    own = [spot for spot in local if spot.country and spot.trust > 1]  # Punjab of India, not the region of both
    best = _dominant(own or local, clear=_CLEAR)
    if best is not None and (best.feature_class != "P" or best.code == "PPLC"):
        return best
    greater = [s for s in found if s not in local and s.feature_class == "P" and _outshines(s, best, alone=alone)]
    if not greater:
        return best
    rival = _dominant(found, clear=_CLEAR)
    if rival is None or rival in local or rival.population < _WORLD_CITY or _is_common(rival, found, _COMMON_NAME):
        return None
    return rival if best is None or rival.population >= _WORLD * max(best.population, 1) else None


def _outshines(other: Spot, best: Spot | None, *, alone: bool) -> bool:
    if best is None:
        return other.people >= _WORLD_CITY
    if not alone and best.country in place_words().crowded and other.people > best.people:
        return True
    return other.people >= max(_GREAT_CITY, _OUTSHONE * best.people)


def _of_world(found: Sequence[Spot], key: str, *, elsewhere: bool) -> Spot | None:
    """The place that everybody means by the name, if there is one; `elsewhere`: the text names other countries."""
    best = _dominant(found, clear=_CLEAR)
    abroad = [spot for spot in found if best is not None and spot.country != best.country]
    if best is None or (elsewhere and _dominant([best, *abroad], clear=_WORLD) is not best):
        return None
    if best.by_hand or best.code == "PPLC":
        return best
    if best.feature_class == "P" and best.population < _KNOWN_CITY:
        # a town that no other is called like, in a text that names no country at all
        single = _is_alone(best, found) and len(key) >= _SHORT and not village_countries(key)
        return best if single and not elsewhere and best.population >= _NAMED_TOWN else None
    if elsewhere and best.feature_class == "P" and best.people < _WORLD_CITY:
        known = len(key) > _SHORT or not village_countries(key)
        return best if known and _is_alone(best, found) else None
    common = _is_common(best, found, _COMMON_ABROAD if elsewhere else _COMMON_NAME)
    common = common and not (elsewhere and best.code == "PPLA")
    unknown = best.level == "ADM2" and not any(s.by_hand or s.population >= _KNOWN_CITY for s in found)
    return None if common or unknown else best


def _of_region(found: Sequence[Spot], key: str, clues: Clues) -> Spot | None:
    """A town that no other is called like, not far from the middle of a country that the text names."""
    best = _dominant(found, clear=_CLEAR)
    if best is None or len(key) <= _SHORT or not _is_alone(best, found) or not clues.signed:
        return None
    told = (country for code in clues.countries if (country := by_alpha3().get(code)))
    near = any((km := away(best, country)) is not None and km < _REGION_KM for country in told)
    return best if best.feature_class == "P" and near and not village_countries(key) else None


def _is_alone(best: Spot, found: Sequence[Spot]) -> bool:
    """Whether no place of another country is as surely called so: Burgos has "Burgas" for a spelling only."""
    return all(spot.country == best.country or spot.trust < best.trust for spot in found)


def _is_common(best: Spot, found: Sequence[Spot], least: int) -> bool:
    """Whether so many cities have the name that even a large one may not be meant."""
    return best.code != "PPLC" and not best.by_hand and sum(s.feature_class == "P" for s in found) >= least


def _renowned(found: Sequence[Spot], kinds: tuple[str, ...] | None) -> Spot | None:
    """A world city where the country beside its name is not its own: "in Cairo, Syria and Iraq agreed"."""
    best = _dominant(found, clear=_WORLD) if kinds is None else None
    renowned = best is not None and best.feature_class == "P" and best.population >= _WORLD_CITY
    return best if renowned else None


def _dominant(found: Sequence[Spot], *, clear: float) -> Spot | None:
    """Give the first by trust and size, if no other is near to it in both; None where it is a toss-up."""
    ranked = sorted(found, key=lambda spot: (-spot.trust, -_weight(spot, found)))
    if not ranked:
        return None
    best = ranked[0]
    for other in ranked[1:]:
        smaller = other.trust < best.trust or _weight(other, found) * clear <= _weight(best, found)
        if not smaller and not _one_place(best, other):
            return None
    return best


def _weight(spot: Spot, found: Sequence[Spot]) -> int:
    """What a place weighs: a first-level division little beside its own capital city, much beside others (Oregon)."""
    if spot.level != "ADM1":
        return spot.population
    key = place_key(spot.name)
    inside = [s for s in found if s.feature_class == "P" and s.country == spot.country and place_key(s.province) == key]
    own = any(s.code in ("PPLA", "PPLC") or place_key(s.name) == key for s in inside)
    return spot.population if own else max(spot.population, _STATE)


def _one_place(a: Spot, b: Spot) -> bool:
    distance = away(a, b)
    if distance is None:
        return a.country == b.country
    if distance < _SAME_KM:
        return True
    if a.country != b.country or a.feature_class == b.feature_class or not (a.is_division or b.is_division):
        return False
    return "ADM1" in (a.level, b.level) or distance < _DIVISION_KM


def away(a: Spot, b: Spot | Country) -> float | None:
    """Kilometres between two places; None where one has no position."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    x = math.radians((b.lon - a.lon + 180) % 360 - 180) * math.cos(math.radians(a.lat))
    return math.hypot(x, math.radians(b.lat - a.lat)) * 6371
