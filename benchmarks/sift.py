"""What `dragoman read --sift` passes over, and what is lost with it.

usage: python benchmarks/sift.py [CORPUS ...]

On reports of our own (benchmarks/gold/topics.txt): how many that must be read are kept, and how many others are. On
each CORPUS (JSON lines with a text each, as ../shared/data/polnear-train.jsonl): the share of articles that are kept,
the share of their gold attributions where the corpus has them, and the time, as a share of reading the article.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from dragoman.model import Article
from dragoman.reading import read_article
from dragoman.sources.sift import other_topic

GOLD = Path(__file__).parent / "gold" / "topics.txt"
_READ = 20  # articles that are read to compare the time


def gold() -> list[tuple[bool, str]]:
    """Reports of our own: whether each must be read, and its text."""
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]
    parts = "\n".join(lines).split("== ")[1:]
    return [(part.startswith("affairs\n"), part.partition("\n")[2].strip()) for part in parts]


def kept(rows: list[dict[str, Any]]) -> tuple[int, int, int]:
    """How many articles are kept, and of how many attributions those that are kept have how many."""
    read = [row for row in rows if other_topic(Article.make(row["text"], title=row.get("title"))) is None]
    every = sum(len(row.get("attributions", ())) for row in rows)
    return len(read), sum(len(row.get("attributions", ())) for row in read), every


def share_of_reading(rows: list[dict[str, Any]]) -> float:
    """The time of the look, as a share of reading the same articles."""
    articles = [Article.make(row["text"]) for row in rows[:_READ]]
    read_article(articles[0])
    other_topic(articles[0])
    began = time.perf_counter()
    for article in articles:
        other_topic(article)
    looked = time.perf_counter() - began
    began = time.perf_counter()
    for article in articles:
        read_article(article)
    return looked / (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, nargs="*")
    args = parser.parse_args()
    rows = [(must, text, other_topic(Article.make(text))) for must, text in gold()]
    affairs = [topic is None for must, _, topic in rows if must]
    others = [topic is not None for must, _, topic in rows if not must]
    print("| corpus | articles | kept | attributions kept | time, share of reading |\n|---|---|---|---|---|")
    print(f"| own, to be read | {len(affairs)} | {sum(affairs) / len(affairs):.3f} | | |")
    print(f"| own, others | {len(others)} | {1 - sum(others) / len(others):.3f} | | |")
    for path in args.corpus:
        if not path.is_file():
            sys.exit(f"{path}: no such corpus; it takes JSON lines with a text each")
        articles = [json.loads(line) for line in path.open(encoding="utf-8")]
        read, found, every = kept(articles)
        attributions = f"{found / every:.4f}" if every else ""
        share = share_of_reading(articles)
        print(f"| {path.name} | {len(articles)} | {read / len(articles):.4f} | {attributions} | {share:.4f} |")


if __name__ == "__main__":
    main()
