"""How the cost of collation grows: copies and joining of events from 1,000 to 100,000 reports that are already read.

usage: python benchmarks/scale.py [--sizes 1000,10000,...]

A synthetic world (benchmarks/world.py) is read once; further reports are the same ones with every word of their texts
and accounts marked and all days moved, so that they are other texts about other events between the same states.
Reading is not in the figures. ``grows`` is the exponent of time between two sizes: 1 is linear.
"""

import argparse
import datetime as dt
import math
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import world


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,3000,10000,30000,100000")
    parser.add_argument("--plot", type=Path, help="draw seconds against reports into this .svg or .png file")
    args = parser.parse_args()
    measured: list[tuple[int, float, float]] = []

    from dragoman.collation.accounts import accounts_of
    from dragoman.collation.conflicts import conflicts_in
    from dragoman.collation.copies import Text, find_copies
    from dragoman.collation.events import join
    from dragoman.model import Article
    from dragoman.reading import read_article

    written = world.make(600, 1).reports
    read = [read_article(Article.make(w.text, publisher=w.publisher, published=w.published)) for w in written]
    reports = list({r.article.id: r for r in read}.values())
    own = {r.article.id: accounts_of(r) for r in reports}

    def copy(number: int) -> tuple[Text, list[object]]:
        report = reports[number % len(reports)]
        turn = number // len(reports)
        shift = dt.timedelta(days=37 * turn % 1500)
        mark = f"{turn:x}"
        id_ = f"{report.article.id}{mark}"
        text = " ".join(word + mark for word in report.article.text.split())
        day = report.article.published_date
        moved = [
            replace(
                a,
                id=f"{id_}:{a.event}",
                article=id_,
                published=a.published + shift,
                first=a.first + shift,
                last=a.last + shift,
                words=frozenset(w + mark for w in a.words),
            )
            for a in own[report.article.id]
        ]
        return Text(id_, text, day + shift), moved

    print("| reports | accounts | events | copies, s | joining, s | conflicts, s | grows | memory, MB |")
    print("|---|---|---|---|---|---|---|---|")
    before: tuple[int, float] | None = None
    for size in map(int, args.sizes.split(",")):
        made = [copy(i) for i in range(size)]
        texts = [text for text, _ in made]
        accounts = [account for _, found in made for account in found]
        began = time.perf_counter()
        copies = find_copies(texts)
        copied = time.perf_counter()
        events = join(accounts, copies)
        joined = time.perf_counter()
        for event in events:
            conflicts_in(event, copies)
        done = time.perf_counter()
        total = done - began
        grows = f"{math.log(total / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        before = (size, total)
        measured.append((size, copied - began, joined - copied))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = f"{copied - began:.1f} | {joined - copied:.1f} | {done - joined:.1f}"
        print(f"| {size:,} | {len(accounts):,} | {len(events):,} | {times} | {grows} | {memory:,.0f} |", flush=True)
    if args.plot:
        _draw(measured, args.plot)


def _draw(measured: list[tuple[int, float, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "dragoman"
    from matplotlib import pyplot as plt

    figure, axis = plt.subplots(figsize=(7, 4), layout="constrained")
    sizes = [m[0] for m in measured]
    axis.loglog(sizes, [m[1] for m in measured], marker="o", label="copies")
    axis.loglog(sizes, [m[2] for m in measured], marker="o", label="joining")
    axis.loglog(
        sizes, [s * sum(measured[0][1:]) / sizes[0] for s in sizes], color="#888888", linestyle=":", label="linear"
    )
    axis.set_xlabel("reports")
    axis.set_ylabel("seconds")
    axis.legend()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
