"""A group of several states takes part as one party of each."""

from __future__ import annotations

import pytest

from pipeline.classify.joint import with_members
from pipeline.passages import Action, Party, Passage
from tests.factories import action, party, passage

TEXT = "Spanish and Moroccan police broke up a ring."


def named(read: Passage, text: str) -> Party:
    return next(party for party in read.parties if party.text == text)


def codes(found: Action) -> list[str | None]:
    return [party.code for party in found.actors]


@pytest.mark.parametrize("part", ["Spanish and Moroccan police", "Moroccan"])
def test_a_group_or_one_of_it_stands_for_all_its_members(part: str) -> None:
    read = passage(TEXT)
    told = action(TEXT, trigger="broke up", actors=(named(read, part),))
    assert codes(with_members(told, read)) == ["ESP", "MAR"]


def test_members_on_both_sides_stay() -> None:
    read = passage(TEXT)
    told = action(TEXT, trigger="broke up", actors=(named(read, "Spanish"),), recipients=(named(read, "Moroccan"),))
    assert with_members(told, read) == told


def test_a_group_of_one_state_is_one_party() -> None:
    text = "Spanish police broke up a ring."
    read = passage(text)
    told = action(text, trigger="broke up", actors=read.parties[:1])
    assert with_members(told, read) == told


@pytest.mark.parametrize(
    ("body", "left"),
    [("Binational Commission", ["ESP", "MAR"]), ("African Union Commission", ["ESP", "MAR", "IGO"])],
)
def test_a_body_of_their_own_is_no_party_beside_them(body: str, left: list[str]) -> None:
    text = f"Spain and Morocco met in the {body}."
    parties = (party("Spain", "ESP", text), party("Morocco", "MAR", text), party(body, "IGO", text))
    assert codes(with_members(action(text, trigger="met", actors=parties), passage(text))) == left
