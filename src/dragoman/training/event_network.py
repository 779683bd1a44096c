"""The network of the learned event reader, in torch, which only training needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from dragoman.reading.attribution.features import feature_sizes
from dragoman.reading.events.learned import CATEGORIES, MODALITIES, ROLES, TYPES
from dragoman.reading.wordpieces import WordPieces
from dragoman.training.event_examples import Example

_TAG, _DEP, _ENTITY = 16, 16, 8
_PAIR = 128
_RARE = -4.0  # the logit that a word tells an act or fills a role, before anything is learned
_MODE_WEIGHT, _ROLE_WEIGHT = 0.3, 0.3  # of the losses, that of types being 1


class EventNetwork(nn.Module):
    """An encoder with a head for triggers and modality, and one for the roles of words beside a trigger."""

    def __init__(self, encoder: Any, sizes: dict[str, int], dropout: float = 0.15) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.drop = nn.Dropout(dropout)
        self.tag, self.dep = nn.Embedding(sizes["tag"], _TAG), nn.Embedding(sizes["dep"], _DEP)
        self.entity = nn.Embedding(sizes["entity"], _ENTITY)
        self.kind = nn.Linear(width + _TAG + _DEP + _ENTITY, len(TYPES) + 1)
        self.mode = nn.Linear(width + _TAG + _DEP + _ENTITY, len(MODALITIES))
        self.trigger_side, self.token_side = nn.Linear(width, _PAIR), nn.Linear(width, _PAIR)
        counts = [len(TYPES), sizes["tag"], sizes["entity"], *feature_sizes(sizes["dep"])]
        self.pair = nn.EmbeddingBag(sum(counts), _PAIR, mode="sum")  # one table for all features of a pair
        self.register_buffer("starts", torch.tensor([sum(counts[:i]) for i in range(len(counts))]))
        self.role = nn.Linear(_PAIR, len(ROLES))
        for table in (self.tag, self.dep, self.entity, self.pair):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.constant_(self.role.bias, _RARE)
        nn.init.zeros_(self.kind.bias)
        self.kind.bias.data[0] = -_RARE

    def encode(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The encoder's vector of each piece; in training by arithmetic of 16 bits, which is three times as fast."""
        feed = {"input_ids": ids, "attention_mask": mask}
        if not self.training:
            plain: Tensor = self.encoder(**feed).last_hidden_state
            return plain
        half = {name: value.to(torch.bfloat16) for name, value in self.encoder.named_parameters()}
        found: Tensor = torch.func.functional_call(self.encoder, half, kwargs=feed).last_hidden_state
        return found.float()

    def encode_twice(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The encoder's vector of each piece, and that from the middle of its layers."""
        feed = {"input_ids": ids, "attention_mask": mask}
        layers = self.encoder(**feed, output_hidden_states=True).hidden_states
        return layers[-1], layers[len(layers) // 2]

    def triggers(self, vectors: Tensor, tag: Tensor, dep: Tensor, entity: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of type (0: none) and of modality of each token."""
        joined = torch.cat([vectors, self.tag(tag), self.dep(dep), self.entity(entity)], dim=-1)
        return self.kind(joined), self.mode(joined)

    def sides(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """What each token brings to a pair as its trigger, and as the word beside it."""
        return self.trigger_side(vectors), self.token_side(vectors)

    def roles(
        self, triggers: Tensor, vectors: Tensor, kind: Tensor, tag: Tensor, entity: Tensor, features: Tensor
    ) -> Tensor:
        """Logits of each role, for pairs of a trigger of type ``kind`` and a token, both as ``sides`` has them."""
        told = torch.cat([kind[:, None], tag[:, None], entity[:, None], features], dim=1) + self.starts
        joined = triggers + vectors + self.pair(told)
        found: Tensor = self.role(torch.nn.functional.relu(joined))
        return found


@dataclass
class Batch:
    """Examples laid end to end for one step."""

    ids: Tensor
    mask: Tensor
    flat: Tensor
    values: dict[str, Tensor]
    kind: Tensor
    kind_weight: Tensor
    mode: Tensor
    mode_weight: Tensor
    cue: Tensor
    token: Tensor
    features: Tensor
    cue_kind: Tensor
    roles: Tensor
    role_weight: Tensor


def batch(examples: list[Example], cut: WordPieces) -> Batch:
    """``examples`` as one batch."""
    opening, closing = cut.numbers["[CLS]"], cut.numbers["[SEP]"]
    windows = [e.pieces.ids[w.start : w.end] for e in examples for w in e.pieces.windows]
    longest = max(len(w) for w in windows) + 2
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask = np.zeros((len(windows), longest), dtype=np.int64)
    for k, inner in enumerate(windows):
        ids[k, : len(inner) + 2] = [opening, *inner, closing]
        mask[k, : len(inner) + 2] = 1
    flat, before = [], 0
    for e in examples:
        row, column = e.pieces.places()
        flat.append((row + before) * longest + column)
        before += len(e.pieces.windows)
    offsets = np.cumsum([0] + [len(e.kind) for e in examples])[:-1]

    def joined(of: Callable[[Example], NDArray[Any]]) -> Tensor:
        return torch.from_numpy(np.concatenate([of(e) for e in examples]))

    shifted = list(zip(examples, offsets, strict=True))
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(np.concatenate(flat)),
        {name: joined(lambda e, name=name: e.values[name]) for name in CATEGORIES},  # type: ignore[misc]
        joined(lambda e: e.kind),
        joined(lambda e: e.kind_weight),
        joined(lambda e: e.mode),
        joined(lambda e: e.mode_weight),
        torch.from_numpy(np.concatenate([e.reach.cue + o for e, o in shifted])),
        torch.from_numpy(np.concatenate([e.reach.token + o for e, o in shifted])),
        joined(lambda e: e.reach.features),
        joined(lambda e: e.cue_kind),
        joined(lambda e: e.roles),
        joined(lambda e: e.role_weight),
    )


def loss(network: EventNetwork, b: Batch) -> tuple[Tensor, list[float]]:
    """Cross-entropy of types, modalities and roles, a trigger."""
    hidden = network.encode(b.ids, b.mask)
    vectors = network.drop(hidden.reshape(-1, hidden.shape[-1])[b.flat])
    kind, mode = network.triggers(vectors, *(b.values[n] for n in CATEGORIES))
    told = (b.kind_weight * (1 - b.kind[:, 0])).sum().clamp(min=1)
    of_kind = -((b.kind * kind.log_softmax(-1)).sum(-1) * b.kind_weight).sum() / told
    of_mode = -((b.mode * mode.log_softmax(-1)).sum(-1) * b.mode_weight).sum() / told
    total = of_kind + _MODE_WEIGHT * of_mode
    parts = [float(of_kind.detach()), float(of_mode.detach()), 0.0]
    if len(b.cue):
        as_trigger, as_token = network.sides(vectors)
        logits = network.roles(
            as_trigger[b.cue],
            as_token[b.token],
            b.cue_kind,
            b.values["tag"][b.token],
            b.values["entity"][b.token],
            b.features,
        )
        each = torch.nn.functional.binary_cross_entropy_with_logits(logits, b.roles, reduction="none")
        of_roles = (each * b.role_weight).sum() / told
        total = total + _ROLE_WEIGHT * of_roles
        parts[2] = float(of_roles.detach())
    return total, parts
