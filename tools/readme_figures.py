"""Put the measured figures into README.md from bench/results/*.json. ``--check`` fails when they are not current."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- figures: tools/readme_figures.py -->", "<!-- /figures -->"
ROWS = (
    ("statement: source, cue and content (triple)", "triple"),
    ("the same, word for word", "exact triple"),
    ("direct quotations found (recall)", "recall direct"),
    ("indirect statements found (recall)", "recall indirect"),
    ("relay: the nearest teller of a chain of two or more", "relay"),
    ("origin of the statement", "+origin"),
    ("figure found", "figure"),
    ("figure with its interval", "figure+interval"),
    ("figure with what it counts", "figure+counted"),
    ("time with its days", "time+interval"),
    ("caveat", "caveat"),
)


def result(name: str) -> dict[str, Any] | None:
    """A committed result, when there is one."""
    path = ROOT / "bench" / "results" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def section() -> str:
    """The lines between the marks."""
    lines: list[str] = []
    accuracy = result("accuracy")
    if accuracy:
        check = accuracy["result"]["check"]
        lines += [
            f"Against {check['reports']} annotated reports that nothing was trained on and whose texts and errors nobody "
            "read (`sayso bench accuracy`, "
            f"{accuracy['machine']['date']}; F1, or recall where said, with its 95 % interval). Their total scores were "
            "looked at several times while rules were written, so take them as slightly kind:",
            "",
            "| what | score | interval |",
            "|---|---|---|",
        ]
        for label, metric in ROWS:
            m = check["metrics"].get(metric)
            if m and m["interval"]:
                value = m["recall"] if metric.startswith("recall") else m["f1"]
                low, high = m["interval"]
                interval = "" if metric.startswith("recall") else f"{low:.2f}–{high:.2f}"
                lines.append(f"| {label} | {value:.3f} | {interval} |")
        lines.append("")
    speed = result("speed")
    if speed:
        r = speed["result"]
        lines += [
            f"Speed on one core of {speed['machine']['processor']} (`sayso bench speed`, {speed['machine']['date']}): "
            f"{r['full']['reports_per_second']:.0f} reports of 500 words a second with the model, "
            f"{r['fast']['reports_per_second']:.0f} with `--depth fast`; peak memory {speed['peak_memory_mib']:.0f} MiB.",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def filled(text: str) -> str:
    """The page with the section made anew."""
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n{section()}{END}{after}"


def main() -> int:
    """Write or check the page."""
    text = README.read_text(encoding="utf-8")
    made = filled(text)
    if "--check" in sys.argv:
        return 0 if made == text else 1
    README.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
