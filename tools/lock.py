"""Write requirements/*.txt: every package pinned, every file by hash, no index named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGETS = {
    "build": ("requirements/build.in",),
    "run": ("-c", "requirements/constraints.txt", "pyproject.toml"),
    "test": (
        "--extra",
        "test",
        "-c",
        "requirements/run.txt",
        "-c",
        "requirements/constraints.txt",
        "pyproject.toml",
    ),
    "fuzz": ("--extra", "fuzz", "-c", "requirements/run.txt", "-c", "requirements/constraints.txt", "pyproject.toml"),
}


def main() -> None:
    """Compile each target with pip-tools."""
    for name, arguments in TARGETS.items():
        subprocess.run(
            [
                sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--allow-unsafe",
                "--strip-extras", "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links",
                "--no-header", "--no-annotate", "-o", f"requirements/{name}.txt", *arguments,
            ],
            cwd=ROOT,
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
