"""Reading many articles with several processes, each with a model of its own; answers come in the articles' order."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from dragoman.archive.rows import Rows, rows_of
from dragoman.errors import SourceError
from dragoman.model import Article, Report

_AHEAD = 4  # articles that wait for each process
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

    def __init__(self, jobs: int, lexicon: Path | None = None) -> None:
        self.jobs = jobs
        self._lexicon = lexicon
        self._workers: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, articles: Iterable[Article]) -> Iterator[Answer]:
        """The answer to each of ``articles``, in their order; no more than a few are held at a time."""
        waiting = iter(articles)
        first = list(islice(waiting, _FEW + 1)) if self.jobs > 1 and self._workers is None else []
        every = chain(first, waiting)
        if self.jobs == 1 or (self._workers is None and len(first) <= _FEW):
            for article in every:
                yield answer(article, self._lexicon)
            return
        held: deque[tuple[Article, Future[Rows | SourceError]]] = deque()
        for article in every:
            held.append((article, self._submit(article)))
            if len(held) >= self.jobs * _AHEAD:
                yield self._answer(held)
        while held:
            yield self._answer(held)

    def _submit(self, article: Article) -> Future[Rows | SourceError]:
        if self._workers is None:
            self._workers = ProcessPoolExecutor(self.jobs, get_context("spawn"), _start, (self._lexicon, os.getpid()))
        try:
            return self._workers.submit(_rows, article, self._lexicon)
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
        with ProcessPoolExecutor(1, get_context("spawn"), _start, (self._lexicon, os.getpid())) as worker:
            try:
                return Answer(article, worker.submit(_rows, article, self._lexicon).result())
            except BrokenProcessPool:
                return Answer(article, SourceError(article.title or article.id, "the process that read it died"))

    def _stop(self) -> None:
        if self._workers is not None:
            self._workers.shutdown(wait=True, cancel_futures=True)
            self._workers = None


def answer(article: Article, lexicon: Path | None) -> Answer:
    """Read one article in this process."""
    from dragoman.reading import read_article

    try:
        report = read_article(article, lexicon)
    except SourceError as error:
        return Answer(article, error)
    return Answer(article, rows_of(report), report)


def _rows(article: Article, lexicon: Path | None) -> Rows | SourceError:
    return answer(article, lexicon).rows


def _start(lexicon: Path | None, asking: int) -> None:
    """Load the model; leave Ctrl-C to the process that asks, and end with it."""
    from dragoman.reading import pipeline

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(asking,), daemon=True).start()
    pipeline(lexicon=lexicon)


def _end_with(asking: int) -> None:
    while os.getppid() == asking:
        time.sleep(0.5)
    os._exit(1)
