"""Which files a command line means, and the document ids they get."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

SIDE_FILE = ".meta.json"
# Files about a folder's documents, which are no documents themselves; named explicitly, they are read.
_ABOUT = re.compile(r"(?i)^(readme|license|licence|copying|notice|changelog)(\.\w+)?$")
# What programs leave beside documents: Word's locks, Windows' and macOS' own files.
_LEFT = re.compile(r"(?i)^(~\$.*|thumbs\.db|desktop\.ini|__macosx)$")
# A browser saves the scripts and pictures of `page.html` in a folder beside it.
_PAGE_PARTS = re.compile(r"(?i)^(?P<page>.+?)(?:_files|\.files|-dateien|_archivos|_fichiers)$")
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_ID_LENGTH = 100


def expand(inputs: Iterable[str], without: Path | None = None) -> tuple[list[Path], list[str]]:
    """Files that `inputs` (files, folders, globs) mean, sorted and each once; and inputs that mean none.

    In folders, hidden files, `*.meta.json`, files like README or LICENSE and the parts of saved web
    pages are no documents, nor is anything below the folder `without` (the output, where it lies
    inside an input). What cannot be read (a closed folder, a broken link, a device) and what is not
    followed (a link to a folder elsewhere) is among the files, so that it becomes a reject.
    """
    found: set[Path] = set()
    missing: list[str] = []
    for item in inputs:
        paths = _files(item)
        if paths is None:
            missing.append(item)
        else:
            found.update(path for path in paths if not _is_below(path, without))
    return sorted(found, key=lambda path: path.as_posix()), missing


def _files(item: str) -> list[Path] | None:
    path = Path(item)
    if path.is_dir():
        return list(_walk(path))
    if path.is_symlink() or path.exists():
        return [path]
    if glob.has_magic(item):
        matches = [Path(match) for match in glob.glob(item, recursive=True)]  # noqa: PTH207 - absolute patterns too
        files = [match for match in matches if match.is_file() and not match.name.endswith(SIDE_FILE)]
        return files or None
    return None


def _walk(top: Path) -> Iterator[Path]:
    """What a folder holds, down to the last folder, except what is no document."""
    closed: list[Path] = []
    for folder, folders, files in os.walk(top, onerror=lambda error: closed.append(Path(error.filename))):
        here = Path(folder)
        kept = [name for name in folders if holds_documents(name, files.__contains__)]
        links = [name for name in kept if (here / name).is_symlink()]
        yield from (here / name for name in links if not _is_below(here / name, top))  # the others are read anyway
        folders[:] = [name for name in kept if name not in links]
        yield from (here / name for name in files if is_document(name))
    yield from closed


def is_document(name: str) -> bool:
    """Whether a file of this name in a folder can be a document."""
    return not (name.startswith(".") or name.endswith(SIDE_FILE) or _ABOUT.match(name) or _LEFT.match(name))


def holds_documents(name: str, is_beside: Callable[[str], bool]) -> bool:
    """Whether a folder of this name can hold documents; `is_beside` tells whether a file lies beside it."""
    if name.startswith(".") or _LEFT.match(name):
        return False
    parts = _PAGE_PARTS.match(name)
    return not (parts and any(is_beside(parts["page"] + ending) for ending in _PAGE_ENDINGS))


def _is_below(path: Path, folder: Path | None) -> bool:
    if folder is None:
        return False
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself lies nowhere
        return False


def no_file(path: Path) -> str | None:
    """Why there is nothing to read at `path`, where it is there and no file; waits for nothing."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return None
    kinds = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def slug(name: str) -> str:
    """`name` as an id that is safe as a file name: lower-case ASCII letters, digits and hyphens.

    A name without any of these (another script, nothing but signs) is `document-` and a part of its hash.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_ID_LENGTH].strip("-")
    if kept:
        return kept
    return f"document-{digest8(name)}" if name.strip() else "document"


def digest8(name: str) -> str:
    """Eight hexadecimal digits that tell one name from another."""
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def document_ids(paths: Sequence[Path]) -> dict[Path, str]:
    """An id for each file: the slug of its stem, or of its whole path where two stems are the same."""
    return dict(zip(paths, unique_ids(paths), strict=True))


def unique_ids(paths: Sequence[PurePath]) -> list[str]:
    """Ids that differ, in the order of `paths`: of the stem, else of the path, else with a part of the path's hash."""
    stems = [slug(path.stem) for path in paths]
    short = Counter(stems)
    ids = [stem if short[stem] == 1 else slug(path.as_posix()) for path, stem in zip(paths, stems, strict=True)]
    long = Counter(ids)
    return [
        found if long[found] == 1 else f"{found}-{digest8(path.as_posix())}"
        for path, found in zip(paths, ids, strict=True)
    ]
