"""How many clicks on what the reading room lists arrive: 200 at random at each of three widths, with motion on.

usage: python benchmarks/arrivals.py [ARCHIVE] [--clicks 200] [--seed 1] [--width 390]    (default: the bundled reports)

A click has arrived when the words that it is about are in view, below the navigation and above what covers them,
marked and focused (tests/web/arrivals.py).
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "web"))

from arrivals import SIZES, missed
from playwright.sync_api import sync_playwright
from screenshots import fill

from dragoman.archive import Archive
from dragoman.collation.actors import Check
from dragoman.web.server import serving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", type=Path, nargs="?")
    parser.add_argument("--clicks", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--width", type=int, choices=SIZES, action="append", help="only at this width")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        archive = args.archive or Path(held) / "demo.duckdb"
        if not args.archive:
            fill(archive)
        check(archive)
        with serving(archive) as site, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for width in args.width or SIZES:
                page = browser.new_context().new_page()
                made, lost = missed(page, site, width, args.clicks, args.seed)
                print(f"{width} px: {made - len(lost)} of {made} arrived")
                for one in lost:
                    print(f"  {one.page}: {one.link}")
            browser.close()


def check(archive: Path) -> None:
    """Decide on some events, so that the list of corrections holds something."""
    with Archive(archive) as store:
        if store.every_decision():
            return
        items = [f"{r.article.id}:{e.id}" for r in store.reports() for e in r.events]
        for item in items[:: max(1, len(items) // 10)]:
            store.decide(Check(of="event", item=item, right=True), "looked at", by="benchmark")


if __name__ == "__main__":
    main()
