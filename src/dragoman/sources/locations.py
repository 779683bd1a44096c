"""Where inputs and shards are: on this machine, or in an object store (S3, Google Cloud Storage, Azure, HDFS)."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from dragoman.errors import SourceError, UnreachableError, one_line


def located(name: str) -> Path:
    """The place that a user names: a path, or "s3://bucket/key" and its like, which answers to the methods of a path.

    Keys, regions and endpoints are taken from the environment, as the store's own tools have them. SourceError where
    the name is a web address, or what its kind of store needs is not installed.
    """
    scheme, mark, _ = name.partition("://")
    if not mark:
        return Path(name)
    if scheme in {"http", "https"}:
        raise SourceError(name, "web addresses are read by `dragoman read` on this machine only")
    try:
        from upath import UPath

        place = UPath(name)
        place.fs.invalidate_cache()
    except ImportError as error:
        raise SourceError(name, f"{error}; run: pip install 'dragoman[s3]'") from error
    except ValueError as error:
        raise SourceError(name, one_line(error)) from error
    return cast(Path, place)


def is_remote(place: Path) -> bool:
    """Whether a place is in an object store."""
    return not isinstance(place, Path)


def opened(place: Path) -> BinaryIO:
    """A file to read. From a store, what keeps it from answering is an UnreachableError, at any read: a file that is
    half read must not be taken for one that is broken."""
    raw = place.open("rb")
    return cast(BinaryIO, io.BufferedReader(_Stored(raw, place))) if is_remote(place) else raw


class _Stored(io.RawIOBase):
    """A file of a store."""

    def __init__(self, file: BinaryIO, place: Path) -> None:
        self._file, self._place = file, place

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with reached(self._place):
            data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with reached(self._place):
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


@contextmanager
def reached(place: Path) -> Iterator[None]:
    """Says in one line what keeps a store from answering (UnreachableError): each kind has errors of its own."""
    try:
        yield
    except Exception as error:
        if isinstance(error, SourceError) or not is_remote(place):
            raise
        raise UnreachableError(str(place), f"cannot be reached: {one_line(error)[:200]}") from error


@contextmanager
def whole(place: Path) -> Iterator[BinaryIO]:
    """A file to write that is at ``place`` once the block has ended well, and not at all before or otherwise."""
    if is_remote(place):
        remote = cast(Any, place)
        with remote.fs.transaction, remote.fs.open(remote.path, "wb") as file:
            yield file
        return
    attempt = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        with attempt.open("wb") as file:
            yield file
        attempt.replace(place)
    finally:
        attempt.unlink(missing_ok=True)
