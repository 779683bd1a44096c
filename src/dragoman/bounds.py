"""Bounds on what one input may take: time for an article, memory for a process that reads."""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from types import FrameType

from dragoman.errors import SourceError

SECONDS = 30.0  # for an article of up to so many characters, and as much again for each so many more
_CHARACTERS = 50_000
_PATIENCE = 4.0  # times that an article has where the processor is busy with other programs
_GRACE = 10.0  # seconds beyond that after which a process is taken to hang
_LOOK = 0.2  # seconds between two looks at the process that asks
MEMORY = 6 * 1024**3  # bytes of address space of a process that reads


class _OutOfTime(BaseException):
    """Not an Exception: what reads catches those of its libraries."""


def seconds_for(length: int, budget: float = SECONDS) -> float:
    """How long a text of so many characters may take, where an article of usual length may take ``budget``."""
    return budget * max(1.0, length / _CHARACTERS)


@contextmanager
def bounded(seconds: float, where: str, what: str) -> Iterator[None]:
    """A block that is cut off after so many seconds: SourceError, saying ``what`` took too long.

    They are seconds of the processor where other programs keep it from this one, up to four times as many on the clock:
    what is read must not hang on what else the machine does.

    Only the main thread of a process can be cut off; in others this bounds nothing, so that what other threads take
    from outside is read in a process of its own.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def cut_off(_number: int, _frame: FrameType | None) -> None:
        passed, left = time.monotonic() - began, seconds - (time.process_time() - busy)
        if left <= 0 or passed >= _PATIENCE * seconds or (outer and passed >= outer):
            raise _OutOfTime
        signal.setitimer(signal.ITIMER_REAL, max(_LOOK, min(left, outer - passed) if outer else left))

    began, busy = time.monotonic(), time.process_time()
    before = signal.signal(signal.SIGALRM, cut_off)
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer) if outer else seconds)
    try:
        yield
    except _OutOfTime:
        if outer and time.monotonic() - began >= outer:
            raise  # what ran out is the time of what this is a part of
        raise SourceError(where, f"cut off: {what} took longer than {seconds:g} s (--budget)") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(0.01, outer - (time.monotonic() - began)))


def limit_memory() -> None:
    """Bound the memory of this process, which is to read what comes from outside."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """A block after whose time this process ends, even where it is in code that cannot be cut off."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(_PATIENCE * seconds + _GRACE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def end_after_interrupt(seconds: float, last_words: str) -> None:
    """Let Ctrl-C end this process after so many seconds at the latest, also in code that heeds no signal.

    What is then being written to an archive is as after a kill: kept whole or not at all.
    """
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        return
    signals, written = os.pipe()
    os.set_blocking(written, False)
    signal.set_wakeup_fd(written, warn_on_full_buffer=False)
    threading.Thread(target=_end, args=(signals, seconds, last_words), daemon=True).start()


def _end(signals: int, seconds: float, last_words: str) -> None:
    while signal.SIGINT not in os.read(signals, 64):
        pass
    time.sleep(seconds)
    os.write(2, f"\n{last_words}\n".encode())
    os._exit(128 + signal.SIGINT)


def end_with(asking: int, stopped: Event | None = None) -> None:
    """Let this process, which reads for another, end when that does or says so, and leave Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, args=(asking, stopped), daemon=True).start()


def _follow(asking: int, stopped: Event | None) -> None:
    while os.getppid() == asking and not (stopped is not None and stopped.is_set()):
        time.sleep(_LOOK)
    os._exit(1)
