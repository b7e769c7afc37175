"""The grammar of capitalised names: patterns over the class letters of `words`.

A pattern is matched at a word; of all that fit, the longest wins, and the scan goes on behind it.
So a name that runs over "of … and …" is taken whole before its parts can be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.namechecks import CHECKS
from pipeline.extract.words import Word, classes
from pipeline.records import MentionLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


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
    check = CHECKS.get(found.rule)
    if check is not None and not check(words, letters, first, last):
        return None
    return Found(first, last, found.label, found.rule)
