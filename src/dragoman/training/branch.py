"""Training of the accurate reader of attributions: layers over the middle of the events' encoder, which stays as it is.

What the encoder makes of the articles is therefore computed once, by the very graph that reading uses. Corpora are of
the form that ``training.attribution`` tells.
"""

import copy
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
import torch
from spacy.tokens import Doc
from torch import nn

from dragoman.languages import LANGUAGES
from dragoman.reading import base_pipeline
from dragoman.reading.attribution.branch import CATEGORIES, FORMAT, PARSED, Inputs, inputs, values_of
from dragoman.reading.attribution.features import Floats, Index, Ints, Tokens, feature_sizes, pairs
from dragoman.reading.attribution.learned import SCHEMES
from dragoman.reading.chances import sigmoid
from dragoman.reading.encoder import WINDOW, Encoded, Pieces, default_encoder
from dragoman.training.attribution import articles, best_threshold, gold_roles, labels_of
from dragoman.training.branch_network import BranchNetwork, Example, batch, loss
from dragoman.training.descent import passes
from dragoman.training.event_export import quantized, write
from dragoman.training.events import default_encoder as pretrained

_WARM = 0.08  # share of the steps over which rates rise
_REPEATS = {"reports": 2, "polnear": 1}  # there are few reports, and they are what is read


@dataclass(frozen=True)
class Sizes:
    """How a branch is trained; ``layers`` are those above the middle of the encoder."""

    epochs: int = 3
    layers: int = 3
    learn_rate: float = 2e-4
    head_rate: float = 1.5e-3
    dropout: float = 0.15
    articles_a_step: int = 3


class Trained(NamedTuple):
    """A trained network, with all that the reader takes beside it."""

    network: BranchNetwork
    indexes: dict[str, Index]
    meta: dict[str, Any]


def _whole(encoded: Encoded, values: dict[str, Ints], scheme: int) -> Inputs:
    """The inputs of all windows as one, in their order and in half the precision."""
    windows = sum(len(b.windows) for b in encoded.batches)
    longest = max(b.mask.shape[1] for b in encoded.batches)
    width = encoded.batches[0].middle.shape[2]
    middle = np.zeros((windows, longest, width), dtype=np.float16)
    mask = np.zeros((windows, longest), dtype=np.int64)
    spread = {name: np.zeros_like(mask) for name in CATEGORIES}
    for given, here in zip(inputs(encoded, values, scheme), encoded.batches, strict=True):
        size = here.mask.shape[1]
        middle[here.windows, :size] = given.middle
        mask[here.windows, :size] = given.mask
        for name, rows in given.values.items():
            spread[name][here.windows, :size] = rows
    return Inputs(middle, mask, spread, scheme)  # type: ignore[arg-type]


def example(doc: Doc, article: dict[str, Any], indexes: dict[str, Index], scheme: str) -> Example:
    """The example that a parsed article makes."""
    tokens, encoder = Tokens.of(doc), default_encoder()
    encoded = encoder.encode(Pieces.of(doc, tokens, encoder.cut, WINDOW))
    values = values_of(tokens, indexes)
    cues, told = gold_roles(doc, tokens, article["attributions"])
    reach = pairs(tokens, values["dep"], cues)
    roles = told[np.repeat(np.arange(len(cues)), reach.lengths), reach.token]
    read = _whole(encoded, values, SCHEMES.index(scheme))
    labels = labels_of(tokens, article["attributions"])
    return Example(read, encoded.row, encoded.column, cues, reach, roles, labels)


def train(
    polnear: Path,
    reports: Sequence[Path] = (),
    *,
    sizes: Sizes = Sizes(),
    seed: int = 0,
    held_out: float = 0.07,
    progress: Callable[[str], None] = lambda line: None,
) -> Trained:
    """Train on ``polnear`` and on whole records, ``reports``; a share of each, ``held_out``, sets the cue thresholds.

    Deterministic for a seed on one machine with one thread.
    """
    by_id = {row["id"]: row for path in reversed(reports) for row in articles(path)}
    gold = {"reports": list(by_id.values()), "polnear": articles(polnear)}
    nlp = base_pipeline()
    progress(" and ".join(f"{len(rows)} articles of {scheme}" for scheme, rows in gold.items() if rows))
    docs = {scheme: list(nlp.pipe(a["text"] for a in rows)) for scheme, rows in gold.items()}
    parsed = [Tokens.of(doc) for found in docs.values() for doc in found]
    indexes = {name: Index(np.concatenate([getattr(t, name) for t in parsed])) for name in PARSED}
    random.seed(seed)
    torch.manual_seed(seed)
    examples, apart = [], {}
    about: dict[str, Any] = {"seed": seed, "parser": LANGUAGES["en"].model, **asdict(sizes)}
    for scheme, rows in gold.items():
        found = [example(doc, row, indexes, scheme) for doc, row in zip(docs[scheme], rows, strict=True)]
        random.shuffle(found)
        cut = max(1, round(held_out * len(found))) if held_out and found else 0
        apart[scheme], kept = found[:cut], [e for e in found[cut:] if len(e.cues)]
        examples += kept * _REPEATS[scheme]
        about[scheme] = {"articles": len(kept), "attributions": sum(len(e.cues) for e in kept), "held_out": cut}
    network = fresh(indexes, sizes)
    fit(network, examples, sizes, progress)
    thresholds = dict.fromkeys(SCHEMES, 0.5)
    for scheme, kept in apart.items():
        if kept:
            thresholds[scheme] = tuned(network, kept)
            progress(f"cue threshold of {scheme} {thresholds[scheme]:.2f}, set on {len(kept)} articles")
    meta = {"format": FORMAT, "encoder": default_encoder().identity, "thresholds": thresholds, "about": about}
    return Trained(network, indexes, meta)


def fresh(indexes: dict[str, Index], sizes: Sizes) -> BranchNetwork:
    """A network whose layers are the upper ones of the pre-trained encoder."""
    from transformers import AutoModel

    plain = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0, "attn_implementation": "eager"}
    encoder = AutoModel.from_pretrained(pretrained(), add_pooling_layer=False, **plain)
    count = encoder.config.num_hidden_layers
    upper = encoder.encoder.layer[count // 2 : count // 2 + sizes.layers]
    layers = nn.ModuleList(copy.deepcopy(layer) for layer in upper)
    counts = {name: len(index) for name, index in indexes.items()}
    return BranchNetwork(layers, encoder.config.hidden_size, counts, sizes.dropout)


def fit(network: BranchNetwork, examples: list[Example], sizes: Sizes, progress: Callable[[str], None]) -> None:
    """Train ``network`` on ``examples``."""
    groups = []
    for name, parameter in network.named_parameters():
        rate = sizes.learn_rate if name.startswith("layers.") else sizes.head_rate
        groups.append({"params": [parameter], "lr": rate, "weight_decay": 0.01 if parameter.dim() > 1 else 0.0})
    each = passes(
        network,
        groups,
        examples,
        sizes.articles_a_step,
        sizes.epochs,
        lambda chosen: loss(network, batch(chosen)),
        warm=_WARM,
    )
    for epoch, (cue, role, label) in enumerate(each, 1):
        progress(f"epoch {epoch} of {sizes.epochs}: loss of cues {cue:.3f}, of roles {role:.2f}, of labels {label:.2f}")


def tuned(network: BranchNetwork, examples: list[Example]) -> float:
    """The cue threshold that does best on ``examples``."""
    network.eval()
    chance: list[Floats] = []
    truth: list[Any] = []
    with torch.no_grad():
        for one in examples:
            given = batch([one])
            hidden = network.encode(**given.feed)
            logits, _, _ = network.words(hidden.reshape(-1, hidden.shape[-1])[given.flat])
            chance.append(sigmoid(logits.numpy()))
            truth.append(given.is_cue.numpy() > 0)
    return best_threshold(np.concatenate(chance), np.concatenate(truth))


def save(trained: Trained, folder: Path) -> None:
    """Write the model into ``folder``: ONNX graphs (the layers' weights in 8 bits), indexes and ``branch.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    network = trained.network.eval()
    width = network.scheme.embedding_dim
    numbers = torch.ones(2, 8, dtype=torch.long)
    feed = {"middle": torch.zeros(2, 8, width), "mask": numbers, "scheme": numbers * 0}
    feed |= dict.fromkeys(CATEGORIES, numbers)
    with TemporaryDirectory() as scratch:
        whole = Path(scratch) / "branch.onnx"
        write(network, "encode", feed, ["vectors"], whole, {0: "windows", 1: "pieces"})
        quantized(whole, folder / "branch.onnx")
    many = {0: "many"}
    write(
        network, "words", {"vectors": torch.zeros(5, width)}, ["cue", "as_cue", "as_word"], folder / "words.onnx", many
    )
    side = torch.zeros(5, network.as_cue.out_features)
    features = torch.zeros(5, len(feature_sizes(1)), dtype=torch.long)
    pair = {"cues": side, "words": side, "features": features, "inside": torch.ones(5, 1)}
    write(network, "roles", pair, ["roles"], folder / "roles.onnx", many)
    np.savez_compressed(folder / "branch.npz", **{name: trained.indexes[name].keys for name in PARSED})
    (folder / "branch.json").write_text(json.dumps(trained.meta, indent=1, sort_keys=True) + "\n", "utf-8")
