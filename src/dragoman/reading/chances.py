"""Chances from the logits of trained models."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def sigmoid(logits: Floats) -> Floats:
    """The chance of each on its own, 0-1."""
    result: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return result


def softmax(logits: Floats) -> Floats:
    """The chances of alternatives, which stand along the last axis and make up 1."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    result: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return result
