"""Offsets: every repaired text leads back to its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import Alignment, AlignmentError, bounds, pieces, slices, squash

texts = st.text(alphabet="ab é-\u00ad\n\t .", max_size=60)


def test_words_across_a_line_end_are_one_slice() -> None:
    source = "the informa-\n  tion age"
    alignment = Alignment(source, "the information age", [(0, len(source))])
    assert alignment.to_source(4, 15) == ((4, 19),)
    assert squash(source[4:19]) == "information"


def test_words_across_two_pieces_have_two_slices() -> None:
    source = "held talks [page 3] in Hanoi"
    alignment = Alignment(source, "held talks in Hanoi", [(0, 10), (20, 28)])
    assert alignment.to_source(5, 19) == ((5, 10), (20, 28))
    assert slices(source, alignment.to_source(11, 19)) == "in Hanoi"


def test_white_space_alone_has_no_place() -> None:
    assert Alignment("a  b", "a b", [(0, 4)]).to_source(1, 2) == ()


def test_a_changed_letter_is_refused() -> None:
    with pytest.raises(AlignmentError):
        Alignment("colour", "color", [(0, 6)])


@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_every_slice_squashes_to_its_quote(source: str, one: int, other: int) -> None:
    repaired = " ".join(source.replace("-\n", "").split())
    start, end = sorted((min(one, len(repaired)), min(other, len(repaired))))
    found = Alignment(source, repaired, [(0, len(source))]).to_source(start, end)
    assert squash(slices(source, found)) == squash(repaired[start:end])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4))
def test_bounds_and_pieces_are_inverse(spans: list[tuple[int, int]]) -> None:
    assert pieces(*bounds(spans)) == tuple(spans)
