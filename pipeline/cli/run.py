"""`bulletin run`."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import logs
from pipeline.cli.config import config_option, set_option, settings
from pipeline.cli.fail import NOTHING, REJECTS, UNEXPECTED, USAGE, Failure, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.run import Selection, Summary
    from pipeline.settings import Settings

_SHOWN = 10  # rejects that are told on the terminal; the file has all


@click.command(
    epilog="Example: bulletin run raw_docs news/*.txt -o output --workers 2",
    short_help="Documents in, event records out.",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write."
)
@click.option("--workers", type=int, help="Processes that work on documents.")
@click.option("--engine", type=click.Choice(["local", "ray"]), help="Where they run.")
@click.option("--ray-address", help="The Ray cluster to use.")
@click.option("--timeout", type=float, help="Seconds for a document (for each 250,000 characters of it).")
@click.option("--memory", type=int, help="Megabytes that a worker may hold.")
@click.option("--only", multiple=True, metavar="PATTERN", help="Only documents with such an id or path (* and ?).")
@click.option("--limit", type=click.IntRange(1), help="Only the first so many documents.")
@click.option("--force", is_flag=True, help="Process unchanged documents again.")
@click.option("--dry-run", is_flag=True, help="Say what is new, changed, unchanged and gone; write nothing.")
@click.option("--fail-fast", is_flag=True, default=None, help="Stop at the first reject.")
@click.option("--max-rejects", type=int, help="Stop after more rejects than this.")
@config_option
@set_option
@click.option("-v", "--verbose", is_flag=True, help="Log everything, with tracebacks of failed documents.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--log-json", is_flag=True, default=None, help="Log lines as JSON objects.")
def run(
    inputs: tuple[str, ...],
    output: Path,
    *,
    only: tuple[str, ...],
    limit: int | None,
    force: bool,
    dry_run: bool,
    verbose: bool,
    quiet: bool,
    file: Path | None,
    assignments: tuple[str, ...],
    **flags: object,
) -> None:
    """Read INPUTs (files, folders, globs, or - for standard input) and write event records.

    Writes events.jsonl, segments.jsonl, mentions.jsonl, rejects.jsonl, texts/ and run.json in the
    output folder. What is unchanged since the last run there is not processed again; a run that was
    stopped, however, goes on where it was when the same command is given. Settings may also stand
    in bulletin.toml or the environment: see `bulletin config`.

    Exit codes: 0 all fine, 2 usage or settings, 3 nothing to read, 4 some inputs were rejected.
    """
    chosen = settings(flags, file, assignments).settings
    logs.set_up(verbose=verbose, as_json=chosen.log_json)
    from pipeline import run as chain  # noqa: PLC0415 - pydantic is not needed for --help
    from pipeline.emit import OutputError  # noqa: PLC0415
    from pipeline.tables import TableError  # noqa: PLC0415

    selection = chain.Selection(only, limit, force)
    try:
        if dry_run:
            _survey(inputs, output, chosen, selection, quiet=quiet)
            return
        progress = None if quiet or chosen.log_json else logs.progress()
        summary = chain.run(inputs, output, chosen, selection=selection, progress=progress)
    except chain.NothingToReadError as error:
        raise Failure(clean(str(error)), NOTHING) from error
    except (OutputError, chain.BusyError) as error:
        raise Failure(clean(str(error)), USAGE) from error
    except chain.TooManyRejectsError as error:
        kept = "the files are as they were; what is done is kept for the next run"
        raise Failure(f"{error}; {kept}", REJECTS) from error
    except (TableError, chain.StoreError, chain.WorkerError) as error:
        raise Failure(clean(str(error)), UNEXPECTED) from error
    if not quiet:
        click.echo(table(summary, output))
    if summary.rejects:
        for line in _reasons(output, summary.rejects.total()):
            click.echo(line, err=True)
        sys.exit(REJECTS)


def _survey(inputs: tuple[str, ...], output: Path, chosen: Settings, selection: Selection, *, quiet: bool) -> None:
    from pipeline import run as chain  # noqa: PLC0415

    counts = Counter(dict.fromkeys(("new", "changed", "unchanged", "gone"), 0))
    for change in chain.survey(inputs, output, chosen, selection=selection):
        counts[change.state] += 1
        if change.state != "unchanged" and not quiet:
            click.echo(f"{change.state:<10} {clean(change.doc)}  {clean(change.path)}")
    click.echo(", ".join(f"{count} {state}" for state, count in counts.items()))


def _reasons(output: Path, count: int) -> Iterator[str]:
    from pipeline.records import Reject  # noqa: PLC0415

    with (output / "rejects.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, _SHOWN):
            reject = Reject.model_validate_json(line)
            yield f"rejected ({reject.reason}) {clean(reject.message)}"
    if count > _SHOWN:
        yield f"… and {count - _SHOWN} more in {output}/rejects.jsonl"


def table(summary: Summary, output: Path) -> str:
    """What a run did, where it is, and what to do next."""
    rows = [
        ("documents", _documents(summary)),
        ("segments", _counts(summary.segments)),
        ("mentions", str(summary.mentions)),
        ("events", _counts(summary.events)),
        ("rejects", _counts(summary.rejects)),
        ("files", f"{output}/events.jsonl, segments.jsonl, mentions.jsonl, rejects.jsonl, texts/, run.json"),
    ]
    if summary.events:
        rows.append(("next", f"bulletin explain EVENT_ID -o {output}   (an id from events.jsonl)"))
    return "\n".join(f"{name:<10} {value}" for name, value in rows)


def _documents(summary: Summary) -> str:
    unchanged = f"  ({summary.unchanged} unchanged)" if summary.unchanged else ""
    return f"{summary.documents}{unchanged}"


def _counts(counts: Counter[str]) -> str:
    parts = ", ".join(f"{name} {count}" for name, count in counts.most_common())
    return f"{counts.total()}  ({parts})" if parts else "0"
