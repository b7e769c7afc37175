"""`bulletin actors`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import IO

import click

from pipeline.cli.documents import Text, read_documents


@click.command(
    epilog="Example: echo 'the trade minister of Vietnam' | bulletin actors",
    short_help="Phrases that name a party, to country and sector.",
)
@click.argument("file", type=click.File("rb"), default="-")
def actors(file: IO[bytes]) -> None:
    """Code the phrases of FILE (one a line, or JSONL with id and text; - is standard input).

    Writes one JSON object a line: id, text, code, sector, other_sectors, office, kind, identifier_text.
    """
    from pipeline.gazetteer import code_phrase  # noqa: PLC0415 - the tables take a moment to load

    for phrase in _phrases(file):
        coded = code_phrase(phrase.text)
        record = {
            "id": phrase.id,
            "text": phrase.text,
            "code": coded.code,
            "sector": coded.sector,
            "other_sectors": list(coded.other_sectors),
            "office": coded.office,
            "kind": coded.kind,
            "identifier_text": coded.canonical,
        }
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def _phrases(file: IO[bytes]) -> Iterator[Text]:
    for document in read_documents(file):
        lines = document.text.split("\n")
        if len(lines) == 1:
            yield document
        else:
            yield from (Text(str(number), line.strip()) for number, line in enumerate(lines, 1) if line.strip())
