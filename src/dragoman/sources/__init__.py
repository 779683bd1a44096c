"""Sources: files and standard input become articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import SourceError
from dragoman.model import Article

if TYPE_CHECKING:
    from lingua import LanguageDetector

SUFFIXES = {".txt", ".text", ".md", ".html", ".htm"}
MAX_BYTES = 20_000_000
MAX_LINE = 200_000


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """The files of ``paths``: a file as it is, a folder's readable files by name; SourceError where none."""
    for path in paths:
        if not path.exists():
            raise SourceError(str(path), "no such file or folder")
        if path.is_file():
            yield path
            continue
        inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
        if not inside:
            raise SourceError(str(path), f"no readable file in this folder ({', '.join(sorted(SUFFIXES))})")
        yield from inside


def article_of(
    data: bytes,
    where: str,
    *,
    html: bool = False,
    published: dt.date | dt.datetime | None = None,
    publisher: str | None = None,
) -> Article:
    """The article in ``data``; SourceError where it is empty, binary, too long or not English."""
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
    language = detect(text)
    if language not in {"en", None}:
        raise SourceError(where, f"not English (looks like {language})")
    return Article.make(
        text,
        title=title,
        author=author,
        url=url,
        publisher=publisher,
        published=published,
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
