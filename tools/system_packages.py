"""Make sure that a Chromium is there for the browser tests; install Debian's when it is not.

Only tests need it. Where it cannot be installed (no apt, not root), the browser tests say so and are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Install what is missing; never fail the run for it."""
    if any(shutil.which(name) for name in BROWSERS):
        return 0
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print("no Chromium found and none can be installed here: the browser tests will be skipped", file=sys.stderr)
        return 0
    print("installing Chromium for the browser tests", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
    ):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            print(f"`{' '.join(command)}` failed: the browser tests will be skipped", file=sys.stderr)
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
