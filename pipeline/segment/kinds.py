"""What a block of text is, by its own look: title, caption, imprint, reference or prose."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.records import SegmentKind
from pipeline.segment.cues import layout

_MARK_BEFORE = re.compile(r"#{1,6}\s+|>\s+|[*_]{1,3}(?=\S)")
_MARK_AFTER = re.compile(r"[*_]{1,3}$|(?<=\S)\s+#+$")
_MARK_WITHIN = 80  # characters from the end; a line may have a million
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w.-]{1,100}\.\w+")  # bounded, so that a line of dots is no work
_LIST_ITEM = re.compile(r"^(?:[-•*▪◦–]\s+)?(?:\d{1,3}|[ivx]{1,4})[.)]?\s+\S|^[-•*▪◦–]\s+\S", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…:;][\"'”’)\]*_]*$")
# The point of `No. 14` ends no sentence.
_SENTENCE_END = re.compile(r"(?<!\bno)(?<!\bnr)(?<!\bvol)[.!?…][\"'”’)\]*_]*(?:\s|$)", re.IGNORECASE)
_PAGE_FURNITURE = re.compile(
    r"^(?:page\s+)?(?!(?:1[5-9]|20)\d\d$)\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$|^[-–]\s*\d{1,4}\s*[-–]$", re.IGNORECASE
)
# Longer lines without a full stop are seldom titles.
_TITLE_WORDS = 24
# Characters at the end of a text in which its last full stop and the quotes behind it stand.
_ENDING = 12
_ISSUE_NUMBER = re.compile(r"(?:^|[\s·|,(])(?:vol(?:ume)?|no|nr|number|issue|issn|№)\b\.?\s*[\divx]+\b", re.IGNORECASE)
_FREQUENCY = re.compile(
    r"\b(?:weekly|monthly|bi-?monthly|quarterly|triannual|bi-?annual|semi-?annual|half-yearly|annual)\b", re.IGNORECASE
)
# A line longer than this is a title only if it is written like one: with capitals.
_PLAIN_TITLE_WORDS = 9
_MENU_BAR = re.compile(r"\s+[|»›·•]\s+")
_DIGIT = re.compile(r"\d")
_PUBLISHED = re.compile(r"(?:(?:first|last)\s+)?(?:published|posted|updated|modified)\b[^.]*\d")
_FOOTNOTE = re.compile(r"^\[\^?\d{1,3}\]:?\s")
_CAPTION_WORDS = 30
# Fewer words behind an address are the end of its own sentence.
_PROSE_WORDS = 8
_PAGE_PHRASE_WORDS = 10


@lru_cache(maxsize=1 << 10)
def bare(text: str) -> str:
    """`text` without Markdown's heading, quote and emphasis marks at its ends."""
    return _without_marks(_without_marks(text.strip())).strip()


def _without_marks(text: str) -> str:
    before = _MARK_BEFORE.match(text)
    text = text[before.end() :] if before else text
    after = _MARK_AFTER.search(text, max(0, len(text) - _MARK_WITHIN))
    return text[: after.start()] if after else text


def key(text: str) -> str:
    """`text` as it is compared with the titles of the layout table."""
    return bare(text).rstrip(":").strip().lower()


def is_list_item(text: str) -> bool:
    """Whether a line begins with a bullet or a number."""
    return bool(_LIST_ITEM.match(text))


def is_open(text: str) -> bool:
    """Whether a text stops in the middle of a sentence."""
    return not _ENDED.search(text, max(0, len(text) - _ENDING))


def opens_small(text: str) -> bool:
    """Whether a text begins in the middle of a sentence: with a small letter."""
    return text[:1].islower()


def is_title(text: str) -> bool:
    """Whether a line by itself can be a title: marked as one, or short, without a sentence in it."""
    if text.startswith("#"):
        return True
    words = bare(text).split()
    if key(text).startswith(layout().chronology_openers) and len(words) <= _TITLE_WORDS:
        return not _SENTENCE_END.search(bare(text))
    if not words or len(words) > _TITLE_WORDS or opens_small(bare(text)):
        return False
    if len(words) > _PLAIN_TITLE_WORDS and not _has_title_case(words):
        return False
    return not _SENTENCE_END.search(bare(text)) and not bare(text).endswith((",", ";"))


def numbers_issue(text: str) -> bool:
    """Whether a line gives the number of an issue: `No. 14 · January-June 2018`."""
    return bool(_ISSUE_NUMBER.search(bare(text)))


def names_issue(text: str) -> bool:
    """Whether a short line says which issue it is, or how often it comes."""
    return len(text.split()) <= _TITLE_WORDS and (numbers_issue(text) or bool(_FREQUENCY.search(bare(text))))


def opens_chronology(text: str) -> bool:
    """Whether a title calls what is under it a chronology, in so many words."""
    name = key(text)
    return is_title(text) and any(title in name for title in layout().chronology_openers)


def is_chronology_title(text: str) -> bool:
    """Whether a line announces a chronology."""
    name = key(text)
    return is_title(text) and any(title in name for title in layout().chronology_titles)


def _has_title_case(words: list[str]) -> bool:
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]  # noqa: PLR2004 - not 'of', 'and'
    return sum(word[0].isupper() for word in long_words) >= 0.6 * len(long_words)


def kind_of(text: str) -> SegmentKind:
    """The kind of a block from its words alone; titles and prose need the neighbours too."""
    low = " ".join(text.lower().split())
    if _PAGE_FURNITURE.match(low):
        return "boilerplate"
    if _is_caption(low):
        return "caption"
    if _is_reference(low):
        return "reference"
    if _is_imprint(low):
        return "boilerplate"
    return "heading" if is_title(text) else "paragraph"


def _is_caption(low: str) -> bool:
    inside = low.removeprefix("(")
    bracketed = low.startswith("(")
    for opener in layout().caption_openers:
        if re.match(rf"{re.escape(opener)}\b[^.):]{{0,60}}(?:[):])", inside):
            return bracketed or ":" in inside[:60]
    numbered = "|".join(map(re.escape, layout().caption_numbered))
    if re.match(rf"(?:{numbered})\s*\d+[a-z]?\s*[.:–-]", inside):
        return True
    short = len(low.split()) <= _CAPTION_WORDS
    return short and any(phrase in low for phrase in layout().caption_phrases)


def _is_reference(low: str) -> bool:
    without_urls = _URL.sub("", low).strip()
    if _URL.search(low) and len(without_urls.split()) <= 6:  # noqa: PLR2004 - a link and its lead-in
        return True
    if _FOOTNOTE.match(low) or low.startswith(layout().reference_openers):
        return True
    return any(phrase in low for phrase in layout().reference_phrases)


def _is_imprint(low: str) -> bool:
    if _is_menu(low) or (len(low.split()) <= _PAGE_PHRASE_WORDS and _PUBLISHED.match(low)):
        return True
    if _EMAIL.search(low) and len(low.split()) <= 20:  # noqa: PLR2004 - a contact line, not prose
        return True
    if len(low.split()) <= _PAGE_PHRASE_WORDS and low.startswith(layout().page_phrases):
        return True
    return any(phrase in low for phrase in layout().imprint_phrases)


def _is_menu(low: str) -> bool:
    """A page's menu: a few words each, with bars or arrows between them."""
    cells = _MENU_BAR.split(low)
    return len(cells) > 2 and all(0 < len(cell.split()) <= 3 and not _DIGIT.search(cell) for cell in cells)  # noqa: PLR2004


def glued_furniture(text: str) -> int:
    """Where prose begins in a line whose front is a contact line (a column's end glued to the next); 0 if not.

    A contact line ends with an address; what follows it with a small letter and reads on as a
    sentence belongs to another column.
    """
    for address in _EMAIL.finditer(text):
        rest = text[address.end() :]
        front = text[: address.start()].split()
        reads_on = re.match(r"\s+(?=[a-z])", rest)
        prose = len(rest.split()) >= _PROSE_WORDS and _SENTENCE_END.search(rest)
        if reads_on and len(front) <= 12 and prose:  # noqa: PLR2004 - a name and an office
            return address.end() + reads_on.end()
    return 0
