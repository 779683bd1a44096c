"""Changes of level and Student's t, beside ruptures and SciPy, which Dragoman does without."""

import numpy as np
import pytest

from dragoman.analysis.levels import levels, student


def cost(series: np.ndarray, ends: list[int], penalty: float) -> float:
    pieces = np.split(series, ends[:-1])
    return float(sum(((piece - piece.mean()) ** 2).sum() for piece in pieces) + penalty * len(pieces))


def made(seed: int) -> tuple[np.ndarray, float]:
    """A series with a few levels and noise, and a penalty: the one in use, or a fifth of it."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(6, 90))
    stretches = np.repeat(rng.normal(0, 3, size), int(rng.integers(2, 30)))[:size]
    series = np.round(stretches + rng.normal(0, 1, size), 3)
    return series, 12 * float(np.var(series)) / 4 / (1 if seed % 3 == 0 else 5)


@pytest.mark.parametrize("seed", range(60))
def test_the_cuts_are_no_worse_than_those_of_ruptures(seed: int) -> None:
    ruptures = pytest.importorskip("ruptures")
    series, penalty = made(seed)
    theirs = ruptures.Pelt(model="l2", min_size=3, jump=1).fit(series.reshape(-1, 1)).predict(pen=penalty)
    ours = levels(list(series), penalty)
    assert cost(series, ours, penalty) <= cost(series, theirs, penalty) + 1e-9
    # With a shortest stretch PELT prunes now and then what it would have needed; else both find the same.
    assert ours == theirs or cost(series, ours, penalty) < cost(series, theirs, penalty) - 1e-9
    assert min(np.diff([0, *ours])) >= 3


@pytest.mark.parametrize(
    ("series", "ends"),
    [
        ([], [0]),
        ([1.0], [1]),
        ([1.0] * 12, [12]),
        ([0.0] * 6 + [9.0] * 6, [6, 12]),
        ([0.0] * 4 + [9.0] * 4 + [-9.0] * 4, [4, 8, 12]),
        ([0.0, 0, 0, 9, 0, 0, 0, 0], [8]),  # one value makes no level
    ],
)
def test_levels_of_plain_series(series: list[float], ends: list[int]) -> None:
    assert levels(series, 20.0) == ends


@pytest.mark.parametrize("freedom", [2.0, 2.3, 3.0, 5.5, 10.0, 31.7, 250.0, 2000.0])
@pytest.mark.parametrize("share", [0.9, 0.975, 0.995])
def test_students_t_is_that_of_scipy(freedom: float, share: float) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert student(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-4)
