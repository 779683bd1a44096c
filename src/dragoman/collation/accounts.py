"""Accounts: what one report says of one event, as flat values that can be compared over reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from dragoman import lexicons
from dragoman.collation.actors import Decision, Recode, folded
from dragoman.model import Actor, ActorKind, ActorRef, Event, Granularity, Report

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an account gives, of what, and how it is bounded."""

    value: float
    unit: str
    bound: str


@dataclass(frozen=True, slots=True)
class Account:
    """One report's account of an event.

    ``doers`` and ``recipients`` are ISO 3166-1 alpha-3 codes, folded names where no country is known. ``first`` and
    ``last`` are the days meant; where the report gives none (``dated`` is False) they lead up to its publication.
    ``chain`` runs from the innermost source to the publisher; ``root`` is what makes a source another source.
    """

    id: str
    article: str
    event: str
    publisher: str | None
    published: dt.date | None
    type: str
    cameo: str
    goldstein: float
    quad: int
    doers: tuple[str, ...]
    recipients: tuple[str, ...]
    names: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    dated: bool
    country: str | None
    place: str | None
    positive: bool
    modality: str
    chain: tuple[str, ...]
    root: str
    numbers: tuple[Number, ...]
    sentence: str
    start: int
    end: int
    coordinates: tuple[float, float] | None = None
    words: frozenset[str] = frozenset()


@cache
def _empty() -> frozenset[str]:
    return frozenset(lexicons.table("collation.toml")["empty"].split())


def content_words(text: str) -> frozenset[str]:
    """The words of ``text`` that carry content, cut to six letters."""
    empty = _empty()
    return frozenset(w[:_STEM] for w in _WORD.findall(folded(text)) if w not in empty)


def accounts_of(report: Report) -> list[Account]:
    """The accounts of events in ``report``, without events that nobody is said to do or suffer.

    Verbs of one type in one sentence tell of one event where their sides can be the same ("attacked the port, killing
    nine people"): the account whose sides say most stands for them.
    """
    kept: list[Account] = []
    by_id = {a.id: a for a in report.actors}
    for account in (_account(report, event, by_id) for event in report.events if _sides(event)):
        at = next((i for i, other in enumerate(kept) if _tell_one(account, other)), None)
        if at is None:
            kept.append(account)
        else:
            more, less = sorted((account, kept[at]), key=_said, reverse=True)
            place, coordinates = more.place or less.place, more.coordinates or less.coordinates
            kept[at] = replace(more, place=place, coordinates=coordinates, country=more.country or less.country)
    return kept


def corrected(accounts: Iterable[Account], decisions: Iterable[Decision]) -> list[Account]:
    """``accounts`` with a user's corrections of single events applied, the latest last."""
    held = {a.id: a for a in accounts}
    for decision in decisions:
        if not isinstance(decision, Recode) or decision.account not in held:
            continue
        account = held[decision.account]
        if decision.drop:
            del held[account.id]
            continue
        if decision.type is not None and decision.type != account.type:
            account = _recoded(account, decision.type)
        doers = account.doers if decision.doers is None else decision.doers
        recipients = account.recipients if decision.recipients is None else decision.recipients
        held[account.id] = replace(account, doers=doers, recipients=recipients)
    return list(held.values())


def _recoded(account: Account, type_: str) -> Account:
    """``account`` as one of another type, with the general CAMEO code of that type."""
    table = lexicons.table("events.toml")
    cameo = f"{table['roots'][type_][0][:2]}0"
    return replace(account, type=type_, cameo=cameo, goldstein=table["goldstein"][cameo], quad=table["scale"][type_])


def _codes(side: tuple[str, ...]) -> set[str]:
    return {name for name in side if len(name) == 3 and name.isupper()}


def _said(account: Account) -> int:
    """How much is known of an account's two sides."""
    one, other = _codes(account.doers), _codes(account.recipients)
    return 2 * bool(one) + 2 * bool(other) + (one != other)


def _tell_one(a: Account, b: Account) -> bool:
    if (a.start, a.type, a.positive) != (b.start, b.type, b.positive):
        return False
    one = [_codes(a.doers), _codes(a.recipients)]
    other = [_codes(b.doers), _codes(b.recipients)]
    full = all(one) and all(other) and one[0] != one[1] and other[0] != other[1]
    return not full or one == other


def _sides(event: Event) -> bool:
    return bool(event.actors or event.recipients or event.actor_countries or event.recipient_countries)


def _account(report: Report, event: Event, by_id: dict[str, Actor]) -> Account:
    article = report.article
    when = next((w for w in report.times if w.id == event.when), None)
    published = article.published_date
    dated = when is not None and when.start is not None and when.end is not None
    dated = dated and when is not None and when.granularity in {Granularity.DAY, Granularity.INTERVAL}
    if dated and when is not None:
        first, last = when.start, when.end
    else:
        first, last = (published - dt.timedelta(days=2), published) if published else (None, None)
    chain = _chain(report, event, by_id)
    doers, recipients = _names(event.actors, by_id), _names(event.recipients, by_id)
    sentence = event.sentence.of(article.text)
    numbers = [
        Number(q.value, q.unit, q.bound.value)
        for q in report.quantities
        if q.spans and event.sentence.covers(q.spans[0])
    ]
    return Account(
        id=f"{article.id}:{event.id}",
        article=article.id,
        event=event.id,
        publisher=article.publisher,
        published=published,
        type=event.type,
        cameo=event.cameo,
        goldstein=event.goldstein,
        quad=event.quad,
        doers=event.actor_countries or doers,
        recipients=event.recipient_countries or recipients,
        names=(*doers, *recipients),
        first=first,
        last=last,
        dated=dated,
        country=event.location,
        place=event.place,
        positive=event.positive,
        modality=event.modality.value,
        chain=tuple(label for label, _ in chain),
        root=_root(chain),
        numbers=tuple(numbers),
        words=content_words(sentence),
        sentence=sentence,
        start=event.sentence.start,
        end=event.sentence.end,
        coordinates=event.coordinates,
    )


def _names(refs: tuple[ActorRef, ...], by_id: dict[str, Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(by_id[r.actor].name) for r in refs if r.actor in by_id))


def _chain(report: Report, event: Event, by_id: dict[str, Actor]) -> list[tuple[str, bool]]:
    """The hands that the event came through, innermost first, and whether each is unnamed; the publisher is last."""
    if not event.attributions:
        return [(report.article.publisher or f"article {report.article.id}", False)]
    out = []
    for link in report.attribution(event.attributions[0]).chain:
        actor = by_id.get(link.actor or "")
        out.append((link.label, actor is not None and actor.kind is ActorKind.UNNAMED))
    return out


def _root(chain: list[tuple[str, bool]]) -> str:
    """Who stands behind an account: its innermost source; with the next hand where that source is unnamed."""
    label, unnamed = chain[0]
    if unnamed and len(chain) > 1:
        return f"{folded(label)} / {folded(chain[1][0])}"
    return folded(label)
