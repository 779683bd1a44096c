"""Fitting of the confidence of attributions on annotated reports that the network was not trained on."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from dragoman.bench.attribution import right_ones, spans_of
from dragoman.model import DEFAULT_READER, Article, ReaderKind
from dragoman.reading import pipeline, report_of
from dragoman.reading.attribution import AttributionReader
from dragoman.reading.attribution.confidence import SIGNS, signs

_RIDGE = 4.0  # strong, as annotated reports kept apart are few
_STEPS = 30


def fit(gold: Iterable[dict[str, Any]], kind: ReaderKind = DEFAULT_READER) -> dict[str, float]:
    """The weights of ``SIGNS`` under which the chances fit what is right of what ``kind`` reads in ``gold``."""
    nlp = pipeline(kind=kind)
    reader = nlp.get_pipe("dragoman_attribution")
    assert isinstance(reader, AttributionReader)
    rows: list[tuple[float, ...]] = []
    hits: list[bool] = []
    for item in gold:
        article = Article.make(item["text"])
        doc = nlp(article.text)
        report = report_of(article, doc)
        right = right_ones(item["text"], item["attributions"], spans_of(report))
        for attribution, is_right in zip(report.attributions, right, strict=True):
            rows.append(signs(reader.proposed[attribution.id], attribution.kind))
            hits.append(is_right)
    return dict(zip(SIGNS, _logistic(np.array(rows), np.array(hits, dtype=float)), strict=True))


def _logistic(signs_of: Any, hits: Any) -> list[float]:
    """Weights of a logistic regression with a ridge on all but the constant, by Newton's method."""
    weights = np.zeros(signs_of.shape[1])
    ridge = np.full(signs_of.shape[1], _RIDGE)
    ridge[0] = 1e-6
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-signs_of @ weights))
        gradient = signs_of.T @ (hits - chance) - ridge * weights
        curve = (signs_of * (chance * (1 - chance))[:, None]).T @ signs_of + np.diag(ridge)
        weights += np.linalg.solve(curve, gradient)
    return [round(float(weight), 3) for weight in weights]
