"""Names, dates and parties of a document's segments, over a spaCy pipeline."""

from pipeline.extract.stage import load, mentions, passages

__all__ = ["load", "mentions", "passages"]
