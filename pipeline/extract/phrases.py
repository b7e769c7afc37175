"""How far the phrase of a party reaches around its name: office, country, apposition.

All functions work on word numbers: a phrase is `first`..`last` (exclusive) in `Sequence[Word]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.extract.words import Word

Extent = tuple[int, int]

_BEFORE_NAME = frozenset("THtGNOQRCMBbLEFAXZYKI'-P")
_LINKS = frozenset("ohafkn")
_VERBS = frozenset(["VBD", "VBZ", "VBP", "MD", "VB"])
_FIELD_TAGS = frozenset(["NN", "NNS", "JJ", "VBN"])
_MAX_LEFT, _MAX_RIGHT = 22, 26
_EARLY = 6  # words in which the office comes, in an apposition


def person(words: Sequence[Word], tags: Sequence[str], name: Extent, others: frozenset[int]) -> Extent:
    """The person's name with the office before it and the apposition behind it.

    `others` are words of other persons' names, which a phrase never runs over.
    """
    first = name[0] if words[name[0]].first else _office_before(words, tags, name[0], others)
    end = _apposition_end(words, tags, name[1], others)
    # "the President, A, the Secretary of B, | C": the office behind one who has one is the next person's
    held = first < name[0] and end > name[1] and words[name[1]].cls == ","
    of_next = held and end + 1 < len(words) and words[end].cls == "," and end + 1 in others
    return first, name[1] if of_next else end


def _office_before(words: Sequence[Word], tags: Sequence[str], first: int, others: frozenset[int]) -> int:
    """Where the office phrase begins that stands directly before the name; `first` if there is none."""
    direct = _office_run(words, tags, first, others)
    titled = _titles_before(words, first) if direct == first else direct
    titled -= titled > 1 and words[titled - 1].cls == "h"
    if titled > 1 and words[titled - 1].cls == "," and not any(words[k].cls in "GN" for k in range(titled, first)):
        begin = _office_across(words, tags, titled - 1, others)
        if begin < titled - 1:
            return begin
    if direct == first and first > 1 and words[first - 1].cls == "'" and words[first - 2].cls == "G":
        return first - 2  # "India's | X"
    return direct


def _titles_before(words: Sequence[Word], first: int) -> int:
    """Where the titles right before the name begin ("the Hon. Dr | X")."""
    k = first
    while k > 0 and words[k - 1].cls == "H":
        k -= 1
    return k


def _office_across(words: Sequence[Word], tags: Sequence[str], comma: int, others: frozenset[int]) -> int:
    """Where the office begins that a comma parts from the name; the comma's place if it is another person's.

    "the Minister for Foreign Affairs, X" is X's, but in "A, Minister for Foreign Affairs, X" it is A's, unless
    A has an office before his name.
    """
    begin = _office_run(words, tags, comma, others)
    held = [words[k].text for k in range(begin, comma) if words[k].cls in "Tt"]
    if not held or any(_is_several(office) for office in held):
        return comma
    before = begin - 1 if begin and words[begin - 1].cls == "h" else begin
    owned = before > 1 and words[before - 1].cls == "," and before - 2 in others
    return comma if owned and not _has_office(words, tags, before - 2, others) else begin


def _has_office(words: Sequence[Word], tags: Sequence[str], last: int, others: frozenset[int]) -> bool:
    """Whether an office stands before the person whose name ends at `last`, a comma between them or none."""
    first = last
    while first - 1 in others:
        first -= 1
    ends = (first, first - 1) if first > 1 and words[first - 1].cls == "," else (first,)
    return any(_office_run(words, tags, end, others) < end for end in ends)


def _is_several(office: str) -> bool:
    """Whether an office is of several persons: "Foreign Ministers", not "chargé d'affaires"."""
    first = re.split(r" (?:of|for|to|in) ", office, maxsplit=1)[0]
    return first.endswith(("s", "men")) and not first.endswith(("affaires", "Affairs", "ss"))


def _office_run(words: Sequence[Word], tags: Sequence[str], first: int, others: frozenset[int]) -> int:
    """Where the run of words that belong to an office before `first` begins; `first` if none is an office."""
    begin, k = first, first - 1
    seen_office = False
    while k >= 0 and first - k <= _MAX_LEFT and k not in others:
        if words[k].cls == ")" and k > 1 and words[k - 2].cls == "(":
            k -= 3  # "Minister of Public Works (MPW) | X"
            continue
        word = words[k]
        adjective = word.cls == "." and word.text.casefold() in lexicon.words().office_adjectives
        if not (adjective or _belongs(words, k) or _is_field(words, tags, k, begin)):
            break
        if word.cls == "h" and (k == 0 or words[k - 1].cls not in "ofkni,"):
            break  # an article begins the phrase: "in Ankara | the Deputy Secretary General"
        seen_office = seen_office or word.cls in "Tt"
        if word.cls not in _LINKS and word.cls != ",":
            begin = k
        k -= 1
        if word.first or (word.cls == "G" and words[k + 2].cls == "'"):
            break  # whose it is ends the office: "to Quito of | China's Vice Minister of Commerce"
    while begin < first and words[begin].cls in "'-,":
        begin += 1
    if seen_office:
        return begin
    while first > 0 and words[first - 1].cls == "H":
        first -= 1
    return first


def _is_field(words: Sequence[Word], tags: Sequence[str], k: int, begin: int) -> bool:
    """Whether the noun at k says what a small office is for: "Kenyan | trade | secretary"."""
    noun = words[k].cls == "." and tags[k] in _FIELD_TAGS and begin == k + 1 and k > 0
    return noun and (words[begin].cls == "t" or words[begin].text.islower()) and words[k - 1].cls in "GN'."


def _belongs(words: Sequence[Word], k: int) -> bool:
    """Whether the word at k can be part of an office before a name."""
    cls = words[k].cls
    if cls == ",":
        return _in_field(words, k)
    if cls == "a":
        return _joins_office(words, k)
    if cls in ("k", "n", "f", "i"):
        return _office_ahead(words, k)
    return cls in _BEFORE_NAME or cls in _LINKS


def _in_field(words: Sequence[Word], k: int) -> bool:
    """Whether the comma at k stands in a ministry's list of fields: "Labour, Invalids and …"."""
    return k + 1 < len(words) and words[k - 1].cls in "Cb" and words[k + 1].cls in "Cb"


def _joins_office(words: Sequence[Word], k: int) -> bool:
    """Whether "and" at k joins two offices of one person or two fields, not two parties."""
    after, before = words[k + 1].cls, words[k - 1].cls
    if after == "h" and k + 2 < len(words):  # "International Development and the Pacific"
        return words[k + 2].cls in "CbR" and before in "CbR"
    if (before, after) == ("R", "R"):  # "director for Europe and Central Asia"
        return True
    return after in "TCb" and before in "CbTGOQ" and not (after == "T" and before in "OQ")


def _office_ahead(words: Sequence[Word], k: int) -> bool:
    """Whether an office stands closely before a preposition at k ("ambassador to", "minister for")."""
    return any(words[j].cls in "Tt" for j in range(max(0, k - 6), k))


def _apposition_end(words: Sequence[Word], tags: Sequence[str], last: int, others: frozenset[int]) -> int:
    """Where ", secretary of Y of Z", " from Y" or " of Z" behind a name ends; `last` if there is none."""
    if last + 1 >= len(words):
        return last
    if words[last].text == "from" and words[last + 1].cls in "OQZXhG":
        return _name_end(words, last + 1)
    if words[last].cls == "o":
        place = last + 1 + (words[last + 1].cls == "h")
        return place + 1 if place < len(words) and words[place].cls == "G" else last
    if words[last].cls != ",":
        return last
    return _office_behind(words, tags, last, others)


def _office_behind(words: Sequence[Word], tags: Sequence[str], comma: int, others: frozenset[int]) -> int:
    """Where the office behind the comma ends; the comma's place if there is none."""
    k, end, office = comma + 1, comma, False
    told = words[k].text.endswith("ed") and words[k].text not in lexicon.words().office_adjectives
    if tags[k] in ("VBN", "VBD", "VBG") or (words[k].cls == "." and told):
        return comma  # "X, hosted representatives of ..."
    while k < len(words) and k - comma <= _MAX_RIGHT and not _stops(words, tags, k):
        office = office or words[k].cls in "tT"
        if not office and k - comma > _EARLY:
            break
        k += 1
        if k in others:
            return comma  # the office is the next person's: "A, trade secretary B"
        noun = words[k - 1].cls == "." and office and tags[k - 1].startswith("NN")
        if noun or words[k - 1].cls not in "ohafknil,.'":
            end = k
    return end if office else comma


def _stops(words: Sequence[Word], tags: Sequence[str], k: int) -> bool:
    """Whether an apposition cannot run over the word at k."""
    cls = words[k].cls
    if words[k].first or cls == "|" or (tags[k] in _VERBS and cls not in "tT"):
        return True
    if cls == ",":
        return not _in_field(words, k)
    behind = words[k + 1].cls if k + 1 < len(words) else "|"
    return cls == "a" and not _joins_office(words, k) and behind not in "t."


def _name_end(words: Sequence[Word], k: int) -> int:
    while k < len(words) and words[k].cls in "hOQZXGNCBbM" and not words[k].first:
        k += 1
    return k


def body(words: Sequence[Word], name: Extent) -> Extent:
    """The body's name with the country beside it: "Vietnamese …", "Indonesia's …", "… of the ROK"."""
    first, last = name
    opens = words[first].first  # then the words before are another sentence's, or another cell's of a table
    if first > 0 and not opens and words[first - 1].cls in "GN":
        first -= 1
    elif first > 1 and not opens and words[first - 1].cls == "'" and words[first - 2].cls == "G":
        first -= 2
    k = last
    if k < len(words) and words[k].cls == "o":
        k += 1
        if k < len(words) and words[k].cls == "h":
            k += 1
        if k < len(words) and words[k].cls == "G":
            last = k + 1
    elif k + 1 < len(words) and words[k].cls == "i" and words[k + 1].cls == "G":
        last = k + 2  # "the Ministry of Foreign Affairs in Bangkok"
    return first, last
