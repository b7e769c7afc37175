"""An input to the reader of its type, and what goes wrong there to a Reject."""

from __future__ import annotations

import io
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pipeline.read import archive, jsonl, plain
from pipeline.read.dateline import day_of_dateline
from pipeline.read.faults import ReadError, log, said
from pipeline.read.frame import day_of_frame
from pipeline.read.inputs import no_file
from pipeline.read.limits import Limits
from pipeline.read.metadata import side_file
from pipeline.read.published import day_of_publication
from pipeline.read.sniff import Kind, kind_of
from pipeline.read.source import Budget, Source, shown
from pipeline.records import Document, Reject
from pipeline.tables import TableError

Found = Iterator[Document | Reject]


def of_file(path: Path, doc_id: str, limits: Limits) -> Source:
    """The file at `path` as a source; nothing is opened yet."""
    return Source(
        name=path.name,
        where=shown(path),
        doc_id=doc_id,
        opener=lambda: _open(path),
        beside=lambda: side_file(path),
        limits=limits,
        budget=Budget(limits.archive_bytes),
    )


def of_bytes(data: bytes, name: str, where: str, limits: Limits) -> Source:
    """Bytes in memory as a source."""
    return Source(
        name=name,
        where=where,
        doc_id=name,
        opener=lambda: io.BytesIO(data),
        size=len(data),
        limits=limits,
        budget=Budget(limits.archive_bytes),
    )


def _open(path: Path) -> io.BufferedReader:
    """The file, opened to read. A pipe or device is not opened: it might never answer."""
    if what := no_file(path):
        raise ReadError("unreadable", f"{shown(path)}: it is {what}, not a file; name a file, or the folder itself")
    return path.open("rb")


def guarded(source: Source) -> Found:
    """What a source holds. Whatever goes wrong in it is a Reject and costs nothing else."""
    try:
        yield from map(_dated, _read(source))
    except ReadError as error:
        yield source.reject(error)
    except RecursionError:
        message = f"{source.where}: its parts are nested too deep; convert it to text and run again"
        yield source.reject(ReadError("too_large", message))
    except TableError:
        raise  # the installation is broken, not the input
    except OSError as error:
        yield source.reject(_no_access(source, error))
    except archive.BROKEN as error:
        log.debug("%s", traceback.format_exc())
        message = f"{source.where}: it is damaged ({type(error).__name__}: {said(error)}); fetch or save it again"
        yield source.reject(ReadError("corrupt", message))
    except MemoryError:
        message = f"{source.where}: it needs more memory than there is; split it and run again"
        yield source.reject(ReadError("too_large", message))
    except Exception as error:  # noqa: BLE001 - the boundary of the stage: a library's fault is this input's alone
        log.debug("%s", traceback.format_exc())
        yield source.reject(_fault(source, error))


def _dated(found: Document | Reject) -> Document | Reject:
    """A document whose publisher gives no day has that of its dateline, if it has one."""
    if isinstance(found, Reject) or found.date is not None:
        return found
    text = found.text
    return found.model_copy(update={"date": day_of_publication(text) or day_of_dateline(text) or day_of_frame(text)})


def _no_access(source: Source, error: OSError) -> ReadError:
    if source.depth:
        return ReadError("corrupt", f"{source.where}: it is damaged ({said(error)}); fetch or save it again")
    return ReadError("unreadable", f"{source.where}: {error.strerror or error}; check the path and its permissions")


def _fault(source: Source, error: Exception) -> ReadError:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    message = (
        f"{source.where}: {type(error).__name__} at {where}: {said(error)}; this is a fault of the program: "
        "run it again with -v for the traceback and report it"
    )
    return ReadError("internal_error", message)


def _read(source: Source) -> Found:
    kind = kind_of(source.name, source.head(), source.where)
    if kind != "jsonl" and source.beside:
        source = replace(source, given=source.beside().over(source.given), beside=None)
    yield from _READERS[kind](source)


def _zip(source: Source) -> Found:
    with archive.open_zip(source) as packed:
        if archive.is_docx(set(packed.namelist())):
            yield from _docx(source)
        else:
            yield from archive.members(source, packed, guarded)


def _gzip(source: Source) -> Found:
    yield from archive.unpacked(source, guarded)


@contextmanager
def _needs(source: Source, extra: str) -> Iterator[None]:
    """A package that is not there makes a reject that says how to get it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pipeline"):
            raise
        what = f"{error.name} is not installed, which this type needs"
        advice = f'pip install "bulletin-events[{extra}]" and run again'
        raise ReadError("missing_extra", f"{source.where}: {what}; {advice}") from error


# The readers below need packages that not everybody has: they are imported when such a file comes.


def _docx(source: Source) -> Found:
    with _needs(source, "docx"):
        from pipeline.read import word  # noqa: PLC0415
    yield from word.documents(source)


def _html(source: Source) -> Found:
    with _needs(source, "html"):
        from pipeline.read import webpage  # noqa: PLC0415
    yield from webpage.documents(source)


def _mail(source: Source) -> Found:
    from pipeline.read import mail  # noqa: PLC0415 - the parser of messages takes a tenth of a second to import

    yield from mail.documents(source, guarded)


def _pdf(source: Source) -> Found:
    with _needs(source, "pdf"):
        from pipeline.read import pdf  # noqa: PLC0415
    yield from pdf.documents(source)


def _ole(source: Source) -> Found:
    """A file of Word before 2007, or one that Word has locked with a password."""
    if "EncryptedPackage".encode("utf-16-le") in source.data():
        raise ReadError("encrypted", f"{source.where}: it is locked with a password; save it without one")
    raise ReadError("unsupported_type", f"{source.where}: it is an old Office file; save it as .docx and run again")


_READERS: dict[Kind, Callable[[Source], Found]] = {
    "text": plain.documents,
    "jsonl": jsonl.documents,
    "html": _html,
    "mail": _mail,
    "docx": _zip,
    "zip": _zip,
    "gzip": _gzip,
    "pdf": _pdf,
    "ole": _ole,
}
