"""Parties: spans that can act in an event, coded by the gazetteer and resolved inside the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.encoder.origins import completed
from pipeline.extract import groups, names, phrases, shared
from pipeline.extract.lexicon import is_common
from pipeline.extract.memory import Memory
from pipeline.extract.words import Word
from pipeline.gazetteer.actors import code_phrase
from pipeline.gazetteer.names import find_country, find_names, look_up
from pipeline.gazetteer.rows import NON_STATE_CODES, by_alpha3, heads
from pipeline.passages import Name, Party, holds_state_office
from pipeline.records import Sector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from pipeline.gazetteer.verdicts import ActorCode

_NOBODY = "Vaxq Vuqx"
_STATE_LABELS = frozenset(["GPE"])


@dataclass(slots=True)
class Cast:
    """The parties of a document so far by canonical name; `recent`: those that "the ministry" can mean."""

    known: dict[str, Party] = field(default_factory=dict)
    recent: dict[str, Party] = field(default_factory=dict)

    def begin(self, *, alone: bool) -> None:
        """Begin a passage; an entry of a chronology stands `alone`: it takes up nothing from those before."""
        if alone:
            self.recent.clear()

    def remember(self, party: Party) -> None:
        """Keep the party, unless it says less than what was known of it."""
        key = party.canonical or party.text
        before = self.known.get(key)
        if before is None or before.code is None or party.office:
            self.known[key] = party
        self.recent.pop(key, None)
        self.recent[key] = self.known[key]

    def learn(self, party: Party) -> None:
        """Keep the country of a known person or body that was found out later."""
        key = party.canonical or party.text
        before = self.known.get(key)
        if before is not None and before.code is None and before.kind == party.kind and party.code:
            self.known[key] = replace(before, code=party.code, sector=before.sector or party.sector)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A text with its words, its names in word numbers and the document's short forms."""

    text: str
    words: Sequence[Word]
    spans: Mapping[Name, tuple[int, int]]
    definitions: Mapping[str, str]


def find(doc: Doc, found: Sequence[Name], memory: Memory | None = None, cast: Cast | None = None) -> list[Party]:
    """The parties of `doc`, in order of their phrases; phrases may be nested (a body in an office)."""
    memory, cast = memory or Memory(), cast or Cast()
    text, read = doc.text, names.words_of(doc)
    spans = {n: _words(read, n.start, n.end) for n in found}
    definitions = {form: r.canonical for form, r in memory.forms.items() if r.label == "ORG" and form != r.canonical}
    scene = _Scene(text, read, spans, definitions)
    bodies = list(_bodies(scene, cast))
    parties = [*bodies, *_persons(scene, _tags(doc, read), cast, bodies)]
    parties += [_state(name) for name in found if name.label in _STATE_LABELS and name.code]
    for group in groups.find(doc, found, parties, definitions, cast.recent):
        held = shared.further_offices(text, parties, group)
        if held is not None:
            parties = held
            continue
        wide = shared.widened(text, group, found)
        states = shared.members(text, wide, found)
        if states:
            group = wide  # noqa: PLW2901
            spans_ = {(state.start, state.end) for state in states}
            parties = [p for p in parties if p.kind != "state" or (p.start, p.end) not in spans_]
            parties += [replace(group, code=None), *states]
            continue
        parties.append(group)
        if group.code is not None:
            cast.remember(group)
    parties = shared.apposed(text, shared.spread(text, parties))
    parties = _alike(parties)
    parties = completed(doc, list(coded(found, parties)), parties)
    for party in parties:
        cast.learn(party)
    return sorted(parties, key=lambda p: (p.phrase[0], -p.phrase[1], p.start))


def _alike(parties: Sequence[Party]) -> list[Party]:
    """Persons and bodies of one name have one country and sector, wherever it was found out."""
    known: dict[str | None, Party] = {}
    for party in parties:
        if party.code and party.kind in ("person", "organisation"):
            known.setdefault(party.canonical, party)
    return [
        replace(party, code=same.code, sector=party.sector or same.sector)
        if party.code is None and party.kind != "group" and (same := known.get(party.canonical))
        else party
        for party in parties
    ]


def coded(found: Sequence[Name], parties: Sequence[Party]) -> Iterator[Name]:
    """Names with the code of the party that they are."""
    codes = {(p.start, p.end): p.code for p in parties if p.kind != "group"}
    for name in found:
        code = name.code or codes.get((name.start, name.end))
        yield replace(name, code=code) if code != name.code else name


def _tags(doc: Doc, read: Sequence[Word]) -> list[str]:
    tag = {token.idx: token.tag_ for token in doc}
    return [tag.get(word.start, "") for word in read]


def _words(read: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    first = bisect_right(read, start, key=lambda word: word.end)
    last = bisect_left(read, end, key=lambda word: word.start)
    return (first, last) if first < last else (0, 0)


def _persons(scene: _Scene, tags: Sequence[str], cast: Cast, bodies: Sequence[Party]) -> Iterator[Party]:
    text, read, spans, definitions = scene.text, scene.words, scene.spans, scene.definitions
    people = {name: span for name, span in spans.items() if name.label == "PERSON"}
    for name, span in people.items():
        others = frozenset(k for other, (a, b) in people.items() if other is not name for k in range(a, b))
        first, last = phrases.person(read, tags, span, others)
        start, end = min(read[first].start, name.start), max(read[last - 1].end, name.end)
        # the name itself says nothing of the office, but can be read as one ("King", "Bishop")
        words_ = text[start : name.start] + _NOBODY + text[name.end : end]
        coded = code_phrase(words_, definitions=definitions)
        office = coded.office
        behind = _apposed_office(text[name.end : end]) if text[name.end : end].startswith(",") else None
        if (office and _NOBODY in office) or (behind and " " not in text[start : name.start].strip()):
            office = behind
        party = Party(
            name.start, name.end, name.text, (start, end), "person",
            coded.code, coded.sector, coded.other_sectors, name.canonical or name.text, None, office,
        )  # fmt: skip
        if (start, end) == (name.start, name.end):
            party = replace(party, code=None, sector=None, other_sectors=(), office=None)
        if party.sector is None and party.code and _OF_STATE.fullmatch(text, name.end, end):
            party = replace(party, sector="GOV")  # nobody but a state's own is called "X of Macedonia"
        party = _known_person(party, cast)
        body = _led(text, party.phrase[0], bodies) if party.code is None else _served(text, party, bodies)
        if party.office and body is not None:
            party = replace(party, code=body.code or party.code, sector=_sector(party, body))
            cast.remember(party)
        yield party


_OF_STATE = re.compile(r" of (?:the )?[A-Z][^,;()]+")
# Before a body that an office is sent to: "Ambassador of Pakistan to ASEAN" is not ASEAN's.
_SENT = re.compile(r"\b(?:to|at|with|for|on|against) (?:the )?$")


def _served(text: str, party: Party, bodies: Sequence[Party]) -> Party | None:
    """The body inside of the person's office: "KOTRA Manila Director General X", "president of Y"."""
    inside = [
        b
        for b in bodies
        if party.phrase[0] <= b.start and b.end <= party.phrase[1] and b.code
        and not _SENT.search(text[: b.phrase[0]])
    ]  # fmt: skip
    return inside[0] if len(inside) == 1 else None


def _sector(party: Party, body: Party) -> Sector | None:
    """A person speaks for the body; a former one and one in a state office do not."""
    private = body.sector not in (None, "GOV", "LEG") and not holds_state_office(party)
    return body.sector if private and party.sector in (None, "GOV") else party.sector


def _led(text: str, start: int, bodies: Sequence[Party]) -> Party | None:
    """The body in "a delegation from X, led by …", which the leader belongs to."""
    if not re.search(r"\b(?:led|headed|chaired|represented) by (?:the )?$", text[:start]):
        return None
    sentence = text.rfind(". ", 0, start)
    near = [p for p in bodies if sentence < p.start < start and p.code]
    return near[-1] if near else None


def _apposed_office(words: str) -> str | None:
    """The office in ", the former director of X" behind a name, without the place where it is held."""
    office = re.sub(r"^[\s,]+(?:(?:the|a|an)\s)?", "", words).strip(" ,")
    office = re.sub(r" in (?:the )?[A-Z][\w'’ -]+$", "", office) if " of " in office else office
    country = find_country(office)
    if country and country[-1].end == len(office):
        office = re.sub(r" of(?: the)? $", "", office[: country[-1].start])
    return re.sub(r" (?:of|in|to|for|and|at)(?: the)?$", "", office) or None


def _known_person(party: Party, cast: Cast) -> Party:
    """What an earlier phrase told of a person holds where the name stands alone."""
    before = cast.known.get(party.canonical or party.text)
    if before is not None and not party.office:
        party = replace(
            party,
            code=before.code,
            sector=before.sector,
            other_sectors=before.other_sectors,
            office=before.office,
        )
    elif before is not None and party.code is None:
        party = replace(party, code=before.code)
    cast.remember(party)
    return party


def _bodies(scene: _Scene, cast: Cast) -> Iterator[Party]:
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
        if party.code is None and before is not None and not (_is_generic(name.text) and before not in here):
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


@cache
def _body_nouns() -> frozenset[str]:
    return frozenset(head.phrase for head in heads() if head.form == "body" and " " not in head.phrase)


@cache
def _rebels() -> frozenset[str]:
    return frozenset(head.phrase for head in heads() if head.sector == "REB" and " " not in head.phrase)


def _body(name: Name, phrase: tuple[int, int], coded: ActorCode) -> Party:
    own = coded.code if name.code in NON_STATE_CODES and coded.code not in NON_STATE_CODES else name.code
    code = None if _is_shared(name.text) else _parent(name.text) or own or coded.code
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


def _is_generic(text: str) -> bool:
    """Whether many states have a body of that name: "Ministry of Finance", "People's Committee"."""
    return all(
        word in ("of", "and", "the", "for", "on", "&") or is_common(word)
        for word in re.findall(r"\w+", text)
        if word != "s"
    )


# ", a real estate services company from South Korea": what a body is said to be
_APPOSED = re.compile(r", (?:an?|the|one of) ((?:[^,;.()]){3,80})")


def _is_shared(text: str) -> bool:
    """Whether a body belongs to two states: "Cambodia-Korea Joint Commission"."""
    first = re.match(r"([\w ]+)-([A-Z]\w+)", text)
    if first and (a := look_up(first[1])) and (b := look_up(first[2])) and a.country and b.country:
        return a.country is not b.country
    found = find_country(text)
    return any(a.code != b.code and b.start - a.end == 1 and text[a.end] == "-" for a, b in pairwise(found))


def _state(name: Name) -> Party:
    """A state named as such acts as its government; the event coder decides for cities."""
    entry = look_up(name.text)
    capital = entry is not None and entry.country is not None and entry.form == "capital"
    state = entry.country.name if capital and entry and entry.country else name.canonical or name.text
    return Party(
        name.start, name.end, name.text, (name.start, name.end), "state", name.code, "GOV", (), state,
        name.identifier_id,
    )  # fmt: skip
