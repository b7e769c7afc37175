"""Names that the tables know: states, nationalities, capitals, bodies (gazetteer), regions and groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipeline.extract import lexicon
from pipeline.gazetteer import names as gazetteer
from pipeline.gazetteer.tries import Token, Trie, tokenize
from pipeline.records import MentionLabel


@dataclass(frozen=True, slots=True)
class Known:
    """A known name; `cls` is its grammar class, `acts_for` the state that a capital or seat stands for."""

    cls: str
    label: MentionLabel
    canonical: str
    code: str | None = None
    acts_for: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A known name at `start`..`end` of a text."""

    start: int
    end: int
    known: Known


_COUNTRY_FORMS = MappingProxyType({
    "name": "G", "abbreviation": "G", "former": "G", "capital": "G",
    "adjective": "N", "people": "N", "seat": "O",
})  # fmt: skip


@cache
def _own() -> Trie[Known]:
    """Regions and groups; they come before the gazetteer's where both are as long."""
    entries = [(name, Known("N", "NORP", name, code or None)) for name, code in lexicon.groups().items()]
    for region in lexicon.regions():
        entries.append((region.name, Known("R", "LOC", region.name)))
        entries += [(form, Known("N", "NORP", form)) for form in region.adjectives]
    return Trie(entries)


def spots(text: str) -> dict[int, Spot]:
    """The longest known names of `text`, left to right without overlap, by their start."""
    tokens = tokenize(text)
    found: dict[int, Spot] = {}
    own, other = _own(), gazetteer.trie()
    index = 0
    while index < len(tokens):
        spot = _longest(tokens, index, own, other) if tokens[index].text[0].isalnum() else None
        if spot is None:
            index += 1
            continue
        end, known = spot
        article = tokens[index].lower == "the" and not known.canonical.startswith("The ")
        if article and _same_without(tokens, index, end, other):
            index += 1  # a name has no leading article, save "The Hague"
            continue
        found[tokens[index].start] = Spot(tokens[index].start, tokens[end - 1].end, known)
        index = end
    return found


def _same_without(tokens: tuple[Token, ...], index: int, end: int, trie: Trie[gazetteer.Known]) -> bool:
    rest = trie.longest(tokens, index + 1)
    return rest is not None and rest[0] == end


def _longest(
    tokens: tuple[Token, ...], index: int, own: Trie[Known], other: Trie[gazetteer.Known]
) -> tuple[int, Known] | None:
    first, second = own.longest(tokens, index), other.longest(tokens, index)
    if second is not None and (first is None or second[0] > first[0]):
        form = " ".join(token.text for token in tokens[index : second[0]])
        if _is_foreign_name(form, second[1]):
            return first
        if second[1].country is None and _is_ministry(form):
            return first or other_country(tokens, index, other)
        return second[0], _from_gazetteer(second[1], form)
    return first


def _is_foreign_name(form: str, entry: gazetteer.Known) -> bool:
    """Whether accents make another word of a nationality: "Germán" is nobody's people."""
    if entry.country is None or entry.form != "adjective" or form.isascii():
        return False
    return form not in entry.country.adjectives


def _is_ministry(form: str) -> bool:
    """The country beside a ministry is a name of its own, so the two are no one known name."""
    return any((head := lexicon.heads().get(word.casefold())) and head.kind == "ministry" for word in form.split())


def other_country(tokens: tuple[Token, ...], index: int, trie: Trie[gazetteer.Known]) -> tuple[int, Known] | None:
    """The country that a known body's name begins with."""
    for end in range(min(len(tokens), index + 4), index, -1):
        match = trie.longest(tokens[:end], index)
        if match is not None and match[1].country is not None:
            return match[0], _from_gazetteer(match[1], " ".join(t.text for t in tokens[index : match[0]]))
    return None


@cache
def _from_gazetteer(entry: gazetteer.Known, form: str) -> Known:
    """A gazetteer entry as the grammar has it; the last word of the form tells meetings from bodies."""
    if entry.country is None:
        head = lexicon.heads().get(form.rsplit(maxsplit=1)[-1].casefold())
        meets = head is not None and head.kind == "event" and form not in lexicon.words().standing_bodies
        label: MentionLabel = "EVENT" if meets else "ORG"
        # "Hanwha Ocean" is known as a company of Hanwha, but keeps its own name
        canonical = form if entry.canonical in form else entry.canonical
        return Known("Q" if head and head.kind == "body" else "O", label, canonical, entry.code)
    state = entry.country.name
    cls = _COUNTRY_FORMS[entry.form]
    if form in entry.country.adjectives and form != state and not form.replace(".", "").isupper():
        cls = "N"
    if cls == "N":
        people = entry.country.adjectives[0] if entry.country.adjectives else state
        return Known("N", "NORP", people, entry.code)
    if entry.form == "capital":
        first = entry.country.capitals[0]  # "Washington, D.C." is Washington, but The Hague is not Amsterdam
        return Known("G", "GPE", first if form[:4] == first[:4] else form, entry.code, acts_for=state)
    if cls == "O":
        return Known("O", "ORG", state, entry.code, acts_for=state)
    return Known("G", "GPE", form if entry.form == "former" else state, entry.code)
