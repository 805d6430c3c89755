"""Write docs/example-misses.md: what the program misses, adds and reads otherwise in the bundled example."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.examples.compare import KINDS, compare_ledgers, differences  # noqa: E402

from sayso.examples import GOLD, META, REPORTS  # noqa: E402
from sayso.model import Problem  # noqa: E402
from sayso.pipeline.oneoff import extract_files  # noqa: E402
from sayso.plugins import ReadOptions  # noqa: E402
from sayso.readers import load_meta  # noqa: E402
from sayso.views.contract import extraction_json  # noqa: E402

PAGE = ROOT / "docs" / "example-misses.md"


def found() -> list[dict[str, object]]:
    """The program's rows of the example, in the shape of the contract with texts."""
    problems: list[Problem] = []
    options = ReadOptions(meta=load_meta(META))
    return [extraction_json(e.document, e.rows, text=True) for e in extract_files([REPORTS], options, "full", problems)]


def page() -> str:
    """The whole page."""
    gold = [json.loads(line) for line in (GOLD / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    compared = compare_ledgers(gold, found())
    lines = [
        "# What the program misses in the example",
        "",
        "Written by `tools/example_misses.py`: the program's rows of the bundled example against its gold ledger.",
        "",
        "| rows | in the gold | found | missed | added | precision | recall | fields that differ in found rows |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        c = compared[kind]
        other = ", ".join(f"{name} {n}" for name, n in c.differing(kind).most_common(6))
        lines.append(
            f"| {kind} | {len(c.found) + len(c.missed)} | {len(c.found)} | {len(c.missed)} | {len(c.extra)} "
            f"| {c.precision:.2f} | {c.recall:.2f} | {other} |"
        )
    for kind in ("statements", "figures", "times", "caveats"):
        c = compared[kind]
        lines += ["", f"## {kind}", ""]
        lines += [f"- missed: {_words(row)}" for row in c.missed]
        lines += [f"- added: {_words(row)}" for row in c.extra]
        for wanted, given in c.found:
            if fields := differences(kind, wanted, given):
                lines.append(f"- differs in {', '.join(fields)}: {_words(wanted)}")
    return "\n".join(lines) + "\n"


def _words(row: dict[str, object]) -> str:
    content = row.get("content")
    text = " … ".join(q["text"] for q in content) if isinstance(content, list) else str(row.get("text", ""))
    line = " ".join(text.split()).replace("|", "\\|")
    return f"`{row.get('id', '')}` {line[:110]}" if str(row.get("id", ""))[2:3] == "/" else line[:110]


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
