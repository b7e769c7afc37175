"""Cutting a text into tokens, once, each with its class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.timex import lexicon

# Order matters: the common kinds first, and each numeric form before the forms it begins with.
_SHAPES = (
    ("word", r"[Oo]['\u2019][Cc]lock\b|[^\W\d_]+"),
    ("sign", r"[,.;:()\"?!]"),
    ("isoweek", r"\d{4}-W\d\d(?:-[1-7])?(?!\w)"),
    ("iso", r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?![\d-])|\d{4}/\d\d?/\d\d?(?![\d/])"),
    # a full stop after the year ends the sentence
    (
        "numdate",
        r"\d\d?/\d\d?/(?:\d{4}|\d\d)(?![\d/])|\d\d?\.\d\d?\.\d{4}(?!\.?\d)|\d\d?-\d\d?-\d{4}(?![\d-])",
    ),
    ("version", r"\d+(?:\.\d+){2,}|\d+(?:[A-Za-z]\w*)?(?:/\d+){2,}"),
    ("ampm", r"\d\d?(?:[:.]\d\d)?(?::\d\d)?\s?[AaPp](?:\.[Mm]\.|[Mm]\b\.?)"),
    ("clock", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])"),
    ("decade", r"(?<!\w)(?:[1-9]\d{1,2}0['\u2019]?s\b|['\u2019]?\d0s\b)"),
    ("ordnum", r"\d{1,3}(?:,\d{3})*(?:st|nd|rd|th)\b"),
    ("mixed", r"\d+(?:\.\d+)*[A-Za-z]\w*"),
    ("bignum", r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+"),
    ("num", r"\d+"),
    ("shortyear", r"(?<![\d'\u2019])['\u2019]\d\d(?!\d)(?!s\b)"),
    ("break", r"\s*\n\s*"),
    ("poss", r"['\u2019]s\b|(?<=s)['\u2019](?=\s)"),
    ("dash", r"[-\u2010-\u2015\u2212]+"),
    ("other", r"\S"),
)  # fmt: skip
_TOKEN = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES))
# A text whose lines are all this short was broken for print: a line's end there means nothing.
_PRINTED_WIDTH = 100
_ERA = re.compile(r"(?:B\.\s?C\.?(?:\s?E\.?)?|BCE?|A\.\s?D\.?|AD|CE)(?![A-Za-z])")
_ZONES = frozenset(
    [
        "UTC",
        "GMT",
        "EST",
        "EDT",
        "CST",
        "CDT",
        "MST",
        "MDT",
        "PST",
        "PDT",
        "CET",
        "CEST",
        "BST",
        "IST",
        "KST",
        "JST",
        "ET",
        "PT",
    ]
)
# Words that can begin a token of another kind: eras, quarter codes, fiscal years.
_LONGER = {
    **dict.fromkeys(("B", "BC", "BCE", "A", "AD", "CE"), ("era", _ERA)),
    **dict.fromkeys("QqHh", ("quartercode", re.compile(r"[QqHh][1-4](?!\w)"))),
    **dict.fromkeys(("FY", "fy"), ("fiscal", re.compile(r"(?:FY|fy)\s?['\u2019]?(?:\d{4}|\d\d)\b"))),
}
# `2Q24`, `1H2024`, `2023Q4`
_QUARTER_YEAR = re.compile(r"(?:[1-4]Q|[12]H)(?:20)?\d\d|(?:19|20)\d\d(?:Q[1-4]|H[12])")
_LAST_DAY = 31
_TWO_DIGITS = 2
_FOUR_DIGITS = 4
NUMERIC = (
    "ISO", "ISOWEEK", "NUMDATE", "VERSION", "AMPM", "CLOCK", "DECADE", "DAYORD", "ORDNUM", "FISCAL", "MIXED",
    "BIGNUM", "DAYNUM", "TWO", "YEAR", "NUM", "SHORTYEAR", "BREAK", "POSS", "QUARTERCODE", "QUARTERYEAR", "ERA", "ZONE",
)  # fmt: skip
KINDS: tuple[lexicon.Kind, ...] = (
    "month", "roman", "weekday", "weekdays", "capital", "season", "part", "parts", "unit", "units", "clockunit",
    "clockunits", "number", "tens", "scale", "ordinal", "decadeword", "vague", "pointer", "deictic",
    "repeated", "edge", "approx", "weak", "oclock",
)  # fmt: skip


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: `starts[i]`..`ends[i]` in the text, `classes[i]` its class character."""

    text: str
    starts: list[int]
    ends: list[int]
    classes: str

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, index: int) -> str:
        """The token in lower case; empty outside the text."""
        if not 0 <= index < len(self.starts):
            return ""
        return self.text[self.starts[index] : self.ends[index]].lower()

    def raw(self, index: int) -> str:
        """The token as written; empty outside the text."""
        if not 0 <= index < len(self.starts):
            return ""
        return self.text[self.starts[index] : self.ends[index]]

    def words(self, span: tuple[int, int]) -> list[str]:
        """The tokens of a span in lower case."""
        return [self.word(index) for index in range(*span)]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]


def tokenise(text: str, char_of: Callable[[str, str], str]) -> Tokens:
    """The tokens of a text; `char_of(kind, text)` gives a token's class character."""
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    skip = 0
    wrapped = all(len(line) <= _PRINTED_WIDTH for line in text.split("\n"))
    for match in _TOKEN.finditer(text):
        start = match.start()
        if start < skip:
            continue
        kind, raw, end = match.lastgroup or "other", match[0], match.end()
        if kind == "word":
            if raw in _LONGER:
                longer, shape = _LONGER[raw]
                if found := shape.match(text, start):
                    kind, raw, end = longer, found[0], found.end()
                    skip = end
        elif kind == "break" and wrapped and match[0].count("\n") == 1:
            continue
        elif kind == "num" and text[start - 1 : start].isalpha():
            kind = "mixed"
        starts.append(start)
        ends.append(end)
        classes.append(char_of(kind, raw))
    return Tokens(text, starts, ends, "".join(classes))


def numeric_class(kind: str, raw: str) -> str:
    """The class of a token that is not a plain word, by its kind and its value."""
    if kind == "num":
        return _number_class(raw)
    if kind == "ordnum":
        return "DAYORD" if 1 <= int(raw[:-2].replace(",", "")) <= _LAST_DAY else "ORDNUM"
    if kind == "mixed":
        if re.fullmatch(r"[1-4][Qq]", raw):
            return "QUARTERCODE"
        return "QUARTERYEAR" if _QUARTER_YEAR.fullmatch(raw) else "MIXED"
    return kind.upper()


def _number_class(raw: str) -> str:
    if len(raw) <= _TWO_DIGITS:
        return "DAYNUM" if 1 <= int(raw) <= _LAST_DAY else "TWO"
    if len(raw) == _FOUR_DIGITS and "1000" <= raw <= "2199":
        return "YEAR"
    return "NUM"


def is_zone(raw: str) -> bool:
    """Whether the word is the name of a time zone."""
    return raw in _ZONES
