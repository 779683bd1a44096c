"""The encoder says the same on every processor, whichever instructions for products of 8 bits it has."""

import numpy as np
import pytest

from dragoman.reading.encoder import default_encoder

# Recorded on a processor without VNNI (AVX2 alone), where signed weights would have been wrong by up to 0.5.
LAST = [-0.236, -0.651, 0.606, 1.036, -0.808, 1.103]
MIDDLE = [-0.127, 0.557, 0.397, 0.194, -0.167, 1.103]


def test_the_encoder_gives_the_recorded_values() -> None:
    pieces = np.arange(1000, 1064).reshape(2, 32) * 7 % 20000 + 1000
    hidden, middle = default_encoder().graph.run(["hidden", "middle"], {"ids": pieces, "mask": np.ones_like(pieces)})
    assert hidden[0, 5, :6].tolist() == pytest.approx(LAST, abs=0.02)
    assert middle[1, 9, :6].tolist() == pytest.approx(MIDDLE, abs=0.02)
