"""How fast the reading room answers over a large archive: server answers and first paint, page by page.

usage: python benchmarks/web.py [--reports 100000] [--folder FOLDER]

The archive is that of benchmarks/scale.py: a synthetic world, read once and multiplied. It is made in FOLDER (for
100,000 reports 2 GB, five minutes) and used again where it is there already. First paint is Chromium's
first-contentful-paint.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import duckdb
import httpx

sys.path.insert(0, str(Path(__file__).parent))

import scale

from dragoman.archive import Archive
from dragoman.record import Kept
from dragoman.record.digest import digests
from dragoman.web.server import serving

ANSWERS = (
    "/info", "/reports", "/reports/{article}", "/events", "/events?actor={one}&actor={other}",
    "/events?type=ASSAULT&quad=4",
    "/stories", "/stories?actor={one}&order=sources",
    "/events/{event}", "/conflicts", "/conflicts?actor={one}", "/positions?actor={one}", "/commitments?state=overdue",
    "/sources", "/relays", "/citations?actor={one}", "/relations/{one}/{other}?by=week", "/network", "/map", "/actors",
    "/actors?q=minister", "/actors/{actor}", "/search?q=talks+border",
    "/search?q=%22held+talks%22&publisher=Lake+Herald", "/decisions",
)  # fmt: skip
PAGES = (
    "/", "/reports", "/reports/{article}", "/timeline", "/events/{event}", "/relations/{one}/{other}",
    "/actors/{actor}", "/sources", "/ledger", "/conflicts", "/network", "/map", "/search?q=talks+border",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        path = (args.folder or Path(held)) / f"room{args.reports}.duckdb"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path, args.reports)
        with serving(path) as address:
            _measure(address, args.rounds)


def _make(path: Path, size: int) -> None:
    began = time.perf_counter()
    read = scale.reports()
    base = list(digests(read))
    making = path.with_suffix(".part")
    with Archive(making) as archive:
        for report in read:
            archive.add(report)
    _multiply(making, [d.article.id for d in base], size)
    with Kept(f"{path}.record") as kept:
        for at in range(0, size, 500):
            kept.add([scale.copied(base, i) for i in range(at, min(size, at + 500))])
        kept.settle()
    making.rename(path)
    print(f"made in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _multiply(path: Path, ids: list[str], size: int) -> None:
    """Make the archive's reports ``size``, with the ids and reading numbers that benchmarks/scale.py gives them."""
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TEMP TABLE place (id VARCHAR, spot INTEGER)")
        db.executemany("INSERT INTO place VALUES (?, ?)", list(zip(ids, range(len(ids)), strict=True)))
        db.execute(
            "CREATE TEMP TABLE base AS SELECT article.*, reader, report, spot FROM article "
            "JOIN reading ON article_id = article.id JOIN place USING (id)"
        )
        for table in ("reading", "item", "article"):
            db.execute(f"DELETE FROM {table}")
        new, number = "id || format('{:x}', turn)", f"turn * {len(ids)} + spot"
        source = f"FROM base, range({-(-size // len(ids))}) turns(turn) WHERE {number} < {size}"
        told = "base.* EXCLUDE (id, undated_id, reader, report, spot)"
        db.execute(f"INSERT INTO article BY NAME SELECT {new} AS id, {told} {source}")
        read = f"{number} AS number, {new} AS article_id, reader, replace(report, id, {new}) AS report"
        db.execute(f"INSERT INTO reading BY NAME SELECT {read} {source}")


def _measure(address: str, rounds: int) -> None:
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        names = {
            "article": client.get("/reports?limit=1").json()["items"][0]["article"],
            "event": client.get("/events?limit=1&type=CONSULT").json()["items"][0]["id"],
            "actor": quote(client.get("/actors?limit=1&kind=ministry").json()["items"][0]["key"]),
            "one": "PER",
            "other": "CHL",
        }
        print("| answer | median, ms | slowest, ms |\n|---|---|---|")
        every = []
        for answer in ANSWERS:
            took = [_seconds(client, answer.format(**names)) for _ in range(rounds)]
            every.append(statistics.median(took))
            print(f"| `{answer}` | {statistics.median(took):.0f} | {max(took):.0f} |", flush=True)
        print(f"| median of these | {statistics.median(every):.0f} | {max(every):.0f} |\n")
    _paint(address, names)


def _seconds(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - began) * 1000


def _paint(address: str, names: dict[str, str]) -> None:
    from playwright.sync_api import expect, sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        print("first paint: no chromium here")
        return
    print("| page | first paint, ms | filled, ms |\n|---|---|---|")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for path in PAGES:
            paints, fills = [], []
            for _ in range(3):
                page = browser.new_page()
                began = time.perf_counter()
                page.goto(address + path.format(**names), wait_until="commit")
                page.wait_for_selector("main h1")
                expect(page.locator("[aria-busy=true]")).to_have_count(0)
                fills.append((time.perf_counter() - began) * 1000)
                paints.append(
                    page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
                )
                page.close()
            print(f"| `{path}` | {statistics.median(paints):.0f} | {statistics.median(fills):.0f} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
