"""A click arrives: the evidence is in view, marked and focused, with motion on, at three widths."""

from __future__ import annotations

import random
import re

import pytest
from arrivals import SIZES, arrived, missed
from playwright.sync_api import Browser, Page, expect
from rooms import first, needs_chromium, opened, settle, talks

pytestmark = [needs_chromium, pytest.mark.alone]
CLICKS = 12  # at each width; benchmarks/arrivals.py makes 200


@pytest.mark.parametrize("width", SIZES)
def test_a_click_on_any_list_arrives_at_its_evidence(browser: Browser, site: str, width: int) -> None:
    with opened(browser, reduced_motion="no-preference") as page:
        made, lost = missed(page, site, width, CLICKS, seed=width)
        assert made == CLICKS
        assert not lost


@pytest.mark.parametrize("width", SIZES)
def test_a_row_of_the_record_arrives_at_its_evidence(browser: Browser, site: str, width: int) -> None:
    with opened(browser, reduced_motion="no-preference") as page:
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        page.goto(f"{site}/reports/{talks(page, site)}")
        settle(page)
        rows = page.locator("li.row > .pick")
        for number in random.Random(width).sample(range(rows.count()), 8):
            rows.nth(number).click()
            assert arrived(page, focused=False), (width, rows.nth(number).inner_text())


def test_keys_arrive_however_fast_they_come(browser: Browser, site: str) -> None:
    with opened(browser, reduced_motion="no-preference") as page:
        page.goto(f"{site}/reports/{talks(page, site)}")
        settle(page)
        for _ in range(12):
            page.keyboard.press("j")
        expect(page.locator("li.row").nth(11)).to_have_class("row chosen")
        assert arrived(page, focused=False)
        expect(page).to_have_url(re.compile(rf"/reports/{talks(page, site)}\?item={chosen(page)}&at=\d+-\d+$"))


def chosen(page: Page) -> str | None:
    return page.locator("li.row.chosen").get_attribute("data-row")


def test_a_phone_says_below_what_is_marked(browser: Browser, site: str) -> None:
    with opened(browser, viewport={"width": 390, "height": SIZES[390]}) as page:
        account = first(page, site, "/events?type=CONSULT&independent=3")["accounts"][0]
        page.goto(f"{site}/reports/{account['article']}?item={account['event']}")
        sheet = page.get_by_role("region", name="What is marked")
        expect(sheet).to_contain_text("CONSULT")
        page.get_by_role("button", name="Close what is marked").click()
        expect(sheet).to_have_count(0)


def test_an_address_of_an_item_that_is_not_there_shows_the_report(page: Page, site: str) -> None:
    page.goto(f"{site}/reports/{talks(page, site)}?item=e999")
    settle(page)
    expect(page.locator("li.row").first).to_be_visible()
    expect(page.locator("li.row.chosen")).to_have_count(0)


def test_an_older_address_opens_at_the_sentence(page: Page, site: str) -> None:
    account = first(page, site, "/events?type=CONSULT&independent=3")["accounts"][0]
    page.goto(f"{site}/reports/{account['article']}?at={account['start']}")
    assert arrived(page, focused=True)
    lit = "".join(page.locator(".text .lit").all_inner_texts())
    assert lit.strip().startswith(account["sentence"][:40])


def test_back_shows_the_list_as_it_was_left(browser: Browser, site: str) -> None:
    with opened(browser, viewport={"width": 1024, "height": 400}) as page:
        page.goto(f"{site}/timeline?order=oldest")
        settle(page)
        page.get_by_label("Class").select_option("1")
        settle(page)
        link = page.locator("a[data-evidence-link]").last
        link.scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        left = page.evaluate("scrollY")
        assert left > 0
        link.click()
        expect(page.locator(".text")).to_be_visible()
        page.go_back()
        expect(page).to_have_url(f"{site}/timeline?order=oldest&quad=1")
        expect(link).to_be_in_viewport()
        assert abs(page.evaluate("scrollY") - left) < 3
