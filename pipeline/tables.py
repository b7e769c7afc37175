"""The one loader of the knowledge under `models/`: typed, validated, cached.

TSV tables have a header line equal to the row type's fields; lines that begin with `#` are
comments (source and licence of the facts). An empty cell is the field's default. Cells of a
`Cells` field hold several values separated by `|`.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import IO, Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError

Row = TypeVar("Row")
Model = TypeVar("Model", bound=BaseModel)


def _split(cell: object) -> object:
    return tuple(part.strip() for part in cell.split("|")) if isinstance(cell, str) else cell


Cells = Annotated[tuple[str, ...], BeforeValidator(_split)]


class TableError(ValueError):
    """A table under `models/` is missing or breaks its schema."""


@cache
def models_folder() -> Path:
    """Where `models/` lies: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "models", here.parent / "models"):
        if folder.is_dir():
            return folder
    raise TableError(f"no models folder in {here} or beside it; reinstall the package")


@cache
def tsv(name: str, row: type[Row]) -> tuple[Row, ...]:
    """Rows of the table `models/<name>` as instances of the dataclass `row`."""
    assert is_dataclass(row)
    path = models_folder() / name
    expected = [field.name for field in fields(row)]
    with _open(path) as handle:
        lines = [(number, line) for number, line in enumerate(handle, 1) if not line.startswith("#")]
    reader = csv.reader((line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(reader, [])
    if header != expected:
        raise TableError(f"{path}: header is {header}, expected {expected}")
    cells = [{k: v for k, v in zip(expected, line, strict=False) if v} for line in reader if line]
    try:
        return tuple(TypeAdapter(list[row]).validate_python(cells))  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors()[0]
        number = lines[1 + int(first["loc"][0])][0]
        raise TableError(f"{path}:{number}: {first['loc'][1:]}: {first['msg']}") from error


@cache
def toml(name: str, model: type[Model]) -> Model:
    """The file `models/<name>` as an instance of the pydantic model."""
    path = models_folder() / name
    with _open(path) as handle:
        content = tomllib.loads(handle.read())
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise TableError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def one_of(words: Iterable[str], before: str = "", behind: str = "", flags: int = 0) -> re.Pattern[str]:
    """A pattern of a table's words (regular expressions), any one of them, with what stands before and behind it."""
    return re.compile(rf"{before}(?:{'|'.join(words)}){behind}", flags)


def _open(path: Path) -> IO[str]:
    try:
        return path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise TableError(f"{path}: {error.strerror}; reinstall the package") from error


@cache
def models_hash() -> str:
    """SHA-256 over every file that a run can read under `models/`: not the training examples, not the card."""
    digest = hashlib.sha256()
    root = models_folder()
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.is_file() and len(relative.parts) > 1 and relative.parts[0] != "training":
            digest.update(str(relative.as_posix()).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
