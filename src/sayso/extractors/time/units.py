"""Units of time in TIMEX3 durations."""

from __future__ import annotations

_UNITS = {"D": "D", "W": "W", "M": "M", "Y": "Y", "DE": "DE", "CE": "CE", "TH": "TH", "TM": "TM", "TS": "TS", "QU": "Q"}


def duration_value(unit: str, count: float | None) -> str:
    """A length of time: ``P2Y``, ``PT36H``, ``PXD`` where the number is not said."""
    code = _UNITS.get(unit, "D")
    if unit == "FN":
        code, count = "W", count * 2 if count else None
    number = "X" if count is None else f"{count:g}"
    return f"PT{number}{code[1:]}" if code.startswith("T") else f"P{number}{code}"
