"""What a phone shows: lists before filters, and every column of a table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from rooms import first, needs_chromium, opened, settle

pytestmark = [needs_chromium, pytest.mark.alone]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with opened(browser, viewport={"width": 390, "height": 844}) as page:
        yield page


def test_filters_are_folded_and_say_how_many_are_set(phone: Page, site: str) -> None:
    phone.goto(f"{site}/timeline?quad=1&actor=PER")
    settle(phone)
    unfold = phone.get_by_role("button", name="Filters (2)")
    expect(phone.get_by_label("Class")).to_be_hidden()
    expect(phone.locator("li.event").first).to_be_in_viewport()
    unfold.click()
    phone.get_by_label("Class").select_option("")
    expect(phone.get_by_role("button", name="Filters (1)")).to_have_attribute("aria-expanded", "true")


def test_a_wide_page_shows_its_filters(page: Page, site: str) -> None:
    page.goto(f"{site}/timeline")
    expect(page.get_by_label("Class")).to_be_visible()
    expect(page.get_by_role("button", name="Filters")).to_be_hidden()


@pytest.mark.parametrize("path", ["/figures", "/network", "/map", "/sources"])
def test_every_column_of_a_table_is_within_a_phone(phone: Page, site: str, path: str) -> None:
    phone.goto(site + path)
    settle(phone)
    cells = phone.locator(".stack tbody tr").first.locator("th, td")
    assert cells.count() > 3
    for box in cells.evaluate_all("all => all.map((e) => e.getBoundingClientRect().right)"):
        assert box <= 390


def test_what_is_waiting_for_review_is_cut_between_words(page: Page, site: str) -> None:
    waiting = first(page, site, "/review?of=attribution")
    report = page.request.get(f"{site}/api/v1/reports/{waiting['article']}").json()["report"]["article"]["text"]
    around = waiting["before"] + waiting["words"] + waiting["after"]
    start = report.index(around)
    assert start == 0 or report[start - 1].isspace()
    assert start + len(around) == len(report) or report[start + len(around)].isspace()
