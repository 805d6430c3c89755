"""Wires the stages; the only caller of the ledger's writer."""

from .build import BuildOptions, BuildSummary, Progress, Silent, build
from .cluster import Cluster
from .extraction import Depth, Extracted, extract
from .follow import Round, follow
from .verify import Fault, Verified, verify

__all__ = [
    "BuildOptions",
    "BuildSummary",
    "Cluster",
    "Depth",
    "Extracted",
    "Fault",
    "Progress",
    "Round",
    "Silent",
    "Verified",
    "build",
    "extract",
    "follow",
    "verify",
]
