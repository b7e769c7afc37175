"""Compile annotators' sheets into gold records: `compile_gold.py SHEETS_DIR SOURCE.txt DOC_ID OUT_DIR`.

Reads `segments*.jsonl`, `events*.jsonl`, `mentions*.txt` and, if there, `scope.json` of SHEETS_DIR;
writes `segments.jsonl`, `events.jsonl`, `mentions.jsonl` in the contract's shape (what an annotator
does not decide is left out) and `annotated.json`: the ids of the segments whose events and whose
mentions were annotated. `scope.json` is `{"events": ["17-78", "201-303"]}`, the raw lines on which
the segments read for events begin; without it, all entries and paragraphs were read.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.gold.events import compile_events
from tools.gold.markup import blocks
from tools.gold.mentions import compile_mentions
from tools.gold.segments import by_line, compile_segments
from tools.gold.sheets import Passage, Row, SheetError, Source, begins_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEWS = ("chronology_entry", "paragraph")


def compile_sheets(sheets: Path, source: Path, doc: str) -> dict[str, str]:
    """The gold files of one document, by name. Raises SheetError at the first bad line."""
    text = source.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    passages = compile_segments(_sheets(sheets, "segments*.jsonl"), Source(text), doc)
    starts = by_line(passages)
    events = compile_events(_sheets(sheets, "events*.jsonl"), starts)
    marked = [(begins_on(starts, block.line, block.where), block) for block in blocks(_sheets(sheets, "mentions*.txt"))]
    marked.sort(key=lambda pair: pair[0].id)
    annotated = {
        "events": _scope(sheets / "scope.json", passages),
        "mentions": [passage.id for passage, _ in marked],
    }
    return {
        "segments.jsonl": _lines(passage.record for passage in passages),
        "events.jsonl": _lines(events),
        "mentions.jsonl": _lines(one for pair in marked for one in compile_mentions(*pair)),
        "annotated.json": json.dumps(annotated, indent=1) + "\n",
    }


def _sheets(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


def _lines(records: Iterable[Row]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _scope(path: Path, passages: Iterable[Passage]) -> list[str]:
    """Ids of the segments that were read for events."""
    if not path.exists():
        return [passage.id for passage in passages if passage.record["kind"] in NEWS]
    parts = [part.split("-") for part in json.loads(path.read_text(encoding="utf-8"))["events"]]
    lines = {line for first, last in parts for line in range(int(first), int(last) + 1)}
    return [passage.id for passage in passages if passage.first_line in lines and passage.record["kind"] in NEWS]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compile one document's sheets; 0 if all is well, 5 if a sheet is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("sheets", type=Path, metavar="SHEETS_DIR")
    parser.add_argument("source", type=Path, metavar="SOURCE.txt")
    parser.add_argument("doc", metavar="DOC_ID")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    given = parser.parse_args(arguments)
    try:
        files = compile_sheets(given.sheets, given.source, given.doc)
    except SheetError as error:
        sys.stderr.write(f"{error}\n")
        return 5
    given.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (given.out / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
