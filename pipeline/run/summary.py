"""Counts of records, of a document and of a run."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any, Self


@dataclass(slots=True)
class Counts:
    """Counts of records."""

    mentions: int = 0
    segments: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> str:
        """All of it."""
        return json.dumps({item.name: getattr(self, item.name) for item in fields(self)})

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` gave."""
        found: dict[str, Any] = json.loads(text)
        counted = {name: Counter(value) for name, value in found.items() if isinstance(value, dict)}
        return cls(**(found | counted))


@dataclass(slots=True)
class Summary(Counts):
    """What an output holds; and how many documents this run processed, or found done by an earlier one."""

    documents: int = 0
    rejects: Counter[str] = field(default_factory=Counter)
    processed: int = 0
    unchanged: int = 0

    def add(self, counts: Counts) -> None:
        """Count one document's records."""
        self.documents += 1
        self.mentions += counts.mentions
        self.segments.update(counts.segments)
        self.events.update(counts.events)
