"""WARC files (CC-NEWS, Browsertrix): every HTML response, streamed, compressed or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.errors import SourceError, UnreachableError
from dragoman.sources.locations import opened


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
        records = iter(ArchiveIterator(file))
        number = 0
        while True:
            number += 1
            try:
                record = next(records)
                page = _page(record, limit, f"{path}:{number}")
            except StopIteration:
                return
            except UnreachableError:
                raise
            except Exception as error:  # a broken record meets warcio's own assumptions in many ways
                yield SourceError(f"{path}:{number}", f"broken WARC record: {str(error)[:120]}"), file.tell()
                return
            if page is not None:
                yield page, file.tell()


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
