"""Put the estimate for 100 million reports into docs/scale.md from bench/results. ``--check`` fails when it is stale.

Nothing here is measured at that size: figures of the largest size that was built are multiplied, stages that grow
faster than their input by their exponent. What is assumed stands in the table beside what is computed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "scale.md"
BEGIN, END = "<!-- estimate: tools/scale_estimate.py -->", "<!-- /estimate -->"
REPORTS = 100_000_000
CORES, MACHINES = 16, 20  # of a machine; machines that extract
CASE_REPORTS = 1_000_000  # reports of one case file: a commit and a comparison of its own


def result(name: str) -> dict[str, Any] | None:
    """A committed result, when there is one."""
    path = ROOT / "bench" / "results" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))["result"] if path.exists() else None


def section() -> str:
    """The lines between the marks."""
    scale, speed = result("scale"), result("speed")
    if scale is None:
        return "(`sayso bench scale --reports 10000,30000,100000` has not been run yet.)\n"
    count = max(map(int, scale["sizes"]))
    size = scale["sizes"][str(count)]
    stages = size["stages"]
    compare = sum(s["cpu"] for name, s in stages.items() if name.startswith("compare: ")) / count
    commit = (size["cpu_main"] - compare * count) / count
    extract = size["cpu_workers"] / count
    full = 1 / speed["full"]["reports_per_second"] if speed else None
    steep = [(n, e) for n, e in scale["exponents"].items() if n.startswith("compare: ") and e > 1.1]
    worst = max(scale["exponents"].get("whole", 1.0), 1.0)
    grown = compare * (CASE_REPORTS / count) ** (worst - 1)
    cases = REPORTS // CASE_REPORTS
    rows = [
        ("reports built and measured", f"{count:,} at depth `{scale['depth']}`"),
        ("CPU a report: extraction, commit, comparison",
         f"{extract * 1000:.1f} ms, {commit * 1000:.1f} ms, {compare * 1000:.1f} ms"),
        (f"extraction, fast, {MACHINES} machines of {CORES} cores",
         f"{extract * REPORTS / 3600:,.0f} core hours, {hours(extract * REPORTS / (MACHINES * CORES))}"),
    ]  # fmt: skip
    if full is not None:
        rows.append(
            (f"extraction, full depth, {MACHINES} machines of {CORES} cores",
             f"{full * REPORTS / 3600:,.0f} core hours, {hours(full * REPORTS / (MACHINES * CORES))}")
        )  # fmt: skip
    per = {k: v / count * 2**20 for k, v in size["disk_mib"].items()}
    rows += [
        ("one committer into one ledger", f"{hours(commit * REPORTS)}: whatever the machines, at best "
         f"{1 / commit:,.0f} reports a second"),
        (f"{cases} committers, a case of {CASE_REPORTS:,} reports each (by month, say)",
         hours(commit * REPORTS / cases)),
        ("comparison within the cases, one core a case",
         f"{hours(grown * CASE_REPORTS)} with growth like n^{worst:.2f}"),
        ("memory of one comparison", f"{memory(scale, CASE_REPORTS):,.0f} GiB for {CASE_REPORTS:,} reports, "
         f"{memory(scale, REPORTS):,.0f} GiB if all were in one case"),
        ("storage: reports, cases, Parquet", ", ".join(
            f"{per.get(k, 0.0) * REPORTS / 2**40:,.1f} TiB" for k in ("reports", "case", "parquet"))),
    ]  # fmt: skip
    lines = ["| what | figure |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows), ""]
    lines.append(
        "What breaks first: the memory of a comparison, which holds an index of all reports of its case; then the one "
        "committer. Both are why a pile of that size is many cases, each a stretch of time or a theme, and why what runs "
        "across them runs as joins over their Parquet."
    )
    if steep:
        told = ", ".join(f"{n.removeprefix('compare: ')} (n^{e})" for n, e in sorted(steep, key=lambda s: -s[1]))
        lines.append(f"Stages that grew faster than n^1.1 between the sizes of the run: {told}.")
    return "\n".join(lines) + "\n"


def memory(scale: dict[str, Any], reports: int) -> float:
    """GiB that the building process holds: what it holds at the smallest size, and the slope to the largest."""
    peaks = {int(n): s["peak_memory_mib"]["main"] for n, s in scale["sizes"].items()}
    few, many = min(peaks), max(peaks)
    slope = (peaks[many] - peaks[few]) / (many - few) if many > few else peaks[many] / many
    return (peaks[few] + slope * (reports - few)) / 1024


def hours(seconds: float) -> str:
    """A length of time in words."""
    if seconds < 7200:
        return f"{seconds / 60:,.0f} minutes"
    return f"{seconds / 3600:,.0f} hours" if seconds < 200 * 3600 else f"{seconds / 86400:,.0f} days"


def main() -> int:
    """Write or check the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}\n{section()}{END}{after}"
    if "--check" in sys.argv:
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
