"""Documents of which the reader knows pages, and what stands beside the text."""

from __future__ import annotations

from pipeline import segment
from pipeline.records import Document, Part, SegmentKind
from tests.segment.helpers import document, interval, uncovered

TEXT = """Osk Gazette

The ferry is late again and nobody in town can say why

May 2021

3rd\tThe harbour of Osk was closed until the autumn of the
1 Divers were sent for.
Osk Gazette 2
\fMay Days in Osk
1 June by the council, of which no more is known.
9th\tThe harbour was opened, but only for
autumn
\f
autumn.

So ends the list of the month, and there is no more to tell of it.
"""


def told(text: str, *parts: tuple[SegmentKind, str, bool]) -> Document:
    found = tuple(
        Part(kind=kind, start=text.index(words), end=text.index(words) + len(words), beside=beside)
        for kind, words, beside in parts
    )
    pages = (0, *(at + 1 for at, char in enumerate(text) if char == "\f"))
    return document(text, pages=pages, parts=tuple(sorted(found, key=lambda part: part.start)))


DOC = told(
    TEXT,
    ("heading", "The ferry is late again and nobody in town can say why", False),
    ("reference", "1 Divers were sent for.", True),
    ("boilerplate", "Osk Gazette 2", True),
    ("boilerplate", "May Days in Osk", True),
    ("boilerplate", "autumn\n", True),
)


def test_entries_go_on_over_furniture_whatever_their_next_line_looks_like() -> None:
    found = [(interval(one), one.text) for one in segment.segments(DOC) if one.kind == "chronology_entry"]
    assert found == [
        (
            "2021-05-03",
            "The harbour of Osk was closed until the autumn of the 1 June by the council, of which no more is known.",
        ),
        ("2021-05-09", "The harbour was opened, but only for autumn."),
    ]


def test_what_is_told_has_its_kind() -> None:
    kinds = {one.text: one.kind for one in segment.segments(DOC)}
    assert kinds["The ferry is late again and nobody in town can say why"] == "heading"
    assert kinds["1 Divers were sent for."] == "reference"
    assert kinds["May Days in Osk"] == "boilerplate"


def test_nothing_of_it_is_lost() -> None:
    assert uncovered(DOC, segment.segments(DOC)) == ""


def test_a_paragraph_goes_on_with_a_capital_over_a_pages_end() -> None:
    text = "The mayor asked the president of the\n7\n\fRepublic of Osk for a ship. It came.\n\nIt left.\n"
    doc = told(text, ("boilerplate", "7\n", True))
    assert [one.text for one in segment.segments(doc) if one.kind == "paragraph"][:1] == [
        "The mayor asked the president of the Republic of Osk for a ship. It came."
    ]


def test_a_name_in_plain_letters_under_a_title_is_its_author() -> None:
    text = "The Long Quarrel\n\nMarit Hollis\n\nThe channel is nine miles long. It is narrow.\n"
    found = segment.segments(told(text, ("heading", "The Long Quarrel", False)))
    assert [(one.kind, one.section) for one in found] == [
        ("heading", "The Long Quarrel"), ("boilerplate", "The Long Quarrel"), ("paragraph", "The Long Quarrel"),
    ]  # fmt: skip
