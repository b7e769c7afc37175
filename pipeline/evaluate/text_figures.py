"""The figures of segments, mentions and time expressions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from pipeline.evaluate.figures import Figure, always, show_interval
from pipeline.records import MentionLabel
from pipeline.text import squash

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from pipeline.evaluate.alignment import Located, LocatedMention

# --- segments


def _is_entry(one: Located) -> bool:
    return one.row.kind == "chronology_entry"


def _is_paragraph(one: Located) -> bool:
    return one.row.kind == "paragraph"


def _show_segment(one: Located) -> str:
    return f"{one.row.kind} {show_interval(one.row)}: {one.row.text}"


def _label(one: Located) -> str:
    """The day label without what only typography decides."""
    return re.sub(r"[\W_]+", "", one.row.label or "").casefold()


SEGMENTS: tuple[Figure[Located], ...] = (
    Figure(
        "segments.entries",
        "chronology entries whose text (white space and hyphens apart) and label date are exact",
        "f1",
        key=lambda one: (squash(one.row.text), one.row.interval),
        show=_show_segment,
        counts=_is_entry,
    ),
    Figure(
        "segments.paragraphs",
        "paragraphs whose text is exact",
        "f1",
        key=lambda one: squash(one.row.text),
        show=_show_segment,
        counts=_is_paragraph,
    ),
    Figure(
        "segments.label_date",
        "entries whose label is read as the right interval",
        "accuracy",
        key=lambda one: one.row.interval,
        show=lambda one: show_interval(one.row),
        counts=_is_entry,
        after="segments.entries",
    ),
    Figure(
        "segments.label",
        "entries whose label has the right words",
        "accuracy",
        key=_label,
        show=lambda one: one.row.label or "no label",
        counts=_is_entry,
    ),
)


# --- mentions


def _is_date(one: LocatedMention) -> bool:
    return one.row.label == "DATE"


def _is_name(one: LocatedMention) -> bool:
    return not _is_date(one)


def _has_code(one: LocatedMention) -> bool:
    """Names that the manual gives a country or organisation code."""
    return one.row.label in {"PERSON", "ORG", "GPE", "NORP"}


def _has_interval(one: LocatedMention) -> bool:
    return _is_date(one) and one.row.date is not None


def _strict(one: LocatedMention) -> Hashable:
    return one.at, one.row.label


def _show_mention(one: LocatedMention) -> str:
    return f"{one.row.label} {one.row.text}"


def _mention(
    name: str,
    meaning: str,
    key: Callable[[LocatedMention], Hashable],
    counts: Callable[[LocatedMention], bool] = always,
    *,
    listed: bool = False,
) -> Figure[LocatedMention]:
    return Figure(name, meaning, "f1", key, _show_mention, counts, listed=listed)


def _labelled(label: MentionLabel) -> Figure[LocatedMention]:
    return _mention(f"mentions.{label}", f"{label}: span and label", _strict, lambda one: one.row.label == label)


def _value(one: LocatedMention) -> str:
    return f"{one.row.timex_value} {show_interval(one.row)}"


MENTIONS: tuple[Figure[LocatedMention], ...] = (
    _mention("mentions.strict", "all mentions: span and label exact", _strict, listed=True),
    _mention("mentions.exact", "all mentions: span exact, whatever the label", lambda one: one.at),
    _mention("mentions.partial", "all mentions: spans overlap, whatever the label", always),
    _mention("mentions.type", "all mentions: spans overlap, same label", lambda one: one.row.label),
    _mention("names.strict", "all but DATE: span and label exact", _strict, _is_name),
    Figure(
        "names.canonical",
        "names found: the right canonical name",
        "found",
        key=lambda one: squash(one.row.canonical or "").casefold(),
        show=lambda one: str(one.row.canonical),
        counts=_is_name,
    ),
    Figure(
        "names.code",
        "persons, bodies, places, nationalities found: the right country or organisation code",
        "found",
        key=lambda one: one.row.code,
        show=lambda one: str(one.row.code),
        counts=_has_code,
    ),
    *(_labelled(label) for label in get_args(MentionLabel) if label != "DATE"),
)
DATES: tuple[Figure[LocatedMention], ...] = (
    _mention("dates.strict", "DATE: span exact", _strict, _is_date),
    _mention("dates.partial", "DATE: spans overlap", always, _is_date),
    _mention("dates.value", "DATE: spans overlap, same TIMEX3 value", lambda one: one.row.timex_value, _is_date),
    _mention(
        "dates.interval",
        "DATE with an interval: spans overlap, same days",
        lambda one: one.row.interval,
        _has_interval,
    ),
    Figure(
        "dates.value_found",
        "DATE found: same TIMEX3 value",
        "found",
        lambda one: one.row.timex_value,
        _value,
        _is_date,
    ),
    Figure(
        "dates.interval_found",
        "DATE found: same days",
        "found",
        lambda one: one.row.interval,
        _value,
        _is_date,
        after="dates.value_found",
    ),
)
