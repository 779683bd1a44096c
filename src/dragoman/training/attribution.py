"""Training of the attribution network on a corpus in the PolNeAR JSONL form.

Each line is an article: {"id", "text", "attributions": [{"source": [[start, end], ...], "cue": [...],
"content": [...]}, ...]} with character offsets, end exclusive.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Adam, fix_random_seed
from thinc.schedules import warmup_linear

from dragoman.bench.corpus import rows
from dragoman.languages import LANGUAGES
from dragoman.reading import base_pipeline
from dragoman.reading.attribution.features import Floats, Index, Ints, Pairs, Tokens
from dragoman.reading.attribution.learned import AttributionModel, with_unknown
from dragoman.reading.attribution.network import Batch

_RARE = 4
_UNKNOWN_LEMMAS = 0.15
_CLIP = 5.0
_WARM_UP = 200
_ARTICLES_A_STEP = 3


@dataclass(frozen=True)
class Example:
    """One parsed article with its gold cue heads and, for each, the role of every token."""

    tokens: Tokens
    batch: Batch
    cues: Ints
    pairs: Pairs
    roles: Ints


def articles(corpus: Path) -> list[dict[str, Any]]:
    """The articles of ``corpus``; SourceError where a line is not an article with attributions."""

    def check(row: dict[str, Any]) -> object:
        return row["id"], row["text"], row["attributions"]

    return rows(corpus, "articles", "attributions", "an annotated article", check)


def cue_head(doc: Doc, cue: list[int]) -> int:
    """The token that the cue span hangs on: its verb where it has one, or else its first syntactic root."""
    inside = set(cue)
    roots = [i for i in cue if doc[i].head.i not in inside or doc[i].head.i == i]
    return next((i for i in roots if doc[i].pos_ in {"VERB", "AUX"}), roots[0])


def _within(tokens: Tokens, spans: list[list[int]] | None) -> list[int]:
    found: set[int] = set()
    for start, end in spans or []:
        hit = (tokens.start < end) & (tokens.end > start) & ~tokens.is_break
        found.update(np.flatnonzero(hit).tolist())
    return sorted(found)


def _gold(doc: Doc, tokens: Tokens, attributions: list[dict[str, Any]]) -> list[tuple[int, NDArray[np.int64]]]:
    """Cue head and role of every token, for each attribution that has a cue, in the order of the cues."""
    found = []
    for item in attributions:
        cue = _within(tokens, item.get("cue"))
        if not cue:
            continue
        roles = np.zeros(len(doc), dtype=np.int64)
        for role, name in ((3, "content"), (1, "source"), (2, "cue")):
            roles[_within(tokens, item.get(name))] = role
        found.append((cue_head(doc, cue), roles))
    return sorted(found, key=lambda pair: pair[0])


def _indexes(parsed: list[Tokens]) -> dict[str, Index]:
    counts: Counter[int] = Counter()
    for tokens in parsed:
        counts.update(tokens.lemma.tolist())
    frequent = np.array([key for key, count in counts.items() if count >= _RARE], dtype=np.uint64)
    return {
        "lemma": Index(frequent),
        "tag": Index(np.concatenate([t.tag for t in parsed])),
        "dep": Index(np.concatenate([t.dep for t in parsed])),
        "entity": Index(np.concatenate([t.entity for t in parsed])),
    }


def train(
    corpus: Path,
    *,
    epochs: int = 14,
    seed: int = 0,
    learn_rate: float = 0.002,
    held_out: float = 0.1,
    progress: Callable[[str], None] = lambda line: None,
    **sizes: Any,
) -> AttributionModel:
    """Train on the articles of ``corpus`` and set the cue threshold on a share of them, ``held_out``, kept apart.

    Deterministic for a seed on one machine (floating-point sums differ between BLAS builds).
    """
    fix_random_seed(seed)
    gold = articles(corpus)
    nlp = base_pipeline()
    progress(f"parsing {len(gold)} articles")
    docs = list(nlp.pipe(a["text"] for a in gold))
    parsed = [Tokens.of(doc) for doc in docs]
    model = AttributionModel.untrained(_indexes(parsed), **sizes)
    vectors = with_unknown(nlp.vocab)
    examples = [_example(model, d, t, a) for d, t, a in zip(docs, parsed, gold, strict=True)]
    order = np.random.permutation(len(examples))
    apart = max(1, round(held_out * len(examples))) if held_out else 0
    keep = [examples[i] for i in order[apart:]] or examples
    _fit(model, keep, vectors, epochs, learn_rate, progress)
    model.about = {
        "corpus": corpus.name,
        "articles": len(keep),
        "attributions": sum(len(e.cues) for e in keep),
        "epochs": epochs,
        "seed": seed,
        "parser": LANGUAGES["en"].model,
    }
    if apart:
        model.threshold = _best_threshold(model, [examples[i] for i in order[:apart]], vectors)
        progress(f"cue threshold {model.threshold:.2f}, set on {apart} articles kept apart")
    return model


def _example(model: AttributionModel, doc: Doc, tokens: Tokens, article: dict[str, Any]) -> Example:
    gold = _gold(doc, tokens, article["attributions"])
    cues = np.array([head for head, _ in gold], dtype=np.int64)
    reach = model.pairs(tokens, cues)
    edges = np.cumsum(reach.lengths)
    roles = np.zeros(len(reach.token), dtype=np.int64)
    for (_, role), start, end in zip(gold, edges - reach.lengths, edges, strict=True):
        roles[start:end] = role[reach.token[start:end]]
    return Example(tokens, model.batch(tokens, np.zeros((0, 0), dtype=np.float32)), cues, reach, roles)


def _joined(examples: list[Example], vectors: Floats) -> tuple[Batch, Floats, Pairs, Ints]:
    """Examples laid end to end: batch, 1 at cue heads, pairs and roles; lemmas hidden at random."""
    offsets = np.cumsum([0] + [len(e.batch.head) for e in examples])[:-1]
    values = {name: np.concatenate([e.batch.values[name] for e in examples]) for name in examples[0].batch.values}
    hidden = np.random.random(len(values["lemma"])) < _UNKNOWN_LEMMAS
    values["lemma"] = np.where(hidden, 0, values["lemma"])
    batch = Batch(
        values,
        np.concatenate([e.batch.tensor for e in examples]),
        vectors[np.concatenate([e.tokens.vector_row for e in examples])],
        np.concatenate([e.batch.head + o for e, o in zip(examples, offsets, strict=True)]),
        np.concatenate([e.batch.joined for e in examples]),
    )
    is_cue = np.zeros(len(batch.head), dtype=np.float32)
    for example, offset in zip(examples, offsets, strict=True):
        is_cue[example.cues + offset] = 1
    reach = Pairs(
        np.concatenate([e.pairs.token + o for e, o in zip(examples, offsets, strict=True)]),
        np.concatenate([e.pairs.cue + o for e, o in zip(examples, offsets, strict=True)]),
        np.concatenate([e.pairs.lengths for e in examples]),
        np.concatenate([e.pairs.features for e in examples]),
    )
    return batch, is_cue, reach, np.concatenate([e.roles for e in examples])


def _steps(examples: list[Example]) -> Iterator[list[Example]]:
    order = np.random.permutation(len(examples))
    for start in range(0, len(order), _ARTICLES_A_STEP):
        yield [examples[i] for i in order[start : start + _ARTICLES_A_STEP]]


def _fit(
    model: AttributionModel,
    examples: list[Example],
    vectors: Floats,
    epochs: int,
    learn_rate: float,
    progress: Callable[[str], None],
) -> None:
    network = model.network
    total = epochs * -(-len(examples) // _ARTICLES_A_STEP)
    optimizer = Adam(warmup_linear(learn_rate, min(_WARM_UP, total // 10), total), L2=0.01, beta2=0.99, grad_clip=0.0)
    for epoch in range(epochs):
        losses = [_step(model, chosen, vectors, optimizer) for chosen in _steps(examples)]
        cue, role = np.mean(losses, axis=0)
        progress(f"epoch {epoch + 1} of {epochs}: loss of cues {cue:.4f}, of roles {role:.4f}")
    with network.model.use_params(optimizer.averages):
        averaged = network.model.to_bytes()
    network.model.from_bytes(averaged)


def _step(model: AttributionModel, chosen: list[Example], vectors: Floats, optimizer: Adam) -> tuple[float, float]:
    """One update; mean losses (cross-entropy) of cue heads over tokens, and of roles over pairs."""
    network = model.network
    batch, is_cue, reach, roles = _joined(chosen, vectors)
    projected, back_projected = network.project(batch.vector, True)
    batch = Batch(batch.values, batch.tensor, projected, batch.head, batch.joined)
    encoded, back_encoded = network.encode(batch, True)
    logits, back_cues = network.cues(encoded, True)
    chance = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    cue_loss = -np.log(np.where(is_cue > 0, chance, 1 - chance) + 1e-7).mean()
    gradient = back_cues(((chance - is_cue) / max(float(is_cue.sum()), 1)).astype(np.float32))
    role_loss = 0.0
    if len(roles):
        scores, back_roles = network.roles(encoded, reach, True)
        spread = np.exp(scores - scores.max(axis=1, keepdims=True))
        spread /= spread.sum(axis=1, keepdims=True)
        at = np.arange(len(roles))
        role_loss = float(-np.log(spread[at, roles] + 1e-7).mean())
        spread[at, roles] -= 1
        gradient = gradient + back_roles((spread * (0.1 / len(reach.lengths))).astype(np.float32))
    back_projected(np.ascontiguousarray(back_encoded(gradient)))
    _clip(model)
    network.model.finish_update(optimizer)
    optimizer.step_schedules()
    return float(cue_loss), role_loss


def _clip(model: AttributionModel) -> None:
    """Scale all gradients together to a norm of at most ``_CLIP``."""
    layers = list(model.network.model.walk())
    gradients = [layer.get_grad(n) for layer in layers for n in layer.param_names if layer.has_grad(n)]
    norm = float(np.sqrt(sum(float((g * g).sum()) for g in gradients)))
    if norm > _CLIP:
        for gradient in gradients:
            gradient *= _CLIP / norm


def _best_threshold(model: AttributionModel, examples: list[Example], vectors: Floats) -> float:
    """The threshold with the best F1 of cue heads over ``examples``."""
    chance, truth = [], []
    for example in examples:
        projected = model.network.project.predict(vectors[example.tokens.vector_row])
        batch = Batch(example.batch.values, example.batch.tensor, projected, example.batch.head, example.batch.joined)
        logits, _ = model.network.cues(model.network.encode(batch)[0])
        is_cue = np.zeros(len(logits), dtype=bool)
        is_cue[example.cues] = True
        chance.append(1 / (1 + np.exp(-np.clip(logits, -30, 30))))
        truth.append(is_cue)
    scores, gold = np.concatenate(chance), np.concatenate(truth)

    def f1(threshold: float) -> float:
        hit = scores >= threshold
        return 2 * int((hit & gold).sum()) / max(int(hit.sum()) + int(gold.sum()), 1)

    return max((percent / 100 for percent in range(20, 65)), key=f1)
