"""The timeline by story: through the API, and as the page shows it."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from rooms import first, needs_chromium, settle

pytestmark = pytest.mark.alone


def test_every_event_is_of_one_story(room: TestClient) -> None:
    found = room.get("/api/v1/stories", params={"limit": 100, "each": 200}).json()
    ids = [event["id"] for story in found["items"] for event in story["items"]]
    assert len(ids) == len(set(ids)) == room.get("/api/v1/events").json()["total"]
    assert all(event["accounts"] for story in found["items"] for event in story["items"])


def test_a_correction_moves_stories_at_once(own_room: TestClient) -> None:
    single = [s for s in own_room.get("/api/v1/stories", params={"limit": 100}).json()["items"] if s["reports"] == 1]
    one, other = (story["items"][0]["accounts"][0] for story in single[:2])
    decision = {"kind": "same", "account": one["id"], "other": other["id"]}
    made = own_room.post("/api/v1/decisions", json={"decision": decision}).json()
    joined = own_room.get(f"/api/v1/stories/{one['article']}").json()
    assert {one["article"], other["article"]} == {report["article"] for report in joined["reports"]}
    own_room.delete(f"/api/v1/decisions/{made['number']}")
    assert own_room.get(f"/api/v1/stories/{one['article']}").json()["story"]["reports"] == 1


def test_exported_events_name_their_story(room: TestClient) -> None:
    story = room.get("/api/v1/stories", params={"order": "sources"}).json()["items"][0]
    asked = {"format": "json", "story": story["id"]}
    rows = room.get("/api/v1/export/events", params=asked).json()
    assert {row["story_title"] for row in rows} == {story["head"]["title"]}
    assert len({row["event"] for row in rows}) == story["events"]


@needs_chromium
def test_the_page_groups_by_story_and_narrows_down_to_one(page: Page, site: str) -> None:
    story = first(page, site, "/stories?order=sources&actor=PER")
    page.goto(f"{site}/timeline?actor=PER&order=sources")
    settle(page)
    page.get_by_label("Grouped by").select_option("story")
    section = page.locator("section.story").first
    expect(section.get_by_role("heading")).to_have_text(story["head"]["title"])
    expect(section).to_contain_text(f"{story['reports']} reports")
    section.get_by_role("link", name=re.compile(r"^All \d+ events")).click()
    expect(page).to_have_url(re.compile(rf"actor=PER.*story={story['id']}"))
    expect(page.locator("li.event")).to_have_count(story["fitting"])
    page.get_by_text(f"{story['reports']} reports").click()
    expect(page.locator(".one-story li")).to_have_count(story["reports"])
    page.go_back()
    expect(page.locator("section.story").first).to_be_visible()
    page.go_forward()
    page.get_by_text(f"{story['reports']} reports").click()
    page.get_by_role("button", name="All stories").click()
    expect(page.locator(".one-story")).to_have_count(0)


@needs_chromium
def test_an_event_leads_to_its_story(page: Page, site: str) -> None:
    event = first(page, site, "/events?type=CONSULT&independent=3")
    page.goto(f"{site}/events/{event['id']}")
    settle(page)
    page.locator("main").get_by_role("link", name="Chile holds trawlers").click()
    expect(page).to_have_url(re.compile(r"/timeline\?story="))
    expect(page.locator(".one-story")).to_contain_text("reports")
