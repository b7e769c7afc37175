"""What a run keeps for the next one: a database in the output folder that survives a kill at any moment.

- `inputs`: each input with the hash under which it was read, and whether all of it is done;
- `items`: what was read from an input, in order: a document (by the hash of all its records depend on) or a reject;
- `results`: the records of a document, compressed, by that hash;
- `tellings`: what of the document's events tells whether others report the same;
- `facts`: what the final files were made of.

A reject by the guards of time and memory carries the fingerprint of these (`guard`), and holds only under it.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_FORMAT = 2  # of the database; another one is thrown away, which costs time and nothing else
_COMMIT = 0.5  # seconds of work that a power failure may cost
_TABLES = f"""
CREATE TABLE inputs (name TEXT PRIMARY KEY, key TEXT, guard TEXT, whole INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE items (
  input TEXT NOT NULL, number INTEGER NOT NULL, doc TEXT, path TEXT NOT NULL, sha256 TEXT, key TEXT, reject TEXT,
  guard TEXT, PRIMARY KEY (input, number)
) WITHOUT ROWID;
CREATE INDEX items_by_key ON items (key);
CREATE INDEX items_by_doc ON items (doc);
CREATE TABLE results (key TEXT PRIMARY KEY, counts TEXT, text BLOB, segments BLOB, mentions BLOB, events BLOB);
CREATE TABLE tellings (
  key TEXT NOT NULL, number INTEGER NOT NULL, block TEXT NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (key, number)
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
PRAGMA user_version = {_FORMAT};
"""
_TEMPORARY = """
CREATE TEMP TABLE plan (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TEMP TABLE taken (doc TEXT PRIMARY KEY, sha256 TEXT, place INTEGER, key TEXT) WITHOUT ROWID;
CREATE TEMP TABLE links (event TEXT PRIMARY KEY, doc TEXT NOT NULL, original TEXT NOT NULL, why TEXT) WITHOUT ROWID;
CREATE INDEX links_by_doc ON links (doc);
"""


class StoreError(RuntimeError):
    """The database is damaged or cannot be written."""


def is_store(path: Path) -> bool:
    """Whether there is a database that a run would go on with."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path)) as base:
        try:
            (found,) = base.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError:
            return False
    return bool(found == _FORMAT)


class Database:
    """The database at `path`; `:memory:` for one that is not kept. All methods raise StoreError."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        with self.checked():
            self.base = self._open()
            self.base.executescript(_TEMPORARY)
        self._committed = time.monotonic()

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, isolation_level="DEFERRED")
        (found,) = base.execute("PRAGMA user_version").fetchone()
        if found not in (0, _FORMAT):
            base.close()
            Path(self.path).unlink()
            return self._open()
        base.execute("PRAGMA journal_mode = WAL")
        if not found:
            with base:
                base.executescript(f"BEGIN; {_TABLES}")
        return base

    @contextmanager
    def checked(self) -> Iterator[None]:
        """Turns what the database says of a fault into a StoreError that says what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self.path}: {error}; mend its permissions or free some space, and run again: what is done is kept"
            ) from error
        except (sqlite3.DatabaseError, zlib.error) as error:
            raise StoreError(f"{self.path}: {error}; delete this file and run again") from error

    def close(self) -> None:
        """Keep everything and let go of the file."""
        with self.checked():
            self.base.commit()
            self.base.close()

    def tick(self) -> None:
        """Keep what was put in, if that was not done lately."""
        if time.monotonic() - self._committed > _COMMIT:
            self.commit()

    def commit(self) -> None:
        """Keep what was put in."""
        with self.checked():
            self.base.commit()
        self._committed = time.monotonic()
