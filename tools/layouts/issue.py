"""The source of an issue: essays and a chronology, as `tidewater.txt` has them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).parent / "tidewater.txt"
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_DAYS = re.compile(r"(\d+)\w\w(?:-(\d+)\w\w)?")


@dataclass(frozen=True)
class Entry:
    """A row of the chronology: its days and its text; `label` as the source writes it (`8th-9th`)."""

    label: str
    first: dt.date
    last: dt.date
    text: str

    @property
    def month(self) -> str:
        """The heading that it stands under."""
        return f"{_MONTHS[self.first.month - 1]} {self.first.year}"

    def dated(self, *, year: bool = True) -> str:
        """Its label as a whole date: `8-9 January 2022`."""
        days = str(self.first.day) if self.first == self.last else f"{self.first.day}–{self.last.day}"
        name = _MONTHS[self.first.month - 1]
        return f"{days} {name} {self.first.year}" if year else f"{days} {name}"


@dataclass
class Essay:
    """An article: title, author, paragraphs."""

    title: str
    author: str = ""
    paragraphs: list[str] = field(default_factory=list)


@dataclass
class Issue:
    """An issue: its name, articles, the chronology's title and entries."""

    name: str
    essays: list[Essay] = field(default_factory=list)
    chronology: str = ""
    entries: list[Entry] = field(default_factory=list)


def read_issue(path: Path = SOURCE) -> Issue:
    """The issue in the file."""
    issue, month = Issue(""), (1, 1900)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            name, year = line[4:].split()
            month = _MONTHS.index(name) + 1, int(year)
        elif line.startswith("## Chronology"):
            issue.chronology = line[3:]
        elif line.startswith("## "):
            issue.essays.append(Essay(line[3:]))
        elif line.startswith("# "):
            issue.name = line[2:]
        elif line.startswith("@ "):
            issue.essays[-1].author = line[2:]
        elif found := _DAYS.match(line.split(" | ")[0]) if " | " in line else None:
            first, last = int(found[1]), int(found[2] or found[1])
            label, text = line.split(" | ")
            begin, end = (dt.date(month[1], month[0], day) for day in (first, last))
            issue.entries.append(Entry(label, begin, end, text))
        elif line:
            issue.essays[-1].paragraphs.append(line)
    return issue
