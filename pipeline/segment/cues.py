"""The layout cues of `models/segment/layout.toml`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from pipeline.tables import toml


class Layout(BaseModel):
    """How bulletins show what a piece of text is; each field is described in the table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    contents_titles: frozenset[str]
    imprint_titles: frozenset[str]
    imprint_phrases: tuple[str, ...]
    reference_titles: frozenset[str]
    link_titles: frozenset[str]
    reference_openers: tuple[str, ...]
    reference_phrases: tuple[str, ...]
    caption_openers: tuple[str, ...]
    caption_numbered: tuple[str, ...]
    caption_phrases: tuple[str, ...]
    hyphen_firm: frozenset[str]
    hyphen_vowels: frozenset[str]
    hyphen_prefixes: frozenset[str]
    chronology_titles: tuple[str, ...]
    chronology_openers: tuple[str, ...]
    before_dates: frozenset[str]
    column_heads: frozenset[str]
    page_phrases: tuple[str, ...]
    author_titles: frozenset[str]
    html_paint: dict[str, str]
    html_entities: dict[str, str]


def layout() -> Layout:
    """The table, loaded once."""
    table: Layout = toml("segment/layout.toml", Layout)
    return table
