"""Check the licence of every pinned package as it is installed here: what may not go with Apache-2.0 is refused.

Licences are those that the packages declare: the SPDX expression, else the classifiers, else the free text. A package
that declares nothing that can be read must be listed in DECIDED with what its files say. Packages of other systems or
Python versions that are pinned but not installed are named and not checked.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
LISTS = ("build", "run", "test")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z0-9.+-]+")
# Permissive, public domain, or (MPL) copyleft of single files that are used unchanged.
GOOD = re.compile(
    r"\b(?:MIT|MIT-0|Apache|BSD|ISC|0BSD|Zlib|PSF|Python Software Foundation|PSFL|PSF-2\.0|HPND|CMU|Unlicense|"
    r"Public Domain|CC0|MPL|Mozilla Public License|WTFPL|Blue Ocean|CNRI-Python|BSL-1\.0)\b",
    re.IGNORECASE,
)
BAD = re.compile(
    r"\b(?:A?GPL|LGPL|GNU|Affero|SSPL|BUSL|Commons Clause|CC[ -]BY[ -]NC|Non-?Commercial|Proprietary)", re.IGNORECASE
)
DECIDED = {"axe-playwright-python": "MIT"}  # by the LICENSE file that it brings; its metadata is silent


def main() -> int:
    """Print one line a package that is refused or unclear; exit status 1 when there is one."""
    refused = absent = checked = 0
    for name in sorted({n.lower() for list_ in LISTS for n in pins(list_)}):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            absent += 1
            continue
        checked += 1
        said = DECIDED.get(name) or licence(found)
        if not fits(said):
            refused += 1
            print(f"{name} {found.version}: {said or 'no licence is declared'}")
        elif "-v" in sys.argv:
            print(f"{name} {found.version}: {said}")
    print(f"{checked} packages checked, {refused} refused, {absent} pinned but not installed here")
    return 1 if refused else 0


def pins(name: str) -> list[str]:
    """Names that a list of pins holds."""
    return _PIN.findall((ROOT / "requirements" / f"{name}.txt").read_text("utf-8"))


def licence(found: Distribution) -> str:
    """What a package declares, on one line."""
    facts = found.metadata
    if facts.get("License-Expression"):
        return str(facts["License-Expression"])
    classified = [c.rpartition(" :: ")[2] for c in facts.get_all("Classifier") or () if c.startswith("License ::")]
    classified = [c for c in classified if c != "OSI Approved"]
    return "; ".join(classified) or " ".join((facts.get("License") or "").split())[:80]


def fits(said: str) -> bool:
    """Whether a licence allows use beside Apache-2.0. Of alternatives (OR) one that does is enough."""
    return any(GOOD.search(part) and not BAD.search(part) for part in re.split(r"\bOR\b", said))


if __name__ == "__main__":
    sys.exit(main())
