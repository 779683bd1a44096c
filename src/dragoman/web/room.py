"""The room: one archive, its kept record, and the work in the background (reading, bringing up to date)."""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from dragoman.archive import Archive
from dragoman.collation.actors import Decision
from dragoman.errors import ArchiveError, DragomanError, SourceError
from dragoman.model import Article, Report
from dragoman.record import Kept
from dragoman.web.problems import Busy

_JOBS = 200  # that are remembered
_WAITING = 50  # jobs that may wait at a time
_LOOK = 2.0  # seconds between two looks at the archive's file


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Job:
    """Reading that a user asked for. ``share`` of it is done, 0-1; ``articles`` are the ids of what was read."""

    id: str
    name: str
    state: Literal["waiting", "reading", "collating", "done", "failed"] = "waiting"
    share: float = 0.0
    articles: tuple[str, ...] = ()
    known: int = 0
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Updating:
    """What is being brought up to date, and how far that is."""

    what: str
    done: int
    total: int


@dataclass
class Room:
    """One archive that pages look at, between ``open`` and ``close``."""

    path: Path
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _fresh: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)
    _seen: tuple[int, int] = (0, 0)
    updating: Updating | None = None
    _worker: ThreadPoolExecutor = field(init=False)
    _follower: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        with self.archive():
            pass  # made or upgraded where that is needed, so that every later opening may be read-only

    def open(self) -> None:
        """Begin the work in the background."""
        self._closing.clear()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="dragoman-read")
        self._follower = threading.Thread(target=self.follow, name="dragoman-follow", daemon=True)
        self._follower.start()

    def close(self) -> None:
        """End it."""
        self._closing.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._follower.join(timeout=10)

    @contextmanager
    def archive(self, *, read_only: bool = False) -> Iterator[Archive]:
        """The archive, open for as short as can be: other programs may want to write to it."""
        with self._lock, _opened(self.path, read_only) as archive:
            yield archive

    @contextmanager
    def kept(self) -> Iterator[Kept]:
        """The kept record."""
        with Kept(f"{self.path}.record") as kept:
            yield kept

    def report(self, article: str) -> Report:
        """The latest reading of an article."""
        with self.archive(read_only=True) as archive:
            return archive.report(article)

    def refresh(self) -> None:
        """Bring the record up to the archive."""
        with self._fresh:
            seen = self._stamp()
            with self.archive(read_only=True) as archive, Kept.of(archive) as kept:
                kept.refresh(archive, self._progress)
            self.updating = None
            self._seen = seen

    def follow(self) -> None:
        """Bring the record up to the archive whenever that has changed, until the room is closed."""
        while not self._closing.is_set():
            if self._stamp() != self._seen:
                try:
                    self.refresh()
                except DragomanError:
                    self.updating = None  # another program is writing; the next look may find it done
            self._closing.wait(_LOOK)

    def _stamp(self) -> tuple[int, int]:
        status = self.path.stat() if self.path.exists() else None
        return (status.st_mtime_ns, status.st_size) if status else (0, 0)

    def _progress(self, what: str, done: int, total: int) -> None:
        self.updating = Updating(what, done, total)

    def decide(self, decision: Decision, reason: str | None) -> int:
        """Keep a user's decision and apply it."""
        with self.archive() as archive:
            number = archive.decide(decision, reason)
        self.refresh()
        return number

    def undecide(self, number: int) -> None:
        """Take a decision back."""
        with self.archive() as archive:
            archive.undecide(number)
        self.refresh()

    def job(self, id: str) -> Job | None:
        return self._jobs.get(id)

    def read(self, data: bytes, name: str, published: dt.date | None, publisher: str | None, title: str | None) -> Job:
        """Start to read a file's bytes; Busy where too much waits already."""
        if sum(job.state == "waiting" for job in self._jobs.values()) >= _WAITING:
            raise Busy("too much is waiting to be read; try again later")
        job = Job(secrets.token_hex(8), name)
        self._jobs[job.id] = job
        while len(self._jobs) > _JOBS:
            self._jobs.popitem(last=False)
        self._worker.submit(self._work, job, data, published, publisher, title)
        return job

    def _note(self, job: Job) -> Job:
        self._jobs[job.id] = job
        return job

    def _work(self, job: Job, data: bytes, published: dt.date | None, publisher: str | None, title: str | None) -> None:
        try:
            job = self._read(self._note(replace(job, state="reading")), data, published, publisher, title)
            if not job.articles and not job.skipped:
                job = replace(job, skipped=(Skipped(job.name, "no article in it"),))
            self._note(replace(job, state="collating", share=1.0))
            if job.articles:
                self.refresh()
            self._note(replace(job, state="done", share=1.0))
        except DragomanError as error:
            self._note(replace(job, state="failed", skipped=(Skipped(job.name, str(error)),)))
        except Exception as error:
            self._note(replace(job, state="failed", skipped=(Skipped(job.name, type(error).__name__),)))
            raise

    def _read(self, job: Job, data: bytes, published: dt.date | None, publisher: str | None, title: str | None) -> Job:
        from dragoman.reading import read_article, reader
        from dragoman.sources import Options, articles

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"upload{_suffix(job.name)}"
            path.write_bytes(data)
            for item in articles(path, Options(published, publisher)):
                share = min(1.0, item.done / max(1, len(data)))
                if isinstance(item.article, SourceError):
                    skipped = Skipped(job.name, item.article.why)
                    job = self._note(replace(job, share=share, skipped=(*job.skipped, skipped)[:50]))
                    continue
                article = _titled(item.article, title)
                with self.archive(read_only=True) as archive:
                    known = archive.has(article.id, reader(language=article.language).key)
                if not known:
                    try:
                        report = read_article(article)
                    except SourceError as error:
                        skipped = Skipped(job.name, error.why)
                        job = self._note(replace(job, share=share, skipped=(*job.skipped, skipped)[:50]))
                        continue
                    with self.archive() as archive:
                        archive.add(report)
                found = (*job.articles, article.id)
                job = self._note(replace(job, share=share, articles=found, known=job.known + known))
        return job


def _titled(article: Article, title: str | None) -> Article:
    if not title or article.title:
        return article
    return Article.make(
        article.text,
        title=title,
        publisher=article.publisher,
        author=article.author,
        url=article.url,
        published=article.published,
        language=article.language,
        obtained=article.obtained,
    )


def _suffix(name: str) -> str:
    """The suffixes of a file's name that reading goes by; nothing else of the name is used."""
    known = {".txt", ".md", ".html", ".htm", ".pdf", ".rss", ".atom", ".xml", ".jsonl", ".csv", ".tsv", ".parquet"}
    suffixes = [s.lower() for s in Path(name).suffixes[-2:]]
    kept = [s for s in suffixes if s in known | {".warc", ".gz"}]
    return "".join(kept) or ".txt"


@contextmanager
def _opened(path: Path, read_only: bool) -> Iterator[Archive]:
    """The archive; waits a moment where another program is writing."""
    for left in itertools.count(9, -1):
        try:
            archive = Archive(path, read_only=read_only)
            break
        except ArchiveError as error:
            if not left or "cannot open" not in str(error):
                raise
            time.sleep(0.2)
    with archive:
        yield archive
