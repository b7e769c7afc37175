"""A document of headlines: what looks like titles, with next to nothing under them, is its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.segment.drafts import Draft
from pipeline.segment.kinds import bare
from pipeline.text import slices
from pipeline.timex import is_heading, read_label

# Words from which a line can tell something; a menu's or a contents page's have fewer.
_TELLING = 3
# So many titles for each paragraph are a list, and not the titles of sections.
_FOR_EACH = 5
# A word that no title begins with a small letter: "Students rally in Belgrade".
_SMALL_WORD = re.compile(r"(?<!\S)(?!from|with|into|over|upon|under|between|through|towards?)[a-z]{4,}")


def as_text(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts, with headlines as paragraphs if the document is a list of them, or only one."""
    kinds = [draft.kind for draft in drafts]
    titles, paragraphs = kinds.count("heading"), kinds.count("paragraph")
    if "chronology_entry" in kinds or titles <= _FOR_EACH * paragraphs:
        return list(drafts)
    telling = [draft.kind == "heading" and _tells(draft, text, alone=titles == 1) for draft in drafts]
    if 2 * sum(telling) <= titles:
        return list(drafts)
    return [
        replace(draft, kind="paragraph", title=False) if tells else draft
        for draft, tells in zip(drafts, telling, strict=True)
    ]


def _tells(draft: Draft, text: str, *, alone: bool) -> bool:
    """Whether a title can be a headline; among others it must be written like a sentence."""
    words = slices(text, draft.pieces)
    plain = bare(words)
    if words.lstrip().startswith("#") or is_heading(plain) or read_label(plain) is not None:
        return False
    return len(plain.split()) >= _TELLING and (alone or bool(_SMALL_WORD.search(plain)))
