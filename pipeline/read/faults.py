"""What can be wrong with an input."""

from __future__ import annotations

from pipeline.records import RejectReason


class ReadError(Exception):
    """An input that cannot be read: `reason` is from the contract's closed list."""

    def __init__(self, reason: RejectReason, message: str) -> None:
        super().__init__(message)
        self.reason: RejectReason = reason
        self.message = message
