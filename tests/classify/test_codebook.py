"""The codebook agrees with the contract's closed lists, with PLOVER's scores, and with the cue tables."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from pipeline.classify.cued import lexicon
from pipeline.codebook import codebook, describe, score
from pipeline.records import Context, EventType, Mode, Sector
from pipeline.tables import tsv

MARKS = {"?request", "?reject", "?threat", "?protest", "?bomb", "?assault", "?affirm", "?joint"}


def test_closed_lists_are_those_of_the_contract() -> None:
    book = codebook()
    assert set(book.types) == set(get_args(EventType))
    assert {mode for modes in book.modes.values() for mode in modes} == set(get_args(Mode))
    assert sum(len(modes) for modes in book.modes.values()) == 67
    assert set(book.contexts) == set(get_args(Context))
    assert set(book.sectors) == set(get_args(Sector))


@pytest.mark.parametrize(
    ("kind", "modes", "expected"),
    [
        ("CONSULT", [], (1, 2.5)),
        ("CONSULT", ["visit"], (1, 4.0)),
        ("CONSULT", ["third-party", "multilateral"], (1, 4.0)),
        ("ACCUSE", [], (3, -3.0)),
        ("ACCUSE", ["disapprove"], (3, -2.0)),
        ("SANCTION", ["discontinue"], (4, -6.0)),
        ("PROTEST", ["vandalize"], (4, -5.0)),
        ("RETREAT", ["disarm"], (2, 10.0)),
        ("ASSAULT", ["beat", "unconventional"], (4, -10.0)),
        ("AID", [], (2, 10.0)),
    ],
)
def test_scores(kind: EventType, modes: list[Mode], expected: tuple[int, float]) -> None:
    assert score(kind, modes) == expected


def test_material_and_verbal_types_have_the_sign_of_their_quad_class() -> None:
    for kind, entry in codebook().types.items():
        assert entry.score >= 0 if entry.quad in {1, 2} else entry.score <= 0, kind


def test_every_type_is_described() -> None:
    for kind in get_args(EventType):
        page = describe(kind.lower())
        assert page.startswith(f"{kind}  (quad class")
        assert codebook().types[kind].definition in page
        assert codebook().types[kind].borders


def test_an_unknown_type_suggests_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean CONSULT"):
        describe("CONSULTS")


def test_cue_tables_use_only_closed_lists_and_known_frames() -> None:
    rows = [*tsv("cues/verbs.tsv", lexicon.VerbRow), *tsv("cues/nouns.tsv", lexicon.NounRow)]
    for row in rows:
        assert row.frame in lexicon.frames(), row
        assert row.type == "X" or row.type in codebook().types, row
        assert not row.mode or row.mode in MARKS or row.mode in codebook().modes[row.type], row
        assert 0 < row.weight < 1, row


def test_word_classes_that_the_tables_name_exist() -> None:
    cells = [c for row in tsv("cues/verbs.tsv", lexicon.VerbRow) for c in (*row.object, *row.complement)]
    cells += [c for row in tsv("cues/nouns.tsv", lexicon.NounRow) for c in (*row.modifier, *row.theme)]
    named = {cell.partition("@")[2] for cell in cells if "@" in cell}
    assert named - {"party"} <= set(lexicon.classes()) | {"place"}


def test_all_types_and_modes_can_be_reached_by_a_cue() -> None:
    rows = [*tsv("cues/verbs.tsv", lexicon.VerbRow), *tsv("cues/nouns.tsv", lexicon.NounRow)]
    assert {row.type for row in rows} >= set(get_args(EventType))
    chosen = (lexicon.modes_of(mark) for mark in sorted({row.mode for row in rows if row.mode.startswith("?")}))
    reached = {row.mode for row in rows} | {mode for group in chosen for mode in group} | {"multilateral"}
    assert {mode for _, mode in product([0], get_args(Mode)) if mode not in reached} == set()
