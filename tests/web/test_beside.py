"""Reports and versions of one address side by side, aligned by event and by passage."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from arrivals import arrived
from playwright.sync_api import Browser, Page, expect
from rooms import needs_chromium, opened, settle

from dragoman.archive import Archive
from dragoman.model import Article, ReaderKind
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.web.server import serving

pytestmark = [needs_chromium, pytest.mark.alone]
FIRST = (
    "Peru accused Chile of theft on Monday, the Peruvian Foreign Ministry said.\n\n"
    "Two sailors were arrested in Arica. The port stayed open all day. Bolivia praised Peru."
)
LATER = (
    "Peru accused Chile of theft on Monday, the Peruvian Foreign Ministry said.\n\n"
    "Five sailors were arrested in Arica. Bolivia praised Peru.\n\n"
    "Correction: an earlier version of this report gave the number of sailors as two."
)


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("versions") / "v.duckdb"
    with Archive(path) as store:
        for hour, text in ((8, FIRST), (11, LATER)):
            made = dt.datetime(2025, 3, 12, hour, tzinfo=dt.UTC)
            article = Article.make(
                text, title="Sailors held", publisher="Lake Herald", url="https://lake.example/1", published=made
            )
            store.add(read_article(article, kind=ReaderKind.FAST))
        with Kept.of(store) as kept:
            kept.refresh(store)
    with serving(path) as site:
        yield site


def test_a_version_is_found_and_says_what_it_corrects(page: Page, versions: str) -> None:
    page.goto(f"{versions}/versions")
    row = page.locator("ul.rows > li")
    expect(row).to_contain_text("says that it corrects")
    expect(row).to_contain_text(re.compile("[Tt]wo became [Ff]ive"))
    row.get_by_role("link").first.click()
    expect(page.get_by_text("Two versions of one address: https://lake.example/1")).to_be_visible()
    expect(page.locator("p.quiet", has_text="in the same words")).to_contain_text(
        "2 sentences in the same words, 1 said otherwise, 1 that only the first has, 1 that only the second has."
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_versions_are_aligned_by_passage(browser: Browser, versions: str, width: int) -> None:
    with opened(browser, viewport={"width": width, "height": 844}, reduced_motion="no-preference") as page:
        page.goto(f"{versions}/versions")
        page.get_by_role("link", name=re.compile("beside the version before it")).click()
        rows = page.locator("table.compare tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.nth(0).locator("td").nth(0).locator("mark")).to_have_text("Two")
        expect(rows.nth(0).locator("td").nth(1).locator("mark")).to_have_text("Five")
        expect(rows.nth(1).locator("td").nth(1)).to_have_text("not there")
        page.get_by_label("with what both say in the same words").check()
        expect(rows).to_have_count(5)
        page.get_by_role("link", name="The port stayed open all day.").click()
        assert arrived(page, focused=True)
        expect(page.locator("[data-evidence]")).to_have_text("The port stayed open all day.")


def test_a_report_names_its_versions(page: Page, versions: str) -> None:
    article = page.request.get(f"{versions}/api/v1/reports").json()["items"][0]["article"]
    page.goto(f"{versions}/reports/{article}")
    section = page.locator("section.group", has=page.get_by_role("heading", name=re.compile("^Versions")))
    section.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/compare/\w+/\w+\?by=passages"))


def test_two_versions_are_aligned_by_event(page: Page, versions: str) -> None:
    v = page.request.get(f"{versions}/api/v1/versions").json()["items"][0]
    page.goto(f"{versions}/compare/{v['of']['article']}/{v['report']['article']}")
    settle(page)
    told = page.locator("table.compare tbody tr", has_text="ACCUSE")
    expect(told.locator("td")).to_have_count(2)
    expect(told.locator("strong")).to_have_count(2)
    page.locator("select[name=by]").select_option("passages")
    expect(page).to_have_url(re.compile("by=passages"))


def test_where_nothing_came_out_twice_it_is_said(page: Page, site: str) -> None:
    page.goto(f"{site}/versions")
    expect(page.get_by_text("No address came out more than once.")).to_be_visible()
