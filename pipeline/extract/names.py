"""Names in a parsed text: the grammar's, the persons', and what else the statistical model sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract import cued, grammar, lexicon, money, persons, titles, words
from pipeline.extract.grammar import Found
from pipeline.extract.memory import Memory, Referent, fits
from pipeline.extract.persons import Ner
from pipeline.extract.words import Word, classes
from pipeline.gazetteer.places import resolve_place
from pipeline.passages import Name
from pipeline.records import MentionLabel

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Penn tags of words that begin a sentence in a capital without being part of a name
_FUNCTION_TAGS = frozenset(
    ["DT", "IN", "PRP", "PRP$", "CC", "RB", "RBR", "RBS", "WDT", "WP", "WP$", "WRB", "MD", "EX", "TO", "VB", "VBD",
     "VBG", "VBN", "VBP", "VBZ", "CD", "UH", "PDT"]
)  # fmt: skip
_LABELS: dict[str, MentionLabel] = {
    "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC", "NORP": "NORP", "EVENT": "EVENT", "LAW": "LAW",
    "PRODUCT": "PRODUCT", "PERSON": "PERSON",
}  # fmt: skip
_WORDS = "bulletin_words"
_PROPER = frozenset("XZKIG")
_COMPANY_WORDS = frozenset(["company", "firm", "corporation", "conglomerate", "startup", "newspaper", "militia", "party"])
_RUN = frozenset("XZKICbBFAPEL-")


def find(doc: Doc, memory: Memory | None = None) -> list[Name]:
    """The names of `doc`, in order, without overlap. `memory` carries names through a document."""
    memory = Memory() if memory is None else memory
    text = doc.text
    read = words_of(doc)
    entities = list(_entities(doc, read))
    sums = [(s.words.start, s.words.end) for s in money.find(text)]
    quoted = list(titles.find(text))
    found = [f for f in grammar.scan(read) if not _inside(read, f, quoted)]
    found = _longest([*found, *cued.find(read, classes(read), _define(text, read, found, memory))])
    people = _people(text, read, found, entities, memory)
    chosen = _without_overlap(people, found)
    chosen += _statistical(read, chosen, entities, memory)
    chosen = [f for f in chosen if f.label is not None and not _inside(read, f, quoted) and not _is_language(read, f)]
    names = [_name(text, read, f) for f in chosen]
    names += [Name(start, end, text[start:end], "MONEY", text[start:end]) for start, end in sums]
    names += [Name(t.start, t.end, text[t.start : t.end], t.label, text[t.start : t.end]) for t in quoted if t.label]
    names = [part for name in _disjoint(names) for part in _pair(name, memory)]
    return located(sorted(_remember(text, read, names, memory), key=lambda n: n.start))


def located(names: list[Name]) -> list[Name]:
    """Places without a code get the country that the gazetteer is sure of, by the countries named beside them."""
    evidence = tuple(code for code, _ in Counter(n.code for n in names if n.code and n.label in ("GPE", "NORP")).most_common())
    result = []
    for name in names:
        place = resolve_place(name.text, countries=evidence) if name.label == "GPE" and name.code is None else None
        result.append(replace(name, code=place.country_code) if place and place.country_code else name)
    return result


def words_of(doc: Doc) -> list[Word]:
    """The words of a parsed text; read once, kept with the doc."""
    read: list[Word] | None = doc.user_data.get(_WORDS)
    if read is None:
        read = doc.user_data[_WORDS] = words.read(doc.text, *_sentence_facts(doc))
    return read


def _define(text: str, read: Sequence[Word], found: Iterable[Found], memory: Memory) -> Memory:
    """Learn the abbreviations that stand in brackets behind the grammar's names, before they are used."""
    for f in found:
        if f.label in ("ORG", "EVENT", "LAW", "FAC", "PRODUCT"):
            name = _name(text, read, f)
            referent = Referent(name.label, name.canonical or name.text, name.code)
            match = _BRACKET.match(text, name.end)
            if match is not None and fits(match[1], name.text):
                memory.define(match[1], referent)
            if f.label == "ORG" and f.last - f.first > 1 and memory.look_up(name.text) is None:
                memory.learn(name.text, referent)
    return memory


def _longest(found: Iterable[Found]) -> list[Found]:
    """Longest names first where readings overlap; in the order of the text."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for f in sorted(found, key=lambda f: (f.first - f.last, f.rule != "kind-of", f.first)):
        if taken.isdisjoint(range(f.first, f.last)):
            taken.update(range(f.first, f.last))
            chosen.append(f)
    return sorted(chosen, key=lambda f: f.first)


def _people(text: str, read: Sequence[Word], found: Sequence[Found], entities: Sequence[Ner], memory: Memory) -> list[Found]:
    """Persons, twice: a last name may stand before the office or title that proves the full name."""
    known = frozenset(memory.persons)
    doubtful = [e for e in entities if e.label == "PERSON" and not _is_other(text, read, e, memory)]
    blocked = {k for f in found if f.rule in ("memory", "kind-of", "before-country") for k in range(f.first, f.last)}
    first = list(persons.find(read, found, doubtful, known, blocked))
    parts = {
        part.casefold()
        for f in first
        if f.last - f.first > 1
        for part in (read[f.first].text, read[f.last - 1].text)
    }
    if parts <= known:
        return first
    return list(persons.find(read, found, doubtful, known | parts, blocked))


def _is_other(text: str, read: Sequence[Word], entity: Ner, memory: Memory) -> bool:
    """Whether the document has used what the model holds for a person as the name of something else."""
    words_ = text[read[entity.first].start : read[entity.last - 1].end]
    known = memory.look_up(words_)
    return (known is not None and known.label != "PERSON") or (entity.last - entity.first == 1 and words_.isupper())


def _sentence_facts(doc: Doc) -> tuple[frozenset[int], frozenset[int]]:
    starts = frozenset(sent[0].idx for sent in doc.sents) if doc.has_annotation("SENT_START") else frozenset({0})
    function = frozenset(token.idx for token in doc if token.idx in starts and token.tag_ in _FUNCTION_TAGS)
    return starts | {0}, function


def _entities(doc: Doc, read: Sequence[Word]) -> Iterator[Ner]:
    """spaCy's entities in word numbers."""
    first = {word.start: k for k, word in enumerate(read)}
    at = [0] * (len(doc.text) + 1)
    for k, word in enumerate(read):
        at[word.start : word.end] = [k] * (word.end - word.start)
    for ent in doc.ents:
        begin = first.get(ent.start_char, at[ent.start_char])
        end = at[ent.end_char - 1] + 1
        while begin < end and read[begin].cls in "h.,ofnik'|tTHa":
            begin += 1
        while end > begin and read[end - 1].cls in "'.,|ha":
            end -= 1
        if begin < end:
            yield Ner(begin, end, ent.label_)


def _inside(read: Sequence[Word], found: Found, quoted: Iterable[titles.Title]) -> bool:
    start, end = read[found.first].start, read[found.last - 1].end
    return any(t.start <= start and end <= t.end for t in quoted if t.label)


def _is_language(read: Sequence[Word], found: Found) -> bool:
    """"Korean language" names no people."""
    follow = [word.text.casefold() for word in read[found.last : found.last + 2]]
    return found.label == "NORP" and any(word in ("language", "languages", "speaking", "speaker", "speakers") for word in follow if word != "-")


def _without_overlap(people: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """Persons before weaker readings of the same words; everything else as the grammar found it."""
    taken = {k for person in people for k in range(person.first, person.last)}
    return list(people) + [f for f in found if not any(k in taken for k in range(f.first, f.last))]


def _statistical(read: Sequence[Word], chosen: Sequence[Found], entities: Sequence[Ner], memory: Memory) -> list[Found]:
    """Runs of proper words that no rule took: known in the document, or labelled by the model."""
    letters = classes(read)
    taken = {k for f in chosen for k in range(f.first, f.last)}
    result: list[Found] = []
    i = 0
    while i < len(read):
        if i in taken or letters[i] not in _RUN or letters[i] == "-":
            i += 1
            continue
        end = i
        while end < len(read) and end not in taken and letters[end] in _RUN and not (end > i and read[end].first):
            end += 1
        while letters[end - 1] == "-":
            end -= 1
        result += _label_run(read, letters, i, end, entities, memory)
        i = end
    return result


def _label_run(
    read: Sequence[Word], letters: str, first: int, last: int, entities: Sequence[Ner], memory: Memory
) -> Iterator[Found]:
    """A run as one name: by the document's memory, else by the model's label."""
    known = memory.look_up(_surface(read, first, last))
    if known is not None and not (last - first == 1 and letters[first] == "C" and read[first].first):
        yield Found(first, last, known.label, "memory")
        return
    if letters[last - 1] in "XZ" and last < len(read) and read[last].text in _COMPANY_WORDS:
        yield Found(first, last, "ORG", "company-word")
        return
    over = [e for e in entities if e.first < last and e.last > first and e.label in _LABELS]
    if not over:
        yield from _split_hyphens(read, letters, first, last, memory)
        return
    ner = max(over, key=lambda e: min(e.last, last) - max(e.first, first))
    begin, end = max(first, ner.first), min(last, ner.last)
    proper = [k for k in range(begin, end) if letters[k] in _PROPER]
    if not proper and (end - begin < 2 or ner.label not in ("ORG", "GPE", "FAC", "LOC")):  # noqa: PLR2004
        return
    head = lexicon.heads().get(read[end - 1].text.casefold())
    if head is not None and head.kind == "generic":
        return
    while begin > first and letters[begin - 1] in _PROPER:
        begin -= 1
    while end < last and letters[end] in _PROPER:
        end += 1
    if letters[begin:end] == "K":
        return
    yield Found(begin, end, _LABELS[ner.label], "model")


def _split_hyphens(read: Sequence[Word], letters: str, first: int, last: int, memory: Memory) -> Iterator[Found]:
    for k in range(first, last):
        if letters[k] != "-":
            known = memory.look_up(read[k].text)
            if known is not None and letters[k] in "XZ":
                yield Found(k, k + 1, known.label, "memory")


def _surface(read: Sequence[Word], first: int, last: int) -> str:
    return "".join(("" if k == first or read[k].glued else " ") + read[k].text for k in range(first, last))


def _name(text: str, read: Sequence[Word], found: Found) -> Name:
    start, end = read[found.first].start, read[found.last - 1].end
    entry = read[found.first].known if found.last - found.first == 1 else None
    label = found.label
    assert label is not None
    if entry is not None and found.rule == "known-body":
        label = entry.label
    if entry is None and found.rule == "place":
        inner = read[found.first].known
        return Name(start, end, text[start:end], label, text[start:end], inner.code if inner else None)
    return Name(start, end, text[start:end], label, entry.canonical if entry else None, entry.code if entry else None)


def _pair(name: Name, memory: Memory) -> list[Name]:
    """"the Putin-Kim meeting": two persons that the document knows by their last names."""
    left, hyphen, right = name.text.partition("-")
    if name.label != "PERSON" or not hyphen or " " in name.text or not memory.person(left) or not memory.person(right):
        return [name]
    middle = name.start + len(left)
    return [Name(name.start, middle, left, "PERSON"), Name(middle + 1, name.end, right, "PERSON")]


def _disjoint(names: Iterable[Name]) -> list[Name]:
    """Longest first, earlier first; what overlaps a chosen one is dropped."""
    chosen: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in chosen):
            chosen.append(name)
    return sorted(chosen, key=lambda n: n.start)


_BRACKET = re.compile(r"\s*[(\[]\s*(?:the\s|or\s)?[\"“']?([A-Z][\w&+/-]*(?: [A-Z][\w-]*)?)[\"”']?\s*[)\]]")


def _remember(text: str, read: Sequence[Word], names: Sequence[Name], memory: Memory) -> list[Name]:
    """Canonical names through the document; an abbreviation in brackets is a name of its own."""
    result: list[Name] = []
    starts = {name.start: name for name in names}
    done: set[int] = set()
    for name in names:
        if name.start in done:
            continue
        resolved = _resolve(name, memory)
        result.append(resolved)
        match = _BRACKET.match(text, name.end)
        if match is None or name.label in ("MONEY", "NORP") or not fits(match[1], name.text):
            continue
        inner = starts.get(match.start(1))
        if inner is not None and inner.end != match.end(1):
            continue
        referent = Referent(resolved.label, resolved.canonical or resolved.text, resolved.code)
        memory.define(match[1], referent)
        done.add(match.start(1))
        result.append(Name(*match.span(1), match[1], referent.label, referent.canonical, referent.code))
    return [name for name in result if not _unnamed(name)]


def _unnamed(name: Name) -> bool:
    return not any(char.isalnum() for char in name.text)


def _resolve(name: Name, memory: Memory) -> Name:
    """The name with the canonical form and code that the document or the tables give it."""
    if name.label == "PERSON":
        referent = memory.person(name.text)
    elif name.label in ("MONEY", "NORP") or (name.canonical and name.canonical != name.text):
        return name
    else:
        referent = memory.look_up(name.text)
    if referent is None:
        referent = Referent(name.label, name.canonical or name.text, name.code)
        memory.learn(name.text, referent)
    label = referent.label if name.label != "PERSON" else name.label
    return Name(name.start, name.end, name.text, label, referent.canonical, name.code or referent.code)
