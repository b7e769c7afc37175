"""The plain answer keys: a bulletin's events by the first words of their entry, an article's acts, a sentence's act."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.records import Auxiliary, EventType, Mode

HERE = Path(__file__).parent
BULLETINS = sorted((HERE / "bulletins").iterdir())
ARTICLES = sorted((HERE / "articles").iterdir())

Party = tuple[str, str | None, str | None]


class Answer(BaseModel):
    """An event record of an entry; parties are their words, code and sector."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    start: str
    type: EventType
    mode: tuple[Mode, ...]
    primary: bool
    trigger: str
    auxiliary: tuple[Auxiliary, ...]
    date: str
    enddate: str | None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: str | None
    place_country: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """An act of an article: its trigger, how its sentence begins, its first and last day (`-` if not told).

    `codes` are the countries of its parties, None where the key has only days.
    """

    article: str
    trigger: str
    sentence: str
    type: str
    first: str
    last: str
    codes: frozenset[str] | None = None


class _Told(BaseModel):
    """An act of an article, with its parties and place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    file: str
    trigger: str
    sentence: str
    type: EventType
    auxiliary: tuple[Auxiliary, ...]
    date: str | None
    enddate: str | None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: str | None
    place_country: str | None

    @property
    def act(self) -> Act:
        """The act as the shorter keys have it, with its countries."""
        first = self.date or "-"
        codes = frozenset(code for _, code, _ in (*self.actor, *self.recipient) if code)
        article = self.file.removesuffix(".md")
        return Act(article, self.trigger, self.sentence, self.type, first, self.enddate or first, codes)


class Sentence(BaseModel):
    """A sentence with its one act: type, codes of the source and of the target (with commas; `-` if none)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    type: EventType
    source: str
    target: str

    @property
    def codes(self) -> set[str]:
        """The countries of both sides."""
        return {*self.source.split(","), *self.target.split(",")} - {"-"}


class Phrase(BaseModel):
    """A phrase that names a party, with its code and sector (`-` if its words do not let one know)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    phrase: str
    code: str
    sector: str


class Spot(BaseModel):
    """A sentence with a place in double brackets, its country, position and tolerance (`-` where there is none)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    code: str
    lat: str
    lon: str
    km: str


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a table with a header, comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def phrases() -> list[Phrase]:
    """The phrases."""
    return [Phrase.model_validate(row) for row in table(HERE / "phrases.tsv")]


def spots() -> list[Spot]:
    """The sentences with places."""
    return [Spot.model_validate(row) for row in table(HERE / "places.tsv")]


SENTENCES = ("sentences", "sentences_held")


def sentences(name: str) -> list[Sentence]:
    """The sentences of a file with one act each."""
    return [Sentence.model_validate(row) for row in table(HERE / f"{name}.tsv")]


def words(text: str) -> str:
    """The words of a text in small letters, without signs."""
    return " ".join(re.findall(r"\w+", text.lower()))


def source(folder: Path) -> Path:
    """The bulletin's file."""
    return next(path for path in folder.iterdir() if path.stem == "bulletin")


def answers(folder: Path) -> dict[str, list[Answer]]:
    """The answers of a bulletin by the beginnings of their entries."""
    found: dict[str, list[Answer]] = {}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        answer = Answer.model_validate_json(line)
        found.setdefault(answer.start, []).append(answer)
    return found


def acts(folder: Path) -> Iterator[Act]:
    """The acts of a folder of articles, whose key is `gold.jsonl` or, with days only, `gold.tsv`."""
    if (folder / "gold.jsonl").exists():
        lines_ = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        yield from (_Told.model_validate_json(line).act for line in lines_)
        return
    with (folder / "gold.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] != "file":
                article, trigger, sentence, kind, first, last = row[:6]
                yield Act(article.removesuffix(".md"), trigger, sentence, kind, first, last)
