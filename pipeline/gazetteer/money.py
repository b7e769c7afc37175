"""Sums of money: an amount with its currency, as a value and an ISO 4217 code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline import tables
from pipeline.gazetteer import rows
from pipeline.passages import Sum, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Currency:
    """A sign or word of money; `sign` stands before the number (or glued behind), `word` after it."""

    text: str
    iso: str
    kind: Literal["sign", "word"]


_SCALES: Mapping[str, float] = MappingProxyType({
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5,
    "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "mil": 1e6, "crore": 1e7, "crores": 1e7, "cr": 1e7,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "bln": 1e9,
    "trillion": 1e12, "tn": 1e12, "trn": 1e12, "t": 1e12, "milliard": 1e9, "quadrillion": 1e15,
})  # fmt: skip
_NUMBER_WORDS: Mapping[str, float] = MappingProxyType({
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a": 1, "half a": 0.5, "dozen": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
})  # fmt: skip


@cache
def _signs() -> Mapping[str, str]:
    own = {row.text: row.iso for row in tables.tsv("gazetteer/currencies.tsv", Currency) if row.kind == "sign"}
    codes = {country.currency for country in rows.countries() if country.currency}
    return MappingProxyType({**{code: code for code in sorted(codes)}, **own})


@cache
def _words() -> Mapping[str, str]:
    return MappingProxyType(
        {row.text.casefold(): row.iso for row in tables.tsv("gazetteer/currencies.tsv", Currency) if row.kind == "word"}
    )


def _group(options: Mapping[str, object]) -> str:
    return "|".join(re.escape(option) for option in sorted(options, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    number = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[,.\u00a0 ]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?"
    scale = f"(?:(?:{_group(_SCALES)})(?![A-Za-z])(?:[ -]?(?:{_group(_SCALES)})(?![A-Za-z]))?)"
    signs = _group(_signs()).replace(re.escape("$"), r"\\?\$")
    amount = rf"(?:{number})(?:[\s-]*{scale})?"
    span = rf"{amount}(?:\s*(?:-|\u2013|to)\s*(?:(?:{signs})\s?)?{amount})?"
    before = rf"(?<![A-Za-z0-9])(?P<sign>{signs})\s?(?P<first>{span})(?![\d])"
    number_word = f"(?:{_group(_NUMBER_WORDS)})"
    many = r"(?:hundreds|tens|dozens)? ?(?:of )?\b(?:thousands|millions|billions|trillions) of"
    count = rf"(?<![\w.,]){span}|\b{number_word}[\s-]{scale}|{many}"
    words = rf"(?P<second>{count})[\s-]?(?P<word>{_group(_words())})(?:s|es)?(?![A-Za-z])"
    after = rf"(?<![\w.,])(?P<third>{span})\s?(?P<behind>{signs})(?![A-Za-z0-9])"
    return re.compile(f"{before}|(?i:{words})|{after}")


def find(text: str) -> Iterator[Sum]:
    """Sums of money in `text`, in order. Offsets count characters of `text`."""
    for match in _pattern().finditer(text):
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        unit = _unit(match)
        amount = match["first"] or match["second"] or match["third"]
        if unit is not None:
            yield Sum(Words(start, end, text[start:end]), value(amount), unit)


def _unit(match: re.Match[str]) -> str | None:
    if match["word"]:
        return _words().get(match["word"].casefold())
    sign = (match["sign"] or match["behind"]).replace("\\", "")
    return _signs().get(sign)


def value(amount: str) -> float | None:
    """The number that "1.5 million", "12 crore", "two billion" stand for; None for ranges and vague ones."""
    match = re.match(r"\s*(\d[\d,.\u00a0]*(?: \d{3}(?!\d))*)?\s*-?\s*([A-Za-z -]*)$", amount)
    if match is None:
        return None
    number = _plain(match[1]) if match[1] else None
    for word in re.findall(r"[a-z]+", match[2].casefold()):
        if word in _SCALES and number is not None:
            number *= _SCALES[word]
        elif word in _NUMBER_WORDS and number is None:
            number = _NUMBER_WORDS[word]
        else:
            return None
    return None if number is None else round(number, 2)


def _plain(digits: str) -> float:
    """`1,234.5`, `1.234.567`, `3,5`, `30 000` as a number."""
    digits = re.sub(r"[\s\u00a0]", "", digits).rstrip(".,")
    if re.fullmatch(r"\d{1,3}(,\d{2,3})+(\.\d+)?", digits):
        return float(digits.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}", digits):
        return float(digits.replace(".", ""))
    return float(digits.replace(",", "."))
