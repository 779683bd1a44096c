"""Copies, joined events, independent sources, conflicts: what reports add up to does not depend on their order."""

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman.analysis.ledger import ledger
from dragoman.analysis.positions import positions
from dragoman.analysis.relations import changes, network, relation
from dragoman.collation import Record, collate
from dragoman.collation.accounts import Account
from dragoman.collation.actors import Apart, Same
from dragoman.collation.conflicts import compatible
from dragoman.collation.copies import Text, find_copies
from dragoman.collation.numbers import Number
from dragoman.collation.patterns import pattern
from dragoman.languages import lexicons
from dragoman.model import Report
from dragoman.record import Kept, query
from dragoman.record.digest import digests

WIRE = (
    "Peru's army attacked Chile on Monday, killing 12 people near Arica. Traders said that business was slow. "
    "Schools will reopen after the holiday, and the lighthouse will be painted before the winter begins."
)


def report(text: str, day: str, publisher: str) -> Report:
    return dragoman.read(text, published=day, publisher=publisher)


REPORTS = [
    report(WIRE, "2025-03-11", "Union Wire"),
    report(WIRE + " Our desk contributed.", "2025-03-11", "Harbour Post"),
    report(
        "Peru attacked Chile near Arica on Monday and killed 20 people, the Chilean army said.", "2025-03-12", "Gulf"
    ),
    report("Peru denied that its army attacked Chile near Arica on Monday.", "2025-03-12", "Fjord Daily"),
    report("Peru attacked Chile near Temuco on 2 January and killed 3 people.", "2025-03-12", "Fjord Daily"),
]


@pytest.fixture(scope="module")
def record() -> Record:
    return collate(REPORTS)


def test_copies_are_one_account(record: Record) -> None:
    first, second = REPORTS[0].article.id, REPORTS[1].article.id
    assert record.copies.group[first] == record.copies.group[second]
    (copy,) = record.copies.found
    assert copy.kind == "near"


def test_kinds_of_copies() -> None:
    body = " ".join(f"word{i} said{i} that{i}" for i in range(40))
    day = dt.date(2025, 1, 1)
    texts = [
        Text("a", body, day),
        Text("b", body.upper(), day),
        Text("c", body + " and a line more", day),
        Text("d", body + " " + " ".join(f"other{i}" for i in range(200)), day),
        Text("e", " ".join(f"else{i}" for i in range(120)), day),
    ]
    found = {(c.article, c.of): c.kind for c in find_copies(texts).found}
    assert found["b", "a"] == "exact"
    assert found["c", "a"] == "near"
    assert found["d", "a"] == "contains"
    assert not any("e" in pair for pair in found)
    shuffled = texts[::-1]
    assert find_copies(shuffled) == find_copies(texts)


def test_accounts_of_one_event_are_joined_and_explained(record: Record) -> None:
    event = next(e for e in record.events if len(e.accounts) > 1)
    assert (event.type, event.doers, event.recipients) == ("ASSAULT", ("PER",), ("CHL",))
    assert event.first == dt.date(2025, 3, 10)
    assert {a.publisher for a in event.accounts} == {"Union Wire", "Harbour Post", "Gulf", "Fjord Daily"}
    assert event.outlets == 4
    assert event.independent == 3, "the copy is no source of its own"
    assert event.denying == 1
    assert all(j.because for j in event.joins)
    other = next(e for e in record.events if e.first == dt.date(2025, 1, 2))
    assert len(other.accounts) == 1, "another day is another attack"


def test_conflicts_stand_side_by_side(record: Record) -> None:
    kinds = {c.kind: c for c in record.conflicts}
    assert set(kinds) == {"denial", "number"}
    assert kinds["number"].about in {"people killed: 12 or 20", "people killed: 20 or 12"}
    assert [a.publisher for a in kinds["denial"].other] == ["Fjord Daily"]


def test_the_order_of_reports_does_not_matter(record: Record) -> None:
    for seed in range(3):
        shuffled = random.Random(seed).sample(REPORTS, len(REPORTS))
        again = collate(shuffled)
        assert again.events == record.events
        assert again.conflicts == record.conflicts


def test_a_user_s_word_on_joins(record: Record) -> None:
    event = next(e for e in record.events if len(e.accounts) > 1)
    gulf = next(a for a in event.accounts if a.publisher == "Gulf")
    wire = next(a for a in event.accounts if a.publisher == "Union Wire")
    apart = collate(REPORTS, [Apart(account=gulf.id, other=wire.id)])
    homes = {a.id: e.id for e in apart.events for a in e.accounts}
    assert homes[gulf.id] != homes[wire.id]
    lone = next(e for e in record.events if e.first == dt.date(2025, 1, 2)).accounts[0]
    joined = collate(REPORTS, [Same(account=gulf.id, other=lone.id)])
    homes = {a.id: e.id for e in joined.events for a in e.accounts}
    assert homes[gulf.id] == homes[lone.id]


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [
        (Number(12, "people", "exact"), Number(12, "people", "exact"), True),
        (Number(12, "people", "exact"), Number(20, "people", "exact"), False),
        (Number(10, "people", "at least"), Number(20, "people", "exact"), True),
        (Number(30, "people", "more than"), Number(20, "people", "exact"), False),
        (Number(100, "people", "about"), Number(110, "people", "exact"), True),
        (Number(100, "people", "about"), Number(200, "people", "exact"), False),
        (Number(10, "people", "less than"), Number(20, "people", "exact"), False),
    ],
)
def test_numbers_that_can_both_be_right(a: Number, b: Number, both: bool) -> None:
    assert compatible(a, b) is compatible(b, a) is both


def test_outlets_that_cite_one_source_are_one_source() -> None:
    texts = [
        ("Kenya attacked Uganda near Gulu on Monday, the Kenyan army said.", "Harbour Post"),
        ("According to the Kenyan army, Kenya attacked Uganda near Gulu on Monday.", "Lake Herald"),
    ]
    (event,) = collate([report(text, "2025-03-11", who) for text, who in texts]).events
    assert (event.outlets, event.independent) == (2, 1)


def test_relations_and_their_changes() -> None:
    reports = []
    for week in range(14):
        day = dt.date(2024, 1, 1) + dt.timedelta(weeks=week)
        text = "Oman sent aid to Yemen on Monday." if week < 7 else "Oman imposed sanctions on Yemen on Monday."
        reports.append(report(text, day.isoformat(), f"Outlet {week}"))
    found = relation(collate(reports).events, "OMN", "YEM")
    assert len(found.points) == 14
    assert all(p.intensity > 0 for p in found.points[:7])
    assert all(p.intensity < 0 for p in found.points[7:])
    (change,) = found.changes
    assert change.start == dt.date(2024, 2, 19)
    assert change.before > 0 > change.after
    assert changes(found.points[:3]) == []
    nodes = network(collate(reports).events)
    assert {(n.actor, n.events) for n in nodes} == {("OMN", 14), ("YEM", 14)}


def test_the_ledger() -> None:
    said = "Norway promised to return the stolen statues to Finland by 1 April 2025."
    reports = [
        report(said, "2025-01-10", "Wire"),
        report("Norway pledged to return the stolen statues.", "2025-01-12", "B"),
    ]
    (open_,) = ledger(reports, dt.date(2025, 2, 1))
    assert (open_.state, open_.deadline, len(open_.articles)) == ("open", dt.date(2025, 4, 1), 2)
    assert ledger(reports, dt.date(2025, 3, 29))[0].state == "due"
    assert ledger(reports, dt.date(2025, 5, 1))[0].state == "overdue"
    kept = [*reports, report("Norway returned the stolen statues to Finland on Friday.", "2025-03-01", "C")]
    (entry,) = ledger(kept, dt.date(2025, 5, 1))
    assert (entry.state, entry.candidates[0].outcome) == ("kept", "kept")
    broken = [*reports, report("Norway refused to return the stolen statues to Finland.", "2025-03-01", "C")]
    assert ledger(broken, dt.date(2025, 5, 1))[0].state == "broken"
    assert ledger(broken, dt.date(2025, 5, 1), {entry.id: "kept"})[0].state == "kept"


def test_positions_change_over_time() -> None:
    reports = [
        report("Finland opposed the fishing treaty.", "2025-01-10", "A"),
        report("Finland supported the fishing treaty.", "2025-03-10", "B"),
        report("Norway opposed the fishing treaty.", "2025-03-11", "B"),
    ]
    first = positions(reports)[0]
    assert (first.actor, first.changes) == ("FIN", 1)
    assert [(s.position, s.changed) for s in first.stands] == [("against", False), ("for", True)]
    assert {s.actor for s in positions(reports, "NOR")} == {"NOR"}


def test_who_is_cited() -> None:
    told = "Peru sent aid to Chile on Monday, the Chilean Foreign Ministry said."
    reports = [report(told, "2025-03-11", "Gulf"), report(told, "2025-03-11", "Post")]
    with Kept(":memory:") as kept:
        kept.add(digests(reports))
        found = {c.source: c for c in query.sources(kept).items}
    ministry = found["Chilean Foreign Ministry"]
    assert (ministry.citations, ministry.reports, ministry.country) == (2, 2, "CHL")
    assert sorted(ministry.outlets) == [("Gulf", 1), ("Post", 1)]


def test_the_synthetic_world_meets_the_floors() -> None:
    script = Path(__file__).parent.parent / "benchmarks" / "world.py"
    done = subprocess.run(
        [sys.executable, script, "--json", "--reports", "250"], capture_output=True, text=True, check=True
    )
    figures = json.loads(done.stdout)
    assert min(figures["copies"]["p"], figures["copies"]["r"]) >= 0.98
    assert figures["events"]["f1"] >= 0.85
    assert figures["conflicts"]["f1"] >= 0.8
    assert figures["ledger"]["right"] >= 0.85


def test_an_account_says_where_it_stands(record: Record) -> None:
    texts = {r.article.id: r.article.text for r in REPORTS}
    accounts: list[Account] = [a for e in record.events for a in e.accounts]
    assert accounts
    assert all(texts[a.article][a.start : a.end] == a.sentence for a in accounts)


def test_a_meeting_told_from_either_side_has_two_sides() -> None:
    reports = [
        dragoman.read("Peru held talks with Chile in Lima on Monday.", published="2025-03-11", publisher="Post"),
        dragoman.read("Chile denied that it held talks with Peru in Lima on Monday.", published="2025-03-12"),
    ]
    [meeting] = [e for e in collate(reports).events if e.type == "CONSULT"]
    assert {meeting.doers, meeting.recipients} == {("PER",), ("CHL",)}
    assert meeting.denying == 1


@pytest.mark.parametrize(
    ("text", "happened"),
    [
        ("Peru threatened on Monday to close its ports to Chile, the Peruvian Navy said.", {"THREATEN"}),
        ("Peru wants to expel the Chilean ambassador, a minister said on Monday.", set()),
        ("Peru promised on Monday to release the Chilean crews, the Peruvian Navy said.", {"AGREE"}),
        ("Peru closed its ports to Chile on Monday, the Peruvian Navy said.", {"COERCE"}),
    ],
)
def test_what_is_only_threatened_wanted_or_promised_has_not_happened(text: str, happened: set[str]) -> None:
    from dragoman.analysis.relations import between
    from dragoman.collation import collate

    record = collate([dragoman.read(text, published="2025-03-12", publisher="Harbour Post")])
    assert {e.type for e in between(record.events, "PER", "CHL")} == happened
    assert all(e.certainty != "asserted" for e in record.events if e.type not in happened)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peru imposed an embargo on Chile on Monday.", "Kenya denied that it imposed an embargo on Uganda on Monday."),
        ("Oman released the sailors of Yemen on Monday.", "Kenya refused to release the sailors of Uganda."),
        ("Peru sent aid to Chile on Monday after floods.", "Norway sent aid to Finland on Monday after floods."),
    ],
)
def test_what_two_countries_do_is_not_what_two_others_deny(one: str, other: str) -> None:
    reports = [dragoman.read(text, published="2025-03-11", publisher=name) for text, name in ((one, "A"), (other, "B"))]
    record = collate(reports)
    assert all(len({a.article for a in event.accounts}) == 1 for event in record.events)
    assert not record.conflicts


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "Peru supplied rockets to the rebels in January, the Lima daily said.",
            "The minister denied that Peru had supplied rockets to the rebels.",
            "denial",
        ),
        (
            "Gunmen kidnapped four geologists of Borel Mining at Tazirt Pass on Sunday, colleagues said.",
            "The four geologists of Borel Mining were kidnapped at Tazirt Pass on Monday, the police said.",
            "date",
        ),
    ],
)
def test_what_contradicts_is_shown(one: str, other: str, kind: str) -> None:
    record = collate([report(one, "2025-03-11", "Gulf"), report(other, "2025-03-12", "Fjord Daily")])
    assert [c.kind for c in record.conflicts] == [kind]


def test_a_part_of_the_wounded_is_no_other_number_of_them() -> None:
    first = "Rebels attacked a convoy near Tazirt Pass on Monday and 22 soldiers were wounded, Peru's army said."
    later = "Two of the soldiers wounded near Tazirt Pass have died since, Peru's army said."
    record = collate([report(first, "2025-03-11", "Gulf"), report(later, "2025-03-13", "Fjord Daily")])
    assert not [c for c in record.conflicts if c.kind == "number"]


def test_every_pattern_is_found_in_its_example() -> None:
    patterns = lexicons.table("collation.toml")["patterns"]
    assert patterns
    assert [name for name, row in patterns.items() if not pattern(name).search(row["example"])] == []
