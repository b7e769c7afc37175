"""A passage with its parties, names and dates laid on the tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from pipeline.passages import Name, Party, Passage, TimeExpression
from pipeline.sentences import first_number, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

PLACES = frozenset({"GPE", "LOC", "FAC"})


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=_Spanned)


@dataclass(frozen=True, slots=True)
class Scene:
    """Look-ups from token number to what covers the token."""

    passage: Passage
    parties: dict[int, Party]
    inner_parties: dict[int, Party]
    names: dict[int, Name]
    dates: dict[int, TimeExpression]
    sentence: dict[int, int]
    lead: int

    @property
    def doc(self) -> Doc:
        """The passage's parse."""
        return self.passage.doc

    def party(self, token: Token) -> Party | None:
        """The outermost party phrase that covers the token."""
        return self.parties.get(token.i)

    def name(self, token: Token) -> Name | None:
        """The name that covers the token."""
        return self.names.get(token.i)

    def is_place(self, token: Token) -> bool:
        """Whether the token is in a place's name."""
        name = self.names.get(token.i)
        return name is not None and name.label in PLACES

    def is_person(self, token: Token) -> bool:
        """Whether the token is in a person's name or in a phrase that names a person."""
        name, party = self.names.get(token.i), self.parties.get(token.i)
        return (name is not None and name.label == "PERSON") or (party is not None and party.kind == "person")


def scene(passage: Passage) -> Scene:
    """Lay the passage's spans on its tokens; of nested parties the one with the longest phrase counts."""
    outer = _outermost(passage.parties)
    first = first_number(passage.doc)
    numbers = {t.i: n for n, sent in enumerate(sentences(passage.doc), first) for t in sent}
    return Scene(
        passage=passage,
        parties=_cover(passage.doc, [(p, *p.phrase) for p in outer]),
        inner_parties=_cover(passage.doc, [(p, p.start, p.end) for p in passage.parties]),
        names=_cover(passage.doc, [(n, n.start, n.end) for n in passage.names]),
        dates=_cover(passage.doc, [(d, d.start, d.end) for d in passage.dates]),
        sentence=numbers,
        lead=next(
            (n for n, s in enumerate(sentences(passage.doc), first) if any(t.pos_ in {"VERB", "AUX"} for t in s)), 1
        ),
    )


def _outermost(parties: Iterable[Party]) -> list[Party]:
    found: list[Party] = []
    for party in sorted(parties, key=lambda p: (p.phrase[0] - p.phrase[1], p.phrase[0])):
        if not any(other.phrase[0] < party.phrase[1] and party.phrase[0] < other.phrase[1] for other in found):
            found.append(party)
    return found


def _cover(doc: Doc, items: list[tuple[Item, int, int]]) -> dict[int, Item]:
    covered: dict[int, Item] = {}
    for item, start, end in items:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            covered.update((token.i, item) for token in span)
    return covered


def as_state(name: Name) -> Party | None:
    """The country of a place or nationality as a party, with the place's words as its text."""
    if name.code is None:
        return None
    return Party(
        start=name.start, end=name.end, text=name.text, phrase=(name.start, name.end), kind="state",
        code=name.code, sector="GOV", canonical=name.canonical, identifier_id=name.identifier_id,
    )  # fmt: skip
