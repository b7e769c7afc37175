"""What can be wrong with an input, and what is worth a line in the log."""

from __future__ import annotations

import logging

from pipeline.records import RejectReason

_MOST_SAID = 200
log = logging.getLogger("bulletin.read")


class ReadError(Exception):
    """An input that cannot be read: `reason` is from the contract's closed list."""

    def __init__(self, reason: RejectReason, message: str) -> None:
        super().__init__(message)
        self.reason: RejectReason = reason
        self.message = message


def said(what: object) -> str:
    """What a library says of a fault, or an input of itself, in one short line that a terminal can show."""
    line = " ".join(str(what).split())
    clean = "".join(char if char.isprintable() else "\ufffd" for char in line)
    return clean if len(clean) <= _MOST_SAID else f"{clean[:_MOST_SAID]}…"


def too_large(where: str, what: str, limit: int, advice: str) -> ReadError:
    """The error of an input over a limit: `what` it has too much of."""
    return ReadError("too_large", f"{where}: {what} (the limit is {limit:,}); {advice}")
