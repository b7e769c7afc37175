"""Sentences of all 16 types, and the borders between types, with the records that they should give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.classify.cued import coder_for
from tests.classify.helpers import Case, differences, passage, read_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.records import SegmentKind

FILES: dict[str, SegmentKind] = {
    "cooperation": "paragraph",
    "conflict": "paragraph",
    "realis": "paragraph",
    "borders": "paragraph",
    "entries": "chronology_entry",
    "unseen": "paragraph",
}


def _cases() -> Iterator[object]:
    for name, kind in FILES.items():
        for case in read_cases(name):
            marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
            yield pytest.param(case, kind, id=case.name, marks=marks)


@pytest.mark.parametrize(("case", "kind"), list(_cases()))
def test_case(case: Case, kind: SegmentKind) -> None:
    found = passage(case.text, kind)
    assert not differences(case, coder_for([found])(found))
