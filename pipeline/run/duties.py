"""The two duties of workers: reading inputs, and the chain on documents."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline import emit, read
from pipeline.records import Document, Reject
from pipeline.run.chain import Enter, Result, process
from pipeline.run.inputs import STDIN
from pipeline.run.link import tellings
from pipeline.run.messages import Input, Item, Made, Read, Telling
from pipeline.run.summary import Counts

# Records are text that repeats itself: the fastest level packs them to a seventh.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """Inputs to documents. `version` is that of the chain, for the documents' keys."""

    version: str
    limits: read.Limits

    def ready(self) -> None:
        """There is nothing to load."""

    def answers(self, job: Input, enter: Enter) -> Iterator[Item]:
        """The documents and rejects of an input, in order."""
        enter("read")
        for found in self._found(job):
            yield Read(found, document_key(found, self.version)) if isinstance(found, Document) else found

    def _found(self, job: Input) -> Iterator[Document | Reject]:
        if job.name != STDIN:
            return read.documents(job.path, job.doc_id, self.limits)
        with job.path.open("rb") as spooled:
            return read.stdin_documents(spooled.read(self.limits.input_bytes + 1), self.limits)


@dataclass(frozen=True, slots=True)
class Chain:
    """Documents to records, packed."""

    def ready(self) -> None:
        """Load the models."""
        from pipeline import encoder, extract  # noqa: PLC0415 - heavy

        encoder.load()
        extract.load()

    def answers(self, job: Document, enter: Enter) -> Iterator[Made]:
        """The records of a document, once."""
        from pipeline import extract  # noqa: PLC0415 - heavy

        result = process(job, extract.load(), enter)
        yield packed(result, tellings(result.events))


def document_key(document: Document, version: str) -> str:
    """The hash of everything that a document's records depend on."""
    return hashlib.sha256(f"{version}\n{document.model_dump_json()}".encode()).hexdigest()


def packed(result: Result, told: Iterable[Telling] = ()) -> Made:
    """A result as lines of the record files, compressed; `told` are the tellings of its events."""
    counts = Counts(
        len(result.mentions),
        Counter(segment.kind for segment in result.segments),
        Counter(event.event[0] for event in result.events),
    )
    return Made(
        text=zlib.compress(result.document.text.encode("utf-8"), _LEVEL),
        segments=zlib.compress(emit.lines(result.segments), _LEVEL),
        mentions=zlib.compress(emit.lines(result.mentions), _LEVEL),
        events=zlib.compress(emit.lines(result.events), _LEVEL),
        counts=counts,
        tellings=tuple(told),
    )
