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
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.console import console, json_line
from dragoman.cli.options import DEFAULT, RECORD, WAIT, ArchivePath, AsForm, AsOf, Columns, Wide
from dragoman.cli.options import day as _day
from dragoman.cli.tables import Form, View

if TYPE_CHECKING:
    from dragoman.collation.events import JoinedEvent
    from dragoman.record import Kept

app = typer.Typer()
out = console()
err = console(stderr=True)
Since = Annotated[str | None, typer.Option(help="Only from this day on (2025-01-31).")]
Until = Annotated[str | None, typer.Option(help="Only up to this day.")]
Json = Annotated[bool, typer.Option("--json", help="The same as --format json, with all that is known of each.")]
Limit = Annotated[int, typer.Option(min=1, help="At most this many.")]


class Every(StrEnum):
    """Periods of a series."""

    day = "day"
    week = "week"
    month = "month"


class Grouped(StrEnum):
    """What events are grouped by."""

    day = "day"
    story = "story"


class State(StrEnum):
    """How a commitment stands."""

    open = "open"
    due = "due"
    overdue = "overdue"
    kept = "kept"
    partly = "partly kept"
    broken = "broken"
    withdrawn = "withdrawn"
    lapsed = "lapsed"


@contextmanager
def _kept(archive: Path, as_of: str | None = None) -> Iterator[Kept]:
    """The kept record of an archive, brought up to date with progress where someone is looking; with ``as_of`` what was
    known on that day."""
    from dragoman.archive.brief import Brief
    from dragoman.record import Kept

    source, day = Brief(archive, wait=WAIT), _day(as_of)
    with source.opened():
        pass  # is there an archive? It is not kept open: others may want to write to it
    with Kept.of(source, RECORD.get()) as kept, err.status("") as status:
        kept.refresh(source, lambda what, done, total: status.update(f"{what} {done:,} of {total:,}"))
        known = kept if day is None else kept.on(day)
        status.stop()
        for article, reason in kept.left_out().items():
            err.print(f"left out: article {article}: {reason}", style="yellow", markup=False, highlight=False)
        yield known


def _actor(kept: Kept, name: str) -> str:
    """What the record calls an actor that the user names by code or name: a country's code, others' folded names.

    ActorNotFound, with the names that are most like it, where neither the record nor the list of countries has it.
    """
    from dragoman.collation.actors import folded
    from dragoman.errors import ActorNotFound
    from dragoman.mentions.names import country_names, names
    from dragoman.record import query

    if name.upper() in country_names():
        return name.upper()
    known = names().get(name.lower())
    if known is not None and known.country:
        return known.country
    if query.is_named(kept, folded(name)):
        return folded(name)
    alike = query.alike(kept, name, country_names().values())
    hint = f"did you mean {', '.join(alike)}?" if alike else "`dragoman actors list` names those there are"
    raise ActorNotFound(f"no such actor: {name}; {hint}")


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _lines(items: Iterable[Any]) -> None:
    for item in items:
        data = dataclasses.asdict(item)
        sys.stdout.write(json_line(js.dumps(data, default=_plain, ensure_ascii=False)))


def _tell(view: View, items: Iterable[Any], draw: Callable[[], None]) -> None:
    """Print an answer: all that is known of its ``items`` where JSON is asked for without columns, else by ``draw``."""
    if view.form is Form.json and not view.columns:
        _lines(items)
        return
    draw()


@app.command()
def timeline(
    actor: Annotated[list[str] | None, typer.Argument(help="Actors that must take part, by code or name.")] = None,
    by: Annotated[Grouped, typer.Option(help="By day, or by the stories that reports are of.")] = Grouped.day,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Events over all reports: copies merged, accounts of one event joined, independent sources counted.

    A story is made of reports that tell of the same events or reuse passages of one another.

    Example: dragoman timeline TUR SYR --since 2023-01-01
    """
    from dragoman.cli import answers
    from dragoman.record import query
    from dragoman.record.stories import stories

    view = View.of(form, columns, wide, json)
    with _kept(archive, as_of) as kept:
        wanted = [_actor(kept, a) for a in actor or []]
        conditions = query.Wanted(actors=tuple(wanted), since=_day(since), until=_day(until))
        if by is Grouped.story:
            page = stories(kept, conditions, each=limit, limit=limit)
            told = [dataclasses.replace(s, items=_whole(kept, s.items)) for s in reversed(page.items)]
            names = _spelled(kept, [e for s in told for e in s.items])
            _tell(view, told, lambda: answers.stories(told, page.total, names, view, out))
            return
        found = query.events(kept, conditions, limit=limit)
        events = _whole(kept, found.items)
        names = _spelled(kept, events)
    _tell(view, events, lambda: answers.timeline(events, found.total, names, view, out))


def _whole(kept: Kept, events: Sequence[JoinedEvent]) -> tuple[JoinedEvent, ...]:
    """Events of an answer, which has the newest first, with all of their accounts, the oldest first."""
    from dragoman.record import query

    return tuple(query.with_accounts(kept, e) for e in reversed(events))


def _spelled(kept: Kept, events: Iterable[JoinedEvent]) -> dict[str, str]:
    from dragoman.record import query

    return query.spelled(kept, [name for e in events for name in (*e.doers, *e.recipients)])


@app.command()
def relations(
    one: Annotated[str, typer.Argument(help="An actor, by country code or name.")],
    other: Annotated[str, typer.Argument(help="The other actor.")],
    by: Annotated[Every, typer.Option(help="The period of the series.")] = Every.week,
    since: Since = None,
    until: Until = None,
    plot: Annotated[Path | None, typer.Option(help="Draw the series into this file (.svg, .png or .pdf).")] = None,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """How two actors stand: events and intensity (Goldstein scale) over time, and where that changed.

    Example: dragoman relations TUR SYR --by month
    """
    from dragoman.cli import answers
    from dragoman.record import query

    view = View.of(form, columns, wide, json)
    with _kept(archive, as_of) as kept:
        ends = {"since": _day(since), "until": _day(until)}
        found = query.relation(kept, _actor(kept, one), _actor(kept, other), by.value, **ends)
        behind = [query.event(kept, id_) for change in found.changes for id_ in change.events[:5]]
        sides = [name for e in behind for name in (*e.doers, *e.recipients)]
        names = query.spelled(kept, [found.one, found.other, *sides])
    if plot is not None:
        from dragoman.cli.plot import relation as draw

        draw(found, plot)
    _tell(view, [found], lambda: answers.relation(found, {e.id: e for e in behind}, names, view, out))


@app.command()
def positions(
    actor: Annotated[str | None, typer.Argument(help="Only this actor, by country code or name.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """What each actor is for and against, as a dated sequence with who reported it, changes first.

    Example: dragoman positions TUR
    """
    from dragoman.cli import answers
    from dragoman.record import query

    view = View.of(form, columns, wide, json)
    with _kept(archive, as_of) as kept:
        actors = [_actor(kept, actor)] if actor else []
        page = query.positions(kept, actors=actors, since=_day(since), until=_day(until), limit=limit)
        names = query.spelled(kept, [s.actor for s in page.items])
    _tell(view, page.items, lambda: answers.positions(page.items, page.total, names, view, out))


@app.command()
def ledger(
    actor: Annotated[str | None, typer.Argument(help="Only this actor, by country code or name.")] = None,
    on: Annotated[str | None, typer.Option(help="States as of this day; today without it.")] = None,
    state: Annotated[State | None, typer.Option(help="Only commitments in this state.")] = None,
    limit: Limit = 50,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Promises and threats: by whom, by when, and what later reports say came of them.

    Example: dragoman ledger TUR --state overdue
    """
    from dragoman.cli import answers
    from dragoman.record import query

    view = View.of(form, columns, wide, json)
    with _kept(archive, as_of) as kept:
        actors = [_actor(kept, actor)] if actor else []
        today = _day(on) or _day(as_of) or dt.date.today()
        page = query.ledger(kept, today=today, actors=actors, state=state.value if state else None, limit=limit)
        names = query.spelled(kept, [name for e in page.items for name in (*e.actors, *e.recipients)])
    _tell(view, page.items, lambda: answers.ledger(page.items, page.total, names, view, out))


@app.command()
def conflicts(
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Accounts of one event that contradict: denied, other numbers or days, for against against, with their sentences.

    Example: dragoman conflicts --since 2023-01-01
    """
    from dragoman.cli import answers
    from dragoman.record import query

    with _kept(archive, as_of) as kept:
        page = query.conflicts(kept, since=_day(since), until=_day(until), limit=limit)
    view = View.of(form, columns, wide, json)
    _tell(view, page.items, lambda: answers.conflicts(page.items, page.total, view, out))


@app.command()
def tolls(
    actor: Annotated[list[str] | None, typer.Argument(help="Actors that must take part, by code or name.")] = None,
    of: Annotated[str, typer.Option(help='Only what is counted so, such as "killed".')] = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """How counts of one event's dead, wounded and the like rose or fell over the reports, and who gave them.

    Example: dragoman tolls PER --of killed
    """
    from dragoman.cli import answers
    from dragoman.record import query

    with _kept(archive, as_of) as kept:
        wanted = [_actor(kept, a) for a in actor or []]
        page = query.tolls(kept, actors=wanted, words=of, since=_day(since), until=_day(until), limit=limit)
    view = View.of(form, columns, wide, json)
    _tell(view, page.items, lambda: answers.tolls(page.items, page.total, view, out))


@app.command()
def versions(
    report: Annotated[str | None, typer.Argument(help="Only of this report, by the start of its id.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Reports that came out again at one address: what changed, and what was corrected or taken back.

    Example: dragoman versions --since 2023-01-01
    """
    from dragoman.cli import answers
    from dragoman.record import query

    with _kept(archive, as_of) as kept:
        article = kept.report(report).article.id if report else None
        page = query.versions(kept, article=article, since=_day(since), until=_day(until), limit=limit)
    view = View.of(form, columns, wide, json)
    _tell(view, page.items, lambda: answers.versions(page.items, page.total, view, out))


@app.command()
def sources(
    since: Since = None,
    until: Until = None,
    others: Annotated[
        bool, typer.Option("--others", help="Those that are no source of public affairs: crowds, relatives, reports.")
    ] = False,
    limit: Limit = 40,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Who is cited, how often, by which outlets, how often at second hand, and how often unnamed.

    Example: dragoman sources --limit 10
    """
    from dragoman.cli import answers
    from dragoman.record import query

    with _kept(archive, as_of) as kept:
        which: query.Which = "others" if others else "public"
        page = query.sources(kept, which=which, since=_day(since), until=_day(until), limit=limit)
    view = View.of(form, columns, wide, json)
    _tell(view, page.items, lambda: answers.sources(page.items, page.total, view, out))


@app.command()
def network(
    since: Since = None,
    until: Until = None,
    limit: Limit = 40,
    plot: Annotated[Path | None, typer.Option(help="Draw the network into this file (.svg, .png or .pdf).")] = None,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Who stands in the middle: actors by events, share of shortest paths (betweenness) and mean intensity.

    Example: dragoman network --since 2023-01-01
    """
    from dragoman.cli import answers
    from dragoman.record import query

    with _kept(archive, as_of) as kept:
        found = query.network(kept, since=_day(since), until=_day(until), limit=limit)
        names = query.spelled(kept, [n.actor for n in found.nodes])
    if plot is not None:
        from dragoman.cli.plot import network as draw

        draw(found, plot)
    view = View.of(form, columns, wide, json)
    _tell(view, found.nodes, lambda: answers.network(found.nodes, found.total, names, view, out))


@app.command()
def groups(
    since: Since = None,
    until: Until = None,
    limit: Limit = 100,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Who belongs to which group or format, since which report.

    Example: dragoman groups --json
    """
    from dragoman.cli import answers
    from dragoman.record import query

    with _kept(archive, as_of) as kept:
        found = query.members(kept, since=_day(since), until=_day(until))
        names = query.spelled(kept, [name for m in found[:limit] for name in (m.group, m.member)])
    view = View.of(form, columns, wide, json)
    _tell(view, found[:limit], lambda: answers.groups(found[:limit], len(found), names, view, out))


@app.command()
def figures(
    query: Annotated[str | None, typer.Argument(help="Part of what is counted, of whom or where.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 100,
    plot: Annotated[Path | None, typer.Option(help="Draw them over time into this file (.svg, .png or .pdf).")] = None,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Numbers and polls over time: of what, how bounded, and according to whom.

    Example: dragoman figures refugee --since 2023-01-01
    """
    from dragoman.cli import answers
    from dragoman.record.query import items

    with _kept(archive, as_of) as kept:
        first, last = _day(since), _day(until)
        kinds = ("figures", "polls")
        pages = [items(kept, kind, words=query or "", since=first, until=last, limit=limit) for kind in kinds]
    found = [one for page in pages for one in page.items]
    if plot is not None:
        from dragoman.cli.plot import figures as draw

        draw(found, plot)
    view = View.of(form, columns, wide, json)
    _tell(view, found[:limit], lambda: answers.figures(found[:limit], sum(page.total for page in pages), view, out))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help='Words that reports hold; "..." for phrases, -word to leave out.')],
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    as_of: AsOf = None,
    json: Json = False,
    form: AsForm = Form.text,
    columns: Columns = None,
    wide: Wide = False,
    archive: ArchivePath = DEFAULT,
) -> None:
    """Find reports by their words. The index stands beside the archive and needs no network.

    Example: dragoman search "border crossing" --since 2023-01-01
    """
    from dragoman.cli import answers
    from dragoman.record.search import search as hits

    with _kept(archive, as_of) as kept:
        found = hits(kept, query, since=_day(since), until=_day(until), limit=limit)
    view = View.of(form, columns, wide, json)
    _tell(view, found, lambda: answers.hits(found, view, out))
