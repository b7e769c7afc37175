"""The parts of a phrase that names a party: countries, bodies, offices, heads, titles and plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.gazetteer.names import Known, trie
from pipeline.gazetteer.peoples import people_at
from pipeline.gazetteer.phraselexicon import Entry, lexicon
from pipeline.gazetteer.rows import Body, Head, Office, Words, phrase_words
from pipeline.gazetteer.tries import Token, Trie, tokenize
from pipeline.records import Sector

Kind = Literal[
    "country", "body", "office", "head", "title",  # from the tables
    "name", "portfolio", "former", "prefix", "det",  # by word class
    "prep", "and", "rel", "possessive", "comma", "bracket", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a phrase: `start`..`end` are characters; `governor` is the preposition it hangs on."""

    kind: Kind
    start: int
    end: int
    text: str
    known: Known | None = None
    office: Office | None = None
    head: Head | None = None
    several: bool = False
    governor: str | None = None
    sector: Sector | None = None

    @property
    def lower(self) -> str:
        """The words in lower case."""
        return self.text.lower()

    @property
    def capitalised(self) -> bool:
        """Whether the words begin with a capital letter."""
        return self.text[:1].isupper()


def _defined(definitions: Mapping[str, Known]) -> Trie[Known] | None:
    return Trie(definitions.items()) if definitions else None


def read_parts(phrase: str, definitions: Mapping[str, Known] | None = None) -> list[Part]:
    """`phrase` as a list of parts, in order; `definitions` are short forms that the document defines."""
    tokens = tokenize(phrase)
    defined = _defined(definitions or {})
    parts: list[Part] = []
    index = 0
    while index < len(tokens):
        part, index = _next_part(phrase, tokens, index, defined)
        parts.append(part)
    return _governed(_names_joined(_titles_checked(parts), phrase))


_ADJECTIVE = ("ian", "ean", "ese", "ish")  # as adjectives of regions end, and given names seldom do
_LONGEST_NAME = 6  # words of a body's name up to the word for what it is


def _is_in_a_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a people's name is part of a person's: "Karen" before a proper word, "Welsh" behind an office.

    An adjective is not, before what ends in the word for a body: "Andalusian Olive Growers' Association".
    """
    rest = range(index + 1, min(len(tokens), index + _LONGEST_NAME))
    if tokens[index].text.endswith(_ADJECTIVE) and any(_is_head(lexicon().longest(tokens, at)) for at in rest):
        return False
    if index + 1 < len(tokens):
        proper = tokens[index + 1].text[:1].isupper()
        return proper and not lexicon().longest(tokens, index + 1) and not trie().longest(tokens, index + 1)
    return index > 0 and tokens[index - 1].text[:1].isupper()


def _is_head(entry: tuple[int, Entry] | None) -> bool:
    return entry is not None and entry[1].head is not None


def _next_part(phrase: str, tokens: Sequence[Token], index: int, defined: Trie[Known] | None) -> tuple[Part, int]:
    def make(kind: Kind, end: int) -> tuple[Part, int]:
        start, stop = tokens[index].start, tokens[end - 1].end
        return Part(kind, start, stop, phrase[start:stop]), end

    if tokens[index].text == "(":
        return make("bracket", _closing(tokens, index))
    known = (defined.longest(tokens, index) if defined else None) or trie().longest(tokens, index)
    people = people_at(tokens, index)
    if people and people.end == index + 1 and _is_in_a_name(tokens, index):
        people = None
    if people and people.end > (known[0] if known else index):
        part, end = make("country" if people.known else "portfolio", people.end)
        return replace(part, known=people.known, sector=people.sector), end
    if known is None and index + 1 < len(tokens) and (navy := phrase_words().ships.get(tokens[index].text)):
        known = index + 1, body_known(tokens[index].text, navy, "MIL", ())
    entry = lexicon().longest(tokens, index)
    if known and (entry is None or known[0] >= entry[0]):
        part, end = make("country" if known[1].country else "body", known[0])
        return replace(part, known=known[1]), end
    if entry and entry[1].office and index and tokens[index - 1].text == "-" and tokens[index].text.islower():
        entry = None  # "12-member"
    if entry and not _is_suffix_head(tokens, index, entry) and not _is_portfolio(tokens, index, entry):
        found = entry[1]
        kind: Kind = "title" if found.title else "head" if found.head else "office"
        part, end = make(kind, entry[0])
        return replace(part, office=found.office, head=found.head, several=found.several), end
    if tokens[index].text in ("'", "’"):
        genitive = index + 1 < len(tokens) and tokens[index + 1].lower == "s"
        return make("possessive", index + 2 if genitive else index + 1)
    return make(_word_class(tokens, index), index + 1)


def _is_suffix_head(tokens: Sequence[Token], index: int, entry: tuple[int, Entry]) -> bool:
    """Whether a short company form ("co", "sa", "ag", "ab") is only a small word here."""
    end, found = entry
    word = tokens[index].text
    return bool(found.head) and end == index + 1 and word.islower() and len(word) < _SHORT


_SHORT = 3


def _is_portfolio(tokens: Sequence[Token], index: int, entry: tuple[int, Entry]) -> bool:
    """Whether a head noun only names a field here: "Energy Secretary", "Women and Family Affairs"."""
    end, found = entry
    if not found.head or end != index + 1 or tokens[index].text.islower():
        return False
    if found.head.sector not in _CIVIL or tokens[index].lower not in phrase_words().words.portfolio:
        return False
    if index and tokens[index - 1].lower in _FIELDS:
        return True
    return (
        end < len(tokens)
        and tokens[end].text.isalnum()
        and _closed_class(phrase_words().words, tokens[end].lower) != "prep"
    )


# Before the field that an office or ministry is for: "Adviser for Power, Energy and Resources".
_FIELDS = frozenset({"of", "for", "and", "&", ","})
_CIVIL = frozenset({"BUS", "CVL", "REF", "JRN", "MED", "AGR", "SOC", "LAB", "EDU"})


def _closing(tokens: Sequence[Token], index: int) -> int:
    return next((i + 1 for i in range(index, len(tokens)) if tokens[i].text == ")"), len(tokens))


def _word_class(tokens: Sequence[Token], index: int) -> Kind:
    words, token = phrase_words().words, tokens[index]
    closed = _closed_class(words, token.lower)
    if token.text in ",;:":
        return "comma"
    if closed == "prep" and index and tokens[index - 1].text == "-":
        return "other"
    if closed and index and token.text in _SYLLABLES and _name_follows(tokens, index):
        return "name"
    if closed and not (closed in ("prefix", "det") and token.text.isupper() and len(token.text) > 1):
        return closed
    if token.text[:1].isupper() or (token.lower in words.links and index > 0):
        return "portfolio" if token.lower in words.portfolio else "name"
    return "portfolio" if token.lower in words.portfolio else "other"


# Syllables of Vietnamese, Korean and Chinese names that are small words of English.
_SYLLABLES = frozenset({"To", "An", "No", "So", "On", "Over"})


def _name_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether a capital word that is no known country or body comes next."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or not following.text[:1].isupper() or following.text.isupper():
        return False
    return trie().longest(tokens, index + 1) is None


def _closed_class(words: Words, lower: str) -> Kind | None:
    if lower in ("and", "&"):
        return "and"
    if lower in words.destination or lower in words.location:
        return "prep"
    classes: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("former", words.former),
        ("rel", words.relative),
        ("prefix", words.prefixes),
        ("det", words.determiners),
    )
    return next((kind for kind, members in classes if lower in members), None)


def _titles_checked(parts: list[Part]) -> list[Part]:
    """Titles count only before a name, another title or at the very beginning of one."""
    checked: list[Part] = []
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if part.kind == "title" and not _title_holds(part, parts[index + 1 :]):
            part = replace(part, kind="name" if part.capitalised else "other")
        checked.insert(0, part)
        parts[index] = part
    return checked


def _title_holds(part: Part, rest: Sequence[Part]) -> bool:
    following = next((p for p in rest if p.text != "."), None)
    if following is None or not part.capitalised:
        return False
    if following.lower == "of":  # "Gov. of Lagos State"
        return phrase_words().rank.get(part.lower) == "GOV"
    return following.kind in ("title", "name", "office", "country", "body")


def _names_joined(parts: list[Part], phrase: str) -> list[Part]:
    """Neighbouring name words, with the hyphens, points and small links between them, as one part."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and last.kind == "name" and _continues(last, part):
            joined[-1] = replace(last, end=part.end, text=phrase[last.start : part.end])
        else:
            joined.append(part)
    return [_trimmed(part, phrase) for part in joined]


def _continues(last: Part, part: Part) -> bool:
    if part.kind == "name":
        return True
    touching = part.start == last.end
    if part.text in "-./'’":
        return touching
    if last.text[-1] in "-'’/":
        return touching and part.kind not in ("comma", "bracket")
    return False


def _trimmed(part: Part, phrase: str) -> Part:
    """Cut a name free of a trailing hyphen, apostrophe or sentence point (the point of an initial stays)."""
    if part.kind != "name":
        return part
    text = part.text.rstrip("-'’/ ")
    if text.endswith(".") and len(text) > 2 and text[-3:-2].isalpha():  # noqa: PLR2004
        text = text[:-1]
    return replace(part, end=part.start + len(text), text=phrase[part.start : part.start + len(text)])


def _governed(parts: list[Part]) -> list[Part]:
    """Each part with the preposition that governs it: the last one in its comma group."""
    governor: str | None = None
    done: list[Part] = []
    for part in parts:
        if part.kind == "prep":
            governor = "of" if done and _serves(done[-1], part) else part.lower
        elif part.kind == "comma":
            governor = None
        done.append(replace(part, governor=governor))
    return done


_SERVANTS = ("secretary", "adviser", "advisor", "aide", "assistant", "counsel")


def _serves(office: Part, preposition: Part) -> bool:
    """Whether "for" or "to" names whom the office serves: "spokesman for", "Secretary to the Treasury"."""
    if office.office is None:
        return False
    if preposition.lower == "for":
        return "spokes" in office.lower
    return preposition.lower == "to" and office.lower.endswith(_SERVANTS)


def main_clause_end(parts: Sequence[Part]) -> int:
    """Where the party itself ends and what is told of it begins: "X, led by Y" is X."""
    named = False
    for index, part in enumerate(parts):
        if named and part.kind == "rel" and not (index and parts[index - 1].text == "-"):
            before = parts[index - 1]
            return before.start if before.kind == "comma" else before.end
        named = named or part.kind in ("country", "body", "office", "head", "name")
    return parts[-1].end if parts else 0


def body_known(name: str, code: str | None, sector: Sector | None, others: tuple[Sector, ...]) -> Known:
    """Make a body that a document defines, as the tables would have it."""
    body = Body(name, (), code or "", sector or "GOV", others, "defined")
    return Known("body", body=body)
