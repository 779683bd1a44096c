"""Pictures of every page of the reading room over the bundled reports, at three widths, light and dark: for the
documentation, and to look for what is wrong.

usage: python benchmarks/screenshots.py [FOLDER] [PAGE ...]   (default docs/pages and all; needs Debian's chromium)
"""

import argparse
import shutil
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
    "reports": "/reports",
    "report": "/reports/{talks}?item={item}",
    "timeline": "/timeline?actor=PER&with=CHL",
    "stories": "/timeline?by=story&order=sources",
    "event": "/events/{meeting}",
    "relations": "/relations",
    "relationship": "/relations/PER/CHL",
    "actor": "/actors/{actor}",
    "actors": "/actors",
    "sources": "/sources",
    "ledger": "/ledger?on=2025-06-01",
    "conflicts": "/conflicts",
    "figures": "/figures",
    "polls": "/polls",
    "groups": "/groups",
    "network": "/network",
    "map": "/map",
    "search": "/search?q=trawlers",
    "review": "/review",
    "corrections": "/corrections",
}
SIZES = {1440: 900, 1024: 768, 390: 844}
QUALITY = 42  # of the JPEGs: all of them together take 6 MB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/pages"))
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []], default=[], metavar="PAGE")
    args = parser.parse_args()
    folder, wanted = args.folder, args.pages or list(PAGES)
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("screenshots: no chromium here (apt-get install chromium)")
    with tempfile.TemporaryDirectory() as held:
        archive = Path(held) / "demo.duckdb"
        fill(archive)
        with serving(archive) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            draw(address, folder, browser, wanted)
            browser.close()
    print(f"{len(wanted) * 2 * len(SIZES)} pictures in {folder}")


def draw(address: str, folder: Path, browser: Browser, wanted: list[str]) -> None:
    """Save pictures of the pages that are wanted."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    shown = {name: path for name, path in addresses(page, address).items() if name in wanted}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for name, path in shown.items():
                page.goto(address + path)
                settled(page)
                picture = folder / f"{name}-{width}-{theme}.jpg"
                page.screenshot(path=picture, type="jpeg", quality=QUALITY)


def addresses(page: Page, address: str) -> dict[str, str]:
    """The pages with the ids of the report, event and actor that they show."""

    def first(path: str) -> dict:
        return page.request.get(f"{address}/api/v1{path}").json()["items"][0]

    talks = first("/reports?until=2025-02-12&since=2025-02-12&publisher=Meridian+Press")["article"]
    read = page.request.get(f"{address}/api/v1/reports/{talks}").json()["report"]
    filled = {
        "talks": talks,
        "item": next(s["id"] for s in read["stances"]),
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
