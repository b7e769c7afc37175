"""Builders of durations, sets, times of the day and vague references."""

from __future__ import annotations

import re

from pipeline.timex import lexicon
from pipeline.timex.build import Built, Parts, base_of, builder, meaning, mod_of, unit_of
from pipeline.timex.build_dates import day_of, year_of
from pipeline.timex.meaning import Calendar, Fixed, Meaning, Shift, Weekday
from pipeline.timex.moment import Moment
from pipeline.timex.numerals import HALF, number_of
from pipeline.timex.numerals import duration as duration_value

_NOON = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_PARTS = {"tonight": "NI", "overnight": "NI"}
# Of what can be done `overnight` no night is meant.
_POSSIBLE = frozenset({"can", "could", "cannot", "may", "might", "would", "not", "to"})
_HOURS = 12
_MINUTES = 60
_FOUR_DIGITS = 4


def _length(parts: Parts, value: str) -> Built:
    return ((parts.bare_start(), parts.last, meaning(Fixed(value), "DURATION")),)


@builder
def duration(parts: Parts) -> Built:
    """`three years`, `the past five days`, `a month-long`, `months`."""
    unit = unit_of(parts.words("u"))
    if unit is None or (unit == "Q" and not _in_time(parts)):
        return None
    count: float | None
    if "n" in parts:
        words = parts.words("n")
        if _plural(parts) and words[-1] in {"a", "an"}:
            return None
        count = number_of(words)
        if count is not None and "half" in parts.words("tail"):
            count += HALF
    elif "tail" in parts:
        count = number_of(["a", *parts.words("tail")]) if len(parts.words("tail")) > 1 else 1.0
        count = 1.5 if "half" in parts.words("tail") else count
    else:
        count = None if _plural(parts) else 1.0
    return _length(parts, duration_value(count, unit))


def _in_time(parts: Parts) -> bool:
    """Whether quarters are parts of a year, not of a whole or a town."""
    words = parts.tokens.words((parts.first, parts.last))
    return "p" in parts or any(word in {"straight", "consecutive", "successive"} for word in words)


def _plural(parts: Parts) -> bool:
    word = parts.word("u")
    return word in lexicon.words("units") or word in lexicon.words("clockunits")


@builder
def seconds(parts: Parts) -> Built:
    """`30-second`: the one unit whose singular is an ordinal too."""
    return _length(parts, duration_value(number_of(parts.words("n")), "TS"))


@builder
def half(parts: Parts) -> Built:
    """`half-century`, `half-hour`."""
    return _length(parts, duration_value(0.5, unit_of(parts.words("u")) or "Y"))


@builder
def duration_range(parts: Parts) -> Built:
    """`60 to 90 days`: two lengths with one unit."""
    unit = unit_of(parts.words("u"))
    first, second = number_of(parts.words("n")), number_of(parts.words("n2"))
    if unit is None or first is None or second is None or first >= second:
        return None
    cut = (parts.spans["n"][1], parts.spans["n2"][0])
    return (
        (parts.first, cut[0], meaning(Fixed(duration_value(first, unit)), "DURATION")),
        (cut[1], parts.last, meaning(Fixed(duration_value(second, unit)), "DURATION")),
    )


def _capital(raw: str) -> bool:
    return raw[:1].isupper()


def _set(parts: Parts, value: str) -> Built:
    return parts.whole(meaning(Fixed(value), "SET"))


@builder
def repeated(parts: Parts) -> Built:
    """`daily`, `annual`; not in names (`The Straits Daily`, `Annual Report`)."""
    before, after = parts.tokens.raw(parts.first - 1), parts.tokens.raw(parts.last)
    if parts.tokens.raw(parts.first)[0].isupper() and (_capital(before) or _capital(after)):
        return None
    return _set(parts, parts.find("rep", "repeated") or "P1Y")


@builder
def every(parts: Parts) -> Built:
    """`every two years`, `each Monday`, `Sundays`."""
    if "wd" in parts:
        number = parts.number("wd", "weekday") or parts.number("wd", "weekdays")
        part = parts.find("pt", "part") or parts.find("pt", "parts")
        return _set(parts, f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    if "m" in parts:
        return _set(parts, f"XXXX-{parts.number('m', 'month'):02}")
    if "s" in parts:
        return _set(parts, f"XXXX-{parts.find('s', 'season')}")
    if part := parts.find("u", "part"):
        return _set(parts, f"XXXX-XX-XXT{part}")
    unit = unit_of(parts.words("u"))
    written = parts.words("n")
    count = 2.0 if written[:1] in (["other"], ["second"]) else number_of(written) if written else 1.0
    if written[:1] == ["third"]:
        count = 3.0
    if unit == "WE" and count == 1:
        return _set(parts, "XXXX-WXX-WE")
    return _set(parts, duration_value(count, unit)) if unit else None


@builder
def every_of(parts: Parts) -> Built:
    """`every Tuesday and Thursday`: a set for each day."""
    names = [name for name in ("wd", "wd2", "wd3") if name in parts]
    firsts = [parts.first, *(parts.spans[name][0] for name in names[1:])]
    return tuple(
        (first, parts.spans[name][1], meaning(Fixed(f"XXXX-WXX-{parts.number(name, 'weekday')}"), "SET"))
        for first, name in zip(firsts, names, strict=True)
    )


@builder
def repeated_part(parts: Parts) -> Built:
    """`semi-annual`, `half-yearly`, `bi-weekly`, `twice-yearly` (how often within the set is not its value)."""
    value, word = parts.find("rep", "repeated") or "P1Y", parts.word("x")
    if word in {"semi", "half"} or (word == "bi" and value == "P1Y" and parts.word("rep").startswith("annual")):
        value = {"P1Y": "P6M", "P1M": "P2W", "P1W": "P3D"}.get(value, value)
    elif word == "bi":
        value = value.replace("1", "2")
    return _set(parts, value)


@builder
def rate(parts: Parts) -> Built:
    """`twice a week`, `per month`."""
    unit = unit_of(parts.words("u"))
    return _set(parts, duration_value(1.0, unit)) if unit else None


@builder
def clock(parts: Parts) -> Built:
    """`5 p.m.`, `16:08 UTC`, `10:30 a.m. Friday`, `noon`."""
    words = ["oclock" if word in lexicon.words("oclock") else word for word in parts.words("t")]
    time = _clock_value(words, parts.find("p", "part"))
    if time is None:
        return None
    inner = Moment(clock=time, zone=_zone(parts.words("z")))
    if "wd" in parts:
        number = parts.number("wd", "weekday") or 1
        return parts.whole(Meaning(Weekday(number), "TIME", inner=inner))
    if "dt" in parts:
        shift = int(parts.find("dt", "deictic") or 0)
        return parts.whole(Meaning(Shift("D", shift, "reference"), "TIME", inner=inner))
    if "p" in parts and parts.word("p") in {"next", "following"}:
        return parts.whole(Meaning(Shift("D", 1, "last"), "TIME", inner=inner))
    return parts.whole(Meaning(Shift("D", 0, "last"), "TIME", inner=inner))


@builder
def half_past(parts: Parts) -> Built:
    """`half past two`."""
    hour = int(number_of(parts.words("t")) or 0)
    if not 1 <= hour <= _HOURS:
        return None
    return parts.whole(Meaning(Shift("D", 0, "last"), "TIME", inner=Moment(clock=f"{hour:02}:30")))


def _zone(words: list[str]) -> str | None:
    """`Z` for UTC, `+07` for what is so far ahead of it; other zones are not written."""
    if not {"utc", "gmt"} & set(words):
        return None
    ahead = next((int(word) for word in words if word.isdigit()), 0)
    return f"{'-' if '-' in words else '+'}{ahead:02}" if ahead else "Z"


def _clock_value(words: list[str], part: str | None) -> str | None:
    if "oclock" in words:
        words = [str(int(number_of(words) or 0)), ":00"]
    written = "".join(words)
    if written in _NOON:
        return _NOON[written]
    numbers = re.findall(r"\d+", written)
    if not numbers:
        return None
    if len(numbers[0]) == _FOUR_DIGITS:
        numbers = [numbers[0][:2], numbers[0][2:]]
    hour = int(numbers[0])
    if hour > _HOURS * 2 or (len(numbers) > 1 and int(numbers[1]) >= _MINUTES):
        return None
    afternoon = re.search(r"\dp|\d\sp", written) or part in {"AF", "EV", "NI"}
    if re.search(r"[ap]\.?m", written) or part:
        if hour > _HOURS:
            return None
        hour = hour % _HOURS + (_HOURS if afternoon else 0)
    return ":".join([f"{hour:02}", *(numbers[1:] or ["00"])])


@builder
def day_part(parts: Parts) -> Built:
    """`Friday morning`, `last night`, `tonight`, `the night of April 18`."""
    part = parts.find("pt", "part") or _PARTS.get(parts.word("pt"))
    if part is None or (parts.word("pt") == "overnight" and parts.tokens.word(parts.first - 2) in _POSSIBLE):
        return None
    inner, mod = Moment(part=part), mod_of(parts.words("mod"))
    month = parts.number("m", "month") or parts.number("m2", "month")
    if "d" in parts or "d2" in parts:
        day = day_of(parts.word("d") or parts.word("d2"))
        date = Moment(year=year_of(parts) or year_of(parts, "y2"), month=month, day=day)
        return parts.whole(Meaning(Calendar(date), "TIME", inner=inner, mod=mod))
    pointer = lexicon.words("pointer")[parts.word("p")].split() if "p" in parts else None
    if "wd" in parts:
        direction = int(pointer[0]) if pointer else None
        core = Weekday(parts.number("wd", "weekday") or 1, direction)
        return parts.whole(Meaning(core, "TIME", inner=inner, mod=mod))
    return parts.whole(Meaning(_day(parts, pointer), "TIME", inner=inner, mod=mod))


def _day(parts: Parts, pointer: list[str] | None) -> Shift:
    """The day of a part of the day that no date is given with."""
    if "dt" in parts:
        return Shift("D", int(parts.find("dt", "deictic") or 0), "reference")
    if pointer:
        following = pointer[0] == "1" and parts.tokens.word(parts.first) == "the"
        return Shift("D", int(pointer[0]), "told" if following else base_of(pointer[1]))
    return Shift("D", 0, "reference" if parts.word("pt") == "tonight" else "last")


def _vague(parts: Parts, value: str) -> Built:
    # `present` and its like are also verbs and names; a capital inside a sentence is a name
    before = parts.tokens.word(parts.first - 1)
    if parts.tokens.raw(parts.first)[:1].isupper() and before not in {"", ".", '"', "“", "”", "``", "\n"}:
        return None
    return parts.whole(meaning(Fixed(value)))


@builder
def present(parts: Parts) -> Built:
    """`now`, `currently`."""
    return _vague(parts, "PRESENT_REF")


@builder
def past(parts: Parts) -> Built:
    """`recently`, `the past`."""
    return _vague(parts, "PAST_REF")


@builder
def future(parts: Parts) -> Built:
    """`soon`, `the near future`."""
    return _vague(parts, "FUTURE_REF")
