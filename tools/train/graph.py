"""The tagger as two onnxruntime graphs, written node by node.

A tracing exporter leaves reshapes, transposes and splits between the matrix products; with the runtime's own
fused attention, and the layer norms left unfused (its fused skip-norm is the slower one), the same network
takes a fifth less time. Products take int8 weights, one scale an output column, and activations quantised by
the range of the call; queries, keys and values share one quantised input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
RUNTIME = "com.microsoft"
EPSILON = 1e-12  # of the encoder's layer norms


def int8(weights: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Symmetric int8 with one scale for each index that is left after taking the largest along ``axis``."""
    top = np.abs(weights).max(axis)
    scale = np.where(top > 0, top / 127, 1).astype(np.float32)
    return np.clip(np.rint(weights / np.expand_dims(scale, axis)), -127, 127).astype(np.int8), scale


class Graph:
    """Nodes and constants of one graph in the making."""

    def __init__(self, weights: Mapping[str, Floats], heads: int, quantise: bool) -> None:
        self.weights, self.heads, self.quantise = weights, heads, quantise
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.made = 0

    def name(self) -> str:
        """A name not given before."""
        self.made += 1
        return f"n{self.made}"

    def constant(self, values: NDArray[np.generic]) -> str:
        """Hold an array in the graph."""
        name = self.name()
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def held(self, name: str) -> str:
        """Hold a weight in the graph as it is."""
        return self.constant(self.weights[name])

    def add(self, kind: str, given: Sequence[str], out: str = "", domain: str = "", **settings: object) -> str:
        """One node with one output."""
        out = out or self.name()
        self.nodes.append(helper.make_node(kind, list(given), [out], domain=domain, **settings))
        return out

    def parts(self, kind: str, given: Sequence[str], count: int, **settings: object) -> list[str]:
        """One node with several outputs."""
        outs = [self.name() for _ in range(count)]
        self.nodes.append(helper.make_node(kind, list(given), outs, **settings))
        return outs

    def table(self, name: str, ids: str) -> str:
        """Rows of an embedding, as floats."""
        return self.add("Gather", [self.held(f"{name}.weight"), ids])

    def words(self, ids: str) -> str:
        """Rows of the word embedding, which is held in int8 with one scale a row."""
        if not self.quantise:
            return self.table("word", ids)
        rows, scale = int8(self.weights["word.weight"], 1)
        picked = self.add("Cast", [self.add("Gather", [self.constant(rows), ids])], to=TensorProto.FLOAT)
        return self.add("Mul", [picked, self.add("Gather", [self.constant(scale[:, None]), ids])])

    def head(self, name: str, x: str, out: str = "") -> str:
        """A small linear layer, in floats."""
        product = self.add("MatMul", [x, self.constant(self.weights[f"{name}.weight"].T)])
        return self.add("Add", [product, self.held(f"{name}.bias")], out)

    def linear(self, weight: Floats, bias: Floats, x: str, quantised: Sequence[str] = ()) -> str:
        """``x`` times ``weight`` (out by in) with its bias; ``quantised``: int8 ``x``, its scale and zero."""
        if not self.quantise:
            return self.add("Add", [self.add("MatMul", [x, self.constant(weight.T)]), self.constant(bias)])
        rows, scale = int8(weight.T, 0)
        b, s, zero = self.constant(rows), self.constant(scale), self.constant(np.zeros(len(scale), np.int8))
        if quantised:
            values, size, origin = quantised
            given = [values, b, size, s, origin, zero, self.constant(bias)]
            return self.add("MatMulIntegerToFloat", given, domain=RUNTIME)
        return self.add("DynamicQuantizeMatMul", [x, b, s, zero, self.constant(bias)], domain=RUNTIME)

    def norm(self, name: str, x: str, out: str = "") -> str:
        """A layer norm over the last axis."""
        given = [x, self.held(f"{name}.weight"), self.held(f"{name}.bias")]
        return self.add("LayerNormalization", given, out, axis=-1, epsilon=EPSILON)

    def layer(self, number: int, x: str, out: str = "", apart: str = "") -> str:
        """One transformer layer; ``apart``: added to the attention scores."""
        at, w = f"layers.{number}.", self.weights
        joint = zip(
            np.split(w[f"{at}qkv.weight"], 3), np.split(w[f"{at}qkv.bias"], 3), strict=True
        )  # query, key, value
        shared = self.parts("DynamicQuantizeLinear", [x], 3) if self.quantise else []
        given = [self.linear(weight, bias, x, shared) for weight, bias in joint]
        given += ["", "", apart] if apart else []
        seen = self.add("MultiHeadAttention", given, domain=RUNTIME, num_heads=self.heads)
        x = self.norm(f"{at}norm1", self.add("Add", [x, self._full(f"{at}out", seen)]))
        inner = self.add("Gelu", [self._full(f"{at}up", x)], domain=RUNTIME)
        return self.norm(f"{at}norm2", self.add("Add", [x, self._full(f"{at}down", inner)]), out)

    def _full(self, name: str, x: str) -> str:
        return self.linear(self.weights[f"{name}.weight"], self.weights[f"{name}.bias"], x)

    def model(
        self, name: str, given: Mapping[str, tuple[int, Sequence[object]]], made: Mapping[str, Sequence[object]]
    ) -> ModelProto:
        """The finished graph; ``given``: element type and shape of each input, ``made``: shape of each output."""
        inputs = [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in given.items()]
        outputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in made.items()]
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(RUNTIME, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def lower(weights: Mapping[str, Floats], heads: int, layers: int, quantise: bool) -> ModelProto:
    """Windows -> hidden states, cue tags, name tags. Inputs are batch by pieces."""
    g = Graph(weights, heads, quantise)
    zero = g.constant(np.array([0]))
    where = g.add("Slice", [g.held("position.weight"), zero, g.add("Shape", ["ids"], start=1, end=2), zero])
    x = g.norm("norm", g.add("Add", [g.words("ids"), where]))
    x = g.add("Add", [x, g.add("Add", [g.table("shape", "shape"), g.table("quoted", "quoted")])])
    for number in range(layers):
        x = g.layer(number, x, "hidden" if number == layers - 1 else "")
    g.head("cue_head", x, "cues")
    g.head("name_head", x, "names")
    given = dict.fromkeys(("ids", "shape", "quoted"), (TensorProto.INT64, ("b", "t")))
    sizes = {"hidden": "norm", "cues": "cue_head", "names": "name_head"}
    return g.model("lower", given, {n: ("b", "t", len(weights[f"{w}.bias"])) for n, w in sizes.items()})


def upper(
    weights: Mapping[str, Floats], heads: int, layers: range, attributes: Sequence[str], quantise: bool
) -> ModelProto:
    """Slices of hidden states with one marked cue each -> roles by piece, attributes by slice.

    The slices lie one after the other. ``number``: the slice of each piece; ``at``: the cue's first piece in
    each slice, counted from the first piece of all.
    """
    g = Graph(weights, heads, quantise)
    x = g.add("Add", ["hidden", g.add("Unsqueeze", [g.table("mark", "marks"), g.constant(np.array([0]))])])
    rows, columns = (g.add("Unsqueeze", ["number", g.constant(np.array([k]))]) for k in (1, 0))
    own = g.add("Equal", [rows, columns])
    apart = g.add("Where", [own, g.constant(np.float32(0)), g.constant(np.float32(-1e4))])
    apart = g.add("Unsqueeze", [apart, g.constant(np.array([0, 1]))])
    for number in layers:
        x = g.layer(number, x, apart=apart)
    x = g.add("Squeeze", [x, g.constant(np.array([0]))])
    roles = ("source", "content", "teller")
    for role in roles:
        g.head(f"{role}_head", x, role)
    pooled = g.add("Tanh", [g.head("pool", g.add("Gather", [x, "at"]))])
    for name in attributes:
        g.head(f"attributes.on_{name}", pooled, name)
    width = len(weights["norm.bias"])
    given = {"hidden": (TensorProto.FLOAT, (1, "t", width))}
    given |= {n: (TensorProto.INT64, (size,)) for n, size in (("marks", "t"), ("number", "t"), ("at", "n"))}
    made: dict[str, Sequence[object]] = {r: ("t", len(weights[f"{r}_head.bias"])) for r in roles}
    made |= {n: ("n", len(weights[f"attributes.on_{n}.bias"])) for n in attributes}
    return g.model("upper", given, made)
