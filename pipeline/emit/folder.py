"""The output folder's hidden room: what a run keeps there for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_HIDDEN = ".bulletin"


class OutputError(OSError):
    """The output folder cannot be written."""


def hidden_if_there(output: Path) -> Path:
    """The folder `.bulletin` in an output folder, which may not be there."""
    return output / _HIDDEN


def hidden(output: Path) -> Path:
    """The folder `.bulletin` in an output folder, made if it is not there; git is told to ignore it."""
    folder = output / _HIDDEN
    with telling(output):
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.is_file():
            ignore.write_text("*\n", encoding="utf-8")
    return folder


@contextmanager
def telling(output: Path) -> Iterator[None]:
    """Turns what the system says of a write into an OutputError that says what to do."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(
            f"{output}: {error.strerror or error}; choose another folder with -o, mend its permissions or free some "
            "space, and run again: what is done already is kept"
        ) from error
