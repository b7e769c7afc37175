"""Writing an output folder: everything goes to temporary files first, which replace the old ones at the end."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pipeline.emit.folder import hidden, telling
from pipeline.emit.manifest import Manifest
from pipeline.records import FILES, Record

MANIFEST = "run.json"


def lines(records: Iterable[Record]) -> bytes:
    """Records as the lines of a record file: compact JSON, UTF-8."""
    dumps = (
        json.dumps(record.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) for record in records
    )
    return "".join(f"{line}\n" for line in dumps).encode("utf-8")


class Output:
    """An output folder that is being written; a context manager.

    Lines are appended in the order in which they come. Nothing under a final name changes until
    `finish` replaces the files one by one; if the block is left without it, the folder stays as it
    was. Memory does not grow with the number of documents. All methods raise OutputError.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._texts = folder / "texts"
        self._files: dict[str, IO[bytes]] = {}

    def __enter__(self) -> Self:
        self._new = hidden(self._folder) / "new"
        with telling(self._folder):
            shutil.rmtree(self._new, ignore_errors=True)
            self._new_texts.mkdir(parents=True, exist_ok=True)
            self._texts.mkdir(exist_ok=True)
            self._files = {name: (self._new / name).open("wb") for name in FILES}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._files.values():
            try:
                handle.close()
            except OSError:
                # a full disk refuses the last lines a second time; the first refusal was raised
                continue
        shutil.rmtree(self._new, ignore_errors=True)

    @property
    def _new_texts(self) -> Path:
        return self._new / "texts"

    def append(self, name: str, data: bytes) -> None:
        """Append whole lines to the file `name` (one of `records.FILES`)."""
        with telling(self._folder):
            self._files[name].write(data)

    def write_text(self, doc_id: str, data: bytes) -> None:
        """Store a document's text, which all offsets point into; one that stands there already is left alone."""
        final = self._texts / f"{doc_id}.txt"
        with telling(self._folder):
            if not (final.is_file() and final.stat().st_size == len(data) and final.read_bytes() == data):
                with (self._new_texts / final.name).open("wb") as handle:
                    handle.write(data)
                    _settle(handle)

    def finish(self, manifest: Manifest, inputs: Iterable[tuple[str, str]], keeps: Callable[[str], bool]) -> None:
        """Put everything under its final name.

        `inputs` are the manifest's (document, SHA-256); texts of documents that `keeps` denies are removed. The
        manifest goes first and comes last, so a folder that has it is whole.
        """
        with telling(self._folder):
            for handle in self._files.values():
                _settle(handle)
                handle.close()
            with (self._new / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(_manifest_lines(manifest, inputs))
                _settle(file)
            (self._folder / MANIFEST).unlink(missing_ok=True)
            _settle_folder(self._folder)
            self._replace_texts(keeps)
            for name in FILES:
                (self._new / name).replace(self._folder / name)
            _settle_folder(self._folder)
            (self._new / MANIFEST).replace(self._folder / MANIFEST)
            _settle_folder(self._folder)

    def _replace_texts(self, keeps: Callable[[str], bool]) -> None:
        for path in self._new_texts.iterdir():
            path.replace(self._texts / path.name)
        for path in self._texts.glob("*.txt"):
            if not keeps(path.stem):
                path.unlink()
        _settle_folder(self._texts)


def _manifest_lines(manifest: Manifest, inputs: Iterable[tuple[str, str]]) -> Iterable[str]:
    """The manifest as indented JSON, with `inputs` as a stream: there can be more than memory should hold."""
    head, tail = json.dumps(manifest.model_dump(mode="json") | {"inputs": {}}, indent=2, ensure_ascii=False).split(
        '"inputs": {}'
    )
    number = 0
    yield f'{head}"inputs": {{'
    for number, (doc, digest) in enumerate(inputs, 1):
        yield f"{',' if number > 1 else ''}\n    {json.dumps(doc, ensure_ascii=False)}: {json.dumps(digest)}"
    yield ("\n  }" if number else "}") + tail + "\n"


def _settle(handle: IO[bytes] | IO[str]) -> None:
    """The file's content is on the disk when this returns, also if the power fails then."""
    handle.flush()
    os.fsync(handle.fileno())


def _settle_folder(folder: Path) -> None:
    """The same for the names in a folder, on systems that can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
