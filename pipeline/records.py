"""The record contract: every line that a run writes is one of these models.

Field names are those of PLOVER 2.0's JSON interchange format, plus what PLOVER leaves open
(intervals with a precision, provenance, realis, confidence, flags). `schema/` holds the JSON
Schema generated from this module.

Offsets (`start`, `end`, `spans`) count Unicode code points in the document's stored text
(`texts/<doc>.txt`); ends are exclusive. `spans` is null where a quote is one piece of the source.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0.0"
CODEBOOK = "plover-2.0"

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Mode = Literal[
    "visit", "third-party", "multilateral", "phone",
    "withdraw", "release", "disarm", "ceasefire", "access", "resign",
    "assist", "change", "yield", "meet",
    "disapprove", "investigate", "allege",
    "restrict", "arrest", "relations", "expel", "territory", "violence",
    "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize",
    "convict", "discontinue",
    "troops", "weapons", "police", "militia",
    "seize", "censor", "curfew", "martial-law", "deport", "withhold", "misinformation", "cyber",
    "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
    "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
    "unconventional",
]  # fmt: skip
Context = Literal[
    "military", "intelligence", "executive", "legislative", "election", "political_institutions",
    "pro_democracy", "pro_autocracy", "economic", "legal", "reparations", "human_rights",
    "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity",
    "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration",
    "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn", "cyber",
    "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
]  # fmt: skip
Auxiliary = Literal["historical", "future", "hypothetical", "negation"]
Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
    "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip
EntityKind = Literal["state", "organisation", "person", "group"]
MentionLabel = Literal[
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK", "MONEY", "DATE",
]  # fmt: skip
SegmentKind = Literal[
    "chronology_entry", "paragraph", "heading", "caption", "contents", "reference", "boilerplate",
]  # fmt: skip
DatePrecision = Literal["day", "week", "month", "quarter", "year", "decade"]
DateMod = Literal["START", "MID", "END", "APPROX", "BEFORE", "AFTER"]
DateOrigin = Literal["label", "text", "document", "inferred"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
InstrumentKind = Literal["mou", "agreement", "treaty", "statement", "plan", "other"]
EventFlag = Literal[
    "date_conflict", "date_from_document", "date_unknown", "reported_later", "year_inferred",
    "label_repaired", "text_repaired", "actor_unresolved", "location_unresolved",
    "low_confidence", "duplicate",
]  # fmt: skip
SegmentFlag = Literal["label_repaired", "text_repaired", "date_unknown", "year_inferred"]
Stage = Literal["read", "segment", "extract", "classify", "normalize", "emit"]
RejectReason = Literal[
    "unsupported_type", "undecodable", "empty", "too_large", "encrypted", "corrupt",
    "bad_json", "bad_metadata", "duplicate_id", "unreadable", "missing_extra", "timeout", "internal_error",
]  # fmt: skip

Span = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Record(BaseModel):
    """Base of every record: immutable, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(Record):
    """Words of the document and where they stand."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: tuple[Span, ...] | None = None


class Amount(Quote):
    """A sum: `value` in `unit` (ISO 4217 currency, or a plain unit)."""

    value: float | None
    unit: str | None


class Instrument(Quote):
    """What was signed, issued or adopted."""

    kind: InstrumentKind


class Cue(Record):
    """Why something was decided: a rule or model, and the words it rests on (if any)."""

    rule_or_model: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


class Scheduled(Record):
    """The day for which an agreed, announced or threatened act is planned."""

    date: dt.date | None
    enddate: dt.date | None = None
    date_precision: DatePrecision | None
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Entity(Record):
    """A party of an event."""

    code: CountryCode | None = Field(
        description="ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC KOS; null if unresolved"
    )
    sector: Sector | None
    other_sectors: tuple[Sector, ...] = ()
    kind: EntityKind
    entity_text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: tuple[Span, ...] | None = None
    identifier_text: str
    identifier_id: str | None = Field(default=None, pattern=r"^Q\d+$")
    office: str | None = None


class Location(Record):
    """Where an event took place. Coordinates are WGS84 degrees; null if the place is unknown."""

    extracted_place: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: tuple[Span, ...] | None = None
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: CountryCode | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    resolution: Literal[1, 2, 3, 4, 5] | None = None


class TextInfo(Record):
    """Which sentences of the segment were coded, and where they stand."""

    sequence: tuple[int, ...] = Field(description="numbers of the sentences in the segment, from 1")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: tuple[Span, ...] | None = None


class CiteInfo(Record):
    """Where a record comes from."""

    title: str | None = None
    publication: str | None = None
    issue: str | None = None
    section: str | None = None
    url: str | None = None
    page: int | None = None
    language: str | None = None
    license: str | None = None
    sha256: str
    codebook: str = CODEBOOK
    coder: str


class Event(Record):
    """One line of `events.jsonl`."""

    id: str
    date: dt.date | None
    enddate: dt.date | None = None
    date_precision: DatePrecision | None
    date_mod: DateMod | None = None
    date_origin: DateOrigin | None
    scheduled: Scheduled | None = None
    date_text: str | None
    date_spans: tuple[Span, ...] | None
    event: tuple[EventType, ...] = Field(min_length=1, max_length=1)
    mode: tuple[Mode, ...] = ()
    context: tuple[Context, ...] = ()
    auxiliary: tuple[Auxiliary, ...] = ()
    quad_code: Literal[1, 2, 3, 4]
    event_scale: float = Field(ge=-10, le=10)
    primary: bool
    actor: tuple[Entity, ...] = Field(min_length=1)
    recipient: tuple[Entity, ...] = ()
    event_loc: Location | None = None
    event_text: tuple[Quote, ...] = Field(min_length=1)
    text: str
    text_info: TextInfo
    amounts: tuple[Amount, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    link: str
    confidence: float = Field(ge=0, le=1)
    cues: tuple[Cue, ...] = ()
    flags: tuple[EventFlag, ...] = ()
    duplicate_of: str | None = None
    cite_info: CiteInfo
    schema_version: str = SCHEMA_VERSION


class Segment(Record):
    """One line of `segments.jsonl`. `text` is repaired; `label` is a chronology entry's day label."""

    id: str
    doc: str
    kind: SegmentKind
    section: str | None = None
    label: str | None = None
    label_spans: tuple[Span, ...] | None = Field(
        default=None, description="where the pieces of the label stand in the source"
    )
    date: dt.date | None = None
    enddate: dt.date | None = None
    date_precision: DatePrecision | None = None
    date_mod: DateMod | None = None
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: tuple[Span, ...] | None = None
    flags: tuple[SegmentFlag, ...] = ()


class Mention(Record):
    """One line of `mentions.jsonl`: a name, a sum or a time expression."""

    segment: str
    doc: str
    label: MentionLabel
    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    spans: tuple[Span, ...] | None = None
    canonical: str | None = None
    code: CountryCode | None = None
    identifier_id: str | None = Field(default=None, pattern=r"^Q\d+$")
    timex_type: TimexType | None = None
    timex_value: str | None = None
    date: dt.date | None = None
    enddate: dt.date | None = None
    date_precision: DatePrecision | None = None
    date_mod: DateMod | None = None


class Reject(Record):
    """One line of `rejects.jsonl`: an input, or a part of one, that was not processed, and why."""

    doc: str | None
    path: str
    stage: Stage
    reason: RejectReason
    message: str
    sha256: str | None = None


class Part(Record):
    """A stretch of a document's text that the page's look, not its words, shows to be of this kind."""

    kind: SegmentKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    beside: bool = Field(default=False, description="it stands beside the text, which is to be read without it")


class Document(Record):
    """A document as read: the text exactly as in the file (newlines as LF), and what is known of it.

    It is not written as a record; its text goes to `texts/<id>.txt`.
    """

    id: str
    path: str = Field(description="the file it came from; for JSONL, FILE:LINE")
    text: str
    sha256: str = Field(description="of the input's bytes")
    encoding: str
    body_start: int = Field(default=0, description="where the text begins after front matter")
    pages: tuple[int, ...] = Field(
        default=(), description="offset at which each page begins; empty where the format has no pages"
    )
    parts: tuple[Part, ...] = Field(
        default=(), description="furniture, headings, captions and notes that the page's look shows, in order"
    )
    title: str | None = None
    publication: str | None = None
    issue: str | None = None
    date: dt.date | None = Field(default=None, description="day of publication")
    url: str | None = None
    language: str | None = None
    license: str | None = None


FILES: dict[str, type[Record]] = {
    "events.jsonl": Event,
    "segments.jsonl": Segment,
    "mentions.jsonl": Mention,
    "rejects.jsonl": Reject,
}
