"""The executable codebook: PLOVER 2.0's closed lists with our definitions, borders and decisions.

    from pipeline.codebook import codebook, score, describe

Data lies in `models/codebook/`; its closed lists are those of `pipeline.records`.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict, RootModel

from pipeline import tables
from pipeline.records import Context, EventType, Mode, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable

Quad = Literal[1, 2, 3, 4]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TypeEntry(_Strict):
    """One of the 16 types. `negative` cues name the type that they are cues of."""

    quad: Quad
    score: float
    needs_recipient: bool
    definition: str
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    borders: tuple[str, ...]


class ModeEntry(_Strict):
    """A mode of one type."""

    score: float
    definition: str


class ContextEntry(_Strict):
    """A context; in cues `*` stands for any ending of the word."""

    definition: str
    cues: tuple[str, ...] = ()


class Decision(_Strict):
    """A place where the codebook contradicts itself or is silent, and what we do."""

    about: str
    says: str
    ours: str


class _Types(RootModel[dict[EventType, TypeEntry]]):
    pass


class _Modes(RootModel[dict[EventType, dict[Mode, ModeEntry]]]):
    pass


class _Contexts(RootModel[dict[Context, ContextEntry]]):
    pass


class _Sectors(_Strict):
    sectors: dict[Sector, str]


class _Decisions(_Strict):
    decision: tuple[Decision, ...]


class Codebook(_Strict):
    """All of `models/codebook/`."""

    types: dict[EventType, TypeEntry]
    modes: dict[EventType, dict[Mode, ModeEntry]]
    contexts: dict[Context, ContextEntry]
    sectors: dict[Sector, str]
    decisions: tuple[Decision, ...]


@cache
def codebook() -> Codebook:
    """The codebook, read once and checked for completeness against the contract's closed lists."""
    book = Codebook(
        types=tables.toml("codebook/types.toml", _Types).root,
        modes=tables.toml("codebook/modes.toml", _Modes).root,
        contexts=tables.toml("codebook/contexts.toml", _Contexts).root,
        sectors=tables.toml("codebook/sectors.toml", _Sectors).sectors,
        decisions=tables.toml("codebook/decisions.toml", _Decisions).decision,
    )
    for what, have, want in (
        ("types", book.types, get_args(EventType)),
        ("contexts", book.contexts, get_args(Context)),
        ("sectors", book.sectors, get_args(Sector)),
    ):
        if missing := set(want) - set(have):
            raise tables.TableError(f"models/codebook/{what}.toml: {sorted(missing)} missing; add them")
    return book


def score(kind: EventType, modes: Iterable[Mode] = ()) -> tuple[Quad, float]:
    """Quad class and scale of an event: the most extreme of its modes' scores, else its type's."""
    entry = codebook().types[kind]
    known = codebook().modes.get(kind, {})
    values = [known[mode].score for mode in modes if mode in known]
    return entry.quad, max(values, key=abs, default=entry.score)


def describe(kind: str) -> str:
    """A type's page as plain text. Raises KeyError with the nearest name for an unknown one."""
    book = codebook()
    name = next((known for known in book.types if known == kind.upper()), None)
    if name is None:
        near = difflib.get_close_matches(kind.upper(), list(book.types), n=1)
        raise KeyError(f"no type {kind!r}" + (f"; did you mean {near[0]}?" if near else ""))
    entry = book.types[name]
    recipient = "needs a recipient" if entry.needs_recipient else "recipient not needed"
    lines = [
        f"{name}  (quad class {entry.quad}, score {entry.score:g}, {recipient})",
        "",
        entry.definition,
        "",
    ]
    lines += _listed("Cues", entry.positive) + _listed("Not", entry.negative) + _listed("Borders", entry.borders)
    modes = [f"{mode} ({item.score:g}): {item.definition}" for mode, item in book.modes.get(name, {}).items()]
    return "\n".join([*lines, *_listed("Modes", modes)]).rstrip() + "\n"


def _listed(title: str, items: Iterable[str]) -> list[str]:
    found = [f"  - {item}" for item in items]
    return [f"{title}:", *found, ""] if found else []
