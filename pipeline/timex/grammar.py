"""Finding time expressions: the rules of `models/timex/grammar` run over a text's tokens.

The rules' builders give an absolute phrase its value themselves, with its precision. Only where its
month stands in another language is dateparser asked (`foreign.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline import tables
from pipeline.timex import build_dates, build_foreign, build_ranges, build_relative, build_spans
from pipeline.timex.build import BUILDERS, Builder, Parts
from pipeline.timex.meaning import Found
from pipeline.timex.patterns import Compiler, PatternError, literals, named_parts
from pipeline.timex.tokens import Tokens, tokenise
from pipeline.timex.vocabulary import Vocabulary

# imported for the builders that they register
assert all((build_dates, build_foreign, build_ranges, build_relative, build_spans))

Style = Literal["manual", "timex3"]
FILES = ("macros", "calendar", "relative", "duration", "time", "range", "reference", "foreign")
# No expression has its first calendar word farther in than `six-and-a-half years`.
REACH = 7


class Rule(BaseModel):
    """One rule. Contexts are lists of classes, words and signs beside the match."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    pattern: str
    build: str
    style: Style | None = Field(default=None, description="only in this style")
    after: str = ""
    before: str = Field(default="", description="the end of the text also counts")
    unless_after: str = ""
    unless_before: str = ""
    telling: str = Field(default="", description="its words that make an expression without any calendar word beside")
    parameter: str = ""


class RuleFile(BaseModel):
    """A file of `models/timex/grammar`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    macros: dict[str, str] = {}
    rule: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A row of `holidays.tsv`."""

    pattern: str
    rule: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to run."""

    rule: Rule
    expression: re.Pattern[str]
    build: Builder


class Grammar:
    """The compiled rules: cuts texts into tokens and finds expressions in them."""

    def __init__(self, rules: tuple[Rule, ...], macros: dict[str, str]) -> None:
        words: set[str] = set()
        telling: set[str] = set()
        for rule in rules:
            named = literals(rule.pattern)
            words |= named | _context_words(rule)
            if rule.style or rule.build == "holiday":
                telling |= named
            telling |= set(rule.telling.split())
        for pattern in macros.values():
            words |= literals(pattern)
        self._vocabulary = Vocabulary(words, telling)
        self._starts: dict[Style, dict[str, list[Compiled]]] = {"manual": {}, "timex3": {}}
        compiler = Compiler(self._vocabulary.alphabet, macros)
        for rule in rules:
            self._add(rule, compiler)

    def _add(self, rule: Rule, compiler: Compiler) -> None:
        try:
            piece = compiler.compile(rule.pattern)
            source = piece.source
            if rule.after:
                source = f"(?<={compiler.lookaround(rule.after)}){source}"
            if rule.unless_after:
                source = f"(?<!{compiler.lookaround(rule.unless_after)}){source}"
            if rule.before:
                source += rf"(?={compiler.lookaround(rule.before)}|\Z)"
            if rule.unless_before:
                source += f"(?!{compiler.lookaround(rule.unless_before)})"
            compiled = Compiled(rule, re.compile(source), BUILDERS[rule.build])
        except (PatternError, KeyError) as error:
            raise PatternError(f"rule {rule.name!r}: {error}") from error
        if piece.empty:
            raise PatternError(f"rule {rule.name!r} matches nothing at all")
        for style in ("manual", "timex3"):
            if rule.style in {None, style}:
                for char in piece.first:
                    self._starts[style].setdefault(char, []).append(compiled)

    def tokens(self, text: str) -> Tokens:
        """The text's tokens with their classes."""
        return tokenise(text, self._vocabulary.char_of)

    def find(self, tokens: Tokens, style: Style) -> tuple[list[Found], int]:
        """The expressions in order, none overlapping, and the number of steps it took.

        A step is one token passed, one rule tried or one token matched.
        """
        starts, classes = self._starts[style], tokens.classes
        content = self._distances(classes)
        found: list[Found] = []
        at, steps = 0, len(classes)
        while at < len(classes):
            rules = starts.get(classes[at])
            end = at + 1
            if rules and content[at] <= REACH:
                pieces, last, tried = _best(tokens, at, rules)
                steps += tried
                if pieces is not None:
                    found.extend(pieces)
                    end = last
            at = end
        return found, steps

    def _distances(self, classes: str) -> list[int]:
        """For each token, how far ahead the next calendar word is."""
        content = self._vocabulary.content
        distance, distances = REACH + 1, [0] * len(classes)
        for index in range(len(classes) - 1, -1, -1):
            distance = 0 if classes[index] in content else distance + 1
            distances[index] = distance
        return distances


def _best(tokens: Tokens, at: int, rules: list[Compiled]) -> tuple[list[Found] | None, int, int]:
    """The longest match at a token whose builder accepts it; among equals the first rule."""
    matches = []
    steps = len(rules)
    for order, rule in enumerate(rules):
        match = rule.expression.match(tokens.classes, at)
        if match:
            matches.append((-match.end(), order, rule, match))
            steps += match.end() - at
    for negative_end, _, rule, match in sorted(matches, key=lambda item: item[:2]):
        parts = Parts(tokens, at, -negative_end, named_parts(match), rule.rule.parameter)
        built = rule.build(parts)
        if built is not None:
            return [Found(*piece, rule.rule.name) for piece in built], -negative_end, steps
    return None, at + 1, steps


def _context_words(rule: Rule) -> set[str]:
    contexts = f"{rule.after} {rule.before} {rule.unless_after} {rule.unless_before}".split()
    return {word.strip("'") for word in contexts if not word.isupper()}


@cache
def grammar() -> Grammar:
    """The grammar of `models/timex`, compiled once."""
    macros: dict[str, str] = {}
    rules: list[Rule] = []
    for name in FILES:
        content = tables.toml(f"timex/grammar/{name}.toml", RuleFile)
        macros |= content.macros
        rules += content.rule
    for row in tables.tsv("timex/holidays.tsv", NamedDay):
        pattern = f"({row.pattern}) ((',' | of | in)? y=YEAR | pt=PART)?"
        rules.append(Rule(name="named day", pattern=pattern, build="holiday", parameter=row.rule))
    return Grammar(tuple(rules), macros)
