"""The encoder and its heads in PyTorch, for training and export only.

A plain post-norm transformer (BERT; MPNet with its relative position bias). The lower layers read a window
once: cue tags and name tags come from there. The upper layers read a slice again for one marked cue at a
time: source, content, tellers and the statement's attributes come from there.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.encoders.windows import MARKS, SHAPES

CUE_TAGS, NAME_TAGS = 4, 11
ATTRIBUTES = {"valid": 2, "stance": 10, "factuality": 8, "type": 3, "identification": 8}
DROP = 0.1


class Layer(nn.Module):
    """One transformer layer: attention, feed forward, each with a residual and a norm after it."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """``x``: batch, pieces, width. ``bias``: added to the attention scores (``None``: no padding)."""
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        scores = torch.matmul(q, k.transpose(-1, -2)) * (1.0 / math.sqrt(d // self.heads))
        scores = scores if bias is None else scores + bias
        seen = torch.matmul(F.dropout(scores.softmax(-1), DROP, self.training), v)
        x = self.norm1(x + F.dropout(self.out(seen.transpose(1, 2).reshape(b, t, d)), DROP, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), DROP, self.training))


class Tagger(nn.Module):
    """Lower layers, upper layers and heads. ``relative``: MPNet's position bias, shared by all layers."""

    def __init__(
        self, vocabulary: int, width: int, layers: int, heads: int, inner: int, lower: int,
        positions: int = 512, shift: int = 0, relative: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.lower, self.shift, self.width = lower, shift, width
        self.word = nn.Embedding(vocabulary, width)
        self.position = nn.Embedding(positions, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.shape, self.quoted = nn.Embedding(SHAPES, width), nn.Embedding(3, width)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.relative = nn.Embedding(32, heads) if relative else None
        self.mark = nn.Embedding(MARKS, width)
        self.cue_head, self.name_head = nn.Linear(width, CUE_TAGS), nn.Linear(width, NAME_TAGS)
        self.source_head, self.content_head = nn.Linear(width, 3), nn.Linear(width, 2)
        self.teller_head = nn.Linear(width, 2)
        self.pool = nn.Linear(width, width)
        self.attributes = nn.ModuleDict({f"on_{k}": nn.Linear(width, n) for k, n in ATTRIBUTES.items()})
        for table in (self.shape, self.quoted):
            nn.init.zeros_(table.weight)
        nn.init.normal_(self.mark.weight, std=0.05)

    def _bias(self, mask: Tensor) -> Tensor:
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        if self.relative is None:
            return bias
        t = mask.shape[1]
        at = torch.arange(t, device=mask.device)
        n = at[:, None] - at[None, :]
        side = (n < 0).long() * 16
        n = n.abs()
        far = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
        bucket = side + torch.where(n < 8, n, far.clamp(max=15))
        return bias + self.relative(bucket).permute(2, 0, 1)[None]

    def read(self, ids: Tensor, shape: Tensor, quoted: Tensor, mask: Tensor) -> Tensor:
        """Lower layers over windows: batch, pieces, width."""
        where = self.position.weight[self.shift : self.shift + ids.shape[1]]
        x = self.norm(self.word(ids) + where) + self.shape(shape) + self.quoted(quoted)
        x = F.dropout(x, DROP, self.training)
        bias = self._bias(mask)
        for layer in self.layers[: self.lower]:
            x = layer(x, bias)
        return x

    def find(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Cue tags and name tags of every piece."""
        return self.cue_head(x), self.name_head(x)

    def tag(self, x: Tensor, marks: Tensor, mask: Tensor, at: Tensor) -> dict[str, Tensor]:
        """Upper layers over slices with one cue marked in each; ``at`` is the cue's first piece."""
        x = x + self.mark(marks)
        bias = self._bias(mask)
        for layer in self.layers[self.lower :]:
            x = layer(x, bias)
        pooled = torch.tanh(self.pool(x[torch.arange(len(x), device=x.device), at]))
        out = {"source": self.source_head(x), "content": self.content_head(x), "teller": self.teller_head(x)}
        return out | {k[3:]: head(pooled) for k, head in self.attributes.items()}


def _copy(model: Tagger, state: dict[str, Tensor], prefix: str, names: dict[str, str]) -> None:
    own = model.state_dict()
    for i in range(len(model.layers)):
        a, b = f"{prefix}encoder.layer.{i}.", f"layers.{i}."
        for t in ("weight", "bias"):
            own[f"{b}qkv.{t}"] = torch.cat([state[f"{a}{names[n]}.{t}"] for n in ("q", "k", "v")])
            for mine in ("out", "norm1", "up", "down", "norm2"):
                own[f"{b}{mine}.{t}"] = state[f"{a}{names[mine]}.{t}"]
    own["word.weight"] = state[f"{prefix}embeddings.word_embeddings.weight"]
    own["position.weight"] = state[f"{prefix}embeddings.position_embeddings.weight"]
    for t in ("weight", "bias"):
        own[f"norm.{t}"] = state[f"{prefix}embeddings.LayerNorm.{t}"]
    kinds = state.get(f"{prefix}embeddings.token_type_embeddings.weight")
    if kinds is not None:
        own["position.weight"] = own["position.weight"] + kinds[0]
    bias = state.get(f"{prefix}encoder.relative_attention_bias.weight")
    if bias is not None:
        own["relative.weight"] = bias
    model.load_state_dict(own)


_COMMON = {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
_BERT = _COMMON | {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "out": "attention.output.dense", "norm1": "attention.output.LayerNorm",
}  # fmt: skip
_MPNET = _COMMON | {
    "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v",
    "out": "attention.attn.o", "norm1": "attention.LayerNorm",
}  # fmt: skip


def minilm(folder: Path, lower: int = 4) -> Tagger:
    """MiniLM-L6 (``all-MiniLM-L6-v2``) from its safetensors file."""
    model = Tagger(30522, 384, 6, 12, 1536, lower)
    _copy(model, load_file(folder / "model.safetensors"), "", _BERT)
    return model


def mpnet(folder: Path, lower: int = 8) -> Tagger:
    """MPNet base (``all-mpnet-base-v2``) from its safetensors file; a teacher."""
    model = Tagger(30527, 768, 12, 12, 3072, lower, positions=514, shift=2, relative=True)
    state = load_file(folder / "model.safetensors")
    prefix = "mpnet." if any(k.startswith("mpnet.") for k in state) else ""
    _copy(model, state, prefix, _MPNET)
    return model
