"""Who is there: the parties of a document so far, and a text with what was found in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.extract.words import Word
from pipeline.passages import Name, Party


@dataclass(slots=True)
class Cast:
    """The parties of a document so far by canonical name; `recent`: those that "the ministry" can mean.

    `home` is the state whose officials a passage names without their country, if there is one.
    """

    known: dict[str, Party] = field(default_factory=dict)
    recent: dict[str, Party] = field(default_factory=dict)
    home: str | None = None

    def begin(self, *, alone: bool, home: str | None = None) -> None:
        """Begin a passage; an entry of a chronology stands `alone`: it takes up nothing from those before."""
        self.home = None if alone else home
        if alone:
            self.recent.clear()

    def remember(self, party: Party) -> None:
        """Keep the party, unless it says less than what was known of it."""
        key = party.canonical or party.text
        before = self.known.get(key)
        if before is None or before.code is None or party.office:
            self.known[key] = party
        self.recent.pop(key, None)
        self.recent[key] = self.known[key]

    def learn(self, party: Party) -> None:
        """Keep the country of a known person or body that was found out later."""
        key = party.canonical or party.text
        before = self.known.get(key)
        if before is not None and before.code is None and before.kind == party.kind and party.code:
            sector = party.sector if party.sector != "UNK" else None
            self.known[key] = replace(before, code=party.code, sector=before.sector or sector, inferred=party.inferred)


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with its words, its names in word numbers and the document's short forms for bodies."""

    text: str
    words: Sequence[Word]
    spans: Mapping[Name, tuple[int, int]]
    definitions: Mapping[str, str]
