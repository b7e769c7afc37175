"""What a page break prints twice: found, and not looked for at any price."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pipeline.segment.repair import repeated_tail

if TYPE_CHECKING:
    import pytest

LINE = "the treaty on shared waters was ratified by the upper house"


def test_a_line_that_is_printed_twice_is_found() -> None:
    source = f"On Monday {LINE} {LINE} of the parliament."
    end = source.index(LINE) + len(LINE)
    assert repeated_tail(source, (0, end), (end, len(source))) == (source.index(LINE), end)


def test_long_runs_are_compared_by_their_letters_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    class Counting(difflib.SequenceMatcher[str]):
        def __init__(self, junk: None, a: str, b: str, *, autojunk: bool) -> None:
            compared.append(len(a))
            super().__init__(junk, a, b, autojunk=autojunk)

    monkeypatch.setattr("pipeline.segment.repair.SequenceMatcher", Counting)
    word = "ab" * 300
    source = " ".join([word] * 400 + ["x"] + [word] * 300 + ["cd"] + [word] * 99)
    middle = source.index("x")
    repeated_tail(source, (0, middle), (middle + 1, len(source)))
    assert len(compared) <= 80
    assert max(compared, default=0) <= 80 * 12
