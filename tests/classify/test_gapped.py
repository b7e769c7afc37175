"""One verb and several givers, each with a sum of its own."""

from __future__ import annotations

import pytest

from pipeline import classify
from pipeline.passages import Action
from tests.factories import passage

ONE_EACH = [
    ("Chile pledged $150 million and Peru another $90 million.", ["CHL", "PER"]),
    ("On Tuesday Kenya pledged €9 million and Rwanda nearly €3 million.", ["KEN", "RWA"]),
]
TOGETHER = [
    "Chile and Peru pledged $90 million to Haiti.",
    "Japan gave Fiji $5 million and Tonga $3 million.",
    "Latvia pledged $5 million, and Estonia welcomed it.",
]


def told(text: str) -> list[Action]:
    found = classify.actions([passage(text, kind="chronology_entry")])
    return [action for action in found if action.type in ("AGREE", "AID")]


@pytest.mark.parametrize(("text", "givers"), ONE_EACH)
def test_each_giver_has_an_act_of_its_own(text: str, givers: list[str]) -> None:
    acts = told(text)
    assert [[party.code for party in action.actors] for action in acts] == [[giver] for giver in givers]
    assert sum(action.primary for action in acts) <= 1


def test_each_has_its_own_sum() -> None:
    first, second = told("Chile pledged $150 million and Peru another $90 million.")
    assert [each.value for each in first.sums] == [150_000_000]
    assert [each.value for each in second.sums] == [90_000_000]


@pytest.mark.parametrize("text", TOGETHER)
def test_who_gives_together_or_gets_is_not_parted(text: str) -> None:
    assert len(told(text)) == 1
