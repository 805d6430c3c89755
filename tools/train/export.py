"""Export trained weights as two int8 graphs: ``python tools/train/export.py WEIGHTS --base FOLDER --out FOLDER``."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent))
from encoder import ATTRIBUTES, Tagger, minilm


class Lower(nn.Module):
    """Windows -> hidden states, cue tags, name tags."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shape: Tensor, quoted: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        m = self.model
        at = torch.arange(ids.shape[1], device=ids.device) + m.shift
        x = m.norm(m.word(ids) + m.position(at)) + m.shape(shape) + m.quoted(quoted)
        for layer in m.layers[: m.lower]:
            x = layer(x, None)
        return x, *m.find(x)


class Upper(nn.Module):
    """Slices with one marked cue each -> roles and attributes."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, hidden: Tensor, marks: Tensor, at: Tensor) -> tuple[Tensor, ...]:
        m = self.model
        x = hidden + m.mark(marks)
        for layer in m.layers[m.lower :]:
            x = layer(x, None)
        first = torch.gather(x, 1, at[:, None, None].expand(-1, 1, x.shape[2]))[:, 0]
        pooled = torch.tanh(m.pool(first))
        return (
            m.source_head(x),
            m.content_head(x),
            m.teller_head(x),
            *(m.attributes[f"on_{k}"](pooled) for k in ATTRIBUTES),
        )


def write(model: Tagger, out: Path, quantise: bool = True) -> None:
    """Write ``lower.onnx`` and ``upper.onnx`` into ``out``, weights int8 per channel."""
    t, w = 24, model.width
    zeros = torch.zeros(1, t, dtype=torch.long)
    parts = {
        "lower": (Lower(model), (zeros, zeros, zeros), ["ids", "shape", "quoted"], ["hidden", "cues", "names"]),
        "upper": (
            Upper(model), (torch.zeros(2, t, w), torch.zeros(2, t, dtype=torch.long), torch.zeros(2, dtype=torch.long)),
            ["hidden", "marks", "at"], ["source", "content", "teller", *ATTRIBUTES],
        ),
    }  # fmt: skip
    for name, (module, given, inputs, outputs) in parts.items():
        axes = {n: ({0: "b"} if n == "at" else {0: "b", 1: "t"}) for n in inputs}
        axes |= {n: ({0: "b"} if n in ATTRIBUTES else {0: "b", 1: "t"}) for n in outputs}
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.onnx"
            torch.onnx.export(
                module.eval(),
                given,
                str(plain),
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=axes,
                dynamo=False,
                opset_version=17,
            )
            if quantise:
                quantize_dynamic(plain, out / f"{name}.onnx", weight_type=QuantType.QInt8, per_channel=True)
            else:
                shutil.copy(plain, out / f"{name}.onnx")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="attribution-minilm-l6-1")
    parser.add_argument("--lower", type=int, default=4)
    parser.add_argument(
        "--float", action="store_true", help="leave the weights as they are, to measure what int8 costs"
    )
    args = parser.parse_args()
    model = minilm(args.base, args.lower)
    model.load_state_dict(torch.load(args.weights, weights_only=True, map_location="cpu"))
    args.out.mkdir(parents=True, exist_ok=True)
    write(model.eval(), args.out, not args.float)
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
