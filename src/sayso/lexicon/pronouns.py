"""Pronouns by person and number, from the one table that all who resolve them read."""

from __future__ import annotations

from .tables import table

_FORMS = {e.key: frozenset(e.forms) for e in table("pronouns").entries}
FIRST, WE, SECOND = _FORMS["first"], _FORMS["we"], _FORMS["second"]
MALE, FEMALE, NEUTER, THEY = _FORMS["male"], _FORMS["female"], _FORMS["neuter"], _FORMS["they"]
RELATIVE = _FORMS["relative"]
PRONOUNS = frozenset().union(*_FORMS.values())
