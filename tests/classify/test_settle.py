"""What of a passage's readings gets a record, and who of their parties is only where it happened."""

from __future__ import annotations

import pytest

from pipeline.classify.cued.coder import setting_of
from pipeline.classify.cued.records import Setting
from pipeline.classify.settle import settled
from pipeline.passages import Name, Party, Passage
from pipeline.records import EventType, Mode
from tests.factories import action, party, passage


def place_and_party(read: Passage, text: str) -> tuple[Name, Party]:
    return (
        next(name for name in read.names if name.text == text),
        next(party for party in read.parties if party.text == text),
    )


@pytest.mark.parametrize(("kind", "stays"), [("RETREAT", False), ("MOBILIZE", False), ("ASSAULT", True)])
def test_troops_in_a_place_do_nothing_to_it(kind: EventType, *, stays: bool) -> None:
    text = "Rebels went into Goma."
    read = passage(text)
    place, town = place_and_party(read, "Goma")
    told = action(text, trigger="went", type=kind, place=place, recipients=(town,))
    (found,) = settled([told], read, Setting(None, None, has_entries=False))
    assert bool(found.recipients) == stays


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("The Chilean Navy held an exercise off Arica.", "held", "MOBILIZE"),
        ("The Chilean Navy held a joint exercise off Arica.", "held", "COOPERATE"),
        ("The Chilean Navy held an exercise with allies off Arica.", "held", "COOPERATE"),
        ("The Chilean Navy opened a museum in Arica.", "opened", "COOPERATE"),
    ],
)
def test_forces_that_exercise_alone_are_a_posture(text: str, trigger: str, kind: EventType) -> None:
    read = passage(text)
    navy = next(party for party in read.parties if party.sector == "MIL")
    told = action(text, trigger=trigger, type="COOPERATE", actors=(navy,))
    (found,) = settled([told], read, Setting(None, None, has_entries=False))
    assert found.type == kind


@pytest.mark.parametrize(
    ("who", "mode", "kind"),
    [
        ("Chilean Navy", "obstruct", "COERCE"),
        ("Chilean Navy", "strike", "PROTEST"),  # sailors may refuse to work
        ("Chilean dockers", "obstruct", "PROTEST"),
    ],
)
def test_forces_of_a_state_block_by_force(who: str, mode: Mode, kind: EventType) -> None:
    text = f"The {who} blocked the port of Arica."
    read = passage(text)
    blockers = next(party for party in read.parties if party.text == who)
    told = action(text, trigger="blocked", type="PROTEST", modes=(mode,), actors=(blockers,))
    (found,) = settled([told], read, Setting(None, None, has_entries=False))
    assert found.type == kind


def test_troops_that_are_sent_are_not_those_against_whom() -> None:
    text = "Ghana sent 200 Ghanaian soldiers to the border to face the Togolese army."
    read = passage(text)
    sent, faced = (next(p for p in read.parties if p.text.endswith(word)) for word in ("soldiers", "army"))
    told = action(text, trigger="sent", type="MOBILIZE", recipients=(sent, faced))
    (found,) = settled([told], read, Setting(None, None, has_entries=False))
    assert found.recipients == (faced,)


@pytest.mark.parametrize(
    ("kind", "modes", "holder", "sector"),
    [
        ("COERCE", ("arrest",), "IND", "CVL"),
        ("RETREAT", ("release",), "IND", "CVL"),
        ("COERCE", ("arrest",), "LKA", "LAB"),  # at home they may be held for what they do
        ("ASSAULT", ("abduct",), "IND", "CVL"),
        ("ASSAULT", ("primitive",), "IND", "LAB"),
        ("PROTEST", (), "IND", "LAB"),
    ],
)
def test_foreigners_who_are_held_speak_for_no_trade(
    kind: EventType, modes: tuple[Mode], holder: str, sector: str
) -> None:
    text = "The coast guard dealt with Sri Lankan loggers."
    held = party("Sri Lankan loggers", "LKA", text, kind="group", sector="LAB")
    guards = party("coast guard", holder, text, kind="organisation", sector="COP")
    told = action(text, trigger="dealt", type=kind, modes=modes, actors=(guards,), recipients=(held,))
    (found,) = settled([told], passage(text), Setting(None, None, has_entries=False))
    assert found.recipients[0].sector == sector


@pytest.mark.parametrize(
    ("when", "history"),
    [
        ("in April 2021", True),  # "last month": ended before the report's first day
        ("in May 2021", False),
        ("on 3 May 2021", True),
        ("on 10 May 2021", False),
        ("on 20 May 2021", False),
    ],
)
def test_in_an_article_what_was_over_before_its_news_is_history(when: str, *, history: bool) -> None:
    report = [passage("Uganda and Kenya signed a treaty on 18 May 2021."), passage(f"Uganda expelled an envoy {when}.")]
    assert setting_of(report).is_history(report[1].dates[0]) == history
