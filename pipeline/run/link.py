"""Events that several documents tell: found when all documents are known, marked when the files are written.

A worker keeps of each event what tells whether another one is the same; the store has these on disk, in blocks
outside which no event has a twin, so that only a block has to fit into memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from pydantic import TypeAdapter

from pipeline import emit
from pipeline.records import Event
from pipeline.run.messages import Telling
from pipeline.run.store import Store

# The stage that decides is imported where there is something to decide: its package is slow to import.


def tellings(events: Iterable[Event]) -> Iterator[Telling]:
    """What to keep of a document's events; one that repeats another of its own document is told by that one."""
    from pipeline.normalize import duplicates  # noqa: PLC0415 - see above

    adapter = TypeAdapter(duplicates.Telling)
    for event in events:
        telling = duplicates.telling_of(event) if event.duplicate_of is None else None
        if telling:
            yield Telling(telling.block, adapter.dump_json(telling).decode("utf-8"))


def link(store: Store) -> None:
    """Find the events of the documents with an id that tell again what an earlier document told."""
    for block in store.blocks():
        _link(store, block)


def _link(store: Store, block: Iterable[str]) -> None:
    from pipeline.normalize import duplicates  # noqa: PLC0415 - see above

    adapter = TypeAdapter(duplicates.Telling)
    for repeat in duplicates.repeats(map(adapter.validate_json, block)):
        store.link(repeat.id.rsplit("/", 2)[0], repeat.id, repeat.original, repeat.why)


def linked(lines: bytes, links: Mapping[str, tuple[str, str]]) -> bytes:
    """Lines of events, of which those in `links` (original, why) are marked; the others stay byte for byte."""
    if not links:
        return lines
    from pipeline.normalize import duplicates  # noqa: PLC0415 - see above

    result = []
    for line in lines.splitlines(keepends=True):
        event_id = json.loads(line)["id"]
        if event_id in links:
            repeat = duplicates.Repeat(event_id, *links[event_id])
            result.append(emit.lines([duplicates.marked(Event.model_validate_json(line), repeat)]))
        else:
            result.append(line)
    return b"".join(result)
