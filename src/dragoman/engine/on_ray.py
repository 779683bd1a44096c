"""The Ray engine: shards are read by actors of a Ray Data pipeline, each with a model that it loads once."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.engine.shards import Committed, Work, commit, loaded
from dragoman.errors import DragomanError
from dragoman.sources.locations import located


class _Reader:
    """One actor."""

    def __init__(self, work: Work) -> None:
        from dragoman.reading import pipeline

        self._work = work
        pipeline(lexicon=work.lexicon, kind=work.kind)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"name": commit(located(row["source"]), self._work).name}


def read(sources: Sequence[Path], work: Work, *, workers: int) -> Iterator[Committed]:
    """Read ``sources`` into shards with ``workers`` actors, on the cluster of RAY_ADDRESS or on this machine.

    What is committed already is not read again. An actor that dies is started anew and its shard read again.
    DragomanError where Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # its warnings are for those who run Ray
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise DragomanError("Ray is not installed; run: pip install 'dragoman[ray]'") from error
    # Without an address Ray would join whatever it finds started on this machine.
    where = {} if os.environ.get("RAY_ADDRESS") else {"address": "local", "num_cpus": workers}
    ray.init(**where, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    try:
        rows = ray.data.from_items([{"source": str(s)} for s in sources], override_num_blocks=len(sources))
        done = rows.map(_Reader, fn_constructor_args=(work,), concurrency=workers, num_cpus=1)
        for row in done.iter_rows():
            yield loaded(work.manifest(row["name"]))
    finally:
        ray.shutdown()
