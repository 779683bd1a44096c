"""The work of `dragoman read` and `dragoman watch`: articles in, records out, with progress and a summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from dragoman.archive import Archive
from dragoman.archive.batches import Batches
from dragoman.cli import render
from dragoman.errors import PassedOver, SourceError
from dragoman.model import Article
from dragoman.reading.pool import Pool
from dragoman.sources import Item, Options, articles, feed, find, of_entry
from dragoman.sources.locations import located

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
    passed: int = 0
    jobs: int = 1
    reasons: Counter[str] = field(default_factory=Counter)
    _advance: Callable[[int, int], None] = lambda done, count: None

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
        """Note an input that cannot be read, and say so; one that was to be passed over is only counted."""
        if isinstance(error, PassedOver):
            self.passed += 1
            self.reasons[error.why] += 1
            return
        self.skipped += 1
        self.reasons[error.why.split(":")[0]] += 1
        if self.skipped <= _SHOWN:
            err.print(f"skipped {error}", style="yellow", markup=False, highlight=False, soft_wrap=True)

    def read(self, inputs: list[Path | None], options: Options) -> None:
        """Read every article of ``inputs``; the record is printed where there is but one."""
        sizes = [path.stat().st_size if path and path.exists() else 0 for path in inputs]
        items = self._items(inputs, sizes, options)
        first = list(islice(items, 2))
        with _Progress(sum(sizes)) as self._advance, Pool(self.jobs, self.lexicon) as pool:
            self._work(pool, chain(first, items), show=len(first) == 1)

    def _items(self, inputs: list[Path | None], sizes: list[int], options: Options) -> Iterator[Item]:
        """Every item of the inputs; ``done`` counts the bytes of all of them."""
        before = 0
        for path, size in zip(inputs, sizes, strict=True):
            for item in articles(path, options):
                yield item._replace(done=before + item.done)
            before += size

    def _work(self, pool: Pool, items: Iterable[Item], *, show: bool) -> None:
        """Read what is not known yet, and keep it batch by batch, whatever ends the run."""
        kept = Batches(self.store)
        try:
            for answer in pool.read(self._unread(items)):
                if isinstance(answer.rows, SourceError):
                    self.skip(answer.rows)
                    continue
                self.done += 1
                kept.add(answer.rows)
                if self.as_json:
                    sys.stdout.write(answer.rows.report + "\n")
                elif show and answer.report is not None:
                    render.record(answer.report, out)
        finally:
            self.kept += kept.flush()

    def _unread(self, items: Iterable[Item]) -> Iterator[Article]:
        from dragoman.reading import reader

        for item in items:
            self._advance(item.done, self.done + self.known)
            if isinstance(item.article, SourceError):
                self.skip(item.article)
            elif self.store is not None and self.store.has(
                item.article.id, reader(self.lexicon, item.article.language).key
            ):
                self.known += 1
                if self.as_json:
                    sys.stdout.write(self.store.report(item.article.id).model_dump_json() + "\n")
            else:
                yield item.article

    def watch(self, feeds: list[str], *, minutes: float, once: bool, full: bool) -> None:
        """Read what is new in ``feeds``, round after round."""
        fetcher = feed.Fetcher(allowed=frozenset(filter(None, map(feed.host_of, feeds))))
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
            with Pool(1, self.lexicon) as pool:
                self._work(pool, [Item(of_entry(entry, url, publisher, page), 0)], show=False)
        self.store.mark_feed(url, fetched.etag, fetched.modified)

    def summary(self, archive: Path) -> None:
        """Say what became of the inputs."""
        if self.store is not None:
            passed = f", {self.passed} passed over" if self.passed else ""
            line = f"{self.kept} kept, {self.known} already there, {self.skipped} skipped{passed}; archive {archive}"
            err.print(line, markup=False, highlight=False, soft_wrap=True)
        if self.skipped > _SHOWN or self.passed:
            for reason, count in self.reasons.most_common(10):
                said = reason if reason.startswith("passed") else f"skipped: {reason}"
                err.print(f"{count:>8} {said}", markup=False, highlight=False, soft_wrap=True)


def on_ray(paths: list[str], options: Options, lexicon: Path | None, out: str, workers: int) -> None:
    """Read files as shards with Ray, and say what became of them; SourceError where there is no file."""
    from dragoman.engine import Work
    from dragoman.engine.on_ray import read

    files = list(find(map(located, paths)))
    readings = skipped = 0
    with _Progress(len(files)) as advance:
        for done, shard in enumerate(read(files, Work(located(out).resolve(), options, lexicon), workers=workers), 1):
            readings, skipped = readings + shard.readings, skipped + len(shard.skipped)
            advance(done, readings)
    line = f"{readings} readings in {len(files)} shards, {skipped} skipped; keep them with: dragoman import {out}"
    err.print(line, markup=False, highlight=False, soft_wrap=True)


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
