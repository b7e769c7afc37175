"""What a pattern of the grammar cannot say of the name that it matches: each rule's check.

A check gets the words, their class letters, and the first and last (exclusive) word of the match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.extract import lexicon
from pipeline.extract.words import Word
from pipeline.gazetteer import placenames

Check = Callable[[Sequence[Word], str, int, int], bool]


def _behind(letters: str, last: int) -> str:
    return letters[last] if last < len(letters) else "|"


def _event(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """No capitalised noun may follow: "ASEAN-Korea Dialogue Relations" is no dialogue."""
    if not _joined_well(letters, first, last):
        return False
    follows = re.match("[CZbBELFA]+X?", letters[last:])
    return (follows is None or follows[0].endswith("X")) and set(letters[first:last]) - set("ED") != set()


_OFFICIAL = frozenset(["IGO", "UNO", "EUR"])


def _company_front(words: Sequence[Word], _letters: str, first: int, _last: int) -> bool:
    return words[first].text in lexicon.words().company_fronts


def _known_company(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Posco International": a known company's name goes on; a known IGO's or agency's does not."""
    entry, final = words[first].known, lexicon.heads().get(words[last - 1].text.casefold())
    generic = final is not None and final.kind == "generic"
    private = entry is not None and entry.code not in _OFFICIAL and not words[first].text.isupper()
    return private and not generic and _behind(letters, last) not in "BELFAMT"


def _known_for(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Indo-Pacific Economic Framework for Prosperity", known without its end."""
    return " " in words[first].text and _behind(letters, last) not in "XT"


def _office(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """Whether what is governed is a field, not a body that is a name itself ("director of Korea Bureau")."""
    return last - first == 1 or letters[last - 1] != "B"


def _directed(words: Sequence[Word], _letters: str, first: int, last: int) -> bool:
    """As in "West Java", "Upper Nile": known with its point of the compass."""
    name = " ".join(w.text for w in words[first:last])
    return words[first].text in lexicon.words().points and bool(placenames.spots(placenames.place_key(name)))


def _named_event(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Exercise Cobra Gold": the kind stands before the name."""
    return words[first].text.casefold() in lexicon.words().named_events and _behind(letters, last) not in "ELBT"


def _ground(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """A building or area; no name may follow, since many heads are surnames ("ROK | Park Jin")."""
    return _behind(letters, last) != "X" and _event(words, letters, first, last)


def _joined_well(letters: str, first: int, last: int) -> bool:
    """Whether no "and" joins two names of their own: "LBS Tech and Polaris Group" are two."""
    text = letters[first:last]
    for k in (m.start() for m in re.finditer("a", text)):
        left = text[:k]
        if re.fullmatch("[BELFA]+", text[k + 1 :]):
            continue  # two heads of one name: "Cyber Training and Exercise"
        if re.search("[oin]", left) is None and (re.search("[XZ]", left) or re.search("[XZOQ].*b$", left)):
            return False
    return True


def _body(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """A head alone is a name only where the table says so; "the Bank of England", but not "the Bank"."""
    if last - first == 1:
        head = lexicon.heads().get(words[first].text.casefold())
        return words[first].cls == "Q" or (head is not None and head.solo == "yes")
    entry = words[last - 1].known
    town = letters[last - 2 : last] == "iG" and entry is not None and entry.acts_for is not None
    return not town and _joined_well(letters, first, last)


def _abroad(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Embassy in Manila", "American Chamber of Commerce in Korea", but no other body in its town."""
    text = " ".join(w.text for w in words[first:last]).casefold()
    names = set(text.split())
    if names.isdisjoint(lexicon.words().abroad_heads):
        return False
    entry = words[last - 1].known
    country = letters[last - 1] == "G" and entry is not None and entry.acts_for is None
    mission = not {"embassy", "consulate", "general"}.isdisjoint(names) or "high commission" in text
    return country or mission


def _fronted(fronts: Callable[[], frozenset[str]]) -> Check:
    """Whether the head before the name is one of those that stand there ("Lake Kivu", "Camp Liberty")."""

    def check(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
        return words[first].text in fronts() and _behind(letters, last) not in "FBEL"

    return check


def _unit(words: Sequence[Word], _letters: str, _first: int, last: int) -> bool:
    return words[last - 1].text.casefold() in lexicon.words().unit_heads


def _envoys(words: Sequence[Word], _letters: str, first: int, last: int) -> bool:
    """As in "Delegation to Gabon"; the body is the word before "to"."""
    heads = [w.text.casefold() for w in words[first:last] if w.cls in "BQ"]
    return bool(heads) and heads[-1].rsplit(maxsplit=1)[-1] in lexicon.words().envoy_heads


def _named_after(words: Sequence[Word], _letters: str, first: int, _last: int) -> bool:
    """As in "King Hussein Bridge"."""
    return words[first].text.casefold() in lexicon.words().rulers


def _place_small(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Bac Ninh province", "Kuwait City", but not "Vietnam village"."""
    if letters[first] == "N" or words[last - 1].text == "state":
        return bool(placenames.spots(placenames.place_key(" ".join(w.text for w in words[first:last])))) or (
            letters[first] == "X" and bool(placenames.spots(placenames.place_key(words[first].text)))
        )
    entry = words[first].known
    state = entry is not None and entry.cls == "G" and entry.acts_for is None
    return not (state and letters[last - 1] == "p") and (letters[last - 1] == "P" or letters[first] != "C")


def _company(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    return _joined_well(letters, first, last)


def _small_area(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Korean peninsula" is a name, "Korean island" is not."""
    return letters[first] != "N" or words[last - 1].text == "peninsula"


def _sector(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    return (
        _behind(letters, last) not in "CXB"
        and (letters[last - 1] in "bS" or "bf" in letters[first:last])
        and _joined_well(letters, first, last)
    )


CHECKS: dict[str, Check] = {
    "event": _event,
    "event-of": _event,
    "event-on": _event,
    "event-named": _named_event,
    "known-company": _known_company,
    "known-body-for": _known_for,
    "office-of": _office,
    "directed": _directed,
    "company-front": _company_front,
    "law": _event,
    "body-with-tail": _body,
    "sector-company": _sector,
    "place": _place_small,
    "envoys": _envoys,
    "named-after": _named_after,
    "facility-front": _fronted(lambda: lexicon.words().facility_fronts),
    "town-front": _fronted(lambda: lexicon.words().town_fronts),
    "unit": _unit,
    "area-front": _fronted(lambda: lexicon.words().area_fronts),
    "mission-abroad": _abroad,
    "facility": _ground,
    "area": _ground,
    "small-area": _small_area,
    "company": _company,
}
