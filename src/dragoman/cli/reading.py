"""The work of `dragoman read` and `dragoman watch`: articles in, records out, with progress and a summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from dragoman.archive import Archive, Known
from dragoman.archive.batches import Batches
from dragoman.archive.readings import differences
from dragoman.archive.rows import Rows
from dragoman.bounds import SECONDS
from dragoman.cli import render
from dragoman.cli.console import console, json_line
from dragoman.cli.options import QUIET
from dragoman.errors import ArchiveBusy, NotRead, PassedOver, SourceError, UnreachableError
from dragoman.extras import advice
from dragoman.model import DEFAULT_READER, Article, ReaderKind, Report
from dragoman.reading.pool import Pool
from dragoman.sources import Address, Item, Options, articles, feed, find, is_address, of_entry
from dragoman.sources.locations import located

out = console()
err = console(stderr=True)
_FETCHED = 100  # articles that are taken from the archive at a time
_SHOWN = 20  # skipped inputs, and notes, that are told one by one
# Places where a publication date may stand that the user has not given as one.
_FOUND_IN = {"metadata": "metadata", "address": "addresses", "dateline": "datelines", "file name": "file names"}


@dataclass
class Job:
    """One run: where records go, and what became of every input.

    ``archive`` is opened for one batch of readings at a time, so that the reading room may look at it beside the run;
    ``wait`` is for how many seconds to try where another program writes to it. None keeps nothing.
    """

    lexicon: Path | None
    as_json: bool
    archive: Path | None
    wait: float = 0.0
    done: int = 0
    kept: int = 0
    known: int = 0
    skipped: int = 0
    missed: int = 0
    passed: int = 0
    jobs: int = 1
    budget: float = SECONDS
    min_confidence: float = 0.0
    wide: bool = False
    kind: ReaderKind = DEFAULT_READER
    reasons: Counter[str] = field(default_factory=Counter)
    dated: Counter[str] = field(default_factory=Counter)  # articles by where their publication dates were taken from
    told: int = 0
    _advance: Callable[[int, int], None] = lambda done, count: None
    _known: Known = field(default_factory=lambda: Known({}, {}))

    def __enter__(self) -> Self:
        if self.archive is not None:
            with Archive(self.archive, wait=self.wait) as store:  # made or upgraded, or the run ends before it begins
                self._known = store.kept()
        return self

    @contextmanager
    def _opened(self, *, read_only: bool = False) -> Iterator[Archive]:
        assert self.archive is not None
        with Archive(self.archive, read_only=read_only, wait=self.wait) as store:
            yield store

    def _keep(self, rows: Sequence[Rows]) -> int:
        if self.archive is None:
            return 0
        with self._opened() as store:
            return store.add_rows(rows)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is KeyboardInterrupt:
            err.print("stopped; run the same command again to go on from here", style="yellow")

    def skip(self, error: SourceError) -> None:
        """Note an input that cannot be read, and say so; one that was to be passed over is only counted."""
        if isinstance(error, PassedOver):
            self.passed += 1
            self.reasons[error.why] += 1
            if isinstance(error, NotRead):
                self.note(f"{error}")
            return
        self.skipped += 1
        self.reasons[error.why.split(":")[0]] += 1
        if self.skipped <= _SHOWN:
            err.print(f"skipped {error}", style="yellow", markup=False, highlight=False, soft_wrap=True)

    def note(self, line: str) -> None:
        """Tell something of an input that is read all the same; only the first so many are told."""
        self.told += 1
        if self.told <= _SHOWN:
            err.print(line, style="dim", markup=False, highlight=False, soft_wrap=True)

    def gathered(self, names: Sequence[str], *, private: bool) -> list[Path | Address | None]:
        """What a user names: files, the files of folders, addresses (also of a ``private`` network), "-" as None."""
        web = [name for name in names if is_address(name)]
        hosts = frozenset(filter(None, map(feed.host_of, web)))
        fetcher = feed.Fetcher(allowed=hosts if private else frozenset())
        found: list[Path | Address | None] = []
        for name in names:
            if name == "-" or is_address(name):
                found.append(None if name == "-" else Address(name, fetcher))
                continue
            try:
                found += find([located(name)], self.skip)
            except SourceError as error:
                self.skip(error)
        return found

    def read(self, inputs: Sequence[Path | Address | None], options: Options) -> None:
        """Read every article of ``inputs``; the record is printed where there is but one."""
        sizes = [one.stat().st_size if isinstance(one, Path) and one.exists() else 0 for one in inputs]
        items = self._items(inputs, sizes, options)
        first = list(islice(items, 2))
        with _Progress(sum(sizes)) as self._advance, Pool(self.jobs, self.lexicon, self.budget, self.kind) as pool:
            self._work(pool, chain(first, items), show=len(first) == 1)

    def _items(self, inputs: Sequence[Path | Address | None], sizes: Sequence[int], options: Options) -> Iterator[Item]:
        """Every item of the inputs; ``done`` counts the bytes of all of them."""
        before = 0
        for one, size in zip(inputs, sizes, strict=True):
            try:
                for item in articles(one, options):
                    for line in item.notes:
                        self.note(line)
                    if isinstance(item.article, Article):
                        self.dated[item.article.published_source or "none"] += 1
                    yield item._replace(done=before + item.done)
            except ModuleNotFoundError as error:
                how = advice(error)
                if how is None:
                    raise
                yield Item(SourceError(str(one), how), before + size)
            before += size

    def _work(self, pool: Pool, items: Iterable[Item], *, show: bool) -> None:
        """Read what is not known yet, and keep it batch by batch, whatever ends the run."""
        kept = Batches(self._keep)
        try:
            for answer in pool.read(self._unread(items)):
                if isinstance(answer.rows, SourceError):
                    self.skip(answer.rows)
                    continue
                self.done += 1
                kept.add(answer.rows)
                if self.as_json:
                    sys.stdout.write(json_line(self._printed(answer.rows.report)))
                elif show and answer.report is not None and not QUIET.get():
                    render.record(answer.report.at_least(self.min_confidence), out, wide=self.wide)
        finally:
            self.kept += kept.flush()

    def _printed(self, report: str) -> str:
        """The JSON of a report, without the attributions that are too unlikely."""
        if not self.min_confidence:
            return report
        return Report.model_validate_json(report).at_least(self.min_confidence).model_dump_json()

    def _unread(self, items: Iterable[Item]) -> Iterator[Article]:
        """The articles that this reader has not read yet; one that is kept with its date is read with it."""
        from dragoman.reading import reader

        for item in items:
            self._advance(item.done, self.done + self.known)
            article = item.article
            if isinstance(article, SourceError):
                self.skip(article)
                continue
            if not self._known.has(article, reader(self.lexicon, article.language, self.kind).key):
                yield self._as_kept(article)
                continue
            self.known += 1
            if self.as_json:
                with self._opened(read_only=True) as store:
                    known = store.report(self._known.id_of(article)).at_least(self.min_confidence)
                sys.stdout.write(json_line(known.model_dump_json()))

    def _as_kept(self, article: Article) -> Article:
        if self._known.id_of(article) == article.id:
            return article
        with self._opened(read_only=True) as store:
            return store.article(self._known.id_of(article))

    def reread(self, names: list[str] | None) -> Iterator[str]:
        """Read kept articles again, all of them without ``names``; then a line for each that reads otherwise now."""
        from dragoman.reading import reader

        with self._opened(read_only=True) as store:
            ids = [store.id_of(name) for name in names] if names else store.articles()
        before = self._known
        with _Progress(len(ids)) as self._advance, Pool(self.jobs, self.lexicon, self.budget, self.kind) as pool:
            self._work(pool, self._kept_articles(ids), show=False)
        for article in (item.article for item in self._kept_articles(ids)):
            if isinstance(article, SourceError):
                continue
            if not before.has(article, reader(self.lexicon, article.language, self.kind).key):
                yield from self._changed(article)

    def _kept_articles(self, ids: Sequence[str]) -> Iterator[Item]:
        for at in range(0, len(ids), _FETCHED):
            with self._opened(read_only=True) as store:
                found = [report.article for report in store.some(list(ids[at : at + _FETCHED]))]
            yield from (Item(article, done) for done, article in enumerate(found, at + 1))

    def _changed(self, article: Article) -> Iterator[str]:
        """One line on what the last reading of an article has otherwise than the one before."""
        with self._opened(read_only=True) as store:
            numbers = [reading.number for reading in store.readings(article.id)]
            pair = [store.reading(article.id, number) for number in numbers[-2:]]
        counts = Counter(change.how for change in differences(*pair)) if len(pair) == 2 else Counter[str]()
        if counts:
            said = ", ".join(f"{count} {how}" for how, count in sorted(counts.items()))
            yield f"{article.id}  {said}  {article.title or article.text[:60]!r}"

    def watch(self, feeds: list[str], *, minutes: float, once: bool, full: bool, private: bool) -> None:
        """Read what is new in ``feeds``, round after round; ``private`` lets their hosts be on a private network."""
        hosts = frozenset(filter(None, map(feed.host_of, feeds)))
        fetcher = feed.Fetcher(allowed=hosts if private else frozenset())
        while True:
            for url in feeds:
                try:
                    self._feed(url, fetcher, full=full)
                except SourceError as error:
                    self.skip(error)
                except ArchiveBusy as error:  # the next round comes
                    self.skip(SourceError(url, f"passed over this time: {error}"))
            if once:
                return
            err.print(f"{self.kept} kept so far; next round in {minutes:g} minutes", highlight=False)
            time.sleep(minutes * 60)

    def _feed(self, url: str, fetcher: feed.Fetcher, *, full: bool) -> None:
        with self._opened(read_only=True) as store:
            marks = store.feed_marks(url)
        fetched = fetcher.get(url, *marks)
        if fetched.data is None:
            return
        publisher, entries = feed.parse(fetched.data, url)
        with self._opened(read_only=True) as store:
            seen = {entry.url for entry in entries if entry.url and store.has_url(entry.url)}
        new = [entry for entry in entries if entry.url not in seen]
        self.known += len(entries) - len(new)
        before = self.missed
        items = (Item(self._entry(entry, url, publisher, fetcher, full=full), 0) for entry in new)
        with Pool(1, self.lexicon, self.budget, self.kind) as pool:
            self._work(pool, items, show=False)
        with self._opened() as store:
            self._known = store.kept()
            if self.missed == before:  # else what could not be had is asked for again in the next round
                store.mark_feed(url, fetched.etag, fetched.modified)

    def _entry(
        self, entry: feed.Entry, url: str, publisher: str | None, fetcher: feed.Fetcher, *, full: bool
    ) -> Article | SourceError:
        """The article of a feed's entry, of the page behind it where ``full`` asks for that."""
        if not (full and entry.url):
            return of_entry(entry, url, publisher)
        try:
            page = fetcher.get(entry.url).data
        except SourceError as error:
            self.missed += isinstance(error, UnreachableError)
            return error
        return of_entry(entry, url, publisher, page)

    def summary(self, archive: Path) -> None:
        """Say what became of the inputs."""
        if self.archive is not None and not QUIET.get():
            passed = f", {self.passed} passed over" if self.passed else ""
            line = f"{self.kept} kept, {self.known} already there, {self.skipped} skipped{passed}; archive {archive}"
            err.print(line, markup=False, highlight=False, soft_wrap=True)
        self._say_dates()
        if self.told > _SHOWN:
            err.print(f"{self.told - _SHOWN} more notes on what was read are not shown", style="dim")
        if self.skipped > _SHOWN or self.passed:
            for reason, count in self.reasons.most_common(10):
                said = reason if reason.startswith("passed") else f"skipped: {reason}"
                err.print(f"{count:>8} {said}", markup=False, highlight=False, soft_wrap=True)

    def _say_dates(self) -> None:
        """Say where publication dates were found that nobody gave, and once how to give those that are missing."""
        found = ", ".join(f"{self.dated[kind]} from {_FOUND_IN[kind]}" for kind in _FOUND_IN if self.dated[kind])
        if found:
            err.print(f"publication dates: {found}", markup=False, highlight=False, soft_wrap=True)
        if self.dated["none"]:
            line = (
                f'{self.dated["none"]} without a publication date, so that "on Friday" is no day there; give it with '
                "--published 2025-01-31, or --columns published=NAME for a table"
            )
            err.print(line, markup=False, highlight=False, soft_wrap=True)


def on_ray(paths: list[str], options: Options, lexicon: Path | None, kind: ReaderKind, out: str, workers: int) -> None:
    """Read files as shards with Ray, and say what became of them; SourceError where there is no file."""
    from dragoman.engine import Work
    from dragoman.engine.on_ray import read

    files = list(find(map(located, paths)))
    work = Work(located(out).resolve(), options, lexicon, kind)
    readings = skipped = 0
    with _Progress(len(files)) as advance:
        for done, shard in enumerate(read(files, work, workers=workers), 1):
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
