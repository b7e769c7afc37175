"""The table of file types that are refused by their name, `models/read/types.toml`."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import BaseModel, ConfigDict

from pipeline.tables import toml

_STRICT = ConfigDict(extra="forbid", frozen=True)


class Signature(BaseModel):
    """First bytes (hexadecimal) of a type, and what to say of it."""

    model_config = _STRICT
    begins: str
    what: str

    @property
    def mark(self) -> bytes:
        """The bytes."""
        return bytes.fromhex(self.begins)


class Package(BaseModel):
    """A zip that is a document: the member that tells it, and what to say of it."""

    model_config = _STRICT
    holds: str
    what: str


class Types(BaseModel):
    """The table."""

    model_config = _STRICT
    version: int
    signature: tuple[Signature, ...]
    package: tuple[Package, ...]


def types() -> Types:
    """The table, loaded once."""
    table: Types = toml("read/types.toml", Types)
    return table


def refused(head: bytes) -> str | None:
    """What to say of a file that begins so, if its type is one that is refused."""
    return next((known.what for known in types().signature if head.startswith(known.mark)), None)


def refused_package(names: Collection[str]) -> str | None:
    """What to say of a zip with these members, if it is a document of a type that is refused."""
    return next((known.what for known in types().package if known.holds in names), None)
