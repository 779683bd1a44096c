"""Reports that users have reviewed, as annotations in the form that training takes: a corpus of their own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dragoman.archive import Archive
from dragoman.collation.actors import Added, Check, Decision, Reattribute, Recode, Recount, folded, item_of
from dragoman.collation.amended import amended
from dragoman.model import Actor, ActorRef, Event, Report, Spans, offsets

Row = dict[str, Any]


def reviewed(archive: Archive) -> Iterator[Row]:
    """The reports of ``archive`` on which somebody decided something, each as a row that `dragoman train` reads.

    Events and attributions are as corrected; what was found wrong is left out. Events that nobody has looked at are
    marked ``optional``: they teach less than what somebody confirmed.
    """
    mine: dict[str, list[Decision]] = defaultdict(list)
    for decision in archive.applied():
        if isinstance(decision, Added):
            mine[decision.article].append(decision)
        elif isinstance(decision, Recode | Reattribute | Recount | Check):
            mine[item_of(decision)[0]].append(decision)
    for article in archive.articles():
        if article in mine:
            yield _row(amended(archive.report(article), mine[article]), mine[article])


def _row(report: Report, decisions: list[Decision]) -> Row:
    recoded = {item_of(d)[1]: d for d in decisions if isinstance(d, Recode)}
    checked = {(d.of, item_of(d)[1]): d.right for d in decisions if isinstance(d, Check)}
    dropped = {id for id, d in recoded.items() if d.drop}
    kept = [e for e in report.events if e.id not in dropped and checked.get(("event", e.id), True)]
    seen = {e.id for e in kept if e.id in recoded or ("event", e.id) in checked or e.id.startswith("x")}
    return {
        "id": report.article.id,
        "text": report.article.text,
        "published": _day(report.article.published_date),
        "attributions": [
            {
                "source": offsets(s for r in a.sources for s in r.spans),
                "cue": offsets(a.cue),
                "content": offsets(a.content),
            }
            for a in report.attributions
            if checked.get(("attribution", a.id), True)
        ],
        "events": [_event(e, recoded.get(e.id), report) | {"optional": e.id not in seen} for e in kept],
        "times": [
            {"spans": offsets(t.spans), "interval": [_day(t.start), _day(t.end)]} for t in report.times if t.spans
        ],
        "reviewed": len(seen),
    }


def _event(event: Event, recode: Recode | None, report: Report) -> Row:
    """An event as it was read, or where a user says so, as she does."""
    said = recode.model_dump(mode="json", exclude_none=True) if recode is not None else {}
    when = next((t for t in report.times if t.id == event.when), None)
    read = [_day(when.start), _day(when.end)] if when else None
    return {
        "trigger": offsets(event.trigger),
        "type": said.get("type", event.type),
        "modality": said.get("modality", event.modality.value),
        "actors": _sides(event.actors, said.get("doers"), event, report),
        "recipients": _sides(event.recipients, said.get("recipients"), event, report),
        "when": [said["day"]] * 2 if "day" in said else read,
        "where": said.get("country", event.location),
    }


def _sides(read: tuple[ActorRef, ...], said: list[str] | None, event: Event, report: Report) -> list[Row]:
    """One side of an event as it was read, or as a user says: then with the words of the sentence that name it."""
    if said is None:
        by_id = {a.id: a for a in report.actors}
        return [_party(by_id.get(r.actor or ""), r.spans) for r in read]
    found = []
    for name in said:
        actor = next((a for a in report.actors if name == a.country or folded(name) == folded(a.name)), None)
        spans = tuple(m for m in actor.mentions if event.sentence.covers(m))[:1] if actor else ()
        found.append(_party(actor, spans) if actor else {"spans": [], "country": None, "name": name})
    return found


def _party(actor: Actor | None, spans: Spans) -> Row:
    country, name = (actor.country, actor.name) if actor else (None, "")
    return {"spans": offsets(spans), "country": country, "name": name}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None
