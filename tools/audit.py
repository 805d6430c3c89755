"""Look up known weaknesses of every pinned package with pip-audit, and say plainly when nothing could be looked up.

Exit status: 0 all looked up and none known; 1 some are known; 2 some or all could not be looked up, for instance
without the network, which is no pass. The first argument is a Python that has pip-audit.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LISTS = ("run", "test")


def main() -> int:
    """Audit each list and print a line for what was found."""
    status = 0
    for name in LISTS:
        done = subprocess.run(
            [sys.argv[1], "-m", "pip_audit", "-r", f"requirements/{name}.txt", "--disable-pip", "--require-hashes",
             "--format", "json", "--progress-spinner", "off"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        code, lines = judged(done.stdout)
        print(f"requirements/{name}.txt: " + "\n  ".join(lines))
        status = max(status, code) if 1 not in (status, code) else 1
    return status


def judged(answer: str) -> tuple[int, list[str]]:
    """Exit status and lines for pip-audit's JSON; anything else is no answer."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return 2, ["not audited: the advisories could not be reached"]
    weak = [(p, v) for p in packages for v in p.get("vulns") or ()]
    missed = [p["name"] for p in packages if "skip_reason" in p]
    if len(missed) == len(packages):
        return 2, ["not audited: the advisories could not be reached"]
    lines = [f"{len(packages) - len(missed)} packages looked up, {len(weak)} known weaknesses"]
    lines += [
        f"{p['name']} {p['version']}: {v['id']}, mended in {', '.join(v['fix_versions']) or 'none'}" for p, v in weak
    ]
    lines += [f"not looked up: {', '.join(missed)}"] if missed else []
    return (1 if weak else 2 if missed else 0), lines


if __name__ == "__main__":
    sys.exit(main())
