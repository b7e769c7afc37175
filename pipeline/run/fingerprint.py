"""Hashes that tell whether something must be done again."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.read.inputs import SIDE_FILE
from pipeline.run.messages import Input
from pipeline.settings import Settings
from pipeline.tables import models_hash

_DISTRIBUTION = "bulletin-events"
_PACKAGE = Path(__file__).parents[1]
# Rooms that make no records, and the one that makes documents.
_BESIDE = frozenset({"cli", "evaluate", "settings"})
_READ = "read"
_EXTRA = re.compile(r"""extra == ["'](?P<name>[\w-]+)["']""")
_UNUSED = frozenset({"dev", "train", "ray"})
_NAME = re.compile(r"[\w.-]+")
_MIB = 1 << 20
# Above this, size and time stand for the bytes of an input: hashing takes a second for each gigabyte.
_MOST = 16 << 30


@dataclass(frozen=True, slots=True)
class Versions:
    """Hashes of code, models, packages and settings.

    `reading` is of all that documents depend on but their input, `chain` of all that records depend
    on but their document: what only changes documents costs their reading, and no more.
    """

    reading: str
    chain: str


def versions(limits: Mapping[str, int], duty: str) -> Versions:
    """The versions of this installation under these limits of reading, for this duty."""
    common = [f"{sys.version_info.major}.{sys.version_info.minor}", models_hash(), duty]
    chain = _hash([*common, _code(_BESIDE | {_READ}), _packages(extras=False)])
    return Versions(_hash([chain, _code(_BESIDE), _packages(extras=True), json.dumps(limits, sort_keys=True)]), chain)


def _hash(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _code(without: frozenset[str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        relative = path.relative_to(_PACKAGE)
        if relative.parts[0] not in without:
            digest.update(relative.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _packages(*, extras: bool) -> str:
    """The packages that a run needs, or can use (`extras`: the readers' ones), with their versions."""
    try:
        required = importlib.metadata.requires(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        required = []  # a checkout that was never installed; its code is hashed all the same
    names = {found[0] for line in required if _is_used(line, extras=extras) and (found := _NAME.match(line))}
    return json.dumps({name: _installed(name) for name in sorted(names)})


def _is_used(requirement: str, *, extras: bool) -> bool:
    extra = _EXTRA.search(requirement)
    return extra is None or (extras and extra["name"] not in _UNUSED)


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def guard(settings: Settings) -> str:
    """What the guards of time and memory allow."""
    return hashlib.sha256(f"{settings.timeout:g} {settings.memory}".encode()).hexdigest()[:16]


def input_key(item: Input, version: str) -> str | None:
    """The hash of an input with what stands beside it; None where it cannot be read as a file."""
    digest = hashlib.sha256(f"{version}\n{item.name}\n{item.doc_id}\n".encode("utf-8", "surrogateescape"))
    try:
        for path in (item.path, *_beside(item.path)):
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                return None
            digest.update(f"{path.name}\0{found.st_size}\0".encode("utf-8", "surrogateescape"))
            if found.st_size > _MOST:
                digest.update(f"{found.st_mtime_ns}\0".encode())
                continue
            with path.open("rb") as handle:
                while piece := handle.read(_MIB):
                    digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def _beside(path: Path) -> list[Path]:
    """The side files of an input."""
    names = sorted({f"{path.name}{SIDE_FILE}", f"{path.stem}{SIDE_FILE}"})
    return [path.parent / name for name in names if (path.parent / name).is_file()]
