"""The file `cues/places.toml` as patterns, and those that two rooms share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from pipeline import tables
from pipeline.passages import Name

_AT = re.compile(r"\b(?:at|outside|inside|aboard|in front of)\s+(?:the\s+|its\s+)?$", re.IGNORECASE)
_ENTERED = 20  # characters in which such words stand
OCCASION = re.compile(
    r"\b(?:during|following|after|at)\s+(?:(?:an?|the|their)\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:event|meeting|talks|ceremony|summit|forum|conference|session|seminar|reception)\b"
    r"(?:[^.;,]{0,30}?|[^.;]{0,160}?,)\s(?:in|at)\s+(?:the\s+)?$"
)


class PlaceCues(BaseModel):
    """The file `cues/places.toml`: words that tell what a place's name is to an act."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    seated: tuple[str, ...]
    said: tuple[str, ...]
    held: tuple[str, ...]
    whole: tuple[str, ...]
    came: tuple[str, ...]
    route: tuple[str, ...]
    speaking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The words as patterns: `said` and `route` begin behind a name, the others end where one begins."""

    seated: re.Pattern[str]
    said: re.Pattern[str]
    held: re.Pattern[str]
    whole: re.Pattern[str]
    came: re.Pattern[str]
    route: re.Pattern[str]
    speaking: re.Pattern[str]


@cache
def cues() -> Cues:
    """The table's words."""
    words = tables.toml("cues/places.toml", PlaceCues)
    return Cues(
        seated=tables.one_of(words.seated, r"\b", r"\s+(?:in|at|near)\s+(?:the\s+)?$"),
        said=tables.one_of(words.said, r"\s+", r"\b"),
        held=tables.one_of(words.held, r"\b", r"\s+(?:[a-z]+\s+){0,2}(?:in|at|on|off)\s+(?:the\s+)?$"),
        whole=tables.one_of(words.whole, r"\b", r"\s+of\s+(?:the\s+)?$", re.IGNORECASE),
        came=tables.one_of(words.came, r"\b", r"\s+(?:the\s+)?(?:port\s+of\s+)?$"),
        speaking=tables.one_of(
            words.speaking, r"^[\s\"'“‘]*", r"\b[^.;]{0,80}\b(?:in|at|from|on)\s+(?:the\s+)?$", re.IGNORECASE
        ),
        route=tables.one_of(words.route, r"[-–](?:[A-Z][\w'’-]*\s+){1,3}", r"\b"),
    )


def is_entered(name: Name, text: str) -> bool:
    """Whether the words before a name say that one is in it, or at its door: "outside the Ministry"."""
    return _AT.search(text, max(0, name.start - _ENTERED), name.start) is not None
