"""`bulletin config`, and the options by which commands are given settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.fail import USAGE, Failure, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.settings import Resolved

config_option = click.option(
    "--config", "file", type=click.Path(dir_okay=False, path_type=Path), help="Settings (default: bulletin.toml here)."
)
set_option = click.option(
    "--set", "assignments", multiple=True, metavar="KEY=VALUE", help="Any setting of `bulletin config`."
)


@click.command(
    epilog="Example: bulletin config --set limits.text_chars=1000000", short_help="Settings, and their origin."
)
@config_option
@set_option
def config(file: Path | None, assignments: tuple[str, ...]) -> None:
    """Print every setting of `bulletin run`: its value, where that came from, what it means.

    A value is a flag's, else that of an environment variable such as BULLETIN_WORKERS or
    BULLETIN_LIMITS_TEXT_CHARS, else that of bulletin.toml, else the default.
    """
    from pipeline.settings.model import descriptions  # noqa: PLC0415 - pydantic is not needed for --help

    resolved = settings({}, file, assignments)
    told = descriptions()
    rows = [(key, "" if value is None else str(value), origin) for key, value, origin in resolved.rows()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for key, value, origin in rows:
        line = f"{key:<{widths[0]}}  {value:<{widths[1]}}  {origin:<{widths[2]}}  {told[key]}"
        click.echo(clean(line.rstrip()))


def settings(flags: Mapping[str, object], file: Path | None, assignments: tuple[str, ...]) -> Resolved:
    """The settings that hold; a flag of its own goes before `--set`. Raises Failure."""
    from pipeline.settings import SettingsError, resolve  # noqa: PLC0415 - pydantic is not needed for --help

    given: dict[str, object] = {}
    for assignment in assignments:
        key, sign, value = assignment.partition("=")
        if not sign:
            raise Failure(f"--set {clean(assignment)}: it needs KEY=VALUE", USAGE)
        given[key.strip()] = value.strip()
    given |= {key: value for key, value in flags.items() if value is not None}
    try:
        return resolve(given, file, os.environ)
    except SettingsError as error:
        raise Failure(clean(str(error)), USAGE) from error
