"""Whole builds of real corpora: time, memory, what they hold, and whether every anchor holds its words."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sayso.ledger import View
from sayso.pipeline import verify
from sayso.views.overview import overview

from . import need

_COLUMNS = "text=article_content,published=date,outlet=source,title=article_title"


def run(data: Path) -> dict[str, Any]:
    """The seeds, FA-KES (about 800 reports) and timeline17 (about 2,150), each by ``sayso build`` in a process."""
    out: dict[str, Any] = {}
    sources = (
        ("seeds", data.parent / "seeds", ()),
        ("fakes", data / "fakes" / "FA-KES-Dataset.csv", ("--columns", _COLUMNS)),
        ("timeline17", data / "timeline17", ()),
    )
    for name, source, more in sources:
        out[name] = _build(need(source), more)
    return out


def _build(source: Path, more: tuple[str, ...]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.sayso"
        peak = Path(folder) / "peak"
        code = (
            "import resource, sys; from sayso.cli import main\n"
            "try: main(sys.argv[2:])\n"
            "finally:\n"
            " k = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))\n"
            " open(sys.argv[1], 'w').write(str(k))"
        )
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, str(peak), "build", str(source), "-o", str(case), *more],
            capture_output=True,
            check=False,
        )
        seconds = time.perf_counter() - begun
        with View(case) as view:
            facts = overview(view)
        checked = verify(case)
        return {
            "exit_status": done.returncode,
            "seconds": round(seconds, 1),
            "reports_per_second": round(facts.documents / seconds, 1),
            "peak_memory_mib_of_the_largest_process": round(int(peak.read_text()) / 1024),
            "case_mib": round(case.stat().st_size / 2**20, 1),
            "reports": facts.documents,
            "statements": facts.statements,
            "relayed": facts.relayed,
            "figures": facts.figures,
            "times": facts.times,
            "unresolved_times": facts.unresolved_times,
            "claims": facts.claims,
            "conflicts": facts.conflicts,
            "repeat_another": facts.copies,
            "problems": facts.problems,
            "anchors_checked": checked.anchors,
            "anchors_off": len(checked.faults),
        }
