"""What training reads of a passage beyond its marks: other names, joined passages, whose its parties are."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from pipeline.encoder import weights
from pipeline.encoder.links import SIZE
from tools.train import features as f
from tools.train.examples import Passage, read
from tools.train.parses import parsed
from tools.train.swaps import CHANCES, joined, pools, swapped

PASSAGES = """\
=== wire | Andes
[a ORG Banco Sur] of [b GPE Peru] [t sued] [c ORG Ministry of Mines] in [p GPE Arequipa], and [d NP its clerks] cheered.
> t ACCUSE actors=a:PER/BUS recipients=c:PER/GOV place=p ctx=economic primary
=== wire | Oceania
ACCRA - [a ORG Union of Clerks] [t struck] in [p GPE Ghana], said [x GPE Fiji]'s [y ORG Pacific Post].
> t PROTEST/strike actors=a:GHA/LAB place=p ctx=economic primary
"""

PERSONS = """\
=== wire | Andes
[a PERSON Inés Quispe] [t met] [b PERSON Jo Park], of whom nothing is known, on the pier.
> t CONSULT/meet actors=a:PER/GOV,b:?/CVL ctx=diplomatic primary
"""


@pytest.fixture
def passages(tmp_path: Path) -> list[Passage]:
    path = tmp_path / "w0.txt"
    path.write_text(PASSAGES, encoding="utf-8")
    found, errors = read(path)
    assert errors == []
    return list(parsed(found))


def test_a_body_stands_in_for_a_body_of_its_sector(passages: list[Passage], monkeypatch: pytest.MonkeyPatch) -> None:
    pool = pools(passages)
    assert pool["ORG", "BUS"] == ["Banco Sur"]
    assert pool["ORG", None] == ["Pacific Post"]
    monkeypatch.setitem(CHANCES, "ORG", 1.0)
    changed = swapped(passages[0], pool | {("ORG", "BUS"): ["Kiwa Mills"]}, random.Random(1))  # noqa: S311
    assert changed.text.startswith("Kiwa Mills of ")
    assert [changed.text[m.start : m.end] for m in changed.marks if m.id in "at"] == ["Kiwa Mills", "sued"]


def test_a_person_stands_in_for_one_of_the_same_country(
    tmp_path: Path, passages: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w1.txt"
    path.write_text(PERSONS, encoding="utf-8")
    found, errors = read(path)
    assert errors == []
    pool = pools(found)
    assert pool["PERSON", "PER"] == ["Inés Quispe"]
    assert pool["PERSON", None] == ["Jo Park"]
    monkeypatch.setitem(CHANCES, "PERSON", 1.0)
    changed = swapped(found[0], {**pools(passages), **pool, ("PERSON", "PER"): ["Rosa Ccori"]}, random.Random(1))  # noqa: S311
    assert changed.text == "Rosa Ccori met Jo Park, of whom nothing is known, on the pier."


def test_names_know_their_countries_and_towns_are_no_states(passages: list[Passage]) -> None:
    first, second = passages
    assert first.codes == {"b": "PER", "p": "PER"}
    assert first.towns == {"p"}
    assert second.codes["x"] == "FJI"
    assert not second.towns


def test_joined_passages_keep_what_is_known_of_both(passages: list[Passage]) -> None:
    both = joined(*passages)
    assert {mark.id for mark in both.marks} >= {"a", "a_", "p", "p_"}
    assert both.codes["x_"] == "FJI"
    assert both.towns == {"p"}
    assert ("t_", "a_") in both.links
    assert [both.text[m.start : m.end] for m in both.marks if m.id == "a_"] == ["Union of Clerks"]


def test_parties_and_towns_have_owners_and_states_have_none(passages: list[Passage]) -> None:
    tokenizer = Tokenizer.from_file(str(weights.file("tokenizer.json")))
    example = f.featurize(joined(*passages), tokenizer)
    told = {example.candidates[n] for each in example.belongings for n in each.sources}
    sectors = [each.sector for each in example.belongings]
    assert sectors == [f.SECTORS.index("BUS"), f.SECTORS.index("GOV"), f.UNKNOWN, f.SECTORS.index("LAB")]
    assert all(each.pieces not in {example.candidates[n] for n in each.sources} for each in example.belongings)
    bank, ministry, town, union = example.belongings
    assert [sum(each.own) for each in (bank, ministry, town, union)] == [2, 2, 1, 1]
    assert len(told) == 4
    assert all(each.links.shape == (len(each.sources), SIZE) for each in example.belongings)
