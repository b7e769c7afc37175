"""Log lines and progress on standard error: a document and a stage on every line, nothing that steers a terminal."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
import time
from typing import TYPE_CHECKING

import click

from pipeline.cli.fail import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.run import Update

_EVERY = 10.0  # seconds between two lines of progress where lines stay
_FRESH = 0.1  # seconds between two looks of the line on a terminal
_WIDTH = 40


def set_up(*, verbose: bool, as_json: bool) -> None:
    """Let the program's log go to standard error: errors, all (`verbose`), or from INFO on as JSON objects."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if as_json else _Plain())
    logger = logging.getLogger("bulletin")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.DEBUG if verbose else logging.INFO if as_json else logging.ERROR)


class _Plain(logging.Formatter):
    """`LEVEL document [stage] message`; a message of several lines has this before each."""

    def format(self, record: logging.LogRecord) -> str:
        document, stage = _where(record)
        head = f"{record.levelname} {document} [{stage}]"
        lines = record.getMessage().splitlines() or [""]
        return "\n".join(clean(f"{head} {line}") for line in lines)


class _Json(logging.Formatter):
    """One object a line: time, level, document, stage, message."""

    def format(self, record: logging.LogRecord) -> str:
        document, stage = _where(record)
        when = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        content = {"time": when, "level": record.levelname, "document": document, "stage": stage}
        return json.dumps(content | {"message": record.getMessage()})


def _where(record: logging.LogRecord) -> tuple[str, str]:
    """The document and stage that a line is about; `-` and `run` for the run itself."""
    document = str(getattr(record, "document", "-")).replace("\n", "\ufffd")
    return document, getattr(record, "stage", "run")


def progress() -> Callable[[Update], None]:
    """Shows how far a run is: one line that changes on a terminal, a plain line now and then elsewhere."""
    return _terminal() if sys.stderr.isatty() else _lines()


def _terminal() -> Callable[[Update], None]:
    last = 0.0

    def show(update: Update) -> None:
        nonlocal last
        if update.is_last or time.monotonic() - last > _FRESH:
            last = time.monotonic()
            name = "" if update.is_last else clean(update.name).replace("\n", " ")[-_WIDTH:]
            click.echo(f"\r\x1b[2K{_told(update)}  {name}", err=True, nl=update.is_last)

    return show


def _lines() -> Callable[[Update], None]:
    last = time.monotonic()

    def show(update: Update) -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            click.echo(_told(update), err=True)

    return show


def _told(update: Update) -> str:
    parts = [f"{update.processed} documents done"]
    if update.unchanged:
        parts.append(f"{update.unchanged} unchanged")
    if update.rejects:
        parts.append(f"{update.rejects} rejected")
    return f"[{update.inputs}/{update.of}] {', '.join(parts)}"
