"""Which of the candidate rows are a chronology: rows that stand together, in order, with texts that tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.segment import kinds
from pipeline.segment.candidates import Row, at_end, candidates, is_told_list, month_headings, reads_on
from pipeline.segment.cues import layout
from pipeline.segment.lines import Line
from pipeline.timex.days import Interval

# Rows farther apart than this many other lines belong to different lists.
_GAP = 40
_LEAST_ROWS = 3
_LEAST_ANNOUNCED = 2
_IN_ORDER = 0.75
_HALF = 0.5
_MANY = 100
# A list whose items have fewer words names things (treaties, books) and does not tell.
_TOLD_WORDS = 4
_WORDS = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"^[-*•]?\s*(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|\s?[ap]\.?m\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of one chronology, and the numbers of the lines that are its month and year headings."""

    rows: tuple[Row, ...]
    headings: frozenset[int]


def find_runs(lines: list[Line], period: Interval | None) -> list[Run]:
    """The chronologies among the lines. `period` is what the document as a whole says of its time."""
    headings = month_headings(lines)
    rows = candidates(lines, headings, period)
    runs = [run for group in _groups(rows, headings) for run in _runs(lines, group, headings)]
    taken = {index for run in runs for index in range(run.rows[0].index, run.rows[-1].index + 1)}
    ended = [row for row in at_end(lines, headings, rows, period) if row.index not in taken]
    # in a list of items that end with their day, one may begin with it
    ended = sorted([*ended, *_sentences_among(ended, rows, taken)], key=lambda row: row.index) if ended else []
    for group in _groups(ended, headings):
        run = _ended_run(lines, group, headings)
        if run and not any(run.rows[0].index < index < run.rows[-1].index for index in taken):
            runs.append(run)
    return sorted(runs, key=lambda run: run.rows[0].index)


def _sentences_among(ended: list[Row], rows: list[Row], taken: set[int]) -> list[Row]:
    low, high = ended[0].index, ended[-1].index
    return [row for row in rows if row.style == "sentence" and low < row.index < high and row.index not in taken]


def _groups(rows: list[Row], headings: set[int]) -> Iterator[list[Row]]:
    """Rows that stand near each other; a month heading between them bridges any gap."""
    group: list[Row] = []
    for row in rows:
        far = group and row.index - group[-1].index > _GAP
        bridged = group and any(group[-1].index < heading < row.index for heading in headings)
        if far and not bridged:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _runs(lines: list[Line], group: list[Row], headings: set[int]) -> list[Run]:
    """The group as one chronology, or as several where an article stands between its rows."""
    parted = [place for place, pair in enumerate(pairwise(group), 1) if _parted(lines, *pair)]

    @cache  # the same stretch is asked for again and again: without it, the time doubles with each title
    def found(start: int, end: int) -> tuple[Run, ...]:
        for place in parted:
            if start < place < end and (left := found(start, place)) and (right := found(place, end)):
                return left + right
        run = _run(lines, group[start:end], headings)
        return (run,) if run else ()

    if len(parted) > _MANY:
        for place in reversed(parted):  # from the end, so that no call goes deep
            found(place, len(group))
    return list(found(0, len(group)))


def _parted(lines: list[Line], before: Row, row: Row) -> bool:
    """Whether a title with text under it, or a new chronology's title, stands between two rows."""
    for index in range(before.index + 2 if _is_alone(lines, before) else before.index + 1, row.index):
        line = lines[index]
        ended = not kinds.is_open(lines[index - 1].text)
        if not line.after_blank or not (ended or line.text.startswith("#")) or not kinds.is_title(line.text):
            continue
        if kinds.is_chronology_title(line.text) or any(
            not kinds.is_title(under.text) and not kinds.is_list_item(under.text)
            for under in lines[index + 1 : row.index]
        ):
            return True
    return False


def _run(lines: list[Line], group: list[Row], headings: set[int]) -> Run | None:
    rows = _trusted(lines, group)
    if not rows:
        return None
    above = _headings_above(rows, headings)
    announced = bool(above) or _announced(lines, rows[0].index)
    least = _LEAST_ANNOUNCED if announced else _LEAST_ROWS
    daily = all(_is_alone(lines, row) and is_told_list(lines, row.index + 1) for row in rows)
    if (len(rows) < least and not daily) or not _in_order(lines, rows):
        return None
    if not _tell(lines, rows) or _is_programme(lines, rows) or _is_archive(lines, rows):
        return None
    return _with_headings(rows, headings, above)


def _among_other_items(lines: list[Line], group: list[Row], row: Row) -> bool:
    """Whether most items of the list that a row stands in begin with something else than a day."""
    first = last = row.index
    while first > 0 and not lines[first].after_blank:
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].after_blank:
        last += 1
    items = sum(kinds.is_list_item(line.text) for line in lines[first : last + 1])
    return items > 2 * sum(first <= other.index <= last for other in group)


def _with_headings(rows: list[Row], headings: set[int], above: set[int]) -> Run:
    inside = {index for index in headings if rows[0].index < index < rows[-1].index}
    return Run(tuple(rows), frozenset(inside | above))


def _ended_run(lines: list[Line], group: list[Row], headings: set[int]) -> Run | None:
    """Rows with their dates at the end: most of the items of one list."""
    above = _headings_above(group, headings)
    announced = bool(above) or _announced(lines, group[0].index)
    rows = [row for row in group if announced or row.label.separator == "end"]
    if len(rows) < (_LEAST_ANNOUNCED if announced else _LEAST_ROWS) or not _in_order(lines, rows):
        return None
    between = lines[rows[0].index : rows[-1].index + 1]
    words = sorted(
        len(_WORDS.findall(lines[row.index].text[: row.label_piece[0] - lines[row.index].start])) for row in rows
    )
    if not announced and words[len(words) // 2] < _TOLD_WORDS:
        return None
    others = sum(line.after_blank or kinds.is_list_item(line.text) for line in between) - len(rows)
    return _with_headings(rows, headings, above) if others <= len(rows) else None


def _headings_above(rows: list[Row], headings: set[int]) -> set[int]:
    """Month and year headings that stand directly above the first row."""
    above: set[int] = set()
    index = rows[0].index - 1
    while index >= 0 and index in headings:
        above.add(index)
        index -= 1
    return above


def _announced(lines: list[Line], first: int) -> bool:
    return any(kinds.is_chronology_title(line.text) for line in lines[max(0, first - 8) : first])


def _is_alone(lines: list[Line], row: Row) -> bool:
    """Whether the label stands on a line of its own."""
    return row.style in ("lead", "day") and row.text_at >= lines[row.index].end


def _trusted(lines: list[Line], group: list[Row]) -> list[Row]:
    """The rows to believe: those well separated from their text, and the others where their days fit between.

    A label that only a blank separates from its text could be the beginning of a sentence
    (`12th Seoul Defence Dialogue`), so it needs a row before and after it whose days bracket it.
    """
    strong = [row for row in group if row.label.separator != "blank" and row.style == "lead"]
    style_is_blank = len(strong) < len(group) / 3
    result: list[Row] = []
    shapes = Counter(_shape(row) for row in group if not _in_mid_sentence(lines, row))
    usual = shapes.most_common(1)[0][0] if shapes else None
    for row in group:
        if usual not in (None, _shape(row)) and _in_mid_sentence(lines, row):
            continue
        if row.index and lines[row.index - 1].text.rpartition(" ")[2] in layout().before_dates:
            continue
        if row.style == "day" and len(group) > 1 and not is_told_list(lines, row.index + 1):
            continue
        if row.style in ("sentence", "told") and not _may_be_sentences(lines, group, row):
            continue
        if row.style == "sentence" and _among_other_items(lines, group, row):
            continue
        if row.style == "lead" and row.label.separator == "blank":
            if not style_is_blank and not _brackets(strong, row):
                continue
            if not _begins_sentence(lines, row.index):
                continue
        result.append(row)
    return result


def _shape(row: Row) -> tuple[bool, str]:
    """What labels of one chronology have in common: whether they name a day, and what sets them off."""
    return row.label.points[0].day is not None, row.label.separator


def _in_mid_sentence(lines: list[Line], row: Row) -> bool:
    """Whether the label only looks like one because a wrapped paragraph broke before its date."""
    return row.style == "lead" and row.label.separator != "end" and reads_on(lines, row.index)


def _may_be_sentences(lines: list[Line], group: list[Row], row: Row) -> bool:
    """Sentences that begin with a date are rows in a list of rows, or in paragraphs under a chronology's title."""
    before = lines[max(0, group[0].index - 8) : group[0].index]
    if row.style == "told":
        return all(other.style == "told" for other in group) and any(
            kinds.opens_chronology(line.text) for line in before
        )
    return any(other.style == "lead" for other in group) or _announced(lines, group[0].index)


def _tell(lines: list[Line], rows: list[Row]) -> bool:
    """Whether most rows have words to their label, and not the figures of a statistic."""
    texts = [
        f"{line.text[max(0, row.text_at - line.start) :]} {_next_text(lines, row)}"
        for row in rows
        for line in [lines[row.index]]
    ]
    worded = [text for text in texts if len(_WORDS.findall(text)) > 1]
    return len(worded) >= _HALF * len(texts)


def _next_text(lines: list[Line], row: Row) -> str:
    return lines[row.index + 1].text if _is_alone(lines, row) and row.index + 1 < len(lines) else ""


def _begins_sentence(lines: list[Line], index: int) -> bool:
    """Whether the line can begin something: after an empty line, or after a line that is complete."""
    return lines[index].after_blank or index == 0 or not kinds.is_open(lines[index - 1].text)


def _brackets(strong: list[Row], row: Row) -> bool:
    before = [other for other in strong if other.index < row.index and other.label.date]
    after = [other for other in strong if other.index > row.index and other.label.date]
    day = row.label.date
    if day is None or not before or not (before or after):
        return False
    low = before[-1].label.date
    high = after[0].label.date if after else day
    assert low is not None
    assert high is not None
    return min(low, high) <= day <= max(low, high)


def _in_order(lines: list[Line], rows: list[Row]) -> bool:
    """Whether the days run one way, as long as no sub-heading lets them begin anew."""
    dated = [row for row in rows if row.label.date]
    pairs = [
        (_days(one), _days(other))
        for one, other in pairwise(dated)
        if not any(kinds.is_title(line.text) and line.after_blank for line in lines[one.index + 1 : other.index])
    ]
    rising = sum(one[0] <= other[1] for one, other in pairs)
    falling = sum(one[1] >= other[0] for one, other in pairs)
    return max(rising, falling) >= _IN_ORDER * len(pairs)


def _days(row: Row) -> Interval:
    """The days of a row that has its date."""
    assert row.label.date is not None
    return row.label.date, row.label.enddate or row.label.date


def _under(lines: list[Line], rows: list[Row]) -> Iterator[list[Line]]:
    """The lines under each row, up to the next; the last row's up to what could belong to it."""
    for row, following in pairwise(rows):
        yield lines[row.index + 1 : following.index]
    yield lines[rows[-1].index + 1 : rows[-1].index + 4]


def _is_programme(lines: list[Line], rows: list[Row]) -> bool:
    """Days with hours under them are what is planned."""
    below = [line for part in _under(lines, rows) for line in part if line.text]
    hours = sum(bool(_CLOCK.match(line.text)) for line in below)
    return hours > 1 and hours >= _HALF * len(below)


def _is_archive(lines: list[Line], rows: list[Row]) -> bool:
    """Dates on lines of their own with a title and an article at each: releases or news, not a chronology."""
    alone = [row for row in rows if _is_alone(lines, row)]
    if len(alone) <= _HALF * len(rows):
        return False
    articles = sum(_is_article(part) for part in _under(lines, rows))
    titled = sum(_has_title_above(lines, row) for row in rows)
    return articles > _HALF * len(rows) or (titled > _HALF * len(rows) and len(rows) > 1)


def _is_article(part: list[Line]) -> bool:
    """A title, and at least two paragraphs under it."""
    if len(part) < 3 or not kinds.is_title(part[0].text) or kinds.is_list_item(part[0].text):  # noqa: PLR2004
        return False
    paragraphs = [line for line in part[1:] if line.after_blank and not kinds.is_title(line.text)]
    return len(paragraphs) > 1 and part[1] is paragraphs[0]


def _has_title_above(lines: list[Line], row: Row) -> bool:
    if row.index < 1 or row.style == "day":
        return False
    above, before = lines[row.index - 1], lines[row.index - 2] if row.index > 1 else None
    complete = before is None or not kinds.is_open(before.text)
    titled = kinds.is_title(above.text) and not kinds.is_list_item(above.text) and complete
    return titled and (above.after_blank or above.text.startswith("#")) and not month_headings([above])
