"""The chain of the coder for one document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.classify.cued import (
    arguments,
    borrowing,
    circumstances,
    modes,
    participants,
    primary,
    realis,
    records,
    triggers,
)
from pipeline.classify.cued.fallback import last_resort
from pipeline.classify.cued.output import action
from pipeline.classify.cued.scene import Scene, scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.classify.cued.candidates import Candidate
    from pipeline.passages import Action, Passage

NEWS = dt.timedelta(days=14)  # an article tells of so many days before the first that it names as news


def coder_for(document: list[Passage], setting: records.Setting | None = None) -> Callable[[Passage], list[Action]]:
    """A function that codes one passage of the document; the primary action comes first."""
    setting = setting or setting_of(document)
    return lambda passage: list(_of_passage(scene(passage), setting))


def setting_of(document: list[Passage]) -> records.Setting:
    """The days that the document's news is of, and whether it is a chronology."""
    if any(p.segment.kind == "chronology_entry" for p in document):
        first = circumstances.earliest(document)
        begin = dt.date.fromordinal(first) if first else None
        return records.Setting(begin, begin, has_entries=True)
    days = ([t.date for t in p.dates if t.date is not None and t.precision == "day"] for p in document)
    told = next((min(some) for some in days if some), None)
    return records.Setting(told - NEWS if told else None, told, has_entries=False)


def candidates(view: Scene, setting: records.Setting) -> list[Candidate]:
    """Every candidate of a passage, completed: arguments, modes, dates, places, realis."""
    found = [replace(c, realis=realis.judge(c)) for c in triggers.find(view)]
    found = arguments.assign(found, view, borrowing.borrow)
    found = [borrowing.as_visits(c) for c in borrowing.borrow_forward(found, view)]
    found = [part for c in found for part in borrowing.split_separate(c, view)]
    found = [modes.choose(participants.complete(c, view)) for c in found]
    found = circumstances.attach(found, view)
    return [records.settle(c, setting) for c in found]


def _of_passage(view: Scene, setting: records.Setting) -> Iterator[Action]:
    everything = candidates(view, setting)
    kept = records.merge([c for c in everything if records.qualifies(c, view, setting)], view)
    is_entry = view.passage.segment.kind == "chronology_entry"
    chosen = primary.choose(kept, view)
    weak = False
    if chosen is None and is_entry:
        chosen, weak = last_resort(everything, view), True
        kept = [chosen] if chosen is not None else []
    if chosen is None:
        return
    if is_entry:
        kept = records.further(kept, chosen, view)
    else:
        chosen = kept[0]
    ordered = [chosen, *(c for c in kept if c is not chosen)]
    for candidate in ordered:
        yield action(candidate, view, chosen, weak=weak)
