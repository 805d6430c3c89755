"""The documentation says what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from sayso.errors import CODES

ROOT = Path(__file__).parent.parent


def test_every_code_has_its_entry() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| ([^|;]+?)(?:;[^|]*)? \|", page, re.MULTILINE))
    assert documented == CODES


def test_the_command_page_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "command_docs.py", "--check"], check=False)
    assert done.returncode == 0, "run: python tools/command_docs.py"


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_figures_of_the_readme_are_those_of_the_result_files() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "readme_figures.py", "--check"], check=False)
    assert done.returncode == 0, "run: python tools/readme_figures.py"
