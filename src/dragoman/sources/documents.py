"""Documents of word processors (.docx, .odt, .rtf): their text in paragraphs, and what they say of themselves."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple, cast

from dragoman.bounds import SECONDS, bounded
from dragoman.errors import SourceError, one_line
from dragoman.sources import packed

_UNPACKED = 200_000_000  # bytes of a document with its pictures
_PART = 30_000_000  # bytes of its text with its markup
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ASIDE = {f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_TEXT}table-of-content"}
_CAPTIONS = re.compile(r"caption|illustration|légende|beschriftung|figure", re.IGNORECASE)
_RTF_INFO = re.compile(r"\{\\(title|author) ([^{}\\]{1,300})\}")


class Document(NamedTuple):
    """What a file holds that is one report: its text, and what it says of title, author, publisher and day."""

    text: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: dt.date | dt.datetime | None = None


def kind_of(data: bytes, where: str) -> str | None:
    """The suffix of what ``data`` is by its first bytes: ".rtf", or what a packed file holds; None for others.

    SourceError where it is a packed file that cannot be unpacked.
    """
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if not data.startswith(b"PK\x03\x04"):
        return None
    with packed.opened_zip(io.BytesIO(data), where) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return ".docx"
        kind = archive.read("mimetype")[:60] if "mimetype" in names else b""
    return ".odt" if b"opendocument.text" in kind else ".epub" if b"epub" in kind else ".zip"


def text_of(data: bytes, kind: str, where: str) -> Document:
    """The document in ``data`` of a kind of READERS; SourceError where it cannot be read."""
    with bounded(SECONDS, where, f"to find the text of this {kind[1:]} file"):
        found = READERS[kind](data, where)
    if not found.text.strip():
        raise SourceError(where, "no text in this document")
    return found


def _docx(data: bytes, where: str) -> Document:
    from docx import Document as opened
    from docx.text.paragraph import Paragraph

    with packed.opened_zip(io.BytesIO(data), where, _UNPACKED):
        pass  # is it one that may be unpacked?
    try:
        document = opened(io.BytesIO(data))
        found = []
        for element in document.element.body.iter(f"{_WORD}p"):
            if next(element.iterancestors(_TWICE), None) is not None:
                continue  # the same once more, for programs that cannot draw it
            paragraph = Paragraph(element, document)
            if not _CAPTIONS.search(str(paragraph.style.name if paragraph.style is not None else "")):
                found.append(paragraph.text)
        about = document.core_properties
        title, author, created = about.title or None, about.author or None, about.created
    except Exception as error:  # a broken document meets python-docx's own assumptions in many ways
        raise SourceError(where, f"not a Word document that can be read: {one_line(error)[:120]}") from error
    return Document(_paragraphs(found), title, author, None, created)


def _odt(data: bytes, where: str) -> Document:
    with packed.opened_zip(io.BytesIO(data), where, _UNPACKED) as archive:
        content = packed.xml(packed.part(archive, "content.xml", where, _PART), where)
        has_meta = "meta.xml" in archive.namelist()
        meta = packed.xml(packed.part(archive, "meta.xml", where, _PART), where) if has_meta else None
    body = content.find(f".//{_OFFICE}text")
    if body is None:
        raise SourceError(where, "no text document in it")
    told = {tag: _meta(meta, tag) for tag in (f"{_DC}title", f"{_META}initial-creator", f"{_META}creation-date")}
    title, author, created = told.values()
    published = None
    with suppress(ValueError):
        published = dt.datetime.fromisoformat(created[:19]) if created else None
    return Document(_paragraphs(_of_odt(body)), title, author, None, published)


def _meta(meta: Any, tag: str) -> str | None:
    found = meta.find(f".//{tag}") if meta is not None else None
    return (found.text or None) if found is not None else None


def _of_odt(body: Any) -> Iterator[str]:
    """The paragraphs of an OpenDocument text; notes, comments and captions stand aside."""
    for element in body.iter(f"{_TEXT}p", f"{_TEXT}h"):
        if any(parent.tag in _ASIDE or parent.tag in {f"{_TEXT}p", f"{_TEXT}h"} for parent in element.iterancestors()):
            continue
        if not _CAPTIONS.search(element.get(f"{_TEXT}style-name", "")):
            yield "".join(_words(element))


def _words(element: Any) -> Iterator[str]:
    """The words in an element, without those of notes and comments in it."""
    spaces = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
    skipped = {inner for aside in _ASIDE for found in element.iter(aside) for inner in found.iter()}
    asides = {found for aside in _ASIDE for found in element.iter(aside)}
    for inner in element.iter():
        if not isinstance(inner.tag, str):
            continue
        if inner not in skipped:
            yield spaces.get(inner.tag, "")
            yield inner.text or ""
        if inner is not element and inner.tail and (inner not in skipped or inner in asides):
            yield inner.tail


def _rtf(data: bytes, where: str) -> Document:
    from striprtf import striprtf

    if not data.lstrip().startswith(b"{\\rtf"):
        raise SourceError(where, "not RTF that can be read: it does not begin as such")
    raw = data.decode("latin-1")
    told = dict(_RTF_INFO.findall(raw[:20_000]))
    try:
        text: str = cast(Any, striprtf).rtf_to_text(raw, encoding="cp1252", errors="replace")
    except Exception as error:  # broken RTF meets striprtf's own assumptions in many ways
        raise SourceError(where, f"not RTF that can be read: {one_line(error)[:120]}") from error
    return Document(_paragraphs(text.split("\n")), told.get("title"), told.get("author"))


def _paragraphs(lines: Any) -> str:
    return "\n\n".join(stripped for line in lines if (stripped := line.strip()))


READERS: dict[str, Callable[[bytes, str], Document]] = {".docx": _docx, ".odt": _odt, ".rtf": _rtf}
