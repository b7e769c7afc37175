"""The coder by cues: a lexicon of verbs and nouns over spaCy's parse, and the manual's rules.

The steps are pure functions over `candidates.Candidate`: `triggers.find`, `realis.judge`,
`arguments.assign`, `modes.choose`, `circumstances.attach`, `records` and `primary`.
"""

from pipeline.classify.cued.coder import coder_for, setting_of

__all__ = ["coder_for", "setting_of"]
