"""PDF press releases: the text that the file carries (no recognition of scanned pages)."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from dragoman.bounds import SECONDS, bounded
from dragoman.errors import SourceError, one_line
from dragoman.sources.documents import Document

MAX_PAGES = 200
_SPLIT = re.compile(r"(\w{2,40})[-\u2010][ \t]{0,3}\n[ \t]{0,9}(\w{1,40})")
_SOFT = re.compile(r"\u00ad(?:[ \t]{0,3}\n[ \t]{0,9})?")  # shown at the end of a line only
_WORDS = re.compile(r"\w+(?:-\w+)?")


def text_of(data: bytes, where: str) -> Document:
    """The text of a PDF and what it says of itself; SourceError where it is broken, locked, too long or has no text."""
    with bounded(SECONDS, where, "to find the text of this PDF"):
        return _text_of(data, where)


def _text_of(data: bytes, where: str) -> Document:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise SourceError(where, "this PDF is locked")
        if len(reader.pages) > MAX_PAGES:
            raise SourceError(where, f"more than {MAX_PAGES} pages")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        about = reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
    except SourceError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError, MemoryError) as error:
        raise SourceError(where, f"not a readable PDF: {one_line(error)[:120]}") from error
    if not text.strip():
        raise SourceError(where, "no text in this PDF; scanned pages cannot be read")
    return Document(joined(text), title, author, None, _created(about))


def _created(about: Any) -> dt.datetime | None:
    """When a PDF says it was made; None where it does not, or not in the form that it should."""
    try:
        found = about.creation_date if about else None
    except (ValueError, TypeError, KeyError):
        return None
    return found if isinstance(found, dt.datetime) else None


def joined(text: str) -> str:
    """``text`` with the words that are split over two lines made whole.

    A hyphen stays where it belongs to the word: before a capital or a digit, and where the text has the compound, or
    each half as a word of its own, elsewhere.
    """
    text = _SOFT.sub("", text)
    words = {word.lower() for word in _WORDS.findall(_SPLIT.sub(" ", text))}

    def whole(found: re.Match[str]) -> str:
        first, second = found.groups()
        plain, compound = f"{first}{second}", f"{first}-{second}"
        if plain.lower() in words:
            return plain
        is_compound = compound.lower() in words or {first.lower(), second.lower()} <= words
        return compound if is_compound or not second[0].islower() else plain

    return _SPLIT.sub(whole, text)
