"""The spaCy component `bulletin_dates`: `nlp.add_pipe("bulletin_dates")` in anybody's pipeline.

It sets `doc.spans["dates"]`. Each span's `_.timex` is its `TimeExpression`; `_.timex_type`,
`_.timex_value`, `_.timex_date`, `_.timex_enddate` are its parts. A document's day of publication is
read from `doc._.reference_date`, else from the component's `reference`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.passages import TimeExpression
from pipeline.timex.context import Context
from pipeline.timex.document import find

if TYPE_CHECKING:
    from pipeline.timex.grammar import Style

NAME = "bulletin_dates"
SPANS = "dates"


def _register() -> None:
    if not Doc.has_extension("reference_date"):
        Doc.set_extension("reference_date", default=None)
    if not Span.has_extension("timex"):
        Span.set_extension("timex", default=None)
        Span.set_extension("timex_type", getter=lambda span: _part(span, "type"))
        Span.set_extension("timex_value", getter=lambda span: _part(span, "value"))
        Span.set_extension("timex_date", getter=lambda span: _part(span, "date"))
        Span.set_extension("timex_enddate", getter=lambda span: _part(span, "enddate"))


def _part(span: Span, name: str) -> object:
    expression = span._.timex
    return getattr(expression, name) if isinstance(expression, TimeExpression) else None


class BulletinDates:
    """Finds time expressions and puts them into `doc.spans["dates"]`."""

    def __init__(self, style: Style, reference: dt.date | None) -> None:
        _register()
        self.style: Style = style
        self.reference = reference

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a document; spans that cut a token are widened to whole tokens."""
        reference = doc._.reference_date or self.reference
        spans = []
        for expression in find(doc.text, Context(reference=reference), style=self.style):
            span = doc.char_span(expression.start, expression.end, label="DATE", alignment_mode="expand")
            if span is not None:
                span._.timex = expression
                spans.append(span)
        doc.spans[SPANS] = spans
        return doc


@Language.factory(
    NAME,
    default_config={"style": "manual", "reference": None},
    requires=[],
    assigns=["doc.spans", "span._.timex"],
)
def make_dates(nlp: Language, name: str, style: str, reference: str | None) -> BulletinDates:  # noqa: ARG001
    """Make the component. `style` is "manual" or "timex3", `reference` a day as YYYY-MM-DD.

    Raises ValueError for any other style or a reference that is no day.
    """
    if style not in {"manual", "timex3"}:
        raise ValueError(f"{NAME}: style is {style!r}; it must be 'manual' or 'timex3'")
    return BulletinDates(cast("Style", style), dt.date.fromisoformat(reference) if reference else None)
