"""An archive that is opened for one question at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.archive import Archive
from dragoman.archive.decisions import Made
from dragoman.model import Report


class Brief:
    """An archive at ``path`` that is never open for longer than one question, so that others may write to it.

    ``wait`` is for how many seconds to try to open it where another program writes to it (then ArchiveBusy). Threads
    that share it take turns.
    """

    def __init__(self, path: str | Path, *, wait: float) -> None:
        self.path = Path(path)
        self._wait = wait
        self._turn = threading.Lock()

    @contextmanager
    def opened(self, *, read_only: bool = True) -> Iterator[Archive]:
        """The archive, open until the block ends."""
        with self._turn, Archive(self.path, read_only=read_only, wait=self._wait) as archive:
            yield archive

    def identity(self) -> str:
        """See ``Archive.identity``."""
        with self.opened() as archive:
            return archive.identity()

    def current(self) -> dict[str, str]:
        """See ``Archive.current``."""
        with self.opened() as archive:
            return archive.current()

    def some(self, articles: list[str]) -> Iterator[Report]:
        """See ``Archive.some``."""
        with self.opened() as archive:
            found = archive.written(articles)
        return map(Report.model_validate_json, found)  # which takes longer than others should wait

    def every_decision(self) -> list[Made]:
        """See ``Archive.every_decision``."""
        with self.opened() as archive:
            return archive.every_decision()

    def revision(self) -> int:
        """See ``Archive.revision``."""
        with self.opened() as archive:
            return archive.revision()
