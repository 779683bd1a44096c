"""The rows of exported tables: of one report after the other, then of the record over all of them."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dragoman.archive import tables as t
from dragoman.collation.accounts import Account
from dragoman.mentions.names import country_names
from dragoman.model import ActorRef, Article, Report, Spans
from dragoman.record import Kept, query

_ALL = 10_000_000  # rows: more than any archive has
_LONGEST = 1000  # characters of a row's sentences
# A sentence ends with its mark before a space, or with its line; "Mr." and the letters of "U.S." end none.
_SENTENCE = re.compile(
    r"\S(?:[^.!?…\n]|[.!?…](?!(?<!\b[A-Z].)(?<!\bMr.)(?<!\bMs.)(?<!\bDr.)(?<!\bMrs.)(?<!\bGen.)(?<!\bSen.)"
    r"[”’\"'»)]{0,2}(?:\s|$)))*(?:[.!?…][”’\"'»)]{0,2})?"
)
_Made = Iterator[tuple[str, t.Row]]


class _Words:
    """Finds what rows rest on in one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._names = {actor.id: actor.name for actor in report.actors}
        self._times = {time.id: time for time in report.times}
        self._sentences = [match.span() for match in _SENTENCE.finditer(report.article.text)]
        self._starts = [start for start, _ in self._sentences]

    def names(self, refs: Iterable[ActorRef]) -> tuple[str, ...]:
        return tuple(self._names.get(ref.actor, "?") for ref in refs)

    def name(self, actor: str | None) -> str | None:
        return self._names.get(actor) if actor else None

    def time(self, id_: str | None) -> tuple[str | None, dt.date | None, dt.date | None]:
        """The value of a time and its first and last day."""
        found = self._times.get(id_ or "")
        return (found.value, found.start, found.end) if found else (None, None, None)

    def sentence(self, spans: Spans) -> str:
        """The sentences from the first to the last of ``spans``."""
        if not spans or not self._sentences:
            return ""
        text = self._report.article.text
        first = max(0, bisect_right(self._starts, spans[0].start) - 1)
        last = max(first, bisect_right(self._starts, spans[-1].end - 1) - 1)
        return text[self._sentences[first][0] : self._sentences[last][1]][:_LONGEST]

    def item(self, id_: str, spans: Spans, attributions: tuple[str, ...] = (), sentence: str = "") -> dict[str, Any]:
        """What every row of a record says of where it stands."""
        return {
            "id": id_,
            "words": self._report.words(spans),
            "sentence": sentence or self.sentence(spans),
            "chain": self._report.labels(attributions),
            **_of(self._report.article),
        }


def _of(article: Article) -> dict[str, Any]:
    return {
        "article": article.id,
        "headline": article.title,
        "publisher": article.publisher,
        "published": article.published_date,
        "url": article.url,
    }


def of_report(report: Report) -> _Made:
    """The rows of one report, each with the name of its table."""
    says = _Words(report)
    article = report.article
    yield (
        "articles",
        t.ArticleRow(
            **_of(article),
            author=article.author,
            published_at=article.published.isoformat() if article.published else None,
            published_source=article.published_source,
            language=article.language,
            obtained=article.obtained,
            reader=report.reader.key,
            text=article.text,
        ),
    )
    for made in (_actors, _times, _attributions, _events, _quantities, _polls, _commitments, _memberships, _stances):
        yield from made(report, says)


def _actors(report: Report, says: _Words) -> _Made:
    for a in report.actors:
        row = t.ActorRow(
            **says.item(a.id, a.mentions[:1]),
            name=a.name,
            kind=a.kind.value,
            country=a.country,
            sector=a.sector,
            title=a.title,
            affiliation=says.name(a.affiliation),
            members=tuple(filter(None, map(says.name, a.members))),
            mentions=len(a.mentions),
        )
        yield "actors", row


def _times(report: Report, says: _Words) -> _Made:
    for w in report.times:
        row = t.TimeRow(
            **says.item(w.id, w.spans),
            value=w.value,
            first=w.start,
            last=w.end,
            granularity=w.granularity.value,
            relation=w.relation,
            confidence=w.confidence,
        )
        yield "times", row


def _attributions(report: Report, says: _Words) -> _Made:
    for a in report.attributions:
        row = t.AttributionRow(
            **says.item(a.id, a.content or a.cue, (a.id,)),
            source=a.chain[0].label,
            sources=says.names(a.sources),
            roles=tuple(link.role for link in a.chain),
            cue=report.words(a.cue),
            kind=a.kind.value,
            denies=a.denies,
            occasion=report.words(a.occasion),
            when=says.time(a.when)[0],
            parent=a.parent,
            confidence=a.confidence,
        )
        yield "attributions", row


def _events(report: Report, says: _Words) -> _Made:
    for e in report.events:
        when, first, last = says.time(e.when)
        latitude, longitude = e.coordinates or (None, None)
        row = t.EventRow(
            **says.item(e.id, e.trigger, e.attributions, e.sentence.of(report.article.text)[:_LONGEST]),
            type=e.type,
            mode=e.mode,
            contexts=e.contexts,
            cameo=e.cameo,
            goldstein=e.goldstein,
            quad=e.quad,
            actors=says.names(e.actors),
            recipients=says.names(e.recipients),
            participants=says.names(e.participants),
            actor_countries=e.actor_countries,
            recipient_countries=e.recipient_countries,
            inferred=e.inferred,
            when=when,
            first=first,
            last=last,
            country=e.location,
            place=e.place,
            latitude=latitude,
            longitude=longitude,
            positive=e.positive,
            modality=e.modality.value,
            attributions=e.attributions,
        )
        yield "events", row


def _quantities(report: Report, says: _Words) -> _Made:
    for q in report.quantities:
        row = t.QuantityRow(
            **says.item(q.id, q.spans, q.attributions),
            value=q.value,
            bound=q.bound.value,
            unit=q.unit,
            role=q.role,
            of=report.words(q.of.spans) if q.of else "",
            of_actor=says.name(q.of.actor) if q.of else None,
            place=q.place,
            event=q.event,
        )
        yield "quantities", row


def _polls(report: Report, says: _Words) -> _Made:
    for p in report.polls:
        row = t.PollRow(
            **says.item(p.id, p.share_spans, p.attributions),
            share=p.share,
            bound=p.bound.value,
            population=says.name(p.population.actor) if p.population else None,
            proposition=report.words(p.proposition),
            pollster=report.words(p.pollster),
            sample=p.sample,
            when=says.time(p.when)[0],
            earlier=p.earlier,
        )
        yield "polls", row


def _commitments(report: Report, says: _Words) -> _Made:
    for c in report.commitments:
        deadline, _, last = says.time(c.deadline)
        row = t.CommitmentRow(
            **says.item(c.id, c.action, c.attributions),
            kind=c.kind,
            actors=says.names(c.actors),
            recipients=says.names(c.recipients),
            condition=report.words(c.condition),
            deadline=deadline,
            deadline_day=last,
        )
        yield "commitments", row


def _memberships(report: Report, says: _Words) -> _Made:
    for m in report.memberships:
        (member,), (group,) = says.names((m.member,)), says.names((m.group,))
        row = t.MembershipRow(**says.item(m.id, m.spans, m.attributions), member=member, group=group, status=m.status)
        yield "memberships", row


def _stances(report: Report, says: _Words) -> _Made:
    for s in report.stances:
        row = t.StanceRow(
            **says.item(s.id, s.cue, s.attributions),
            actor=says.names((s.actor,))[0],
            position=s.position.value,
            proposal=report.words(s.proposal),
            towards=says.names(s.towards),
            condition=report.words(s.condition),
            when=says.time(s.when)[0],
            earlier=s.earlier,
        )
        yield "stances", row


def of_record(kept: Kept, articles: Mapping[str, Article], text_of: Callable[[str], str], today: dt.date) -> _Made:
    """The rows of the record over all reports, each with the name of its table; commitments as they stand ``today``.

    ``articles`` need no texts: ``text_of`` gives that of an article by its id.
    """
    yield from _timeline(kept, articles)
    yield from _conflicts(kept, articles)
    yield from _ledger(kept, articles, text_of, today)
    yield from _positions(kept, articles, text_of)
    for c in query.sources(kept, limit=_ALL).items:
        outlets = tuple(publisher for publisher, _ in c.outlets)
        yield (
            "sources",
            t.SourceRow(
                source=c.source,
                kind=c.kind,
                country=c.country,
                citations=c.citations,
                reports=c.reports,
                outlets=outlets,
                relayed=c.relayed,
                unnamed=c.unnamed,
            ),
        )
    for tie in query.network(kept, limit=_ALL).ties:
        yield "network", t.TieRow(one=tie.one, other=tie.other, events=tie.events, intensity=tie.intensity)
    yield from _lists(kept, articles)


def _timeline(kept: Kept, articles: Mapping[str, Article]) -> _Made:
    for bare in query.events(kept, order="oldest", limit=_ALL).items:
        event = query.with_accounts(kept, bare)
        latitude, longitude = event.coordinates or (None, None)
        row = t.TimelineRow(
            **_rests_on(event.accounts[0], articles),
            id=event.id,
            first=event.first,
            last=event.last,
            precision=event.precision,
            type=event.type,
            cameo=event.cameo,
            goldstein=event.goldstein,
            quad=event.quad,
            doers=event.doers,
            recipients=event.recipients,
            doer_names=_countries(event.doers),
            recipient_names=_countries(event.recipients),
            country=event.country,
            place=event.place,
            latitude=latitude,
            longitude=longitude,
            certainty=event.certainty,
            accounts=len(event.accounts),
            outlets=event.outlets,
            independent=event.independent,
            asserting=event.asserting,
            denying=event.denying,
            inferred=event.inferred,
        )
        yield "timeline", row
        for account in event.accounts:
            yield "accounts", _account(account, event.id, articles)


def _account(account: Account, event: str, articles: Mapping[str, Article]) -> t.AccountRow:
    return t.AccountRow(
        **_rests_on(account, articles),
        id=account.id,
        event=event,
        type=account.type,
        doers=account.doers,
        recipients=account.recipients,
        first=account.first,
        last=account.last,
        positive=account.positive,
        modality=account.modality,
    )


def _rests_on(account: Account, articles: Mapping[str, Article]) -> dict[str, Any]:
    sentence = account.sentence[:_LONGEST]
    return {"words": sentence, "sentence": sentence, "chain": account.chain, **_of(articles[account.article])}


def _countries(sides: Iterable[str]) -> tuple[str, ...]:
    known = country_names()
    return tuple(known.get(side, side) for side in sides)


def _conflicts(kept: Kept, articles: Mapping[str, Article]) -> _Made:
    for c in query.conflicts(kept, limit=_ALL).items:
        row = t.ConflictRow(
            **_rests_on(c.one[0], articles),
            event=c.event,
            kind=c.kind,
            about=c.about,
            publishers=tuple(dict.fromkeys(a.publisher or "?" for a in c.one)),
            other_publishers=tuple(dict.fromkeys(a.publisher or "?" for a in c.other)),
            other_sentences=tuple(a.sentence[:_LONGEST] for a in c.other),
            other_articles=tuple(a.article for a in c.other),
        )
        yield "conflicts", row


def _ledger(kept: Kept, articles: Mapping[str, Article], text_of: Callable[[str], str], today: dt.date) -> _Made:
    for e in query.ledger(kept, today=today, limit=_ALL).items:
        told = max((c for c in e.candidates if c.sure), key=lambda c: (c.date or dt.date.min, c.article), default=None)
        article = articles[e.articles[0]]
        text = text_of(article.id)
        at = text.find(e.action)
        row = t.LedgerRow(
            **_of(article),
            words=e.action,
            sentence=_sentence_at(text, at) if at >= 0 else e.action,
            chain=(article.publisher or article.id,),
            id=e.id,
            kind=e.kind,
            actors=e.actors,
            recipients=e.recipients,
            condition=e.condition,
            made=e.made,
            deadline=e.deadline,
            state=e.state,
            stands_on=today,
            verdict=e.verdict,
            outcome_sentence=told.sentence if told else None,
            outcome_article=told.article if told else None,
            articles=e.articles,
        )
        yield "ledger", row


def _positions(kept: Kept, articles: Mapping[str, Article], text_of: Callable[[str], str]) -> _Made:
    for held in query.positions(kept, limit=_ALL).items:
        for stand in held.stands:
            article = articles[stand.article]
            row = t.PositionRow(
                **_of(article),
                words=stand.proposal,
                sentence=_sentence_at(text_of(article.id), stand.start) if stand.start is not None else "",
                chain=stand.chain,
                actor=held.actor,
                matter=held.matter,
                towards=held.towards,
                date=stand.date,
                position=stand.position,
                condition=stand.condition,
                changed=stand.changed,
                earlier=stand.earlier,
                disputed=held.disputed,
            )
            yield "positions", row


def _sentence_at(text: str, at: int) -> str:
    """The sentence of ``text`` that holds the character ``at``."""
    line = text.rfind("\n", 0, at) + 1
    found = (match for match in _SENTENCE.finditer(text, line) if match.end() > at)
    match = next(found, None)
    return match.group()[:_LONGEST] if match else ""


def _lists(kept: Kept, articles: Mapping[str, Article]) -> _Made:
    for m in query.members(kept):
        url = articles[m.article].url
        row = t.GroupRow(
            group=m.group,
            member=m.member,
            status=m.status,
            reports=m.reports,
            first=m.first,
            last=m.last,
            words=m.words,
            article=m.article,
            url=url,
        )
        yield "groups", row
    for kind in ("figures", "polls"):
        for f in query.items(kept, kind, limit=_ALL).items:
            figure = t.FigureRow(
                what=f.what,
                of=f.of,
                value=f.value,
                bound=f.bound,
                place=f.place,
                date=f.date,
                words=f.words,
                chain=f.chain,
                article=f.article,
                url=articles[f.article].url,
            )
            yield "figures", figure
    for a in query.actors(kept, limit=_ALL).items:
        known = t.KnownActorRow(
            key=a.key,
            name=a.name,
            kind=a.kind,
            country=a.country,
            names=tuple(one.value for one in a.names),
            roles=tuple(one.value for one in a.roles),
            reports=a.reports,
            first=a.first,
            last=a.last,
        )
        yield "known_actors", known
