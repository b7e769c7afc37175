"""Places in sentences of all regions: country, name, level, position within 100 km; the unsure have no point."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.gazetteer import place_in
from pipeline.gazetteer.placenames import place_key
from pipeline.gazetteer.places import Place
from tests.gazetteer.test_places import FAR_KM, _kilometres

CASES = Path(__file__).with_name("places_in_text.tsv")
_PLACE = re.compile(r"\[\[(.+?)\]\]")
Case = dict[str, str]


def _cases() -> list[Case]:
    with CASES.open(encoding="utf-8", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _found(case: Case) -> Place:
    mark = _PLACE.search(case["text"])
    assert mark is not None
    text, start = _PLACE.sub(r"\1", case["text"]), mark.start()
    evidence = [code for code in case["evidence"].split("|") if code]
    return place_in(text, start, start + len(mark[1]), countries=evidence) or Place(mark[1])


def _wrong_point(case: Case, place: Place) -> bool:
    if place.lat is None or place.lon is None:
        return False
    if case["point"] == "-":
        return True
    point, _, tolerance = case["point"].removeprefix("?").partition("~")
    lat, lon = map(float, point.split(","))
    return _kilometres(place.lat, place.lon, lat, lon) > float(tolerance or FAR_KM)


def _faults(case: Case) -> list[str]:
    place, faults = _found(case), []
    if (place.country_code or "-") not in case["code"].split("|"):
        faults.append(f"country {place.country_code}")
    if case["name"] != "-" and place_key(place.resolved_place or "") not in map(place_key, case["name"].split("|")):
        faults.append(f"name {place.resolved_place}")
    if case["level"] not in ("-", str(place.resolution)):
        faults.append(f"level {place.resolution}")
    if _wrong_point(case, place):
        faults.append(f"point {place.lat}, {place.lon}")
    if place.lat is None and case["point"][0] not in "-?":
        faults.append("no point")
    return faults


def _parameters() -> list[object]:
    return [
        pytest.param(case, id=case["text"], marks=[pytest.mark.xfail(strict=True, reason=case["fails"])])
        if case["fails"]
        else pytest.param(case, id=case["text"])
        for case in _cases()
    ]


@pytest.mark.parametrize("case", _parameters())
def test_place(case: Case) -> None:
    assert _faults(case) == []


def test_fewer_than_one_point_of_a_hundred_is_far_off() -> None:
    given = [case for case in _cases() if _found(case).lat is not None]
    assert len(given) > 300
    assert sum(_wrong_point(case, _found(case)) for case in given) < len(given) / 100


def test_offsets_count_in_the_whole_text() -> None:
    text = "Nothing of note. " * 200 + "Clashes broke out in Tripoli, Lebanon, on Friday."
    start = text.index("Tripoli")
    found = place_in(text, start, start + len("Tripoli"))
    assert found is not None
    assert (found.extracted_place, found.country_code) == ("Tripoli", "LBN")
