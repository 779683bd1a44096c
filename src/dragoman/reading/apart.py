"""Reading in a process of its own, for a server: what an input does to it, it does to nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from dragoman.archive.rows import Rows
from dragoman.bounds import SECONDS, end_with, limit_memory, seconds_for, watched
from dragoman.child import Child, received
from dragoman.errors import SourceError
from dragoman.model import Article
from dragoman.sources import MAX_BYTES, Options, articles


class Read(NamedTuple):
    """An article of an input with its rows, None where it was known; or why there is none. ``done`` counts bytes."""

    done: int
    article: Article | None
    rows: Rows | SourceError | None


class Apart:
    """A process that reads, started when it is needed and again after it has died."""

    def __init__(self, budget: float = SECONDS) -> None:
        self._budget = budget
        self._child = Child(_work)

    def read(
        self,
        path: Path,
        options: Options,
        wanted: Callable[[Article], Article | None],
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Read]:
        """Every article of a file. ``wanted`` gives the article to read in its place, None where it is known.

        What brings the process down ends the file with the reason; so does ``stopped``.
        """
        try:
            pipe = self._child.started()
            pipe.send((path, options, self._budget))
            while (answer := received(pipe, stopped)) is not None:
                if answer.article is None or answer.rows is not None:
                    yield answer
                    continue
                chosen = wanted(answer.article)
                pipe.send(chosen)
                if chosen is None:
                    yield answer
        except (EOFError, OSError):
            self.close()
            yield Read(0, None, SourceError(path.name, "the process that read it died: too much time or memory"))

    def close(self) -> None:
        """End the process."""
        self._child.close()


def _work(pipe: Connection, asking: int) -> None:
    end_with(asking)
    limit_memory()
    with suppress(EOFError):
        while True:
            path, options, budget = pipe.recv()
            for read in _articles(path, options, budget, pipe):
                pipe.send(read)
            pipe.send(None)


def _articles(path: Path, options: Options, budget: float, pipe: Connection) -> Iterator[Read]:
    from dragoman.reading.pool import answer

    items = articles(path, options)
    longest = seconds_for(MAX_BYTES, budget)
    while True:
        try:
            with watched(longest):
                item = next(items, None)
        except MemoryError:
            yield Read(0, None, SourceError(path.name, "it takes too much memory"))
            return
        if item is None:
            return
        if isinstance(item.article, SourceError):
            yield Read(item.done, None, item.article)
            continue
        pipe.send(Read(item.done, item.article, None))
        chosen = pipe.recv()
        if chosen is not None:
            yield Read(item.done, chosen, answer(chosen, None, budget).rows)
