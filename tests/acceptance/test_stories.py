"""Three stories of many reports with the record that they add up to (``stories/``): what must be held in the end.

A story's ``key.json`` names its events and where they are told, what contradicts, who holds what, what became of
promises, who belongs to a group, tolls and polls. They were written for this test; their people are invented.
"""

import datetime as dt
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.analysis.groups import figures, members
from dragoman.analysis.ledger import Entry, ledger
from dragoman.analysis.positions import positions
from dragoman.collation import collate
from dragoman.collation.actors import folded
from dragoman.collation.conflicts import tolls
from dragoman.collation.copies import passages
from dragoman.collation.events import JoinedEvent

STORIES = Path(__file__).parent / "stories"


class Story:
    """A story read whole, with its key."""

    def __init__(self, name: str) -> None:
        rows = map(json.loads, (STORIES / name / "reports.jsonl").read_text("utf-8").splitlines())
        self.key: dict[str, Any] = json.loads((STORIES / name / "key.json").read_text("utf-8"))
        self.reports = {
            r["id"]: dragoman.read(r["text"], published=r["published"], publisher=r["publisher"]) for r in rows
        }
        self.named = {report.article.id: id_ for id_, report in self.reports.items()}
        self.record = collate(self.reports.values())

    def telling(self, id_: str, words: str, types: list[str]) -> JoinedEvent | None:
        """The event of a right type that the sentence of ``words`` in a report tells of."""
        report = self.reports[id_]
        at = report.article.text.index(words)
        for event in self.record.events:
            for a in event.accounts:
                if a.article == report.article.id and a.start <= at < a.end and a.type in types:
                    return event
        return None

    @cached_property
    def told(self) -> dict[str, list[JoinedEvent | None]]:
        """The events that are told where the key tells of each of its own."""
        return {e["id"]: [self.telling(*where, e["type"]) for where in e["told"]] for e in self.key["events"]}

    @cached_property
    def entries(self) -> list[Entry]:
        return ledger(self.reports.values(), dt.date.fromisoformat(self.key["as_of"]))


@pytest.fixture(scope="module", params=["remba", "sela", "villamontes"])
def story(request: pytest.FixtureRequest) -> Story:
    return Story(request.param)


def test_what_happened_is_read(story: Story) -> None:
    found = [event for told in story.told.values() for event in told]
    assert sum(e is not None for e in found) >= 0.9 * len(found)


def test_the_attack_is_one_event_with_all_that_count_its_dead(story: Story) -> None:
    told = next(iter(story.told.values()))
    ids = [e.id for e in told if e is not None]
    assert max(ids.count(i) for i in ids) >= len(told) / 2


def test_what_must_stay_apart_is_apart(story: Story) -> None:
    for one, other in story.key["must_not_join"]:
        ids = [{e.id for e in story.told[k] if e is not None} for k in (one, other)]
        assert not ids[0] & ids[1], (one, other)


def test_all_contradictions_are_shown_and_no_others(story: Story) -> None:
    shown = [[{story.named[a.article] for a in side} for side in (c.one, c.other)] for c in story.record.conflicts]
    meant = [[set(side) for side in c["reports"]] for c in story.key["conflicts"]]
    for sides in meant:
        assert any(_contradict(pair, sides) for pair in shown), sides
    assert all(any(_contradict(pair, sides) for sides in meant) for pair in shown)


def _contradict(pair: list[set[str]], sides: list[set[str]]) -> bool:
    """Whether the two sides that are shown are two of those that contradict by the key."""
    return any(pair[0] & one and pair[1] & other for one in sides for other in sides if one is not other)


def test_a_claim_of_one_unnamed_source_is_one_source_whoever_prints_it(story: Story) -> None:
    for claim in story.key["independence"]:
        rows = [
            e
            for e in story.record.events
            if len({story.named[a.article] for a in e.accounts} & {*claim["outlets"]}) > 1
        ]
        assert claim["independent"] in {e.asserting for e in rows}


def test_what_became_of_promises_and_threats(story: Story) -> None:
    for item in story.key["ledger"]:
        words = item["what"].split()
        about = [e for e in story.entries if item["who"] in e.actors and all(w in e.action for w in words)]
        assert item["state"] in {e.state for e in about}, item


def test_no_other_promise_is_kept_or_broken(story: Story) -> None:
    decided = sum(e.state in {"kept", "broken"} for e in story.entries)
    assert decided == sum(item["state"] in {"kept", "broken"} for item in story.key["ledger"])


def test_positions_and_who_holds_them(story: Story) -> None:
    held = {(p.actor, s.position, story.named[s.article]) for p in positions(story.reports.values()) for s in p.stands}
    wanted = [
        (p["actor"], "reserved" if "conditional" in stand else stand, report)
        for p in story.key["positions"]
        for _, stand, report in p["sequence"]
    ]
    assert sum(one in held for one in wanted) >= 0.7 * len(wanted)


def test_who_belongs_to_the_group(story: Story) -> None:
    found = {(m.group, m.member, m.status) for m in members(story.reports.values())}
    for group in story.key["groups"]:
        name, unread = group["group"], group.get("unread", [])  # what reading does not find yet
        told = {"members": "member", "excluded": "excluded", "joined": "joined", "left": "left"}
        for field, status in told.items():
            names = [one if isinstance(one, str) else one[0] for one in group.get(field, []) if field not in unread]
            assert {(name, member, status) for member in names} <= found


def test_the_dead_are_counted_as_each_report_has_them(story: Story) -> None:
    told = {(story.named[f.article], f.value) for f in figures(story.reports.values())}
    for report, value, *_ in story.key["casualties"]:
        assert (report, {"dozens": 24}.get(value, value)) in told


def test_the_toll_is_a_series(story: Story) -> None:
    series = [t for e in story.record.events for t in tolls(e, story.record.copies) if t.unit.endswith(" killed")]
    counts = max((t.counts for t in series), key=len, default=())
    assert len({c.article for c in counts}) >= story.key.get("series", 0)
    assert [c.day for c in counts] == sorted(c.day for c in counts if c.day)


def test_polls(story: Story) -> None:
    shares = {(story.named[f.article], round(f.value, 2)) for f in figures(story.reports.values(), "share: ")}
    assert {(report, percent / 100) for _, percent, report in story.key["polls"]} <= shares


def test_who_reuses_whose_passages(story: Story) -> None:
    found = {(story.named[c.article], story.named[c.of], c.kind) for c in story.record.copies.found}
    assert found == {(one, other, "reuses") for one, other in story.key.get("reuses", [])}
    for one, other in story.key.get("reuses", []):
        text = story.reports[one].article.text
        shared = passages(text, story.reports[other].article.text)
        assert "survivors said. Two of their boats sank." in " ".join(s.of(text) + "." for s in shared)


def test_spellings_are_one_person(story: Story) -> None:
    from dragoman.collation.actors import memory, mentions_of

    known = memory(m for r in story.reports.values() for m in mentions_of(r))
    for spellings in story.key.get("spellings", []):
        keys = {e.key for e in known for n in e.names if folded(n.value) in map(folded, spellings)}
        assert len(keys) == 1, keys
