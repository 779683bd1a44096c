"""Every entry that takes words from outside, as functions of bytes: each returns, or raises a DragomanError."""

from __future__ import annotations

import gzip
import itertools
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from dragoman.errors import DragomanError, SourceError
from dragoman.sources import Options, article_of, articles

FOLDER = Path(tempfile.mkdtemp(prefix="dragoman-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
_numbers = itertools.count()


def text(data: bytes) -> None:
    article_of(data, "fuzz")


def html(data: bytes) -> None:
    article_of(data, "fuzz", html=True)


def feed(data: bytes) -> None:
    _read(data, ".rss")


def warc(data: bytes) -> None:
    _read(data, ".warc")


def warc_gz(data: bytes) -> None:
    _read(data if data[:1] == b"\x1f" else gzip.compress(data, 1), ".warc.gz")


def jsonl(data: bytes) -> None:
    _read(data, ".jsonl")


def csv(data: bytes) -> None:
    _read(data, ".csv")


def parquet(data: bytes) -> None:
    _read(data, ".parquet")


def pdf(data: bytes) -> None:
    _read(data, ".pdf")


def json(data: bytes) -> None:
    _read(data, ".json")


def xlsx(data: bytes) -> None:
    _read(data, ".xlsx")


def docx(data: bytes) -> None:
    _read(data, ".docx")


def odt(data: bytes) -> None:
    _read(data, ".odt")


def rtf(data: bytes) -> None:
    _read(data, ".rtf")


def eml(data: bytes) -> None:
    _read(data, ".eml")


def mbox(data: bytes) -> None:
    _read(data, ".mbox")


def epub(data: bytes) -> None:
    _read(data, ".epub")


def zip(data: bytes) -> None:
    _read(data, ".zip")


def xml(data: bytes) -> None:
    """The XML of an OpenDocument text and of a book, which their packing hides from changes."""
    import io
    from zipfile import ZipFile

    for suffix, name, mark in (
        (".odt", "content.xml", "opendocument.text"),
        (".epub", "META-INF/container.xml", "epub"),
    ):
        out = io.BytesIO()
        with ZipFile(out, "w") as archive:
            archive.writestr("mimetype", mark)
            archive.writestr(name, data)
        _read(out.getvalue(), suffix)


def dates(data: bytes) -> None:
    """Dates of cells, addresses and texts."""
    from dragoman.sources import dates as found

    text = _text(data)
    order = found.dating(text.split("\n")[:50]).order
    with suppress(ValueError, OverflowError, OSError):
        found.parse(text, order)
    found.in_text(text)
    found.in_address(text)
    found.in_name(text)


def columns(data: bytes) -> None:
    from dragoman.sources.tables import parse_columns

    with suppress(ValueError):
        parse_columns(_text(data))


def times(data: bytes) -> None:
    """The grammars of times: every match that their rules find is resolved, with and without a publication date."""
    import datetime as dt

    from dragoman.reading.time import _matches, grammar_of, resolved
    from dragoman.reading.time.rules import Context, Outlook

    text = _text(data)
    days = (None, dt.date.min, dt.date(2024, 2, 29), dt.date.max)
    for grammar in map(grammar_of, ("en", "fr")):
        found = _matches(text, grammar)
        for (match, rule), published, outlook in itertools.product(found, days, Outlook):
            meant = resolved(grammar.groups(match), rule, Context(published, outlook, published))
            assert meant is None or meant.start is None or meant.end is None or meant.start <= meant.end, meant


def sift(data: bytes) -> None:
    from dragoman.model import Article
    from dragoman.sources.sift import other_topic

    assert other_topic(Article.make(_text(data))) in {None, "sport", "markets", "leisure", "weather"}


def search(data: bytes) -> None:
    from dragoman.record.search import search as ask

    ask(_kept(), _text(data).replace("\x00", " "), limit=5)


def cursor(data: bytes) -> None:
    from dragoman.record import query

    query.events(_kept(), cursor=_text(data), limit=2)


def lexicon(data: bytes) -> None:
    from dragoman.reading.events.frames import frames

    path = _file(data, f"{next(_numbers)}.toml")
    try:
        frames(path)
    finally:
        path.unlink()
        frames.cache_clear() if len(data) % 50 == 0 else None


def archive(data: bytes) -> None:
    from dragoman.archive import Archive

    path = _file(data, "archive.duckdb")
    with Archive(path, read_only=True) as store:
        store.counts()
        for article in store.articles()[:2]:
            store.report(article)


def record(data: bytes) -> None:
    from dragoman.record import Kept, query

    path = _file(data, "a.record")
    try:
        with Kept(path) as kept:
            query.counts(kept)
            query.events(kept, limit=1)
    finally:
        for left in FOLDER.glob("a.record*"):
            left.unlink()


def reading(data: bytes) -> None:
    """A whole reading: its spans lie in the text, its chains end at the publisher, and JSON gives it back."""
    _reading(data, "en")


def french(data: bytes) -> None:
    """The same in French."""
    _reading(data, "fr")


def _reading(data: bytes, language: str) -> None:
    from dragoman.model import Article, ReaderKind, Report
    from dragoman.reading import read_article

    kind = ReaderKind.FAST if len(data) % 4 else ReaderKind.ACCURATE  # which takes four times as long
    article = Article.make(_text(data)[:800], publisher="Wire", published=None, language=language)
    report = read_article(article, kind=kind)
    size = len(report.article.text)
    for attribution in report.attributions:
        spans = [*attribution.cue, *attribution.content, *(s for link in attribution.chain for s in link.spans)]
        assert all(0 <= s.start < s.end <= size for s in spans), spans
        assert attribution.chain[-1].label == "Wire", attribution.chain
    assert Report.model_validate_json(report.model_dump_json()) == report


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f
    for f in (
        text, html, feed, warc, warc_gz, jsonl, csv, parquet, pdf, columns, times, search, cursor, lexicon, archive,
        record, reading, french, sift, json, xlsx, docx, odt, rtf, eml, mbox, epub, zip, xml, dates,
    )
}  # fmt: skip


def check(name: str, data: bytes) -> None:
    """Give ``data`` to a target; whatever it raises that is no DragomanError is a defect."""
    with suppress(DragomanError):
        TARGETS[name](data)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _file(data: bytes, name: str) -> Path:
    path = FOLDER / name
    path.write_bytes(data)
    return path


def _read(data: bytes, suffix: str) -> None:
    for item in itertools.islice(articles(_file(data, f"input{suffix}"), Options()), 50):
        if isinstance(item.article, SourceError):
            assert item.article.why and "\n" not in item.article.why, item.article.why


@cache
def _kept():
    from dragoman.collation.actors import Decision  # noqa: F401
    from dragoman.demo import story
    from dragoman.reading import read_article
    from dragoman.record import Kept
    from dragoman.record.digest import digests

    read = [read_article(article) for article in story()[:4]]
    kept = Kept(FOLDER / f"room{os.getpid()}.record")  # each process has its own
    kept.add(digests({r.article.id: r for r in read}.values()))
    kept.settle()
    return kept
