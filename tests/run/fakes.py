"""A chain that costs nothing, and does what its documents say: crash, hang, eat memory."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.records import Document, Event, Segment
from pipeline.run.chain import Enter, Result
from pipeline.run.duties import packed
from pipeline.run.link import tellings
from pipeline.run.messages import Made
from tests import factories

NAMES = ("events.jsonl", "segments.jsonl", "mentions.jsonl", "rejects.jsonl")


@dataclass(frozen=True)
class Fake:
    """A duty like the chain's: one segment and one event a document.

    `log` gets a line for each document, which takes `pause` seconds; with `tells`, events are compared.
    """

    log: str = ""
    pause: float = 0.0
    tells: bool = False

    def ready(self) -> None:
        """Nothing to load."""

    def answers(self, job: Document, enter: Enter) -> Iterator[Made]:
        """The records of the document, or what its text asks for."""
        enter("segment")
        time.sleep(self.pause)
        if self.log:
            with Path(self.log).open("a", encoding="utf-8") as log:
                log.write(f"{job.id}\n")
        enter("extract")
        obey(job.text)
        events = (event(job),)
        yield packed(Result(job, (segment(job),), (), events), tellings(events) if self.tells else ())


def obey(text: str) -> None:
    """Do what the text says."""
    if "EXIT" in text:
        os._exit(3)
    if "SEGFAULT" in text:
        ctypes.string_at(0)
    if "KILLED" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in text:
        raise ValueError("as it was told\x1b[2J")
    if "EAT" in text:
        eaten = [bytes(1 << 28) for _ in range(1000)]  # asked for and never written to, so that it costs no time
        raise AssertionError(f"{len(eaten)} pieces fitted in")
    if "HANG" in text:
        re.match(r"(a+)+$", "a" * 60 + "b")  # holds the interpreter's lock, as a library would
    if "SLEEP" in text:
        time.sleep(600)


def segment(document: Document) -> Segment:
    """The whole document."""
    text = document.text
    return Segment(id=f"{document.id}/001", doc=document.id, kind="paragraph", text=text, start=0, end=len(text))


def event(document: Document) -> Event:
    """An event that its first word tells."""
    word = document.text.split()[0]
    at: dict[str, Any] = {"start": document.text.index(word), "end": document.text.index(word) + len(word)}
    return factories.event(
        id=f"{document.id}/001/1",
        actor=[factories.entity(word, sector="EDU", kind="organisation", **at)],
        event_text=[{"text": word, **at}],
        text=document.text,
        text_info={"sequence": [1], "start": 0, "end": len(document.text)},
        link=f"{document.id}/001",
        cite_info={"sha256": document.sha256, "coder": "fake"},
    )


def corpus(folder: Path, files: int = 6, lines: int = 8) -> Path:
    """A folder with text files and a JSONL file."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        (folder / f"doc{number:02}.txt").write_text(f"France met Peru, number {number}.\n" * 20, encoding="utf-8")
    rows = [f'{{"id": "line-{number}", "text": "Chile met Fiji, number {number}."}}\n' for number in range(lines)]
    (folder / "lines.jsonl").write_text("".join(rows), encoding="utf-8")
    return folder


def content(output: Path) -> dict[str, bytes]:
    """The bytes of everything in an output folder but the manifest, which has times."""
    paths = [output / name for name in NAMES] + sorted((output / "texts").iterdir())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def processed(log: Path) -> list[str]:
    """The documents that were processed since the last call, sorted."""
    found = sorted(log.read_text(encoding="utf-8").split()) if log.exists() else []
    log.unlink(missing_ok=True)
    return found
