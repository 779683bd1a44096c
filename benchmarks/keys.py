"""How long a key takes to be answered on the longest pages of the reading room: a report of 30,000 words, and lists of
thousands of rows.

usage: python benchmarks/keys.py [--words 30000] [--rows 2000] [--presses 60]

A key's time is what the browser itself measures (Event Timing): from the press to the next frame that is painted,
rounded to 8 ms; presses that are answered sooner than in 16 ms count as 16. The report is made of the bundled ones, one
after the other, and read by the fast reader; the lists are its timeline and figures, opened page by page.
"""

import argparse
import datetime as dt
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dragoman.archive import Archive
from dragoman.demo import bundled
from dragoman.model import Article, ReaderKind
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.web.server import serving

OBSERVE = """() => {
    window.presses = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (one.name === "keydown") window.presses.push(one.duration);
    }).observe({ type: "event", durationThreshold: 16 });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--presses", type=int, default=60)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as held:
        archive = Path(held) / "long.duckdb"
        article = long(args.words)
        with Archive(archive) as store:
            store.add(read_article(article, kind=ReaderKind.FAST))
            with Kept.of(store) as kept:
                kept.refresh(store)
        with serving(archive) as site, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(120_000)
            opened(page, f"{site}/reports/{article.id}")
            page.wait_for_selector("li.row")
            rows = sum(int(n) for n in page.locator(".record h2 .count").all_inner_texts())
            told(page, f"report of {args.words:,} words, {rows:,} items", "j", args.presses)
            for path, shown in (("/timeline", "li.event"), ("/figures", "tbody tr")):
                opened(page, site + path)
                page.wait_for_selector(shown)
                while page.locator(shown).count() < args.rows and page.get_by_role("button", name="Show more").count():
                    before = page.locator(shown).count()
                    page.get_by_role("button", name="Show more").click()
                    page.wait_for_function("([of, n]) => document.querySelectorAll(of).length > n", arg=[shown, before])
                page.locator("form.filters input").first.focus()
                told(page, f"{path}, {page.locator(shown).count():,} rows", "a", args.presses)
            browser.close()


def long(words: int) -> Article:
    """A report of about so many words."""
    texts = [article.text for article in bundled()]
    out: list[str] = []
    while sum(len(text.split()) for text in out) < words:
        out.append(texts[len(out) % len(texts)])
    return Article.make("\n\n".join(out), title="All of it", publisher="Long Read", published=dt.date(2025, 6, 1))


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(OBSERVE)


def told(page: Page, what: str, key: str, presses: int) -> None:
    """Press a key again and again, and print how long it took to be answered."""
    for _ in range(presses):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    page.wait_for_timeout(500)
    took = sorted(page.evaluate("window.presses"))
    took = [16] * (presses - len(took)) + took
    slow = took[int(len(took) * 0.95)]
    print(f"{what}: median {statistics.median(took):.0f} ms, 95 of 100 within {slow:.0f} ms, slowest {took[-1]:.0f} ms")


if __name__ == "__main__":
    main()
