"""The dateline before an article's first sentence: `GOMA, Democratic Republic of Congo (Agency) - Rebels left …`.

The parser would take its town for a subject; so a text is parsed without it, and it stands before the
text as a sentence of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.gazetteer import look_up
from pipeline.gazetteer.placenames import place_key, spots
from pipeline.timex import leading_label

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’./-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|(?:of|the|de|del|la|al|and)(?= {_WORD})))*"
_PART = rf"(?:{_NAME}|(?:{_WORD} )?\d{{1,2}}(?: {_WORD})?(?:,? \d{{4}})?)"
_LINE = re.compile(
    rf"\(?(?P<place>{_NAME})(?P<more>(?:, {_PART}){{0,3}})\)?(?P<agency> ?\([^()]{{2,40}}\)|[.,]? ?/[^/\d]{{2,40}}/)?"
    r"(?: ?— ?| – ?|– | -{1,4} ?|\.?-{1,2} |(?<=/)\.? |(?P<stop>(?<=[A-Z\d])\. ))"
    r"(?=(?P<next>[^\W\d_a-z][\w'’-]*)|[“\"'])"
)
_LONGEST = 90
_SHORTEST_CAPITALS, _ABBREVIATED = 3, 3


def end_of(text: str) -> int:
    """Where the article's text begins behind its dateline; 0 if there is none.

    A town in capitals, or one that the gazetteer knows; a state's or body's name before a dash is no
    dateline, unless it stands in capitals before a day or an agency. Trains from town to town have none.
    A day in full before a dash is one too.
    """
    line = _LINE.match(text[:_LONGEST])
    if line is None:
        day = leading_label(text[:_LONGEST])
        return day[1] if day and day[0].separator == "dash" and day[0].only_day else 0
    place = line["place"]
    if line["stop"] and not (place.isupper() and len(place) > _ABBREVIATED):
        return 0  # "U.S. Forces"
    known, following = look_up(place), look_up(line["next"] or "")
    signed = bool(line["more"] or line["agency"])
    if known is not None and known.form != "capital":
        return line.end() if signed and known.country and place.isupper() else 0
    if not signed and not place.isupper() and following is not None and following.form == "capital":
        return 0
    return line.end() if known or _is_town(place) or (signed and place.isupper()) else 0


def restored(text: str, parsed: Doc, nlp: Language, key: str) -> Doc:
    """The whole text's doc, from that of its end; what stands before is a sentence that `key` tells the end of.

    `parsed` itself if it is the whole text.
    """
    begins = len(text) - len(parsed.text)
    if begins == 0:
        return parsed
    parts = [_sentence(nlp.make_doc(text[:begins])), parsed]
    whole = Doc.from_docs(parts, ensure_whitespace=False, exclude=("tensor",))  # type: ignore[call-arg]  # not in its stub
    assert whole is not None
    whole.user_data[key] = begins
    return whole


def _sentence(line: Doc) -> Doc:
    """The dateline's words, all hung on the first."""
    words = [token.text for token in line]
    return Doc(
        line.vocab, words=words, spaces=[bool(token.whitespace_) for token in line], lemmas=words,
        tags=["NNP"] * len(line), pos=["PROPN"] * len(line), heads=[0] * len(line),
        deps=["ROOT", *["dep"] * (len(line) - 1)],
    )  # fmt: skip


def _is_town(words: str) -> bool:
    """Whether words that are no state's or body's name can be a town's."""
    return (words.isupper() and len(words) >= _SHORTEST_CAPITALS) or bool(spots(place_key(words)))
