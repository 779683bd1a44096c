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
    args = parser.parse_args()

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
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = f"{copied - began:.1f} | {joined - copied:.1f} | {done - joined:.1f}"
        print(f"| {size:,} | {len(accounts):,} | {len(events):,} | {times} | {grows} | {memory:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
