"""Characters become words, by their places alone: the order in which a file draws them says nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.read.pdf.pdfium import RAISED, RawPage
from pipeline.read.pdf.shapes import Glyph, Page, Word

# Baselines of one line differ by less than this part of the font size.
_SAME_LINE = 0.08
# A gap wider than this part of the font size parts words; what all letters of the line have is no gap.
_WORD_GAP = 0.18
# Copies of a character as near as this part of its size are one, printed twice to look bold or shaded.
_SHADOW = 0.12
_LEAST_GAPS = 6
_OTHER_SIZE = 0.12
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# A raised figure is this much smaller than the line's letters, and its baseline this much higher.
_SMALL, _HIGH = 0.8, 0.15
_INITIAL = 1.7
# A mark's line is this many of its own sizes away at most; of the words there, the nearest are looked at.
_REACH, _NEAREST = 2.5, 12


def page_of(raw: RawPage) -> Page:
    """The page's words, turned upright; the words that stand aslant are kept as texts of their own."""
    angle = Counter(raw.angles).most_common(1)[0][0] if raw.angles else 0
    main = [glyph for glyph, turn in zip(raw.glyphs, raw.angles, strict=True) if turn == angle]
    words = _with_initials(_with_raised(list(_words(main))))
    aslant = []
    for turn in sorted(set(raw.angles) - {angle}):
        turned = [glyph for glyph, own in zip(raw.glyphs, raw.angles, strict=True) if own == turn]
        aslant.append(" ".join(word.text for word in _words(turned)))
    upright = angle == 0
    return Page(
        number=raw.number,
        width=raw.crop.width,
        height=raw.crop.height,
        words=tuple(sorted(words, key=lambda word: (word.base, word.x0))),
        aslant=tuple(text for text in aslant if text),
        pictures=raw.pictures if upright else (),
        frames=raw.frames if upright else (),
    )


def _words(glyphs: Sequence[Glyph]) -> Iterator[Word]:
    for line in _baselines(glyphs):
        gaps = {size: _usual_gap(part) for size, part in _by_size(line).items()}
        run: list[Glyph] = []
        for glyph in _once(sorted(line, key=lambda glyph: glyph.x0 + glyph.x1)):
            if run:
                limit = gaps[_size(glyph)] + _WORD_GAP * min(glyph.size, run[-1].size)
                apart = glyph.char == " " or glyph.x0 - run[-1].x1 > limit
                if apart or _changes(run[-1], glyph):
                    yield _word(run, glued=not apart)
                    run = []
            if glyph.char != " ":
                run.append(glyph)
        if run:
            yield _word(run, glued=False)


def _baselines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that stand on one baseline, in whatever columns."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        if line and glyph.base - line[-1].base > _SAME_LINE * glyph.size:
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _by_size(line: list[Glyph]) -> dict[int, list[Glyph]]:
    """A line's characters by size: a big initial that shares the baseline does not set its neighbours' gaps."""
    sizes: dict[int, list[Glyph]] = {}
    for glyph in line:
        sizes.setdefault(_size(glyph), []).append(glyph)
    return sizes


def _size(glyph: Glyph) -> int:
    return round(glyph.size * 2)


def _usual_gap(line: list[Glyph]) -> float:
    """The space that the line puts between all its letters."""
    ordered = sorted((glyph for glyph in line if glyph.char != " "), key=lambda glyph: glyph.x0)
    near = [
        after.x0 - before.x1
        for before, after in pairwise(ordered)
        if before.char.isalnum() and after.char.isalnum() and after.x0 - before.x1 < after.size
    ]
    return max(0.0, median(near)) if len(near) >= _LEAST_GAPS else 0.0


def _once(line: list[Glyph]) -> Iterator[Glyph]:
    """The characters without their shadows."""
    kept: list[Glyph] = []
    for glyph in line:
        near = _SHADOW * glyph.size
        shadow = (other.char == glyph.char and other.drawn != glyph.drawn for other in kept[-3:])
        if any(same and abs(other.x0 - glyph.x0) < near for same, other in zip(shadow, kept[-3:], strict=True)):
            continue
        kept.append(glyph)
        yield glyph


def _changes(before: Glyph, glyph: Glyph) -> bool:
    return before.bold != glyph.bold or abs(before.size - glyph.size) > _OTHER_SIZE * before.size


def _word(run: list[Glyph], *, glued: bool) -> Word:
    text = "".join(_LIGATURES.get(glyph.char, glyph.char) for glyph in run)
    first = run[0]
    italic = sum(glyph.italic for glyph in run) * 2 > len(run)
    return Word(text, first.x0, max(glyph.x1 for glyph in run), first.base, first.size, first.bold, italic, glued=glued)


def _with_raised(words: list[Word]) -> list[Word]:
    """Figures that stand above or below the line become figures of that kind, on the line."""
    result = []
    usual = median(word.size for word in words) if words else 0.0
    hosts = sorted(words, key=lambda word: word.base)
    bases = [word.base for word in hosts]
    for word in words:
        mark = word.text.strip("[](),").isdigit() or word.text in "*†‡§"
        host = _host(word, _level_with(word, hosts, bases)) if mark and word.size < usual else None
        if host is None:
            result.append(word)
            continue
        raised = word.base < host.base
        text = word.text.translate(RAISED if raised else _LOWERED)
        result.append(replace(word, text=text, base=host.base, size=host.size))
    return _glued_to(result)


def _level_with(mark: Word, words: list[Word], bases: list[float]) -> list[Word]:
    """The words (in the order of their `bases`) whose line a mark could stand on."""
    reach = _REACH * mark.size
    near = words[bisect_left(bases, mark.base - reach) : bisect_right(bases, mark.base + reach)]
    return sorted(near, key=lambda word: abs(word.x1 - mark.x0))[:_NEAREST]


def _host(mark: Word, words: list[Word]) -> Word | None:
    """The word beside which a small figure stands: before it, else behind it."""
    best: Word | None = None
    for word in words:
        lift = word.base - mark.base
        beside = _HIGH * word.size < lift < _INITIAL / 2 * word.size or -0.35 * word.size < lift < -0.08 * word.size
        if not beside or mark.size > _SMALL * word.size:
            continue
        if abs(mark.x0 - word.x1) < _WORD_GAP * word.size:
            return word
        if 0 <= word.x0 - mark.x1 < word.size:
            best = best or word
    return best


def _glued_to(words: list[Word]) -> list[Word]:
    """Words that a raised figure follows without a gap, told so."""
    marks = {(round(word.x0), round(word.base)) for word in words if word.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"}
    if not marks:
        return words
    return [
        replace(word, glued=True)
        if any((round(word.x1) + step, round(word.base)) in marks for step in (-1, 0, 1))
        else word
        for word in words
    ]


def _with_initials(words: list[Word]) -> list[Word]:
    """A paragraph's big first letter, brought down to the size and line of the word that it begins."""
    if not words:
        return words
    usual = median(word.size for word in words)
    result = []
    for word in words:
        beside = (
            [
                other
                for other in words
                if word.top - 0.8 * usual <= other.top < word.bottom
                and 0 <= other.x0 - word.x1 < usual
                and other.size < word.size / _INITIAL
            ]
            if len(word.text) == 1 and word.text.isalpha() and word.size > _INITIAL * usual
            else []
        )
        if len({round(other.base) for other in beside}) > 1:
            first = min(beside, key=lambda other: other.base)
            # as near as its word's other letters: what stands beside it is not indented
            near = min(other.x0 for other in beside) - first.size / 2
            word = replace(word, x0=near, x1=near, base=first.base, size=first.size, glued=True)  # noqa: PLW2901
        result.append(word)
    return result
