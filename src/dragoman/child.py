"""A process of its own for work that this one must not suffer from."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

_LOOK = 0.2  # seconds between two looks whether the work was stopped


class Child:
    """A process that answers over a pipe, started when it is needed and again after it has died."""

    def __init__(self, work: Callable[[Connection, int], None]) -> None:
        """``work`` is given the pipe and the number of this process."""
        self._work = work
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process, None where there is none."""
        return self._process.pid if self._process is not None else None

    def started(self) -> Connection:
        """The pipe to the process."""
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            spawn = get_context("spawn")
            self._pipe, other = spawn.Pipe()
            process = spawn.Process(target=self._work, args=(other, os.getpid()), daemon=True)
            process.start()
            self._process = process  # not before it runs: another thread may close it
            other.close()
        return self._pipe

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def received(pipe: Connection, stopped: Callable[[], bool]) -> Any:
    """What a process sends next; EOFError where it has died, or the work was stopped."""
    while not pipe.poll(_LOOK):
        if stopped():
            raise EOFError
    return pipe.recv()
