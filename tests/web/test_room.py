"""What users do in the reading room: correct, undo, review, pick, copy, go away and come back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from rooms import first, needs_chromium, opened, settle, talks

from dragoman.web.server import serving

pytestmark = [needs_chromium, pytest.mark.alone]


def test_a_correction_is_taken_back_where_it_was_made(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/reports/{talks(page, own_site)}")
    row = page.locator("li.row", has_text="supports a joint patrol").first
    row.get_by_role("button").first.click()
    row.get_by_role("button", name="Wrong").click()
    expect(row).to_have_class(re.compile("wrong"))
    expect(row.locator(".corrected")).to_contain_text(re.compile(r"Checked by you on \d{4}-\d\d-\d\d at \d\d:\d\d"))
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(row.locator(".corrected")).to_have_count(0)


def test_who_decided_and_when_is_kept(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/corrections")
    page.get_by_label("Your name").fill("Ines")
    page.goto(f"{own_site}/ledger")
    page.locator("li.entry").first.get_by_role("button", name="kept").click()
    expect(page.locator(".said")).to_contain_text("is kept and applied")
    page.goto(f"{own_site}/corrections")
    line = page.locator("ul.rows > li")
    expect(line).to_contain_text(re.compile(r"a commitment is kept.*\d{4}-\d\d-\d\d at \d\d:\d\d · by Ines"))
    page.get_by_role("button", name="Take back").click()
    page.get_by_label("with those taken back").check()
    expect(line).to_contain_text(re.compile(r"taken back .* by Ines"))


def test_whoever_decides_on_what_is_old_is_told(browser: Browser, own_site: str) -> None:
    with opened(browser, tolerate=True) as page:
        page.goto(f"{own_site}/ledger")
        entry = page.locator("li.entry").first
        settle(page)
        id_ = first(page, own_site, "/commitments")["id"]
        # The page hears nothing of what somebody else decides meanwhile.
        page.route("**/api/v1/info", lambda route: route.abort())
        body = {"decision": {"kind": "verdict", "commitment": id_, "outcome": "broken"}, "by": "Somebody"}
        assert page.request.post(f"{own_site}/api/v1/decisions", data=body).ok
        entry.get_by_role("button", name="kept").click()
        expect(page.locator(".said")).to_contain_text("by Somebody")
        page.unroute("**/api/v1/info")
        page.get_by_role("button", name="Look again").click()
        expect(page.locator("li.entry", has_text="(yours)").first).to_be_visible()


def test_the_queue_is_worked_through_by_keys(page: Page, own_site: str) -> None:
    page.goto(f"{own_site}/review?of=attribution")
    expect(page.get_by_text("Nothing has been looked at yet.")).to_be_visible()
    words = page.locator(".waiting mark")
    before = words.inner_text()
    page.keyboard.press("a")
    expect(words).not_to_have_text(before)
    second = words.inner_text()
    page.keyboard.press("x")
    expect(words).not_to_have_text(second)
    expect(page.locator(".tallies")).to_contain_text("50 % of 2 checked attributions right")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(r"/reports/[0-9a-f]+\?item=\w+"))


def test_an_actor_is_picked_by_another_name(page: Page, site: str) -> None:
    page.goto(f"{site}/timeline")
    field = page.get_by_role("combobox", name="Actor")
    field.press_sequentially("per", delay=20)
    expect(page.get_by_role("option", name=re.compile("^Peru country"))).to_be_visible()
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.get_by_role("option", name=re.compile("^Peru country")).click()
    expect(page).to_have_url(re.compile("actor=PER"))
    expect(field).to_have_value("Peru")


def test_a_pair_is_proposed(page: Page, site: str) -> None:
    page.goto(f"{site}/relations")
    page.get_by_role("link", name=re.compile("Peru")).first.click()
    expect(page).to_have_url(re.compile("/relations/[A-Z]+/[A-Z]+"))
    expect(page.locator(".chart canvas").first).to_be_visible()


def test_events_without_a_day_are_told_apart(page: Page, site: str) -> None:
    page.goto(f"{site}/timeline")
    expect(page.locator("li.event.undated").first).to_be_visible()
    expect(page.locator(".day h2", has_text=re.compile("^by |^ahead")).first).to_be_visible()
    page.locator("select[name=dated]").select_option("true")
    expect(page.locator("li.event").first).to_be_visible()
    expect(page.locator("li.event.undated")).to_have_count(0)


def test_the_brush_chooses_days(page: Page, site: str) -> None:
    page.goto(f"{site}/timeline")
    canvas = page.locator(".chart canvas").first
    expect(canvas).to_be_visible()
    settle(page)
    box = canvas.bounding_box()
    assert box is not None
    bottom = box["y"] + box["height"] - 14
    page.mouse.move(box["x"] + box["width"] - 84, bottom)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, bottom, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"until=\d{4}-\d\d-\d\d"))
    until = page.url.split("until=")[1][:10]
    found = page.request.get(f"{site}/api/v1/events?until={until}").json()["total"]
    expect(page.locator("p.more")).to_contain_text(f"of {found}")


@pytest.mark.parametrize(
    ("form", "holds"),
    [("Footnote", "according to"), ("Markdown", "> "), ("BibTeX", "@online{"), ("W3C annotation", "TextQuoteSelector")],
)
def test_a_claim_is_copied(browser: Browser, site: str, form: str, holds: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{site}/reports/{talks(page, site)}")
        page.locator("li.row > .pick").first.click()
        page.locator("li.row.chosen").get_by_role("button", name=form).click()
        expect(page.locator(".said")).to_contain_text(f"{form} copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert holds in copied
        assert f"{site}/reports/" in copied
        if form == "W3C annotation":
            assert json.loads(copied)["target"]["selector"]


def test_a_server_that_goes_away_and_comes_back_leaves_no_blank_page(browser: Browser, archive: Path) -> None:
    with opened(browser, tolerate=True, viewport={"width": 1440, "height": 900}) as page:
        with serving(archive) as site:
            page.goto(f"{site}/timeline")
            settle(page)
            total = page.locator("p.more").inner_text()
        page.route("**/api/**", lambda route: route.abort())
        page.get_by_role("link", name="Ledger").first.click()
        expect(page.get_by_text("The server does not answer").first).to_be_visible(timeout=15_000)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        with serving(archive, port=int(site.rsplit(":", 1)[1])):
            page.unroute("**/api/**")
            expect(page.locator("li.entry").first).to_be_visible(timeout=20_000)
            expect(page.get_by_text("The server does not answer")).to_have_count(0, timeout=15_000)
            page.go_back()
            expect(page.locator("p.more")).to_have_text(total)


def test_too_little_is_refused_kindly_and_a_day_is_proposed(page: Page, site: str) -> None:
    page.goto(site)
    text = page.get_by_label("Text or HTML of a report")
    expect(page.get_by_label("Published")).to_have_value("")
    text.fill("hello")
    expect(page.get_by_text("That is too little to read")).to_be_visible()
    expect(page.get_by_role("button", name="Read", exact=True)).to_be_disabled()
    text.fill("https://example.org/report")
    expect(page.get_by_text("That is an address.")).to_be_visible()
    text.fill("OSLO, 4 June 2031 - Norway accused Finland of spying, the ministry said.")
    page.get_by_role("button", name="Take 2031-06-04").click()
    expect(page.get_by_label("Published")).to_have_value("2031-06-04")


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_every_page_can_be_reached(browser: Browser, site: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 844}) as page:
        page.goto(site)
        menu = page.get_by_role("button", name="Pages", exact=True)
        if menu.is_visible():
            menu.click()
        for name in ("Reports", "Timeline", "Figures", "Groups", "Map", "Review"):
            expect(page.get_by_role("navigation").get_by_role("link", name=name)).to_be_in_viewport(ratio=1)
        page.get_by_role("searchbox", name="Search all reports").fill("trawlers")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/search\?q=trawlers"))


LONG = 30_000  # words


def test_a_long_report_stays_quick(page: Page, own_site: str) -> None:
    paragraph = "Peru accused Chile of spying on Monday, the Peruvian Foreign Ministry said. " * 5
    opened_ = page.request.get(f"{own_site}/api/v1/reports/{talks(page, own_site)}").json()
    text = "\n\n".join([paragraph] * (LONG // len(paragraph.split())))
    long = lengthened(opened_, text, every=len(paragraph) + 2)
    page.route("**/api/v1/reports/*", lambda route: route.fulfill(json=long))
    page.goto(f"{own_site}/reports/{opened_['report']['article']['id']}")
    settle(page)
    took = page.evaluate(
        """() => {
            const times = [];
            for (let i = 0; i < 12; i++) {
                const began = performance.now();
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
                times.push(performance.now() - began);
            }
            return new Promise((done) => {
                const began = performance.now();
                requestAnimationFrame(() => setTimeout(() => done([...times, performance.now() - began])));
            });
        }"""
    )
    assert sum(took) / 12 < 50, took
    expect(page.locator("li.row").nth(11)).to_have_class("row chosen")


def lengthened(opened_: dict, text: str, every: int) -> dict:
    """A report with ``text`` and an event in each of its paragraphs."""
    report = opened_["report"]
    model = report["events"][0]
    events = []
    for number, start in enumerate(range(0, len(text) - every, every), 1):
        trigger = [{"start": start + 5, "end": start + 12}]
        bare = {"actors": [], "recipients": [], "attributions": [], "when": None, "trigger": trigger}
        events.append({**model, **bare, "id": f"e{number}", "sentence": {"start": start, "end": start + 70}})
    empty = {name: [] for name in ("attributions", "times", "quantities", "polls", "commitments", "memberships")}
    article = {**report["article"], "text": text}
    return {**opened_, "events": {}, "report": {**report, **empty, "stances": [], "events": events, "article": article}}


def select(page: Page, words: str) -> None:
    """Select words of the report as a user does with the mouse."""
    page.evaluate(
        """(words) => {
            const box = document.querySelector(".text");
            const nodes = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
            const places = [];
            for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
                for (let at = 0; at < node.length; at++) places.push([node, at]);
            }
            const start = box.textContent.indexOf(words);
            const [[first, from], [last, to]] = [places[start], places[start + words.length - 1]];
            const range = document.createRange();
            range.setStart(first, from);
            range.setEnd(last, to + 1);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_words_are_selected_to_add_an_event_that_was_missed(browser: Browser, own_site: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 844}) as page:
        page.goto(f"{own_site}/reports/{talks(page, own_site)}")
        settle(page)
        before = page.locator("li.row").count()
        select(page, "supports a joint patrol")
        chosen = page.get_by_role("region", name="Selected words")
        expect(chosen.locator("q")).to_have_text("supports a joint patrol")
        chosen.get_by_role("button", name="event").click()
        chosen.get_by_label("Type").select_option("REQUEST")
        for label, code in (("By", "PER"), ("To or with", "CHL")):
            chosen.get_by_role("combobox", name=label).fill(code)
            page.keyboard.press("Tab")
        chosen.get_by_label("Day").fill("2025-02-11")
        chosen.get_by_role("button", name="Add event").click()
        added = page.locator("li.row", has=page.locator(".corrected", has_text="Added by you"))
        expect(added).to_contain_text("REQUEST")
        expect(added.locator(".pick")).to_contain_text(re.compile("Peru.*Chile"))
        expect(page.locator("li.row")).to_have_count(before + 1)
        expect(chosen).to_have_count(0)
        page.goto(f"{own_site}/timeline?type=REQUEST&since=2025-02-11&until=2025-02-11")
        expect(page.locator("li.event").first).to_contain_text("supports a joint patrol")
        page.goto(f"{own_site}/corrections")
        page.get_by_role("link", name="where").click()
        expect(page.locator("[data-evidence]")).to_have_text("supports a joint patrol")
        page.locator(".corrected").get_by_role("button", name="Undo").click()
        expect(page.locator("li.row")).to_have_count(before)


def test_words_are_selected_to_add_an_attribution_and_to_put_one_right(browser: Browser, own_site: str) -> None:
    with opened(browser, tolerate=True) as page:
        page.goto(f"{own_site}/reports/{talks(page, own_site)}")
        settle(page)
        select(page, "a joint patrol")
        chosen = page.get_by_role("region", name="Selected words")
        chosen.get_by_role("button", name="attribution").click()
        chosen.get_by_role("combobox", name="Source").fill("Nobody of These Reports")
        page.keyboard.press("Tab")
        chosen.get_by_role("button", name="Add attribution").click()
        expect(page.locator(".said")).to_contain_text("neither a country nor an actor")
        chosen.get_by_role("combobox", name="Source").fill("Chile")
        page.keyboard.press("Tab")
        select(page, "supports")
        chosen.get_by_role("button", name="Take selected words as cue").click()
        expect(chosen.get_by_label("Cue", exact=True)).to_have_value("supports")
        chosen.get_by_role("button", name="Add attribution").click()
        added = page.locator(
            "li.row", has=page.locator(".corrected", has_text=re.compile("Added by you .*: said by Chile"))
        )
        expect(added.locator("em")).to_have_text("supports")
        added.locator(".pick").click()
        chosen = page.locator("li.row.chosen")
        chosen.get_by_role("button", name="Correct").click()
        select(page, "joint patrol")
        chosen.get_by_role("button", name="Take selected words as content").click()
        chosen.get_by_role("button", name="Keep correction").click()
        expect(chosen.locator(".corrected")).to_contain_text("Corrected by you")
        expect(chosen.locator("q")).to_have_text("joint patrol")


def test_a_number_is_put_right(page: Page, own_site: str) -> None:
    figure = first(page, own_site, "/items/figures")
    page.goto(f"{own_site}/reports/{figure['article']}?item={figure['item']}")
    row = page.locator("li.row.chosen")
    row.get_by_role("button", name="Correct").click()
    row.get_by_label("Number").fill("4321")
    row.get_by_label("Bound").select_option("at least")
    row.get_by_role("button", name="Keep correction").click()
    expect(row.locator(".pick")).to_contain_text("at least 4,321")
    expect(row.locator(".corrected")).to_contain_text("Corrected by you")
