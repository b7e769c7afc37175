"""Settings of a run: what can be set, and where each value came from (file < environment < flags)."""

from pipeline.settings.model import Settings
from pipeline.settings.sources import FILE, Resolved, SettingsError, resolve

__all__ = ["FILE", "Resolved", "Settings", "SettingsError", "resolve"]
