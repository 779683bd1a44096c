"""The work of `dragoman read` and `dragoman watch`: articles in, records out, with progress and a summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from dragoman.archive import Archive
from dragoman.cli import render
from dragoman.errors import SourceError
from dragoman.model import Article
from dragoman.sources import Item, Options, articles, feed, of_entry

out = Console()
err = Console(stderr=True)
_SHOWN = 20  # skipped inputs that are named one by one


@dataclass
class Job:
    """One run: where records go, and what became of every input."""

    lexicon: Path | None
    as_json: bool
    store: Archive | None
    done: int = 0
    kept: int = 0
    known: int = 0
    skipped: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.store is not None:
            self.store.close()
        if kind is KeyboardInterrupt:
            err.print("stopped; run the same command again to go on from here", style="yellow")

    def skip(self, error: SourceError) -> None:
        """Note an input that cannot be read, and say so."""
        self.skipped += 1
        self.reasons[error.why.split(":")[0]] += 1
        if self.skipped <= _SHOWN:
            err.print(f"skipped {error}", style="yellow", markup=False, highlight=False, soft_wrap=True)

    def read(self, inputs: list[Path | None], options: Options) -> None:
        """Read every article of ``inputs``; the record is printed where there is but one."""
        sizes = [path.stat().st_size if path and path.exists() else 0 for path in inputs]
        alone = len(inputs) == 1
        with _Progress(sum(sizes)) as advance:
            before = 0
            for path, size in zip(inputs, sizes, strict=True):
                items = articles(path, options)
                first = list(islice(items, 2))
                for item in chain(first, items):
                    self._take(item, show=alone and len(first) == 1)
                    advance(before + item.done, self.done + self.known)
                before += size
                advance(before, self.done + self.known)

    def _take(self, item: Item, *, show: bool) -> None:
        if isinstance(item.article, SourceError):
            self.skip(item.article)
            return
        self.article(item.article, show=show)

    def article(self, article: Article, *, show: bool = False) -> None:
        """Read one article unless this reading of it is kept already."""
        from dragoman.reading import read_article, reader

        if self.store is not None and self.store.has(article.id, reader(self.lexicon).key):
            self.known += 1
            if self.as_json:
                sys.stdout.write(self.store.report(article.id).model_dump_json() + "\n")
            return
        try:
            report = read_article(article, self.lexicon)
        except SourceError as error:
            self.skip(error)
            return
        self.done += 1
        if self.store is not None:
            self.kept += self.store.add(report)
        if self.as_json:
            sys.stdout.write(report.model_dump_json() + "\n")
        elif show:
            render.record(report, out)

    def watch(self, feeds: list[str], *, minutes: float, once: bool, full: bool) -> None:
        """Read what is new in ``feeds``, round after round."""
        fetcher = feed.Fetcher(allowed=frozenset(urlsplit(url).netloc for url in feeds))
        while True:
            for url in feeds:
                try:
                    self._feed(url, fetcher, full=full)
                except SourceError as error:
                    self.skip(error)
            if once:
                return
            err.print(f"{self.kept} kept so far; next round in {minutes:g} minutes", highlight=False)
            time.sleep(minutes * 60)

    def _feed(self, url: str, fetcher: feed.Fetcher, *, full: bool) -> None:
        assert self.store is not None
        fetched = fetcher.get(url, *self.store.feed_marks(url))
        if fetched.data is None:
            return
        publisher, entries = feed.parse(fetched.data, url)
        for entry in entries:
            if entry.url and self.store.has_url(entry.url):
                self.known += 1
                continue
            page = fetcher.get(entry.url).data if full and entry.url else None
            self._take(Item(of_entry(entry, url, publisher, page), 0), show=False)
        self.store.mark_feed(url, fetched.etag, fetched.modified)

    def summary(self, archive: Path) -> None:
        """Say what became of the inputs."""
        if self.store is not None:
            line = f"{self.kept} kept, {self.known} already there, {self.skipped} skipped; archive {archive}"
            err.print(line, markup=False, highlight=False, soft_wrap=True)
        if self.skipped > _SHOWN:
            for reason, count in self.reasons.most_common(10):
                err.print(f"{count:>8} skipped: {reason}", markup=False, highlight=False, soft_wrap=True)


class _Progress:
    """A bar over bytes with rate and time left, where someone is looking; gives a function to move it."""

    def __init__(self, total: int) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("Reading"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}% {task.fields[count]} articles, {task.fields[rate]:.1f}/s"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=err,
            transient=True,
            disable=not err.is_terminal,
        )
        self._total = total

    def __enter__(self) -> Callable[[int, int], None]:
        self._bar.start()
        task = self._bar.add_task("", total=self._total or None, count=0, rate=0.0)
        began = time.monotonic()

        def advance(done: int, count: int) -> None:
            rate = count / max(0.001, time.monotonic() - began)
            self._bar.update(task, completed=done, count=count, rate=rate)

        return advance

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
