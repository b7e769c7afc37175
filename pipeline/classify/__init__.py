"""Event coding: passages in, actions out.

    from pipeline import classify
    for action in classify.actions(passages):
        ...

The steps are pure functions over `candidates.Candidate`: `triggers.find`, `realis.judge`,
`arguments.assign`, `modes.choose`, `circumstances.attach`, `records` and `primary`.
"""

from __future__ import annotations

from pipeline.classify.coder import actions, candidates

__all__ = ["actions", "candidates"]
