"""Sources: text, pages, documents, mail, books, feeds, WARC files, tables, zips and addresses become articles."""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from dragoman.errors import NotRead, PassedOver, SourceError, one_line
from dragoman.languages import why_not
from dragoman.model import Article
from dragoman.sources import books, dates, documents, feed, mail, page, pdf, tables, unpacking, warc
from dragoman.sources.decoding import decoded
from dragoman.sources.language import detect
from dragoman.sources.locations import opened, reached
from dragoman.sources.sift import other_topic

_PAGES = {".html", ".htm", ".xhtml"}
_FEEDS = {".rss", ".atom", ".xml"}
SUFFIXES = {".txt", ".text", ".md", ".pdf", ".eml", ".mbox", ".epub", ".zip", *_PAGES, *_FEEDS, *documents.READERS}
MAX_BYTES = 20_000_000
_MAX_FILE = 500_000_000  # bytes of a file that holds more than words: pictures, or other files
_LARGE = {".pdf", ".epub", ".zip", ".docx", ".odt", ".rtf"}
MAX_LINE = 200_000


class Address(NamedTuple):
    """A page or feed on the web, and what fetches it."""

    url: str
    fetcher: feed.Fetcher


def is_address(name: str) -> bool:
    """Whether a user names a page on the web."""
    return name.lower().startswith(("http://", "https://"))


def find(paths: Iterable[Path], passed: Callable[[NotRead], None] = lambda _: None) -> Iterator[Path]:
    """The files of ``paths``: a file as it is, a folder's readable files by name; SourceError where none.

    ``passed`` is told of each file of a folder that is of no kind that is read; hidden files are left aside.
    """
    for path in paths:
        with reached(path):
            there, one = path.exists(), path.is_file()
            inside = [] if one else sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path))
        if not there:
            raise SourceError(str(path), "no such file or folder")
        if one:
            yield path
            continue
        if not any(map(is_readable, inside)):
            kinds = ", ".join(sorted(SUFFIXES | tables.SUFFIXES | {".warc", ".warc.gz"}))
            raise SourceError(str(path), f"no readable file in this folder ({kinds})")
        for found in inside:
            if is_readable(found):
                yield found
            else:
                passed(_not_read(str(found), found))


def is_readable(path: Path) -> bool:
    """Whether a file is of a kind that is read, by its name."""
    return path.suffix.lower() in SUFFIXES or tables.is_table(path) or warc.is_warc(path)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _not_read(name: str, path: Path) -> NotRead:
    kind = f"{path.suffix.lower()[:20]} files are" if path.suffix else "files without a suffix are"
    return NotRead(name, f"passed over: {kind} not read")


class Options(NamedTuple):
    """What a user says of all inputs: publication date, publisher and language where an input has none, and columns.

    With ``sift``, articles about sport, markets and the like are passed over. ``date_format`` is how the dates of
    tables are written (a pattern of ``strptime``); they are guessed without it.
    """

    published: dt.date | dt.datetime | None = None
    publisher: str | None = None
    columns: Mapping[str, str] | None = None
    language: str | None = None
    sift: bool = False
    date_format: str | None = None


class Item(NamedTuple):
    """An article of an input, or why there is none; how many of the input's bytes are read by then; what to tell."""

    article: Article | SourceError
    done: int
    notes: tuple[str, ...] = ()


def articles(source: Path | Address | None, options: Options) -> Iterator[Item]:
    """The articles of a file, an address, or of standard input (None). Never raises for what the input holds."""
    for item in _articles(source, options, nested=False):
        article = item.article
        topic = other_topic(article) if options.sift and isinstance(article, Article) else None
        if topic is None or isinstance(article, SourceError):
            yield item
        else:
            name = article.url or article.title or _name(source)
            yield item._replace(article=PassedOver(name, f"passed over: {topic}"))


def _name(source: Path | Address | None) -> str:
    if source is None:
        return "standard input"
    return source.url if isinstance(source, Address) else str(source)


def _articles(source: Path | Address | None, options: Options, *, nested: bool) -> Iterator[Item]:
    """``nested`` says that the file comes out of a zip: another one in it is passed over."""
    where = _name(source)
    try:
        if isinstance(source, Address):
            yield from _fetched(source, options)
            return
        with reached(source) if source is not None else nullcontext():
            if source is None:
                yield from _of_file(sys.stdin.buffer.read(_MAX_FILE + 1), where, Path(), options, nested)
            elif tables.is_table(source):
                yield from _of_table(source, options)
            elif warc.is_warc(source):
                yield from _of_warc(source, options)
            elif source.suffix.lower() == ".mbox":
                yield from _of_mailbox(source, options)
            else:
                most = _MAX_FILE if source.suffix.lower() in _LARGE else MAX_BYTES
                with opened(source) as file:
                    data = file.read(most + 1)
                if len(data) > most:
                    raise SourceError(where, f"larger than {most // 1_000_000} MB")
                yield from _of_file(data, where, source, options, nested)
    except SourceError as error:
        yield Item(error, 0)
    except OSError as error:
        yield Item(SourceError(where, error.strerror or "cannot be read"), 0)


def _fetched(address: Address, options: Options) -> Iterator[Item]:
    """What is at an address: a page, a document, a feed or a table."""
    answer = address.fetcher.get(address.url)
    found = Path(urlsplit(answer.url).path)
    if tables.is_table(found) or warc.is_warc(found):
        with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
            file = Path(folder) / f"fetched{''.join(found.suffixes[-2:])}"
            file.write_bytes(answer.data or b"")
            for item in _articles(file, options, nested=True):
                yield _renamed(item, str(file), address.url)
        return
    for item in _of_file(answer.data or b"", address.url, found, options, nested=False, address=answer.url):
        article = item.article
        if isinstance(article, Article) and not article.url:
            item = item._replace(article=article.remade(url=answer.url))
        yield item


def _of_file(
    data: bytes, where: str, path: Path, options: Options, nested: bool, address: str | None = None
) -> Iterator[Item]:
    """The articles in ``data``, by the suffix of ``path`` and by what it begins with."""
    kind = _kind(data, where, path)
    if kind == ".zip":
        yield from _of_zip(data, where, options, nested)
    elif kind == ".epub":
        yield from _of_book(data, where, options)
    elif kind == ".eml":
        yield _of_message(data, where, options, len(data))
    elif kind in documents.READERS or kind == ".pdf":
        found = pdf.text_of(data, where) if kind == ".pdf" else documents.text_of(data, kind, where)
        yield Item(_named_day(_of_document(found, where, kind, options), path, address), len(data))
    elif kind in _FEEDS:
        publisher, entries = feed.parse(data, where)
        for entry in entries:
            yield Item(of_entry(entry, where, options.publisher or publisher, language=options.language), len(data))
    else:
        html = kind in _PAGES or (address is not None and data[:200].lstrip().startswith(b"<"))
        article = article_of(
            data,
            where,
            html=html,
            published=options.published,
            publisher=options.publisher,
            language=options.language,
            address=address,
        )
        yield Item(_named_day(article, path, address), len(data))


def _kind(data: bytes, where: str, path: Path) -> str:
    """The suffix that a file should have: its own, or one by what it begins with."""
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data[:400].lstrip().startswith((b"<rss", b"<feed")):
        return ".rss"
    if suffix in SUFFIXES and suffix not in {".txt", ".text", ".md", ".zip"}:
        return suffix
    return documents.kind_of(data, where) or suffix


def _named_day(article: Article, path: Path, address: str | None) -> Article:
    """``article`` with the day that its file's name holds, where it has no other."""
    return article if address is not None else _dated(article, dates.in_name(path.name), "file name")


def _dated(article: Article, published: dt.date | dt.datetime | None, source: str) -> Article:
    """``article`` as published then by that source, where it has no date yet."""
    if article.published is not None or published is None:
        return article
    return article.remade(published=published, published_source=source)


def _of_document(found: documents.Document, where: str, kind: str, options: Options) -> Article:
    article = _of_words(found.text, where, options, title=found.title, author=found.author, obtained=kind[1:])
    return _dated(article, found.published, "metadata")


def _of_message(data: bytes, where: str, options: Options, done: int) -> Item:
    found = mail.message_of(data, where)
    options = options._replace(published=found.sent or options.published)
    article = _of_page(found.body, where, options) if found.html else _of_words(found.body, where, options)
    about = {"title": found.subject, "author": found.sender, "obtained": "mail"}
    article = article.remade(**about, **({"published_source": "metadata"} if found.sent is not None else {}))
    return Item(article, done, (f"{where}: {found.note}",) if found.note else ())


def _of_mailbox(path: Path, options: Options) -> Iterator[Item]:
    count = 0
    for count, (data, done) in enumerate(mail.messages(path, MAX_BYTES), 1):
        where = f"{path}:{count}"
        if data is None:
            yield Item(SourceError(where, f"larger than {MAX_BYTES // 1_000_000} MB"), done)
            continue
        try:
            yield _of_message(data, where, options, done)
        except SourceError as error:
            yield Item(error, done)
    if not count:
        yield Item(SourceError(str(path), "no messages in it"), 0)


def _of_book(data: bytes, where: str, options: Options) -> Iterator[Item]:
    book = books.book_of(data, where)
    options = options._replace(publisher=options.publisher or book.publisher)
    for name, title, text in book.chapters:
        try:
            article = _of_words(text, f"{where}/{name}", options, title=title, author=book.author, obtained="epub")
        except SourceError as error:
            yield Item(error, len(data))
            continue
        yield Item(_dated(article, book.published, "metadata"), len(data))


def _of_zip(data: bytes, where: str, options: Options, nested: bool) -> Iterator[Item]:
    """The articles of every readable file in a zip; others are named, another zip in it is not opened."""
    if nested:
        yield Item(NotRead(where, "passed over: a zip in a zip is not opened"), 0)
        return
    for member in unpacking.members(data, where):
        if isinstance(member.file, SourceError):
            yield Item(member.file, member.done)
        elif not is_readable(member.file):
            yield Item(_not_read(member.name, member.file), member.done)
        else:
            for item in _articles(member.file, options, nested=True):
                yield _renamed(item, str(member.file), member.name)._replace(done=member.done)


def _renamed(item: Item, path: str, name: str) -> Item:
    """``item`` under the name that its file has for the user, in place of where it was unpacked."""
    article = item.article
    if isinstance(article, SourceError):
        article = type(article)(article.where.replace(path, name), article.why.replace(path, name))
    return item._replace(article=article, notes=tuple(note.replace(path, name) for note in item.notes))


def of_entry(
    entry: feed.Entry, where: str, publisher: str | None, page: bytes | None = None, language: str | None = None
) -> Article | SourceError:
    """The article of a feed's entry: of the page that it links to where that was fetched, else of its own text."""
    name = entry.url or where
    body = page if page is not None else f"<html><body><article>{entry.html}</article></body></html>".encode()
    try:
        article = article_of(
            body,
            name,
            html=True,
            published=entry.published,
            publisher=publisher,
            language=language,
            address=entry.url if page is not None else None,
        )
    except SourceError as error:
        return error
    return article.remade(
        title=entry.title or article.title,
        publisher=publisher or article.publisher,
        author=entry.author or article.author,
        url=entry.url,
        obtained="feed",
        published_source="feed" if entry.published else article.published_source,
    )


def _of_warc(path: Path, options: Options) -> Iterator[Item]:
    for found, done in warc.pages(path, MAX_BYTES):
        if isinstance(found, SourceError):
            yield Item(found, done)
            continue
        try:
            article = article_of(
                found.data,
                found.url or str(path),
                html=True,
                published=options.published,
                publisher=options.publisher,
                language=options.language,
                address=found.url or None,
            )
        except SourceError as error:
            yield Item(error, done)
            continue
        host = (feed.host_of(found.url) or "").rpartition("@")[2].split(":")[0] or None
        article = article.remade(url=found.url or article.url, publisher=article.publisher or host, obtained="warc")
        yield Item(article, done)


def _of_table(path: Path, options: Options) -> Iterator[Item]:
    for number, (row, done, notes) in enumerate(tables.rows(path, options.columns, options.date_format), 1):
        if isinstance(row, SourceError):
            yield Item(row, done, notes)
            continue
        try:
            yield Item(_of_row(row, f"{path}:{number}", options), done, notes)
        except SourceError as error:
            yield Item(error, done, notes)


def _of_row(row: dict[str, Any], where: str, options: Options) -> Article:
    """The article of a table's row: what the row says of itself goes before what a user says of all."""
    about = {name: row[name] for name in ("title", "author", "url")}
    own = options._replace(
        published=row["published"] or options.published,
        publisher=row["publisher"] or options.publisher,
        language=_code(row["language"]) or options.language,
    )
    try:
        text = decoded(row["text"].encode("utf-8"), where)
    except UnicodeError as error:
        raise SourceError(where, one_line(error)) from error
    if row["html"] and not _is_page(text):
        text = f"<html><body><article>{text}</article></body></html>"
    if _is_page(text):
        article = _of_page(text, where, own)
        article = article.remade(**{name: value for name, value in about.items() if value})
    else:
        article = _of_words(text, where, own, **about)
    return article.remade(obtained="table", **({"published_source": "column"} if row["published"] else {}))


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


def article_of(
    data: bytes,
    where: str,
    *,
    html: bool = False,
    published: dt.date | dt.datetime | None = None,
    publisher: str | None = None,
    language: str | None = None,
    address: str | None = None,
) -> Article:
    """The article in ``data``; SourceError where it is empty, binary, too long or in a language that cannot be read.

    ``language`` is its ISO 639-1 code where that is known; else it is told from the text, English where that may be.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(where, f"larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        raise SourceError(where, "empty")
    text = decoded(data, where)
    options = Options(published, publisher, None, language)
    if html or _is_page(text):
        return _of_page(text, where, options, address)
    return _of_words(text, where, options)


def _is_page(text: str) -> bool:
    return text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))


def _of_page(html: str, where: str, options: Options, address: str | None = None) -> Article:
    found = page.article_in(html, where, address)
    return _of_words(
        found.text,
        where,
        options._replace(publisher=options.publisher or found.publisher),
        title=found.title,
        author=found.author,
        url=found.url,
        obtained="html",
        stated=found.published,
        stated_in=found.published_source,
    )


def _of_words(
    text: str,
    where: str,
    options: Options,
    *,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    obtained: str = "text",
    stated: dt.date | None = None,
    stated_in: str | None = None,
) -> Article:
    """The article of a text; published when the user or its page says (``stated``), else when its own dateline does."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(len(line) > MAX_LINE for line in text.split("\n")):
        raise SourceError(where, f"a line of more than {MAX_LINE:,} characters is not an article")
    if not any(c.isalpha() for c in text):
        raise SourceError(where, "no words in it" if text else "empty")
    language = options.language or detect(text)
    reason = why_not(language)
    if reason:
        raise SourceError(where, reason)
    article = Article.make(
        text,
        title=title,
        author=author,
        url=url,
        publisher=options.publisher,
        published=options.published or stated,
        language=language,
        obtained=obtained,
        published_source="given" if options.published else stated_in,
    )
    return _dated(article, dates.in_text(text), "dateline")
