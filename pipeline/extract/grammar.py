"""The grammar of capitalised names: patterns over the class letters of `words`.

A pattern is matched at a word; of all that fit, the longest wins, and the scan goes on behind it.
So a name that runs over "of … and …" is taken whole before its parts can be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract import lexicon
from pipeline.extract.words import Word, classes
from pipeline.gazetteer import placenames
from pipeline.records import MentionLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    _Check = Callable[[Sequence["Word"], str, int, int], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first`..`last` (exclusive) form a name; `label` None: an office or the like, no mention."""

    first: int
    last: int
    label: MentionLabel | None
    rule: str


def ends(words: Sequence[Word], names: Iterable[Found]) -> Iterator[str]:
    """First and last words of the names that have several: a person is called by these."""
    return (words[k].text for name in names if name.last - name.first > 1 for k in (name.first, name.last - 1))


# --- pieces of patterns -------------------------------------------------------------------------
_FIELD_WORD = "[CbLEFAPB](?:['-](?=[CbLEFAPB]))?"
_NEW_NAME = "(?![CX]*[MBEL]o)"  # "… and Ministry of": a name of its own begins
_FIELD = (
    f"(?:[NROQ]-?(?=[CbLE]))?(?:{_FIELD_WORD})+"
    f"(?:(?:,(?:{_FIELD_WORD})+)+,?a{_NEW_NAME}(?:{_FIELD_WORD})+|a{_NEW_NAME}(?:[NR](?=[CbL]))?(?:{_FIELD_WORD})+(?:a{_NEW_NAME}(?:{_FIELD_WORD})+)?)?"
)
_MINISTRY_FIELD = f"(?:{_FIELD}|X(?![XIl])(?:,?a(?:{_FIELD}))?)(?:a[XC](?![XIl]))?"
_ANY = "[GNROQXZCIKYbBLFAPED]"
_SHORT = "(?<=[GNXCRO])Y(?=[(BEFCL])"  # "Korea AI Hub"
_LIST = "(?:[Cb],(?=(?:[Cb]+,)*[Cb]+,?a[Cb]))"  # "Environmental, Social and Governance"
_BEFORE = (
    f"(?:{_LIST}|,?a(?=[CbFALE])(?<=[Cb]a)|(?<=')a(?=[CT])|C'|[TB]'|T(?=[EL])|\\([ZY]\\)|l(?=[XC])|{_SHORT}|{_ANY}-?)"
)
_PLACE = "h?(?:[GROQ]|CR|X+[pP]?|C?X*P|[GRX]-?[GRX])"
_TOPIC_WORD = "[CXGNROQZbBLFAPEK](?:['-](?=[CXGNROQZbBLFAPE]))?"
_BODY_TOPIC = "(?=h?[CbLEBNR])"
_TOPIC_LINK = "(?:(?:[oafkn]|,a)h?(?=[CbBLEFA])|ih?(?=[CbB])|,(?=(?:C+,)*C+,?aC))"
_TOPIC = f"h?(?:{_TOPIC_WORD})+(?:{_TOPIC_LINK}(?:{_TOPIC_WORD})+)*"
_BODY_CORE = f"(?:{_BEFORE})*[BQ]+(?:C?B|b(?=o))?S*"
_OF_BODY = f"(?:{_BEFORE})*[BQ]+(?:oh?(?:{_FIELD}|{_PLACE}|T))?"
_OF_FIELD = f"(?:X+a(?=C))?{_FIELD}(?:oh?[GO]p?)?"
_BODY_TAIL = (
    f"(?:oh?(?:{_OF_BODY}|{_OF_FIELD}|{_PLACE}p?|T(?:oh?[GO])?|[XZ]+))?"
    f"(?:fh?{_FIELD}(?:oh?{_FIELD})?(?:ih?[GR])?)?(?:n{_BODY_TOPIC}{_TOPIC})?"
)

_PATTERNS: tuple[tuple[str, MentionLabel | None, str], ...] = (
    ("office-of", None, f"[Tt](?:[of]h?(?![OQ]|C?N){_FIELD}(?![XCZP]*[BFLEM]))?"),
    ("field-office", None, f"(?:{_LIST}|[Cb]a|[CbLEFA]-?)+T"),
    ("ministry-of", "ORG", f"(?:[OXZC]-?)*M[of](?:h?{_MINISTRY_FIELD}|N{_FIELD}|[OQ])(?:oh?Mo{_FIELD})?"),
    ("ministry", "ORG", "(?:[OXZCbBLEFA]-?|,?a(?=[Cb])(?<=[Cb]a)|C')*(?:(?<=[CbBXELFA])M)(?!oh?[CbB])"),
    ("body-with-tail", "ORG", f"{_BODY_CORE}{_BODY_TAIL}"),
    ("mission-abroad", "ORG", f"{_BODY_CORE}(?:oh?[GO])?ih?(?:G|X+)(?:[pP])?"),
    ("envoys", "ORG", f"{_BODY_CORE}kh?(?:G|X+)"),
    ("named-after", "ORG", "H[XCIl]+(?:[CbNF]|F)*B+"),
    ("named-after", "FAC", "H[XCIl]+[CbNA]*F+"),
    ("foreign-body", "ORG", "W(?:[XCGNRBZIOQbESFAPLKT]|l(?=[A-Za-z]))+"),
    ("foreign-facility", "FAC", "w(?:[XCGNRZIAP]|l(?=[XCGNRZ]))+"),
    ("branch-office", "ORG", "[OQ][GR](?=T)"),
    ("office-body", "ORG", f"T'B(?:{_BODY_TAIL})"),
    # not "Spanish Industry" of "Spanish Industry Minister"
    (
        "sector-company",
        "ORG",
        "(?!N(?:[Cb]a?)+T)(?:[GXZOINB]-?|CN(?=[CbX]))(?:[GNXZCbIB]|(?<=[Cb])a(?=[Cb]))*b+(?:S(?:,?S)*|fC+)?",
    ),
    ("company", "ORG", "(?:[GNXZCbIOQKBLAF](?:-|'|(?<=[Cb])a(?=[Cb]))?)+(?:,?S)+(?:oh?[GO])?"),
    (
        "event",
        "EVENT",
        f"(?:(?:{_BEFORE})|T'?(?=[ECa])|l(?=X))+E(?:oh?(?:{_TOPIC}))?(?:nh?{_TOPIC})?(?:fh?{_TOPIC})?D?",
    ),
    ("event-of", "EVENT", f"E(?:oh?{_TOPIC})(?:nh?{_TOPIC})?D?"),
    ("event-on", "EVENT", f"E(?:nh?{_TOPIC})D?"),
    ("company-front", "ORG", "S[OQXZCb]+"),
    ("unit", "ORG", "d[CXNTb]*B"),
    ("known-body-for", "ORG", "[OQ]fh?C+"),
    ("known-company", "ORG", "O[Cb]+"),
    ("directed", "GPE", "C(?:R|G|X+)"),
    ("event-named", "EVENT", "E[CXZ]+"),
    ("law", "LAW", f"(?:{_BEFORE}|(?<=[Cb])f(?=C)|(?<=[C])o(?=CL))+LD?(?:(?:[onfk])h?{_TOPIC})*m?"),
    ("law-number", "LAW", "C?L(?:[D])"),
    ("law-small", "LAW", "(?:[GXCZ]-?)+(?<=[XCZ])m|K.?m"),
    ("law-of", "LAW", f"L(?:oC)?(?:\\([ZYXL]\\))?(?:[nof]h?(?=[CXbBLEFAGNRO]){_TOPIC})+D?"),
    ("facility", "FAC", "(?:[GNRXZCIbOQAEBP](?:-|'(?=F))?|l(?=X))+F+(?![CX]*[BEL])|[OQ]C+P"),
    ("facility-of", "FAC", "Foh?(?:G|X+)"),
    ("facility-front", "FAC", "FI?(?:[XCI]*X|D)"),
    ("town-front", "GPE", "FX+"),
    ("area-front", "LOC", "A(?:[XC]+|[GR])"),
    ("small-facility", "FAC", "(?:(?:[NG]C|[GX])X*E?|[GN]E)q"),
    ("small-area", "LOC", "(?:G|R|N|C?X+)r"),
    ("area", "LOC", "(?:[GNRXC]-?)+A+(?![CX]*[BEL])"),
    ("area-of", "LOC", "C?A(?:oh?(?:G|X+|C)|(?<=A)X+)"),
    ("place", "GPE", "(?:X+C?|C?X+|G|C|N|N?X+)(?:[pP])"),
    ("ship", "PRODUCT", "V[XCGIDTBFAPHNZl]+D?"),
    ("designator", "PRODUCT", "K"),
    ("known-country", "GPE", "G"),
    ("known-people", "NORP", "N"),
    ("known-region", "LOC", "R"),
    ("known-body", "ORG", "[OQ]"),
)


@cache
def _compiled() -> tuple[tuple[str, MentionLabel | None, re.Pattern[str]], ...]:
    return tuple((rule, label, re.compile(pattern)) for rule, label, pattern in _PATTERNS)


def scan(words: Sequence[Word]) -> Iterator[Found]:
    """All names that the grammar sees in `words`, in order, without overlap."""
    letters = classes(words)
    i = 0
    while i < len(letters):
        if letters[i] in ".|,()ohfnki'-al" or letters[i] in "pqrm":
            i += 1
            continue
        best = max(_matches(words, letters, i), key=lambda f: f.last, default=None)
        if best is None:
            i += 1
            continue
        yield best
        i = best.last


def _matches(words: Sequence[Word], letters: str, i: int) -> Iterator[Found]:
    for rule, label, pattern in _compiled():
        end = len(letters)
        while (match := pattern.match(letters, i, end)) is not None:
            found = _checked(Found(i, match.end(), label, rule), words, letters)
            if found is not None:
                yield found
                break
            end = max(
                letters.rfind(link, i, match.end()) for link in "ai"
            )  # again without what "and", "in" have joined
            if end <= i:
                break


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _checked(found: Found, words: Sequence[Word], letters: str) -> Found | None:
    """The match with what a pattern cannot say: years, sentence starts, what stands behind."""
    first, last = found.first, found.last
    if (
        last > first + 1
        and letters[last - 1] == "D"
        and not _YEAR.match(words[last - 1].text)
        and not found.rule.startswith("law")
    ):
        last -= 1
    if letters[first] == "D" and not _YEAR.match(words[first].text):
        return None
    if any(words[k].first for k in range(first + 1, last)):
        return None
    check = _CHECKS.get(found.rule)
    if check is not None and not check(words, letters, first, last):
        return None
    return Found(first, last, found.label, found.rule)


def _behind(letters: str, last: int) -> str:
    return letters[last] if last < len(letters) else "|"


def _event(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """No capitalised noun may follow: "ASEAN-Korea Dialogue Relations" is no dialogue."""
    if not _joined_well(letters, first, last):
        return False
    follows = re.match("[CZbBELFA]+X?", letters[last:])
    return (follows is None or follows[0].endswith("X")) and set(letters[first:last]) - set("ED") != set()


_OFFICIAL = frozenset(["IGO", "UNO", "EUR"])


def _company_front(words: Sequence[Word], _letters: str, first: int, _last: int) -> bool:
    return words[first].text in lexicon.words().company_fronts


def _known_company(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Posco International": a known company's name goes on; a known IGO's or agency's does not."""
    entry, final = words[first].known, lexicon.heads().get(words[last - 1].text.casefold())
    generic = final is not None and final.kind == "generic"
    private = entry is not None and entry.code not in _OFFICIAL and not words[first].text.isupper()
    return private and not generic and _behind(letters, last) not in "BELFAMT"


def _known_for(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Indo-Pacific Economic Framework for Prosperity", known without its end."""
    return " " in words[first].text and _behind(letters, last) not in "XT"


def _office(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """Whether what is governed is a field, not a body that is a name itself ("director of Korea Bureau")."""
    return last - first == 1 or letters[last - 1] != "B"


def _directed(words: Sequence[Word], _letters: str, first: int, last: int) -> bool:
    """As in "West Java", "Upper Nile": known with its point of the compass."""
    name = " ".join(w.text for w in words[first:last])
    return words[first].text in lexicon.words().points and bool(placenames.spots(placenames.place_key(name)))


def _named_event(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Exercise Cobra Gold": the kind stands before the name."""
    return words[first].text.casefold() in lexicon.words().named_events and _behind(letters, last) not in "ELBT"


def _ground(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """A building or area; no name may follow, since many heads are surnames ("ROK | Park Jin")."""
    return _behind(letters, last) != "X" and _event(words, letters, first, last)


def _joined_well(letters: str, first: int, last: int) -> bool:
    """Whether no "and" joins two names of their own: "LBS Tech and Polaris Group" are two."""
    text = letters[first:last]
    for k in (m.start() for m in re.finditer("a", text)):
        left = text[:k]
        if re.fullmatch("[BELFA]+", text[k + 1 :]):
            continue  # two heads of one name: "Cyber Training and Exercise"
        if re.search("[oin]", left) is None and (re.search("[XZ]", left) or re.search("[XZOQ].*b$", left)):
            return False
    return True


def _body(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """A head alone is a name only where the table says so; "the Bank of England", but not "the Bank"."""
    if last - first == 1:
        head = lexicon.heads().get(words[first].text.casefold())
        return words[first].cls == "Q" or (head is not None and head.solo == "yes")
    entry = words[last - 1].known
    town = letters[last - 2 : last] == "iG" and entry is not None and entry.acts_for is not None
    return not town and _joined_well(letters, first, last)


def _abroad(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Embassy in Manila", "American Chamber of Commerce in Korea", but no other body in its town."""
    text = " ".join(w.text for w in words[first:last]).casefold()
    names = set(text.split())
    if names.isdisjoint(lexicon.words().abroad_heads):
        return False
    entry = words[last - 1].known
    country = letters[last - 1] == "G" and entry is not None and entry.acts_for is None
    mission = not {"embassy", "consulate", "general"}.isdisjoint(names) or "high commission" in text
    return country or mission


def _fronted(fronts: Callable[[], frozenset[str]]) -> _Check:
    """Whether the head before the name is one of those that stand there ("Lake Kivu", "Camp Liberty")."""

    def check(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
        return words[first].text in fronts() and _behind(letters, last) not in "FBEL"

    return check


def _unit(words: Sequence[Word], _letters: str, _first: int, last: int) -> bool:
    return words[last - 1].text.casefold() in lexicon.words().unit_heads


def _envoys(words: Sequence[Word], _letters: str, first: int, last: int) -> bool:
    """As in "Delegation to Gabon"; the body is the word before "to"."""
    heads = [w.text.casefold() for w in words[first:last] if w.cls in "BQ"]
    return bool(heads) and heads[-1].rsplit(maxsplit=1)[-1] in lexicon.words().envoy_heads


def _named_after(words: Sequence[Word], _letters: str, first: int, _last: int) -> bool:
    """As in "King Hussein Bridge"."""
    return words[first].text.casefold() in lexicon.words().rulers


def _place_small(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Bac Ninh province", "Kuwait City", but not "Vietnam village"."""
    if letters[first] == "N" or words[last - 1].text == "state":
        return bool(placenames.spots(placenames.place_key(" ".join(w.text for w in words[first:last])))) or (
            letters[first] == "X" and bool(placenames.spots(placenames.place_key(words[first].text)))
        )
    entry = words[first].known
    state = entry is not None and entry.cls == "G" and entry.acts_for is None
    return not (state and letters[last - 1] == "p") and (letters[last - 1] == "P" or letters[first] != "C")


def _company(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    return _joined_well(letters, first, last)


def _small_area(words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    """As in "Korean peninsula" is a name, "Korean island" is not."""
    return letters[first] != "N" or words[last - 1].text == "peninsula"


def _sector(_words: Sequence[Word], letters: str, first: int, last: int) -> bool:
    return (
        _behind(letters, last) not in "CXB"
        and (letters[last - 1] in "bS" or "bf" in letters[first:last])
        and _joined_well(letters, first, last)
    )


_CHECKS = {
    "event": _event,
    "event-of": _event,
    "event-on": _event,
    "event-named": _named_event,
    "known-company": _known_company,
    "known-body-for": _known_for,
    "office-of": _office,
    "directed": _directed,
    "company-front": _company_front,
    "law": _event,
    "body-with-tail": _body,
    "sector-company": _sector,
    "place": _place_small,
    "envoys": _envoys,
    "named-after": _named_after,
    "facility-front": _fronted(lambda: lexicon.words().facility_fronts),
    "town-front": _fronted(lambda: lexicon.words().town_fronts),
    "unit": _unit,
    "area-front": _fronted(lambda: lexicon.words().area_fronts),
    "mission-abroad": _abroad,
    "facility": _ground,
    "area": _ground,
    "small-area": _small_area,
    "company": _company,
}
