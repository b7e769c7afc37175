"""Writing an output folder: everything goes to temporary files first, which replace the old ones at the end."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import jsonlines

from pipeline.emit.manifest import Manifest
from pipeline.records import FILES, Document, Record

_TEMPORARY = ".partial"


class OutputError(OSError):
    """The output folder cannot be written."""


class Output:
    """An output folder that is being written; a context manager.

    Records are appended in the order in which they come. Nothing under a final name changes until
    `finish` replaces the files one by one; if the block is left without it, the folder stays as it
    was and the temporary files are removed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, IO[str]] = {}
        self._writers: dict[str, jsonlines.Writer] = {}
        self._texts: set[str] = set()
        self._new_texts: list[Path] = []

    def __enter__(self) -> Self:
        try:
            (self._folder / "texts").mkdir(parents=True, exist_ok=True)
            for name in FILES:
                handle = self._partial(self._folder / name).open("w", encoding="utf-8", newline="\n")
                self._files[name] = handle
                self._writers[name] = jsonlines.Writer(handle, dumps=_compact)
        except OSError as error:
            self._discard()
            raise OutputError(
                f"{self._folder}: {error.strerror}; choose another folder with -o, or mend its permissions"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._discard()

    def write(self, name: str, records: Iterable[Record]) -> None:
        """Append records to the file `name` (one of `records.FILES`)."""
        self._writers[name].write_all(record.model_dump(mode="json") for record in records)

    def write_text(self, document: Document) -> None:
        """Store the document's text, which all offsets point into."""
        name = f"{document.id}.txt"
        path = self._partial(self._folder / "texts" / name)
        path.write_text(document.text, encoding="utf-8", newline="\n")
        self._texts.add(name)
        self._new_texts.append(path)

    def finish(self, manifest: Manifest) -> None:
        """Put everything under its final name; the manifest comes last, so a folder that has it is whole."""
        for handle in self._files.values():
            handle.flush()
            os.fsync(handle.fileno())
            handle.close()
        for path in self._new_texts:
            path.replace(path.with_name(path.name.removesuffix(_TEMPORARY)))
        for old in (self._folder / "texts").glob("*.txt"):
            if old.name not in self._texts:
                old.unlink()
        for name in FILES:
            self._partial(self._folder / name).replace(self._folder / name)
        target = self._partial(self._folder / "run.json")
        content = json.dumps(manifest.model_dump(mode="json"), indent=2, ensure_ascii=False)
        target.write_text(content + "\n", encoding="utf-8")
        target.replace(self._folder / "run.json")

    def _partial(self, path: Path) -> Path:
        return path.with_name(path.name + _TEMPORARY)

    def _discard(self) -> None:
        for handle in self._files.values():
            handle.close()
        leftovers = [self._partial(self._folder / name) for name in FILES]
        for path in [*leftovers, *self._new_texts]:
            if path.is_file():
                path.unlink()


def _compact(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
