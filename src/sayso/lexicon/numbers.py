"""Number words in English, from the one table that figures are read by."""

from __future__ import annotations

from .tables import table

_ADDED = {e.key: e.fields["value"] for e in table("numbers").entries if e.fields["role"] in ("unit", "ten")}
_BY_VALUE = {value: word for word, value in _ADDED.items() if word.isascii()}
SMALL = tuple(_BY_VALUE[n] for n in range(20))  # zero to nineteen
TENS = tuple(_BY_VALUE[n] for n in range(20, 100, 10))  # twenty to ninety
