"""The chain of the stage for one document: the encoder's reading and the cues', made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.classify.anchored import anchored
from pipeline.classify.combine import combine, faintest
from pipeline.classify.cued import coder_for, setting_of
from pipeline.classify.cued.grammar import is_past
from pipeline.classify.gapped import one_each
from pipeline.classify.homes import at_home, explained
from pipeline.classify.joint import with_companions, with_members
from pipeline.classify.learned.coder import FAINT_TRIGGER, of_passage
from pipeline.classify.lengths import with_ends, with_lengths
from pipeline.classify.merge import merged
from pipeline.classify.owners import named_in_full
from pipeline.classify.recalled import recalled
from pipeline.classify.retold import dated_next, retold
from pipeline.classify.settle import settled
from pipeline.classify.surroundings import countries_of_report
from pipeline.classify.undated import with_dates_beside
from pipeline.classify.whereabouts import placed, without_others_places
from pipeline.encoder.windows import forget
from pipeline.passages import Action, Passage
from pipeline.sentences import without_front

CODED = frozenset({"chronology_entry", "paragraph"})


def actions(passages: Iterable[Passage]) -> Iterator[Action]:
    """Actions of one document's passages, in the order of the text; one of each passage is primary.

    The passages are read as they come, so that the encoder's vectors of one are let go of
    while the next are read.
    """
    document, learned = [], []
    for passage in passages:
        document.append(passage)
        learned.append(of_passage(passage) if passage.segment.kind in CODED else [])
        forget(passage.doc)
    setting = setting_of(document)
    by_cues = coder_for(document, setting)
    reported: list[Action] = []
    lead = [passage for passage in document if passage.segment.kind in CODED][:2]
    for passage, read, report in zip(document, learned, countries_of_report(document), strict=True):
        if passage.segment.kind in CODED:
            alone = passage.segment.kind == "chronology_entry"
            both = combine(read, recalled(by_cues(passage), passage))
            if len(document) == 1 and not alone:
                both = both or _seen_best(passage)
            # once more, for what the encoder alone has seen and for the paragraphs before
            both = recalled(both, passage, [] if alone else reported)
            full = (named_in_full(action, passage) for action in both)
            whole = (with_companions(with_members(action, passage), passage) for action in full)
            told = merged(at_home(placed(action, passage), passage, report) for action in whole)
            each = without_others_places(one_each(settled(told, passage, setting), passage))
            lasting = with_ends(with_lengths(each, passage), passage)
            if not alone:
                lasting = with_dates_beside(lasting, passage)
                lasting = retold(dated_next(lasting, lead) if passage is lead[0] else lasting, reported, passage)
            dated = anchored(lasting, passage, [] if alone else reported)
            reported += [] if alone else dated
            yield from map(explained, dated)


def _seen_best(passage: Passage) -> list[Action]:
    """What is seen best of a text in which nothing is seen well; only if it tells what has happened."""
    found = faintest(of_passage(passage, FAINT_TRIGGER)) if _is_report(passage) else []
    forget(passage.doc)
    return found


def _is_report(passage: Passage) -> bool:
    """Whether the first sentence stands in the past tense."""
    told = without_front(passage.doc)
    return bool(told) and is_past(told[0].root)
