"""Train the tagger: ``python tools/train/train.py --base FOLDER --out FILE``. Seeded; resumes from ``--resume``."""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parent))
from anchors import corrected
from encoder import ATTRIBUTES, Tagger, minilm, mpnet
from marked import records as records_of
from names import meantime, wikigold, with_names
from standoff import geovirus, gum, joined

from examples import SKIP, Example, Marked, annotated, examples, fold, tokenizer
from sayso.encoders.decode import Proposal, Tagged, clarity, proposals, softmax, tagged
from sayso.encoders.encoder import found
from sayso.encoders.windows import distances, slice_for
from sayso.model.records import FACTUALITIES, STANCES

Tensors = dict[str, Tensor]
HIDDEN = 0.06  # share of pieces masked in training


def as_ids(ids: np.ndarray, teacher: bool) -> np.ndarray:
    """MPNet's vocabulary is BERT's moved by four, with separators of its own."""
    if not teacher:
        return ids
    moved = ids + 4
    for bert, own in ((101, 0), (102, 2), (0, 1), (100, 3)):
        moved[ids == bert] = own
    return moved


def pad(rows: Iterable[np.ndarray], fill: int = 0) -> Tensor:
    """Rows of different length as one integer tensor."""
    listed = list(rows)
    out = np.full((len(listed), max(len(r) for r in listed)), fill, np.int64)
    for k, row in enumerate(listed):
        out[k, : len(row)] = row
    return torch.from_numpy(out)


def read(model: Tagger, batch: list[Example], teacher: bool, device: str) -> Tensor:
    """Lower layers over the windows of a batch."""
    ids = pad((as_ids(e.window.ids, teacher) for e in batch), 1 if teacher else 0)
    mask = pad(np.ones(len(e.window), np.int64) for e in batch)
    if model.training and not teacher:  # hidden words keep a small encoder from learning reports by heart
        hide = (torch.rand(ids.shape) < HIDDEN) & (ids > 999)
        ids = torch.where(hide, torch.full_like(ids, 103), ids)
    shape, quoted = pad(e.window.shape for e in batch), pad(e.window.quoted for e in batch)
    return model.read(*(x.to(device) for x in (ids, shape, quoted, mask)))


def slices(model: Tagger, x: Tensor, marked: list[tuple[int, Marked]]) -> tuple[Tensors, Tensor]:
    """Upper layers over the slices of the marked cues; ``marked``: window number in the batch, cue."""
    size = max(m.high - m.low for _, m in marked)
    index = torch.zeros(len(marked), size, dtype=torch.long)
    marks, mask = torch.zeros_like(index), torch.zeros_like(index)
    at = torch.zeros(len(marked), dtype=torch.long)
    for k, (_, m) in enumerate(marked):
        n = m.high - m.low
        index[k, :n] = torch.arange(m.low, m.high)
        mask[k, :n] = 1
        marks[k, :n] = torch.from_numpy(distances(n, m.cue[0] - m.low, m.cue[-1] + 1 - m.low, m.bare))
        at[k] = min(max(m.cue[0] - m.low, 0), n - 1)
    rows = torch.tensor([b for b, _ in marked])
    device = x.device
    taken = x[rows.to(device)[:, None], index.to(device)]
    return model.tag(taken, marks.to(device), mask.to(device), at.to(device)), mask


def wrong(example: Example, logits: np.ndarray, rng: random.Random) -> list[Marked]:
    """Proposals that are no cue, as examples that the tagger must reject."""
    gold = {c for m in example.marked for c in m.cue}
    found = []
    for p in proposals(example.window, logits, 0.05):
        span = list(range(p.first, p.last))
        if gold & set(span) or rng.random() > 0.7:
            continue
        low, high = slice_for(example.window, p.first)
        none = np.full(high - low, SKIP, np.int64)
        attributes = (0, SKIP, SKIP, SKIP, SKIP)
        found.append(Marked(span, low, high, p.bare, none, none, none, attributes, example.weight))
    return found


def cross(logits: Tensor, gold: Tensor, weight: Tensor) -> Tensor:
    """Cross entropy over the labelled places, each weighted by its example."""
    flat = F.cross_entropy(
        logits.reshape(-1, logits.shape[-1]).float(), gold.reshape(-1), ignore_index=SKIP, reduction="none"
    )
    keep = (gold != SKIP).float() * (weight if weight.dim() == gold.dim() else weight[:, None])
    return (flat.view(gold.shape) * (keep > 0) * keep).sum() / keep.sum().clamp(min=1)


def soft_cross(logits: Tensor, soft: Tensor, weight: Tensor) -> Tensor:
    """Cross entropy with a teacher's probabilities."""
    flat = -(soft * F.log_softmax(logits.float(), -1)).sum(-1)
    keep = weight if weight.dim() == flat.dim() else weight[:, None].expand_as(flat)
    return (flat * keep).sum() / keep.sum().clamp(min=1e-6)


def loss_of(model: Tagger, batch: list[Example], args: argparse.Namespace, rng: random.Random) -> Tensor:
    """The summed loss of a batch of windows with their marked cues."""
    x = read(model, batch, args.teacher, args.device)
    cue_logits, name_logits = model.find(x)
    weight = torch.tensor([e.weight for e in batch], device=x.device)
    mask = pad(np.ones(len(e.window), np.int64) for e in batch).float().to(x.device)
    loss = torch.zeros((), device=x.device)
    names = pad((e.names for e in batch), SKIP).to(x.device)
    if bool((names != SKIP).any()):
        loss = loss + 0.5 * cross(name_logits, names, torch.ones_like(weight))
    hard = [k for k, e in enumerate(batch) if e.soft is None]
    softly = [k for k, e in enumerate(batch) if e.soft is not None]
    t = x.shape[1]
    if hard:
        gold = pad((batch[k].cues for k in hard), SKIP).to(x.device)
        gold = F.pad(gold, (0, t - gold.shape[1]), value=SKIP)
        loss = loss + 3 * cross(cue_logits[hard], gold, weight[hard]) * len(hard) / len(batch)
    if softly:
        goal = torch.zeros(len(softly), t, cue_logits.shape[-1], device=x.device)
        for n, k in enumerate(softly):
            goal[n, : len(batch[k].window)] = torch.from_numpy(batch[k].soft)
        keep = mask[softly] * weight[softly][:, None]
        loss = loss + 3 * soft_cross(cue_logits[softly], goal, keep) * len(softly) / len(batch)
    marked = [(k, m) for k, e in enumerate(batch) for m in e.marked]
    read_logits = cue_logits.detach().float().cpu().numpy()
    for k, e in enumerate(batch):
        if e.soft is None and e.weight > 0:
            marked += [(k, m) for m in wrong(e, read_logits[k, : len(e.window)], rng)]
    if not marked:
        return loss
    if len(marked) > args.cues:
        marked = rng.sample(marked, args.cues)
    marked.sort(key=lambda pair: pair[1].high - pair[1].low)
    for group in chunks(marked):
        out, cut = slices(model, x, group)
        part = cue_loss(out, cut.float().to(x.device), [m for _, m in group])
        loss = loss + part * (len(group) / len(marked))
    return loss


def chunks(marked: list[tuple[int, Marked]], waste: float = 1.3) -> Iterator[list[tuple[int, Marked]]]:
    """Cues sorted by the length of their slice, parted so that padding stays small."""
    group: list[tuple[int, Marked]] = []
    for pair in marked:
        if group and pair[1].high - pair[1].low > waste * (group[0][1].high - group[0][1].low) + 4 and len(group) > 3:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def cue_loss(out: Tensors, cut: Tensor, marked: list[Marked]) -> Tensor:
    """The loss of the upper heads over marked cues, hard and soft labels mixed."""
    device = cut.device
    size = cut.shape[1]
    hard = [k for k, m in enumerate(marked) if m.soft is None]
    softly = [k for k, m in enumerate(marked) if m.soft is not None]
    weight = torch.tensor([m.weight for m in marked], device=device)
    loss = torch.zeros((), device=device)
    scale = {"source": 3.0, "content": 2.0, "teller": 1.0}
    if hard:
        share = len(hard) / len(marked)
        for name, w in scale.items():
            gold = pad((getattr(marked[k], name) for k in hard), SKIP).to(device)
            gold = F.pad(gold, (0, size - gold.shape[1]), value=SKIP)
            loss = loss + share * w * cross(out[name][hard], gold, weight[hard])
        for n, name in enumerate(ATTRIBUTES):
            gold = torch.tensor([marked[k].attributes[n] for k in hard], device=device)
            if bool((gold != SKIP).any()):
                loss = loss + share * (0.5 if name == "valid" else 0.25) * cross(out[name][hard], gold, weight[hard])
    if softly:
        share = len(softly) / len(marked)
        sure = torch.tensor([float(marked[k].soft["valid"][1]) for k in softly], device=device) * weight[softly]
        for name, w in scale.items():
            goal = torch.zeros(len(softly), size, out[name].shape[-1], device=device)
            for n, k in enumerate(softly):
                goal[n, : marked[k].high - marked[k].low] = torch.from_numpy(marked[k].soft[name])
            loss = loss + share * w * soft_cross(out[name][softly], goal, cut[softly] * sure[:, None])
        for name in ATTRIBUTES:
            goal = torch.stack([torch.from_numpy(marked[k].soft[name]) for k in softly]).to(device)
            keep = weight[softly] if name == "valid" else sure
            loss = loss + share * (0.5 if name == "valid" else 0.25) * soft_cross(out[name][softly], goal, keep)
    return loss


def batches(data: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of windows of similar length."""
    order = sorted(data, key=lambda e: len(e.window) + rng.random() * 30)
    groups = [order[k : k + size] for k in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups


@torch.no_grad()
def predict(model: Tagger, data: list[Example], args: argparse.Namespace) -> list[tuple[Example, list[Tagged]]]:
    """Decoded statements of every window."""
    model.eval()
    made = []
    for k in range(0, len(data), 16):
        batch = data[k : k + 16]
        with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
            x = read(model, batch, args.teacher, args.device)
            cues, _ = model.find(x)
        marked: list[tuple[int, Marked]] = []
        tried: list[Proposal] = []
        for n, e in enumerate(batch):
            for p in proposals(e.window, cues[n, : len(e.window)].float().cpu().numpy()):
                low, high = slice_for(e.window, p.first)
                none = np.zeros(0, np.int64)
                marked.append(
                    (n, Marked(list(range(p.first, p.last)), low, high, p.bare, none, none, none, (0, 0, 0, 0, 0)))
                )
                tried.append(p)
        found: list[list[Tagged]] = [[] for _ in batch]
        if marked:
            with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
                out, _ = slices(model, x, marked)
            arrays = {name: v.float().cpu().numpy() for name, v in out.items()}
            arrays |= {name: softmax(arrays[name]) for name in ATTRIBUTES} | {"clarity": clarity(arrays)}
            for r, ((n, m), p) in enumerate(zip(marked, tried, strict=True)):
                found[n].append(tagged(p, m.low, {name: v[r] for name, v in arrays.items()}, m.high - m.low))
        made += list(zip(batch, found, strict=True))
    model.train()
    return made


def crude(
    texts: dict[str, str], made: list[tuple[Example, list[Tagged]]], sure: float = 0.5
) -> dict[str, dict[str, Any]]:
    """Predictions in the contract's shape, with no rules on top: for scores during training."""
    docs: dict[str, dict[str, Any]] = {n: {"document": {"path": n}, "statements": []} for n in texts}
    for e, tags in made:
        for t in tags:
            if t.valid * 0.5 + t.cue.score * 0.5 < sure or not t.content:
                continue
            docs[e.document]["statements"].append({
                "type": "indirect",  # the type comes from the quotation marks, by rule
                "content": [anchor(e, s) for s in t.content],
                "source": anchor(e, t.source) if t.source else None,
                "cue": None if t.cue.bare else anchor(e, (t.cue.first, t.cue.last)),
                "chain": [], "stance": STANCES[int(t.stance.argmax())],
                "factuality": FACTUALITIES[int(t.factuality.argmax())],
            })  # fmt: skip
    return docs


def anchor(e: Example, pieces: tuple[int, int]) -> dict[str, int]:
    """A piece range in code points."""
    return {"start": int(e.window.starts[pieces[0]]), "end": int(e.window.ends[pieces[1] - 1])}


@torch.no_grad()
def follow(mean: Tensors, model: Tagger, keep: float) -> None:
    """Move the running mean of the weights, which is what a run writes, a little towards the model's."""
    for name, value in model.state_dict().items():
        if value.dtype.is_floating_point:
            mean[name].lerp_(value, 1.0 - keep)
        else:
            mean[name].copy_(value)


def scores(scorer: Any, gold: list[dict[str, Any]], found: dict[str, dict[str, Any]]) -> dict[str, float]:
    """F1 of each metric of the scorer."""
    rows = [scorer.tally(g["text"], g, found[g["document"]["path"]], None) for g in gold]
    return {m: round(scorer.f1(scorer.total(rows, m)), 4) for m in rows[0]}


def run(args: argparse.Namespace) -> None:
    """One training run; writes the weights to ``args.out`` after every epoch."""
    torch.manual_seed(args.seed)
    rng = random.Random(args.order)
    torch.set_num_threads(args.threads)
    pieces = tokenizer(args.base / "tokenizer.json") if not args.teacher else tokenizer(args.pieces)
    model = (mpnet if args.teacher else minilm)(args.base, args.lower).to(args.device)
    torch.manual_seed(args.order)
    records = annotated(args.data, "train")
    as_labelled = copy.deepcopy(records)
    print(sum(corrected(r) for r in records), "misplaced sources put right", flush=True)
    gold = [r for r in records if args.fold is not None and fold(r) == args.fold]
    kept = [r for r in records if r not in gold]
    for path in args.marked:
        kept += records_of(path)
    for path in args.labels:
        kept += joined(path, geovirus(args.data) | gum(args.data))
    kept = [r for r in kept if fold(r, 100) < round(100 * args.share)]
    train = [e for r in kept for e in examples(r, pieces)]
    dev = [e for r in gold for e in examples(r, pieces)]
    if args.names:
        with_names(train, meantime(args.data, [r for r in records if r not in gold]))
        train += wikigold(args.data, pieces)
    if args.soft:
        for path in args.soft:
            train += torch.load(path, weights_only=False)
    texts = {r["document"]["path"]: r["text"] for r in gold}
    untouched = [r for r in as_labelled if r["document"]["path"] in texts]
    if args.resume:
        model.load_state_dict(torch.load(args.resume, weights_only=True, map_location=args.device))
    body = [
        p for n, p in model.named_parameters() if n.split(".")[0] in ("word", "position", "norm", "layers", "relative")
    ]
    known = {id(p) for p in body}
    if args.freeze is not None:
        for n, p in model.named_parameters():
            parts = n.split(".")
            low = parts[0] in ("word", "position", "norm") or (parts[0] == "layers" and int(parts[1]) < args.freeze)
            p.requires_grad_(not low)
    heads = [p for p in model.parameters() if id(p) not in known]
    best = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.rate * args.head_rate}], weight_decay=0.01
    )
    steps = args.epochs * math.ceil(len(train) / args.batch)
    warm = max(1, steps // 12)
    plan = torch.optim.lr_scheduler.LambdaLR(
        best, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
    )
    sys.path.insert(0, str(args.data.parent / "score"))
    import score as scorer

    cues = sum(len(e.marked) for e in train)
    print(f"{len(kept)} reports, {len(train)} windows, {cues} cues, {len(dev)} dev windows, {steps} steps", flush=True)
    begun = time.time()
    mean = {n: v.detach().clone() for n, v in model.state_dict().items()}
    taken = 0
    for epoch in range(args.epochs):
        model.train()
        total, n = 0.0, 0
        for batch in batches(train, args.batch, rng):
            with torch.autocast(args.device, torch.bfloat16, enabled=args.bf16):
                loss = loss_of(model, batch, args, rng)
            best.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            plan.step()
            follow(mean, model, min(args.mean, (1 + taken) / (10 + taken)))
            taken += 1
            total, n = total + float(loss.detach()), n + 1
            if n % 20 == 0 and args.verbose:
                print(epoch, n, round(total / n, 3), round(time.time() - begun), flush=True)
        live = {n: v.detach().clone() for n, v in model.state_dict().items()}
        torch.save(live, args.out.with_suffix(".last.pt"))
        model.load_state_dict(mean)
        torch.save(mean, args.out)
        line = f"epoch {epoch} loss {total / n:.3f} {time.time() - begun:.0f}s"
        if dev and (epoch + 1) % args.every == 0:
            made = crude(texts, predict(model, dev, args))
            reached = scores(scorer, gold, made)
            line += f" as-labelled-triple={scores(scorer, untouched, made)['triple']:.3f}"
            line += " " + " ".join(
                f"{m}={reached[m]:.3f}"
                for m in (
                    "statement",
                    "+source",
                    "triple",
                    "exact triple",
                    "+type",
                    "+stance",
                    "+factuality",
                    "recall direct",
                    "recall mixed",
                    "recall indirect",
                )
            )
        print(line, flush=True)
        model.load_state_dict(live)
    model.load_state_dict(mean)
    if args.predict:
        write(args.predict, texts, predict(model, dev, args))


def write(path: Path, texts: dict[str, str], made: list[tuple[Example, list[Tagged]]]) -> None:
    """Raw findings by report, one JSON object a line, for the rules that come after."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in texts}
    for e, tags in made:
        rows[e.document] += [
            asdict(f)
            for f in (found(texts[e.document], e.window, t, "held-out", slice_for(e.window, t.cue.first)) for t in tags)
            if f
        ]
    with path.open("w", encoding="utf-8") as out:
        for name, held in rows.items():
            out.write(json.dumps({"path": name, "found": held}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    add("--data", type=Path, default=Path("../shared/data"))
    add("--out", type=Path, required=True)
    add("--pieces", type=Path, help="the student's tokenizer.json, when a teacher is trained")
    add("--teacher", action="store_true", help="MPNet base instead of MiniLM")
    add("--lower", type=int, default=4)
    add("--fold", type=int, help="hold this fold of five out and score on it")
    add("--labels", type=Path, nargs="*", default=[], help="stand-off labels (resources/labels/geovirus.jsonl)")
    add("--marked", type=Path, nargs="*", default=[], help="passages with marks (resources/labels/hard.txt)")
    add("--soft", type=Path, nargs="*", default=[], help="windows with a teacher's probabilities (soften.py)")
    add("--share", type=float, default=1.0, help="train on this share of the reports (learning curve)")
    add("--predict", type=Path, help="write what is found in the reports held out, JSON lines")
    add("--names", action="store_true", help="train the name head too (Wikigold, MEANTIME)")
    add("--freeze", type=int, help="keep the embeddings and this many lowest layers as they are")
    add("--resume", type=Path)
    add("--epochs", type=int, default=14)
    add("--batch", type=int, default=8)
    add("--cues", type=int, default=64, help="marked cues in a batch at most")
    add("--rate", type=float, default=1.5e-4)
    add("--head-rate", type=float, default=4.0)
    add("--mean", type=float, default=0.998, help="how slowly the running mean of the weights follows")
    add("--seed", type=int, default=7, help="of the heads' first weights: runs whose weights are averaged share it")
    add("--order", type=int, default=7, help="seed of the order of batches and of dropout")
    add("--threads", type=int, default=1)
    add("--every", type=int, default=2)
    add("--device", default="cpu")
    add("--bf16", action="store_true")
    add("--verbose", action="store_true")
    run(parser.parse_args())


if __name__ == "__main__":
    main()
