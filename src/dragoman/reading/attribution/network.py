"""The network that finds cues and labels, for each cue, its source, cue and content tokens.

An encoder over tokens (their spaCy tensor, word vector, lemma, tag, dependency and quotation state), whose layers
each see a token's neighbours, head and dependents, feeds two outputs: how likely a token is to head a cue, and, for
each pair of token and cue, which role the token plays for it. Built of thinc layers, so that reading and training
need no other library than the one that spaCy brings.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from thinc.api import Dropout, Embed, LayerNorm, Linear, Model, NumpyOps

from dragoman.reading.attribution.features import Floats, Ints, Pairs

Backprop = Callable[[Floats], Floats]
Layer = Any  # a thinc Model

ROLES = ("none", "source", "cue", "content")
EMBEDDED = {"lemma": 32, "tag": 16, "dep": 16, "entity": 8, "flags": 8}
TENSOR, VECTOR, PROJECTED = 96, 300, 64
_OPS = NumpyOps(use_blis=False)


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; ``values`` and ``pair_values`` count what each token and pair feature can be."""

    values: dict[str, int]
    pair_values: list[int]
    width: int = 96
    layers: int = 3
    pair_width: int = 64
    pair_layers: int = 2
    dropout: float = 0.25


@dataclass(frozen=True)
class Batch:
    """Documents laid end to end, one row a token.

    ``values`` are feature numbers by name, ``tensor`` (n, 96) and ``vector`` (n, 64; already projected) floats,
    ``head`` indexes into the batch, ``joined`` 1 where the token before is in the same paragraph.
    """

    values: dict[str, Ints]
    tensor: Floats
    vector: Floats
    head: Ints
    joined: Floats
    share: Floats = field(init=False)

    def __post_init__(self) -> None:
        dependents = np.bincount(self.head, minlength=len(self.head))
        object.__setattr__(self, "share", (1 / np.maximum(dependents, 1)).astype(np.float32)[:, None])


class Network:
    """Layers and how they are joined; ``model`` holds them all for saving and for the optimiser."""

    def __init__(self, shape: Shape) -> None:
        inside = TENSOR + PROJECTED + sum(EMBEDDED.values())
        self.shape = shape
        self.embed = {name: _embed(size, shape.values[name]) for name, size in EMBEDDED.items()}
        self.project = _linear(PROJECTED, VECTOR)
        self.enter = _linear(shape.width, inside)
        self.blocks = [_linear(shape.width, 5 * shape.width) for _ in range(shape.layers)]
        self.cue = [_linear(shape.width // 2, shape.width), _linear(1, shape.width // 2)]
        self.as_token = _linear(shape.pair_width, shape.width)
        self.as_cue = _linear(shape.pair_width, shape.width)
        self.pair = [_embed(shape.pair_width, values) for values in shape.pair_values]
        self.pair_blocks = [_linear(shape.pair_width, 3 * shape.pair_width) for _ in range(shape.pair_layers)]
        self.role = _linear(len(ROLES), shape.pair_width)
        norms = shape.layers + 1
        self.norms = [_norm(shape.width) for _ in range(norms)]
        self.pair_norms = [_norm(shape.pair_width) for _ in range(shape.pair_layers + 1)]
        self.drop: Layer = Dropout(shape.dropout)
        layers = [
            *self.embed.values(),
            *(self.project, self.enter, *self.blocks, *self.cue, self.as_token, self.as_cue),
            *(*self.pair, *self.pair_blocks, self.role, *self.norms, *self.pair_norms),
        ]
        self.model: Layer = Model("dragoman_attribution", _refuse, layers=layers, ops=_OPS)
        for layer in self.model.walk():
            layer.ops = _OPS

    def encode(self, batch: Batch, is_train: bool = False) -> tuple[Floats, Callable[[Floats], Floats]]:
        """Encoded tokens (n, width), and the step back to the gradient of ``batch.vector``."""
        embedded = [(self.embed[n], *self.embed[n](batch.values[n].astype(np.int32), is_train)) for n in EMBEDDED]
        joined = np.concatenate([batch.tensor, batch.vector, *(out for _, out, _ in embedded)], axis=1)
        dropped, undrop = self.drop(joined, is_train)
        entered, leave = _relu(self.enter, dropped, is_train)
        out, steps = entered, []
        for norm, block in zip(self.norms, self.blocks, strict=False):
            out, step = self._block(norm, block, out, batch, is_train)
            steps.append(step)
        result, unnorm = _normed(self.norms[-1], out, is_train)

        def backprop(gradient: Floats) -> Floats:
            gradient = unnorm(gradient)
            for step in reversed(steps):
                gradient = step(gradient)
            inputs = undrop(leave(gradient))
            at = TENSOR + PROJECTED
            for layer, _, back in embedded:
                size = layer.get_dim("nO")
                back(np.ascontiguousarray(inputs[:, at : at + size]))
                at += size
            vector: Floats = inputs[:, TENSOR : TENSOR + PROJECTED]
            return vector

        return result, backprop

    def _block(
        self, norm: Layer, block: Layer, inputs: Floats, batch: Batch, is_train: bool
    ) -> tuple[Floats, Backprop]:
        normed, unnorm = _normed(norm, inputs, is_train)
        seen, unsee = _surroundings(normed, batch)
        out, back = _relu(block, seen, is_train)
        dropped, undrop = self.drop(out, is_train)
        return inputs + dropped, lambda gradient: gradient + unnorm(unsee(back(undrop(gradient))))

    def cues(self, encoded: Floats, is_train: bool = False) -> tuple[Floats, Backprop]:
        """Logits (n,) of each token's heading a cue."""
        dropped, undrop = self.drop(encoded, is_train)
        hidden, back = _relu(self.cue[0], dropped, is_train)
        logits, back_out = self.cue[1](hidden, is_train)
        return logits[:, 0], lambda gradient: undrop(back(back_out(np.ascontiguousarray(gradient[:, None]))))

    def roles(self, encoded: Floats, pairs: Pairs, is_train: bool = False) -> tuple[Floats, Backprop]:
        """Logits (pairs, 4) of the roles that each token plays for each cue, in the order of ``ROLES``."""
        dropped, undrop = self.drop(encoded, is_train)
        tokens, back_tokens = self.as_token(dropped, is_train)
        cues, back_cues = self.as_cue(dropped, is_train)
        total = tokens[pairs.token]
        total += cues[pairs.cue]
        back_features = []
        for layer, column in zip(self.pair, pairs.features.T, strict=True):
            out, back = layer(column.astype(np.int32), is_train)
            total += out
            back_features.append(back)
        active = total > 0
        out, steps = total * active, []
        edges = np.cumsum(pairs.lengths)
        inside = np.ones((len(total), 1), dtype=np.float32)
        inside[edges - pairs.lengths] = 0
        for norm, block in zip(self.pair_norms, self.pair_blocks, strict=False):
            out, step = self._pair_block(norm, block, out, inside, is_train)
            steps.append(step)
        normed, unnorm = _normed(self.pair_norms[-1], out, is_train)
        logits, back_role = self.role(normed, is_train)

        def backprop(gradient: Floats) -> Floats:
            gradient = unnorm(back_role(gradient))
            for step in reversed(steps):
                gradient = step(gradient)
            gradient = np.ascontiguousarray(gradient * active)
            for back in back_features:
                back(gradient)
            by_token = back_tokens(_gather_back(gradient, pairs.token, len(encoded)))
            result: Floats = undrop(by_token + back_cues(_gather_back(gradient, pairs.cue, len(encoded))))
            return result

        return logits, backprop

    def _pair_block(
        self, norm: Layer, block: Layer, inputs: Floats, inside: Floats, is_train: bool
    ) -> tuple[Floats, Backprop]:
        normed, unnorm = _normed(norm, inputs, is_train)
        seen = np.concatenate([normed, *_neighbours(normed, inside)], axis=1)
        out, back = _relu(block, seen, is_train)
        dropped, undrop = self.drop(out, is_train)

        def backprop(gradient: Floats) -> Floats:
            own, left, right = np.split(back(undrop(gradient)), 3, axis=1)
            result: Floats = gradient + unnorm(own + _neighbours_back(left, right, inside))
            return result

        return inputs + dropped, backprop


def _refuse(model: Layer, inputs: Any, is_train: bool) -> Any:
    raise TypeError("call Network.encode, cues and roles")


def _linear(outputs: int, inputs: int) -> Layer:
    layer: Layer = Linear(outputs, inputs)
    return layer.initialize()


def _norm(width: int) -> Layer:
    layer: Layer = LayerNorm(width)
    return layer.initialize()


def _normed(layer: Layer, inputs: Floats, is_train: bool) -> tuple[Floats, Backprop]:
    """What a layer norm gives; when reading, in the same steps but with the mean taken once."""
    if is_train:
        result: tuple[Floats, Backprop] = layer(inputs, is_train)
        return result
    size = inputs.shape[1]
    out = inputs - np.add.reduce(inputs, axis=1, keepdims=True) / size
    spread = np.add.reduce(out * out, axis=1, keepdims=True) / size + np.float32(1e-8)
    out *= spread**-0.5
    out *= layer.get_param("G")
    out += layer.get_param("b")
    return out, _untrained


def _untrained(gradient: Floats) -> Floats:
    raise TypeError("nothing was kept to learn from: call with is_train")


def _embed(outputs: int, values: int) -> Layer:
    layer: Layer = Embed(outputs, values, initializer=_small)
    return layer.initialize()


def _small(ops: NumpyOps, shape: tuple[int, ...]) -> Floats:
    result: Floats = np.random.normal(0, 0.1, shape).astype(np.float32)
    return result


def _relu(layer: Layer, inputs: Floats, is_train: bool) -> tuple[Floats, Backprop]:
    out, back = layer(inputs, is_train)
    active = out > 0
    out *= active
    return out, lambda gradient: back(gradient * active)


def _gather_back(gradient: Floats, index: Ints, size: int) -> Floats:
    """The gradient of ``rows[index]`` for ``size`` rows."""
    result = np.zeros((size, gradient.shape[1]), dtype=np.float32)
    _OPS.scatter_add(result, index.astype(np.int32), np.ascontiguousarray(gradient))
    return result


def _neighbours(rows: Floats, joined: Floats) -> tuple[Floats, Floats]:
    """The rows before and after each row; zeros across a break (``joined`` (n, 1) is 0 where one precedes)."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    np.multiply(rows[:-1], joined[1:], out=before[1:])
    np.multiply(rows[1:], joined[1:], out=after[:-1])
    return before, after


def _neighbours_back(before: Floats, after: Floats, joined: Floats) -> Floats:
    result = np.zeros_like(before)
    result[:-1] += before[1:] * joined[1:]
    result[1:] += after[:-1] * joined[1:]
    return result


def _surroundings(rows: Floats, batch: Batch) -> tuple[Floats, Backprop]:
    """Each row with its neighbours, its head and the mean of its dependents: (n, 5 * width)."""
    joined = batch.joined[:, None]
    below = _gather_back(rows, batch.head, len(rows)) * batch.share
    seen = np.concatenate([rows, *_neighbours(rows, joined), rows[batch.head], below], axis=1)

    def backprop(gradient: Floats) -> Floats:
        own, before, after, above, kids = np.split(gradient, 5, axis=1)
        result = own + _neighbours_back(before, after, joined)
        result += _gather_back(above, batch.head, len(rows))
        result += (kids * batch.share)[batch.head]
        return result

    return seen, backprop
