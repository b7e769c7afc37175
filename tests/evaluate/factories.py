"""A small document with gold, made of quotes: a test changes a copy and shows only the change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]

DOC = "mini"
TEXT = """Chronology, October 2023
6th\tKim met Tran in Hanoi on 6 October. He visited Ha Long Bay.
7th\tSeoul donated rice to Laos. Park urged Japan to act.
8th\tVietnam and Laos signed the Treaty of Vientiane.
The essay recalls that North Korea attacked South Korea in June 1950.
Printed in Singapore.
"""
ENTRY, PARAGRAPH = "chronology_entry", "paragraph"


def place(quote: str, after: str = "") -> Row:
    """`{text, start, end}` of a quote, looked for from where `after` stands."""
    start = TEXT.index(quote, TEXT.index(after))
    return {"text": quote, "start": start, "end": start + len(quote)}


def segment(number: int, kind: str, text: str, label: str | None = None, date: str | None = None) -> Row:
    row = {
        "id": f"{DOC}/{number:03}",
        "doc": DOC,
        "kind": kind,
        "label": label,
        "date": date,
        "enddate": None,
    }
    return row | place(text)


def mention(segment_number: int, label: str, quote: str, after: str = "", **more: Any) -> Row:
    return {
        "segment": f"{DOC}/{segment_number:03}",
        "doc": DOC,
        "label": label,
        **place(quote, after),
        **more,
    }


def party(code: str | None, sector: str = "GOV", words: str = "") -> Row:
    return {"code": code, "sector": sector, "entity_text": words or str(code)}


def event(segment_number: int, type_: str, trigger: str, date: str, **more: Any) -> Row:
    row = {
        "link": f"{DOC}/{segment_number:03}",
        "event": [type_],
        "event_text": [place(trigger)],
        "date": date,
    }
    return row | {"enddate": None, "primary": False, "actor": [], "recipient": [], "auxiliary": []} | more


@dataclass
class Folder:
    """The records of one document, to be written as the contract's files."""

    segments: list[Row]
    events: list[Row]
    mentions: list[Row]
    annotated: Row | None = None
    text: str = TEXT

    def write(self, root: Path, name: str = "out") -> Path:
        folder = root / name
        (folder / "texts").mkdir(parents=True)
        (folder / "texts" / f"{DOC}.txt").write_text(self.text, encoding="utf-8")
        for file in ("segments", "events", "mentions"):
            lines = "".join(json.dumps(row) + "\n" for row in getattr(self, file))
            (folder / f"{file}.jsonl").write_text(lines, encoding="utf-8")
        if self.annotated is not None:
            (folder / "annotated.json").write_text(json.dumps(self.annotated), encoding="utf-8")
        return folder


def gold() -> Folder:
    """One entry with a place and a date, one with two events, one signature; an essay; an imprint."""
    hanoi = {"extracted_place": "Hanoi", "country_code": "VNM", "city": "Hanoi", "resolution": 4}
    return Folder(
        segments=[
            segment(1, "heading", "Chronology, October 2023"),
            segment(2, ENTRY, "Kim met Tran in Hanoi on 6 October. He visited Ha Long Bay.", "6th", "2023-10-06"),
            segment(3, ENTRY, "Seoul donated rice to Laos. Park urged Japan to act.", "7th", "2023-10-07"),
            segment(4, ENTRY, "Vietnam and Laos signed the Treaty of Vientiane.", "8th", "2023-10-08"),
            segment(5, PARAGRAPH, "The essay recalls that North Korea attacked South Korea in June 1950."),
            segment(6, "boilerplate", "Printed in Singapore."),
        ],
        events=[
            event(
                2,
                "CONSULT",
                "met",
                "2023-10-06",
                primary=True,
                actor=[party("KOR"), party("VNM")],
                event_loc=hanoi,
            ),
            event(
                3,
                "AID",
                "donated",
                "2023-10-07",
                primary=True,
                actor=[party("KOR")],
                recipient=[party("LAO")],
            ),
            event(3, "REQUEST", "urged", "2023-10-07", actor=[party("KOR")], recipient=[party("JPN")]),
            event(4, "SUPPORT", "signed", "2023-10-08", primary=True, actor=[party("VNM"), party("LAO")]),
            event(5, "ASSAULT", "attacked", "1950-06-01", enddate="1950-06-30", auxiliary=["historical"]),
        ],
        mentions=[
            mention(2, "PERSON", "Kim", canonical="Kim", code="KOR"),
            mention(2, "GPE", "Hanoi", canonical="Hanoi", code="VNM"),
            mention(2, "DATE", "6 October", timex_value="2023-10-06", date="2023-10-06"),
            mention(2, "LOC", "Ha Long Bay", canonical="Ha Long Bay"),
            mention(4, "GPE", "Vietnam", canonical="Vietnam", code="VNM"),
            mention(4, "GPE", "Laos", "Vietnam and", canonical="Laos", code="LAO"),
            mention(4, "LAW", "Treaty of Vientiane", canonical="Treaty of Vientiane"),
            mention(5, "DATE", "June 1950", timex_value="1950-06", date="1950-06-01", enddate="1950-06-30"),
        ],
    )
