"""The kept record: grown in any steps, it equals what all reports give at once."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from dragoman.analysis.ledger import ledger
from dragoman.analysis.positions import positions
from dragoman.archive import Archive
from dragoman.collation import collate
from dragoman.collation.actors import Apart, Decision, Merge, Rename, Same, memory, mentions_of
from dragoman.model import Article, Report
from dragoman.reading import read_article
from dragoman.record import Kept
from dragoman.record.digest import digests

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import world

EVERYTHING = (
    "SELECT id, day, precision, type, independent, outlets, asserting, denying FROM event ORDER BY id",
    "SELECT id, event FROM account ORDER BY id",
    "SELECT name, event, side FROM event_side ORDER BY name, event, side",
    "SELECT event, kind, about FROM conflict ORDER BY event, kind, about",
    "SELECT article, family, story FROM reading ORDER BY article",
    "SELECT id, story FROM event ORDER BY id",
    "SELECT * FROM story ORDER BY id",
    "SELECT actor, matter, changes, stands FROM stance ORDER BY actor, matter, stands, record",
    "SELECT id, kind, made, deadline, record FROM entry ORDER BY id",
    "SELECT entry, day, rank, outcome FROM entry_outcome ORDER BY entry, day, rank",
    "SELECT kind, article, day, key, record FROM item ORDER BY kind, article, record",
    "SELECT key, name, kind, country, reports FROM entity ORDER BY key",
    "SELECT source, count(*) FROM citation GROUP BY source ORDER BY source",
)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    made = world.make(80, 5).reports
    read = [read_article(Article.make(w.text, publisher=w.publisher, published=w.published)) for w in made]
    return list({r.article.id: r for r in read}.values())


def everything(kept: Kept) -> list[list[tuple[object, ...]]]:
    return [kept.db.execute(sql).fetchall() for sql in EVERYTHING]


def test_grown_in_steps_and_any_order_it_is_the_same(reports: list[Report]) -> None:
    with Kept(":memory:") as whole, Kept(":memory:") as grown:
        whole.add(digests(reports))
        whole.settle()
        shuffled = random.Random(1).sample(reports, len(reports))
        for at in range(0, len(shuffled), 7):
            grown.add(digests(shuffled[at : at + 7]))
            grown.settle()
        assert everything(whole)[0]
        assert everything(grown) == everything(whole)


def test_it_is_what_the_pure_functions_give(reports: list[Report]) -> None:
    record = collate(reports)
    with Kept(":memory:") as kept:
        kept.add(digests(reports))
        kept.settle()
        events = kept.db.execute("SELECT id, independent, asserting FROM event ORDER BY id").fetchall()
        assert events == sorted((e.id, e.independent, e.asserting) for e in record.events)
        families = dict(kept.db.execute("SELECT article, family FROM reading").fetchall())
        assert families == record.copies.family
        conflicts = kept.db.execute("SELECT event, kind FROM conflict").fetchall()
        assert sorted(conflicts) == sorted((c.event, c.kind) for c in record.conflicts)
        assert kept.db.execute("SELECT count(*) FROM stance").fetchone()[0] == len(positions(reports))
        entries = [id_ for (id_,) in kept.db.execute("SELECT id FROM entry")]
        assert sorted(entries) == sorted(e.id for e in ledger(reports, world.make(80, 5).end))
        known = {e.key: e.reports for e in memory(m for r in reports for m in mentions_of(r))}
        assert dict(kept.db.execute("SELECT key, reports FROM entity").fetchall()) == known


def test_decisions_come_and_go(reports: list[Report]) -> None:
    with Kept(":memory:") as kept:
        kept.add(digests(reports))
        kept.settle()
        before = everything(kept)
        first, second = kept.db.execute(
            "SELECT a.id, b.id FROM account a JOIN account b ON a.event = b.event AND a.id < b.id LIMIT 1"
        ).fetchone()
        keys = [key for (key,) in kept.db.execute("SELECT key FROM entity ORDER BY key LIMIT 2")]
        decisions: list[Decision] = [
            Apart(account=first, other=second),
            Merge(key=keys[0], other=keys[1]),
            Rename(key=keys[0], name="Somebody"),
        ]
        kept.settle(decisions)
        homes = dict(kept.db.execute("SELECT id, event FROM account").fetchall())
        assert homes[first] != homes[second]
        names = kept.db.execute("SELECT key, name FROM entity WHERE key IN (?, ?)", keys).fetchall()
        assert names == [(keys[0], "Somebody")]
        shown = {event for event in homes.values() if event is not None}  # an account without sides is in no event
        assert {e.id for e in collate(reports, decisions).events} == shown
        kept.settle()
        assert everything(kept) == before
        other = next(a for a, e in homes.items() if e not in (None, homes[first]) and a != second)
        kept.settle([Same(account=first, other=other)])
        homes = dict(kept.db.execute("SELECT id, event FROM account").fetchall())
        assert homes[first] == homes[other]


def test_it_follows_the_archive(reports: list[Report], tmp_path: Path) -> None:
    with Archive(tmp_path / "a.duckdb") as archive, Kept.of(archive) as kept:
        for report in reports[:20]:
            archive.add(report)
        assert kept.refresh(archive) == 20
        assert kept.refresh(archive) == 0
        newer = reports[0].model_copy(update={"reader": reports[0].reader.model_copy(update={"version": "9"})})
        archive.add(newer.model_copy(update={"events": (), "attributions": (), "stances": (), "commitments": ()}))
        assert kept.refresh(archive) == 2
        none = kept.db.execute("SELECT count(*) FROM account WHERE article = ?", [reports[0].article.id]).fetchone()
        assert none == (0,)
        with Kept(":memory:") as fresh:
            fresh.refresh(archive)
            assert everything(fresh) == everything(kept)


def test_what_was_known_on_a_day_is_the_record_of_the_reports_up_to_it(reports: list[Report], tmp_path: Path) -> None:
    days = sorted(r.article.published_date for r in reports if r.article.published_date)
    day = days[len(days) // 2]
    with Kept(tmp_path / "whole.record") as whole, Kept(":memory:") as early:
        whole.add(digests(reports))
        whole.settle()
        early.add(digests(r for r in reports if r.article.published_date and r.article.published_date <= day))
        early.settle()
        with whole.on(day) as known:
            assert everything(known) == everything(early)
        assert everything(whole) != everything(early)


@pytest.mark.parametrize("version", [1, 3])
def test_a_record_of_an_older_version_is_built_anew(reports: list[Report], tmp_path: Path, version: int) -> None:
    with Archive(tmp_path / "a.duckdb") as archive:
        archive.add(reports[0])
        with Kept.of(archive) as kept:
            kept.refresh(archive)
            kept.db.execute(f"PRAGMA user_version = {version}")
        with Kept.of(archive) as kept:
            assert kept.refresh(archive) == 1
