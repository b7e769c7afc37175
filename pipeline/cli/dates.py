"""`bulletin dates`."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import IO

import click

from pipeline.cli.documents import read_documents


@click.command(
    epilog="Example: echo 'They met last Friday.' | bulletin dates - --date 2024-05-16",
    short_help="Time expressions and their values.",
)
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication, where a document gives none.")
@click.option("--timex3", is_flag=True, help="Spans and values by the TimeML guidelines, not by our manual.")
def dates(file: IO[bytes], date: dt.datetime | None, *, timex3: bool) -> None:
    """Find the time expressions of FILE (text, or JSONL documents with id, text and date; - is standard input).

    Writes one JSON object a line: doc, start, end, text, type, value, date, enddate, date_precision.
    Offsets count Unicode characters of the document's text.
    """
    from pipeline.timex import Context, find  # noqa: PLC0415 - the grammar takes a moment to build

    for document in read_documents(file):
        reference = document.date or (date.date() if date else None)
        for found in find(document.text, Context(reference=reference), style="timex3" if timex3 else "manual"):
            record = {
                "doc": document.id,
                "start": found.start,
                "end": found.end,
                "text": found.text,
                "type": found.type,
                "value": found.value,
                "date": found.date.isoformat() if found.date else None,
                "enddate": found.enddate.isoformat() if found.enddate else None,
                "date_precision": found.precision,
            }
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
