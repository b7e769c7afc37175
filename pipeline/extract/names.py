"""Names in a parsed text: the grammar's, the persons', and what else the statistical model sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.encoder import description, origins
from pipeline.encoder.encode import spans
from pipeline.encoder.windows import windows
from pipeline.extract import cued, grammar, labels, lexicon, naming, persons, runs, titles, whole, words
from pipeline.extract.grammar import Found
from pipeline.extract.memory import Memory
from pipeline.extract.persons import Ner
from pipeline.extract.words import Word, classes
from pipeline.gazetteer import money
from pipeline.passages import Name
from pipeline.sentences import CELL, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc


# Penn tags of words that begin a sentence in a capital without being part of a name
_FUNCTION_TAGS = frozenset(
    ["DT", "IN", "PRP", "PRP$", "CC", "RB", "RBR", "RBS", "WDT", "WP", "WP$", "WRB", "MD", "EX", "TO", "VB",
     "VBD", "VBG", "VBN", "VBP", "VBZ", "CD", "PDT"]
)  # fmt: skip
_WORDS, _SEEN = "bulletin_words", "bulletin_seen"
# So sure is the encoder of a person in whose name no table's country or body is looked for.
_SURE = 0.7
# What the encoder tags that is no name; dates and sums have grammars of their own.
_NO_NAMES = frozenset(["DATE", "MONEY", "INS"])
# Start, end (offsets in the text) and label of a name that a statistical model sees, and how sure it is
Seen = tuple[int, int, str, float]


def find(doc: Doc, memory: Memory | None = None) -> list[Name]:
    """The names of `doc`, in order, without overlap. `memory` carries names through a document."""
    memory = Memory() if memory is None else memory
    text, read = doc.text, words_of(doc)
    sums = [(s.words.start, s.words.end) for s in money.find(text)]
    quoted = list(titles.find(text))
    chosen, entities = propose(doc, memory, seen(doc))
    chosen = whole.whole(read, labels.settle(read, chosen, entities, memory), entities, memory)
    chosen = list(_subsidiaries(read, chosen))
    names = [naming.name_of(text, read, f) for f in chosen]
    names += [Name(start, end, text[start:end], "MONEY", text[start:end]) for start, end in sums]
    names += [Name(t.start, t.end, text[t.start : t.end], t.label, text[t.start : t.end]) for t in quoted if t.label]
    names = [part for name in naming.disjoint(names) for part in naming.pair(name, memory)]
    remembered = naming.remember(text, names, memory)
    ordered = sorted((naming.numbered(text, name) for name in remembered), key=lambda n: n.start)
    known = naming.located(ordered)
    return naming.not_elsewhere(known, origins.located(doc, known))


def _subsidiaries(read: Sequence[Word], chosen: Sequence[Found]) -> Iterator[Found]:
    """A company with the country of its branch is one name: "Vodafone Fiji"."""
    states = {f.first: f for f in chosen if f.rule == "known-country"}
    taken = set[int]()
    for f in sorted(chosen, key=lambda f: f.first):
        state = states.get(f.last)
        if f.first in taken:
            continue
        if state is not None and _is_company(read, f) and read[state.last : state.last + 1]:
            taken.add(state.first)
            yield Found(f.first, state.last, "ORG", "subsidiary")
        else:
            yield f


_STATE_CODES = frozenset(["IGO", "UNO", "EUR", "REB", "ISM", "IMG", "NGO"])


def _is_company(read: Sequence[Word], found: Found) -> bool:
    """A body that only its surroundings give away, or a known one that is no abbreviation."""
    entry = read[found.first].known
    if found.rule == "known-body" and entry is not None:
        return entry.label == "ORG" and entry.acts_for is None and entry.code not in _STATE_CODES
    return found.label == "ORG" and found.rule in ("loose", "model", "person")


def seen(doc: Doc) -> list[Seen]:
    """The names that the encoder tags; read once, kept with the doc."""
    found: list[Seen] | None = doc.user_data.get(_SEEN)
    if found is None:
        tags = description().names
        found = doc.user_data[_SEEN] = [
            (window.start + tag.start, window.start + tag.end, tag.label, tag.probability)
            for window in windows(doc)
            for tag in spans(window.encoded, window.encoded.names, tags)
            if tag.label not in _NO_NAMES
        ]
    return found


def propose(doc: Doc, memory: Memory, tagged: Iterable[Seen]) -> tuple[list[Found], list[Ner]]:
    """The names by rule and those whose label is still open (see `labels`), and the model's entities.

    `tagged` are the names that a statistical model sees.
    """
    text, read = doc.text, words_of(doc)
    entities = list(_entities(text, read, tagged))
    quoted = list(titles.find(text))
    found = [f for f in grammar.scan(read) if not _inside(read, f, quoted)]
    found = _longest([*found, *cued.find(read, classes(read), naming.define(text, read, found, memory))])
    people = _people(text, read, found, entities, memory)
    chosen = _without_overlap(people, found)
    chosen += runs.find(read, chosen, entities, memory)
    chosen = [f for f in chosen if f.label is not None and not _inside(read, f, quoted) and not _is_language(read, f)]
    return chosen, entities


def words_of(doc: Doc) -> list[Word]:
    """The words of a parsed text; read once, kept with the doc."""
    read: list[Word] | None = doc.user_data.get(_WORDS)
    if read is None:
        persons = [(start, end) for start, end, label, sure in seen(doc) if label == "PERSON" and sure >= _SURE]
        read = doc.user_data[_WORDS] = words.read(doc.text, *_sentence_facts(doc), persons)
    return read


def _longest(found: Iterable[Found]) -> list[Found]:
    """Longest names first where readings overlap; in the order of the text."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for f in sorted(found, key=lambda f: (f.first - f.last, f.rule != "kind-of", f.first)):
        if taken.isdisjoint(range(f.first, f.last)):
            taken.update(range(f.first, f.last))
            chosen.append(f)
    return sorted(chosen, key=lambda f: f.first)


def _people(
    text: str, read: Sequence[Word], found: Sequence[Found], entities: Sequence[Ner], memory: Memory
) -> list[Found]:
    """Persons, twice: a last name may stand before the office or title that proves the full name."""
    known = frozenset(memory.persons)
    doubtful = [e for e in entities if e.label == "PERSON" and not _is_other(text, read, e, memory)]
    blocked = {
        k
        for f in found
        if f.rule in ("memory", "kind-of", "before-country", "of-office", "thing", "in-town")
        for k in range(f.first, f.last)
    }
    first = list(persons.find(read, found, doubtful, known, blocked))
    parts = {part.casefold() for part in grammar.ends(read, first)}
    if parts <= known:
        return first
    return list(persons.find(read, found, doubtful, known | parts, blocked))


def _is_other(text: str, read: Sequence[Word], entity: Ner, memory: Memory) -> bool:
    """Whether the document has used what the model holds for a person as the name of something else."""
    words_ = text[read[entity.first].start : read[entity.last - 1].end]
    known = memory.look_up(words_)
    return (known is not None and known.label != "PERSON") or (entity.last - entity.first == 1 and words_.isupper())


def _sentence_starts(doc: Doc) -> Iterator[int]:
    """Where sentences begin; not in the middle of a name, where the parser breaks what is foreign to it.

    Behind a row's first cell one begins in any case.
    """
    for sent in sentences(doc):
        at = sent[0].idx
        before = doc[sent[0].i - 1] if sent[0].i else None
        inside = before is not None and (
            before.text in "),(" or (before.text[-1].isalnum() and before.text[0].isupper())
        )
        if not inside or doc.text[at - 1] == "\n" or at == doc.user_data.get(CELL):
            yield at


def _sentence_facts(doc: Doc) -> tuple[frozenset[int], frozenset[int]]:
    starts = frozenset(_sentence_starts(doc)) if doc.has_annotation("SENT_START") else frozenset({0})
    function = frozenset(
        token.idx
        for token in doc
        if token.idx in starts
        and token.tag_ in _FUNCTION_TAGS
        and (not token.tag_.startswith("VB") or lexicon.is_common(token.text) or lexicon.is_common(token.lemma_))
    )
    return starts | {0}, function


def _entities(text: str, read: Sequence[Word], tagged: Iterable[Seen]) -> Iterator[Ner]:
    """The model's entities in word numbers."""
    first = {word.start: k for k, word in enumerate(read)}
    at = [0] * (len(text) + 1)
    for k, word in enumerate(read):
        at[word.start : word.end] = [k] * (word.end - word.start)
    for start, stop, label, sure in tagged:
        begin, end = _trimmed(read, first.get(start, at[start]), at[stop - 1] + 1)
        if begin < end:
            yield Ner(begin, end, label, sure)


def _trimmed(read: Sequence[Word], begin: int, end: int) -> tuple[int, int]:
    """An entity's words without those that belong to no name at its ends, and with the end of a quotation in it."""
    while begin < end and read[begin].cls in "h.,ofnik'|tTHa":
        begin += 1
    while end > begin and read[end - 1].cls in "'.,|haofnik(":
        end -= 1
    if begin < end and read[end - 1].cls == ")" and all(word.cls != "(" for word in read[begin:end]):
        end -= 1
    if _is_open_quote(read[begin:end]) and end < len(read) and read[end].text in _QUOTES:
        end += 1
    return begin, end


_QUOTES = frozenset('"“”')


def _is_open_quote(words_: Sequence[Word]) -> bool:
    """Whether a quotation begins in the words and does not end there: `Ali "the Tiger`."""
    return sum(word.text in _QUOTES for word in words_) == 1


def _inside(read: Sequence[Word], found: Found, quoted: Iterable[titles.Title]) -> bool:
    start, end = read[found.first].start, read[found.last - 1].end
    return any(t.start <= start and end <= t.end for t in quoted if t.label)


def _is_language(read: Sequence[Word], found: Found) -> bool:
    """As in "Korean language" names no people."""
    follow = [word.text.casefold() for word in read[found.last : found.last + 2]]
    return found.label == "NORP" and any(
        word in ("language", "languages", "speaking", "speaker", "speakers") for word in follow if word != "-"
    )


def _without_overlap(people: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """Persons before weaker readings of the same words; everything else as the grammar found it."""
    taken = {k for person in people for k in range(person.first, person.last)}
    return list(people) + [f for f in found if not any(k in taken for k in range(f.first, f.last))]
