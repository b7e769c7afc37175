"""Stage 4, classify: Passages become Actions.

    for action in classify.actions(passages):
        ...

Two coders read each passage, `learned/` (a small trained encoder) and `cued/` (a lexicon over the
parse); `combine` makes one reading of the two, `homes` gives unnamed parties their country.
"""

from __future__ import annotations

from pipeline.classify.coder import actions

__all__ = ["actions"]
