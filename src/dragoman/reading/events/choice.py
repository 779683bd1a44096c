"""A learned choice: one of several candidates, each told by its features, or none of them.

Features are strings, hashed into a table of fixed size; a candidate is the sum of its features' rows, a small hidden
layer over it scores each question that is asked of it ("is this the doer?", "is this the recipient?").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from dragoman.errors import DragomanError
from dragoman.reading.attribution.features import Floats, Ints

SIZE = 1 << 15
_WEIGHTS = ("table", "bias", "out", "linear", "none")


def numbered(features: Sequence[str]) -> Ints:
    """The rows of the table that ``features`` are."""
    return np.array([crc32(feature.encode()) % SIZE for feature in features], dtype=np.int64)


@dataclass
class Choice:
    """The weights: ``table`` (SIZE, hidden), ``bias`` (hidden), ``out`` (hidden, questions), ``linear`` and ``none``
    (SIZE, questions), the last for what speaks for no candidate at all."""

    table: Floats
    bias: Floats
    out: Floats
    linear: Floats
    none: Floats

    @classmethod
    def load(cls, file: Path) -> "Choice":
        """The choice in ``file``; DragomanError where that holds none."""
        try:
            with np.load(file, allow_pickle=False) as arrays:
                return cls(**{name: arrays[name].astype(np.float32) for name in _WEIGHTS})
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise DragomanError(f"{file}: no learned choice: {error}") from error

    def save(self, file: Path) -> None:
        """Write the weights into ``file``, in 16 bits."""
        arrays = {name: getattr(self, name).astype(np.float16) for name in _WEIGHTS}
        with file.open("wb") as stream:
            np.savez_compressed(stream, **arrays)

    def hidden(self, rows: Ints, starts: Ints) -> tuple[Floats, Floats]:
        """The hidden layer and the scores of candidates whose features' rows lie end to end, from ``starts`` on."""
        raised: Floats = np.maximum(np.add.reduceat(self.table[rows], starts, axis=0) + self.bias, 0)
        return raised, raised @ self.out + np.add.reduceat(self.linear[rows], starts, axis=0)

    def scores(self, rows: Ints, starts: Ints, around: Ints) -> tuple[Floats, Floats]:
        """The hidden layer, and the scores of each candidate and, last, of none: (candidates + 1, questions)."""
        raised, found = self.hidden(rows, starts)
        return raised, np.vstack([found, self.none[around].sum(axis=0)])

    def chances(self, candidates: Sequence[Sequence[str]], around: Sequence[str]) -> Floats:
        """The chances of each candidate and, last, of none, a column a question; each column adds up to 1.

        ``around`` are the features of the whole choice, which speak for none.
        """
        lengths = np.array([len(features) for features in candidates], dtype=np.int64)
        rows = numbered([feature for features in candidates for feature in features])
        _, found = self.scores(rows, np.cumsum(lengths) - lengths, numbered(around))
        raised = np.exp(found - found.max(axis=0))
        result: Floats = raised / raised.sum(axis=0)
        return result
