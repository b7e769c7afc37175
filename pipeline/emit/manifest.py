"""`run.json`: what made an output, so that it can be made again."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field


class Manifest(BaseModel):
    """Versions and hashes of code, models and inputs; counts; times (the only clock times of a run)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    program: str = "bulletin"
    version: str
    schema_version: str
    codebook: str
    packages: dict[str, str] = Field(description="versions of what the result depends on")
    models_sha256: str
    configuration: dict[str, str | int | float | bool | None] = Field(
        description="settings that can change records, where they differ from this version's defaults"
    )
    inputs: dict[str, str] = Field(
        default={}, description="document id: SHA-256 of the input's bytes; filled while written"
    )
    counts: dict[str, int]
    segments_by_kind: dict[str, int]
    events_by_type: dict[str, int]
    rejects_by_reason: dict[str, int]
    started: dt.datetime
    finished: dt.datetime
