"""The conformance suite: minimal pairs on the borders between types, through the whole chain."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.classify.borders.figures import Judged, below, judge, load_floors, shares, updated
from tests.classify.borders.pairs import BORDERS, FOLDER, Pair, openings, parse, problems, read, templates

ROOT = Path(__file__).parents[2]
GOOD = "[plain]\nAGREE | Oslo agrees.\nAID | Oslo gives."
# Longer runs of the same words are no accident.
COPIED = 8


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(pair for border in BORDERS for pair in read(border))


@cache
def judged() -> tuple[Judged, ...]:
    return tuple(judge(pairs()))


@pytest.mark.parametrize("border", BORDERS)
def test_both_sides_of_enough_pairs_are_right(border: str) -> None:
    here = [one for one in judged() if one.pair.border == border]
    worse = below(shares(here), {border: load_floors()[border]})
    assert not worse, "\n".join([*worse, *(str(one) for one in here if not one.right)])


@pytest.mark.parametrize("border", BORDERS)
def test_every_pair_keeps_the_form(border: str) -> None:
    assert problems(border, read(border)) == []


def test_every_file_is_a_border() -> None:
    assert {path.stem.upper() for path in FOLDER.glob("*.txt")} == set(BORDERS)


def test_no_two_pairs_are_one_template() -> None:
    assert templates(pairs()) == []


def test_pairs_do_not_begin_alike() -> None:
    assert openings(pairs()) == []


def test_nothing_is_taken_from_the_examples_or_the_shipped_documents() -> None:
    own = set[tuple[str, ...]]().union(*(runs(side.text) for pair in pairs() for side in pair.sides))
    sources = [*ROOT.glob("models/training/*/*.txt"), *ROOT.glob("raw_docs/*.txt")]
    assert len(sources) > 10
    taken = {path.name: own & runs(path.read_text(encoding="utf-8")) for path in sources}
    assert {name: found for name, found in taken.items() if found} == {}


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.sub(r"\[\w+ (?:[A-Z]+ )?|\]", "", text).lower().split()
    return set(zip(*(words[i:] for i in range(COPIED)), strict=False))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (GOOD.replace("plain", "odd"), "unknown variant 'odd'"),
        (GOOD + "\nAID | Oslo pays.", "3 sides"),
        (GOOD.replace("AID", "HELP"), "unknown type 'HELP'"),
        (GOOD.replace("AID", "AGREE"), "both sides have one type"),
        (GOOD.replace("AID", "CONSULT"), "CONSULT is no side"),
        (GOOD.replace("AID", "NONE"), "NONE is no side"),
        (GOOD.replace("AID", "AID aux=irrealis"), "unknown realis 'irrealis'"),
        (GOOD.replace("plain", "negation"), "no side is what the variant 'negation' says"),
        (GOOD.replace("plain", "future"), "no side is what the variant 'future' says"),
        (GOOD, "1 pairs between the types"),
        (GOOD, "no pair of variant 'historical'"),
    ],
)
def test_a_bad_pair_is_noticed(text: str, wrong: str) -> None:
    assert any(wrong in line for line in problems("AGREE-AID", parse("AGREE-AID", text)))


@pytest.mark.parametrize("text", ["AGREE | Oslo agrees.", "[plain]\nAGREE Oslo agrees.", "[plain]\nagree | Oslo."])
def test_a_line_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"AGREE-AID:\d"):
        parse("AGREE-AID", text)


def test_a_template_with_other_names_is_noticed() -> None:
    text = "\n\n".join(
        f"[plain]\nAGREE | {a} agreed on Monday to lend {b} a ship for the winter.\nAID | {a} gave."
        for a, b in [("Oslo", "Riga"), ("Oslo", "Bonn")]
    )
    assert templates(parse("AGREE-AID", text)) == ["AGREE-AID:2 is like AGREE-AID:6"]
    assert openings(parse("AGREE-AID", text)) == ["Oslo agreed on Monday", "Oslo gave."]


@pytest.mark.parametrize(
    ("answer", "said", "auxiliary", "share"),
    [
        ("AID", "AID", ["negation"], 1.0),
        ("AID", "AGREE", [], 0.0),
        ("AID aux=none", "AID", ["negation"], 0.0),
        ("AID aux=negation", "AID", ["negation"], 1.0),
        ("AID aux=negation", "AID", [], 0.0),
    ],
)
def test_a_pair_counts_only_with_both_sides_right(answer: str, said: str, auxiliary: list[str], share: float) -> None:
    (pair,) = parse("AGREE-AID", GOOD.replace("AID", answer))
    one, other = pair.sides
    told = [Judged(pair, one, "AGREE", frozenset()), Judged(pair, other, said, frozenset(auxiliary))]
    assert shares(told) == {"AGREE-AID": share}


def test_floors_rise_by_themselves_and_fall_only_with_a_reason() -> None:
    lower: Callable[[str | None], dict[str, float]] = lambda why: updated({"A-B": 0.5}, {"A-B": 0.75}, why)  # noqa: E731
    assert updated({"A-B": 0.66667}, {"A-B": 0.5}, None) == {"A-B": 0.6666}
    assert updated({"A-B": 0.5}, {"A-B": 0.5}, None) == {"A-B": 0.5}
    assert lower("other weights") == {"A-B": 0.5}
    with pytest.raises(ValueError, match="--allow-lower WHY"):
        lower(None)
