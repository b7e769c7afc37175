"""Which files a command line means, and the document ids they get."""

from __future__ import annotations

import glob
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

SIDE_FILE = ".meta.json"
# Files about a folder's documents, which are no documents themselves; named explicitly, they are read.
_ABOUT = re.compile(r"(?i)^(readme|license|licence|copying|notice|changelog)(\.\w+)?$")


def expand(inputs: Iterable[str], without: Path | None = None) -> tuple[list[Path], list[str]]:
    """Files that `inputs` (files, folders, globs) mean, sorted and each once; and inputs that mean none.

    In folders, hidden files, `*.meta.json` and files like README or LICENSE are no documents, nor is
    anything below the folder `without` (the output, where it lies inside an input).
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
        return [child for child in path.rglob("*") if _is_document(child.relative_to(path), child)]
    if path.exists() or path.is_symlink():
        return [path]
    if glob.has_magic(item):
        matches = [Path(match) for match in glob.glob(item, recursive=True)]  # noqa: PTH207 - absolute patterns too
        files = [match for match in matches if match.is_file() and not match.name.endswith(SIDE_FILE)]
        return files or None
    return None


def _is_below(path: Path, folder: Path | None) -> bool:
    return folder is not None and path.resolve().is_relative_to(folder.resolve())


def _is_document(relative: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in relative.parts)
    about = path.name.endswith(SIDE_FILE) or _ABOUT.match(path.name)
    return path.is_file() and not hidden and not about


def slug(name: str) -> str:
    """`name` as an id that is safe as a file name: lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100] or "document"


def document_ids(paths: Sequence[Path]) -> dict[Path, str]:
    """An id for each file: the slug of its stem, or of its whole path where two stems are the same."""
    stems = Counter(slug(path.stem) for path in paths)
    ids = {path: slug(path.stem) if stems[slug(path.stem)] == 1 else slug(path.as_posix()) for path in paths}
    taken: Counter[str] = Counter()
    for path in paths:
        taken[ids[path]] += 1
        if taken[ids[path]] > 1:
            ids[path] = f"{ids[path]}-{taken[ids[path]]}"
    return ids
