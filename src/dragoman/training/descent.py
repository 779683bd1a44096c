"""Passes over examples in torch, by which the larger models are trained."""

import random
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

T = TypeVar("T")
_STEEPEST = 5.0  # norm at which gradients are cut


def steps(examples: list[T], size: int) -> Iterator[list[T]]:
    """``examples`` in a new order, some at a time."""
    order = list(range(len(examples)))
    random.shuffle(order)
    for start in range(0, len(order), size):
        yield [examples[i] for i in order[start : start + size]]


def passes(
    network: torch.nn.Module,
    groups: list[dict[str, Any]],
    examples: list[T],
    size: int,
    epochs: int,
    lose: Callable[[list[T]], tuple[torch.Tensor, list[float]]],
    *,
    warm: float,
) -> Iterator[NDArray[np.float64]]:
    """Train ``network`` by AdamW, ``size`` examples a step, and give the mean parts of the loss after each pass.

    ``groups`` are its parameters with their rates, which rise over the share ``warm`` of all steps and then fall
    evenly; ``lose`` gives the loss of examples, and its parts.
    """
    optimizer = torch.optim.AdamW(groups, fused=True)
    total = epochs * -(-len(examples) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [g["lr"] for g in groups], total_steps=total + 1, pct_start=warm, anneal_strategy="linear"
    )
    for _ in range(epochs):
        network.train()
        losses = []
        for chosen in steps(examples, size):
            value, parts = lose(chosen)
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _STEEPEST)
            optimizer.step()
            schedule.step()
            losses.append(parts)
        yield np.mean(losses, axis=0)
