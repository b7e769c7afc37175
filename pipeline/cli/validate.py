"""`bulletin validate`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.fail import INVALID, NOTHING, USAGE, Failure, clean


@click.command(
    epilog="Example: bulletin validate output/events.jsonl", short_help="A record file against the contract."
)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["events", "segments", "mentions", "rejects"]),
    help="What the lines are, where the file's name does not say it.",
)
def validate(file: Path, kind: str | None) -> None:
    """Check a record FILE (or an output folder) line by line.

    Each error is told with its line and field. Where texts/ lies beside the file, every quoted
    string is compared with the words at its offsets. Exit code 5 if anything is wrong.
    """
    from pipeline.emit.check import check_file, kind_of  # noqa: PLC0415 - pydantic is not needed for --help

    files = sorted(path for path in file.glob("*.jsonl") if kind_of(path)) if file.is_dir() else [file]
    if not files:
        raise Failure(f"{file}: no record files in this folder", NOTHING)
    failed = total = 0
    for path in files:
        name = kind or kind_of(path)
        if name is None:
            raise Failure(f"{path}: the name does not say what its lines are; give --kind", USAGE)
        count = 0
        for problem in check_file(path, name):
            count += problem is not None
            total += problem is None
            if problem is not None:
                click.echo(clean(problem))
        failed += count
    click.echo(f"{total} records right, {failed} errors", err=True)
    if failed:
        raise click.exceptions.Exit(INVALID)
