"""Sources: text, HTML, PDF, feeds, WARC files and tables become articles."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.errors import PassedOver, SourceError
from dragoman.languages import why_not
from dragoman.model import Article
from dragoman.sources import feed, pdf, tables, warc
from dragoman.sources.locations import reached
from dragoman.sources.sift import other_topic

if TYPE_CHECKING:
    from lingua import LanguageDetector

SUFFIXES = {".txt", ".text", ".md", ".html", ".htm", ".pdf", ".rss", ".atom", ".xml"}
MAX_BYTES = 20_000_000
MAX_LINE = 200_000


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of ``paths``: a file as it is, a folder's readable files by name; SourceError where none."""
    for path in paths:
        with reached(path):
            there, one = path.exists(), path.is_file()
            inside = [] if one else sorted(p for p in path.rglob("*") if p.is_file() and _is_readable(p))
        if not there:
            raise SourceError(str(path), "no such file or folder")
        if one:
            yield path
            continue
        if not inside:
            kinds = ", ".join(sorted(SUFFIXES | tables.SUFFIXES | {".warc", ".warc.gz"}))
            raise SourceError(str(path), f"no readable file in this folder ({kinds})")
        yield from inside


def _is_readable(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES or tables.is_table(path) or warc.is_warc(path)


class Options(NamedTuple):
    """What a user says of all inputs: publication date, publisher and language where an input has none, and columns.

    With ``sift``, articles about sport, markets and the like are passed over.
    """

    published: dt.date | dt.datetime | None = None
    publisher: str | None = None
    columns: Mapping[str, str] | None = None
    language: str | None = None
    sift: bool = False


class Item(NamedTuple):
    """An article of an input, or why there is none, and how many of the input's bytes are read by then."""

    article: Article | SourceError
    done: int


def articles(path: Path | None, options: Options) -> Iterator[Item]:
    """The articles of one file, of standard input where ``path`` is None. Never raises for what the input holds."""
    for item in _articles(path, options):
        article = item.article
        topic = other_topic(article) if options.sift and isinstance(article, Article) else None
        if topic is None or isinstance(article, SourceError):
            yield item
        else:
            name = article.url or article.title or str(path or "standard input")
            yield Item(PassedOver(name, f"passed over: {topic}"), item.done)


def _articles(path: Path | None, options: Options) -> Iterator[Item]:
    where = str(path) if path else "standard input"
    try:
        with reached(path) if path is not None else nullcontext():
            if path is not None and tables.is_table(path):
                yield from _of_table(path, options)
            elif path is not None and warc.is_warc(path):
                yield from _of_warc(path, options)
            else:
                data = path.read_bytes() if path else sys.stdin.buffer.read()
                yield from _of_file(data, where, path, options)
    except SourceError as error:
        yield Item(error, 0)
    except OSError as error:
        yield Item(SourceError(where, error.strerror or "cannot be read"), 0)


def _of_file(data: bytes, where: str, path: Path | None, options: Options) -> Iterator[Item]:
    suffix = path.suffix.lower() if path else ""
    when, who, language = options.published, options.publisher, options.language
    if suffix == ".pdf" or data.startswith(b"%PDF-"):
        text, title = pdf.text_of(data, where)
        article = article_of(text.encode("utf-8", "replace"), where, published=when, publisher=who, language=language)
        yield Item(article.model_copy(update={"title": title, "obtained": "pdf"}), len(data))
    elif suffix in {".rss", ".atom", ".xml"} or data[:400].lstrip().startswith((b"<rss", b"<feed")):
        publisher, entries = feed.parse(data, where)
        for entry in entries:
            yield Item(of_entry(entry, where, who or publisher, language=language), len(data))
    else:
        html = suffix in {".html", ".htm"}
        article = article_of(data, where, html=html, published=when, publisher=who, language=language)
        yield Item(article, len(data))


def of_entry(
    entry: feed.Entry, where: str, publisher: str | None, page: bytes | None = None, language: str | None = None
) -> Article | SourceError:
    """The article of a feed's entry: of the page that it links to where that was fetched, else of its own text."""
    name = entry.url or where
    body = page if page is not None else f"<html><body><article>{entry.html}</article></body></html>".encode()
    try:
        article = article_of(body, name, html=True, published=entry.published, publisher=publisher, language=language)
    except SourceError as error:
        return error
    return Article.make(
        article.text,
        title=entry.title or article.title,
        publisher=publisher or article.publisher,
        author=entry.author or article.author,
        url=entry.url,
        published=entry.published or article.published,
        language=article.language,
        obtained="feed",
    )


def _of_warc(path: Path, options: Options) -> Iterator[Item]:
    for page, done in warc.pages(path, MAX_BYTES):
        if isinstance(page, SourceError):
            yield Item(page, done)
            continue
        try:
            article = article_of(
                page.data,
                page.url or str(path),
                html=True,
                published=options.published,
                publisher=options.publisher,
                language=options.language,
            )
        except SourceError as error:
            yield Item(error, done)
            continue
        host = (feed.host_of(page.url) or "").rpartition("@")[2].split(":")[0] or None
        update = {"url": page.url or article.url, "publisher": article.publisher or host, "obtained": "warc"}
        yield Item(_remade(article, update), done)


def _of_table(path: Path, options: Options) -> Iterator[Item]:
    for number, (row, done) in enumerate(tables.rows(path, options.columns), 1):
        if isinstance(row, SourceError):
            yield Item(row, done)
            continue
        language = row.pop("language")
        text = row.pop("text")
        row["published"] = row["published"] or options.published
        row["publisher"] = row["publisher"] or options.publisher
        where = f"{path}:{number}"
        try:
            data = text.encode("utf-8", "surrogatepass")
            when, who = row["published"], row["publisher"]
            article = article_of(
                data, where, published=when, publisher=who, language=_code(language) or options.language
            )
        except (SourceError, UnicodeError) as error:
            yield Item(error if isinstance(error, SourceError) else SourceError(where, str(error)), done)
            continue
        yield Item(_remade(article, {**row, "obtained": "table"}), done)


def _code(language: str | None) -> str | None:
    """ISO 639-1 of what a row says of its language: "en", "en-GB", "English", "eng"."""
    if not language:
        return None
    import pycountry

    found = (
        pycountry.languages.get(alpha_2=language[:2].lower())
        if re.fullmatch(r"[A-Za-z]{2}([-_].*)?", language)
        else None
    )
    try:
        found = found or pycountry.languages.lookup(language.strip())
    except LookupError:
        return language.strip()[:20]
    return str(getattr(found, "alpha_2", None) or found.alpha_3)


def _remade(article: Article, update: dict[str, Any]) -> Article:
    """``article`` with other fields, and the id that follows from them."""
    fields = article.model_dump(exclude={"id"}) | update
    return Article.make(fields.pop("text"), **fields)


def article_of(
    data: bytes,
    where: str,
    *,
    html: bool = False,
    published: dt.date | dt.datetime | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Article:
    """The article in ``data``; SourceError where it is empty, binary, too long or in a language that cannot be read.

    ``language`` is its ISO 639-1 code where that is known; else it is told from the text, English where that is short.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(where, f"larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        raise SourceError(where, "empty")
    text = _decoded(data, where)
    title = author = url = None
    if html or text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        html = True
        text, title, author, url, publisher, published = _from_html(text, where, publisher, published)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(len(line) > MAX_LINE for line in text.split("\n")):
        raise SourceError(where, f"a line of more than {MAX_LINE:,} characters is not an article")
    if not any(c.isalpha() for c in text):
        raise SourceError(where, "no words in it")
    language = language or detect(text) or "en"
    reason = why_not(language)
    if reason:
        raise SourceError(where, reason)
    return Article.make(
        text,
        title=title,
        author=author,
        url=url,
        publisher=publisher,
        published=published,
        language=language,
        obtained="html" if html else "text",
    )


def _decoded(data: bytes, where: str) -> str:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(where, "binary, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:1_000_000]).best()
        if best is None:
            raise SourceError(where, "encoding not recognised") from None
        return data.decode(best.encoding, errors="replace")


def _from_html(
    text: str, where: str, publisher: str | None, published: dt.date | dt.datetime | None
) -> tuple[str, str | None, str | None, str | None, str | None, dt.date | dt.datetime | None]:
    import trafilatura

    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        raise SourceError(where, "no article text found in this HTML")
    stamped = dt.date.fromisoformat(found.date) if found.date else None
    body = str(found.text).replace("\n", "\n\n")
    return body, found.title, found.author, found.url, publisher or found.sitename, published or stamped


@cache
def _detector() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    names = "ENGLISH FRENCH GERMAN SPANISH ITALIAN PORTUGUESE DUTCH TURKISH RUSSIAN ARABIC PERSIAN CHINESE"
    some = [getattr(Language, name) for name in names.split()]
    return LanguageDetectorBuilder.from_languages(*some).with_low_accuracy_mode().build()


def detect(text: str) -> str | None:
    """ISO 639-1 code of the language, None where the text is too short to tell."""
    if len(text) < 80:
        return None
    found = _detector().detect_language_of(text[:2000])
    return found.iso_code_639_1.name.lower() if found else None
