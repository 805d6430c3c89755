"""Average the weights of several runs: ``python tools/train/average.py RUN.pt[=WEIGHT]... --out FILE``.

Runs from one base with one ``--seed`` and different ``--order`` lie in one basin, so that the mean of their weights
is better than each of them and costs nothing at run time (Wortsman et al., 2022, "Model soups").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(runs: list[tuple[dict[str, Tensor], float]]) -> dict[str, Tensor]:
    """The weighted mean of weights that have the same names and shapes; whole numbers are the first run's."""
    total = sum(share for _, share in runs)
    first = runs[0][0]
    return {
        name: sum((w[name] * (share / total) for w, share in runs[1:]), value * (runs[0][1] / total))
        if value.dtype.is_floating_point
        else value
        for name, value in first.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", help="weights that train.py wrote, each with its share after =")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    named = [run.partition("=") for run in args.runs]
    torch.save(average([(torch.load(p, weights_only=True), float(s or 1)) for p, _, s in named]), args.out)


if __name__ == "__main__":
    main()
