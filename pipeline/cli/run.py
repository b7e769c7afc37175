"""`bulletin run`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.fail import NOTHING, REJECTS, UNEXPECTED, USAGE, Failure, clean

if TYPE_CHECKING:
    from collections import Counter

    from pipeline.run import Summary


@click.command(
    epilog="Example: bulletin run raw_docs news/*.txt -o output",
    short_help="Documents in, event records out.",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write."
)
@click.option("-v", "--verbose", is_flag=True, help="Say more, with tracebacks of failed documents.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def run(inputs: tuple[str, ...], output: Path, *, verbose: bool, quiet: bool) -> None:
    """Read INPUTs (files, folders, globs, or - for standard input) and write event records.

    Reads .txt, .md and .jsonl. Writes events.jsonl, segments.jsonl, mentions.jsonl, rejects.jsonl,
    texts/ and run.json in the output folder. Exit codes: 0 all fine, 2 usage, 3 nothing to read,
    4 finished, but some inputs were rejected.
    """
    level = logging.DEBUG if verbose else logging.ERROR
    logging.basicConfig(level=level, format="%(levelname)s %(message)s", stream=sys.stderr)
    from pipeline import run as chain  # noqa: PLC0415 - spaCy takes a second to import
    from pipeline.emit import OutputError  # noqa: PLC0415
    from pipeline.tables import TableError  # noqa: PLC0415

    try:
        summary = chain.run(inputs, output, _progress if sys.stderr.isatty() and not quiet else None)
    except chain.NothingToReadError as error:
        raise Failure(str(error), NOTHING) from error
    except OutputError as error:
        raise Failure(str(error), USAGE) from error
    except TableError as error:
        raise Failure(str(error), UNEXPECTED) from error
    if not quiet:
        click.echo(table(summary, output))
    if summary.rejects:
        for line in _reasons(output):
            click.echo(line, err=True)
        sys.exit(REJECTS)


def _progress(done: int, total: int, name: str) -> None:
    end = "\r" if done + 1 < total else "\n"
    click.echo(f"\x1b[2K[{done + 1}/{total}] {clean(name)[:60]}{end}", err=True, nl=False)


def _reasons(output: Path) -> list[str]:
    from pipeline.records import Reject  # noqa: PLC0415

    lines = (output / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    rejects = [Reject.model_validate_json(line) for line in lines]
    shown = [f"rejected ({reject.reason}) {clean(reject.message)}" for reject in rejects[:10]]
    more = len(rejects) - len(shown)
    return [*shown, f"… and {more} more in {output}/rejects.jsonl"] if more else shown


def table(summary: Summary, output: Path) -> str:
    """What a run did, where it is, and what to do next."""
    rows = [
        ("documents", str(summary.documents)),
        ("segments", _counts(summary.segments)),
        ("mentions", str(summary.mentions)),
        ("events", _counts(summary.events)),
        ("rejects", _counts(summary.rejects)),
        ("files", f"{output}/events.jsonl, segments.jsonl, mentions.jsonl, rejects.jsonl, texts/, run.json"),
    ]
    if summary.events:
        rows.append(("next", f"bulletin explain EVENT_ID -o {output}   (an id from events.jsonl)"))
    return "\n".join(f"{name:<10} {value}" for name, value in rows)


def _counts(counts: Counter[str]) -> str:
    parts = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    return f"{counts.total()}  ({parts})" if parts else "0"
