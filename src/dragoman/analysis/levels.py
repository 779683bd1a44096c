"""Two pieces of statistics: where the level of a series changes, and Student's t."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_GRID = 20_001  # points of the integral of Student's density


def levels(series: Sequence[float], penalty: float, shortest: int = 3) -> list[int]:
    """The ends of the stretches of constant level that fit ``series`` best, the last of them its length.

    Best is the least sum of squared distances from each stretch's mean, plus ``penalty`` a stretch; no stretch is
    shorter than ``shortest``. Found by optimal partitioning (Jackson et al. 2005), exact and quadratic in time: PELT
    (Killick et al. 2012) finds the same cuts and is quicker only for series much longer than ours.
    """
    values = np.asarray(series, float)
    size = len(values)
    if size < 2 * shortest:
        return [size]
    sums = np.concatenate([[0.0], np.cumsum(values)])
    squares = np.concatenate([[0.0], np.cumsum(values**2)])
    best = np.full(size + 1, np.inf)  # cost of the first so many values
    best[0] = 0.0
    before = np.zeros(size + 1, int)  # where the last of their stretches starts
    for end in range(shortest, size + 1):
        starts = np.arange(end - shortest + 1)
        cost = squares[end] - squares[starts] - (sums[end] - sums[starts]) ** 2 / (end - starts)
        whole = best[starts] + cost + penalty
        before[end] = int(np.argmin(whole))
        best[end] = whole[before[end]]
    ends = [size]
    while before[ends[-1]]:
        ends.append(int(before[ends[-1]]))
    return ends[::-1]


def student(share: float, freedom: float) -> float:
    """The value that Student's t stays below with probability ``share`` (over a half), for ``freedom`` from 2 on.

    With t = sqrt(freedom) tan(a) the density becomes cos(a) to the power freedom - 1, which is summed over a grid.
    """
    angles = np.linspace(0, np.pi / 2, _GRID)
    density = np.cos(angles) ** (freedom - 1)
    mass = np.concatenate([[0.0], np.cumsum(density[1:] + density[:-1])])
    return float(np.sqrt(freedom) * np.tan(np.interp((2 * share - 1) * mass[-1], mass, angles)))
