"""Who says what: statements from a document and its analysis."""

from .extractor import AttributionExtractor, extract, narrated

__all__ = ["AttributionExtractor", "extract", "narrated"]
