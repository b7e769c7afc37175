"""Names that the encoder is sure of, where the rules have seen a part of them only, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from pipeline.extract.grammar import Found, ends
from pipeline.extract.labels import as_label
from pipeline.extract.words import classes, surface

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.extract.memory import Memory
    from pipeline.extract.persons import Ner
    from pipeline.extract.words import Word
    from pipeline.records import MentionLabel

# By strict F1 on the development passages and bulletins (`models/README.md`).
SURE = 0.9
# Names of these kinds swallow no other name: "the ASEAN-ROK Dialogue", "the Iranian Foreign Ministry" are not one.
_APART = frozenset({"EVENT", "LAW", "NORP", "WORK"})
# The country or people before a ministry, and before a person's name, is a name of its own.
_COUNTRY = frozenset({"known-country", "known-people"})
# Classes of words (see `words`) of which a name that nothing else has seen has at least one.
_PROPER = frozenset("XZKVQO")


def whole(words: Sequence[Word], chosen: Sequence[Found], entities: Iterable[Ner], memory: Memory) -> list[Found]:
    """`chosen`, with the entities in the place of the names that are only parts of them, and where there is no name."""
    letters = classes(words)
    result = list(chosen)
    for entity in entities:
        if entity.sure < SURE or entity.label in _APART:
            continue
        over = [found for found in result if found.first < entity.last and entity.first < found.last]
        if over and (_is_more(entity, over, words) or _is_other(entity, over, words)):
            result = [found for found in result if found not in over]
            result.append(Found(entity.first, entity.last, as_label(entity.label), "whole"))
        elif not over and any(letter in _PROPER for letter in letters[entity.first : entity.last]):
            label = _meant(entity, words, result, memory)
            result.append(Found(entity.first, entity.last, label, "whole"))
    return sorted(result, key=lambda found: found.first)


def _is_more(entity: Ner, over: Sequence[Found], words: Sequence[Word]) -> bool:
    """Whether the names lie within the entity, and none is one that stands apart."""
    first, last = min(found.first for found in over), max(found.last for found in over)
    if first < entity.first or entity.last < last:
        return False
    if any((found.first, found.last) == (entity.first, entity.last) for found in over):
        return False
    if words[entity.first].text.casefold() in STOP_WORDS:
        return False  # the capital is the sentence's: "As Korea"
    if words[entity.last - 1].cls == "H":
        return False  # a title of whoever follows: "ASEAN Dr"
    if entity.label == "PERSON":
        return all(found.rule not in _COUNTRY | {"of-office"} for found in over)
    apart = any(found.rule == "ministry" or found.label == "PERSON" for found in over)
    return not (apart and any(found.rule in _COUNTRY for found in over))


def _is_other(entity: Ner, over: Sequence[Found], words: Sequence[Word]) -> bool:
    """Whether no rule says what the name is, and the entity is another kind of thing.

    A person's last name alone is often held for a town, and a country's somebody ("Chad's X Y") for a body.
    """
    owned = entity.first > 0 and words[entity.first - 1].cls == "'"
    several = entity.last - entity.first > 1
    return any(
        (found.first, found.last) == (entity.first, entity.last)
        and found.label != entity.label
        and (found.rule == "model" or (found.rule == "person" and several))
        and not (owned and found.label == "PERSON")
        for found in over
    )


def _meant(entity: Ner, words: Sequence[Word], chosen: Sequence[Found], memory: Memory) -> MentionLabel:
    """The label, or another that the document has given the same words; a person's, if somebody has the name."""
    text = surface(words, entity.first, entity.last)
    people = set(ends(words, (found for found in chosen if found.label == "PERSON")))
    if text in people or memory.person(text) is not None:
        return "PERSON"
    known = memory.look_up(text)
    return known.label if known is not None else as_label(entity.label)
