"""Which reports of the record are of one story: computed anew for what was touched and for all that is tied to it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dragoman.collation.stories import stories, story_of

_TOUCHED = """
    INSERT OR IGNORE INTO met SELECT article FROM account WHERE id IN (SELECT name FROM dirty WHERE kind = 'account')
    UNION SELECT reading.article FROM reading JOIN dirty ON kind = 'text week' AND week BETWEEN name - 1 AND name + 1
    UNION SELECT article FROM reading WHERE story IN (SELECT name FROM dirty WHERE kind = 'story')
"""
_NEXT = """
    SELECT b.article FROM account a JOIN edge ON a.article = edge.article JOIN account b ON b.event = a.event
    UNION SELECT of FROM copy JOIN edge USING (article)
    UNION SELECT copy.article FROM copy JOIN edge ON of = edge.article
    UNION SELECT b.article FROM reading a JOIN edge USING (article) JOIN reading b ON b.story = a.story
"""


def regroup(db: sqlite3.Connection) -> None:
    """Put the reports that were touched, and all that is tied to them, into stories."""
    _reach(db)
    db.execute("INSERT OR IGNORE INTO dirty SELECT DISTINCT 'story', story FROM reading JOIN met USING (article)")
    db.execute("DELETE FROM story WHERE id IN (SELECT name FROM dirty WHERE kind = 'story')")
    readings = db.execute("SELECT article, published, family FROM reading JOIN met USING (article)").fetchall()
    days = {article: dt.date.fromisoformat(day) if day else None for article, day, _ in readings}
    family = {article: family for article, _, family in readings}
    told: dict[str, set[str]] = defaultdict(set)
    for event, article in db.execute("SELECT event, article FROM account JOIN met USING (article)"):
        if event is not None:
            told[event].add(article)
    reused = db.execute("SELECT article, of FROM copy JOIN met USING (article) WHERE kind = 'reuses'").fetchall()
    found = stories(days.items(), family, told.values(), reused)
    db.executemany("UPDATE reading SET story = ? WHERE article = ?", [(story, a) for a, story in found.items()])
    events = {event: story_of(articles, found) for event, articles in told.items()}
    db.executemany("UPDATE event SET story = ? WHERE id = ?", [(story, event) for event, story in events.items()])
    counted = Counter(events.values())
    heads = _heads(days, found, told.values())
    held: dict[str, list[dt.date | None]] = defaultdict(list)
    for article, story in found.items():
        held[story].append(days[article])
    rows = []
    for story, every in held.items():
        dates = sorted(day for day in every if day is not None)
        ends = (dates[0].isoformat(), dates[-1].isoformat()) if dates else (None, None)
        rows.append((story, heads[story], *ends, len(every), counted[story]))
    db.executemany("INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)", rows)


def _reach(db: sqlite3.Connection) -> None:
    """Fill the table ``met`` with what was touched and, over any number of steps, all that is tied to it."""
    for table in ("met", "edge"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
        db.execute(f"CREATE TEMP TABLE {table} (article TEXT PRIMARY KEY)")
    db.execute(_TOUCHED)
    db.execute("INSERT INTO edge SELECT article FROM met")
    while db.execute("SELECT 1 FROM edge LIMIT 1").fetchone():
        db.execute(f"CREATE TEMP TABLE near AS {_NEXT}")
        db.execute("DELETE FROM edge")
        db.execute("INSERT INTO edge SELECT article FROM near WHERE article NOT IN (SELECT article FROM met)")
        db.execute("INSERT INTO met SELECT article FROM edge")
        db.execute("DROP TABLE near")


def _heads(days: Mapping[str, dt.date | None], story: Mapping[str, str], events: Iterable[set[str]]) -> dict[str, str]:
    """For every story the report whose headline stands for it: that which tells of most that others tell of, too, the
    earliest of several."""
    shared = Counter(article for articles in events if len(articles) > 1 for article in articles)
    order = sorted(story, key=lambda a: (-shared[a], days[a] or dt.date.max, a))
    heads: dict[str, str] = {}
    for article in order:
        heads.setdefault(story[article], article)
    return heads
