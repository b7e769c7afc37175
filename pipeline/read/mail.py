"""`.eml`, and pages saved as messages (`.mht`).

A message is a document; so is each of its attachments that is of a type that is read.
"""

from __future__ import annotations

import datetime as dt
import email.errors
import email.header
import email.policy
import email.utils
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import PurePosixPath

from pipeline.read.encoding import decode
from pipeline.read.faults import ReadError, log, too_large
from pipeline.read.inputs import unique_ids
from pipeline.read.metadata import Metadata
from pipeline.read.source import Source
from pipeline.records import Document, Reject
from pipeline.text import squash

Reader = Callable[[Source], Iterator[Document | Reject]]

_MULTIPART = re.compile(rb"^content-type[ \t]*:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary[ \t]*=", re.IGNORECASE)
_MBOX_LINE = re.compile(rb"\A(?:\xef\xbb\xbf)?From \S+ [^\r\n]*\r?\n")
_NEXT_IN_MBOX = re.compile(rb"\r?\n\r?\nFrom \S+ [^\r\n]{10,60}\r?\n[A-Za-z][\w-]+:")
# A newsletter's text part is sometimes only "View this message in your browser".
_TELLS_LESS = 0.5
_LISTED = re.compile(r'^\s*"?(?P<phrase>[^"<]{2,200}?)"?\s*<')
_TITLE_CHARS = 1_000
_HEADER_CHARS = 10_000
_FAULTS = (email.errors.MessageError, ValueError, LookupError, TypeError, AttributeError)


@dataclass(slots=True)
class _Found:
    """What a message holds."""

    texts: list[str] = field(default_factory=list)
    encodings: list[str] = field(default_factory=list)
    attached: list[tuple[str, bytes]] = field(default_factory=list)
    is_encrypted: bool = False


def documents(source: Source, read: Reader) -> Iterator[Document | Reject]:
    """The message's own document, then what `read` makes of its attachments.

    Raises ReadError (`too_large`, `encrypted`, `empty`, `unsupported_type`).
    """
    data = source.data()
    _check(data, source)
    message = email.message_from_bytes(_MBOX_LINE.sub(b"", data), policy=email.policy.compat32)
    page = _saved_page(message)
    if page is not None:
        inner = source.unpacked("page.html", _opener(_bytes(page)))
        yield from read(inner.with_given(source.given.over(_about(message))))
        return
    found = _Found()
    _gather(message, found, source)
    text = "\n\n".join(part.strip("\n") for part in found.texts if part.strip())
    if not text and found.is_encrypted:
        raise ReadError("encrypted", f"{source.where}: the message is encrypted; save it decrypted and run again")
    if text or not found.attached:
        encoding = found.encodings[0] if found.encodings else "us-ascii"
        yield source.document(f"{text}\n" if text else "", data, encoding, _about(message))
    names = unique_ids([PurePosixPath(f"{number}/{name}") for number, (name, _) in enumerate(found.attached, 1)])
    for (name, content), doc_id in zip(found.attached, names, strict=True):
        yield from read(source.inside(name, doc_id, _opener(content), len(content)))


def _opener(content: bytes) -> Callable[[], io.BytesIO]:
    return lambda: io.BytesIO(content)


def _saved_page(message: Message) -> Message | None:
    """The page in a message by which a browser has saved it; it has a frame around its text, as letters have not."""
    sender = _header(message, "From")
    if not (message.get("Snapshot-Content-Location") or sender.lower().startswith("<saved by")):
        return None
    return next((part for part in message.walk() if part.get_content_type() == "text/html"), None)


def _check(data: bytes, source: Source) -> None:
    """Refuse what the parser would take too long for, and what holds several messages."""
    limits = source.limits
    nested = max(len(_MULTIPART.findall(data)), len(_BOUNDARY.findall(data)))
    if nested > limits.mail_multiparts:
        advice = "save its text and attachments by themselves"
        raise too_large(source.where, f"it has {nested:,} parts with parts in them", limits.mail_multiparts, advice)
    if _MBOX_LINE.match(data) and _NEXT_IN_MBOX.search(data):
        message = f"{source.where}: it is a mailbox of several messages; export each as .eml and run again"
        raise ReadError("unsupported_type", message)


def _gather(message: Message, found: _Found, source: Source) -> None:
    """The texts and attachments of a message or part, in order."""
    kind = message.get_content_type()
    if len(found.texts) + len(found.attached) > source.limits.mail_parts:
        raise too_large(source.where, "it has too many parts", source.limits.mail_parts, "save its text by itself")
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        found.is_encrypted = True
    elif message.is_multipart() and kind == "message/rfc822":
        inner = message.get_payload(0)
        assert isinstance(inner, Message)
        found.attached.append((_name_of(inner), inner.as_bytes()))
    elif message.is_multipart():
        parts = [part for part in message.get_payload() if isinstance(part, Message)]
        if kind == "multipart/alternative":
            _alternative(parts, found, source)
        else:
            for number, part in enumerate(parts):
                # behind the first part of a related group stand its pictures; what is attached is none of them
                if kind != "multipart/related" or not number or part.get_content_disposition() == "attachment":
                    _gather(part, found, source)
    else:
        _leaf(message, kind, found, source)


def _name_of(message: Message) -> str:
    """A forwarded message's name: its subject."""
    return f"{_header(message, 'Subject')[:100] or 'message'}.eml".replace("/", "-")


def _leaf(part: Message, kind: str, found: _Found, source: Source) -> None:
    name = _file_name(part)
    inline = part.get_content_disposition() != "attachment" and not (name and part.get_content_disposition())
    if kind in ("text/plain", "text/html") and inline:
        text, encoding = _text(part, kind, source)
        if text.strip():
            found.texts.append(text)
            found.encodings.append(encoding)
    elif name and not _is_picture_of_the_page(part, kind):
        found.attached.append((name, _bytes(part)))
    else:
        log.debug("%s: a part of type %s is no document", source.where, kind)


def _is_picture_of_the_page(part: Message, kind: str) -> bool:
    """Pictures in the text, signatures and visiting cards are parts of the message and no inputs."""
    return kind.startswith(("image/", "application/pgp", "application/pkcs7", "text/calendar", "text/vcard")) and (
        "Content-ID" in part or part.get_content_disposition() != "attachment" or not kind.startswith("image/")
    )


def _alternative(parts: list[Message], found: _Found, source: Source) -> None:
    """The plain text of several forms of one text, unless the page says much more."""
    readings: list[_Found] = []
    for part in parts:
        reading = _Found()
        _gather(part, reading, source)
        readings.append(reading)
        found.attached += reading.attached
        found.is_encrypted = found.is_encrypted or reading.is_encrypted
    readings = [reading for reading in readings if reading.texts]
    if not readings:
        return
    plain, fullest = readings[0], max(readings, key=_size)
    best = plain if _size(plain) >= _size(fullest) * _TELLS_LESS else fullest
    if best is not plain:
        log.info("%s: its plain text tells less than half of what its page does; the page is read", source.where)
    found.texts += best.texts
    found.encodings += best.encodings


def _size(reading: _Found) -> int:
    return sum(len(squash(text)) for text in reading.texts)


def _text(part: Message, kind: str, source: Source) -> tuple[str, str]:
    decoded = decode(_bytes(part), source.where, part.get_content_charset())
    if kind == "text/plain":
        return decoded.text, decoded.encoding
    try:
        from pipeline.read import webpage  # noqa: PLC0415 - needs packages that not everybody has
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pipeline"):
            raise
        message = f'{source.where}: its text is HTML; pip install "bulletin-events[html]" and run again'
        raise ReadError("missing_extra", message) from error
    return webpage.whole(decoded.text, source), decoded.encoding


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message) -> str:
    try:
        raw = part.get_filename() or ""
    except _FAULTS:
        return "attachment"
    return _decoded(raw).replace("\\", "/").rsplit("/", 1)[-1].strip()


def _about(message: Message) -> Metadata:
    """Title, day and publication as the headers say them; what cannot be read is left out."""
    listed = _LISTED.match(_header(message, "List-Id"))
    location = _header(message, "Content-Location") or _header(message, "Snapshot-Content-Location")
    return Metadata(
        title=_header(message, "Subject")[:_TITLE_CHARS] or None,
        date=_day(_header(message, "Date")),
        publication=listed["phrase"].strip() if listed else None,
        url=location if re.fullmatch(r"https?://\S{1,2000}", location) else None,
    )


def _header(message: Message, name: str) -> str:
    try:
        raw = str(message.get(name, ""))[:_HEADER_CHARS]
    except _FAULTS:
        return ""
    return " ".join(_decoded(raw).split())


def _decoded(raw: str) -> str:
    """A header's words, in whatever encoding they are."""
    try:
        pieces = email.header.decode_header(raw)
        return str(email.header.make_header(pieces))
    except _FAULTS:
        return raw


def _day(value: str) -> dt.date | None:
    """The day on which a message was sent, where its sender was."""
    try:
        return email.utils.parsedate_to_datetime(value).date() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
