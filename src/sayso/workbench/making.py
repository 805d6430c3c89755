"""Makes one of the results that pages keep, for the workbench that started this process, and hands it over.

A result on a whole large case is seconds of plain computation. Made in the workbench's own process it would hold up
every page in the meantime; here it gives way to them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from pathlib import Path

from .pages import KEPT
from .store import Store

GIVES_WAY = 5  # steps of priority below the pages


def main(case: Path, name: str) -> None:
    """Write the state of the case and the result to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends with the workbench, without a word
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    store = Store(case)
    with store.view() as view:
        made = store.state(view), dict(KEPT)[name](view)
    with contextlib.suppress(BrokenPipeError), open(1, "wb", closefd=False) as out:  # the workbench may have ended
        out.write(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
