"""Training of a learned choice, in NumPy: Adam over sparse rows, features dropped at random, seeded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.reading.attribution.features import Floats, Ints
from dragoman.reading.events.choice import SIZE, Choice, numbered

_STEP = 16  # choices
_RATE = 0.01
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8  # of Adam


@dataclass(frozen=True)
class Settings:
    """How a choice is trained: networks that are averaged, hidden units of each, passes, the share of features left out
    at each step, the ridge."""

    networks: int = 3
    hidden: int = 16
    epochs: int = 3
    dropped: float = 0.3
    ridge: float = 1.6e-3


DEFAULTS = Settings()


@dataclass
class Case:
    """One choice with its answers.

    ``rows`` are those of all candidates' features end to end, ``starts`` where each candidate begins, ``around`` what
    speaks for none. ``right`` and ``open`` (candidates + 1, questions) say which are right and which count at all,
    ``weight`` (questions) how much each answer counts.
    """

    rows: Ints
    starts: Ints
    around: Ints
    right: Floats
    open: Floats
    weight: Floats


def case(
    candidates: Sequence[Sequence[str]], around: Sequence[str], right: Floats, open_: Floats, weight: Floats
) -> Case:
    """A case of candidates as their features tell them."""
    lengths = np.array([len(features) for features in candidates], dtype=np.int64)
    rows = numbered([feature for features in candidates for feature in features])
    return Case(rows, np.cumsum(lengths) - lengths, numbered(around), right, open_, weight)


@dataclass
class _Adam:
    """The running means of the gradients of one array."""

    values: Floats
    first: Floats = field(init=False)
    second: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.second = np.zeros_like(self.values), np.zeros_like(self.values)

    def step(self, rate: float, gradient: Floats, rows: Ints | slice = slice(None)) -> None:
        """Go down ``gradient``, which is that of ``rows``."""
        self.first[rows] = _FIRST * self.first[rows] + (1 - _FIRST) * gradient
        self.second[rows] = _SECOND * self.second[rows] + (1 - _SECOND) * gradient**2
        self.values[rows] -= rate * self.first[rows] / (np.sqrt(self.second[rows]) + _TINY)


def fit(cases: list[Case], questions: int, settings: Settings, seed: int, progress: Callable[[str], None]) -> Choice:
    """A choice trained on ``cases``, the mean of several that only differ in their seed."""
    seeds = range(seed * settings.networks, (seed + 1) * settings.networks)
    return mean([_fitted(cases, questions, settings, number, progress) for number in seeds])


def mean(choices: list[Choice]) -> Choice:
    """One choice whose scores are the mean of those of ``choices``: their hidden layers side by side."""
    count = len(choices)
    return Choice(
        np.hstack([one.table for one in choices]),
        np.concatenate([one.bias for one in choices]),
        np.vstack([one.out for one in choices]) / count,
        np.mean([one.linear for one in choices], axis=0),
        np.mean([one.none for one in choices], axis=0),
    )


def _fitted(
    cases: list[Case], questions: int, settings: Settings, seed: int, progress: Callable[[str], None]
) -> Choice:
    """A choice trained on ``cases``: the likelihood of the right candidates, one answer a question."""
    rng = np.random.default_rng(seed)
    choice = Choice(
        rng.normal(0, 0.05, (SIZE, settings.hidden)).astype(np.float32),
        np.zeros(settings.hidden, np.float32),
        rng.normal(0, 0.3, (settings.hidden, questions)).astype(np.float32),
        np.zeros((SIZE, questions), np.float32),
        np.zeros((SIZE, questions), np.float32),
    )
    adams = {name: _Adam(getattr(choice, name)) for name in ("table", "bias", "out", "linear", "none")}
    count = 0
    for epoch in range(settings.epochs):
        order = rng.permutation(len(cases))
        losses, weights = 0.0, 0.0
        for start in range(0, len(order), _STEP):
            count += 1
            rate = _RATE * np.sqrt(1 - _SECOND**count) / (1 - _FIRST**count) * (1 - 0.8 * epoch / settings.epochs)
            chosen = [_thinned(cases[i], settings.dropped, rng) for i in order[start : start + _STEP]]
            loss, weight = _down(choice, adams, chosen, float(rate), settings.ridge)
            losses, weights = losses + loss, weights + weight
        progress(f"epoch {epoch + 1} of {settings.epochs}: loss {losses / max(weights, 1):.3f}")
    return choice


def _thinned(one: Case, share: float, rng: np.random.Generator) -> Case:
    """``one`` without a ``share`` of its features; each candidate keeps its first."""
    kept = rng.random(len(one.rows)) >= share
    kept[one.starts] = True
    starts = np.concatenate([[0], np.cumsum(kept)])[one.starts]
    return Case(one.rows[kept], starts, one.around, one.right, one.open, one.weight)


def _down(choice: Choice, adams: dict[str, _Adam], cases: list[Case], rate: float, ridge: float) -> tuple[float, float]:
    """One step on ``cases``; their loss and weight."""
    loss = weight = 0.0
    dense = {"bias": np.zeros_like(choice.bias), "out": np.zeros_like(choice.out)}
    sparse: dict[str, list[tuple[Ints, Floats]]] = {"table": [], "linear": [], "none": []}
    for one in cases:
        raised, scores = choice.scores(one.rows, one.starts, one.around)
        powers = np.exp(scores - scores.max(axis=0)) * one.open
        chances = powers / powers.sum(axis=0)
        hit = chances * one.right
        total = hit.sum(axis=0) + 1e-9
        loss -= float((np.log(total) * one.weight).sum())
        weight += float(one.weight.sum())
        slope = ((chances - hit / total) * one.weight).astype(np.float32)
        below = (slope[:-1] @ choice.out.T) * (raised > 0)
        dense["out"] += raised.T @ slope[:-1]
        dense["bias"] += below.sum(axis=0)
        lengths = np.diff(np.append(one.starts, len(one.rows)))
        sparse["table"].append((one.rows, np.repeat(below, lengths, axis=0)))
        sparse["linear"].append((one.rows, np.repeat(slope[:-1], lengths, axis=0)))
        sparse["none"].append((one.around, np.repeat(slope[-1:], len(one.around), axis=0)))
    for name, gradient in dense.items():
        adams[name].step(rate, gradient)
    for name, parts in sparse.items():
        rows, gradient = _summed(parts)
        adams[name].step(rate, gradient + ridge * adams[name].values[rows], rows)
    return loss, weight


def _summed(parts: list[tuple[Ints, Floats]]) -> tuple[Ints, Floats]:
    """The rows that have a gradient, each once, with the sum of it."""
    rows, inverse = np.unique(np.concatenate([rows for rows, _ in parts]), return_inverse=True)
    gradients = np.concatenate([gradient for _, gradient in parts])
    total: NDArray[np.float32] = np.zeros((len(rows), gradients.shape[1]), np.float32)
    np.add.at(total, inverse, gradients)
    return rows, total
