"""The files of the trained model, checked before they are used."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.records import Sector
from pipeline.tables import models_folder


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
    """The description that lies beside the weights."""
    path = models_folder() / "weights" / "encoder.json"
    try:
        return Description.model_validate_json(path.read_bytes())
    except OSError as error:
        raise WeightsError(f"{path}: {error.strerror}; reinstall the package") from error


def file(name: str) -> Path:
    """The path of a weights file, once its hash is found right."""
    path = models_folder() / "weights" / name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WeightsError(f"{path}: {error.strerror}; reinstall the package") from error
    if digest != description().sha256[name]:
        raise WeightsError(f"{path}: its SHA-256 is {digest}, not the one in encoder.json; reinstall the package")
    return path
