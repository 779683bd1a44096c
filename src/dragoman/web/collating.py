"""Collation in a process of its own: it takes the processor for long, and pages are answered meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from dragoman.archive.brief import Brief
from dragoman.bounds import end_with
from dragoman.child import Child, received
from dragoman.errors import DragomanError
from dragoman.record import Kept

_LOG = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]


class CollatingFailed(Exception):
    """What went wrong in the process that collates, by the name of its kind."""


class Collating:
    """Brings the record of an archive up to it; ``wait`` is for how long to try to open the archive."""

    def __init__(self, archive: Path, wait: float) -> None:
        self._archive = archive
        self._wait = wait
        self._child = Child(_work)

    def refresh(self, record: Path, progress: Progress, stopped: Callable[[], bool]) -> None:
        """See ``Kept.refresh``; CollatingFailed for what is no DragomanError, and where the process died."""
        try:
            pipe = self._child.started()
            pipe.send((self._archive, self._wait, record))
            while isinstance(answer := received(pipe, stopped), tuple):
                progress(*answer)
        except (EOFError, OSError):
            self.close()
            raise CollatingFailed("the process that collates died") from None
        if isinstance(answer, Exception):
            raise answer

    def close(self) -> None:
        """End the process."""
        self._child.close()


def _work(pipe: Connection, asking: int) -> None:
    """Progress as tuples, then None, or the error."""
    end_with(asking)
    with suppress(EOFError):
        while True:
            archive, wait, record = pipe.recv()
            try:
                with Kept(record) as kept:
                    kept.refresh(Brief(archive, wait=wait), lambda *done: pipe.send(done))
                pipe.send(None)
            except DragomanError as error:
                pipe.send(error)
            except Exception as error:  # the page has to go on, and to say so
                _LOG.exception("The record could not be brought up to date")
                pipe.send(CollatingFailed(type(error).__name__))
