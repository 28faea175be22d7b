"""Whisper's decoder as ONNX graphs with 8-bit weights, made from CTranslate2's variables.

CTranslate2 decodes one sequence after the other; a search over a grammar wants a whole tree of prefixes in one call,
with the probabilities of every legal token. Shapes: B new tokens, U earlier positions that they look back on, T encoder
frames (50 a second), L layers, H heads, d the model's width, V the rows of the vocabulary in use.
"""

from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.whisper.weights import Weights

NEVER = np.float32(-1e9)
"""In an attention mask: a position that is not seen."""
_OPSET, _IR_VERSION = 20, 10
_MICROSOFT = "com.microsoft"
_EPSILON = 1e-5
_LEAST = np.float32(1e-9)
_MIDDLE, _FROM_MIDDLE = np.uint8(128), np.float32(127)
"""8 bits without a sign, on both sides of a product: with signed weights x86 processors that lack VNNI add up two
products in 16 bits, where they overflow."""

Floats = NDArray[np.float32]


def decoder_layers(weights: Weights) -> int:
    """How many layers the decoder has."""
    return sum(name.startswith("decoder/") and name.endswith("ffn/linear_0/weight") for name in weights)


def cross_graph(weights: Weights) -> onnx.ModelProto:
    """Encoding [1, T, d] to the keys and values that the decoder attends to: k0, v0, k1, ... [1, H, T, d/H]."""
    graph, heads = _Graph(), int(weights["decoder/num_heads"])
    width = weights["decoder/embeddings/weight"].shape[1]
    encoding = graph.input("encoding", [1, "T", width])
    by_head = graph.constant(np.array([1, -1, heads, width // heads]))
    for layer in range(decoder_layers(weights)):
        name = f"decoder/layer_{layer}/attention/linear_1"
        both = graph.linear(encoding, weights, name)
        for kind, half in zip("kv", graph.node("Split", [both], outputs=2, axis=2, num_outputs=2), strict=True):
            shaped = graph.one("Reshape", [half, by_head])
            graph.output(graph.one("Transpose", [shaped], name=f"{kind}{layer}", perm=[0, 2, 1, 3]))
    return graph.model()


def step_graph(weights: Weights) -> onnx.ModelProto:
    """One call of the decoder, whose B new tokens may be a beam, one prefix in a row, or any tree of both.

    Inputs: x [1, B, d] embedded tokens with their positions; past [2L, U, d] keys and values of all layers in turn;
    mask [1, 1, B, U + B], 0 where a new token sees a position and `NEVER` elsewhere; k0, v0, ... from `cross_graph`.
    Outputs: hidden [1, B, d], for `vocabulary_graph`; new [2L, B, d], to be looked back on.
    """
    graph, heads, layers = _Graph(), int(weights["decoder/num_heads"]), decoder_layers(weights)
    width = weights["decoder/embeddings/weight"].shape[1]
    x = graph.input("x", [1, "B", width])
    past = graph.input("past", [2 * layers, "U", width])
    mask = graph.input("mask", [1, 1, "B", "A"])
    pasts = graph.node("Split", [past], outputs=2 * layers, axis=0, num_outputs=2 * layers)
    new: list[str] = []
    for layer in range(layers):
        name = f"decoder/layer_{layer}"
        h = graph.linear(
            graph.norm(x, weights, f"{name}/self_attention/layer_norm"), weights, f"{name}/self_attention/linear_0"
        )
        query, *own = graph.node("Split", [h], outputs=3, axis=2, num_outputs=3)
        seen = [graph.one("Concat", [pasts[2 * layer + side], own[side]], axis=1) for side in (0, 1)]
        new += own
        h = graph.one("MultiHeadAttention", [query, *seen, "", "", mask], num_heads=heads)
        x = graph.one("Add", [x, graph.linear(h, weights, f"{name}/self_attention/linear_1")])
        h = graph.linear(graph.norm(x, weights, f"{name}/attention/layer_norm"), weights, f"{name}/attention/linear_0")
        cross = [graph.input(f"{kind}{layer}", [1, heads, "T", width // heads]) for kind in "kv"]
        h = graph.one("MultiHeadAttention", [h, *cross], num_heads=heads)
        x = graph.one("Add", [x, graph.linear(h, weights, f"{name}/attention/linear_2")])
        h = graph.linear(graph.norm(x, weights, f"{name}/ffn/layer_norm"), weights, f"{name}/ffn/linear_0")
        x = graph.one("Add", [x, graph.linear(graph.one("Gelu", [h]), weights, f"{name}/ffn/linear_1")])
    graph.output(graph.norm(x, weights, "decoder/layer_norm", name="hidden"))
    graph.output(graph.one("Concat", new, name="new", axis=0))
    return graph.model()


def vocabulary_graph(embeddings: Floats) -> onnx.ModelProto:
    """Hidden [1, B, d] to log-probabilities [1, B, V] of the tokens whose embeddings [V, d] are given."""
    graph = _Graph()
    logits = graph.multiplied(graph.input("hidden", [1, "B", embeddings.shape[1]]), embeddings, None)
    graph.output(graph.one("LogSoftmax", [logits], name="logp", axis=-1))
    return graph.model()


def session(model: onnx.ModelProto, threads: int) -> onnxruntime.InferenceSession:
    """The graph, ready to run on `threads` threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


class _Graph:
    """A graph under construction. Values are called by numbers unless they are given a name."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, shape: list[int | str]) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, name: str) -> None:
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))

    def constant(self, array: NDArray[np.generic] | np.generic) -> str:
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, kind: str, inputs: list[str], *, outputs: int, name: str = "", **attributes: Any) -> list[str]:
        made = [name] if name else [f"n{len(self._nodes)}.{index}" for index in range(outputs)]
        domain = _MICROSOFT if kind in {"MatMulIntegerToFloat", "MultiHeadAttention", "Gelu"} else ""
        self._nodes.append(helper.make_node(kind, inputs, made, domain=domain, **attributes))
        return made

    def one(self, kind: str, inputs: list[str], *, name: str = "", **attributes: Any) -> str:
        return self.node(kind, inputs, outputs=1, name=name, **attributes)[0]

    def linear(self, x: str, weights: Weights, name: str) -> str:
        return self.multiplied(x, weights[f"{name}/weight"], weights[f"{name}/bias"])

    def multiplied(self, x: str, weight: NDArray[np.generic], bias: NDArray[np.generic] | None) -> str:
        """x times the transposed `weight` [out, in], which is kept in 8 bits with a scale for each of its rows.

        x is brought to 8 bits row by row too: with one scale a call a token's probabilities would depend on its
        neighbours in it.
        """
        floats = np.asarray(weight, np.float32)
        scale = np.maximum(np.abs(floats).max(axis=1), _LEAST) / _FROM_MIDDLE
        eight = (np.rint(floats / scale[:, None]) + _MIDDLE).astype(np.uint8).T
        step, middle = self.constant(1 / _FROM_MIDDLE), self.constant(_MIDDLE)
        largest = self.one("ReduceMax", [self.one("Abs", [x]), self.constant(np.array([-1]))], keepdims=1)
        largest = self.one("Max", [largest, self.constant(_LEAST)])
        x8 = self.one("QuantizeLinear", [self.one("Div", [x, largest]), step, middle])
        product = [x8, self.constant(eight), step, self.constant(scale), middle, middle]
        y = self.one("Mul", [self.one("MatMulIntegerToFloat", product), largest])
        return y if bias is None else self.one("Add", [y, self.constant(np.asarray(bias, np.float32))])

    def norm(self, x: str, weights: Weights, layer: str, *, name: str = "") -> str:
        gamma, beta = (self.constant(np.asarray(weights[f"{layer}/{part}"], np.float32)) for part in ("gamma", "beta"))
        return self.one("LayerNormalization", [x, gamma, beta], name=name, axis=-1, epsilon=_EPSILON)

    def model(self) -> onnx.ModelProto:
        graph = helper.make_graph(self._nodes, "decoder", self._inputs, self._outputs, self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
