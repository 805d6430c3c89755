#!/usr/bin/env python3
"""Train the pronoun model on GAP; ``sayso bench pronouns`` measures it.

    pronouns.py FILE... -o src/sayso/resources/pronouns.json

Every snippet is seen with its page's title and without, so that the model serves texts of either kind.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from sayso.bench.pronouns import THRESHOLD, examples, fitted


def main() -> None:
    """Train on all files and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    parts = [examples(path, titles) for path in args.files for titles in (True, False)]
    model = fitted(np.concatenate([x for x, _ in parts]), np.concatenate([y for _, y in parts]), 1)
    args.output.write_text(json.dumps({**model.stored(), "threshold": THRESHOLD}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
