"""The API under ``/api/v1``: what the pages show, and reading. Long answers come in pages, ``next`` of one being
the ``cursor`` of the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Body, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

import dragoman
from dragoman import lexicons
from dragoman.analysis.ledger import Entry
from dragoman.analysis.positions import Stance
from dragoman.analysis.relations import Relation
from dragoman.analysis.sources import Cited
from dragoman.collation.actors import Decision, Entity, Recode, folded
from dragoman.collation.conflicts import Conflict
from dragoman.collation.events import JoinedEvent
from dragoman.errors import ArchiveError, SourceError
from dragoman.model import Report
from dragoman.record import Kept, query
from dragoman.record.search import Facets, Hit, facets, search
from dragoman.web.problems import NotFound, Problem
from dragoman.web.room import Job, Room, Updating

T = TypeVar("T")
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": what}
    for status, what in (
        (401, "No token"),
        (404, "Not found"),
        (413, "Too large"),
        (422, "Not understood"),
        (429, "Too much waits to be read"),
        (503, "The archive is being written"),
    )
}
router = APIRouter(prefix="/api/v1", responses=ERRORS)


def _room(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


def _kept(request: Request) -> Iterator[Kept]:
    with _room(request).kept() as kept:
        yield kept


def _actor(name: str) -> str:
    """A country's code where ``name`` is one, else the name folded, as the record has it."""
    return name if len(name) == 3 and name.isupper() else folded(name)


Rooms = Annotated[Room, Depends(_room)]
Record = Annotated[Kept, Depends(_kept)]
_TEXT = r"^[^\x00\ud800-\udfff]*$"
Limit = Annotated[int, Query(ge=1, le=200, description="At most this many.")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="Pass over this many.")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")]
Since = Annotated[dt.date | None, Query(description="Only from this day on.")]
Until = Annotated[dt.date | None, Query(description="Only up to this day.")]
Name = Annotated[str | None, Query(max_length=200)]
Names = Annotated[list[str], Query(max_length=5, description="Actors, by country code or name.")]
Id = Annotated[str, Path(max_length=200)]
Quad = Annotated[int | None, Query(ge=1, le=4, description="Quad class.")]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Paged(_Answer, Generic[T]):
    """A page: its items, how many there are in all, and the cursor of the next page."""

    items: tuple[T, ...]
    total: int
    next: str | None = None


class Info(_Answer):
    """What the archive holds, and what the server may do."""

    version: str
    archive: str
    counts: dict[str, int]
    generation: int
    updating: Updating | None
    fetches: bool
    today: dt.date


class Country(_Answer):
    """ISO 3166-1 codes and the usual English name."""

    code: str
    name: str
    numeric: str


class EventType(_Answer):
    """A PLOVER event type and its quad class."""

    name: str
    quad: int


class Made(_Answer):
    """A user's decision, with its number and when it was made."""

    number: int
    decision: Decision = Field(discriminator="kind")
    reason: str | None
    made: dt.datetime


class Opened(_Answer):
    """A report with what the record makes of it.

    ``events`` gives the joined event of each event, ``actors`` the key in the actor memory of each actor; ``copies``
    are the other reports of its family; ``corrections`` the decisions on its events and commitments.
    """

    report: Report
    events: dict[str, str]
    actors: dict[str, str]
    copies: tuple[query.Filed, ...]
    corrections: tuple[Made, ...]


class Text(BaseModel):
    """Text or HTML to read."""

    model_config = ConfigDict(extra="forbid")

    content: str = Field(min_length=1, max_length=2_000_000)
    format: Literal["text", "html"] = "text"
    title: str | None = Field(None, max_length=500)
    publisher: str | None = Field(None, max_length=200)
    published: dt.date | None = None


class Address(BaseModel):
    """A web page to fetch and read."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=2000)


class Deciding(BaseModel):
    """A decision to keep, and why."""

    model_config = ConfigDict(extra="forbid")

    decision: Decision = Field(discriminator="kind")
    reason: str | None = Field(None, max_length=1000)


class Person(_Answer):
    """An actor of the memory with the names under which events and citations have it."""

    actor: Entity
    names: tuple[str, ...]


class Found(_Answer):
    """Hits of a search, with their number in all and how they are spread."""

    items: tuple[Hit, ...]
    facets: Facets
    next: str | None


class Places(_Answer):
    """Events by country and by place."""

    countries: tuple[query.Spot, ...]
    places: tuple[query.Spot, ...]


@router.get("/info", tags=["archive"])
def info(room: Rooms, kept: Record, request: Request) -> Info:
    """What the archive holds."""
    row = kept.db.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    return Info(
        version=dragoman.__version__,
        archive=room.path.name,
        counts=query.counts(kept),
        generation=int(row[0]) if row else 0,
        updating=room.updating,
        fetches=request.app.state.fetch,
        today=dt.date.today(),
    )


@router.get("/countries", tags=["archive"])
def countries() -> list[Country]:
    """The countries that actors and places are coded with."""
    import pycountry

    numeric = {c.alpha_3: c.numeric for c in pycountry.countries}
    rows = lexicons.rows("countries.csv")
    return [
        Country(code=r["alpha3"], name=r["names"].split("|")[0], numeric=numeric.get(r["alpha3"], "")) for r in rows
    ]


@router.get("/types", tags=["archive"])
def types() -> list[EventType]:
    """The PLOVER event types."""
    return [EventType(name=name, quad=quad) for name, quad in lexicons.table("events.toml")["scale"].items()]


@router.get("/reports", tags=["reports"])
def reports(
    kept: Record,
    publisher: Name = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[query.Filed]:
    """Reports, the newest first."""
    page = query.filed(kept, publisher=publisher, since=since, until=until, limit=limit, cursor=cursor)
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/reports/{article}", tags=["reports"])
def report(article: Id, room: Rooms, kept: Record) -> Opened:
    """A report: the article, its reading, and what the record makes of it."""
    try:
        with room.archive(read_only=True) as archive:
            found = archive.report(article)
            made = archive.decisions()
    except ArchiveError as error:
        raise NotFound(str(error)) if "article" in str(error) else error from error
    id_ = found.article.id
    mine = [Made(number=n, decision=d, reason=why, made=at) for n, d, why, at in made if _is_of(d, id_)]
    return Opened(
        report=found,
        events=query.home(kept, id_),
        actors=query.keys(kept, id_),
        copies=query.copies_of(kept, id_),
        corrections=tuple(mine),
    )


def _is_of(decision: Decision, article: str) -> bool:
    named = (getattr(decision, field, "") for field in ("account", "other", "commitment", "article"))
    return any(str(name).partition(":")[0] == article for name in named)


@router.post("/reports", status_code=202, tags=["reading"])
def read(text: Text, room: Rooms, response: Response) -> Job:
    """Read text or HTML; the answer is a job to follow."""
    name = "pasted.html" if text.format == "html" else "pasted.txt"
    data = text.content.encode("utf-8", "replace")
    return _started(room.read(data, name, text.published, text.publisher, text.title), response)


@router.post("/files", status_code=202, tags=["reading"])
async def upload(
    request: Request,
    room: Rooms,
    response: Response,
    name: Annotated[
        str, Query(min_length=1, max_length=200, description="The file's name; its suffix says what it is.")
    ],
    content: Annotated[bytes, Body(media_type="application/octet-stream", min_length=1)],
    published: Annotated[dt.date | None, Query(description="Publication day where the file has none.")] = None,
    publisher: Name = None,
) -> Job:
    """Read a file: text, HTML, PDF, a feed, WARC, JSONL, CSV or Parquet; the answer is a job to follow."""
    return _started(room.read(content, name, published, publisher, None), response)


@router.post(
    "/pages", status_code=202, tags=["reading"], responses={403: ERRORS[404] | {"description": "Switched off"}}
)
def fetch(address: Address, room: Rooms, request: Request, response: Response) -> Job:
    """Fetch a web page and read it; only where the server was started with --fetch. Private addresses are refused."""
    if not request.app.state.fetch:
        raise HTTPException(403, "fetching is switched off; start the server with --fetch")
    from dragoman.sources.feed import Fetcher

    fetched = Fetcher().get(address.url)
    if fetched.data is None:
        raise SourceError(address.url, "the page gave nothing")
    return _started(room.read(fetched.data, "fetched.html", None, None, None), response)


def _started(job: Job, response: Response) -> Job:
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job


@router.get("/jobs/{id}", tags=["reading"])
def job(id: Id, room: Rooms) -> Job:
    """How far a job of reading is."""
    found = room.job(id)
    if found is None:
        raise NotFound(f"{id}: no such job")
    return found


_NO_WORDS = {"items": {"__all__": {"one": {"__all__": {"words"}}, "other": {"__all__": {"words"}}}}}


@router.get("/events", tags=["record"])
def events(
    kept: Record,
    actor: Names = [],  # noqa: B006 - FastAPI copies it
    type: Name = None,
    quad: Quad = None,
    country: Name = None,
    since: Since = None,
    until: Until = None,
    independent: Annotated[
        int | None, Query(ge=1, le=1000, description="At least so many independent sources.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[JoinedEvent]:
    """Joined events, the newest first, each with its earliest account."""
    page = query.events(
        kept,
        actors=[_actor(a) for a in actor],
        type=type,
        quad=quad,
        country=country,
        since=since,
        until=until,
        independent=independent,
        limit=limit,
        cursor=cursor,
    )
    return Paged(items=tuple(query.with_first(kept, page.items)), total=page.total, next=page.next)


@router.get("/events/{id}", tags=["record"], response_model_exclude={"accounts": {"__all__": {"words"}}})
def event(id: Id, kept: Record) -> JoinedEvent:
    """One event with every account of it and why they were joined."""
    try:
        return query.event(kept, id)
    except ArchiveError as error:
        raise NotFound(str(error)) from error


@router.get("/conflicts", tags=["record"], response_model_exclude=_NO_WORDS)
def conflicts(
    kept: Record,
    actor: Names = [],  # noqa: B006
    kind: Annotated[Literal["denial", "number", "date"] | None, Query()] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Paged[Conflict]:
    """Accounts of one event that contradict, the newest first."""
    page = query.conflicts(
        kept, actors=[_actor(a) for a in actor], kind=kind, since=since, until=until, limit=limit, cursor=cursor
    )
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/positions", tags=["record"])
def positions(
    kept: Record,
    actor: Names = [],  # noqa: B006
    towards: Name = None,
    changed: bool = False,
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Paged[Stance]:
    """What actors are for and against over time, those that changed most first."""
    page = query.positions(
        kept,
        actors=[_actor(a) for a in actor],
        towards=_actor(towards) if towards else None,
        changed=changed,
        since=since,
        until=until,
        limit=limit,
        cursor=cursor,
    )
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/commitments", tags=["record"])
def commitments(
    kept: Record,
    actor: Names = [],  # noqa: B006
    other: Name = None,
    kind: Annotated[Literal["promise", "threat"] | None, Query()] = None,
    state: Annotated[Literal["open", "due", "overdue", "kept", "broken"] | None, Query()] = None,
    on: Annotated[dt.date | None, Query(description="As of this day; today without it.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[Entry]:
    """The ledger: promises and threats, by deadline, with what came of them."""
    page = query.ledger(
        kept,
        today=min(on or dt.date.today(), dt.date(9999, 1, 1)),
        actors=[_actor(a) for a in actor],
        other=_actor(other) if other else None,
        kind=kind,
        state=state,
        limit=limit,
        cursor=cursor,
    )
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/sources", tags=["record"])
def sources(
    kept: Record,
    publisher: Name = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 40,
    offset: Offset = 0,
) -> Paged[Cited]:
    """Who is cited, most often first."""
    page = query.sources(kept, publisher=publisher, since=since, until=until, limit=limit, offset=offset)
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/relays", tags=["record"])
def relays(kept: Record, since: Since = None, until: Until = None, limit: Limit = 80) -> tuple[query.Relay, ...]:
    """Who passes on what whom says."""
    return query.relays(kept, since=since, until=until, limit=limit)


@router.get("/citations", tags=["record"])
def citations(
    kept: Record,
    source: Name = None,
    actor: Names = [],  # noqa: B006
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Paged[query.Quoted]:
    """What a source is quoted with, the newest first."""
    page = query.quoted(kept, source=source, names=[_actor(a) for a in actor], limit=limit, cursor=cursor)
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/relations/{one}/{other}", tags=["record"])
def relation(
    one: Id,
    other: Id,
    kept: Record,
    by: Annotated[Literal["day", "week", "month"], Query(description="The period of the series.")] = "week",
    since: Since = None,
    until: Until = None,
) -> Relation:
    """Events and intensity between two actors over time, and where the level changed."""
    return query.relation(kept, _actor(one), _actor(other), by, since=since, until=until)


@router.get("/network", tags=["record"])
def network(
    kept: Record,
    since: Since = None,
    until: Until = None,
    quad: Quad = None,
    least: Annotated[int, Query(ge=1, le=10_000, description="At least so many events between two actors.")] = 1,
    limit: Limit = 60,
) -> query.Network:
    """Actors and the events between them."""
    return query.network(kept, since=since, until=until, quad=quad, least=least, limit=limit)


@router.get("/map", tags=["record"])
def places(kept: Record, actor: Name = None, quad: Quad = None, since: Since = None, until: Until = None) -> Places:
    """Where events happened."""
    found = query.spots(kept, actor=_actor(actor) if actor else None, quad=quad, since=since, until=until)
    return Places(countries=found[0], places=found[1])


@router.get("/actors", tags=["record"], response_model_exclude={"items": {"__all__": {"members"}}})
def actors(kept: Record, q: Name = None, kind: Name = None, limit: Limit = 50, cursor: Cursor = None) -> Paged[Entity]:
    """Actors over all reports, most reported first."""
    page = query.actors(kept, query=q or "", kind=kind, limit=limit, cursor=cursor)
    return Paged(items=page.items, total=page.total, next=page.next)


@router.get("/actors/{key}", tags=["record"], response_model_exclude={"actor": {"members"}})
def actor(key: Id, kept: Record) -> Person:
    """One actor: names, roles and countries, each with the reports that give it."""
    try:
        found = query.actor(kept, key)
    except ArchiveError as error:
        raise NotFound(str(error)) from error
    return Person(actor=found, names=query.names_of(found))


@router.get("/search", tags=["record"])
def find(
    kept: Record,
    q: Annotated[str, Query(min_length=1, max_length=500, description='Words; "..." for phrases, -word to leave out.')],
    publisher: Name = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Found:
    """Reports that hold the words, best first, and how they are spread over publishers and months."""
    ends = {"since": since, "until": until}
    hits = search(kept, q, publisher=publisher, limit=limit, offset=offset, **ends)
    spread = facets(kept, q, publisher=publisher, **ends)
    more = offset + limit < spread.total
    return Found(items=tuple(hits), facets=spread, next=str(offset + limit) if more else None)


@router.get("/decisions", tags=["corrections"])
def decisions(room: Rooms) -> list[Made]:
    """What users have decided, oldest first."""
    with room.archive(read_only=True) as archive:
        made = archive.decisions()
    return [Made(number=n, decision=d, reason=why, made=at) for n, d, why, at in made]


@router.post("/decisions", status_code=201, tags=["corrections"])
def decide(deciding: Deciding, room: Rooms, kept: Record) -> dict[str, int]:
    """Keep a correction and apply it: merge, split, rename (actors), same, apart, recode (events) or verdict."""
    _must_exist(deciding.decision, kept)
    decision = deciding.decision
    if isinstance(decision, Recode):
        decision = decision.model_copy(
            update={side: names and tuple(map(_actor, names)) for side, names in _sides(decision).items()}
        )
    return {"number": room.decide(decision, deciding.reason)}


def _sides(decision: Recode) -> dict[str, tuple[str, ...] | None]:
    return {"doers": decision.doers, "recipients": decision.recipients}


def _must_exist(decision: Decision, kept: Kept) -> None:
    """NotFound where a decision is about something that the record does not have."""
    tables = {"account": "account", "commitment": "entry", "key": "entity", "article": "reading"}
    tables |= {"other": "entity" if decision.kind == "merge" else "account"}
    for field, value in decision.model_dump().items():
        if field not in tables:
            continue
        column = {"entity": "key", "reading": "article"}.get(tables[field], "id")
        if decision.kind == "recode" and field == "account":  # one that was dropped may be taken up again
            value, tables[field], column = value.partition(":")[0], "reading", "article"
        if not kept.db.execute(f"SELECT 1 FROM {tables[field]} WHERE {column} = ?", [value]).fetchone():
            raise NotFound(f"{value}: no such {field}")


@router.delete("/decisions/{number}", status_code=204, tags=["corrections"])
def undecide(number: Annotated[int, Path(ge=1, le=2**31 - 1)], room: Rooms) -> None:
    """Take a correction back."""
    try:
        room.undecide(number)
    except ArchiveError as error:
        raise NotFound(str(error)) from error
