"""Words per second of reading, each step against the bare parse of the same texts in the same run."""

from __future__ import annotations

import json
import os
import platform
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import dragoman
from dragoman.archive import Archive
from dragoman.bench.corpus import rows
from dragoman.model import Article


@dataclass(frozen=True, slots=True)
class Measured:
    """One way to read a corpus. ``ratio``: its time over that of the bare parse; ``memory``: MB, all processes."""

    what: str
    seconds: float
    words_per_second: int
    ratio: float
    memory: int


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured, on what."""

    corpus: str
    articles: int
    words: int
    measured: tuple[Measured, ...]
    versions: dict[str, str]


def run(corpus: Path, *, articles: int | None = None, processes: tuple[int, ...] = (1, 2)) -> Speed:
    """Time the bare spaCy parse of ``corpus``, the whole reading, and reading into an archive with some processes.

    Each is done in a process of its own, after a first text has loaded everything; words are runs of non-spaces.
    SourceError where ``corpus`` is not JSONL with a text a line.
    """
    found = rows(corpus, "articles", "no more", "an article", lambda row: row["text"].split())[:articles]
    read = [Article.make(row["text"], title=row.get("title"), publisher=row.get("publisher")) for row in found]
    words = sum(len(a.text.split()) for a in read)
    steps: list[tuple[str, Callable[[list[Article], int], float], int]] = [
        ("bare parse", _parse, 1),
        ("whole reading", _read, 1),
        *((f"reading into an archive, {_count(n)}", _keep, n) for n in processes),
    ]
    took: list[Measured] = []
    for what, step, number in steps:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # its worker may have children, a Pool's may not
            seconds, memory = alone.submit(_alone, step, read, number).result()
        floor = took[0].seconds if took else seconds
        took.append(Measured(what, round(seconds, 2), round(words / seconds), round(seconds / floor, 3), memory))
    return Speed(corpus.name, len(read), words, tuple(took), _versions())


def save(speed: Speed, folder: Path, day: str) -> Path:
    """Keep a result in ``folder`` under the day it was measured on, beside earlier ones of that day; where."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"speed-{day}{f'-{number}' if number > 1 else ''}.json" for number in count(1))
    path = next(p for name in names if not (p := folder / name).exists())
    path.write_text(json.dumps({"measured_on": day, **asdict(speed)}, indent=2) + "\n", "utf-8")
    return path


def _count(processes: int) -> str:
    return f"{processes} process" + ("es" if processes > 1 else "")


def _alone(step: Callable[[list[Article], int], float], articles: list[Article], processes: int) -> tuple[float, int]:
    seconds = step(articles, processes)
    own, largest = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return seconds, (own + largest * (processes if processes > 1 else 0)) // 1024


def _parse(articles: list[Article], _: int) -> float:
    from dragoman.reading import base_pipeline

    nlp = base_pipeline()
    nlp(articles[0].text)
    began = time.perf_counter()
    for article in articles:
        nlp(article.text)
    return time.perf_counter() - began


def _read(articles: list[Article], _: int) -> float:
    from dragoman.reading import read_article

    read_article(articles[0])
    began = time.perf_counter()
    for article in articles:
        read_article(article)
    return time.perf_counter() - began


def _keep(articles: list[Article], processes: int) -> float:
    from dragoman.archive.batches import Batches
    from dragoman.archive.rows import Rows
    from dragoman.reading.pool import Pool

    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "a.duckdb") as archive:
        with Pool(processes) as pool:
            for _ in pool.read(articles[: 12 * processes]):
                pass  # loads the model in every process
            began = time.perf_counter()
            kept = Batches(archive.add_rows)
            for answer in pool.read(articles):
                if isinstance(answer.rows, Rows):
                    kept.add(answer.rows)
            kept.flush()
        return time.perf_counter() - began


def _versions() -> dict[str, str]:
    packages = {name: version(name) for name in ("spacy", "thinc", "duckdb", "pydantic", "numpy")}
    machine = {"python": platform.python_version(), "processors": str(os.cpu_count()), "machine": platform.machine()}
    return {"dragoman": dragoman.__version__, **packages, **machine}
