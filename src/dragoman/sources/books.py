"""E-books (.epub), as news readers make them of a day's reports: a chapter with words a report."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import unquote

from dragoman.bounds import SECONDS, bounded
from dragoman.errors import SourceError, one_line
from dragoman.sources import packed
from dragoman.sources.dates import parse

_UNPACKED = 500_000_000  # bytes of a book with its pictures
_PART = 5_000_000  # bytes of a chapter
_CHAPTERS = 2000
_FEWEST = 200  # characters from which a chapter is more than a cover or a heading
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BLOCKS = ("h1", "h2", "h3", "h4", "p", "li", "blockquote")
_HEADINGS = ("h1", "h2", "h3", "title")


class Book(NamedTuple):
    """What a book says of itself, and its chapters as (name, title, text)."""

    title: str | None
    author: str | None
    publisher: str | None
    published: dt.date | dt.datetime | None
    chapters: list[tuple[str, str | None, str]]


def book_of(data: bytes, where: str) -> Book:
    """The book in ``data``; SourceError where it is none, is locked, or has no chapter with words."""
    with (
        bounded(SECONDS, where, "to find the text of this book"),
        packed.opened_zip(io.BytesIO(data), where, _UNPACKED) as archive,
    ):
        if "META-INF/encryption.xml" in archive.namelist():
            raise SourceError(where, "this book is locked")
        container = packed.xml(packed.part(archive, "META-INF/container.xml", where, _PART), where)
        rootfile = container.find(f".//{_CONTAINER}rootfile")
        name = rootfile.get("full-path", "") if rootfile is not None else ""
        package = packed.xml(packed.part(archive, name, where, _PART), where)
        chapters = list(_chapters(archive, package, posixpath.dirname(name), where))
    if not chapters:
        raise SourceError(where, "no chapter with words in this book")
    title, author, publisher, day = (_told(package, tag) for tag in ("title", "creator", "publisher", "date"))
    published = None
    with suppress(ValueError, OverflowError):
        published = parse(day)
    return Book(title, author, publisher, published, chapters)


def _told(package: Any, tag: str) -> str | None:
    found = package.find(f".//{_DC}{tag}")
    return (found.text or "").strip() or None if found is not None else None


def _chapters(archive: Any, package: Any, folder: str, where: str) -> Iterator[tuple[str, str | None, str]]:
    items = {i.get("id"): i for i in package.iter(f"{_OPF}item")}
    order = [items[r.get("idref")] for r in package.iter(f"{_OPF}itemref") if r.get("idref") in items]
    inside = set(archive.namelist())
    for item in order[:_CHAPTERS]:
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if "nav" in item.get("properties", "").split() or name not in inside:
            continue
        title, text = _chapter(packed.part(archive, name, where, _PART), where)
        if len(text) >= _FEWEST:
            yield name, title, text


def _chapter(data: bytes, where: str) -> tuple[str | None, str]:
    """The title and the paragraphs of a chapter."""
    from lxml import etree, html

    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True)
        tree = html.document_fromstring(data, parser) if data.strip() else None
    except (etree.ParserError, ValueError) as error:
        raise SourceError(where, f"a broken chapter: {one_line(error)[:120]}") from error
    if tree is None:
        return None, ""
    headings = (" ".join("".join(h.itertext()).split()) for tag in _HEADINGS for h in tree.iter(tag))
    title = next(filter(None, headings), None)
    blocks = [b for b in tree.iter(*_BLOCKS) if next(b.iterancestors(*_BLOCKS, "figcaption", "nav"), None) is None]
    lines = (" ".join("".join(b.itertext()).split()) for b in blocks)
    return title, "\n\n".join(line for line in lines if line and line != title)
