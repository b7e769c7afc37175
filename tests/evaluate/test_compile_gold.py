"""Sheets become gold: quotes get offsets, slips get file and line; committed gold is what its sheets say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.text import pieces, slices, squash
from tools.compile_gold import compile_sheets, main
from tools.gold.sheets import SheetError

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "gold"
BULLETINS = ROOT / "tests" / "bulletins"
SOURCE = """November 2023

1st-	Envoy Lee met Envoy Tan in Seoul, where the two co-
3rd	signed a plan on 2 November.
Page 7
"""
Row = dict[str, Any]


def segment(kind: str, at: list[Row], **more: Any) -> Row:
    row: Row = {
        "kind": kind,
        "section": None,
        "label": None,
        "date": None,
        "enddate": None,
        "date_precision": None,
    }
    return row | {"date_mod": None, "at": at, "repair": {}, "flags": []} | more


def entry(**more: Any) -> Row:
    at = [{"lines": "3", "from": "Envoy Lee"}, {"lines": "4", "from": "signed"}]
    label_at = [{"lines": "3", "text": "1st-"}, {"lines": "4", "text": "3rd"}]
    dates = {"label": "1st-3rd", "date": "2023-11-01", "enddate": "2023-11-03", "date_precision": "day"}
    return segment("chronology_entry", at, label_at=label_at, repair={"co- signed": "co-signed"}) | dates | more


def event(**more: Any) -> Row:
    lee = {
        "text": "Lee",
        "code": "KOR",
        "sector": "GOV",
        "other_sectors": [],
        "kind": "person",
        "name": "Lee",
    }
    row: Row = {"line": 3, "type": "SUPPORT", "mode": [], "primary": True, "trigger": [{"text": "co-signed"}]}
    row |= {"context": [], "auxiliary": [], "date": "2023-11-02", "enddate": None, "date_precision": "day"}
    row |= {
        "date_mod": None,
        "scheduled": None,
        "flags": [],
        "actor": [lee | {"office": "Envoy"}],
        "recipient": [],
    }
    return row | {"place": None, "instruments": [], "amounts": []} | more


MARKED = (
    'Envoy <m l="PERSON" n="Lee" c="KOR">Lee</m> met Envoy Tan in Seoul, where the two co-signed a plan on '
    '<m l="DATE" t="DATE" v="2023-11-02" d="2023-11-02" p="day">2 November</m>.'
)


class Sheets:
    """A folder of sheets for SOURCE, complete unless a test says otherwise."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "sheets"
        self.folder.mkdir()
        self.source = root / "source.txt"
        self.source.write_text(SOURCE, encoding="utf-8")
        self.write(
            segments=[
                segment("boilerplate", [{"lines": "5"}]),
                segment("heading", [{"lines": "1"}]),
                entry(),
            ],
            events=[event()],
            mentions=f"=== line 3\n{MARKED}\n",
        )

    def write(self, segments: list[Row] | None = None, events: list[Row] | None = None, mentions: str = "") -> None:
        for name, rows in (("segments", segments), ("events", events)):
            if rows is not None:
                lines = "".join(json.dumps(row) + "\n" for row in rows)
                (self.folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        if mentions:
            (self.folder / "mentions.txt").write_text(mentions, encoding="utf-8")

    def compile(self) -> dict[str, list[Row]]:
        files = compile_sheets(self.folder, self.source, "doc")
        return {
            name: [json.loads(line) for line in text.splitlines()] for name, text in files.items() if "l" in name[-1]
        }


@pytest.fixture
def sheets(tmp_path: Path) -> Sheets:
    return Sheets(tmp_path)


def test_segments_are_numbered_in_the_order_of_the_source(sheets: Sheets) -> None:
    found = sheets.compile()["segments.jsonl"]
    assert [(row["id"], row["kind"]) for row in found] == [
        ("doc/001", "heading"),
        ("doc/002", "chronology_entry"),
        ("doc/003", "boilerplate"),
    ]


def test_an_entry_over_two_rows_is_one_text_with_two_spans(sheets: Sheets) -> None:
    row = sheets.compile()["segments.jsonl"][1]
    assert row["text"] == "Envoy Lee met Envoy Tan in Seoul, where the two co-signed a plan on 2 November."
    assert len(row["spans"]) == len(row["label_spans"]) == 2
    assert squash(slices(SOURCE, row["spans"])) == squash(row["text"])
    assert slices(SOURCE, row["label_spans"]) == "1st-3rd"


def test_quotes_get_the_offsets_of_their_words(sheets: Sheets) -> None:
    compiled = sheets.compile()
    (found,) = compiled["events.jsonl"]
    assert (found["id"], found["link"]) == ("doc/002/1", "doc/002")
    quotes = [*found["event_text"], found["actor"][0] | {"text": "Lee"}, *compiled["mentions.jsonl"]]
    for quote in quotes:
        at = pieces(quote["start"], quote["end"], quote["spans"])
        assert squash(slices(SOURCE, at)) == squash(quote["text"])
    assert len(found["event_text"][0]["spans"]) == 2  # co- | signed, over the row's end


def test_the_nth_place_is_counted_in_the_segment(sheets: Sheets) -> None:
    sheets.write(events=[event(trigger=[{"text": "Envoy", "nth": 2}])])
    (found,) = sheets.compile()["events.jsonl"]
    assert found["event_text"][0]["start"] == SOURCE.index("Envoy Tan")


def test_what_was_annotated_is_listed(sheets: Sheets) -> None:
    (sheets.folder / "scope.json").write_text('{"events": ["1-2"]}')
    annotated = json.loads(compile_sheets(sheets.folder, sheets.source, "doc")["annotated.json"])
    assert annotated == {"events": [], "mentions": ["doc/002"]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"events": [event(trigger=[{"text": "shook"}])]},
            r"events\.jsonl:1: 'shook' \(nth 1\) stands only 0 times",
        ),
        (
            {"events": [event(trigger=[{"text": "Envoy", "nth": 3}])]},
            r"events\.jsonl:1: .* stands only 2 times",
        ),
        ({"events": [event(line=2)]}, r"events\.jsonl:1: no segment begins on source line 2"),
        ({"events": [event(type="SIGN")]}, r"events\.jsonl:1: event\.0: .* not 'SIGN'"),
        ({"events": [{"line": 3}]}, r"events\.jsonl:1: field '.*' is missing"),
        ({"events": [event(primary=False)]}, "source line 3: 0 primary events, expected 1"),
        (
            {"segments": [entry(repair={"two": "three"})]},
            r"segments\.jsonl:1: repair: 'three' changes more than",
        ),
        ({"segments": [entry(repair={"four": "four"})]}, r"segments\.jsonl:1: repair: 'four' does not stand"),
        ({"segments": [entry()]}, "source line 1: 'November 2023.* stands in no segment"),
        ({"segments": [segment("heading", [{"lines": "1-9"}])]}, r"segments\.jsonl:1: no lines 1-9"),
        ({"mentions": MARKED}, r"mentions\.txt:1: text before the first"),
        ({"mentions": "=== line 3\nEnvoy Lee met"}, r"mentions\.txt:1: not the segment's text: ''"),
        (
            {"mentions": f"=== line 3\n{MARKED.replace('PERSON', 'MAN')}"},
            r'mentions\.txt:1: l="MAN" is not one of',
        ),
        ({"mentions": f"=== line 3\n{MARKED.replace('</m>', '')}"}, r"mentions\.txt:1: marks are nested"),
        (
            {"mentions": f"=== line 3\n{MARKED.replace('c=', 'code=')}"},
            r"mentions\.txt:1: attributes .*'code'",
        ),
    ],
)
def test_a_slip_in_a_sheet_has_file_and_line(change: dict[str, Any], message: str, sheets: Sheets) -> None:
    sheets.write(**change)
    with pytest.raises(SheetError, match=message):
        sheets.compile()


def test_the_command_writes_the_files(sheets: Sheets, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(sheets.folder), str(sheets.source), "doc", str(tmp_path / "out")]
    assert main(arguments) == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"segments.jsonl", "events.jsonl", "mentions.jsonl", "annotated.json"}
    sheets.write(events=[event(line=2)])
    assert main(arguments) == 5
    assert "events.jsonl:1: no segment" in capsys.readouterr().err


def _committed() -> list[tuple[Path, Path]]:
    """Folders of sheets, each with the source they quote."""
    shipped = [(gold, ROOT / "raw_docs" / f"{gold.name.replace('-', '_')}.txt") for gold in GOLD.iterdir()]
    own = [(gold, next((BULLETINS / "sources").glob(f"{gold.name}.*"))) for gold in (BULLETINS / "gold").iterdir()]
    return [(gold / "sheets", source) for gold, source in sorted([*shipped, *own]) if (gold / "sheets").is_dir()]


@pytest.mark.parametrize(("sheets_folder", "source"), _committed(), ids=lambda path: path.parent.name)
def test_committed_gold_is_what_its_sheets_say(sheets_folder: Path, source: Path) -> None:
    doc = sheets_folder.parent.name
    for name, content in compile_sheets(sheets_folder, source, doc).items():
        committed = (sheets_folder.parent / name).read_text(encoding="utf-8")
        assert committed == content, f"{name}: run python -m tools.compile_gold again"


def test_a_piece_can_be_the_second_of_its_words(sheets: Sheets) -> None:
    pieces_of = (
        ("heading", {"lines": "1"}),
        ("boilerplate", {"lines": "3", "text": "1st-"}),
        ("paragraph", {"lines": "3", "text": "Envoy Lee met"}),
        ("paragraph", {"lines": "3", "text": "Envoy", "nth": 2}),
        ("paragraph", {"lines": "3", "text": "Tan in Seoul, where the two co-"}),
        ("paragraph", {"lines": "4-5"}),
    )
    sheets.write(segments=[segment(kind, [at]) for kind, at in pieces_of], events=[])
    (sheets.folder / "mentions.txt").unlink()
    found = sheets.compile()["segments.jsonl"]
    assert SOURCE.index("Envoy Tan") in [row["start"] for row in found]
