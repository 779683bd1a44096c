"""How likely a proposed attribution is right: a logistic of a few plain signs, fitted on reports kept apart."""

import json
from functools import cache
from importlib import resources
from math import exp, log

from dragoman.model import AttributionKind, ReaderKind
from dragoman.reading.attribution.proposal import Proposal

SIGNS = ("one", "network", "grammar", "score", "layout", "beside", "closed", "direct", "mixed", "unsaid", "relayed")
_LEAST = 0.02


def signs(proposal: Proposal, kind: AttributionKind) -> tuple[float, ...]:
    """What the confidence of ``proposal`` goes by, in the order of ``SIGNS``; ``score`` counts in log odds."""
    scored = proposal.rule in {"network", "grammar"}
    score = min(max(proposal.score, _LEAST), 1 - _LEAST)
    return (
        1.0,
        float(proposal.rule == "network"),
        float(proposal.rule == "grammar"),
        log(score / (1 - score)) if scored else 0.0,
        float(proposal.rule == "layout"),
        float(proposal.rule == "beside"),
        float(proposal.closed),
        float(kind is AttributionKind.DIRECT),
        float(kind is AttributionKind.MIXED),
        float(not proposal.speakers),
        float(bool(proposal.via or proposal.relay)),
    )


@cache
def _weights(reader: ReaderKind) -> dict[str, float]:
    text = (resources.files("dragoman.reading.attribution") / "model" / "confidence.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)[reader.value]
    return weights


def confidence(proposal: Proposal, kind: AttributionKind, reader: ReaderKind) -> float:
    """The chance that content and source of ``proposal``, found by ``reader``, are right; to two places."""
    weights = _weights(reader)
    odds = sum(weights[name] * value for name, value in zip(SIGNS, signs(proposal, kind), strict=True))
    return round(1 / (1 + exp(-odds)), 2)
