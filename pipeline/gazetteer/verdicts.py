"""The answer of the actor coder, and how country and sector are chosen from the parts of a phrase."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.gazetteer.phrases import Part
from pipeline.gazetteer.places import place_country
from pipeline.gazetteer.rows import NON_STATE_CODES, heads, phrase_words
from pipeline.records import EntityKind, Sector

Sectors = tuple[Sector | None, tuple[Sector, ...]]


@dataclass(frozen=True, slots=True)
class ActorCode:
    """A phrase as a party. `name_span` are the characters of the phrase that name it."""

    code: str | None
    sector: Sector | None
    kind: EntityKind
    name_span: tuple[int, int]
    canonical: str
    other_sectors: tuple[Sector, ...] = ()
    identifier_id: str | None = None
    office: str | None = None
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase, its parts and the country that is assumed if it names none."""

    phrase: str
    parts: tuple[Part, ...]
    hint: str | None

    def words(self, span: tuple[int, int]) -> str:
        """Give the phrase's words in `span`."""
        return self.phrase[span[0] : span[1]]


def detached(parts: Sequence[Part], index: int) -> bool:
    """Whether the country at `index` is only said of something else: "US-backed", "anti-Russian"."""
    words = phrase_words().words
    before = [*parts[max(index - 2, 0) : index]]
    if any(part.lower in words.against for part in before if part.lower != "-"):
        return True
    after = [part for part in parts[index + 1 : index + 3] if part.text != "-"]
    hyphen = parts[index + 1 : index + 2]
    return bool(hyphen and hyphen[0].text == "-" and after and after[0].lower.split("-")[0] in words.detached)


def _rank(part: Part) -> int | None:
    """How closely a country or body belongs to the party: before the head, "of", "in"; None if elsewhere."""
    words = phrase_words().words
    if part.governor is None:
        return 0
    if part.governor in words.destination:
        return None
    return 1 if part.governor in ("of", "from") else 2


def choose_code(reading: Reading, skip: Iterable[Part] = (), *, bodies_first: bool = False) -> tuple[str | None, str]:
    """Code of the country or body that the party belongs to, and the cue it rests on."""
    left_out = list(skip)
    ranked: list[tuple[float, int, str, str]] = []
    for index, part in enumerate(reading.parts):
        rank = _rank(part)
        if rank is None or part in left_out:
            continue
        code, weight = _code_of(reading, index, bodies_first=bodies_first)
        if code:
            ranked.append((rank + weight, index, code, part.text))
    if ranked:
        _, _, code, words = min(ranked)
        return code, f"{code}: {words}"
    return (reading.hint, f"hint: {reading.hint}") if reading.hint else (None, "no country")


def several_states(reading: Reading) -> bool:
    """Whether states stand in a row and the party is of all of them: "ministers of Chile, Peru and Bolivia"."""
    run: set[str] = set()
    for index, part in enumerate(reading.parts):
        if part.kind == "country" and part.known and not detached(reading.parts, index):
            if part.governor not in phrase_words().words.destination:
                run.add(part.known.code)
        elif part.kind not in ("and", "comma", "det", "bracket"):
            if len(run) > 1:
                return True
            run = set()
    return len(run) > 1


def is_shared(reading: Reading, head: Part) -> bool:
    """Whether states have the body together: "India-Chile Joint Working Group", "the Joint Trade Commission"."""
    words = phrase_words().words
    if not head.head or not head.lower.endswith(words.shared):
        return False
    whose = [part for part in reading.parts if part.known and part.governor in (None, "of", "between")]
    if whose:
        return len({part.known.code for part in whose if part.known and part.kind == "country"}) > 1
    marked = {part.lower for part in reading.parts} | set(head.lower.split())
    return head.lower.endswith("commission") and head.capitalised and not marked.isdisjoint(words.shared_marks)


def breakaway(reading: Reading, code: str | None, sectors: Sectors) -> Sectors:
    """Sectors of officials of a territory that no state but its patron knows: PRE comes first."""
    if code is None or sectors[0] != "GOV":
        return sectors
    told = (
        part.sector or (part.known.body.sector if part.known and part.known.body else None) for part in reading.parts
    )
    return ("PRE", ("GOV",)) if "PRE" in told else sectors


def is_namesake(reading: Reading, part: Part) -> bool:
    """Whether another country is said to have the body: "Pakistan's National Security Council"."""
    body = part.known.body if part.known else None
    if body is None or not (body.type in ("agency", "party", "union") or _is_common(part.text)):
        return False
    nearby = [
        other.known.code
        for other in reading.parts
        if other.kind == "country" and other.known and other.governor in (None, "of") and other.end != part.end
    ]
    return bool(nearby) and body.code not in nearby


def _is_common(name: str) -> bool:
    """Whether a body is called by words that any state's body may have: "Security Council"."""
    return " " in name and _common_words().issuperset(name.lower().split())


@cache
def _common_words() -> frozenset[str]:
    return phrase_words().words.portfolio | {head.phrase for head in heads()}


def _code_of(reading: Reading, index: int, *, bodies_first: bool) -> tuple[str | None, float]:
    part = reading.parts[index]
    if (part.kind == "body" and is_namesake(reading, part)) or _is_no_country(reading, index):
        return None, 0.0
    if part.known and not detached(reading.parts, index):
        international = part.known.code in NON_STATE_CODES
        if international and _is_said_of_office(reading, index):
            return None, 0.0
        weight = -2.0 if bodies_first and international else 0.1 if part.kind == "body" else 0.0
        return _code_of_region(reading, index) or part.known.code or None, weight
    if part.kind == "name" and part.capitalised:
        first = _first_word(part) if any(other.head for other in reading.parts) else None
        around = (
            _with_direction(reading, index), _with_generic(reading, index),
            _with_division(reading, index), part.text, first,
        )  # fmt: skip
        told = part.governor in _PLACING or _owns(reading, index)
        return next((code for words in around if words and (code := place_country(words, told=told))), None), 0.5
    return None, 0.0


def _first_word(part: Part) -> str | None:
    """The word that a body's name begins with, if it can be a town's alone: "Kanpur Textiles", not "San José"."""
    first = part.text.split(" ")[0]
    return first if len(first) >= _TOWN else None


_TOWN = 5


def _owns(reading: Reading, index: int) -> bool:
    """Whether it owns a body or people: "Tiraspol's authorities"."""
    behind = reading.parts[index + 1 : index + 2]
    owned = any(part.head for part in reading.parts[index + 2 : index + 5])
    return bool(behind) and behind[0].kind == "possessive" and owned


def _is_no_country(reading: Reading, index: int) -> bool:
    """Whether an adjective is of a people within another state: "the ethnic Hungarian party"."""
    return reading.parts[index].kind == "country" and index > 0 and reading.parts[index - 1].lower == "ethnic"


def _code_of_region(reading: Reading, index: int) -> str | None:
    """The country of a region that is called after another: "the governor of Central Macedonia"."""
    region = _with_direction(reading, index) if reading.parts[index].kind == "country" else None
    return place_country(region, told=True) if region else None


def _is_said_of_office(reading: Reading, index: int) -> bool:
    """Whether a state's office deals with the body: "the ASEAN Department of the Ministry of Foreign Affairs"."""
    following = reading.parts[index + 1] if index + 1 < len(reading.parts) else None
    office = following is not None and following.lower in phrase_words().words.offices_for
    return office and any(part.kind == "country" and part.known for part in reading.parts[index + 1 :])


def _with_direction(reading: Reading, index: int) -> str | None:
    """Join a name to a capital word before it, if that may belong to it ("West Bengal", "New York")."""
    before = reading.parts[index - 1] if index else None
    if before is None or before.kind not in ("portfolio", "prefix") or not before.capitalised:
        return None
    return reading.phrase[before.start : reading.parts[index].end]


def _with_division(reading: Reading, index: int) -> str | None:
    """Join a name to the kind of division that its office governs ("Premier of | Ontario province")."""
    held = {part.lower for part in reading.parts if part.office or part.head}
    division = next((kind for word, kind in _DIVISIONS if any(word in office for office in held)), None)
    return f"{reading.parts[index].text} {division}" if division else None


_PLACING = frozenset({"of", "from", "in"})
_DIVISIONS = (
    ("premier", "province"), ("governor", "province"), ("chief minister", "state"), ("mayor", "city"),
    ("provincial", "province"), ("legislature", "state"),
)  # fmt: skip


def _with_generic(reading: Reading, index: int) -> str:
    """Join a name to the word after it, if that may belong to it ("Jeju Island", "Bac Ninh province")."""
    following = reading.parts[index + 1 : index + 2]
    end = following[0].end if following and following[0].kind in ("other", "head", "portfolio", "name") else 0
    return reading.phrase[reading.parts[index].start : end] if end else reading.parts[index].text


def body_sectors(part: Part) -> Sectors | None:
    """Sectors that a body or a head noun brings; None for a vague head and for other parts."""
    if part.kind == "body" and part.known and part.known.body:
        body = part.known.body
        return body.sector, body.other_sectors
    if part.head and part.head.takes == "own":
        return part.head.sector, part.head.other_sectors
    return None


def is_opposed(parts: Iterable[Part]) -> bool:
    """Whether the party is said to be of the opposition."""
    return any(part.lower in ("opposition", "main opposition") for part in parts)


def stripped(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """`start`..`end` without white space, articles and loose punctuation at the edges."""
    words = reading.phrase[start:end]
    end = start + len(words.rstrip(" ,;:.'’-") + ("." if words.rstrip(" ,;:").endswith(_KEEP_POINT) else ""))
    start += len(words) - len(words.lstrip(" ,;:'’-"))
    for article in ("the ", "The ", "a ", "A ", "an ", "An ", "THE "):
        if reading.phrase.startswith(article, start) and start + len(article) < end:
            start += len(article)
    return start, max(start, end)


_KEEP_POINT = ("Co.", "Ltd.", "Inc.", "Corp.", "Bhd.", "Jr.", "Sr.", "U.S.", "U.N.", "U.K.")
