"""Stage 5, normalize: Actions become Event records with codes, intervals, places, scores and stable ids."""

from pipeline.normalize.events import CODER, events

__all__ = ["CODER", "events"]
