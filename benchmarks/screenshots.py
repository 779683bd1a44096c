"""Pictures of every page of the reading room over the bundled reports.

usage: python benchmarks/screenshots.py [FOLDER]      (default docs/pages; needs Debian's chromium)
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from dragoman.archive import Archive
from dragoman.demo import bundled
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.web.server import serving

PAGES = {
    "home": "/",
    "report": "/reports/{talks}",
    "timeline": "/timeline?actor=PER&with=CHL",
    "event": "/events/{meeting}",
    "relationship": "/relations/PER/CHL",
    "actor": "/actors/{actor}",
    "actors": "/actors",
    "sources": "/sources",
    "ledger": "/ledger?on=2025-06-01",
    "conflicts": "/conflicts",
    "network": "/network",
    "map": "/map",
    "search": "/search?q=trawlers",
}


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pages")
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("screenshots: no chromium here (apt-get install chromium)")
    with tempfile.TemporaryDirectory() as held:
        archive = Path(held) / "demo.duckdb"
        fill(archive)
        with serving(archive) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            draw(address, folder, browser)
            browser.close()
    print(f"{len(PAGES) + 2} pictures in {folder}")


def draw(address: str, folder: Path, browser: Browser) -> None:
    """Save a picture of every page."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    shown = addresses(page, address)
    for name, path in shown.items():
        page.goto(address + path)
        settled(page)
        if name == "report":
            page.get_by_role("button", name="joint patrol").first.click()
        page.screenshot(path=folder / f"{name}.png")
    page.emulate_media(color_scheme="dark")
    page.goto(address + shown["report"])
    settled(page)
    page.screenshot(path=folder / "report-dark.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    page.reload()
    settled(page)
    page.screenshot(path=folder / "report-phone.png")


def addresses(page: Page, address: str) -> dict[str, str]:
    """The pages with the ids of the report, event and actor that they show."""

    def first(path: str) -> dict:
        return page.request.get(f"{address}/api/v1{path}").json()["items"][0]

    filled = {
        "talks": first("/reports?until=2025-02-12&since=2025-02-12&publisher=Meridian+Press")["article"],
        "meeting": first("/events?type=CONSULT&actor=PER&independent=3")["id"],
        "actor": first("/actors?q=rosa+quispe")["key"],
    }
    return {name: path.format(**filled) for name, path in PAGES.items()}


def settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(900)  # charts are drawn by then


def fill(archive: Path) -> None:
    """Make an archive of the bundled reports, with its record."""
    with Archive(archive) as store:
        for article in bundled():
            store.add(read_article(article))
        with Kept.of(store) as kept:
            kept.refresh(store)


if __name__ == "__main__":
    main()
