"""What can be set."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipeline.read import Limits

Value = str | int | float | bool | None


class Settings(BaseModel):
    """Settings of `bulletin run`. In a file the limits of reading stand under `[limits]`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    workers: int | None = Field(
        default=None, ge=1, le=4096,
        description="processes that work on documents, each on one core (default: a single one, on two if there are)",
    )  # fmt: skip
    engine: Literal["local", "ray"] = Field(default="local", description="where they run: this machine, or Ray")
    ray_address: str | None = Field(default=None, description="the Ray cluster to use (default: one of its own)")
    timeout: float = Field(
        default=300, gt=0, le=100_000,
        description="seconds that a document may take, for each begun 250,000 characters",
    )  # fmt: skip
    memory: int = Field(default=1200, ge=100, description="megabytes that a worker may hold, where the system can tell")
    max_rejects: int | None = Field(default=None, ge=0, description="stop after more rejects than this")
    fail_fast: bool = Field(default=False, description="stop at the first reject")
    log_json: bool = Field(default=False, description="log lines as JSON objects")
    limits: Limits = Field(default=Limits(), description="how much of an input is read before it is refused")

    @model_validator(mode="after")
    def _limits_are_positive(self) -> Self:
        for key, value in asdict(self.limits).items():
            if value < 1:
                raise ValueError(f"limits.{key} must be at least 1")
        return self

    @property
    def processes(self) -> int:
        """How many processes work on documents."""
        return self.workers or 1

    def configuration(self) -> dict[str, Value]:
        """The settings that can change records, where they differ from their defaults."""
        values, standard = self.flat(), Settings().flat()
        return {key: values[key] for key in values if _changes_records(key) and values[key] != standard[key]}

    def flat(self) -> dict[str, Value]:
        """Every setting by its dotted key, in order."""
        plain = self.model_dump(exclude={"limits"})
        return plain | {f"limits.{key}": value for key, value in asdict(self.limits).items()}


def _changes_records(key: str) -> bool:
    return key.startswith("limits.") or key in ("timeout", "memory")


def descriptions() -> dict[str, str]:
    """Every dotted key with what it means."""
    own = {name: field.description or "" for name, field in Settings.model_fields.items() if name != "limits"}
    told = Settings.model_fields["limits"].description or ""
    return own | {f"limits.{field.name}": told for field in fields(Limits)}
