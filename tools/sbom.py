"""Write a bill of materials (CycloneDX 1.6, JSON) of what `requirements/run.txt` pins: name, version, purl, SHA-256s.

The same pins give the same bytes: there is no serial number and no date in it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def components(pins: str) -> list[dict[str, Any]]:
    """The pinned packages by name, each with the hashes of its files."""
    found: list[dict[str, Any]] = []
    for line in pins.splitlines():
        if match := _PIN.match(line):
            name, version = match[1].lower().replace("_", "-"), match[2]
            purl = f"pkg:pypi/{name}@{version}"
            found.append(
                {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl, "hashes": []}
            )
        for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest})
    return found


def bill(pins: str, version: str) -> dict[str, Any]:
    """The whole bill."""
    listed = components(pins)
    root = f"pkg:pypi/sayso@{version}"
    licence = [{"license": {"id": "Apache-2.0"}}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": root, "name": "sayso", "version": version, "purl": root,
                "licenses": licence,
            }
        },
        "components": listed,
        "dependencies": [{"ref": root, "dependsOn": [c["bom-ref"] for c in listed]}],
    }  # fmt: skip


def main() -> None:
    """Write to the path given, else to standard output."""
    namespace: dict[str, str] = {}
    exec((ROOT / "src/sayso/version.py").read_text("utf-8"), namespace)
    made = (
        json.dumps(bill((ROOT / "requirements/run.txt").read_text("utf-8"), namespace["__version__"]), indent=1) + "\n"
    )
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(made, encoding="utf-8")
    else:
        sys.stdout.write(made)


if __name__ == "__main__":
    main()
