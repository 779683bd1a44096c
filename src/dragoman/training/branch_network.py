"""The network of the accurate reader of attributions, in torch, which only training needs.

It goes on from the middle of the events' encoder: a branch of further transformer layers, which see the parse too, then
a head for words that head a cue and one for the roles of the words around each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dragoman.reading.attribution.branch import CATEGORIES, Inputs, starts_of
from dragoman.reading.attribution.features import FLAGS, Ints, Pairs, feature_sizes
from dragoman.reading.attribution.learned import SCHEMES
from dragoman.reading.attribution.network import ROLES

_CUE, _PAIR, _PAIR_LAYERS = 128, 96, 2
_RARE = -3.5  # the logit that a word heads a cue, before anything is learned
_ROLE_WEIGHT, _LABEL_WEIGHT = 0.1, 0.05  # of the losses, that of cues being 1
LABELS = ("source", "cue", "content")


class BranchNetwork(nn.Module):
    """Transformer layers over the middle of an encoder, with heads for cues, roles and, in training only, labels."""

    def __init__(self, layers: nn.ModuleList, width: int, sizes: dict[str, int], dropout: float = 0.15) -> None:
        super().__init__()
        self.layers = layers
        self.drop = nn.Dropout(dropout)
        self.scheme = nn.Embedding(len(SCHEMES), width)
        counts = {**sizes, "flags": FLAGS}
        self.parse = nn.ModuleDict({n: nn.Embedding(counts[n] + 1, width, padding_idx=0) for n in CATEGORIES})
        self.cue = nn.Sequential(nn.Linear(width, _CUE), nn.ReLU(), nn.Dropout(dropout), nn.Linear(_CUE, 1))
        self.label = nn.Linear(width, len(LABELS))
        self.as_cue, self.as_token = nn.Linear(width, _PAIR), nn.Linear(width, _PAIR)
        pair_values = feature_sizes(sizes["dep"])
        self.pair = nn.EmbeddingBag(sum(pair_values), _PAIR, mode="sum")  # one table for all features of a pair
        self.register_buffer("starts", torch.tensor([sum(pair_values[:i]) for i in range(len(pair_values))]))
        self.norms = nn.ModuleList(nn.LayerNorm(_PAIR) for _ in range(_PAIR_LAYERS + 1))
        self.blocks = nn.ModuleList(nn.Linear(3 * _PAIR, _PAIR) for _ in range(_PAIR_LAYERS))
        self.role = nn.Linear(_PAIR, len(ROLES))
        for table in (self.scheme, *self.parse.values()):
            nn.init.normal_(table.weight, std=0.02)
        for table in self.parse.values():
            table.weight.data[0] = 0
        nn.init.normal_(self.pair.weight, std=0.1)
        nn.init.constant_(self.cue[-1].bias, _RARE)

    def encode(
        self, middle: Tensor, mask: Tensor, scheme: Tensor, tag: Tensor, dep: Tensor, entity: Tensor, flags: Tensor
    ) -> Tensor:
        """The branch's vector of each piece; the last four are feature numbers plus 1 at first pieces, else 0.

        In training by arithmetic of 16 bits, which is three times as fast.
        """
        vectors = middle + self.scheme(scheme)
        for name, numbers in zip(CATEGORIES, (tag, dep, entity, flags), strict=True):
            vectors = vectors + self.parse[name](numbers)
        hidden = (1.0 - mask[:, None, None, :].to(vectors.dtype)) * -10000.0
        if not self.training:
            for layer in self.layers:
                vectors = layer(vectors, attention_mask=hidden)[0]
            return vectors
        half, hidden = vectors.to(torch.bfloat16), hidden.to(torch.bfloat16)
        for layer in self.layers:
            weights = {name: value.to(torch.bfloat16) for name, value in layer.named_parameters()}
            half = torch.func.functional_call(layer, weights, (half,), {"attention_mask": hidden})[0]
        return half.float()

    def words(self, vectors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of each token the logit that it heads a cue, and what it brings to a pair as its cue and as another word."""
        return self.cue(vectors)[:, 0], self.as_cue(vectors), self.as_token(vectors)

    def roles(self, cues: Tensor, words: Tensor, features: Tensor, inside: Tensor) -> Tensor:
        """Logits of each role for pairs of a cue and a token, both as ``words`` has them.

        ``inside`` (pairs, 1) is 0 at the first pair of each cue, else 1.
        """
        out = torch.nn.functional.relu(cues + words + self.pair(features + self.starts))
        for norm, block in zip(self.norms, self.blocks, strict=False):
            normed = norm(out)
            before = torch.nn.functional.pad(normed[:-1], (0, 0, 1, 0)) * inside
            after = torch.nn.functional.pad((normed * inside)[1:], (0, 0, 0, 1))
            out = out + self.drop(torch.nn.functional.relu(block(torch.cat([normed, before, after], dim=1))))
        found: Tensor = self.role(self.norms[-1](out))
        return found


@dataclass
class Example:
    """One parsed article: what the branch reads of all windows, where in them each token's first piece stands, cue
    heads, pairs with their roles, and labels of all tokens."""

    inputs: Inputs
    row: Ints
    column: Ints
    cues: Ints
    pairs: Pairs
    roles: Ints
    labels: Ints


@dataclass
class Batch:
    """Examples laid end to end for one step."""

    feed: dict[str, Tensor]
    flat: Tensor
    is_cue: Tensor
    labels: Tensor
    cue: Tensor
    token: Tensor
    features: Tensor
    inside: Tensor
    roles: Tensor


def batch(examples: list[Example]) -> Batch:
    """``examples`` as one batch."""
    longest = max(e.inputs.mask.shape[1] for e in examples)
    feeds: dict[str, list[Any]] = {}
    flat, before = [], 0
    for e in examples:
        for name, rows in e.inputs.feed().items():
            wide = [(0, 0), (0, longest - rows.shape[1]), (0, 0)][: rows.ndim]
            feeds.setdefault(name, []).append(np.pad(rows, wide))
        flat.append((e.row + before) * longest + e.column)
        before += len(e.inputs.mask)

    def joined(of: Callable[[Example], NDArray[Any]]) -> Tensor:
        return torch.from_numpy(np.concatenate([of(e) for e in examples]))

    offsets = np.cumsum([0] + [len(e.labels) for e in examples])[:-1]
    shifted = list(zip(examples, offsets, strict=True))
    is_cue = np.zeros(sum(len(e.labels) for e in examples), dtype=np.float32)
    is_cue[np.concatenate([e.cues + o for e, o in shifted])] = 1
    feed = {name: torch.from_numpy(np.concatenate(rows)) for name, rows in feeds.items()}
    return Batch(
        feed | {"middle": feed["middle"].float()},
        torch.from_numpy(np.concatenate(flat)),
        torch.from_numpy(is_cue),
        joined(lambda e: e.labels).float(),
        torch.from_numpy(np.concatenate([e.pairs.cue + o for e, o in shifted])),
        torch.from_numpy(np.concatenate([e.pairs.token + o for e, o in shifted])),
        joined(lambda e: e.pairs.features),
        joined(lambda e: starts_of(e.pairs)),
        joined(lambda e: e.roles),
    )


def loss(network: BranchNetwork, b: Batch) -> tuple[Tensor, list[float]]:
    """Cross-entropy of cue heads, roles and labels, a cue."""
    hidden = network.encode(**b.feed)
    vectors = network.drop(hidden.reshape(-1, hidden.shape[-1])[b.flat])
    logits, as_cue, as_token = network.words(vectors)
    plain = torch.nn.functional.binary_cross_entropy_with_logits
    told = max(float(b.is_cue.sum()), 1.0)
    of_cues = plain(logits, b.is_cue, reduction="sum") / told
    of_labels = plain(network.label(vectors), b.labels, reduction="sum") / told
    scored = network.roles(as_cue[b.cue], as_token[b.token], b.features, b.inside)
    of_roles = torch.nn.functional.cross_entropy(scored, b.roles, reduction="sum") / told
    total = of_cues + _ROLE_WEIGHT * of_roles + _LABEL_WEIGHT * of_labels
    return total, [float(part.detach()) for part in (of_cues, of_roles, of_labels)]
