"""Segmenting a text that stands in the test."""

from __future__ import annotations

from textwrap import dedent

from pipeline import segment
from pipeline.records import Document, Segment
from pipeline.text import HYPHENS, pieces


def document(text: str, **known: object) -> Document:
    """A document of this (dedented) text."""
    return Document.model_validate(
        {
            "id": "doc",
            "path": "doc.txt",
            "text": dedent(text).lstrip("\n"),
            "sha256": "0" * 64,
            "encoding": "utf-8",
        }
        | known
    )


def segments(text: str, **known: object) -> list[Segment]:
    """Its segments."""
    return segment.segments(document(text, **known))


def entries(text: str, **known: object) -> list[tuple[str, str, str]]:
    """Its chronology entries as (label, interval, text)."""
    return [
        (found.label or "", interval(found), found.text)
        for found in segments(text, **known)
        if found.kind == "chronology_entry"
    ]


def interval(found: Segment) -> str:
    """The days of its label, as `2021-05-03` or `2021-05-03..2021-05-05`."""
    return "..".join(str(day) for day in (found.date, found.enddate) if day)


def uncovered(doc: Document, found: list[Segment]) -> str:
    """The non-blank characters of the document that stand in no segment's text or label, or in two.

    A label may serve several entries: it is counted once.
    """
    times = [0] * len(doc.text)
    labels = {span for item in found for span in item.label_spans or ()}
    texts = [span for item in found for span in pieces(item.start, item.end, item.spans)]
    for start, end in [*texts, *labels]:
        for index in range(start, end):
            times[index] += 1
    return "".join(
        char
        for char, count in zip(doc.text, times, strict=True)
        if count != 1 and not char.isspace() and char not in HYPHENS
    )
