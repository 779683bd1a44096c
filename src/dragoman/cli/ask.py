"""Commands that ask the archive: timeline, relations, positions, ledger, conflicts, sources and search."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json as js
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console

from dragoman.cli.options import DEFAULT, ArchivePath
from dragoman.errors import ArchiveError

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.model import Report
    from dragoman.record import Kept
    from dragoman.record.query import Page

T = TypeVar("T")
app = typer.Typer()
out = Console()
err = Console(stderr=True)
Since = Annotated[str | None, typer.Option(help="Only from this day on (2025-01-31).")]
Until = Annotated[str | None, typer.Option(help="Only up to this day.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
Limit = Annotated[int, typer.Option(min=1, help="At most this many.")]


class Every(StrEnum):
    """Periods of a series."""

    day = "day"
    week = "week"
    month = "month"


class Outcome(StrEnum):
    """What became of a commitment."""

    kept = "kept"
    broken = "broken"
    open = "open"


class State(StrEnum):
    """How a commitment stands."""

    open = "open"
    due = "due"
    overdue = "overdue"
    kept = "kept"
    broken = "broken"


def _day(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not an ISO 8601 date such as 2023-01-31") from None


def _reports(store: Archive, since: str | None = None, until: str | None = None) -> Iterator[Report]:
    """The reports published between two days, one at a time."""
    first, last = _day(since), _day(until)
    for report in store.reports():
        day = report.article.published_date
        if (first and (day is None or day < first)) or (last and (day is None or day > last)):
            continue
        yield report


@contextmanager
def _kept(archive: Path) -> Iterator[Kept]:
    """The kept record of an archive, brought up to date with progress where someone is looking."""
    from dragoman.archive import Archive
    from dragoman.record import Kept

    with Archive(archive, read_only=True) as store, Kept.of(store) as kept, err.status("") as status:
        kept.refresh(store, lambda what, done, total: status.update(f"{what} {done:,} of {total:,}"))
        status.stop()
        yield kept


def _country(name: str) -> str:
    """The code of a country named by code or by name; what is no country stands as it is, folded."""
    from dragoman.collation.actors import folded
    from dragoman.reading.actors import country_names, names

    if name.upper() in country_names():
        return name.upper()
    known = names().get(name.lower())
    return known.country if known is not None and known.country else folded(name)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _lines(items: Iterable[Any]) -> None:
    for item in items:
        data = dataclasses.asdict(item)
        sys.stdout.write(js.dumps(data, default=_plain, ensure_ascii=False) + "\n")


def _show(page: Page[T], json: bool, shown: Callable[[Sequence[T], int, Console], None]) -> None:
    """Print a page, as JSON lines or as ``shown`` prints it."""
    if json:
        _lines(page.items)
    else:
        shown(page.items, page.total, out)


@app.command()
def timeline(
    actor: Annotated[list[str] | None, typer.Argument(help="Actors that must take part, by code or name.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Events over all reports: copies merged, accounts of one event joined, independent sources counted.

    Example: dragoman timeline TUR SYR --since 2023-01-01
    """
    from dragoman.cli import render
    from dragoman.record import query

    wanted = [_country(a) for a in actor or []]
    with _kept(archive) as kept:
        page = query.events(kept, actors=wanted, since=_day(since), until=_day(until), limit=limit)
        events = [query.with_accounts(kept, e) for e in reversed(page.items)]
    if json:
        _lines(events)
        return
    render.timeline(events, page.total, out)


@app.command()
def relations(
    one: Annotated[str, typer.Argument(help="An actor, by country code or name.")],
    other: Annotated[str, typer.Argument(help="The other actor.")],
    by: Annotated[Every, typer.Option(help="The period of the series.")] = Every.week,
    since: Since = None,
    until: Until = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the series into this file (.svg, .png or .pdf).")] = None,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """How two actors stand: events and intensity (Goldstein scale) over time, and where that changed.

    Example: dragoman relations TUR SYR --by month
    """
    from dragoman.cli import render
    from dragoman.record import query

    with _kept(archive) as kept:
        ends = {"since": _day(since), "until": _day(until)}
        found = query.relation(kept, _country(one), _country(other), by.value, **ends)
        behind = [query.event(kept, id_) for change in found.changes for id_ in change.events[:5]]
    if plot is not None:
        from dragoman.cli.plot import relation as draw

        draw(found, plot)
    if json:
        _lines([found])
        return
    render.relation(found, {e.id: e for e in behind}, out)


@app.command()
def positions(
    actor: Annotated[str | None, typer.Argument(help="Only this actor, by country code or name.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What each actor is for and against, as a dated sequence with who reported it, changes first.

    Example: dragoman positions TUR
    """
    from dragoman.cli import render
    from dragoman.record import query

    actors = [_country(actor)] if actor else []
    with _kept(archive) as kept:
        page = query.positions(kept, actors=actors, since=_day(since), until=_day(until), limit=limit)
    _show(page, json, render.positions)


@app.command()
def ledger(
    actor: Annotated[str | None, typer.Argument(help="Only this actor, by country code or name.")] = None,
    on: Annotated[str | None, typer.Option(help="States as of this day; today without it.")] = None,
    state: Annotated[State | None, typer.Option(help="Only commitments in this state.")] = None,
    limit: Limit = 50,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Promises and threats: by whom, by when, and what later reports say came of them.

    Example: dragoman ledger TUR --state overdue
    """
    from dragoman.cli import render
    from dragoman.record import query

    actors = [_country(actor)] if actor else []
    with _kept(archive) as kept:
        today = _day(on) or dt.date.today()
        page = query.ledger(kept, today=today, actors=actors, state=state.value if state else None, limit=limit)
    _show(page, json, render.ledger)


@app.command()
def conflicts(
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Accounts of one event that contradict: denied, or with other numbers or days, side by side with their sentences.

    Example: dragoman conflicts --since 2023-01-01
    """
    from dragoman.cli import render
    from dragoman.record import query

    with _kept(archive) as kept:
        page = query.conflicts(kept, since=_day(since), until=_day(until), limit=limit)
    _show(page, json, render.conflicts)


@app.command()
def sources(
    since: Since = None,
    until: Until = None,
    limit: Limit = 40,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Who is cited, how often, by which outlets, how often at second hand, and how often unnamed.

    Example: dragoman sources --limit 10
    """
    from dragoman.cli import render
    from dragoman.record import query

    with _kept(archive) as kept:
        page = query.sources(kept, since=_day(since), until=_day(until), limit=limit)
    _show(page, json, render.sources)


@app.command()
def network(
    since: Since = None,
    until: Until = None,
    limit: Limit = 40,
    plot: Annotated[Path | None, typer.Option(help="Draw the network into this file (.svg, .png or .pdf).")] = None,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Who stands in the middle: actors by events, share of shortest paths (betweenness) and mean intensity.

    Example: dragoman network --since 2023-01-01
    """
    from dragoman.cli import render
    from dragoman.record import query

    with _kept(archive) as kept:
        found = query.network(kept, since=_day(since), until=_day(until), limit=limit)
    if plot is not None:
        from dragoman.cli.plot import network as draw

        draw(found, plot)
    _show(query.Page(found.nodes, found.total), json, render.network)


@app.command()
def groups(
    since: Since = None,
    until: Until = None,
    limit: Limit = 100,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Who belongs to which group or format, since which report.

    Example: dragoman groups --json
    """
    from dragoman.analysis.groups import members
    from dragoman.archive import Archive
    from dragoman.cli import render
    from dragoman.record.query import Page

    with Archive(archive, read_only=True) as store:
        found = members(_reports(store, since, until))
    _show(Page(tuple(found[:limit]), len(found)), json, render.groups)


@app.command()
def figures(
    query: Annotated[str | None, typer.Argument(help="Part of what is counted, of whom or where.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 100,
    plot: Annotated[Path | None, typer.Option(help="Draw them over time into this file (.svg, .png or .pdf).")] = None,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Numbers and polls over time: of what, how bounded, and according to whom.

    Example: dragoman figures refugee --since 2023-01-01
    """
    from dragoman.analysis.groups import figures as numbers
    from dragoman.archive import Archive
    from dragoman.cli import render
    from dragoman.record.query import Page

    with Archive(archive, read_only=True) as store:
        found = numbers(_reports(store, since, until), query)
    if plot is not None:
        from dragoman.cli.plot import figures as draw

        draw(found, plot)
    _show(Page(tuple(found[:limit]), len(found)), json, render.figures)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words that reports hold; "..." for phrases, -word to leave out.')],
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    json: Json = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Find reports by their words. The index stands beside the archive and needs no network.

    Example: dragoman search "border crossing" --since 2023-01-01
    """
    from dragoman.cli import render
    from dragoman.record.search import search as hits

    with _kept(archive) as kept:
        found = hits(kept, query, since=_day(since), until=_day(until), limit=limit)
    if json:
        _lines(found)
        return
    render.hits(found, out)


@app.command()
def same(
    account: Annotated[str, typer.Argument(help="An account, ARTICLE:EVENT (see `dragoman timeline --json`).")],
    other: Annotated[str, typer.Argument(help="Another account.")],
    apart: Annotated[bool, typer.Option("--apart", help="Decide the opposite: they are of different events.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why, kept with the decision.")] = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide that two accounts are of one event, or, with --apart, that they are not.

    Example: dragoman same 1f2e3d4c5b6a7988:e1 9a8b7c6d5e4f3a2b:e2 --apart
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Apart, Same

    with Archive(archive) as store:
        for one in (account, other):
            _must_be_event(store, one)
        decision = Apart(account=account, other=other) if apart else Same(account=account, other=other)
        number = store.decide(decision, reason)
    out.print(f"decision {number} kept", highlight=False)


@app.command()
def recode(
    account: Annotated[str, typer.Argument(help="An account, ARTICLE:EVENT (see `dragoman timeline --json`).")],
    type_: Annotated[str | None, typer.Option("--type", help="The PLOVER type that it is, such as CONSULT.")] = None,
    doer: Annotated[
        list[str] | None, typer.Option(help="Who did it, by country code or name; again for several.")
    ] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="To or with whom; again for several.")] = None,
    drop: Annotated[bool, typer.Option("--drop", help="It is no event at all.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why, kept with the decision.")] = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Correct an event that was misread. The reading stays as it is; the correction is applied on top, now and later.

    Example: dragoman recode 1f2e3d4c5b6a7988:e1 --type CONSULT --recipient CHL
    """
    from pydantic import ValidationError

    from dragoman.archive import Archive
    from dragoman.collation.actors import Recode

    sides = [tuple(_country(n) for n in names) if names else None for names in (doer, recipient)]
    try:
        decision = Recode(account=account, type=type_, doers=sides[0], recipients=sides[1], drop=drop)
    except ValidationError as error:
        raise typer.BadParameter(error.errors()[0]["msg"]) from None
    with Archive(archive) as store:
        _must_be_event(store, account)
        number = store.decide(decision, reason)
    out.print(f"decision {number} kept", highlight=False)


def _must_be_event(store: Archive, account: str) -> None:
    article, _, event = account.partition(":")
    if event not in {e.id for e in store.report(article).events}:
        raise ArchiveError(f"{account}: this report has no such event")


@app.command()
def verdict(
    commitment: Annotated[str, typer.Argument(help="A commitment, ARTICLE:ID (see `dragoman ledger`).")],
    outcome: Annotated[Outcome, typer.Argument(help="What became of it.")],
    reason: Annotated[str | None, typer.Option(help="Why, kept with the decision.")] = None,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Decide what became of a commitment.

    Example: dragoman verdict 1f2e3d4c5b6a7988:c1 kept
    """
    from dragoman.archive import Archive
    from dragoman.collation.actors import Verdict

    with Archive(archive) as store:
        article, _, id_ = commitment.partition(":")
        if id_ not in {c.id for c in store.report(article).commitments}:
            raise ArchiveError(f"{commitment}: this report has no such commitment")
        number = store.decide(Verdict(commitment=commitment, outcome=outcome.value), reason)
    out.print(f"decision {number} kept", highlight=False)
