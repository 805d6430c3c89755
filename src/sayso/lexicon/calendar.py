"""Names of months and days of the week, from the one table that times are read by. All forms are in small letters."""

from __future__ import annotations

from .tables import table

_ENTRIES = [e for e in table("times").entries if e.fields["class"] in ("month", "unsure_month")]
_DAYS = [e for e in table("times").entries if e.fields["class"] in ("weekday", "unsure_weekday")]
MONTHS = frozenset(form for e in _ENTRIES for form in e.forms)  # in every language of the table, short ones too
MONTH_NAMES = tuple(e.key for e in _ENTRIES if e.key == e.forms[0])  # English, January first
WEEKDAYS = tuple(e.key for e in _DAYS if e.key == e.forms[0])  # English, Monday first
SHORT_MONTHS = frozenset(form for form in MONTHS if form.isascii()) - frozenset(MONTH_NAMES)
