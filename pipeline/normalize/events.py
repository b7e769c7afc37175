"""An Action becomes an Event record: codes, interval, place, score, flags, provenance."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby

from pipeline import __version__
from pipeline.codebook import score
from pipeline.normalize.duplicates import mark_duplicates
from pipeline.normalize.interval import reconcile
from pipeline.normalize.newsday import day_of_news
from pipeline.normalize.places import locate
from pipeline.normalize.quotes import Quoter
from pipeline.normalize.when import When
from pipeline.passages import Action, Party, TimeExpression
from pipeline.records import (
    Amount,
    CiteInfo,
    Cue,
    Document,
    Entity,
    Event,
    EventFlag,
    Instrument,
    Mention,
    Scheduled,
    Span,
    TextInfo,
)
from pipeline.text import Alignment, pieces

CODER = f"bulletin {__version__}"
# Below this the record is flagged `low_confidence`.
LOW_CONFIDENCE = 0.5


def events(document: Document, actions: Iterable[Action], mentions: Iterable[Mention] = ()) -> list[Event]:
    """Event records of one document's actions, in their order; ids `<segment>/<number>`.

    `mentions` are the document's; by their days one sees of which day a report tells.
    """
    told = list(actions)
    news_day = day_of_news(document, told, mentions)
    records: list[Event] = []
    for _, group in groupby(told, key=lambda action: action.segment.id):
        for number, action in enumerate(group, 1):
            records.append(_Maker(document, action, news_day).event(number))
    return mark_duplicates(records)


class _Maker:
    """Makes the record of one action."""

    def __init__(self, document: Document, action: Action, news_day: When | None) -> None:
        segment = action.segment
        spans = pieces(segment.start, segment.end, segment.spans)
        self._document, self._action = document, action
        self._quoter = Quoter(segment.text, Alignment(document.text, segment.text, spans))
        self._when, self._planned = reconcile(action, news_day, document.date)

    def event(self, number: int) -> Event:
        """The record."""
        action, when = self._action, self._when
        place, place_flags = locate(action, self._quoter)
        quad, scale = score(action.type, action.modes)
        parties = (*action.actors, *action.recipients)
        flags: set[EventFlag] = {*when.flags, *place_flags}
        flags.update({"actor_unresolved"} if any(party.code is None for party in parties) else ())
        flags.update({"low_confidence"} if action.confidence < LOW_CONFIDENCE else ())
        flags.update(flag for flag in ("label_repaired", "text_repaired") if flag in action.segment.flags)
        date_text, date_spans = self._date_words()
        return Event.model_validate(
            {
                "id": f"{action.segment.id}/{number}",
                "date": when.date,
                "enddate": when.enddate,
                "date_precision": when.precision,
                "date_mod": when.mod,
                "date_origin": when.origin,
                "scheduled": self._scheduled(self._planned) if self._planned else None,
                "date_text": date_text,
                "date_spans": date_spans,
                "event": (action.type,),
                "mode": action.modes,
                "context": action.contexts,
                "auxiliary": action.auxiliary,
                "quad_code": quad,
                "event_scale": scale,
                "primary": action.primary,
                "actor": tuple(map(self._entity, action.actors)),
                "recipient": tuple(map(self._entity, action.recipients)),
                "event_loc": place,
                "event_text": tuple(map(self._quoter.quote, action.triggers)),
                "text": self._coded_text(),
                "text_info": self._text_info(),
                "amounts": self._amounts(),
                "instruments": tuple(
                    Instrument(text=words.text, kind=kind, **self._quoter.place(words.start, words.end))
                    for words, kind in action.instruments
                ),
                "link": action.segment.id,
                "confidence": round(action.confidence, 2),
                "cues": self._cues(),
                "flags": tuple(sorted(flags)),
                "cite_info": self._cite_info(),
            }
        )

    def _entity(self, party: Party) -> Entity:
        return Entity(
            code=party.code,
            sector=party.sector,
            other_sectors=party.other_sectors,
            kind=party.kind,
            entity_text=party.text,
            identifier_text=party.canonical or party.text,
            identifier_id=party.identifier_id,
            office=party.office,
            **self._quoter.place(party.start, party.end),
        )

    def _scheduled(self, found: TimeExpression) -> Scheduled:
        start, end = (self._quoter.place(found.start, found.end)[key] for key in ("start", "end"))
        return Scheduled(
            date=found.date,
            enddate=found.enddate,
            date_precision=found.precision,
            text=found.text,
            start=start,
            end=end,
        )

    def _date_words(self) -> tuple[str | None, tuple[Span, ...] | None]:
        """The words that the date rests on: those of the text, else the label."""
        segment, words = self._action.segment, self._when.words
        if words and self._when.origin != "label":
            spans = [span for found in words for span in self._quoter.spans(found.start, found.end)]
            return " … ".join(found.text for found in words), tuple(spans)
        if self._when.origin == "label":
            return segment.label, segment.label_spans
        return None, None

    def _coded_text(self) -> str:
        words = self._action.sentence_words
        return words.text if words else self._action.segment.text

    def _text_info(self) -> TextInfo:
        words = self._action.sentence_words
        start, end = (words.start, words.end) if words else (0, len(self._action.segment.text))
        return TextInfo(sequence=self._action.sentences or (1,), **self._quoter.place(start, end))

    def _amounts(self) -> tuple[Amount, ...]:
        return tuple(
            Amount(
                text=found.words.text,
                value=found.value,
                unit=found.unit,
                **self._quoter.place(found.words.start, found.words.end),
            )
            for found in self._action.sums
        )

    def _page(self) -> int | None:
        """The page (from 1) on which the coded text begins, where the format has pages."""
        pages = self._document.pages
        return bisect_right(pages, self._text_info().start) or None if pages else None

    def _cues(self) -> tuple[Cue, ...]:
        why = [self._quoter.cue(reason.rule, reason.words) for reason in self._action.reasons]
        return (*why, Cue(rule_or_model=f"date: {self._when.rule}"))

    def _cite_info(self) -> CiteInfo:
        document = self._document
        return CiteInfo(
            title=document.title,
            publication=document.publication,
            issue=document.issue,
            section=self._action.segment.section,
            url=document.url,
            page=self._page(),
            language=document.language,
            license=document.license,
            sha256=document.sha256,
            coder=CODER,
        )
