"""Named bodies as parties: with the country and sector that their name, or what is said beside it, tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract import phrases
from pipeline.extract.cast import Cast, Scene
from pipeline.extract.lexicon import is_common
from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.names import find_country, find_names, look_up
from pipeline.gazetteer.rows import NON_STATE_CODES, by_alpha3, heads
from pipeline.passages import Name, Party
from pipeline.records import Sector

if TYPE_CHECKING:
    from pipeline.gazetteer.verdicts import ActorCode


def bodies(scene: Scene, cast: Cast) -> Iterator[Party]:
    """The named bodies of the scene; the cast remembers each."""
    text, read, spans, definitions = scene.text, scene.words, scene.spans, scene.definitions
    here: list[Party] = []
    for name, span in spans.items():
        if name.label != "ORG":
            continue
        first, last = phrases.body(read, span)
        start, end = min(read[first].start, name.start), max(read[last - 1].end, name.end)
        coded = code_phrase(text[start:end], definitions=definitions)
        if coded.code is None and name.canonical and name.canonical != name.text:
            coded = code_phrase(name.canonical, definitions=definitions)
        party = _body(_owned(name, text[start : name.start], coded), (start, end), coded)
        before = cast.known.get(party.canonical or party.text)
        party = _described(text, party)
        if party.code is None and (seat := _SEATED.match(text, name.end)):
            party = replace(party, code=next((n.code for n in spans if n.start == seat.end()), None))
        if party.code is None and before is not None and (before in here or not _is_generic(party)):
            party = replace(party, code=before.code, sector=party.sector or before.sector)
        here.append(party)
        cast.remember(party)
        yield party


def _owned(name: Name, before: str, coded: ActorCode) -> Name:
    """The name with the country of the owner before it, where many states have such a body: "Taiwan's FDA"."""
    others = coded.code if find_country(before) and coded.sector not in (None, "BUS") else None
    both = others in by_alpha3() and name.code in by_alpha3()
    return replace(name, code=others) if both else name


def _described(text: str, party: Party) -> Party:
    """The body with the country and sector of what it is called: "X, a Japanese shipping line", "the firm X".

    That is stronger than what the words of a name tell that no table knows: "Al-Burj Transport, a firm from Misrata".
    """
    known = look_up(party.text) is not None or bool(find_country(text[slice(*party.phrase)]))
    if known and party.code is not None and party.sector is not None:
        return party
    styled = None if known else _STYLED.search(text[: party.start])
    coded = code_phrase(styled[1]) if styled else None
    if coded is not None and coded.sector not in (None, "UNK"):
        return _said_to_be(party, replace(coded, code=party.code or coded.code), country=True, sector=True)
    behind, before = _APPOSED.match(text, party.end), _CALLED.search(text[: party.start])
    if before and before[1].rsplit(" ", 1)[-1] in _rebels():  # "the rebel | X Army"
        party = replace(party, sector="REB")
    elif before and before[1].endswith(_OPPOSITION) and not known:
        party = replace(party, sector="PTY")
    called = before[1] if before and before[1].rsplit(" ", 1)[-1] in _body_nouns() else None
    for words in (behind and behind[1], called):
        coded = code_phrase(words) if words else None
        if words and coded is not None and coded.kind == "organisation" and coded.sector is not None:
            stronger = not known and words != called and not text.startswith(", the ", party.end)
            telling = words != called and words.islower() and coded.sector in _TOLD
            return _said_to_be(party, coded, country=stronger, sector=stronger or telling)
    if behind and party.code is None:
        return replace(party, code=code_phrase(behind[1]).code)
    return party


def _said_to_be(party: Party, coded: ActorCode, *, country: bool, sector: bool) -> Party:
    """The body with the country and sector of what it is said to be, where it has none or where that is stronger."""
    code = (coded.code if country else None) or party.code or coded.code
    own = (coded.sector if sector else None) or party.sector or coded.sector
    return replace(party, code=code, sector="REB" if own == "UAF" else own)  # whose name is known is identified


_OPPOSITION = ("opposition", "ruling")


# Sectors of which a name says less than what is said behind it: "the Sobat Movement, the main rebel group there".
_TOLD = frozenset({"REB", "UAF", "CRM", "PTY", "REL", "BUS", "LAB"})


_SEATED = re.compile(r",? (?:which is )?(?:(?:situated|based|located|headquartered|seated) (?:in|at)|in) (?:the )?")


# What stands right before a body's name and says what it is: "the Hungarian firm | MOL", "its owner, | X".
_CALLED = re.compile(r"((?:[A-Z][\w'’-]+ )?(?:(?!and |the |of |to |with |by |in )[a-z-]+ ){0,3}[a-z-]+) $")


# "Indonesian hackers calling themselves | X", "a militia known as | Y"
_STYLED = re.compile(
    r"((?:[\w'’-]+ ){0,3}[a-z-]+),? (?:(?:that |who |which )?call(?:s|ing)? (?:itself|themselves|himself|herself)"
    r"|known as|styled|dubbed|named) (?:the )?$"
)


@cache
def _body_nouns() -> frozenset[str]:
    return frozenset(head.phrase for head in heads() if head.form == "body" and " " not in head.phrase)


@cache
def _rebels() -> frozenset[str]:
    return frozenset(head.phrase for head in heads() if head.sector == "REB" and " " not in head.phrase)


def _body(name: Name, phrase: tuple[int, int], coded: ActorCode) -> Party:
    own = coded.code if name.code in NON_STATE_CODES and coded.code not in NON_STATE_CODES else name.code
    joint = coded.code if coded.code == "IGO" else None  # "the India-Nepal Joint Commission", no business council
    code = joint if _is_shared(name.text) else _parent(name.text) or own or coded.code
    return Party(
        name.start, name.end, name.text, phrase, "organisation", code, coded.sector,
        coded.other_sectors, name.canonical or name.text, coded.identifier_id,
    )  # fmt: skip


def _parent(text: str) -> str | None:
    """The code of the body whose branch it is: "KOTRA Manila" is not Philippine, "Vodafone Fiji" is of Fiji."""
    found = find_names(text)
    branch = len(found) == _BRANCH and found[0].start == 0 and text[found[0].end :] == f" {found[1].text}"
    body = found[0].known.body if branch else None
    if body is None:
        return None
    return found[1].code if body.sector == "BUS" and found[1].known.form in ("name", "abbreviation") else body.code


_BRANCH = 2  # names in a branch's name: the body's and the place's


def _is_generic(party: Party) -> bool:
    """Whether many states have a body of that name: "Ministry of Finance", "People's Committee"; not of an "RUF"."""
    if party.text.isupper() or party.sector in _OF_ONE:
        return False
    words = (word for word in re.findall(r"\w+", party.text) if word != "s")
    return all(word in ("of", "and", "the", "for", "on", "&") or is_common(word) for word in words)


# Sectors of bodies that are not found in every state by the same name.
_OF_ONE: frozenset[Sector] = frozenset({"REB", "PRM", "PTY", "BUS", "CRM"})


# ", a real estate services company from South Korea": what a body is said to be
_APPOSED = re.compile(r", (?:an?|the|one of) ((?:[^,;.()]){3,80})")


def _is_shared(text: str) -> bool:
    """Whether a body belongs to two states: "Cambodia-Korea Joint Commission"."""
    first = re.match(r"([\w ]+)-([A-Z]\w+)", text)
    if first and (a := look_up(first[1])) and (b := look_up(first[2])) and a.country and b.country:
        return a.country is not b.country
    found = find_country(text)
    return any(a.code != b.code and b.start - a.end == 1 and text[a.end] == "-" for a, b in pairwise(found))
