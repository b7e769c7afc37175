"""Two readings made one, lengths, homes: what happens after the two coders."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.classify.combine import LEAST_ALONE, calibrated, combine
from pipeline.classify.homes import at_home
from pipeline.classify.lengths import with_ends, with_lengths
from pipeline.classify.merge import merged
from pipeline.passages import Action, Name, Passage, Reason, TimeExpression, Words
from pipeline.records import EventType
from pipeline.timex import find
from tests.classify.helpers import passage
from tests.factories import action, party, segment

TEXT = "France met Kenya. France signed."


def learned(trigger: str, kind: str, confidence: float = 0.9, **known: Any) -> Action:
    return action(TEXT, trigger=trigger, type=kind, confidence=confidence, dates=(), sentences=(1,), **known)


def cued(trigger: str, kind: str, confidence: float = 0.9, **known: Any) -> Action:
    word = Words(TEXT.index(trigger), TEXT.index(trigger) + len(trigger), trigger)
    known = {"reasons": (Reason("cue:verb", word),)} | known
    return learned(trigger, kind, confidence, **known)


def test_what_both_see_is_surer_but_never_certain() -> None:
    (one,) = combine([learned("met", "CONSULT", LEAST_ALONE)], [cued("met", "CONSULT", 0.9)])
    (alone,) = combine([learned("met", "CONSULT", LEAST_ALONE)], [])
    assert alone.confidence < one.confidence < 1


def test_the_cues_give_the_parties_where_both_agree() -> None:
    both = party("Kenya", "KEN", TEXT), party("France", "FRA", TEXT)
    (one,) = combine([learned("met", "CONSULT")], [cued("met", "CONSULT", actors=both)])
    assert [found.code for found in one.actors] == ["KEN", "FRA"]


def test_a_nationality_stands_for_whom_it_belongs_to() -> None:
    text = "Chad freed a Kenyan driver and its Kenyan partner, the Ruwa Group."
    driver, firm = (
        party("Kenyan driver", "KEN", text, kind="person"),
        party("the Ruwa Group", "KEN", text, kind="organisation"),
    )
    adjective = party("Kenyan", "KEN", text)
    later = replace(adjective, start=text.rindex("Kenyan"), end=text.rindex("Kenyan") + len("Kenyan"))
    for read, wanted in (
        (adjective, driver),
        (later, firm),
        (party("Kenya", "KEN", text), party("Kenya", "KEN", text)),
    ):
        (one,) = combine([learned("met", "CONSULT", actors=(driver, firm))], [cued("met", "CONSULT", actors=(read,))])
        assert one.actors == (wanted,)


def test_of_two_quite_different_answers_whom_an_act_is_done_to_the_encoders_stands() -> None:
    kenya, chad, togo = party("Kenya", "KEN", TEXT), party("Chad", "TCD"), party("Togo", "TGO")
    read = learned("signed", "ACCUSE", recipients=(kenya,))
    (one,) = combine([read], [cued("signed", "ACCUSE", recipients=(chad,))])
    (same,) = combine([read], [cued("signed", "ACCUSE", recipients=(kenya, togo))])
    assert [found.code for found in one.recipients] == ["KEN"]
    assert [found.code for found in same.recipients] == ["KEN", "TGO"]


@pytest.mark.parametrize(("kind", "left"), [("MOBILIZE", []), ("PROTEST", []), ("COERCE", ["FRA"]), ("AID", ["FRA"])])
def test_what_is_moved_or_blocked_is_no_recipient(kind: EventType, left: list[str]) -> None:
    troops = party("signed", "FRA", TEXT)
    (one,) = combine([learned("signed", kind)], [cued("signed", kind, recipients=(troops,))])
    assert [found.code for found in one.recipients] == left


def test_what_only_an_unsure_encoder_sees_is_left_out() -> None:
    sure = learned("met", "CONSULT")
    assert len(combine([sure, learned("signed", "SUPPORT", LEAST_ALONE - 0.1, primary=False)], [])) == 1


def test_what_the_codebook_rules_stands_against_the_encoder() -> None:
    planned = cued("met", "AGREE", reasons=(Reason("cue:verb", None), Reason("realis:planned CONSULT is AGREE")))
    (one,) = combine([learned("met", "CONSULT")], [planned])
    assert one.type == "AGREE"


def test_an_agreement_that_is_reached_is_none_that_is_signed() -> None:
    reached = cued("signed", "AGREE", 0.8, reasons=(Reason("cue:verb:reach"),))
    (one,) = combine([learned("signed", "SUPPORT")], [reached])
    assert one.type == "AGREE"


def test_where_nothing_else_is_told_a_sure_act_of_an_unsure_type_is_kept() -> None:
    unsure = learned("signed", "SUPPORT", LEAST_ALONE - 0.1, seen=0.9)
    assert [one.type for one in combine([unsure], [])] == ["SUPPORT"]
    assert [one.type for one in combine([learned("met", "CONSULT"), unsure], [])] == ["CONSULT"]
    assert combine([replace(unsure, seen=0.3)], []) == []


def test_an_entry_keeps_what_the_cues_see_where_the_encoder_sees_nothing() -> None:
    (one,) = combine([], [cued("met", "CONSULT", 0.3)])
    assert one.primary


def test_a_row_is_there_for_what_its_first_sentence_tells() -> None:
    row = segment(TEXT, "2024-03-05")
    first = replace(learned("met", "CONSULT", LEAST_ALONE - 0.1, seen=0.9), segment=row)
    later = replace(learned("signed", "SUPPORT"), sentences=(2,), segment=row)
    assert [(one.type, one.primary) for one in combine([first, later], [])] == [("CONSULT", True), ("SUPPORT", False)]


def test_the_town_where_they_met_is_no_party() -> None:
    town = party("Entebbe", "UGA", kind="state")
    here = learned("met", "CONSULT", place=town)
    (one,) = combine([here], [cued("met", "CONSULT", actors=(*here.actors, town))])
    assert [one.text for one in one.actors] == [one.text for one in here.actors]


def test_exactly_one_is_primary() -> None:
    found = combine([learned("met", "CONSULT"), learned("signed", "SUPPORT")], [cued("signed", "SUPPORT")])
    assert sum(one.primary for one in found) == 1


def test_two_tellings_of_one_act_are_one_with_both_triggers() -> None:
    (one,) = merged([learned("met", "CONSULT"), learned("signed", "CONSULT")])
    assert [words.text for words in one.triggers] == ["met", "signed"]


def test_two_promises_for_different_days_are_two() -> None:
    near = replace(learned("met", "AGREE"), sentences=(1,))
    far = replace(learned("signed", "AGREE"), scheduled=find("May 2030")[0], sentences=(2,))
    assert len(merged([near, far])) == 2
    assert len(merged([near, replace(far, scheduled=None)])) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fleet arrived for a five-day visit.", ["five-day"]),
        ("The fleet arrived. The two-day event was fun.", ["two-day"]),
        ("The fleet arrived for a drill, which lasted six days.", ["six days"]),
        ("The fleet arrived. It had left after a three-day storm.", []),
        ("The fleet arrived under a five-year plan.", []),
    ],
)
def test_lengths_belong_to_what_they_stand_before(text: str, expected: list[str]) -> None:
    read = passage(text, "chronology_entry")
    found = tuple(_durations(read))
    read = Passage(read.segment, read.doc, read.names, found, read.parties)
    first = next(iter(read.doc.sents))
    told = action(text, trigger="arrived", dates=(), durations=(), sentence_words=Words(0, first.end_char, first.text))
    (one,) = with_lengths([told], read)
    assert [length.text for length in one.durations] == expected


def test_the_length_of_what_a_first_sentence_only_names_is_the_main_acts() -> None:
    text = "A two-day forum on rivers ended in Lima. Chile met Peru."
    read = passage(text, "chronology_entry")
    read = Passage(read.segment, read.doc, read.names, tuple(_durations(read)), read.parties)
    told = action(text, trigger="met", dates=(), durations=(), sentences=(2,))
    assert [length.text for length in with_lengths([told], read)[0].durations] == ["two-day"]
    (other,) = with_lengths([replace(told, sentences=(1,))], read)
    assert other.durations == ()


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Chile met Peru, with an interpreter, until 26 June 2022.", "CONSULT", ["26 June 2022"]),
        ("Chile met Peru, with an interpreter, before 26 June 2022.", "CONSULT", []),
        ("Chile met Peru. The port was shut until 26 June 2022.", "CONSULT", []),
        ("Chile met Peru. The talks lasted until 26 June 2022.", "CONSULT", ["26 June 2022"]),
        ("Chile met Peru. Rain lasted until 26 June 2022.", "CONSULT", []),
        ("Chile met Peru in a course on spills that runs until 26 June 2022.", "CONSULT", ["26 June 2022"]),
        ("Chile met Peru and said the port is shut until 26 June 2022.", "ACCUSE", []),
    ],
)
def test_a_last_day_in_its_sentence_is_the_acts(text: str, kind: EventType, expected: list[str]) -> None:
    read = passage(text, "chronology_entry")
    read = Passage(read.segment, read.doc, read.names, tuple(find(text)), read.parties)
    first = next(iter(read.doc.sents))
    told = action(text, trigger="met", type=kind, dates=(), sentence_words=Words(0, first.end_char, first.text))
    (one,) = with_ends([told], read)
    assert [date.text for date in one.dates] == expected
    (planned,) = with_ends([replace(told, scheduled=read.dates[-1])], read)
    assert planned.dates == ()


def _durations(read: Passage) -> list[TimeExpression]:
    return [found for found in find(read.segment.text) if found.type == "DURATION"]


def test_unnamed_parties_have_the_country_of_the_place_and_a_cue_says_so() -> None:
    text = "Gunmen attacked a market in Kano."
    place = Name(28, 32, "Kano", "GPE", "Kano", "NGA")
    gunmen = party("Gunmen", None, text, kind="group", sector="UAF")
    told = at_home(
        action(text, trigger="attacked", type="ASSAULT", actors=(gunmen,), place=place), passage(text, "paragraph")
    )
    assert told.actors[0].code == "NGA"
    assert told.reasons[-1].rule == "party: country of the place"


def test_what_nothing_settles_stays_open() -> None:
    text = "Gunmen attacked a market."
    gunmen = party("Gunmen", None, text, kind="group", sector="UAF")
    told = at_home(action(text, trigger="attacked", type="ASSAULT", actors=(gunmen,)), passage(text, "paragraph"))
    assert told.actors[0].code is None


def test_the_reliability_curve_rises_and_never_says_certain() -> None:
    points = [calibrated(number / 100) for number in range(101)]
    assert points == sorted(points)
    assert points[0] == 0
    assert points[-1] < 1
