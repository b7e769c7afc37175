"""What an input is: told by its first bytes, and by its name's ending where they leave it open."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Literal

from pipeline.read.faults import ReadError
from pipeline.read.refusals import refused

Kind = Literal["text", "html", "mail", "jsonl", "pdf", "zip", "gzip", "docx", "ole"]

ENDINGS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".eml": "mail", ".mht": "mail", ".mhtml": "mail",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".pdf": "pdf", ".zip": "zip", ".gz": "gzip",
}  # fmt: skip
_PACKED: frozenset[Kind] = frozenset({"pdf", "zip", "gzip", "docx"})

_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1_024  # so far into a file readers look for its mark
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAR_AT, _TAR = 257, b"ustar"
_WIDE = re.compile(rb"\A(?:\xff\xfe|\xfe\xff|(?:[\t\n\r -~]\0){8}|(?:\0[\t\n\r -~]){8})")
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,4000}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:!--|/?[a-z][a-z0-9]*[\s/>])", re.IGNORECASE)
# An mbox file has a line of its own before the headers.
_HEADERS = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:From \S{1,200} [^\r\n]{10,60}\r?\n)?(?=[A-Za-z][\w-]{1,60}:)")
# A memo has "From:" and "Date:" too; these only a mail program writes.
_MAIL_HEADER = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|x-mailer|list-id|dkim-signature)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_PARTY = re.compile(rb"^(?:from|to|date)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_JSON_KEYS = {"text", "event_text"}
_CONTROL = bytes(sorted(set(range(0x20)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f")))
_FEW = 200  # one control byte in so many: the trace of a conversion, not of a binary file


def kind_of(name: str, head: bytes, where: str) -> Kind:
    """The kind of an input from its name and first bytes. Raises ReadError (`unsupported_type`)."""
    ending = PurePosixPath(name).suffix.lower()
    said = ENDINGS.get(ending)
    if head.startswith(_GZIP):
        return "gzip"
    if head.startswith(_ZIP):
        return "zip"  # a .docx too: the archive's list of members tells
    if head.startswith(_OLE):
        return "ole"
    if said not in ("mail", "jsonl") and _PDF.search(head, 0, _PDF_WITHIN):
        return "pdf"
    what = refused(head) or ("a tar archive; unpack it" if head[_TAR_AT:].startswith(_TAR) else None)
    if what:
        raise ReadError("unsupported_type", f"{where}: it is {what} and run again")
    return _text_kind(ending, said, head, where)


def _text_kind(ending: str, said: Kind | None, head: bytes, where: str) -> Kind:
    if said in ("jsonl", "mail"):
        return said
    if said in _PACKED and head and not is_text(head):
        return said  # its own reader says what is wrong with it
    if said is None and ending and not _HTML.match(head):
        raise ReadError("unsupported_type", _advice(where, f"files with {ending} are not read"))
    if said is None and not is_text(head):
        raise ReadError("unsupported_type", _advice(where, "it has no ending, and its bytes are no text"))
    if _HTML.match(head) or (said == "html" and (_TAG.search(head) or _WIDE.match(head))):
        return "html"
    if _is_mail(head):
        return "mail"
    return "jsonl" if _is_jsonl(head) else "text"


def _advice(where: str, what: str) -> str:
    return f"{where}: {what}; convert it to one of {', '.join(ENDINGS)} and run again"


def is_text(head: bytes) -> bool:
    """Whether bytes can be those of a text."""
    if _WIDE.match(head):
        return True
    return b"\0" not in head and (len(head) - len(head.translate(None, _CONTROL))) * _FEW <= len(head)


def _is_mail(head: bytes) -> bool:
    if not _HEADERS.match(head):
        return False
    headers = _EMPTY_LINE.split(head, maxsplit=1)[0]
    return bool(_MAIL_HEADER.search(headers) and _MAIL_PARTY.search(headers))


def _is_jsonl(head: bytes) -> bool:
    """Whether the first line is an object with a text; it may be longer than `head`."""
    line, more, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    if not more:
        return bool(re.match(rb'\{\s*"(?:\w+"\s*:\s*"[^"\\]{0,500}"\s*,\s*"){0,8}(?:event_)?text"\s*:\s*"', line))
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and bool(_JSON_KEYS & first.keys())
