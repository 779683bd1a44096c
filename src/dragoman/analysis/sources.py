"""Sources: who relies on whom - which outlets cite which agencies, ministries and people, and how often unnamed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dragoman.collation.actors import folded, side
from dragoman.model import ActorKind, Link, Report

UNNAMED = "unnamed source"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source over all reports: how often cited, in how many reports, by which outlets, how often at second hand."""

    source: str
    kind: str
    country: str | None
    citations: int
    reports: int
    outlets: tuple[tuple[str, int], ...]
    relayed: int
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation of a source: by whom, when, where, and the hands it came through, innermost first with their kinds.

    ``key`` is the source's country code or folded name.
    """

    article: str
    date: dt.date | None
    publisher: str
    source: str
    kind: str
    country: str | None
    key: str
    unnamed: bool
    hands: tuple[tuple[str, str], ...]
    attribution: str
    start: int
    words: str


def citations_of(report: Report) -> list[Citation]:
    """The citations of one report; sources without a name are called "unnamed source".

    What is said without a word on who says it ("is believed to") is none: no report cites its own outlet by it.
    """
    by_id = {a.id: a for a in report.actors}

    def hand(id: str | None, link: Link) -> tuple[str, str]:
        actor = by_id.get(id or "")
        if actor is None:
            return link.label, "news outlet" if link.role == "publisher" else "unknown"
        return (UNNAMED if actor.kind is ActorKind.UNNAMED else actor.name), actor.kind.value

    found = []
    for attribution in report.attributions:
        first, *outer = attribution.chain
        if first.role == "publisher":
            continue
        behind = [(link.label, hand(link.actor, link)[1]) if link.others else hand(link.actor, link) for link in outer]
        spans = attribution.content or attribution.cue
        for id in (first.actor, *first.others):  # who says it together is cited each
            actor, own = by_id.get(id or ""), hand(id, first)
            found.append(
                Citation(
                    article=report.article.id,
                    date=report.article.published_date,
                    publisher=report.article.publisher or "?",
                    source=own[0],
                    kind=own[1],
                    country=actor.country if actor else None,
                    key=side(actor) if actor else folded(own[0]),
                    unnamed=actor is not None and actor.kind is ActorKind.UNNAMED,
                    hands=(own, *behind),
                    attribution=attribution.id,
                    start=spans[0].start,
                    words=report.words(spans)[:300],
                )
            )
    return found
