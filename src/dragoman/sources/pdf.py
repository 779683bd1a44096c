"""PDF press releases: the text that the file carries (no recognition of scanned pages)."""

from __future__ import annotations

import io

from dragoman.errors import SourceError

MAX_PAGES = 200


def text_of(data: bytes, where: str) -> tuple[str, str | None]:
    """The text and title of a PDF; SourceError where it is broken, locked, too long or has no text."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise SourceError(where, "this PDF is locked")
        if len(reader.pages) > MAX_PAGES:
            raise SourceError(where, f"more than {MAX_PAGES} pages")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except SourceError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise SourceError(where, f"not a readable PDF: {str(error)[:120]}") from error
    if not text.strip():
        raise SourceError(where, "no text in this PDF; scanned pages cannot be read")
    return text, title
