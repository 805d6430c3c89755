"""Phrases with a number of units: two years ago, the last four years, within 30 days; and plain lengths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..readings import Partial, Plain, Reading, Shift, Span, UpTo, Vague
from ..units import duration_value
from ..words import Word
from .dates import calendar
from .parts import count_of, first_of, unit_of, which_one
from .pointing import which_unit


def last_units(words: Sequence[Word]) -> Reading | None:
    """``the last four years``, ``over the next few days``."""
    unit, count = unit_of(words), count_of([w for w in words if w.kind != "ordinal"])
    which = which_one(words)
    if unit is None or count is None or words[0].kind == "following":
        return None
    if count[1] > 1 and not any(w.kind.startswith("unit_") and w.text.lower().endswith("s") for w in words):
        return None
    forward = which in ("next", "following")
    base = "text" if which in ("following", "previous", "same") else "now"
    if count[1] == 1 and any(w.kind == "number_word" for w in words) is False and which in ("this",):
        return None
    vague = any(w.kind == "vague_count" for w in words)
    return Span(unit, count[1], 1 if forward else -1, "text" if base == "text" else "now", vague)


def up_to(words: Sequence[Word]) -> Reading | None:
    """``the three months to March``, ``the year to the end of June``, ``the week ending June 4``."""
    at = next(i for i, w in enumerate(words) if w.kind.startswith("unit_"))
    head, tail = words[: at + 1], words[at + 1 :]
    count = count_of([w for w in head if w.kind != "which"]) or (1.0, 1.0)
    of = calendar([w for w in tail if w.kind not in ("part", "to", "through", "until", "ending")])
    bare = count[0] == 1 and words[0].kind not in ("the", "which") and tail[0].kind != "ending"
    if not isinstance(of, Partial) or bare or (tail[0].kind == "until" and count[0] == 1):
        return None
    return UpTo(str(words[at].value), count[1], of)


def vague_units(words: Sequence[Word]) -> Reading | None:
    """``recent years``, ``the coming days and weeks``."""
    unit = unit_of(words)
    if unit is None:
        return None
    plural = any(w.kind.startswith("unit_") and w.text.lower().endswith("s") for w in words)
    which = which_one(words)
    if not plural:
        return which_unit(words) if which else None
    return Span(unit, None, 1 if which == "next" else -1)


def shift_today(words: Sequence[Word]) -> Reading | None:
    """``two years ago``."""
    return _shift(words, -1 if first_of(words, "ago") else 1, "now")


def unit_or_two(words: Sequence[Word]) -> Reading | None:
    """``a year or two ago``, ``a day or two later``."""
    unit, most = unit_of(words), first_of(words, "number_word")
    if unit is None or most is None or not 1 < most.number <= _OR_SO_MANY:
        return None
    back = first_of(words, "ago", "earlier", "before")
    return Shift(unit, 1, most.number, -1 if back else 1, "now" if first_of(words, "ago") else "text")


_OR_SO_MANY = 4  # a day or ten is no phrase


def shift_now(words: Sequence[Word]) -> Reading | None:
    """``two weeks from now``, ``three days from tomorrow``."""
    unit, count = unit_of(words), count_of(words)
    base = first_of(words, "deictic")
    if unit is None or count is None:
        return None
    return Shift(unit, count[0], count[1], 1, "now", offset=base.number if base else 0)


def in_units_bare(words: Sequence[Word]) -> Reading | None:
    """``in ten days``: a time where the clause looks ahead, else a length."""
    unit, count = unit_of(words), count_of(words)
    if unit is None or count is None:
        return None
    return Shift(unit, count[0], count[1], 1, "now", unsure=True)


def shift_text(words: Sequence[Word]) -> Reading | None:
    """``two days earlier``, ``three years later``, ``two weeks before`` something."""
    back = first_of(words, "earlier", "before", "previous")
    return _shift(words, -1 if back else 1, "text")


def _shift(words: Sequence[Word], direction: int, base: str) -> Reading | None:
    unit, count = unit_of(words), count_of(words)
    if unit is None or count is None:
        return None
    about = any(w.kind == "about" for w in words)
    more: tuple[str, float] | None = None
    units = [i for i, w in enumerate(words) if w.kind.startswith("unit_")]
    if len(units) == 2:  # one month, 21 days ago
        count, second = count_of(words[: units[0]]), count_of(words[units[0] :])
        if count is None or second is None:
            return None
        more = (str(words[units[1]].value), second[0])
    anchor: Literal["now", "text"] = "now" if base == "now" else "text"
    return Shift(unit, count[0], count[1], -1 if direction < 0 else 1, anchor, about, more)


def long_ago(words: Sequence[Word]) -> Reading | None:
    """``years ago``."""
    return Vague("long ago")


def units_later(words: Sequence[Word]) -> Reading | None:
    """``years later``: no number of them is said."""
    return Vague("units later") if words[0].text.lower().endswith("s") else None


def in_units(words: Sequence[Word]) -> Reading | None:
    """``in two years' time``."""
    return _shift(words, 1, "now")


def within_units(words: Sequence[Word]) -> Reading | None:
    """``within 30 days``."""
    unit, count = unit_of(words), count_of(words) or (1.0, 1.0)  # within the month is within a month
    vague = any(w.kind == "vague_count" for w in words)
    return Span(unit, count[1], 1, vague=vague) if unit else None


def soon_units(words: Sequence[Word]) -> Reading | None:
    """``within days``: no number of them is said."""
    unit = unit_of(words)
    return Span(unit, None, 1) if unit and words[-1].text.lower().endswith("s") else None


def duration(words: Sequence[Word]) -> Reading | None:
    """``seven years``, ``a week``, ``18 years old``: a length of time, no time."""
    unit, count = unit_of(words), count_of(words)
    if unit is None:
        return None
    if any(w.kind == "vague_count" for w in words):
        return Plain(duration_value(unit, None))
    return Plain(duration_value(unit, count[0] if count else 1))


def some_units(words: Sequence[Word]) -> Reading | None:
    """``months``."""
    return Plain(duration_value(str(words[0].value), None)) if words[0].text.lower().endswith("s") else None


def set_of(words: Sequence[Word]) -> Reading | None:
    """``every day``, ``annually``."""
    if words[0].kind == "set_word":
        return Plain(str(words[0].value))
    values = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
    if words[1].kind == "daypart":
        return Plain(f"XXXX-XX-XXT{words[1].value}")
    return Plain(values.get(str(words[1].value), duration_value(str(words[1].value), 1)))


def reference(words: Sequence[Word]) -> Reading | None:
    """``former``, ``recent``, ``future``."""
    values = {"future_reference": "FUTURE_REF", "current": "PRESENT_REF", "unit_D": "PRESENT_REF"}
    return Plain(values.get(words[-1].kind, "PAST_REF"))
