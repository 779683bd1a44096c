"""WARC files (CC-NEWS, Browsertrix): every HTML response, streamed, compressed or not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import SourceError, UnreachableError, one_line
from dragoman.sources.locations import opened

_HEADERS = 200_000  # bytes of all header lines of a record


class Page(NamedTuple):
    """One HTML response: where it came from and its bytes."""

    url: str
    data: bytes


def is_warc(path: Path) -> bool:
    name = path.name.lower()
    return name.endswith((".warc", ".warc.gz"))


def pages(path: Path, limit: int) -> Iterator[tuple[Page | SourceError, int]]:
    """The HTML pages of ``path`` of at most ``limit`` bytes, each with how many bytes of the file are read.

    A broken record ends the file with a SourceError; what came before it stands.
    """
    from warcio.archiveiterator import ArchiveIterator

    with opened(path) as file:
        archive = ArchiveIterator(file)
        lines = _Lines(archive.reader)
        records = iter(archive)
        number = 0
        while True:
            number += 1
            lines.begin()
            try:
                with redirect_stderr(io.StringIO()):  # to which warcio writes what is in the file, as it is
                    page = _page(next(records), limit, f"{path}:{number}")
            except StopIteration:
                return
            except UnreachableError:
                raise
            except Exception as error:  # a broken record meets warcio's own assumptions in many ways
                yield SourceError(f"{path}:{number}", f"broken WARC record: {one_line(error)[:120]}"), file.tell()
                return
            if page is not None:
                yield page, file.tell()


class _Lines:
    """Bounds the header lines of each record: warcio reads a line whole, however long."""

    def __init__(self, reader: Any) -> None:
        self._plain = reader.readline
        self._left = _HEADERS
        reader.readline = self._line

    def begin(self) -> None:
        """Begin to count anew."""
        self._left = _HEADERS

    def _line(self, length: int | None = None) -> bytes:
        line: bytes = self._plain(min(length or _HEADERS, _HEADERS))
        self._left -= len(line) + 1
        if self._left < 0:
            raise ValueError(f"more than {_HEADERS:,} bytes of header lines")
        return line


def _page(record: Any, limit: int, where: str) -> Page | SourceError | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    status = record.http_headers.get_statuscode()
    if "html" not in kind or status != "200":
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    data = record.content_stream().read(limit + 1)
    if len(data) > limit:
        return SourceError(url or where, f"larger than {limit // 1_000_000} MB")
    return Page(url, data)
