"""A user's decisions as the archive keeps them: who made them, what they are about, and whether they still fit."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from dragoman.archive.anchors import Anchor, Item, Kind, anchored, found, named, renamed
from dragoman.archive.connection import Connection
from dragoman.collation.actors import (
    AddAttribution,
    Added,
    AddEvent,
    Apart,
    Decision,
    Mention,
    Merge,
    Reattribute,
    Recode,
    Recount,
    Rename,
    Same,
    Split,
    folded,
    own_key,
)
from dragoman.collation.amended import id_of
from dragoman.errors import (
    ActorNotFound,
    ArticleNotFound,
    CommitmentNotFound,
    DecisionConflict,
    DecisionNotFound,
    EventNotFound,
    ItemNotFound,
    UnknownName,
)
from dragoman.languages import lexicons
from dragoman.model import Span

_DECISION: TypeAdapter[Decision] = TypeAdapter(Decision)
_ANCHORS: TypeAdapter[dict[str, Anchor | None]] = TypeAdapter(dict[str, Anchor | None])
_MISSING = {"event": EventNotFound, "commitment": CommitmentNotFound}
_COLUMNS = "id, record, reason, made_at, made_by, undone_at, undone_by, anchors"


class Decided(NamedTuple):
    """What came of keeping a decision: its number, whether it is new or was there already, and the revision now."""

    number: int
    new: bool
    revision: int


class Made(NamedTuple):
    """A decision as it stands. ``decision`` names ids of the current readings where it fits them.

    ``doubt`` says why it needs a look: it is then applied to nothing, and ``decision`` is as it was made.
    """

    number: int
    decision: Decision
    reason: str | None
    made: dt.datetime
    by: str | None = None
    undone: dt.datetime | None = None
    undone_by: str | None = None
    doubt: str | None = None


class Decisions:
    """The decisions of one archive."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def keep(self, decision: Decision, reason: str | None, by: str | None, seen: int | None) -> Decided:
        """Keep a decision, once: one that stands already is not made again.

        ``seen`` is the revision that its maker had before her; DecisionConflict where somebody has since decided on
        the same thing. NotThere or UnknownName where it is about nothing that the archive has.
        """
        self._words_must_exist(decision)
        decision = self._with_known_names(decision)
        anchors = self._anchors(decision)
        self._actors_must_exist(decision)
        standing = self.every()
        for made in standing:
            if made.undone is None and made.doubt is None and made.decision == decision:
                return Decided(made.number, False, self.revision())
        if seen is not None:
            self._nobody_since(decision, seen)
        revision = self.revision() + 1
        row = self._db.row(
            "INSERT INTO decision (kind, record, reason, made_by, anchors, revision) VALUES (?, ?, ?, ?, ?, ?) "
            "RETURNING id",
            [decision.kind, decision.model_dump_json(), reason, by, _dumped(anchors), revision],
        )
        return Decided(int(row[0]), True, revision)

    def undo(self, number: int, by: str | None) -> None:
        """Take a decision back; DecisionNotFound where there is none of this number or it was taken back already."""
        row = self._db.row("SELECT undone_at, undone_by FROM decision WHERE id = ?", [number])
        if row is None:
            raise DecisionNotFound(f"{number}: no decision has this number; see `dragoman decisions`")
        if row[0] is not None:
            raise DecisionNotFound(f"{number}: taken back already, {_who_and_when(row[1], row[0])}")
        self._db.execute(
            "UPDATE decision SET undone_at = current_timestamp, undone_by = ?, undone_revision = ? WHERE id = ?",
            [by, self.revision() + 1, number],
        )

    def revision(self) -> int:
        """A number that grows with every decision made or taken back."""
        row = self._db.row("SELECT max(greatest(coalesce(revision, 0), coalesce(undone_revision, 0))) FROM decision")
        return int(row[0] or 0)

    def standing(self) -> list[Made]:
        """The decisions that were not taken back, oldest first."""
        return [made for made in self.every() if made.undone is None]

    def every(self) -> list[Made]:
        """All decisions ever made, oldest first, carried over to the current readings where they fit them."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM decision ORDER BY id")
        items = _Items(self._db)
        return [self._made(row, items) for row in rows]

    def need_a_look(self) -> list[Made]:
        """The decisions that fit the current readings no more, those on actors that no report names included."""
        standing = self.standing()
        keys = self._keys() if any(isinstance(m.decision, Merge | Split | Rename) for m in standing) else set()
        return [m for m in (_with_actor_doubt(made, keys) for made in standing) if m.doubt is not None]

    def forget(self, article: str) -> None:
        """Delete every decision, standing or not, that is about an article."""
        for number, _ in self._about(article):
            self._db.execute("DELETE FROM decision WHERE id = ?", [number])

    def move(self, article: str, to: str) -> None:
        """Let the decisions on one article be about another, which has its text."""
        for number, _ in self._about(article):
            self._db.execute(
                "UPDATE decision SET record = replace(CAST(record AS VARCHAR), ?, ?)::JSON, "
                "anchors = replace(CAST(anchors AS VARCHAR), ?, ?)::JSON WHERE id = ?",
                [article, to, article, to, number],
            )

    def _about(self, article: str) -> list[tuple[int, Decision]]:
        rows = self._db.rows("SELECT id, record FROM decision WHERE contains(CAST(record AS VARCHAR), ?)", [article])
        made = [(number, _DECISION.validate_json(record)) for number, record in rows]
        return [(number, decision) for number, decision in made if article in articles_of(decision)]

    def anchor_old(self) -> None:
        """Anchor decisions that were made before there were anchors, where all readings of the article agree."""
        for number, record in self._db.rows("SELECT id, record FROM decision WHERE anchors IS NULL"):
            decision = _DECISION.validate_json(record)
            anchors = {id_: self._agreed(kind, id_) for kind, id_ in named(decision)}
            self._db.execute("UPDATE decision SET anchors = ? WHERE id = ?", [_dumped(anchors), number])

    def _made(self, row: tuple[Any, ...], items: _Items) -> Made:
        number, record, reason, made, by, undone, undone_by, stored = row
        decision = _DECISION.validate_json(record)
        anchors = _ANCHORS.validate_json(stored) if stored else {}
        decided = _what(decision)
        ids: dict[str, str] = {}
        doubts = []
        for kind, id_ in named(decision):
            anchor = anchors.get(id_)
            now = found(anchor, items.of(kind, anchor.article), decided) if anchor else None
            if anchor is None:
                doubts.append(f"{id_} was decided on in a reading that is not kept as it was")
            elif now is None:
                doubts.append(f"the current reading has no {anchor.what} at “{anchor.words[:80]}”")
            else:
                ids[id_] = f"{anchor.article}:{now}"
        doubt = "; ".join(doubts) or None
        return Made(number, decision if doubt else renamed(decision, ids), reason, made, by, undone, undone_by, doubt)

    def _anchors(self, decision: Decision) -> dict[str, Anchor | None]:
        items = _Items(self._db)
        anchors: dict[str, Anchor | None] = {}
        for kind, id_ in named(decision):
            article, _, own = id_.partition(":")
            text = items.text(article)
            anchor = anchored(kind, article, own, items.of(kind, article), text) if text is not None else None
            if anchor is None:
                error = _MISSING.get(kind, ItemNotFound)
                raise error(f"{id_}: this report has no such {kind}")
            anchors[id_] = anchor
        return anchors

    def _agreed(self, kind: Kind, id_: str) -> Anchor | None:
        article, _, own = id_.partition(":")
        items = _Items(self._db)
        text = items.text(article)
        if text is None:
            return None
        readings = items.of_every_reading(kind, article)
        anchors = {anchored(kind, article, own, reading, text) for reading in readings}
        return anchors.pop() if len(anchors) == 1 else None

    def _nobody_since(self, decision: Decision, seen: int) -> None:
        mine = subjects(decision)
        rows = self._db.rows(
            "SELECT id, undone_at IS NOT NULL AND undone_revision > ? FROM decision "
            "WHERE revision > ? OR undone_revision > ?",
            [seen] * 3,
        )
        changed = dict(rows)
        for made in self.every():
            if made.number not in changed or not mine & subjects(made.decision):
                continue
            if changed[made.number]:
                what = f"decision {made.number} was taken back, {_who_and_when(made.undone_by, made.undone)}"
            else:
                what = f"decision {made.number} was made, {_who_and_when(made.by, made.made)}"
            raise DecisionConflict(f"{what}, on the same thing after you looked: look again, then decide")

    def _with_known_names(self, decision: Decision) -> Decision:
        """``decision`` with the names of sides and sources as the archive has them; UnknownName for others."""
        update: dict[str, Any] = {}
        for side in ("doers", "recipients"):
            names = getattr(decision, side, None)
            if names is not None:
                known = self.actor if isinstance(decision, Recode) else partial(self._name_in, decision)
                update[side] = tuple(dict.fromkeys(known(name) for name in names))
        if isinstance(decision, AddAttribution | Reattribute) and decision.source is not None:
            update["source"] = self._name_in(decision, decision.source)
        return decision.model_copy(update=update)

    def _name_in(self, decision: Decision, name: str) -> str:
        """A country's code, an actor's name as reports write it, or words of the article that ``decision`` is about."""
        name = " ".join(name.split())
        texts = [_Items(self._db).text(article) or "" for article in articles_of(decision)]
        if any(name in text for text in texts):
            return next((code for code in [_countries().get(folded(name))] if code), name)
        known = self.actor(name)
        sql = "SELECT DISTINCT record->>'name' FROM current_item WHERE kind = 'actor'"
        return next((actor for (actor,) in self._db.rows(sql) if folded(actor) == known), known)

    def _words_must_exist(self, decision: Decision) -> None:
        """ItemNotFound where ``decision`` names characters that its article does not have."""
        spans = _spans(decision)
        for article in articles_of(decision) if spans else ():
            text = _Items(self._db).text(article)
            if text is None:
                raise ArticleNotFound(f"{article}: no article has this id")
            for span in spans:
                if span.end > len(text) or not span.of(text).strip():
                    raise ItemNotFound(f"{article}: no words stand at {span.start}-{span.end}")

    def actor(self, name: str) -> str:
        """A country's code, or the folded name of an actor of the archive; UnknownName, with suggestions, else."""
        wanted = folded(name)
        if name.upper() in _countries().values():
            return name.upper()
        if wanted in _countries():
            return _countries()[wanted]
        sql = "SELECT DISTINCT record->>'name' FROM current_item WHERE kind = 'actor'"
        known = {folded(actor) for (actor,) in self._db.rows(sql)}
        if wanted in known:
            return wanted
        near = difflib.get_close_matches(wanted, sorted({*known, *_countries()}), 4, 0.6)
        raise UnknownName(f"{name}: neither a country nor an actor of this archive{_suggested(near)}")

    def _actors_must_exist(self, decision: Decision) -> None:
        if not isinstance(decision, Merge | Split | Rename):
            return
        keys = self._keys()
        for key in _actor_keys(decision):
            if key not in keys:
                near = difflib.get_close_matches(key, sorted(keys), 4, 0.6)
                raise ActorNotFound(f"{key}: no such actor{_suggested(near)}")
        if isinstance(decision, Split) and not self._db.row("SELECT 1 FROM article WHERE id = ?", [decision.article]):
            raise ArticleNotFound(f"{decision.article}: no article has this id")

    def _keys(self) -> set[str]:
        """The keys that actors of the current readings have by themselves, and those that splits made."""
        sql = (
            "SELECT DISTINCT record->>'name', record->>'kind', record->>'country', record->>'title' "
            "FROM current_item WHERE kind = 'actor'"
        )
        rows = self._db.rows(sql)
        keys = {
            own_key(Mention(article="", actor="", name=name, kind=kind, country=country, role=role))
            for name, kind, country, role in rows
        }
        splits = (m.decision for m in self.standing())
        return keys | {f"{d.key}@{d.article}" for d in splits if isinstance(d, Split)}


class _Items:
    """The events and commitments of articles' current readings, fetched once."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._held: dict[tuple[Kind, str], list[Item]] = {}

    def of(self, kind: Kind, article: str) -> list[Item]:
        """The items of the article's current reading, in its order, and those that users added."""
        if (kind, article) not in self._held:
            sql = "SELECT record FROM current_item WHERE kind = ? AND article_id = ? ORDER BY length(id), id"
            self._held[kind, article] = [
                *_items(kind, self._db.rows(sql, [kind, article])),
                *self._added(kind, article),
            ]
        return self._held[kind, article]

    def _added(self, kind: Kind, article: str) -> list[Item]:
        wanted = f"add_{kind}"
        sql = "SELECT record FROM decision WHERE kind = ? AND undone_at IS NULL AND record->>'article' = ? ORDER BY id"
        made = (_DECISION.validate_json(record) for (record,) in self._db.rows(sql, [wanted, article]))
        return [_item(one) for one in made if isinstance(one, Added)]

    def of_every_reading(self, kind: Kind, article: str) -> list[list[Item]]:
        """The items of each reading of the article."""
        readers = self._db.rows("SELECT reader FROM reading WHERE article_id = ?", [article])
        sql = "SELECT record FROM item WHERE kind = ? AND article_id = ? AND reader = ? ORDER BY length(id), id"
        return [_items(kind, self._db.rows(sql, [kind, article, reader])) for (reader,) in readers]

    def text(self, article: str) -> str | None:
        """The article's text; None where there is no such article."""
        row = self._db.row("SELECT text FROM article WHERE id = ?", [article])
        return None if row is None else str(row[0])


def subjects(decision: Decision) -> set[tuple[str, ...]]:
    """What a decision is about: two decisions that share one of these may contradict each other."""
    if isinstance(decision, Same | Apart):
        pairs = decision.pairs() if isinstance(decision, Apart) else [(decision.account, decision.other)]
        return {("pair", *sorted(pair)) for pair in pairs}
    if isinstance(decision, Merge):
        return {("merge", *sorted((decision.key, decision.other)))}
    if isinstance(decision, Split):
        return {("split", decision.key, decision.article)}
    if isinstance(decision, Rename):
        return {("name", decision.key)}
    if isinstance(decision, Added):
        return {(decision.kind, decision.article, id_of(decision))}
    return {(decision.kind, id_) for _, id_ in named(decision)}


def _what(decision: Decision) -> str | None:
    """What a user says that an item is, where she says so."""
    if isinstance(decision, Recode):
        return decision.type
    return decision.unit if isinstance(decision, Recount) else None


def _spans(decision: Decision) -> list[Span]:
    """The words of its article that a decision names."""
    if isinstance(decision, AddEvent):
        return [decision.words]
    if isinstance(decision, AddAttribution):
        return [decision.words, *([decision.cue] if decision.cue else [])]
    if isinstance(decision, Reattribute):
        return [*(decision.content or ()), *([decision.cue] if decision.cue else [])]
    return []


def _item(added: Added) -> Item:
    """What a user added as an item of the reading."""
    places = ((added.words.start, added.words.end),)
    if isinstance(added, AddAttribution):
        return Item(id=id_of(added), places=places, what="added", sides=(added.source,))
    return Item(id=id_of(added), places=places, what=added.type, sides=(*added.doers, ">", *added.recipients))


def articles_of(decision: Decision) -> set[str]:
    """The ids of the articles that a decision is about."""
    found_ = {id_.partition(":")[0] for _, id_ in named(decision)}
    return found_ | ({decision.article} if isinstance(decision, Split | Added) else set())


def _actor_keys(decision: Decision) -> tuple[str, ...]:
    if isinstance(decision, Merge):
        return decision.key, decision.other
    return (decision.key,) if isinstance(decision, Split | Rename) else ()


def _with_actor_doubt(made: Made, keys: set[str]) -> Made:
    missing = [key for key in _actor_keys(made.decision) if key not in keys]
    return made._replace(doubt=f"no current reading names {', '.join(missing)}") if missing else made


def _items(kind: Kind, rows: Iterable[Sequence[str]]) -> list[Item]:
    return [Item.of(kind, json.loads(record)) for (record,) in rows]


def _dumped(anchors: dict[str, Anchor | None]) -> str:
    return _ANCHORS.dump_json(anchors).decode()


def _who_and_when(by: str | None, when: dt.datetime | None) -> str:
    return f"by {by or 'somebody'}" + (f" on {when:%Y-%m-%d at %H:%M}" if when else "")


def _suggested(near: Iterable[str]) -> str:
    names = [f"{name} ({_countries()[name]})" if name in _countries() else name for name in near]
    return f"; did you mean {', '.join(names)}?" if names else ""


@cache
def _countries() -> dict[str, str]:
    """The ISO 3166-1 alpha-3 code of every country by its folded names."""
    rows = lexicons.rows("countries.csv")
    return {folded(name): row["alpha3"] for row in rows for name in row["names"].split("|")}
