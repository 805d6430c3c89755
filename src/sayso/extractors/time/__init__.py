"""Time phrases and the calendar days that they denote."""

from .extractor import TimeExtractor

__all__ = ["TimeExtractor"]
