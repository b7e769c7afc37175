"""The files of the trained model, checked before they are used."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from pipeline.records import Sector
from pipeline.tables import models_folder

Described = TypeVar("Described", bound=BaseModel)


class WeightsError(RuntimeError):
    """The weights are missing or are not the ones that were measured."""


class Description(BaseModel):
    """`encoder.json`: what the model's outputs mean, and the hashes of its files."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...]
    parties: tuple[str, ...]
    triggers: tuple[str, ...]
    types: tuple[str, ...]
    modes: tuple[str, ...]
    realis: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: tuple[str, ...]
    sectors: tuple[Sector, ...]
    candidate_kinds: tuple[str, ...]
    link_labels: tuple[str, ...]
    link_prepositions: tuple[str, ...]
    near: int
    steps: tuple[int, ...]
    eyes: int
    most_pieces: int
    sha256: dict[str, str]


@cache
def description() -> Description:
    """The description that lies beside the encoder's weights."""
    return read_description("encoder.json", Description)


def file(name: str) -> Path:
    """The path of one of the encoder's files, once its hash is found right."""
    return checked(name, description().sha256[name])


def read_description(name: str, model: type[Described]) -> Described:
    """A description in the folder of the weights. Raises WeightsError if it is missing."""
    return model.model_validate_json(_content(_path(name)))


def checked(name: str, sha256: str) -> Path:
    """The path of a weights file. Raises WeightsError if it is missing or has another hash."""
    path = _path(name)
    digest = hashlib.sha256(_content(path)).hexdigest()
    if digest != sha256:
        raise WeightsError(f"{path}: its SHA-256 is {digest}, not the one in its description; reinstall the package")
    return path


def _path(name: str) -> Path:
    return models_folder() / "weights" / name


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path}: {error.strerror}; reinstall the package") from error
