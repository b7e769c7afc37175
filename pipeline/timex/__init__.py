"""Time expressions: found, given a value, resolved against a context that travels through a document."""

from pipeline.timex.context import Context
from pipeline.timex.document import find, resolve_document, steps, trace
from pipeline.timex.headings import is_heading, period_in, period_of_file, read_heading
from pipeline.timex.labels import Label, complete, leading_label, read_label

__all__ = [
    "Context",
    "Label",
    "complete",
    "find",
    "is_heading",
    "leading_label",
    "period_in",
    "period_of_file",
    "read_heading",
    "read_label",
    "resolve_document",
    "steps",
    "trace",
]
