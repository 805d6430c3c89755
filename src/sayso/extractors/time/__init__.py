"""Time phrases and the calendar days that they denote."""

from .extractor import TimeExtractor
from .timex import Timex, timex

__all__ = ["TimeExtractor", "Timex", "timex"]
