"""How the cost of collation grows: the kept record of 1,000 to 100,000 reports that are already read.

usage: python benchmarks/scale.py [--sizes 1000,10000,...]

A synthetic world (benchmarks/world.py) is read once; further reports are the same ones with every word of their texts
and accounts marked and all days moved, so that they are other texts about other events between the same states.
Reading is not in the figures; making the digests is not either. ``grows`` is the exponent of time between two sizes:
1 is linear. ``100 more`` is the time to bring the record up to date after 100 further reports.
"""

import argparse
import datetime as dt
import math
import multiprocessing
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from dragoman.analysis.ledger import Said, Telling
from dragoman.collation.accounts import Account
from dragoman.collation.copies import Text, sketch
from dragoman.model import Article, Report
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.record.digest import Digest, digests

sys.path.insert(0, str(Path(__file__).parent))

import world


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,3000,10000,30000,100000")
    parser.add_argument("--plot", type=Path, help="draw seconds against reports into this .svg or .png file")
    parser.add_argument("--keep", type=Path, help="leave the largest record here")
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    base = list(digests(reports()))
    print("| reports | accounts | events | record, s | grows | 100 more, s | record, MB | memory, MB |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    measured: list[tuple[int, float, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = args.keep if args.keep and size == max(sizes) else Path(folder) / "a.duckdb.record"
            # A process of its own for each size, so that memory is that of this size alone.
            with multiprocessing.get_context("fork").Pool(1) as pool:
                accounts, events, seconds, more, memory = pool.apply(_measure, (base, size, path))
            disk = path.stat().st_size / 2**20
        before = measured[-1] if measured else None
        grows = f"{math.log(seconds / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        measured.append((size, seconds, more))
        counts = f"{size:,} | {accounts:,} | {events:,}"
        row = f"| {counts} | {seconds:.1f} | {grows} | {more:.2f} | {disk:,.0f} | {memory:,.0f} |"
        print(row, flush=True)
    if args.plot:
        _draw(measured, args.plot)


def reports() -> list[Report]:
    """The reports of a world that is read once."""
    written = world.make(600, 1).reports
    read = [read_article(Article.make(w.text, publisher=w.publisher, published=w.published)) for w in written]
    return list({r.article.id: r for r in read}.values())


def copied(base: list[Digest], number: int) -> Digest:
    """The digest of another text about other events between the same states, on another day."""
    one, turn = base[number % len(base)], number // len(base)
    article = one.article
    shift, mark = dt.timedelta(days=37 * turn % 1500), f"{turn:x}"
    day = article.published_date + shift
    id_ = f"{article.id}{mark}"
    text = " ".join(word + mark for word in article.text.split())

    def marked(words: frozenset[str]) -> frozenset[str]:
        return frozenset(w + mark for w in words)

    def moved(account: Account) -> Account:
        first, last = (d + shift if d else None for d in (account.first, account.last))
        place = {"id": f"{id_}:{account.event}", "article": id_, "published": day}
        other = {name: marked(getattr(account, name)) for name in ("words", "trigger", "about")}
        town = account.place and f"{account.place} {mark}"
        return replace(account, **place, **other, first=first, last=last, place=town)

    def pledged(said: Said) -> Said:
        deadline = said.entry.deadline + shift if said.entry.deadline else None
        entry = replace(
            said.entry, id=said.entry.id.replace(article.id, id_), made=day, deadline=deadline, articles=(id_,)
        )
        other = {name: marked(getattr(said, name)) for name in ("words", "thing", "condition")}
        return replace(said, **other, entry=entry, act=said.act + mark, condition_act=said.condition_act + mark)

    def told(telling: Telling) -> Telling:
        kinds = {name: marked(getattr(telling.evidence, name)) for name in ("done", "undone", "refused", "dropped")}
        evidence = replace(telling.evidence, **kinds)
        return replace(telling, article=id_, date=day, words=marked(telling.words), evidence=evidence)

    return Digest(
        mark=str(number),
        article=article.model_copy(update={"id": id_, "text": text, "published": day}),
        sketch=sketch(Text(id_, text, day)),
        accounts=tuple(moved(a) for a in one.accounts),
        held=tuple(replace(h, stand=replace(h.stand, article=id_, date=day), words=marked(h.words)) for h in one.held),
        said=tuple(pledged(s) for s in one.said),
        told=tuple(told(t) for t in one.told),
        citations=tuple(replace(c, article=id_, date=day) for c in one.citations),
        mentions=tuple(m.model_copy(update={"article": id_, "date": day}) for m in one.mentions),
        report=one.report,
        items=tuple(replace(i, article=id_, day=day) for i in one.items),
    )


def _measure(base: list[Digest], size: int, path: Path) -> tuple[int, int, float, float, float]:
    """Accounts, events, seconds to build the record of ``size`` reports and to add 100 more, and MB of memory."""
    with Kept(path) as kept:
        seconds = 0.0
        for at in range(0, size, 500):
            made = [copied(base, i) for i in range(at, min(size, at + 500))]
            began = time.perf_counter()
            kept.add(made)
            seconds += time.perf_counter() - began
        began = time.perf_counter()
        kept.settle()
        seconds += time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        counts = [kept.db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("account", "event")]
        made = [copied(base, i) for i in range(size, size + 100)]
        began = time.perf_counter()
        kept.add(made)
        kept.settle()
        return (*counts, seconds, time.perf_counter() - began, memory)


def _draw(measured: list[tuple[int, float, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "dragoman"
    from matplotlib import pyplot as plt

    figure, axis = plt.subplots(figsize=(7, 4), layout="constrained")
    sizes = [m[0] for m in measured]
    axis.loglog(sizes, [m[1] for m in measured], marker="o", label="the whole record")
    axis.loglog(sizes, [m[2] for m in measured], marker="o", label="100 more reports")
    axis.loglog(sizes, [s * measured[0][1] / sizes[0] for s in sizes], color="#888888", linestyle=":", label="linear")
    axis.set_xlabel("reports")
    axis.set_ylabel("seconds")
    axis.legend()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
