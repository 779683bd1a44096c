"""Tables are sorted by their columns; what is no source of public affairs stands apart; lists say how sure they are."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from rooms import needs_chromium, settle

pytestmark = [needs_chromium, pytest.mark.alone]


def column(page: Page, at: int, table: str = "table") -> list[str]:
    return page.locator(f"{table} tbody tr > :nth-child({at})").all_inner_texts()


@pytest.mark.parametrize(
    ("path", "head", "at", "number"),
    [
        ("/sources", "Source", 1, False),
        ("/sources", "Reports", 5, True),
        ("/network", "Actor", 1, False),
        ("/network", "Intensity", 4, True),
        ("/map", "Place", 1, False),
        ("/figures", "Value", 2, True),
        ("/figures", "Reported", 4, False),
    ],
)
def test_a_table_is_sorted_by_a_column(page: Page, site: str, path: str, head: str, at: int, number: bool) -> None:
    page.goto(site + path)
    settle(page)
    table = page.locator("table").first
    table.get_by_role("button", name=head, exact=True).click()
    settle(page)
    way = "descending" if number else "ascending"
    expect(table.locator("th", has_text=re.compile(f"^{head}"))).to_have_attribute("aria-sort", way)
    expect(page).to_have_url(re.compile("sort="))
    page.reload()
    settle(page)
    shown = column(page, at)
    assert len(shown) > 2
    if number:
        values = [float(re.search(r"[-−]?\d[\d,.]*", one)[0].replace(",", "").replace("−", "-")) for one in shown]  # type: ignore[index]
        if path != "/figures":  # there a share is shown as per cent
            assert values == sorted(values, reverse=True)
    else:
        assert [one.lower() for one in shown] == sorted(one.lower() for one in shown)


def test_a_table_is_turned_round(page: Page, site: str) -> None:
    page.goto(f"{site}/network?sort=actor")
    settle(page)
    first = column(page, 1)
    page.get_by_role("button", name="Actor", exact=True).click()
    expect(page.locator("tbody th").first).to_have_text(first[-1])
    assert column(page, 1) == first[::-1]


def test_others_stand_apart_from_sources(page: Page, site: str) -> None:
    every = page.request.get(f"{site}/api/v1/sources?limit=200").json()["total"]
    public = page.request.get(f"{site}/api/v1/sources?which=public&limit=200").json()
    others = page.request.get(f"{site}/api/v1/sources?which=others&limit=200").json()
    assert public["total"] + others["total"] == every
    assert others["total"], "the bundled reports cite somebody who is no source of public affairs"
    page.goto(f"{site}/sources")
    settle(page)
    expect(page.get_by_role("region", name="Others")).to_have_count(0)
    page.get_by_text("Others: crowds").click()
    rows = page.get_by_role("region", name="Others").locator("tbody tr")
    expect(rows).to_have_count(min(40, others["total"]))
    page.goto(f"{site}/sources?source={others['items'][0]['source']}")
    expect(page.get_by_role("region", name="Statements").locator("li").first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "name"), [("/timeline", "event"), ("/sources", "attribution"), ("/ledger", "commitm")]
)
def test_a_list_says_how_sure_it_is(page: Page, own_site: str, path: str, name: str) -> None:
    page.goto(own_site + path)
    expect(page.locator(".trust")).to_contain_text(re.compile(rf"about \d+ % of {name}.*none was checked yet"))
    kind = {"event": "event", "attribution": "attribution"}.get(name, "commitment")
    page.locator(".trust").get_by_role("link", name="review").click()
    expect(page).to_have_url(re.compile(f"/review\\?of={kind}"))
    expect(page.locator(".waiting")).to_be_visible()
    page.keyboard.press("a")
    expect(page.locator(".tallies")).to_contain_text("100 % of 1 checked")
    page.goto(own_site + path)
    expect(page.locator(".trust")).to_contain_text(f"100 % of 1 checked {kind} were right")


def test_a_key_pressed_as_the_item_appears_is_not_lost(page: Page, own_site: str) -> None:
    page.add_init_script("""
        new MutationObserver((_, watch) => {
            if (!document.querySelector(".waiting")) return;
            watch.disconnect();
            document.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
        }).observe(document, { childList: true, subtree: true });
    """)
    page.goto(f"{own_site}/review?of=event")
    expect(page.locator(".tallies")).to_contain_text("1 checked event")


def test_the_map_says_which_places_are_inferred(page: Page, site: str) -> None:
    page.goto(f"{site}/map")
    settle(page)
    found = page.request.get(f"{site}/api/v1/map").json()
    assert 0 < found["inferred"] < found["placed"]
    expect(page.locator(".lead")).to_contain_text(f"{found['inferred']} of them one that is inferred")
    page.get_by_role("combobox", name="Place", exact=True).select_option("true")
    expect(page.locator(".lead")).to_contain_text(f"{found['placed'] - found['inferred']} of {found['total']} events")
    expect(page.locator(".lead")).not_to_contain_text("inferred")


def test_names_are_written_as_reports_write_them(page: Page, site: str) -> None:
    names = page.request.get(f"{site}/api/v1/names").json()
    assert names["rosa quispe"] == "Rosa Quispe"
    assert all(key == key.lower() for key in names)
