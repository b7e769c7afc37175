"""The store of a run: inputs, what was read from them, and the records that were made of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from pipeline.records import Reject
from pipeline.run.database import Database, StoreError
from pipeline.run.messages import Made
from pipeline.run.summary import Counts

_ITEM = "SELECT i.input, i.number, i.doc, i.path, i.sha256, i.key, i.reject FROM"


@dataclass(frozen=True, slots=True)
class Item:
    """What stands at a place of an input: a document that was processed, or a reject."""

    input: str
    number: int
    doc: str | None
    path: str
    sha256: str | None
    key: str | None
    reject: Reject | None


class Store(Database):
    """What is kept in the database of a run. All methods raise StoreError."""

    # inputs

    def plan(self, names: Iterable[str]) -> None:
        """The inputs of this run, in order."""
        with self.checked():
            self.base.execute("DELETE FROM plan")
            self.base.executemany("INSERT OR IGNORE INTO plan (name) VALUES (?)", ((name,) for name in names))

    def is_done(self, name: str, key: str | None, guard: str) -> bool:
        """Whether an input was read and processed whole under this hash."""
        if key is None:
            return False
        with self.checked():
            row = self.base.execute("SELECT key, guard FROM inputs WHERE name = ? AND whole", (name,)).fetchone()
        return bool(row) and row[0] == key and row[1] in (None, guard)

    def begin(self, name: str) -> None:
        """An input is about to be read again."""
        with self.checked():
            self.base.execute("INSERT OR REPLACE INTO inputs (name, whole) VALUES (?, 0)", (name,))

    def cut(self, name: str, count: int) -> None:
        """An input has `count` items and no more."""
        with self.checked():
            self.base.execute("DELETE FROM items WHERE input = ? AND number >= ?", (name, count))

    def done(self, name: str, key: str | None) -> None:
        """All items of an input are done."""
        with self.checked():
            (guard,) = self.base.execute("SELECT max(guard) FROM items WHERE input = ?", (name,)).fetchone()
            row = (name, key, guard)
            self.base.execute("INSERT OR REPLACE INTO inputs (name, key, guard, whole) VALUES (?, ?, ?, 1)", row)

    # items

    def put(self, item: Item, guard: str | None = None) -> None:
        """What stands at a place of an input; `guard` if it holds only under the guards of this run."""
        reject = item.reject.model_dump_json() if item.reject else None
        row = (item.input, item.number, item.doc, item.path, item.sha256, item.key, reject, guard)
        with self.checked():
            self.base.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def drop(self, name: str, number: int) -> None:
        """Nothing is known to stand at a place of an input."""
        with self.checked():
            self.base.execute("DELETE FROM items WHERE input = ? AND number = ?", (name, number))

    def has(self, key: str) -> bool:
        """Whether there are records under this hash."""
        with self.checked():
            return bool(self.base.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone())

    def reject_of(self, key: str, guard: str) -> Reject | None:
        """The reject that the guards made of the document with this hash, if they are the same still."""
        query = "SELECT reject FROM items WHERE key = ? AND guard = ? AND reject IS NOT NULL"
        with self.checked():
            row = self.base.execute(query, (key, guard)).fetchone()
        return Reject.model_validate_json(row[0]) if row else None

    def keep(self, key: str, made: Made) -> None:
        """The records of a document."""
        row = (key, made.counts.to_json(), made.text, made.segments, made.mentions, made.events)
        told = [(key, number, telling.block, telling.facts) for number, telling in enumerate(made.tellings)]
        with self.checked():
            self.base.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)", row)
            self.base.execute("DELETE FROM tellings WHERE key = ?", (key,))
            self.base.executemany("INSERT INTO tellings VALUES (?, ?, ?, ?)", told)

    def items(self, name: str) -> Iterator[Item]:
        """The items of an input, in order."""
        yield from self._items(f"{_ITEM} items i WHERE i.input = ? ORDER BY i.number", (name,))

    def planned(self) -> Iterator[Item]:
        """The items of all inputs of this run, in order."""
        # CROSS JOIN tells SQLite to go through the plan, which is in order, so that nothing is sorted
        tables = "plan p CROSS JOIN items i WHERE i.input = p.name"
        yield from self._items(f"{_ITEM} {tables} ORDER BY p.position, i.number")

    def known(self, doc: str) -> set[str | None]:
        """The hashes under which there is a document of this id; None for a reject."""
        with self.checked():
            return {row[0] for row in self.base.execute("SELECT key FROM items WHERE doc = ?", (doc,))}

    def see(self, doc: str) -> None:
        """A document is there still."""
        with self.checked():
            self.base.execute("INSERT OR IGNORE INTO taken (doc) VALUES (?)", (doc,))

    def gone(self) -> Iterator[Item]:
        """The documents of earlier runs that `see` was not called for."""
        unseen = "i.doc IS NOT NULL AND i.doc NOT IN (SELECT doc FROM taken)"
        yield from self._items(f"{_ITEM} items i WHERE {unseen} ORDER BY i.input, i.number")

    def _items(self, query: str, values: tuple[str, ...] = ()) -> Iterator[Item]:
        with self.checked():
            for *row, reject in self.base.execute(query, values):
                place: tuple[Any, ...] = (*row, Reject.model_validate_json(reject) if reject else None)
                yield Item(*place)

    # the final files

    def take(self, item: Item, place: int) -> None:
        """Give the document at this place of the run its id, unless one before it has it."""
        row = (item.doc, item.sha256, place, item.key)
        with self.checked():
            self.base.execute("INSERT OR IGNORE INTO taken VALUES (?, ?, ?, ?)", row)

    def has_taken(self, doc: str, place: int) -> bool:
        """Whether the document at this place has the id."""
        with self.checked():
            row = self.base.execute("SELECT place FROM taken WHERE doc = ?", (doc,)).fetchone()
        return bool(row and row[0] == place)

    def is_taken(self, doc: str) -> bool:
        """Whether a document has this id."""
        with self.checked():
            return bool(self.base.execute("SELECT 1 FROM taken WHERE doc = ?", (doc,)).fetchone())

    def taken(self) -> Iterator[tuple[str, str]]:
        """The ids that were given, in alphabetical order, with the hashes of their bytes."""
        with self.checked():
            yield from self.base.execute("SELECT doc, sha256 FROM taken ORDER BY doc")

    def release(self) -> None:
        """No document has an id."""
        with self.checked():
            self.base.execute("DELETE FROM taken")
            self.base.execute("DELETE FROM links")

    def blocks(self) -> Iterator[list[str]]:
        """The facts of the events in blocks that several documents share; in a block in the order of the run."""
        told = "taken k JOIN tellings t ON t.key = k.key"
        shared = f"SELECT t.block FROM {told} GROUP BY t.block HAVING count(DISTINCT k.doc) > 1"  # noqa: S608
        query = f"SELECT t.block, t.facts FROM {told} WHERE t.block IN ({shared}) ORDER BY t.block, k.place, t.number"  # noqa: S608
        with self.checked():
            for _, rows in groupby(self.base.execute(query), key=itemgetter(0)):
                yield [facts for _, facts in rows]

    def link(self, doc: str, event: str, original: str, why: str) -> None:
        """An event of a document tells another one's again."""
        with self.checked():
            self.base.execute("INSERT INTO links VALUES (?, ?, ?, ?)", (event, doc, original, why))

    def links(self, doc: str) -> dict[str, tuple[str, str]]:
        """The originals of a document's events that tell others' again, and why."""
        with self.checked():
            rows = self.base.execute("SELECT event, original, why FROM links WHERE doc = ?", (doc,)).fetchall()
        return {event: (original, why) for event, original, why in rows}

    def counts(self, key: str) -> Counts:
        """How many records there are under a hash."""
        return Counts.from_json(self._column("counts", key))

    def lines(self, column: str, key: str) -> bytes:
        """`text`, or the lines of `segments`, `mentions` or `events` under a hash."""
        with self.checked():
            return zlib.decompress(self._column(column, key))

    def _column(self, column: str, key: str) -> Any:  # noqa: ANN401 - text or bytes
        with self.checked():
            row = self.base.execute(f"SELECT {column} FROM results WHERE key = ?", (key,)).fetchone()  # noqa: S608
        if row is None:
            raise StoreError(f"{self.path}: the records {key} are gone; delete this file and run again")
        return row[0]

    def fact(self, name: str) -> str | None:
        """A fact about the final files."""
        with self.checked():
            row = self.base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_facts(self, **facts: str | None) -> None:
        """Keep facts about the final files; None forgets one."""
        with self.checked():
            self.base.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())
        self.commit()

    def forget_the_rest(self) -> None:
        """Throw away what no input of this run leads to."""
        with self.checked():
            for table, column in (("inputs", "name"), ("items", "input")):
                self.base.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT name FROM plan)")  # noqa: S608
            self.base.execute(
                "DELETE FROM results WHERE key NOT IN (SELECT key FROM items WHERE reject IS NULL AND key IS NOT NULL)"
            )
            self.base.execute("DELETE FROM tellings WHERE key NOT IN (SELECT key FROM results)")
        self.commit()
