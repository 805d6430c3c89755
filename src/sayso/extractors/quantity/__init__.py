"""Figures: numbers with what they count, the interval that their words allow, and what the clause says of them."""

from .extractor import QuantityExtractor, extract_figures
from .profile import Profile, from_file, profile

__all__ = ["Profile", "QuantityExtractor", "extract_figures", "from_file", "profile"]
