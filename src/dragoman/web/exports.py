"""Exports of the reading room: every row that a question means, with the evidence of each, as CSV or JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from dragoman.collation.accounts import Account
from dragoman.collation.events import JoinedEvent
from dragoman.model import Event, Report, Spans
from dragoman.record import Kept, query
from dragoman.record.kinds import KINDS
from dragoman.record.query import Page
from dragoman.record.stories import headline

Row = dict[str, Any]
_PAGE = 200  # items that are asked of the record at a time
_REPORTS = 64  # reports that are held while the rows of their accounts are written
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet runs a cell that begins so


@dataclass(frozen=True, slots=True)
class Question:
    """What is exported: the filters of the page that it is exported from. ``base`` is the address of the pages."""

    base: str
    events: query.Wanted
    event: str | None = None
    order: query.Order = "newest"
    kind: str | None = None
    state: str | None = None
    other: str | None = None
    publisher: str | None = None
    source: str | None = None
    words: str = ""
    on: dt.date | None = None
    least: int = 1
    which: query.Which | None = None
    said: bool = False

    @property
    def names(self) -> list[str]:
        """The names of all actors that are asked for."""
        return [name for actor in self.events.actors for name in ([actor] if isinstance(actor, str) else actor)]

    @property
    def ends(self) -> Row:
        return {"since": self.events.since, "until": self.events.until}

    def address(self, article: str, item: str = "", start: int | None = None, end: int | None = None) -> str:
        """Where the page shows an item of a report, or the words from one character to another. With both, the address
        lasts: items are numbered anew by every reading, words stay."""
        places = [f"item={item}"] if item else []
        places += [f"at={start}-{end}"] if start is not None else []
        return f"{self.base}reports/{article}{'?' if places else ''}{'&'.join(places)}"


def rows(kept: Kept, what: str, asked: Question) -> Iterator[Row]:
    """Every row that is asked for, in the order of the page."""
    return ROWS[what](kept, asked)


def as_csv(found: Iterable[Row]) -> Iterator[str]:
    """``found`` as CSV with a byte order mark, in parts; the columns are those of the first row."""
    out = io.StringIO()
    writer: csv.DictWriter[str] | None = None
    yield "\ufeff"
    for row in found:
        if writer is None:
            writer = csv.DictWriter(out, list(row), extrasaction="ignore")
            writer.writeheader()
        writer.writerow({name: _cell(value) for name, value in row.items()})
        if out.tell() > 60_000:
            yield _taken(out)
    yield _taken(out)


def as_json(found: Iterable[Row]) -> Iterator[str]:
    """``found`` as one JSON array, in parts."""
    yield "["
    for at, row in enumerate(found):
        yield ("," if at else "") + "\n" + json.dumps(row, ensure_ascii=False, default=str)
    yield "\n]\n"


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(f"{one}" for one in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _all(ask: Callable[[str | None], Page[Any]]) -> Iterator[Any]:
    """The items of every page of an answer."""
    cursor: str | None = None
    while True:
        page = ask(cursor)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


class _Evidence:
    """The evidence of accounts: names, source and cue as their reports have them."""

    def __init__(self, kept: Kept, asked: Question) -> None:
        self._asked = asked
        self._report = lru_cache(_REPORTS)(kept.report)
        self._headline = lru_cache(_REPORTS)(lambda event: headline(kept, event))

    def row(self, event: JoinedEvent, account: Account) -> Row:
        report = self._report(account.article)
        read = next((e for e in report.events if e.id == account.event), None)
        story, story_title = self._headline(event.id)
        return {
            "event": event.id,
            "event_address": f"{self._asked.base}events/{event.id}",
            "type": account.type,
            "mode": read and read.mode,
            "cameo": account.cameo,
            "goldstein": account.goldstein,
            "quad": account.quad,
            "doers": account.doers,
            "doer_names": _names(report, read, "actors"),
            "recipients": account.recipients,
            "recipient_names": _names(report, read, "recipients"),
            "inferred": account.inferred,
            "certainty": account.modality,
            "first": account.first,
            "last": account.last,
            "date_precision": account.precision,
            "country": account.country,
            "place": account.place,
            "event_outlets": event.outlets,
            "event_independent": event.independent,
            "event_asserting": event.asserting,
            "event_denying": event.denying,
            "source": account.chain[0] if account.chain else "",
            "cue": _cue(report, read),
            "chain": " < ".join(account.chain),
            "publisher": account.publisher,
            "published": account.published,
            "title": report.article.title,
            "story": story,
            "story_title": story_title,
            "sentence": account.sentence,
            "start": account.start,
            "end": account.end,
            "account": account.id,
            "address": self._asked.address(account.article, account.event, account.start, account.end),
        }


def _names(report: Report, event: Event | None, side: str) -> tuple[str, ...]:
    by_id = {a.id: a.name for a in report.actors}
    return tuple(by_id[r.actor] for r in getattr(event, side) if r.actor in by_id) if event else ()


def _cue(report: Report, event: Event | None) -> str:
    return report.words(report.attribution(event.attributions[0]).cue) if event and event.attributions else ""


def _events(kept: Kept, asked: Question) -> Iterator[Row]:
    """A row for each account, so that every sentence behind an event is there."""
    evidence = _Evidence(kept, asked)
    if asked.event is not None:
        found: Iterable[JoinedEvent] = [query.event(kept, asked.event)]
    else:
        pages = _all(lambda c: query.events(kept, asked.events, order=asked.order, limit=_PAGE, cursor=c))
        found = (query.with_accounts(kept, e) for e in pages)
    for event in found:
        yield from (evidence.row(event, account) for account in event.accounts)


def _conflicts(kept: Kept, asked: Question) -> Iterator[Row]:
    evidence, events = _Evidence(kept, asked), lru_cache(_REPORTS)(query.event)
    wanted: Row = {"actors": asked.events.actors, "kind": asked.kind, **asked.ends}
    for conflict in _all(lambda c: query.conflicts(kept, limit=_PAGE, cursor=c, **wanted)):
        for side, accounts in (("one", conflict.one), ("other", conflict.other)):
            for account in accounts:
                row = evidence.row(events(kept, conflict.event), account)
                yield {"conflict": conflict.kind, "about": conflict.about, "side": side, **row}


def _reports(kept: Kept, asked: Question) -> Iterator[Row]:
    for filed in _all(lambda c: query.filed(kept, publisher=asked.publisher, limit=_PAGE, cursor=c, **asked.ends)):
        yield {**asdict(filed), "address": asked.address(filed.article)}


def _commitments(kept: Kept, asked: Question) -> Iterator[Row]:
    report = lru_cache(_REPORTS)(kept.report)
    wanted: Row = {"actors": asked.names, "other": asked.other, "kind": asked.kind, "state": asked.state}
    today = min(asked.on or dt.date.today(), dt.date(9999, 1, 1))
    for entry in _all(lambda c: query.ledger(kept, today=today, limit=_PAGE, cursor=c, **wanted)):
        article, _, item = entry.id.partition(":")
        read = report(article)
        commitment = next((c for c in read.commitments if c.id == item), None)
        told = next((c for c in entry.candidates if c.sure), None) or next(iter(entry.candidates), None)
        yield {
            "commitment": entry.id,
            "state": entry.state,
            "verdict": entry.verdict,
            "kind": entry.kind,
            "actors": entry.actors,
            "recipients": entry.recipients,
            "action": entry.action,
            "condition": entry.condition,
            "made": entry.made,
            "deadline": entry.deadline,
            "chain": " < ".join(read.labels(commitment.attributions)) if commitment else "",
            "reports": len(entry.articles),
            "publisher": read.article.publisher,
            "title": read.article.title,
            "address": asked.address(article, item, *_ends(commitment.action if commitment else ())),
            "outcome": told and told.outcome,
            "outcome_sure": told and told.sure,
            "outcome_date": told and told.date,
            "outcome_sentence": told and told.sentence,
            "outcome_address": told and asked.address(told.article, start=told.start, end=told.end),
        }


def _ends(spans: Spans) -> tuple[int, int] | tuple[()]:
    return (spans[0].start, spans[-1].end) if spans else ()


def _positions(kept: Kept, asked: Question) -> Iterator[Row]:
    wanted: Row = {"actors": asked.names, "towards": asked.other, **asked.ends}
    for stance in _all(lambda c: query.positions(kept, limit=_PAGE, cursor=c, **wanted)):
        for stand in stance.stands:
            yield {
                "actor": stance.actor,
                "matter": stance.matter,
                "towards": stance.towards,
                "disputed": stance.disputed,
                "date": stand.date,
                "position": stand.position,
                "proposal": stand.proposal,
                "condition": stand.condition,
                "changed": stand.changed,
                "earlier": stand.earlier,
                "chain": " < ".join(stand.chain),
                "article": stand.article,
                "address": asked.address(stand.article, stand.item),
            }


def _sources(kept: Kept, asked: Question) -> Iterator[Row]:
    wanted: Row = {"publisher": asked.publisher, "which": asked.which, **asked.ends}
    for cited in _all(lambda c: query.sources(kept, limit=_PAGE, offset=int(c or 0), **wanted)):
        outlets = [f"{name} {times}" for name, times in cited.outlets]
        yield {**asdict(cited), "outlets": outlets}


def _citations(kept: Kept, asked: Question) -> Iterator[Row]:
    for quoted in _all(lambda c: query.quoted(kept, source=asked.source, names=asked.names, limit=_PAGE, cursor=c)):
        end = quoted.start + len(quoted.words.split(" … ")[0])
        yield {**asdict(quoted), "address": asked.address(quoted.article, quoted.attribution, quoted.start, end)}


def _actors(kept: Kept, asked: Question) -> Iterator[Row]:
    for entity in _all(lambda c: query.actors(kept, query=asked.words, kind=asked.kind, limit=_PAGE, cursor=c)):
        yield {
            "key": entity.key,
            "name": entity.name,
            "kind": entity.kind,
            "country": entity.country,
            "names": [s.value for s in entity.names],
            "roles": [s.value for s in entity.roles],
            "reports": entity.reports,
            "first": entity.first,
            "last": entity.last,
            "first_words": entity.names[0].words if entity.names else None,
            "first_report": asked.address(entity.names[0].article) if entity.names else None,
        }


def _items(kind: str) -> Callable[[Kept, Question], Iterator[Row]]:
    def found(kept: Kept, asked: Question) -> Iterator[Row]:
        wanted: Row = {"words": asked.words, **asked.ends}
        for item in _all(lambda c: query.items(kept, kind, limit=_PAGE, cursor=c, **wanted)):
            yield {**asdict(item), "address": asked.address(item.article, item.item)}

    return found


def _network(kept: Kept, asked: Question) -> Iterator[Row]:
    found = query.network(kept, quad=asked.events.quad, least=asked.least, limit=100_000, **asked.ends)
    for tie in found.ties:
        yield {**asdict(tie), "address": f"{asked.base}relations/{tie.one}/{tie.other}"}


def _map(kept: Kept, asked: Question) -> Iterator[Row]:
    actor = asked.events.actors[0] if asked.events.actors else None
    countries, places, _ = query.event_places(
        kept, actor=actor, quad=asked.events.quad, said=asked.said, limit=100_000, **asked.ends
    )
    yield from (asdict(spot) for spot in (*countries, *places))


ROWS: dict[str, Callable[[Kept, Question], Iterator[Row]]] = {
    "reports": _reports,
    "events": _events,
    "conflicts": _conflicts,
    "commitments": _commitments,
    "positions": _positions,
    "sources": _sources,
    "citations": _citations,
    "actors": _actors,
    **{kind: _items(kind) for kind in KINDS},
    "network": _network,
    "map": _map,
}
