"""Whether a click on anything that a page lists brings its evidence into view, with motion as browsers have it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page, TimeoutError

LISTS = (
    "/timeline", "/timeline?order=sources", "/timeline?by=story", "/conflicts", "/ledger", "/figures", "/polls",
    "/groups", "/search?q=the", "/review", "/corrections", "/", "/events/{event}", "/actors/{actor}",
    "/actors/{person}", "/relations/{one}/{other}", "/sources?source={source}", "/compare/{first}/{second}",
    "/compare/{first}/{second}?by=passages",
)  # fmt: skip
SIZES = {1440: 900, 1024: 768, 390: 844}
_LINKS = "a[data-evidence-link]"
_WAIT = 15_000
# The evidence has come to rest where the user can see it: below the navigation, above what covers it, and marked.
_ARRIVED = """(focused) => {
    const evidence = document.querySelector(".text [data-evidence]");
    if (!evidence || !evidence.textContent.trim()) return false;
    const still = window.arrivedAt === scrollY;
    window.arrivedAt = scrollY;
    const sheet = document.querySelector(".sheet");
    const top = document.querySelector("nav").getBoundingClientRect().bottom;
    const cover = sheet && getComputedStyle(sheet).display !== "none" ? sheet.getBoundingClientRect().top : innerHeight;
    const whole = evidence.getBoundingClientRect();
    // What is longer than the room for it is read from its first line on.
    const seen = whole.height > cover - top ? evidence.getClientRects()[0] : whole;
    const inside = seen.top >= top && seen.bottom <= cover && seen.left >= 0 && seen.right <= innerWidth + 1;
    const marked = evidence.querySelector(".lit") !== null;
    return still && inside && marked && (!focused || document.activeElement === evidence);
}"""


@dataclass(frozen=True)
class Missed:
    """A click that did not arrive."""

    page: str
    link: str
    width: int


def lists(page: Page, site: str) -> list[str]:
    """The pages that list anything, with one event, relation and source, a state and a person, and two reports each."""

    def first(path: str) -> dict:
        return page.request.get(f"{site}/api/v1{path}").json()["items"][0]

    tie = page.request.get(f"{site}/api/v1/network").json()["ties"][0]
    one, other = beside(page, site)
    held = {
        "first": one,
        "second": other,
        "person": quote(first("/actors?kind=person")["key"]),
        "event": first("/events?order=sources")["id"],
        "actor": first("/actors?kind=state")["key"],
        "source": first("/sources")["source"],
        "one": tie["one"],
        "other": tie["other"],
    }
    return [path.format(**held) for path in LISTS]


def beside(page: Page, site: str) -> tuple[str, str]:
    """Two reports that tell of one event."""
    events = page.request.get(f"{site}/api/v1/events?order=sources&limit=50").json()["items"]
    for listed in events:
        event = page.request.get(f"{site}/api/v1/events/{listed['id']}").json()
        articles = list(dict.fromkeys(account["article"] for account in event["accounts"]))
        if len(articles) > 1:
            return articles[0], articles[1]
    found = page.request.get(f"{site}/api/v1/reports?limit=2").json()["items"]
    return found[0]["article"], found[-1]["article"]


def missed(page: Page, site: str, width: int, count: int, seed: int) -> tuple[int, list[Missed]]:
    """How many clicks were made on links chosen at random over every page that lists anything, and those of them that
    did not arrive. ``count`` of them, evenly over the pages; a page without links is passed over."""
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    chosen, lost, made, full = random.Random(seed), [], 0, []
    held = lists(page, site)
    chosen.shuffle(held)
    while held and made < count:
        path = held.pop()
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        links = page.locator(_LINKS)
        number = links.count()
        if number:
            full.append(path)
        for _ in range(-(-(count - made) // (len(held) + 1)) if number else 0):
            if links.count() < number:
                links.nth(number - 1).wait_for()
            link = links.nth(chosen.randrange(number))
            target = link.get_attribute("href") or ""
            link.click()
            made += 1
            if not (_is_at(page, target) and arrived(page, focused=True)):
                lost.append(Missed(path, target, width))
            page.go_back()
        held = held or full[-1:]  # where the last pages had no links
    return made, lost


def _is_at(page: Page, target: str) -> bool:
    try:
        page.wait_for_url(f"**{target}", timeout=_WAIT)
    except TimeoutError:
        return False
    return True


def arrived(page: Page, *, focused: bool) -> bool:
    """Whether the evidence comes to rest in view, and has the focus."""
    try:
        page.wait_for_function(_ARRIVED, arg=focused, polling=100, timeout=_WAIT)
    except TimeoutError:
        return False
    return True
