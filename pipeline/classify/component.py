"""The spaCy component `bulletin_events`: events in anybody's pipeline.

    for name in ("bulletin_names", "bulletin_dates", "bulletin_actors", "bulletin_events"):
        nlp.add_pipe(name)

It sets `doc.spans["events"]`: a span over each event's first trigger, with the PLOVER type as its
label and the `passages.Action` in `span._.bulletin_event` (parties, mode, contexts, realis, place, dates,
confidence; offsets count characters of the text). A text that reports no event has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from pipeline.classify.coder import actions
from pipeline.passages import Passage
from pipeline.records import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

NAME = "bulletin_events"
SPANS = "events"
_BEFORE = {"parties": "bulletin_actors", "dates": "bulletin_dates"}

if not Span.has_extension("bulletin_event"):
    Span.set_extension("bulletin_event", default=None)


@Language.factory(NAME, requires=["doc.ents", "doc.spans", "token.dep"], assigns=["doc.spans"])
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component; it needs those named above before it."""
    del nlp, name
    return _events


def _events(doc: Doc) -> Doc:
    spans = []
    for action in actions([_passage(doc)]):
        first = action.triggers[0]
        span = doc.char_span(first.start, first.end, label=action.type, alignment_mode="expand")
        if span is not None:
            span._.bulletin_event = action
            spans.append(span)
    doc.spans[SPANS] = spans
    return doc


def _passage(doc: Doc) -> Passage:
    """The text as a paragraph. Raises ValueError if a component that must come before is missing."""
    missing = [component for spans, component in _BEFORE.items() if spans not in doc.spans]
    if doc.ents and not Span.has_extension("bulletin"):
        missing.append("bulletin_names")
    if missing:
        raise ValueError(f"{NAME}: add {' and '.join(missing)} to the pipeline before it")
    text = doc.text
    return Passage(
        segment=Segment(id="doc/001", doc="doc", kind="paragraph", text=text, start=0, end=len(text)),
        doc=doc,
        names=tuple(ent._.bulletin for ent in doc.ents if ent._.bulletin is not None),
        dates=tuple(span._.timex for span in doc.spans["dates"]),
        parties=tuple(span._.bulletin_party for span in doc.spans["parties"]),
    )
