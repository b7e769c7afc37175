"""Exit codes, and errors that end a command with one."""

from __future__ import annotations

from typing import IO, Any

import click

OK, UNEXPECTED, USAGE, NOTHING, REJECTS, INVALID, BELOW_FLOOR = range(7)


class Failure(click.ClickException):
    """Ends the command with a message on standard error and the given exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click declares it on the class

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message."""
        click.echo(f"bulletin: {self.format_message()}", file=file, err=file is None)


def clean(text: str) -> str:
    """`text` without control characters, so that a document cannot steer the terminal."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
