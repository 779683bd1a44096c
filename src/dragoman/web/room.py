"""The room: one archive, its kept record, and the work in the background (reading, bringing up to date)."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from dragoman.archive import Archive
from dragoman.archive.brief import Brief
from dragoman.archive.decisions import Decided
from dragoman.collation.actors import Decision
from dragoman.errors import (
    ArchiveBroken,
    ArchiveBusy,
    ArchiveError,
    RecordDamaged,
    RecordError,
    SourceError,
)
from dragoman.model import Article
from dragoman.reading.apart import Apart
from dragoman.record import Kept
from dragoman.sources import Options
from dragoman.web.collating import Collating, CollatingFailed
from dragoman.web.problems import TooMuch

_JOBS = 200  # that are remembered
_WAITING = 50  # jobs that may wait at a time
_LOG = logging.getLogger(__name__)
_PATIENCE = 5.0  # seconds to try to open an archive that another program writes to
_APPLY = 5.0  # seconds that a correction waits for the record before it leaves that to the background
_DAYS = 3  # of which it is held what was known then
_FEW = 50  # readings that are collated here: for them it takes longer to start a process
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
    """One archive that pages look at, between ``open`` and ``close``.

    Pages are answered from the kept record alone. The archive's file is opened for one question or one change at a
    time, so that other programs may write to it, and nothing waits for it but what changes something.
    """

    path: Path
    _jobs: OrderedDict[str, Job] = field(default_factory=OrderedDict)
    _fresh: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)
    _changed: threading.Event = field(default_factory=threading.Event)
    _seen: tuple[int, ...] = ()
    _known: OrderedDict[tuple[int, dt.date], Future[Kept]] = field(default_factory=OrderedDict)
    _knowing: threading.Lock = field(default_factory=threading.Lock)
    updating: Updating | None = None
    trouble: str | None = None
    _worker: ThreadPoolExecutor = field(init=False)
    _follower: threading.Thread = field(init=False)
    _record: Path = field(init=False)
    _brief: Brief = field(init=False)
    _apart: Apart = field(default_factory=Apart)
    _collating: Collating = field(init=False)
    _held: Kept | None = None  # SQLite moves its log into the file when the last connection ends, and others wait
    _folder: tempfile.TemporaryDirectory[str] = field(default_factory=tempfile.TemporaryDirectory)

    def __post_init__(self) -> None:
        self._brief = Brief(self.path, wait=_PATIENCE)
        self._collating = Collating(self.path, _PATIENCE)
        try:
            with self.archive():
                pass  # made where there is none, or upgraded
        except ArchiveBroken:
            with self.archive(read_only=True):
                pass  # it may be on a medium that is only read
        except ArchiveBusy:
            pass  # another program writes to it, and has made it
        self._record = Path(f"{self.path}.record")
        try:
            Kept(self._record).close()
        except RecordError:
            self._record = Path(self._folder.name) / "record"

    def open(self) -> None:
        """Begin the work in the background."""
        self._closing.clear()
        self._held = Kept(self._record)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="dragoman-read")
        self._follower = threading.Thread(target=self.follow, name="dragoman-follow", daemon=True)
        self._follower.start()

    def close(self) -> None:
        """Stop the work in the background, and wait until it has stopped."""
        self._closing.set()
        self._changed.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._apart.close()
        self._follower.join(timeout=1)
        self._collating.close()
        if self._held is not None:
            self._held.close()

    def archive(self, *, read_only: bool = False) -> AbstractContextManager[Archive]:
        """The archive, open for as short as can be; ArchiveBusy where another program writes to it for long."""
        return self._brief.opened(read_only=read_only)

    @contextmanager
    def kept(self, as_of: dt.date | None = None) -> Iterator[Kept]:
        """The kept record, or what was known on a day; one that is found to be damaged is built anew."""
        try:
            with Kept(self._record) as kept:
                if kept.is_new:
                    self._look_again()
                yield kept if as_of is None else self._on(kept, as_of)
        except RecordDamaged:
            self._look_again()
            raise

    def _on(self, kept: Kept, day: dt.date) -> Kept:
        """What was known on ``day``: the last few of those asked for are held. Who asks for another waits for none."""
        key = kept.generation, day
        with self._knowing:
            known = self._known.pop(key, None)
            is_new = known is None
            self._known[key] = known = known or Future()
            while len(self._known) > _DAYS:
                self._known.popitem(last=False)
        if is_new:
            try:
                known.set_result(kept.on(day))
            except BaseException as error:
                with self._knowing:
                    self._known.pop(key, None)
                known.set_exception(error)
        return known.result()

    def refresh(self) -> None:
        """Read into the record what the archive has got since the last time."""
        with self._fresh:
            self._refresh()

    def _refresh(self) -> None:
        seen = self._stamp()
        try:
            if len(self._brief.current()) > _FEW:
                self._collating.refresh(self._record, self._progress, self._closing.is_set)
            else:
                with Kept(self._record) as kept:
                    kept.refresh(self._brief, self._progress)
        finally:
            self.updating = None
        self._seen = seen

    def follow(self) -> None:
        """Refresh the record whenever the archive has changed, until the room is closed.

        Whatever goes wrong is said in ``trouble`` and tried again at the next look.
        """
        while not self._closing.is_set():
            self._changed.clear()
            if self._stamp() != self._seen:
                try:
                    self.refresh()
                    self.trouble = None
                except ArchiveBusy:
                    pass  # another program is writing; the next look may find it done
                except CollatingFailed as error:
                    self.trouble = f"{error}"
                except Exception as error:  # the page has to go on, and to say so
                    _LOG.exception("The record could not be brought up to date")
                    self.trouble = type(error).__name__  # what it says names paths, and is in the log
            self._changed.wait(_LOOK)

    def _look_again(self) -> None:
        self._seen = ()
        self._changed.set()

    def _stamp(self) -> tuple[int, ...]:
        """What changes when the archive does: times and sizes of its file and of the log of what is not in it yet."""
        stamp: tuple[int, ...] = ()
        for path in (self.path, Path(f"{self.path}.wal")):
            with suppress(OSError):
                status = path.stat()
                stamp += (status.st_mtime_ns, status.st_size, status.st_ino)
        return stamp

    def _progress(self, what: str, done: int, total: int) -> None:
        self.updating = Updating(what, done, total)

    def decide(self, decision: Decision, reason: str | None, by: str | None, seen: int | None) -> Decided:
        """Keep a user's decision and apply it, or leave that to the work in the background where that is busy."""
        with self.archive() as archive:
            made = archive.decide(decision, reason, by=by, seen=seen)
        self._apply()
        return made

    def undecide(self, number: int, by: str | None) -> None:
        """Take a decision back."""
        with self.archive() as archive:
            archive.undecide(number, by=by)
        self._apply()

    def _apply(self) -> None:
        if not self._fresh.acquire(timeout=_APPLY):
            self._look_again()
            return
        try:
            self._refresh()
        except ArchiveBusy:
            self._look_again()
        finally:
            self._fresh.release()

    def job(self, id: str) -> Job | None:
        return self._jobs.get(id)

    def must_have_room(self) -> None:
        """TooMuch where too much waits to be read already."""
        if sum(job.state == "waiting" for job in self._jobs.values()) >= _WAITING:
            raise TooMuch("too much is waiting to be read; try again later")

    def upload(self, name: str) -> Path:
        """Where to write a file that is to be read; nothing of its name but its kind is used."""
        return Path(self._folder.name) / f"{secrets.token_hex(8)}{_suffix(name)}"

    def read(self, path: Path, name: str, published: dt.date | None, publisher: str | None, title: str | None) -> Job:
        """Start to read a file, which is deleted then; TooMuch where too much waits already."""
        self.must_have_room()
        job = Job(secrets.token_hex(8), name)
        self._jobs[job.id] = job
        while len(self._jobs) > _JOBS:
            self._jobs.popitem(last=False)
        self._worker.submit(self._work, job, path, Options(published, publisher), title)
        return job

    def _note(self, job: Job) -> Job:
        self._jobs[job.id] = job
        return job

    def _work(self, job: Job, path: Path, options: Options, title: str | None) -> None:
        try:
            job = self._read(self._note(replace(job, state="reading")), path, options, title)
            if not job.articles and not job.skipped:
                job = replace(job, skipped=(Skipped(job.name, "no article in it"),))
            self._note(replace(job, state="collating", share=1.0))
            if job.articles:
                self._apply()
            self._note(replace(job, state="done", share=1.0))
        except ArchiveError as error:
            _LOG.warning("%s", error)
            why = "the archive could not be written to"
            self._note(replace(job, state="failed", skipped=(Skipped(job.name, why),)))
        except Exception as error:
            self._note(replace(job, state="failed", skipped=(Skipped(job.name, type(error).__name__),)))
            raise
        finally:
            path.unlink(missing_ok=True)

    def _read(self, job: Job, path: Path, options: Options, title: str | None) -> Job:
        size = max(1, path.stat().st_size)
        wanted = partial(self._wanted, title)
        for read in self._apart.read(path, options, wanted, self._closing.is_set):
            share = min(1.0, read.done / size)
            if isinstance(read.rows, SourceError):
                job = replace(job, share=share, skipped=(*job.skipped, Skipped(job.name, read.rows.why))[:50])
            elif read.article is not None:
                article = _titled(read.article, title)
                if read.rows is not None:
                    with self.archive() as archive:
                        archive.add_rows([read.rows])
                job = replace(
                    job, share=share, articles=(*job.articles, article.id), known=job.known + (read.rows is None)
                )
            self._note(job)
        return job

    def _wanted(self, title: str | None, article: Article) -> Article | None:
        """The article to read; None where it is kept as this reader reads it."""
        from dragoman.reading import reader

        article = _titled(article, title)
        with self.archive(read_only=True) as archive:
            return None if archive.has(article.id, reader(language=article.language).key) else article


def _titled(article: Article, title: str | None) -> Article:
    return article if article.title or not title else article.remade(title=title)


def _suffix(name: str) -> str:
    """The suffixes of a file's name that reading goes by; nothing else of the name is used."""
    known = {".txt", ".md", ".html", ".htm", ".pdf", ".rss", ".atom", ".xml", ".jsonl", ".csv", ".tsv", ".parquet"}
    suffixes = [s.lower() for s in Path(name).suffixes[-2:]]
    kept = [s for s in suffixes if s in known | {".warc", ".gz"}]
    return "".join(kept) or ".txt"
