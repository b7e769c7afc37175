"""The same event told twice is marked; two meetings stay two."""

from pipeline.normalize.duplicates import mark_duplicates
from tests.factories import entity, event

LIMA = {"extracted_place": "Lima", "start": 14, "end": 18}


def test_a_second_telling_points_to_the_first() -> None:
    first = event(1, event_loc=LIMA)
    second = event(1, id="doc/002/1", link="doc/002", event_loc=LIMA)
    _, marked = mark_duplicates([first, second])
    assert marked.duplicate_of == first.id
    assert "duplicate" in marked.flags
    assert marked.cues[-1].rule_or_model.startswith("duplicate")


def test_meetings_of_the_same_states_without_place_or_person_stay_two() -> None:
    _, second = mark_duplicates([event(1), event(1, id="doc/002/1", link="doc/002")])
    assert second.duplicate_of is None


def test_other_parties_other_event() -> None:
    first = event(1, event_loc=LIMA)
    second = event(1, id="doc/002/1", link="doc/002", event_loc=LIMA, recipient=[entity("Peru", "PER")])
    assert mark_duplicates([first, second])[1].duplicate_of is None
