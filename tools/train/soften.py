"""Label texts softly with one or more teachers: ``python tools/train/soften.py TEACHER... --out FILE``.

Texts are the training reports, more annotated reports, GUM and Wikigold; only their windows and the mean
probabilities of the teachers are written, for ``train.py --soft``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent))
from encoder import ATTRIBUTES, Tagger, mpnet
from names import wikigold
from standoff import geovirus
from train import chunks, read, slices

from examples import SKIP, Example, Marked, annotated, fold, split, tokenizer
from sayso.encoders.decode import proposals
from sayso.encoders.windows import slice_for

HEADS = ("source", "content", "teller", *ATTRIBUTES)


@torch.no_grad()
def soften(models: list[Tagger], batch: list[Example], args: argparse.Namespace) -> None:
    """Fill ``soft`` of the windows and mark every proposal, with the teachers' mean probabilities."""
    hidden, mean = [], None
    for model in models:
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            x = read(model, batch, args.teacher, args.device)
            cues, _ = model.find(x)
        p = cues.float().softmax(-1).cpu().numpy()
        mean = p if mean is None else mean + p
        hidden.append(x)
    assert mean is not None
    mean /= len(models)
    tried: list[tuple[int, Marked]] = []
    for n, e in enumerate(batch):
        size = len(e.window)
        e.soft = mean[n, :size].astype(np.float32)
        for q in proposals(e.window, np.log(e.soft + 1e-6), 0.08):
            low, high = slice_for(e.window, q.first)
            none = np.full(high - low, SKIP, np.int64)
            tried.append(
                (
                    n,
                    Marked(
                        list(range(q.first, q.last)),
                        low,
                        high,
                        q.bare,
                        none,
                        none,
                        none,
                        (1, SKIP, SKIP, SKIP, SKIP),
                        soft={},
                    ),
                )
            )
    tried.sort(key=lambda pair: pair[1].high - pair[1].low)
    for group in chunks(tried):
        total: dict[str, np.ndarray] = {}
        for model, x in zip(models, hidden, strict=True):
            with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
                out, _ = slices(model, x, group)
            for name in HEADS:
                p = out[name].float().softmax(-1).cpu().numpy()
                total[name] = total[name] + p if name in total else p
        for r, (n, m) in enumerate(group):
            size = m.high - m.low
            m.soft = {
                k: (v[r][:size] if v[r].ndim == 2 else v[r]).astype(np.float32) / len(models) for k, v in total.items()
            }
            batch[n].marked.append(m)


def raw(name: str, text: str, pieces: object) -> list[Example]:
    """The windows of a text without labels."""
    made = []
    for window in split(text, pieces):  # type: ignore[arg-type]
        none = np.full(len(window), SKIP, np.int64)
        made.append(Example(name, window, none, none.copy()))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("teachers", type=Path, nargs="+")
    add("--base", type=Path, required=True)
    add("--pieces", type=Path, required=True)
    add("--data", type=Path, default=Path("../shared/data"))
    add("--fold", type=int, help="leave out the training reports of this fold")
    add("--lower", type=int, default=8)
    add("--out", type=Path, required=True)
    add("--device", default="cpu")
    add("--threads", type=int, default=1)
    add("--bf16", action="store_true")
    add("--limit", type=int, help="windows at most, to try the script")
    args = parser.parse_args()
    args.teacher = True
    torch.set_num_threads(args.threads)
    pieces = tokenizer(args.pieces)
    models = []
    for path in args.teachers:
        model = mpnet(args.base, args.lower)
        model.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
        models.append(model.to(args.device).eval())
    data: list[Example] = []
    for record in annotated(args.data, "train"):
        if args.fold is None or fold(record) != args.fold:
            data += raw(record["document"]["path"], record["text"], pieces)
    for name, text in sorted(geovirus(args.data).items()):
        data += raw(name, text, pieces)
    for line in (args.data / "gum" / "gum_ccby.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        data += raw(record["id"], record["text"], pieces)
    for e in wikigold(args.data, pieces):
        e.names = np.full(len(e.window), SKIP, np.int64)
        e.weight = 1.0
        data.append(e)
    if args.limit:
        data = data[:: max(1, len(data) // args.limit)]
    for k in range(0, len(data), 16):
        soften(models, data[k : k + 16], args)
    torch.save(data, args.out)
    print(len(data), "windows,", sum(len(e.marked) for e in data), "cues")


if __name__ == "__main__":
    main()
