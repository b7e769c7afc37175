"""The chain on one document: segment, extract, classify, normalize."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import tee
from typing import TYPE_CHECKING

from pipeline.records import Document, Event, Mention, Segment, Stage

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.passages import Passage

Enter = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What the chain makes of one document."""

    document: Document
    segments: tuple[Segment, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]


def _unwatched(_stage: Stage) -> None:
    """Nobody wants to know which stage a document is in."""


def process(document: Document, nlp: Language, enter: Enter = _unwatched) -> Result:
    """The chain on one document; `enter` is told the name of each stage as it begins."""
    # the process that only hands out work never pays for the import of the stages
    from pipeline import classify, extract, normalize, segment  # noqa: PLC0415

    enter("segment")
    segments = segment.segments(document)
    # each passage is classified before the next is read: what the encoder keeps of it is large
    read, kept = tee(_entered(extract.passages(document, segments, nlp), enter))
    actions = list(classify.actions(read))
    enter("extract")
    mentions = extract.mentions(document, kept)
    enter("normalize")
    events = normalize.events(document, actions, mentions)
    return Result(document, tuple(segments), tuple(mentions), tuple(events))


def _entered(passages: Iterator[Passage], enter: Enter) -> Iterator[Passage]:
    """The passages as they are made, with word of the stage that is at work."""
    enter("extract")
    for passage in passages:
        enter("classify")
        yield passage
        enter("extract")
    enter("classify")
