"""`bulletin codebook`."""

from __future__ import annotations

import click

from pipeline.cli.fail import USAGE, Failure


@click.command(epilog="Example: bulletin codebook SANCTION", short_help="What the event types mean.")
@click.argument("event_type", required=False, metavar="[TYPE]")
def codebook(event_type: str | None) -> None:
    """Show the codebook's page of an event TYPE: definition, modes, scores, cues, borders (default: all types)."""
    from pipeline.codebook import codebook as book  # noqa: PLC0415 - pydantic is not needed for --help
    from pipeline.codebook import describe  # noqa: PLC0415

    try:
        click.echo("\n".join(describe(name) for name in ([event_type] if event_type else book().types)))
    except KeyError as error:
        raise Failure(str(error.args[0]), USAGE) from error
