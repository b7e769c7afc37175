"""Which documents a run is about."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents a run is about, and whether what is known of them counts.

    `only` are patterns (`*`, `?`) for ids or paths; `limit` is the number of documents, rejected ones counted,
    from the first in order; with `force` all are processed again.
    """

    only: tuple[str, ...] = ()
    limit: int | None = None
    force: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is about all documents."""
        return not self.only and self.limit is None

    def has(self, doc: str | None, path: str) -> bool:
        """Whether a document (or reject) is among those that `only` names."""
        names = [name for name in (doc, path) if name is not None]
        return not self.only or any(fnmatchcase(name, pattern) for pattern in self.only for name in names)
