"""`bulletin schema`."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(epilog="Example: bulletin schema events", short_help="JSON Schema of the record files.")
@click.argument("kind", type=click.Choice(["events", "segments", "mentions", "rejects"]), required=False)
@click.option(
    "-d", "--directory", type=click.Path(file_okay=False, path_type=Path), help="Write KIND.json files there."
)
def schema(kind: str | None, directory: Path | None) -> None:
    """Print the JSON Schema of one line of a record file (default: of all, by kind)."""
    from pipeline.emit.schema import schemas  # noqa: PLC0415 - pydantic is not needed for --help

    everything = schemas()
    if directory:
        directory.mkdir(parents=True, exist_ok=True)
        for name, content in everything.items():
            if kind in (None, name):
                (directory / f"{name}.json").write_text(_text(content), encoding="utf-8")
        return
    click.echo(_text(everything[kind] if kind else everything), nl=False)


def _text(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
