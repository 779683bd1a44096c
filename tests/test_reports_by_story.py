"""Stories: reports that tell of the same things are of one, and one event in common does not weld two affairs."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.collation.stories import stories, story_of
from dragoman.model import Article, ReaderKind
from dragoman.reading import read_article
from dragoman.record import Kept, query
from dragoman.record.digest import digests
from dragoman.record.stories import stories as told
from dragoman.record.stories import story


def day(number: int) -> dt.date:
    return dt.date(2025, 1, 1) + dt.timedelta(days=number)


def grouped(found: dict[str, str]) -> set[str]:
    """Each story as its reports, put together: "abc"."""
    held: dict[str, str] = defaultdict(str)
    for report in sorted(found):
        held[found[report]] += report
    return set(held.values())


def of(reports: str, events: list[str], reused: list[str] | None = None, copies: str = "") -> set[str]:
    family = {r: copies[0] if r in copies else r for r in reports}
    dated = [(r, day(i)) for i, r in enumerate(reports)]
    return grouped(stories(dated, family, events, [(a, b) for a, b in reused or ()]))


@pytest.mark.parametrize(
    ("events", "reused", "copies", "found"),
    [
        ([], [], "", {"a", "b", "c", "d"}),
        (["ab", "c"], [], "", {"ab", "c", "d"}),
        (["ab", "bc", "cd"], [], "", {"abcd"}),
        (["cd"], ["ab"], "", {"ab", "cd"}),
        (["bc"], [], "ab", {"abc", "d"}),
        ([], [], "abd", {"abd", "c"}),
    ],
)
def test_reports_that_tell_of_one_event_or_share_words_are_of_one_story(
    events: list[str], reused: list[str], copies: str, found: set[str]
) -> None:
    assert of("abcd", events, reused, copies) == found


@pytest.mark.parametrize("weld", ["ag", "bh", "fl"])
def test_one_event_in_common_does_not_weld_two_affairs(weld: str) -> None:
    assert of("abcdefghijkl", ["abcdef", "ghijkl", weld]) == {"abcdef", "ghijkl"}


def test_copies_do_not_tie_a_story_more_often() -> None:
    affairs = ["abcd", "efgh"]
    welded = {"abcdefgh", "uvw"}
    assert of("abcdefghuvw", [*affairs, "ae", "au", "uv", "uw"], copies="uvw") != welded


def test_the_order_of_reports_and_events_does_not_matter() -> None:
    reports = [(f"r{i}", day(i)) for i in range(60)]
    chosen = random.Random(3)
    events = [chosen.sample([r for r, _ in reports], chosen.choice([1, 2, 2, 3])) for _ in range(70)]
    once = stories(reports, {}, events)
    for _ in range(5):
        chosen.shuffle(reports)
        chosen.shuffle(events)
        assert stories(reports, {}, events) == once


def test_a_story_is_named_by_its_earliest_report() -> None:
    assert stories([("b", day(1)), ("a", day(2)), ("c", None)], {}, ["abc"]) == dict.fromkeys("abc", "b")


def test_an_event_is_of_the_story_of_most_of_its_reports() -> None:
    assert story_of("abc", {"a": "x", "b": "y", "c": "y"}) == "y"


BRIDGE = "Ostrava Wire", "Peru held talks with Chile in Lima on Monday, the Peruvian Foreign Ministry said."
AGAIN = "Harbour Post", "The foreign ministers of Peru and Chile met in Lima on Monday, a Chilean diplomat said."
FLOOD = "Delta News", "Kenya sent aid to Uganda on Tuesday after floods hit Gulu, the Kenyan Red Cross said."


@pytest.fixture(scope="module")
def kept() -> Kept:
    made = []
    for number, (publisher, text) in enumerate([BRIDGE, AGAIN, FLOOD]):
        article = Article.make(text, title=f"Story {number}", publisher=publisher, published=dt.date(2025, 3, 12))
        made.append(read_article(article, kind=ReaderKind.FAST))
    record = Kept(":memory:")
    record.add(digests(made))
    record.settle()
    return record


def test_the_record_groups_events_by_story(kept: Kept) -> None:
    found = told(kept, order="sources")
    assert [s.reports for s in found.items] == [2, 1]
    assert found.total == 2
    assert all(len(s.items) == s.events == s.fitting > 0 for s in found.items)
    assert sum(s.events for s in found.items) == query.events(kept).total


def test_only_stories_with_what_is_asked_for(kept: Kept) -> None:
    wanted = query.Wanted(actors=("KEN",))
    (found,) = told(kept, wanted).items
    assert (found.head.title, found.reports) == ("Story 2", 1)
    assert {e.id for e in found.items} == {e.id for e in query.events(kept, wanted).items}


def test_any_report_of_a_story_leads_to_it(kept: Kept) -> None:
    for filed in query.filed(kept).items:
        found, reports = story(kept, filed.article)
        assert filed.article in [r.article for r in reports]
        events = query.events(kept, query.Wanted(story=filed.article)).items
        assert len(events) == found.events


def test_stories_come_in_pages(kept: Kept) -> None:
    first = told(kept, limit=1)
    second = told(kept, limit=1, cursor=first.next)
    assert second.next is None
    assert {s.id for s in (*first.items, *second.items)} == {s.id for s in told(kept).items}


def test_the_terminal_groups_by_story(dragoman, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with Archive(tmp_path / "dragoman.duckdb") as store:
        for number, (publisher, text) in enumerate([BRIDGE, FLOOD]):
            article = Article.make(text, title=f"Story {number}", publisher=publisher, published=dt.date(2025, 3, 12))
            store.add(read_article(article, kind=ReaderKind.FAST))
    shown = dragoman("timeline", "--by", "story")[1]
    for said in ("Story 0  1 report, 2025-03-12", "Story 1  1 report, 2025-03-12", "2 of 2 stories"):
        assert said in shown
    table = dragoman("timeline", "KEN", "--by", "story", "--format", "csv", "--columns", "story,event")[1]
    assert table.splitlines() == ["story,event", "Story 1,AID"]
