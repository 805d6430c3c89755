"""Export trained weights as two int8 graphs: ``python tools/train/export.py WEIGHTS --base FOLDER --out FOLDER``."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import onnx
import torch

sys.path.insert(0, str(Path(__file__).parent))
from encoder import minilm
from graph import lower, upper

from sayso.encoders.decode import ATTRIBUTES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="attribution-minilm-l6-2")
    parser.add_argument("--lower", type=int, default=4)
    parser.add_argument(
        "--float", action="store_true", help="leave the weights as they are, to measure what int8 costs"
    )
    args = parser.parse_args()
    model = minilm(args.base, args.lower)
    model.load_state_dict(torch.load(args.weights, weights_only=True, map_location="cpu"))
    weights = {n: p.detach().float().numpy() for n, p in model.state_dict().items()}
    heads = model.layers[0].heads
    args.out.mkdir(parents=True, exist_ok=True)
    onnx.save(lower(weights, heads, args.lower, not args.float), args.out / "lower.onnx")
    last = range(args.lower, len(model.layers))
    onnx.save(upper(weights, heads, last, ATTRIBUTES, not args.float), args.out / "upper.onnx")
    shutil.copy(args.base / "tokenizer.json", args.out / "tokenizer.json")
    card = {
        "name": args.name,
        "encoder": "all-MiniLM-L6-v2",
        "lower": args.lower,
        "weights": "float" if args.float else "int8 per channel",
    }
    (args.out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
