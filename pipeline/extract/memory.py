"""What a document has named so far: abbreviations it defined, full names of persons and bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extract import known, lexicon
from pipeline.extract.lexicon import is_common
from pipeline.gazetteer import placenames
from pipeline.records import MentionLabel

_COMPANY_END = re.compile(r"(?:,? (?:Co|Ltd|Inc|Corp|LLC|PLC|GmbH|Limited)\b\.?)+$")
_FOREIGN = 3  # letters and words from which an abbreviation is believed without a look at its letters
_SHORTEST = 4  # letters of a short form such as "Alex"


@dataclass(frozen=True, slots=True)
class Referent:
    """What a name stands for."""

    label: MentionLabel
    canonical: str
    code: str | None = None


@dataclass(slots=True)
class Memory:
    """Names of one document, learnt in reading order."""

    forms: dict[str, Referent] = field(default_factory=dict)
    persons: dict[str, Referent] = field(default_factory=dict)
    lead_words: dict[str, Referent] = field(default_factory=dict)

    def learn(self, text: str, referent: Referent) -> None:
        """Remember that `text` names `referent`, and its short forms with it."""
        if referent.label == "PERSON":
            self._learn_person(text, referent)
            return
        self.forms.setdefault(text, referent)
        if referent.label == "ORG":
            for lead in _leads(text):
                self.lead_words.setdefault(lead, referent)

    def define(self, abbreviation: str, referent: Referent) -> None:
        """Remember an abbreviation that the text itself defines; it is stronger than any table."""
        self.forms[abbreviation] = referent

    def _learn_person(self, text: str, referent: Referent) -> None:
        parts = name_parts(text)
        self.forms.setdefault(" ".join(parts), referent)
        for part in dict.fromkeys((parts[-1], parts[0])) if len(parts) > 1 else ():
            self.persons[part.casefold()] = referent

    def person(self, text: str) -> Referent | None:
        """The person with that surname, given name or full name in any hyphenation or capitals."""
        parts = name_parts(text)
        exact = self.forms.get(" ".join(parts))
        if exact is not None and exact.label == "PERSON":
            return exact
        if len(parts) == 1:
            return self.persons.get(parts[0].casefold()) or self._short_form(parts[0].casefold())
        key = _flat(text)
        return next((r for r in self.persons.values() if _flat(r.canonical) == key), None)

    def _short_form(self, part: str) -> Referent | None:
        """A person called by the beginning of a name; only if one is meant."""
        if len(part) < _SHORTEST:
            return None
        found = {r.canonical: r for name, r in self.persons.items() if name.startswith(part)}
        return next(iter(found.values())) if len(found) == 1 else None

    def look_up(self, text: str) -> Referent | None:
        """A defined abbreviation, a name seen before, or a body by its first words."""
        return self.forms.get(text) or self.lead_words.get(text) or self.forms.get(_COMPANY_END.sub("", text))


def name_parts(text: str) -> list[str]:
    """The words of a person's name, without a short form in quotes."""
    return re.sub(r"[\"“”'\u2018\u2019(][^\"“”'\u2018\u2019()]+[\"“”'\u2019)]\s", "", text).split() or [text]


def _flat(text: str) -> str:
    return "".join(sorted(re.findall(r"\w+", text.casefold().replace("-", ""))))


def _leads(text: str) -> list[str]:
    """First words by which a body is called for short: "Hyundai Mipo" of "Hyundai Mipo Dockyard"."""
    words = text.split()
    return [
        lead for k in range(1, len(words)) if not _is_place_head(words[k]) and _is_telling(lead := " ".join(words[:k]))
    ]


def _is_place_head(word: str) -> bool:
    head = lexicon.heads().get(word.casefold())
    return head is not None and head.kind == "place"


def _is_telling(lead: str) -> bool:
    """Whether there is a word in it that is neither English nor the name of something else."""
    covered = [(spot.start, spot.end) for spot in known.spots(lead).values()]
    if placenames.spots(placenames.place_key(lead)):
        return False
    return (
        lead[-1].isalnum()
        and lead.rsplit(maxsplit=1)[-1][0].isupper()
        and any(
            m.group()[0].isupper() and not is_common(m.group()) and len(m.group()) > 1
            for m in re.finditer(r"\w+", lead)
            if not any(start <= m.start() < end for start, end in covered)
        )
    )


def fits(abbreviation: str, name: str) -> bool:
    """Whether an abbreviation in brackets stands for `name`: its letters come in order there."""
    long_enough = abbreviation.isupper() and min(len(abbreviation), len(name.split())) >= _FOREIGN
    if long_enough and not known.spots(abbreviation):
        return True  # it may stand for the name in another language: "… Cooperation (AMEXCID)"
    letters = [char for char in abbreviation.casefold() if char.isalpha()]
    text = name.casefold()
    if not letters:
        return False
    at = -1
    for char in letters:
        at = text.find(char, at + 1)
        if at < 0:
            return False
    initials = {word[0] for word in re.findall(r"\w+", text)}
    return sum(char in initials for char in letters) * 2 >= len(letters)
