"""How much of an input is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one input may cost; beyond one, the input is a reject (`too_large`), never cut short.

    The defaults are far above real documents (a bulletin of 300 pages has about a million characters) and
    low enough that the worst input stays within a worker's memory.
    """

    input_bytes: int = 256 * _MIB  # a file, or a member of an archive, that is loaded whole
    markup_bytes: int = 32 * _MIB  # HTML or XML that becomes a tree, which takes ten times its size
    text_chars: int = 4_000_000  # a document's text
    line_bytes: int = 32 * _MIB  # one line of a JSONL file
    archive_members: int = 10_000
    archive_bytes: int = 2048 * _MIB  # all that an archive and the archives in it unpack to
    archive_ratio: int = 250  # unpacked to packed; text packs to a tenth, a day's log to a hundredth
    ratio_free_bytes: int = 16 * _MIB  # what unpacks to less than this may be packed as tightly as it likes
    nesting: int = 4  # archive in archive, message in message
    html_depth: int = 1_900  # elements in elements
    mail_parts: int = 1_000  # parts of one message
    mail_multiparts: int = 64  # parts of one message that have parts


DEFAULT = Limits()
