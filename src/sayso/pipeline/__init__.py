"""Wires the stages; the only caller of the ledger's writer."""

from .build import BuildOptions, BuildSummary, Progress, Silent, build
from .extraction import Depth, Extracted, extract
from .verify import Fault, Verified, verify

__all__ = [
    "BuildOptions",
    "BuildSummary",
    "Depth",
    "Extracted",
    "Fault",
    "Progress",
    "Silent",
    "Verified",
    "build",
    "extract",
    "verify",
]
