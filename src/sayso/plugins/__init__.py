"""The doors by which built-in and foreign readers, extractors and exporters enter."""

from .protocols import Candidate, Exporter, Extractor, Reader, ReadOptions
from .registry import exporters, extractors, readers

__all__ = [
    "Candidate", "Exporter", "Extractor", "ReadOptions", "Reader", "exporters", "extractors", "readers",
]  # fmt: skip
