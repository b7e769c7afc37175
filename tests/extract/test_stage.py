from __future__ import annotations

import datetime as dt

from pipeline import extract
from pipeline.passages import Passage
from pipeline.records import Document, Segment
from pipeline.text import pieces, slices, squash
from tests.extract.helpers import nlp

SOURCE = (
    "November 2023\n7th-\n9th A delegation of the Nordic Fisheries Institute (NFI) visi-\n"
    "ted Lima. [page 3] Ana Torres, minister of fisheries\nof Peru, thanked the NFI on the same day.\n"
    "Imprint: Press Office, Seoul\n"
)


def _segments() -> list[Segment]:
    first, second = SOURCE.index("A delegation"), SOURCE.index("[page 3]")
    third, end = second + len("[page 3] "), SOURCE.index("\nImprint")
    text = (
        "A delegation of the Nordic Fisheries Institute (NFI) visited Lima. "
        "Ana Torres, minister of fisheries of Peru, thanked the NFI on the same day."
    )
    return [
        Segment(
            id="d/1", doc="d", kind="chronology_entry", label="7th-9th", date=dt.date(2023, 11, 7),
            enddate=dt.date(2023, 11, 9), text=text, start=first, end=end,
            spans=((first, second - 1), (third, end)),
        ),
        Segment(id="d/2", doc="d", kind="boilerplate", text="Imprint: Press Office, Seoul",
            start=end + 1, end=len(SOURCE) - 1,
        ),
    ]  # fmt: skip


def _passages() -> tuple[Document, list[Passage]]:
    document = Document(id="d", path="d.txt", text=SOURCE, sha256="0" * 64, encoding="utf-8")
    return document, list(extract.passages(document, _segments(), nlp()))


def test_only_segments_with_news_are_read() -> None:
    _, found = _passages()
    assert [passage.segment.id for passage in found] == ["d/1"]


def test_mentions_quote_the_source() -> None:
    document, found = _passages()
    records = extract.mentions(document, found)
    assert records
    for record in records:
        quoted = slices(SOURCE, pieces(record.start, record.end, record.spans))
        assert squash(quoted) == squash(record.text)


def test_mentions_have_names_codes_and_dates() -> None:
    document, found = _passages()
    records = extract.mentions(document, found)
    assert [(r.label, r.text) for r in records] == [
        ("ORG", "Nordic Fisheries Institute"),
        ("ORG", "NFI"),
        ("GPE", "Lima"),
        ("PERSON", "Ana Torres"),
        ("GPE", "Peru"),
        ("ORG", "NFI"),
        ("DATE", "same day"),
    ]
    person, date = records[3], records[-1]
    assert person.code == "PER"
    assert date.date is not None
    assert date.timex_type == "DATE"


def test_nothing_changes_between_two_runs() -> None:
    first, second = (extract.mentions(*_passages()) for _ in range(2))
    assert first == second
