"""Training of the attribution network on corpora in the PolNeAR JSONL form.

Each line is an article: {"id", "text", "attributions": [{"source": [[start, end], ...], "cue": [...],
"content": [...]}, ...]} with character offsets, end exclusive. Reports with their whole record are of that form too.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
from dragoman.reading.attribution.network import ROLES, Batch
from dragoman.reading.chances import sigmoid, softmax

_RARE = 4
_UNKNOWN_LEMMAS = 0.15
_CLIP = 5.0
_WARM_UP = 200
_ARTICLES_A_STEP = 3
_REPEATS = {"reports": 2, "polnear": 1}  # there are few reports, and they are what is read
_REHEARSED = 320  # articles of PolNeAR in an epoch of further training


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


def gold_roles(doc: Doc, tokens: Tokens, attributions: list[dict[str, Any]]) -> tuple[Ints, Ints]:
    """Cue heads (cues,) and the role of every token (cues, tokens), of the attributions that have a cue, by cue."""
    found = []
    for item in attributions:
        cue = _within(tokens, item.get("cue"))
        if not cue:
            continue
        roles = np.zeros(len(doc), dtype=np.int64)
        for role, name in ((3, "content"), (1, "source"), (2, "cue")):
            roles[_within(tokens, item.get(name))] = role
        found.append((cue_head(doc, cue), roles))
    found.sort(key=lambda pair: pair[0])
    told = np.array([roles for _, roles in found], dtype=np.int64).reshape(len(found), len(doc))
    return np.array([head for head, _ in found], dtype=np.int64), told


def labels_of(tokens: Tokens, attributions: list[dict[str, Any]]) -> Ints:
    """(tokens, 3): 1 where a token is in the source, cue or content of any of ``attributions``."""
    labels = np.zeros((len(tokens.head), len(ROLES) - 1), dtype=np.int64)
    for item in attributions:
        for column, name in enumerate(ROLES[1:]):
            labels[_within(tokens, item.get(name)), column] = 1
    return labels


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
    polnear: Path,
    reports: Sequence[Path] = (),
    *,
    start: AttributionModel | None = None,
    epochs: int = 14,
    seed: int = 0,
    learn_rate: float = 0.002,
    held_out: float = 0.1,
    progress: Callable[[str], None] = lambda line: None,
    **sizes: Any,
) -> AttributionModel:
    """Train on ``polnear`` and on whole records, ``reports``; a share of each, ``held_out``, sets the cue thresholds.

    An article that stands in several files of ``reports`` is taken from the first. ``start`` is a model to train
    further: an epoch then has all reports and a draw of PolNeAR, whose threshold stays. Deterministic for a seed on one
    machine (floating-point sums differ between BLAS builds).
    """
    fix_random_seed(seed)
    by_id = {row["id"]: row for path in reversed(reports) for row in articles(path)}
    gold = {"reports": list(by_id.values()), "polnear": articles(polnear)}
    nlp = base_pipeline()
    progress(" and ".join(f"{len(rows)} articles of {scheme}" for scheme, rows in gold.items() if rows))
    docs = {scheme: list(nlp.pipe(a["text"] for a in rows)) for scheme, rows in gold.items()}
    parsed = {scheme: [Tokens.of(doc) for doc in docs[scheme]] for scheme in gold}
    model = start or AttributionModel.untrained(_indexes([t for tokens in parsed.values() for t in tokens]), **sizes)
    examples = {
        scheme: [
            _example(model, *parts, scheme) for parts in zip(docs[scheme], parsed[scheme], gold[scheme], strict=True)
        ]
        for scheme in gold
    }
    rehearsed = _REHEARSED if start is not None else None
    return fit(model, examples, with_unknown(nlp.vocab), epochs, seed, learn_rate, held_out, progress, rehearsed)


def fit(
    model: AttributionModel,
    examples: dict[str, list[Example]],
    vectors: Floats,
    epochs: int,
    seed: int,
    learn_rate: float,
    held_out: float,
    progress: Callable[[str], None],
    rehearsed: int | None = None,
) -> AttributionModel:
    """``model`` trained on ``examples`` by scheme, with its thresholds set; ``rehearsed`` of PolNeAR's an epoch."""
    keep: dict[str, list[Example]] = {}
    apart: dict[str, list[Example]] = {}
    about: dict[str, Any] = {"epochs": epochs, "seed": seed, "parser": LANGUAGES["en"].model}
    for scheme, found in examples.items():
        if not found:
            continue
        order = np.random.permutation(len(found))
        cut = max(1, round(held_out * len(found))) if held_out else 0
        apart[scheme] = [found[i] for i in order[:cut]]
        chosen = [found[i] for i in order[cut:]] or found
        keep[scheme] = chosen * _REPEATS[scheme]
        about[scheme] = {"articles": len(chosen), "attributions": sum(len(e.cues) for e in chosen)}
    _fit(model, keep, vectors, epochs, learn_rate, progress, rehearsed)
    model.about = about
    for scheme in (s for s, kept in apart.items() if kept and (rehearsed is None or s != "polnear")):
        model.thresholds[scheme] = _best_threshold(model, apart[scheme], vectors)
        progress(f"cue threshold of {scheme} {model.thresholds[scheme]:.2f}, set on {len(apart[scheme])} articles")
    return model


def _example(model: AttributionModel, doc: Doc, tokens: Tokens, article: dict[str, Any], scheme: str) -> Example:
    cues, told = gold_roles(doc, tokens, article["attributions"])
    reach = model.pairs(tokens, cues)
    roles = told[np.repeat(np.arange(len(cues)), reach.lengths), reach.token]
    return Example(tokens, model.batch(tokens, np.zeros((0, 0), dtype=np.float32), scheme), cues, reach, roles)


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


def _steps(examples: dict[str, list[Example]], rehearsed: int | None) -> Iterator[list[Example]]:
    """An epoch's steps: all examples in a random order, or of PolNeAR ``rehearsed``."""
    drawn = dict(examples)
    if rehearsed is not None:
        found = examples["polnear"]
        drawn["polnear"] = [found[i] for i in np.random.permutation(len(found))[:rehearsed]]
    pool = [example for part in drawn.values() for example in part]
    order = np.random.permutation(len(pool))
    for start in range(0, len(order), _ARTICLES_A_STEP):
        yield [pool[i] for i in order[start : start + _ARTICLES_A_STEP]]


def _fit(
    model: AttributionModel,
    examples: dict[str, list[Example]],
    vectors: Floats,
    epochs: int,
    learn_rate: float,
    progress: Callable[[str], None],
    rehearsed: int | None,
) -> None:
    network = model.network
    sizes = {scheme: len(found) for scheme, found in examples.items()}
    if rehearsed is not None:
        sizes["polnear"] = min(rehearsed, sizes["polnear"])
    total = epochs * -(-sum(sizes.values()) // _ARTICLES_A_STEP)
    optimizer = Adam(warmup_linear(learn_rate, min(_WARM_UP, total // 10), total), L2=0.01, beta2=0.99, grad_clip=0.0)
    for epoch in range(epochs):
        losses = [_step(model, chosen, vectors, optimizer) for chosen in _steps(examples, rehearsed)]
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
    chance = sigmoid(logits)
    cue_loss = -np.log(np.where(is_cue > 0, chance, 1 - chance) + 1e-7).mean()
    gradient = back_cues(((chance - is_cue) / max(float(is_cue.sum()), 1)).astype(np.float32))
    role_loss = 0.0
    if len(roles):
        scores, back_roles = network.roles(encoded, reach, True)
        spread = softmax(scores)
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
        chance.append(sigmoid(logits))
        truth.append(is_cue)
    return best_threshold(np.concatenate(chance), np.concatenate(truth))


def best_threshold(scores: Floats, gold: NDArray[np.bool_]) -> float:
    """The threshold of ``scores`` with the best F1 for what is true in ``gold``."""

    def f1(threshold: float) -> float:
        hit = scores >= threshold
        return 2 * int((hit & gold).sum()) / max(int(hit.sum()) + int(gold.sum()), 1)

    return max((percent / 100 for percent in range(20, 65)), key=f1)
