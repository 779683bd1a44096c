"""Reading many articles with several processes, each with a model of its own; answers come in the articles' order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from dragoman.archive.rows import Rows, rows_of
from dragoman.bounds import SECONDS, bounded, end_with, limit_memory, seconds_for, watched
from dragoman.errors import DragomanError, SourceError
from dragoman.languages import why_not
from dragoman.model import DEFAULT_READER, Article, ReaderKind, Report

_AHEAD = 4  # articles that wait for each process
LOADING = 120.0  # seconds that a model of another language may take to load
_FEW = 8  # articles for which no process is started


class Answer(NamedTuple):
    """An article with its reading as rows of the archive, or the reason why it has none."""

    article: Article
    rows: Rows | SourceError
    report: Report | None = None


def processes() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Reads articles with ``jobs`` processes, which are started once there are more than a few articles.

    A process that dies takes one article with it, which is answered with the reason, and nothing else.
    """

    def __init__(
        self,
        jobs: int,
        lexicon: Path | None = None,
        budget: float = SECONDS,
        kind: ReaderKind = DEFAULT_READER,
    ) -> None:
        """``budget`` is for how many seconds an article of usual length is read before it is cut off."""
        self.jobs = jobs
        self._lexicon = lexicon
        self._budget = budget
        self._kind = kind
        self._stopped = get_context("spawn").Event()
        self._workers: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._stopped.set()  # what is being read is not waited for
        self._stop()

    def read(self, articles: Iterable[Article]) -> Iterator[Answer]:
        """The answer to each of ``articles``, in their order; no more than a few are held at a time."""
        waiting = iter(articles)
        first = list(islice(waiting, _FEW + 1)) if self.jobs > 1 and self._workers is None else []
        every = chain(first, waiting)
        if self.jobs == 1 or (self._workers is None and len(first) <= _FEW):
            for article in every:
                yield answer(article, self._lexicon, self._budget, self._kind)
            return
        try:
            yield from self._by_processes(every)
        except BaseException:
            self._stopped.set()  # what is being read is not waited for, and leaves the processors to what is left
            raise

    def _by_processes(self, articles: Iterable[Article]) -> Iterator[Answer]:
        held: deque[tuple[Article, Future[Rows | SourceError]]] = deque()
        for article in articles:
            held.append((article, self._submit(article)))
            if len(held) >= self.jobs * _AHEAD:
                yield self._answer(held)
        while held:
            yield self._answer(held)

    def _processes(self, jobs: int) -> ProcessPoolExecutor:
        given = self._lexicon, self._kind, os.getpid(), self._stopped
        return ProcessPoolExecutor(jobs, get_context("spawn"), _start, given)

    def _submit(self, article: Article) -> Future[Rows | SourceError]:
        if self._workers is None:
            self._workers = self._processes(self.jobs)
        try:
            return self._workers.submit(_rows, article, self._lexicon, self._budget, self._kind)
        except BrokenProcessPool as error:
            lost: Future[Rows | SourceError] = Future()
            lost.set_exception(error)
            return lost

    def _answer(self, held: deque[tuple[Article, Future[Rows | SourceError]]]) -> Answer:
        article, future = held.popleft()
        try:
            return Answer(article, future.result())
        except BrokenProcessPool:
            self._stop()
            alone = self._alone(article)
            again = [(other, self._submit(other)) for other, _ in held]
            held.clear()
            held.extend(again)
            return alone

    def _alone(self, article: Article) -> Answer:
        """Read an article that was lost with a process in a process of its own."""
        with self._processes(1) as worker:
            try:
                return Answer(article, worker.submit(_rows, article, self._lexicon, self._budget, self._kind).result())
            except BrokenProcessPool:
                return Answer(article, SourceError(article.title or article.id, "the process that read it died"))

    def _stop(self) -> None:
        if self._workers is not None:
            self._workers.shutdown(wait=True, cancel_futures=True)
            self._workers = None


def answer(
    article: Article, lexicon: Path | None, budget: float = SECONDS, kind: ReaderKind = DEFAULT_READER
) -> Answer:
    """Read one article in this process, for no longer than ``budget`` allows a text of its length."""
    from dragoman.reading import pipeline, read_article

    where = article.title or article.id
    seconds = seconds_for(len(article.text), budget)
    try:
        if why_not(article.language) is None:
            # To load it is not the article's to pay for.
            pipeline(lexicon=lexicon, language=article.language, kind=kind)
        with bounded(seconds, where, "reading it"):
            report = read_article(article, lexicon, kind)
    except SourceError as error:
        return Answer(article, error)
    except (MemoryError, RecursionError) as error:
        return Answer(article, SourceError(where, f"it takes too much memory ({type(error).__name__})"))
    return Answer(article, rows_of(report), report)


def _rows(article: Article, lexicon: Path | None, budget: float, kind: ReaderKind) -> Rows | SourceError:
    with watched(seconds_for(len(article.text), budget) + LOADING):
        return answer(article, lexicon, budget, kind).rows


def _start(lexicon: Path | None, kind: ReaderKind, asking: int, stopped: Event) -> None:
    """Load the model, and let this process end with the one that asks.

    A model that cannot be loaded is said by the first article that asks for it: a process that ends here is only
    started anew.
    """
    from dragoman.reading import pipeline

    end_with(asking, stopped)
    limit_memory()
    with suppress(DragomanError):
        pipeline(lexicon=lexicon, kind=kind)
