"""The bill of materials names every pinned package with its version and hashes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_bill_holds_every_pin() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "sbom.py"], capture_output=True, text=True, check=True)
    bill = json.loads(done.stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    pins = re.findall(r"^([\w.-]+)==([^\s\\;]+)", (ROOT / "requirements/run.txt").read_text(), re.MULTILINE)
    assert [(c["name"], c["version"]) for c in bill["components"]] == [
        (n.lower().replace("_", "-"), v) for n, v in pins
    ]
    hashes = (ROOT / "requirements/run.txt").read_text().count("--hash=sha256:")
    assert sum(len(c["hashes"]) for c in bill["components"]) == hashes > len(pins)
    assert set(bill["dependencies"][0]["dependsOn"]) == {c["purl"] for c in bill["components"]}
