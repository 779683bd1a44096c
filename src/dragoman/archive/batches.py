"""Readings kept some at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from dragoman.archive.rows import Rows

_BATCH = 64  # readings that are kept at a time
_WAIT = 2.0  # seconds after which fewer are


class Batches:
    """Readings that are kept some at a time: one write for many articles, and none that waits long.

    ``keep`` writes them and says how many were not there already.
    """

    def __init__(self, keep: Callable[[Sequence[Rows]], int]) -> None:
        self._keep = keep
        self._held: list[Rows] = []
        self._kept = 0
        self._since = time.monotonic()

    def add(self, rows: Rows) -> None:
        """Take a reading, and keep those that are held where they are many or old."""
        self._held.append(rows)
        if len(self._held) >= _BATCH or time.monotonic() - self._since > _WAIT:
            self._write()

    def flush(self) -> int:
        """Keep what is held; how many were kept since the first."""
        self._write()
        return self._kept

    def _write(self) -> None:
        if self._held:
            self._kept += self._keep(self._held)
        self._held, self._since = [], time.monotonic()
