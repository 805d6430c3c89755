"""The bundled example: invented reports on one contested event, with their gold ledger.

``ilmara/reports`` holds the items, ``ilmara/meta.csv`` facts that the flattened ones lack, ``ilmara/gold``
what a reader finds in them. docs/example.md tells which report carries what.
"""

from __future__ import annotations

from pathlib import Path

REPORTS = Path(__file__).parent / "ilmara" / "reports"
META = Path(__file__).parent / "ilmara" / "meta.csv"
GOLD = Path(__file__).parent / "ilmara" / "gold"
