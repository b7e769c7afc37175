"""Places of all regions: country, position within 100 km, resolution; the unsure stay without a point."""

from __future__ import annotations

import csv
import math
import time
from pathlib import Path

import pytest

from pipeline.gazetteer import placenames, resolve_place
from pipeline.gazetteer.places import Place
from pipeline.records import Location

CASES = Path(__file__).with_name("places.tsv")
FAR_KM = 100.0


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    a, b = math.radians(lat), math.radians(other_lat)
    chord = math.sin((b - a) / 2) ** 2
    chord += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(chord))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['words']} [{case['countries']}]")
def test_place(case: dict[str, str]) -> None:
    found = resolve_place(case["words"], countries=[code for code in case["countries"].split("|") if code])
    place = found or Place(case["words"])
    assert (place.country_code or "-") == case["code"]
    assert str(place.resolution or "-") == case["resolution"]
    if case["lat"] == "-":
        assert (place.lat, place.lon) == (None, None)
        return
    assert place.lat is not None
    assert place.lon is not None
    assert _kilometres(place.lat, place.lon, float(case["lat"]), float(case["lon"])) < FAR_KM


def test_every_field_is_the_contracts() -> None:
    place = resolve_place("Da Nang city", countries=["VNM"])
    assert place is not None
    assert set(Place.__dataclass_fields__) == set(Location.model_fields) - {"start", "end", "spans"}
    assert (place.city, place.country, place.feature_class, place.geonameid) == (
        "Da Nang",
        "Vietnam",
        "P",
        1583992,
    )


def test_words_after_the_place_are_evidence() -> None:
    assert resolve_place("San Jose", countries=["PHL"], context="Costa Rica") == resolve_place(
        "San Jose", countries=["CRI"]
    )


def test_the_table_is_indexed_fast() -> None:
    placenames._index.cache_clear()
    placenames._lines.cache_clear()
    begin = time.process_time()
    placenames._index()
    assert time.process_time() - begin < 1.0  # 0.1 s measured; the rest is for slow machines
