"""Amounts -> hard and typical intervals under a profile."""

from __future__ import annotations

from .context import Amount
from .numerals import Numeral
from .profile import Profile, Reading


def interval(
    amount: Amount, bound: str, discrete: bool, profile: Profile
) -> tuple[float | None, float | None, float | None, float | None]:
    """Hard and typical ends under the profile."""
    hard_low, hard_high, soft_low, soft_high = *_numeral_ends(amount.low, profile), None, None
    _, _, soft_low, soft_high = (*_numeral_ends(amount.low, profile), *_numeral_typical(amount.low, profile))
    if amount.high is not amount.low:
        hard_high = _numeral_ends(amount.high, profile)[1]
        soft_high = _numeral_typical(amount.high, profile)[1]
    if bound == "exact":
        return hard_low, hard_high, soft_low, soft_high
    reading = profile.bounds[bound]
    ends = reading.counts if discrete else reading.hard
    low, high = ends.at(hard_low, hard_high)
    if high is not None and high < 0:
        low = None  # below minus five: nothing bounds it from below
    typical_low, typical_high = reading.typical.at(soft_low, soft_high)
    if low is not None and typical_low is not None:
        typical_low = max(low, typical_low)
    if high is not None and typical_high is not None:
        typical_high = min(high, typical_high)
    if typical_low is not None and typical_high is not None and typical_low > typical_high:
        # "more than one": the words allow 2 and more, and the usual reading (up to 1.2) ends below that
        typical_low = typical_high = typical_low if low is not None and typical_low <= low else typical_high
    return low, high, typical_low, typical_high


def _reading(numeral: Numeral, profile: Profile) -> Reading | None:
    part, _, term = numeral.reading.partition(":")
    return None if not part else {"vague": profile.vague, "plural": profile.plural, "share": profile.share}[part][term]


def _numeral_ends(numeral: Numeral, profile: Profile) -> tuple[float | None, float | None]:
    reading = _reading(numeral, profile)
    if reading is None:
        return numeral.value, numeral.value if numeral.high is None else numeral.high
    low, high = _spread(numeral, *reading.hard.at(numeral.value, numeral.high or numeral.value))
    if numeral.high is not None and numeral.reading.startswith("vague:"):
        high = profile.plural["bare"].hard.at(numeral.high, numeral.high)[1]  # dozens, perhaps hundreds
    return low, high


def _numeral_typical(numeral: Numeral, profile: Profile) -> tuple[float | None, float | None]:
    reading = _reading(numeral, profile)
    if reading is None:
        return numeral.value, numeral.value if numeral.high is None else numeral.high
    low, high = _spread(numeral, *reading.typical.at(numeral.value, numeral.high or numeral.value))
    if numeral.high is not None and numeral.reading.startswith("vague:"):
        high = profile.plural["bare"].typical.at(numeral.high, numeral.high)[1]
    return low, high


def _spread(numeral: Numeral, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """A vague word times its scale: several hundred is 3..9 times 100, dozens of thousands ends below 100,000."""
    if not numeral.reading.startswith("vague:") or numeral.factor == 1.0:
        return low, high
    top = None if high is None else high * numeral.factor
    if top is not None and high is not None and high % 10 == 9 and high > 9:
        top = (high + 1) * numeral.factor - 1
    return (None if low is None else low * numeral.factor), top
