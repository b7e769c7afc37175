"""The same event told twice is marked, in one document or in two; two real meetings stay two."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.normalize.duplicates import mark_duplicates, marked, repeats, telling_of
from pipeline.records import Event
from tests.factories import entity, event

FRANCE, PERU = entity("France", "FRA"), entity("Peru", "PER")
DUVAL = entity("Anne Duval", "FRA", kind="person")
LIMA = {
    "extracted_place": "Lima", "resolved_place": "Lima", "start": 14, "end": 18, "country_code": "PER", "resolution": 4
}  # fmt: skip
CUSCO = LIMA | {"extracted_place": "Cusco", "resolved_place": "Cusco"}
MILLION = {"text": "$1m", "value": 1e6, "unit": "USD", "start": 0, "end": 3}


def told(link: str, **known: Any) -> Event:
    return event(1, id=f"{link}/1", link=link, **({"actor": [FRANCE, PERU]} | known))


def originals(*events: Event) -> list[str | None]:
    return [found.duplicate_of for found in mark_duplicates(events)]


SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"event_loc": LIMA}, {"event_loc": LIMA}),
    ({"actor": [DUVAL, PERU]}, {"actor": [PERU, entity("Duval", "FRA", kind="person")]}),
    ({"actor": [DUVAL, PERU], "event_loc": LIMA}, {"event_loc": LIMA}),
    ({"amounts": [MILLION]}, {"amounts": [MILLION], "event_loc": LIMA}),
    ({"event_loc": LIMA, "mode": ["visit"]}, {"event_loc": LIMA}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_second_telling_points_to_the_first(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = told("a/001", **one), told("a/002", **other)
    _, found = mark_duplicates([first, second])
    assert found.duplicate_of == first.id
    assert "duplicate" in found.flags
    assert found.cues[-1].rule_or_model.startswith("duplicate: same type, days, countries and ")


TWO: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"event_loc": LIMA}, {"event_loc": CUSCO}),
    ({"event_loc": LIMA}, {"event_loc": LIMA, "actor": [FRANCE, entity("Chile", "CHL")]}),
    ({"event_loc": LIMA}, {"event_loc": LIMA, "date": "2024-05-07"}),
    ({"event_loc": LIMA}, {"event_loc": LIMA, "event": ["AGREE"]}),
    ({"event_loc": LIMA, "mode": ["visit"]}, {"event_loc": LIMA, "mode": ["phone"]}),
    ({"event_loc": LIMA, "actor": [DUVAL, PERU]},
     {"event_loc": LIMA, "actor": [entity("Luc Morel", "FRA", kind="person"), PERU]}),
    ({"event_loc": LIMA, "amounts": [MILLION]}, {"event_loc": LIMA, "amounts": [MILLION | {"value": 2e6}]}),
    ({"event_loc": LIMA, "actor": [FRANCE]}, {"event_loc": LIMA, "actor": [FRANCE]}),
    ({"actor": [entity("Foreign Ministry", "FRA", kind="organisation"), PERU]},
     {"actor": [entity("Foreign Ministry", "FRA", kind="organisation"), PERU]}),
    ({"event_loc": LIMA | {"resolution": 1}}, {"event_loc": LIMA | {"resolution": 1}}),
    ({"event_loc": LIMA, "auxiliary": ["negation"]}, {"event_loc": LIMA}),
    ({"event_loc": LIMA, "date_precision": "month"}, {"event_loc": LIMA, "date_precision": "month"}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_events_stay_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert originals(told("a/001", **one), told("a/002", **other)) == [None, None]


def test_events_of_one_segment_are_not_each_others_duplicates() -> None:
    first = told("a/001", event_loc=LIMA)
    assert originals(first, first.model_copy(update={"id": "a/001/2"})) == [None, None]


def test_a_third_telling_points_to_the_first_too() -> None:
    events = [told(f"a/00{number}", event_loc=LIMA) for number in (1, 2, 3)]
    assert originals(*events) == [None, events[0].id, events[0].id]


def test_tellings_of_two_documents() -> None:
    bulletin, article = told("bulletin/007", event_loc=LIMA), told("article/002", event_loc=LIMA)
    tellings = [telling for found in (article, bulletin) if (telling := telling_of(found))]
    assert len({telling.block for telling in tellings}) == 1
    (repeat,) = repeats(tellings)
    assert (repeat.id, repeat.original) == (bulletin.id, article.id)
    assert marked(bulletin, repeat).duplicate_of == article.id


SENTENCE = "Rebels who had come over the river before dawn burnt down the market of a town whose name nobody knew."


def test_without_a_day_or_a_country_only_the_same_sentence_is_known_again() -> None:
    rebels: dict[str, Any] = {"actor": [entity("rebels", None)], "event_loc": LIMA}
    assert originals(told("a/001", **rebels), told("b/001", **rebels)) == [None, None]
    said = rebels | {"text": SENTENCE}
    assert originals(told("a/001", **said), told("b/001", **said)) == [None, "a/001/1"]
    assert telling_of(told("a/001", date=None, date_precision=None, date_origin=None)) is None
