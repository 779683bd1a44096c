"""Fifteen shapes of hostile input, each read at three sizes, n, 2n and 4n: time and memory should grow with the size.

    python benchmarks/stress.py [--budget SECONDS] [SHAPE ...]

Each is read in a process of its own, with the bounds that `dragoman read` has; what is cut off says so. Seconds are the
processor's, so that they mean the same beside other work; what is cut off is so by the clock, and there a larger budget
than 30 s helps to see how long it would take.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

TIMES = (1, 2, 4)


def prose(size: int) -> str:
    """Ordinary reports, one after the other, up to ``size`` characters."""
    from dragoman.demo import story

    texts, length = [], 0
    for article in itertools.cycle(story()):
        texts.append(article.text)
        length += len(article.text) + 2
        if length >= size:
            break
    return "\n\n".join(texts)[:size]


SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "prose": (250_000, prose),
    "one paragraph": (30_000, lambda n: "Peru held talks with Chile, and Bolivia refused to sign it. " * (n // 60)),
    "possessives": (1_100, lambda n: "Peru's " * (n // 7) + "minister said so."),
    "quotations": (500, lambda n: "“We shall go,” he said. " * n),
    "open quotation marks": (5_000, lambda n: "“" * n + " he said."),
    "promises": (500, lambda n: "Peru promised to open the port by Friday. " * n),
    "said that he said": (2_000, lambda n: "Moreno said that " * (n // 17) + "it rained."),
    "of the of the": (4_000, lambda n: "The minister " + "of the house " * (n // 13) + "said so."),
    "commas": (10_000, lambda n: "Peru, " * (n // 6) + "said."),
    "brackets": (10_000, lambda n: "(" * n),
    "numbers": (10_000, lambda n: "1,000 " * (n // 6)),
    "dates": (10_000, lambda n: "on Monday, 3 March 2025, " * (n // 25)),
    "names": (10_000, lambda n: " ".join(f"Ana Ro{chr(97 + i % 26)}as{i}" for i in range(n // 12))),
    "one word": (20_000, lambda n: "a" * n),
    "dashes": (10_000, lambda n: "Peru - Chile - " * (n // 15)),
}


def main(names: list[str], budget: float) -> None:
    """Print a line a shape: seconds and megabytes at n, 2n and 4n, how time grows, and what was cut off."""
    print(f"{'shape':<22} {'n':>8}   {'seconds at n, 2n, 4n':<22} {'grows as n to':<14} MB at 4n")
    for name in names or list(SHAPES):
        size, make = SHAPES[name]
        took, peak, said = [], 0, ""
        for times in TIMES:
            seconds, peak, reason = measured(make(size * times), budget)
            took.append(seconds)
            said = reason or said
        power = f"{math.log(took[-1] / took[0], TIMES[-1]):.1f}" if min(took) > 0 else "-"
        shown = "  ".join(f"{seconds:.1f}" for seconds in took)
        print(f"{name:<22} {size:>8,}   {shown:<22} {power:<14} {peak:>6}  {said}", flush=True)


def measured(text: str, budget: float) -> tuple[float, int, str]:
    """How long a text takes to read, how many megabytes more, and why it was not read."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    child = fork.Process(target=work, args=(text, budget, there))
    child.start()
    there.close()
    try:
        answer: tuple[float, int, str] = here.recv()
    except EOFError:
        answer = (0.0, 0, "the process died")
    child.join()
    return answer


def work(text: str, budget: float, pipe: Connection) -> None:
    """Read, and answer."""
    from dragoman.bounds import limit_memory
    from dragoman.errors import SourceError
    from dragoman.model import Article
    from dragoman.reading.pool import answer

    limit_memory()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    rows = answer(Article.make(text), None, budget).rows
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    pipe.send((time.process_time() - began, peak, rows.why if isinstance(rows, SourceError) else ""))


if __name__ == "__main__":
    from dragoman.reading import read

    parser = argparse.ArgumentParser()
    parser.add_argument("shapes", nargs="*", choices=[*SHAPES, []])
    parser.add_argument("--budget", type=float, default=30.0)
    asked = parser.parse_args()
    read("Peru said so.")  # the model is loaded once, for all
    main(asked.shapes, asked.budget)
