from __future__ import annotations

import datetime as dt

import pytest

from pipeline import extract
from pipeline.extract import names
from pipeline.extract.memory import Memory
from pipeline.passages import Passage
from pipeline.records import Document, Segment
from pipeline.text import pieces, slices, squash
from tests.extract.helpers import nlp, parse

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


def _canonical(text: str) -> dict[str, str | None]:
    document = Document(id="d", path="d.txt", text=text, sha256="0" * 64, encoding="utf-8")
    segment = Segment(id="d/1", doc="d", kind="paragraph", text=text, start=0, end=len(text))
    (passage,) = extract.passages(document, [segment], nlp())
    return {name.text: name.canonical for name in passage.names}


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        ("The Thai Ministry of Health met nurses.", "Ministry of Health", "Ministry of Health of Thailand"),
        ("The Ministry of Trade of the US met.", "Ministry of Trade", "Ministry of Trade of the United States"),
        ("The Ministry of Health met nurses.", "Ministry of Health", "Ministry of Health"),
        ("They met in Bac Ninh province.", "Bac Ninh province", "Bac Ninh"),
        ("They met in Kuwait City.", "Kuwait City", "Kuwait City"),
        (
            "Both signed the MOU on Digital Trade.",
            "MOU on Digital Trade",
            "Memorandum of Understanding on Digital Trade",
        ),
        ("The Peru-Chile AI (PCAI) Hub opened.", "Peru-Chile AI (PCAI) Hub", "Peru-Chile AI Hub"),
        ("The UN Fisheries Panel met.", "UN Fisheries Panel", "United Nations Fisheries Panel"),
        ("Seoul said it would protest.", "Seoul", "Republic of Korea"),
        ("Talks were held in Seoul.", "Seoul", "Seoul"),
    ],
)
def test_canonical_names_follow_the_manual(text: str, name: str, canonical: str) -> None:
    assert _canonical(text)[name] == canonical


def test_a_last_name_means_the_nearest_full_name() -> None:
    memory = Memory()
    texts = ("Minister Park Jin spoke.", "Minister Park Sang-woo spoke.", "Park Jin left Lima; Park was tired.")
    last = [names.find(parse(text), memory) for text in texts][-1]
    assert [n.canonical for n in last if n.label == "PERSON"] == ["Park Jin", "Park Jin"]


def test_a_name_ends_with_its_rows_cell() -> None:
    source = "| Burkina Faso | Talks with the union broke up. |\n"
    segment = Segment(
        id="d/1", doc="d", kind="chronology_entry", text="Burkina Faso Talks with the union broke up.",
        start=2, end=47, spans=((2, 14), (17, 47)),
    )  # fmt: skip
    document = Document(id="d", path="d.md", text=source, sha256="0" * 64, encoding="utf-8")
    (found,) = extract.passages(document, [segment], nlp())
    assert [(name.text, name.label) for name in found.names] == [("Burkina Faso", "GPE")]
