"""The classes of words and signs: from the tables and from what the rules' patterns name."""

from __future__ import annotations

from pipeline.timex import foreign, lexicon
from pipeline.timex.patterns import Alphabet
from pipeline.timex.tokens import KINDS, NUMERIC, is_zone, numeric_class

_PLAIN = (*NUMERIC, "CAP", "LOWER", "OTHER")
_WITH_SURE = ("MONTH", "WEEKDAY", "SEASON", "PART")
# An expression has a word of one of these classes; where none is near, no rule is tried.
_CONTENT = (
    *("MONTH", "WEEKDAY", "WEEKDAYS", "SEASON", "PART", "PARTS", "UNIT", "UNITS", "CLOCKUNIT", "CLOCKUNITS"),
    *(
        "DECADEWORD",
        "DEICTIC",
        "REPEATED",
        "ISO",
        "NUMDATE",
        "AMPM",
        "CLOCK",
        "DECADE",
        "FISCAL",
        "YEAR",
        "DAYORD",
    ),
    *("SHORTYEAR", "QUARTERCODE", "QUARTERYEAR", "ISOWEEK", "OCLOCK", "ERA", "TELLING"),
)
# Words that patterns name but that alone never make an expression.
_FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "at",
        "to",
        "not",
        "right",
        "more",
        "very",
        "too",
        "these",
        "day",
        "st",
        "-",
    ]
)


class Vocabulary:
    """Gives each token its class character.

    `words` are the literal words and signs of all patterns; `telling` those of them that can be an
    expression by themselves (`christmas`, `now`).
    """

    def __init__(self, words: set[str], telling: set[str]) -> None:
        classes = _word_classes(words, telling)
        plain = {name: frozenset({name}) for name in _PLAIN}
        self.alphabet = Alphabet([*classes.values(), *plain.values()])
        self._capital = lexicon.words("capital")
        self._chars = {word: self.alphabet.char(kinds) for word, kinds in classes.items()}
        self._plain = {name: self.alphabet.char(kinds) for name, kinds in plain.items()}
        self.content = frozenset(char for name in _CONTENT for char in self.alphabet.members(name))

    def char_of(self, kind: str, raw: str) -> str:
        """The class character of a token, by its kind (`tokens.tokenise`) and how it is written."""
        if kind == "word":
            lower = raw.lower()
            char = self._chars.get(lower)
            if char is not None and not (raw == lower and lower in self._capital):
                return char
            if is_zone(raw):
                return self._plain["ZONE"]
            return self._plain["CAP" if raw[0].isupper() else "LOWER"]
        if kind == "dash":
            return self._chars["-"]
        if kind in {"sign", "other"}:
            return self._chars.get(raw, self._plain["OTHER"])
        return self._plain[numeric_class(kind, raw)]


def _word_classes(words: set[str], telling: set[str]) -> dict[str, frozenset[str]]:
    """Every word of the tables and patterns with its classes."""
    classes: dict[str, set[str]] = {}
    for kind in KINDS:
        for word in lexicon.words(kind):
            classes.setdefault(word, set()).add(kind.upper())
    weak = lexicon.words("weak")
    for word, kinds in classes.items():
        kinds -= {"WEAK", "CAPITAL"}
        if word not in weak:
            kinds |= {f"SURE{kind}" for kind in _WITH_SURE if kind in kinds}
    for word, month in foreign.months().items():
        sure = {"SUREFOREIGNMONTH"} if month.alone == "yes" else set()
        classes.setdefault(word, set()).update({"FOREIGNMONTH"} | sure)
    for word in words:
        classes.setdefault(word, set()).add(f"={word}")
    for word in telling - _FUNCTION_WORDS:
        classes[word].add("TELLING")
    return {word: frozenset(kinds) for word, kinds in classes.items() if kinds}
