"""Words that mean the states told of before are parties of these."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.classify.joint import with_members
from pipeline.classify.recalled import recalled
from pipeline.passages import Action, Party, Passage
from tests.factories import action, party, passage

MET = "Chad and Niger held talks in Zinder on Monday. "


def codes(parties: tuple[Party, ...]) -> list[str | None]:
    return [party.code for party in parties]


def read_with(text: str, trigger: str, words: str, **known: Any) -> tuple[Passage, list[Action]]:
    """A passage in which Chad and Niger met and then the words, a group of no country, act."""
    read = passage(text)
    first = action(text, trigger="talks", actors=(party("Chad", "TCD", text), party("Niger", "NER", text)))
    group = party(words, None, text, kind="group", sector="MIL" if "arm" in words else "GOV")
    second = {"actors": (group,), "primary": False, **known}
    return read, [first, action(text, trigger=trigger, **second)]


@pytest.mark.parametrize(
    "words", ["Both governments", "Their energy ministers", "The two countries", "These states", "Their armies"]
)
def test_the_words_mean_the_states_of_the_act_before(words: str) -> None:
    read, told = read_with(f"{MET}{words} rejected the plan.", "rejected", words)
    found = recalled(told, read)[1].actors
    assert codes(found) == ["TCD", "NER"]
    assert {each.text for each in found} == {"Chad", "Niger"}
    assert {each.sector for each in found} == {"MIL" if "arm" in words else "GOV"}


@pytest.mark.parametrize("words", ["The three countries", "Two gunmen", "Its ministers", "Ministers", "The minister"])
def test_other_words_mean_nobody_told_before(words: str) -> None:
    read, told = read_with(f"{MET}{words} rejected the plan.", "rejected", words)
    assert codes(recalled(told, read)[1].actors) == [None]


def test_a_counterpart_is_not_ones_own() -> None:
    text = "The ministers of Japan, China and India spoke by phone. Japan asked its counterparts to lift a ban."
    read = passage(text)
    states = tuple(party(name, code, text) for name, code in (("Japan", "JPN"), ("China", "CHN"), ("India", "IND")))
    others = party("its counterparts", None, text, kind="group")
    first = action(text, trigger="spoke", actors=states)
    second = action(text, trigger="asked", actors=states[:1], recipients=(others,))
    found = with_members(recalled([first, second], read)[1], read)
    assert (codes(found.actors), codes(found.recipients)) == (["JPN"], ["CHN", "IND"])


def test_whom_the_words_mean_they_do_not_act_on() -> None:
    text = f"{MET}Both governments rejected the plan."
    both = (party("Chad", "TCD", text), party("Niger", "NER", text))
    read, told = read_with(text, "rejected", "Both governments", recipients=both)
    found = recalled(told, read)[1]
    assert (codes(found.actors), found.recipients) == (["TCD", "NER"], ())


def test_a_town_where_it_is_done_is_not_the_state_meant() -> None:
    text = "Ghana's president met Togo's in Lomé. In Lomé their ministers signed a treaty."
    read = passage(text)
    first = action(text, trigger="met", actors=(party("Ghana", "GHA", text), party("Togo", "TGO", text)))
    second = action(text, trigger="signed", actors=(party("their ministers", None, text, kind="group"),))
    assert {each.text for each in recalled([first, second], read)[1].actors} == {"Ghana's president", "Togo"}
