"""Settings from a file, the environment and flags, each over the one before, and where each came from."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.settings.model import Settings, Value, descriptions

FILE = Path("bulletin.toml")
_PREFIX = "BULLETIN_"


class SettingsError(ValueError):
    """A setting that does not exist or does not fit: which, where it stands, and what would."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and for each dotted key where its value came from."""

    settings: Settings
    origins: dict[str, str]

    def rows(self) -> list[tuple[str, Value, str]]:
        """(key, value, origin) of every setting."""
        return [(key, value, self.origins[key]) for key, value in self.settings.flat().items()]


@dataclass(frozen=True, slots=True)
class _Given:
    value: object
    origin: str


def resolve(flags: Mapping[str, object], file: Path | None, environ: Mapping[str, str]) -> Resolved:
    """The settings that hold: a flag's value, else that of a BULLETIN_… variable, else the file's, else the default.

    `flags` are by dotted key, None is not given; `file` is bulletin.toml here, if there is one, by
    default. Raises SettingsError.
    """
    given = _from_file(file) | _from_environment(environ) | _from_flags(flags)
    nested: dict[str, Any] = {"limits": {}}
    for key, item in given.items():
        table, _, name = key.rpartition(".")
        (nested[table] if table else nested)[name] = item.value
    try:
        settings = Settings.model_validate(nested)
    except ValidationError as error:
        raise SettingsError(_why(error, given)) from error
    origins = {key: given[key].origin if key in given else "default" for key in descriptions()}
    return Resolved(settings, origins)


def _from_file(file: Path | None) -> dict[str, _Given]:
    path = file or FILE
    if file is None and not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; check the path given with --config") from error
    except ValueError as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error
    return {_known(key, str(path)): _Given(value, str(path)) for key, value in _flat(content)}


def _flat(content: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, object]]:
    for key, value in content.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _from_environment(environ: Mapping[str, str]) -> dict[str, _Given]:
    """Variables such as BULLETIN_WORKERS and BULLETIN_LIMITS_TEXT_CHARS; an empty one is not given."""
    names = {variable(key): key for key in descriptions()}
    found = {}
    for name in sorted(environ):
        if not name.startswith(_PREFIX):
            continue
        if name not in names:
            raise SettingsError(f"environment: there is no setting {name}{_nearest(name, names)}")
        if environ[name]:
            found[names[name]] = _Given(environ[name], f"environment {name}")
    return found


def variable(key: str) -> str:
    """The environment variable of a dotted key."""
    return _PREFIX + key.upper().replace(".", "_")


def _from_flags(flags: Mapping[str, object]) -> dict[str, _Given]:
    return {_known(key, "--set"): _Given(value, "flag") for key, value in flags.items() if value is not None}


def _known(key: str, where: str) -> str:
    if key not in descriptions():
        raise SettingsError(f"{where}: there is no setting {key!r}{_nearest(key, descriptions())}")
    return key


def _nearest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), 1, cutoff=0.4)
    return f"; did you mean {near[0]}?" if near else "; `bulletin config` lists them all"


def _why(error: ValidationError, given: Mapping[str, _Given]) -> str:
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    if key not in given:
        return str(first["msg"]).removeprefix("Value error, ")
    return f"{given[key].origin}: {key} = {given[key].value!r}: {first['msg']}"
