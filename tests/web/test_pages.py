"""The pages in a real browser: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from rooms import HOSTILE, RIGHT_TO_LEFT, first, needs_chromium, opened, settle, talks

from dragoman.web.server import serving

pytestmark = [needs_chromium, pytest.mark.alone]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}  # all that the theme can change
PAGES = {
    "home": "/",
    "reports": "/reports",
    "report": "/reports/{talks}",
    "timeline": "/timeline",
    "event": "/events/{meeting}",
    "relationship": "/relations/PER/CHL",
    "pick a relationship": "/relations",
    "actors": "/actors",
    "actor": "/actors/{actor}",
    "sources": "/sources",
    "ledger": "/ledger",
    "conflicts": "/conflicts",
    "network": "/network",
    "map": "/map",
    "figures": "/figures",
    "polls": "/polls",
    "groups": "/groups",
    "search": "/search?q=Peru",
    "review": "/review",
    "corrections": "/corrections",
    "versions": "/versions",
    "two reports": "/compare/{talks}/{newest}",
    "no such page": "/nothing",
}


def address(page: Page, site: str, name: str) -> str:
    path = PAGES[name]
    if "{talks}" in path:
        return site + path.format(talks=talks(page, site), newest=first(page, site, "/reports")["article"])
    if "{meeting}" in path:
        return site + path.format(meeting=first(page, site, "/events?type=CONSULT&independent=3")["id"])
    if "{actor}" in path:
        return site + path.format(actor=quote(first(page, site, "/actors?q=rosa+quispe")["key"]))
    return site + path


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(browser: Browser, site: str, name: str) -> None:
    with opened(browser, color_scheme="light") as page:
        page.goto(address(page, site, name))
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if name == "report":
            page.locator(".row .pick").first.click()
        for theme, rules in (("light", RULES), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)
            settle(page)
            found = Axe().run(page, options=rules)
            assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(browser: Browser, site: str, name: str) -> None:
    with opened(browser, viewport={"width": 360, "height": 740}) as page:
        page.goto(address(page, site, name))
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def row_of(page: Page, words: str) -> object:
    return page.locator("li.row", has_text=words).first


def test_a_row_lights_its_evidence(page: Page, site: str) -> None:
    page.goto(address(page, site, "report"))
    row = row_of(page, "said Peru supports a joint patrol")
    row.get_by_role("button").first.click()
    expect(row.get_by_role("button").first).to_have_attribute("aria-pressed", "true")
    lit = "".join(page.locator(".text .lit").all_inner_texts())
    assert lit == "Peru supports a joint patrolQuispesaid"
    row.get_by_role("button").first.click()
    page.mouse.move(0, 0)
    expect(page.locator(".text .lit")).to_have_count(0)
    row_of(page, "opposes a joint patrol").hover()
    assert "opposes" in "".join(page.locator(".text .near").all_inner_texts())


def test_the_text_lights_its_row(page: Page, site: str) -> None:
    page.goto(address(page, site, "report"))
    page.locator(".text .mark", has_text="We talked about fish").click()
    chosen = page.locator("li.row.chosen")
    expect(chosen).to_contain_text("Marco Leiva told")
    expect(chosen).to_be_in_viewport()
    page.locator(".text .event.mark", has_text="held talks").click()
    expect(page.locator("li.row.chosen")).to_contain_text(re.compile("CONSULT|held talks"))


def test_keys_move_through_the_items(page: Page, site: str) -> None:
    page.goto(address(page, site, "report"))
    rows = page.locator("li.row")
    expect(rows.first).to_be_visible()
    for at in range(3):
        page.keyboard.press("j")
        expect(rows.nth(at)).to_have_class("row chosen")
    page.keyboard.press("k")
    expect(rows.nth(1)).to_have_class("row chosen")
    page.keyboard.press("Escape")
    expect(page.locator("li.row.chosen")).to_have_count(0)


def test_layers_are_switched_on_and_off(page: Page, site: str) -> None:
    page.goto(address(page, site, "report"))
    times = page.locator(".text .mark.time")
    expect(times).to_have_count(0)
    page.get_by_label("Times").check()
    expect(times.first).to_be_visible()
    page.get_by_label("Sources").uncheck()
    expect(page.locator(".text .mark.source")).to_have_count(0)


def test_nested_attributions_are_marked_as_nested(page: Page, site: str) -> None:
    def is_nested(article: str) -> bool:
        report = page.request.get(f"{site}/api/v1/reports/{article}").json()["report"]
        return any(a["parent"] for a in report["attributions"])

    reports = page.request.get(f"{site}/api/v1/reports?limit=50").json()["items"]
    nested = next(r["article"] for r in reports if is_nested(r["article"]))
    page.goto(f"{site}/reports/{nested}")
    expect(page.locator(".text .deep2").first).to_be_visible()


def test_an_account_opens_at_its_sentence(page: Page, site: str) -> None:
    page.goto(address(page, site, "event"))
    page.get_by_role("link", name=re.compile("^Peruvian Foreign Minister Rosa Quispe held talks")).click()
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f]+\?item=e\d+"))
    expect(page.locator("li.row.chosen")).to_be_in_viewport()
    assert "held talks" in "".join(page.locator(".text .lit").all_inner_texts())


def test_from_a_conflict_to_the_sentence_in_two_clicks(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.get_by_role("link", name="Conflicts").first.click()
    page.get_by_role("link", name=re.compile("killing two fishermen")).first.click()
    expect(page.locator(".text .lit").first).to_be_in_viewport()


def test_filters_live_in_the_address(page: Page, site: str) -> None:
    page.goto(address(page, site, "timeline"))
    events = page.locator("ol.events > li")
    expect(events.first).to_be_visible()
    every = events.count()
    page.get_by_label("Actor").fill("Chile")
    page.get_by_label("Type").select_option("ASSAULT")
    expect(page).to_have_url(re.compile("type=ASSAULT&actor=CHL|actor=CHL&type=ASSAULT"))
    found = page.request.get(f"{site}/api/v1/events?type=ASSAULT&actor=Chile").json()["total"]
    assert 0 < found < every
    expect(events).to_have_count(found)
    page.reload()
    expect(events).to_have_count(found)
    expect(page.get_by_label("Actor")).to_have_value("Chile")
    page.get_by_label("Type").select_option("")
    page.get_by_label("Actor").fill("")
    expect(events).to_have_count(every)


def test_pages_of_a_list(page: Page, site: str) -> None:
    page.goto(address(page, site, "timeline"))
    more = page.get_by_role("button", name="Show more")
    settle(page)
    while more.count():
        more.click()
        settle(page)
    total = page.request.get(f"{site}/api/v1/events?limit=1").json()["total"]
    expect(page.locator("ol.events > li")).to_have_count(total)


def test_facets_narrow_a_search(page: Page, site: str) -> None:
    page.goto(site + "/search")
    page.get_by_label(re.compile("^Words")).fill("trawlers")
    hits = page.locator("ul.rows > li")
    expect(hits.first).to_be_visible()
    every = hits.count()
    page.get_by_role("button", name=re.compile("Meridian Press")).click()
    expect(page).to_have_url(re.compile("publisher=Meridian"))
    expect(hits).to_have_count(1)
    assert every > 1
    expect(page.locator("mark").first).to_have_text(re.compile("trawler"))


def test_the_points_of_a_relationship_lead_to_events(page: Page, site: str) -> None:
    page.goto(address(page, site, "relationship"))
    page.get_by_text("The series as a table").click()
    page.get_by_role("button", name="2025-03-24").click()
    expect(page.get_by_role("heading", name="Events of the week of 2025-03-24")).to_be_visible()
    expect(page.locator("ol.events > li").first).to_contain_text("2025-03-2")
    expect(page.get_by_role("heading", name="Commitments between them")).to_be_visible()
    expect(page.get_by_role("heading", name="Conflicting accounts")).to_be_visible()


def test_a_relationship_is_picked_by_name(page: Page, site: str) -> None:
    page.goto(site + "/relations")
    page.get_by_label("Actor").fill("Peru")
    page.get_by_label("and", exact=True).fill("Bolivia")
    page.wait_for_timeout(400)
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("/relations/PER/BOL"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Peru and Bolivia")


def test_an_event_is_corrected_and_stays_so(browser: Browser, archive: Path) -> None:
    with serving(archive) as site, opened(browser) as page:
        page.goto(address(page, site, "report"))
        row = row_of(page, "CONSULT")
        row.get_by_role("button").first.click()
        row.get_by_role("button", name="Correct", exact=True).click()
        row.get_by_label("Type").select_option("ACCUSE")
        row.get_by_label("To or with").fill("Bolivia")
        row.get_by_label("Why").fill("misread")
        row.get_by_role("button", name="Keep correction").click()
        expect(page.locator(".corrected")).to_contain_text("type ACCUSE, to Bolivia")
        article = talks(page, site)
    with serving(archive) as site, opened(browser) as page:
        page.goto(f"{site}/reports/{article}")
        expect(page.locator(".corrected")).to_contain_text("type ACCUSE, to Bolivia")
        page.goto(f"{site}/timeline?actor=PER&with=BOL&type=ACCUSE")
        expect(page.locator("ol.events > li")).to_have_count(1)
        page.goto(f"{site}/corrections")
        expect(page.locator("ul.rows > li")).to_contain_text("misread")
        page.get_by_role("button", name="Take back").click()
        expect(page.get_by_text("Nothing has been corrected.")).to_be_visible()
        page.goto(f"{site}/timeline?actor=PER&with=BOL&type=ACCUSE")
        expect(page.get_by_text("No event fits.")).to_be_visible()


def test_an_actor_is_corrected(page: Page, own_site: str) -> None:
    page.goto(address(page, own_site, "actor"))
    page.get_by_text("Correct this actor").click()
    page.get_by_label("Name").fill("Rosa Quispe Flores")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rosa Quispe Flores")
    page.get_by_label("The same as").fill("huaman")
    page.get_by_role("button", name="Merge").first.click()
    expect(page.locator("section", has_text="Names").first).to_contain_text("Luis Huaman")
    page.goto(f"{own_site}/reports/{talks(page, own_site)}")
    line = page.locator("ul.actors li", has_text="Marco Leiva")
    line.get_by_role("button", name="Correct Marco Leiva").click()
    line.get_by_role("button", name="Somebody else in this report").click()
    expect(page.locator(".said")).to_contain_text("Correction 3 is kept")


def test_joins_are_corrected(page: Page, own_site: str) -> None:
    page.goto(address(page, own_site, "event"))
    accounts = page.locator("ul.accounts > li")
    settle(page)
    told = accounts.count()
    assert told >= 3
    accounts.nth(1).get_by_role("button", name="Another event").click()
    expect(accounts).to_have_count(told - 1)
    page.get_by_role("button", name="Join with another event").click()
    page.locator("section li").get_by_role("button", name="The same").first.click()
    expect(page.locator(".said")).to_contain_text("Correction 2 is kept")


def test_a_verdict_is_kept(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/ledger?state=broken")
    entry = page.locator("li.entry").first
    entry.get_by_role("button", name="kept").click()
    expect(page.get_by_text("No commitment fits.")).to_be_visible()
    page.goto(f"{own_site}/ledger?state=kept")
    expect(page.get_by_text("kept (yours)")).to_be_visible()


TEXT = "OSLO - Norway accused Finland of spying on Monday, the Norwegian Foreign Ministry said."


def test_pasted_text_is_read(page: Page, own_site: str) -> None:
    page.goto(own_site)
    page.get_by_label("Text or HTML of a report").fill(TEXT)
    page.get_by_label("Publisher").fill("Fjord Daily")
    page.get_by_label("Published").fill("2025-06-03")
    page.get_by_role("button", name="Read").click()
    expect(page.locator(".job")).to_contain_text("pasted.txt")
    expect(page).to_have_url(re.compile("/reports/[0-9a-f]{16}"), timeout=30_000)
    expect(page.locator(".text")).to_have_text(TEXT)
    expect(page.locator("li.row", has_text="ACCUSE (disapprove)")).to_contain_text("Norway → Finland")
    expect(page.locator(".job")).to_contain_text("done")


def test_pasted_html_is_read_without_its_markup(page: Page, own_site: str) -> None:
    page.goto(own_site)
    paragraphs = f"<p>{TEXT}</p><p onclick=\"window.harmed='p'\">Finland denied it.</p>"
    html = f"<html><body><article>{paragraphs}</article></body></html>"
    page.get_by_label("Text or HTML of a report").fill(html)
    page.get_by_role("button", name="Read").click()
    expect(page).to_have_url(re.compile("/reports/[0-9a-f]{16}"), timeout=30_000)
    expect(page.locator(".text")).to_contain_text("Finland denied it.")
    assert "onclick" not in page.locator(".text").inner_text()


def drop(page: Page, name: str, text: str) -> None:
    page.evaluate(
        """([name, text]) => {
            const held = new DataTransfer();
            held.items.add(new File([text], name));
            for (const kind of ["dragover", "drop"])
                document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true })
                );
        }""",
        [name, text],
    )


def test_a_dropped_file_is_read(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/timeline")
    settle(page)
    drop(page, "row.txt", TEXT)
    expect(page).to_have_url(re.compile("/reports/[0-9a-f]{16}"), timeout=30_000)
    expect(page.locator(".text")).to_have_text(TEXT)


def test_a_file_that_cannot_be_read_says_why(page: Page, own_site: str) -> None:
    page.goto(own_site)
    page.get_by_label("or choose files").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"no"}
    )
    expect(page.locator(".job .problem")).not_to_be_empty()
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".job")).to_have_count(0)


def saved(page: Page, click: Callable[[], None]) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("name", ["reports", "report", "timeline", "event", "actors", "actor", "sources", "ledger",
                                  "conflicts", "network", "map", "figures", "relationship"])  # fmt: skip
def test_what_is_seen_is_exported(page: Page, site: str, name: str) -> None:
    page.goto(address(page, site, name))
    settle(page)
    tools = page.get_by_role("group", name="Export all of it")
    file, data = saved(page, tools.get_by_text("CSV").click)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert file.endswith(".csv") and rows
    file, data = saved(page, tools.get_by_text("JSON").click)
    assert file.endswith(".json") and len(json.loads(data)) == len(rows)


@pytest.mark.parametrize("name", ["relationship", "sources", "network", "map"])
def test_a_drawing_is_exported(page: Page, site: str, name: str) -> None:
    page.goto(address(page, site, name))
    expect(page.locator(".chart canvas").first).to_be_visible()
    tools = page.get_by_role("group", name="Export all of it")
    file, data = saved(page, tools.get_by_role("button", name="PNG").click)
    assert file.endswith(".png") and data.startswith(b"\x89PNG") and len(data) > 5000
    file, data = saved(page, tools.get_by_role("button", name="SVG").click)
    assert file.endswith(".svg") and data.startswith(b"<svg") and b"<script" not in data


def test_no_cell_of_an_export_is_a_formula(page: Page, own_site: str) -> None:
    body = {"content": TEXT, "title": "=cmd|' /C calc'!A0", "publisher": "@SUM(1)", "published": "2026-01-01"}
    page.request.post(f"{own_site}/api/v1/reports", data=body)
    page.goto(f"{own_site}/reports")
    expect(page.get_by_text("=cmd")).to_be_visible(timeout=30_000)
    _, data = saved(page, page.get_by_text("CSV").click)
    row = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert row["title"].startswith("'=") and row["publisher"].startswith("'@")


def test_dark_and_light(browser: Browser, site: str) -> None:
    def paper(page: Page) -> str:
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    with opened(browser, color_scheme="dark") as page:
        page.goto(site)
        dark = paper(page)
        page.get_by_role("button", name="Light theme").click()
        assert paper(page) != dark
        page.reload()
        expect(page.get_by_role("button", name="Dark theme")).to_be_visible()
        assert paper(page) != dark


HARMLESS = ["report", "reports", "timeline", "search", "sources", "ledger", "actors", "network", "map", "conflicts"]


@pytest.mark.parametrize("name", HARMLESS)
def test_hostile_words_never_run(page: Page, site: str, name: str) -> None:
    path = {"report": f"/reports/{HOSTILE.id}", "search": "/search?q=talks", "sources": "/sources?since=2025-05-01"}
    page.goto(site + path.get(name, f"/{name}"))
    settle(page)
    page.wait_for_timeout(300)
    assert page.locator("main img, main svg, main script, main iframe, [onerror], [onload], [onmouseover]").count() == 0
    links = page.locator("a").evaluate_all("all => all.map((a) => a.protocol)")
    assert set(links) <= {"http:", "https:"}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_hostile_words_are_shown_as_words(page: Page, site: str) -> None:
    page.goto(f"{site}/reports/{HOSTILE.id}")
    text = page.locator(".text")
    expect(text).to_contain_text('<script>window.harmed = "script"</script> Peru held talks')
    expect(text.locator(".control").first).to_have_text("RLO")
    expect(page.get_by_role("heading", level=1)).to_have_text("<img src=x onerror=\"window.harmed='title'\"> evil")
    expect(page.get_by_role("link", name="original")).to_have_count(0)
    for row in page.locator(".row .pick").all():
        row.click()


def test_names_that_run_from_right_to_left(page: Page, site: str) -> None:
    page.goto(f"{site}/reports")
    publisher = page.locator("bdi", has_text=RIGHT_TO_LEFT.publisher)
    assert publisher.evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.goto(f"{site}/reports/{RIGHT_TO_LEFT.id}")
    name = page.locator("ul.actors bdi", has_text="سامح منصور").first
    assert name.evaluate("e => getComputedStyle(e).direction") == "rtl"
    expect(page.locator(".text")).to_have_text(RIGHT_TO_LEFT.text)


def test_a_keyboard_reaches_the_page(page: Page, site: str) -> None:
    page.goto(site + "/timeline")
    settle(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["relationship", "sources", "network", "map", "report"])
def test_a_page_comes_to_rest(page: Page, site: str, name: str) -> None:
    page.goto(address(page, site, name))
    settle(page)
    page.wait_for_timeout(500)
    measuring = page.context.new_cdp_session(page)
    measuring.send("Performance.enable")

    def busy() -> float:
        metrics = measuring.send("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in metrics if m["name"] == "ScriptDuration")

    before = busy()
    page.wait_for_timeout(1000)
    assert busy() - before < 0.3
