"""Put the measured recall of copies into docs/copies.md from bench/results/copies.json. ``--check`` fails when it is
not current."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "copies.md"
BEGIN, END = "<!-- table: tools/copies_table.py -->", "<!-- /table -->"
OURS = "passages and particulars (sayso)"
METHODS = (OURS, "MinHash-LSH", "SimHash", "embedding")


def section() -> str:
    """The lines between the marks."""
    found = json.loads((ROOT / "bench" / "results" / "copies.json").read_text("utf-8"))
    result, date = found["result"], found["machine"]["date"]
    pairs, ours = result["pairs"], result[OURS]
    head = ("kind of copy", "pairs", "sayso", "called", *METHODS[1:])
    lines = [_row(head), _row("---" for _ in head)]
    for kind, recall in ours["recall at 1 %"].items():
        others = (_number(result[m], kind) for m in METHODS[1:])
        lines.append(_row((kind, str(pairs[kind]), f"{recall:.3f}", f"{ours['called'][kind]:.3f}", *others)))
    called = ours["called, quotations"], ours["called, negatives"]
    quoted = (_share(result[m].get("quotations above it")) for m in METHODS[1:])
    lines.append(_row(("*quotation reused only*", str(pairs["quotation"]), f"{ours['quotations above it']:.3f}",
                       f"{called[0]:.3f}", *quoted)))  # fmt: skip
    lines.append(
        _row(("*negatives*", str(pairs["negative"]), "0.010", f"{called[1]:.4f}", *("0.010" for _ in METHODS[1:])))
    )
    speed = (str(result[m].get("reports a second", "")) for m in METHODS[1:])
    lines.append(_row(("reports a second", "", str(ours["reports a second"]), "", *speed)))
    lines += ["", f"Measured on {date}."]
    lines += [f"{pairs['read and taken out']} pairs were read and taken out of the negatives."]
    return "\n".join(lines) + "\n"


def _row(cells: Any) -> str:
    return "| " + " | ".join(cells) + " |"


def _number(result: dict[str, Any], kind: str) -> str:
    return _share(result.get("recall at 1 %", {}).get(kind))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def main() -> int:
    """0 when the page is current or was written."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    wanted = f"{before}{BEGIN}\n\n{section()}\n{END}{after}"
    if "--check" in sys.argv[1:]:
        return 0 if wanted == text else 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
