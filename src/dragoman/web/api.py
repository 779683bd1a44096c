"""The API under ``/api/v1``: what the pages show, and reading. Long answers come in pages, ``next`` of one being
the ``cursor`` of the next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

import dragoman
from dragoman.analysis.groups import Member
from dragoman.analysis.ledger import Entry
from dragoman.analysis.positions import Stance
from dragoman.analysis.relations import Relation
from dragoman.analysis.sources import Cited
from dragoman.archive import decisions as archived
from dragoman.archive.decisions import articles_of
from dragoman.collation.actors import Checked, Decision, Entity
from dragoman.collation.conflicts import Conflict, Toll
from dragoman.collation.events import JoinedEvent
from dragoman.errors import SourceError
from dragoman.languages import lexicons
from dragoman.model import Report
from dragoman.record import Kept, query
from dragoman.record.kinds import KINDS
from dragoman.record.search import Facets, Hit, facets, search
from dragoman.record.stories import Story
from dragoman.record.stories import stories as stories_of
from dragoman.record.stories import story as story_of
from dragoman.web import exports, review
from dragoman.web.problems import JobNotFound, Problem
from dragoman.web.room import Job, Room, Updating

T = TypeVar("T")
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": what}
    for status, what in (
        (401, "No token"),
        (404, "Not found"),
        (409, "Somebody else decided on the same thing since"),
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


AsOf = Annotated[dt.date | None, Query(description="Only what was published up to this day: what was known then.")]


def _kept(request: Request, as_of: AsOf = None) -> Iterator[Kept]:
    with _room(request).kept(as_of) as kept:
        yield kept


_SHAPES: Any = reduce(or_, dict.fromkeys(kind.shape for kind in KINDS.values()))


def _one_of(names: Iterable[str]) -> str:
    """A pattern that one of ``names`` alone matches."""
    return f"^({'|'.join(names)})$"


Rooms = Annotated[Room, Depends(_room)]
Record = Annotated[Kept, Depends(_kept)]
_TEXT = r"^[^\x00]*$"
Limit = Annotated[int, Query(ge=1, le=200, description="At most this many.")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="Pass over this many.")]
Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before.")]
Since = Annotated[dt.date | None, Query(description="Only from this day on.")]
Until = Annotated[dt.date | None, Query(description="Only up to this day.")]
Name = Annotated[str | None, Query(max_length=200)]
Names = Annotated[list[str], Query(max_length=5, description="Actors, by country code or name.")]
Id = Annotated[str, Path(max_length=200)]
Quad = Annotated[int | None, Query(ge=1, le=4, description="Quad class.")]


Independent = Annotated[int | None, Query(ge=1, le=1000, description="At least so many independent sources.")]
Dated = Annotated[bool, Query(description="Only events of which a report gives the day or days.")]
OfStory = Annotated[str | None, Query(max_length=200, description="Only of the story that this report is of.")]
Which = Annotated[
    query.Which | None,
    Query(description="Only bodies, outlets, persons with a name or an office and named documents; or the others."),
]
Order = Annotated[query.Order, Query(description="The newest or the oldest first, or those of most sources.")]


def _meant(kept: Kept, actors: list[str]) -> tuple[tuple[str, ...], ...]:
    """What each of ``actors`` counts as; all of them are asked for."""
    return tuple(query.meant(kept, name) for name in actors)


def _any(kept: Kept, actors: list[str]) -> list[str]:
    """What ``actors`` count as; one of them is asked for."""
    return [name for names in _meant(kept, actors) for name in names]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Paged(_Answer, Generic[T]):
    """A page: its items, how many there are in all, and the cursor of the next page."""

    items: tuple[T, ...]
    total: int
    next: str | None = None

    @classmethod
    def of(cls, page: query.Page[T]) -> Paged[T]:
        """A page of the record as an answer."""
        return cls(items=page.items, total=page.total, next=page.next)


class Info(_Answer):
    """What the archive holds, and what the server may do."""

    version: str
    archive: str
    counts: dict[str, int]
    generation: int
    updating: Updating | None
    revision: int = Field(description="What `seen` of a decision made on this is.")
    trouble: str | None = Field(description="Why the record could not be brought up to the archive at the last look.")
    left_out: dict[str, str] = Field(description="Articles that the record could make nothing of, with the reason.")
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
    """A user's decision, with its number, and who made it when.

    ``doubt`` says why it needs a look: it fits no reading that counts now and is applied to nothing. ``undone`` is when
    it was taken back, by ``undone_by``.
    """

    number: int
    decision: Decision = Field(discriminator="kind")
    reason: str | None
    made: dt.datetime
    by: str | None
    undone: dt.datetime | None
    undone_by: str | None
    doubt: str | None


class Opened(_Answer):
    """A report with what the record makes of it.

    ``headline`` is its title, or its first line; ``events`` gives the joined event of each event, ``actors`` the key in
    the actor memory of each actor; ``copies`` are the other reports of its family; ``corrections`` the decisions on its
    items. The report has what users added, and its attributions and numbers as they corrected them.
    """

    report: Report
    headline: str
    events: dict[str, str]
    actors: dict[str, str]
    copies: tuple[query.Filed, ...]
    corrections: tuple[Made, ...]
    revision: int = Field(description="What `seen` of a decision made on this page is.")


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
    """A decision to keep, why, and by whom.

    With ``seen``, the ``revision`` of what the decision was made on, it is refused (409) where somebody has decided on
    the same thing since.
    """

    model_config = ConfigDict(extra="forbid")

    decision: Decision = Field(discriminator="kind")
    reason: str | None = Field(None, max_length=1000, pattern=_TEXT)
    by: str | None = Field(None, max_length=100, pattern=_TEXT)
    seen: int | None = Field(None, ge=0, le=2**53)


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
    placed: int = Field(description="How many of the events that are asked for have a country.")
    inferred: int = Field(description="Of how many of these the country is inferred, not named for the event.")
    total: int = Field(description="How many events the archive has in all.")


class Review(_Answer):
    """What waits to be looked at, and how what was looked at came out, by kind."""

    items: tuple[review.Waiting, ...]
    checked: tuple[review.Tally, ...]


_EXPORTED = {
    "description": "The rows, as a file.",
    "content": {"text/csv": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "array"}}},
}


@router.get("/info", tags=["archive"])
def info(room: Rooms, kept: Record, request: Request) -> Info:
    """What the archive holds."""
    return Info(
        version=dragoman.__version__,
        archive=room.path.name,
        counts=query.counts(kept),
        generation=kept.generation,
        updating=room.updating,
        revision=kept.revision(),
        trouble=room.trouble,
        left_out=kept.left_out(),
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


@router.get("/names", tags=["archive"])
def names(kept: Record, limit: Annotated[int, Query(ge=1, le=5000)] = 2000) -> dict[str, str]:
    """How reports write the names that events have in lower case, of the actors of whom most is reported."""
    return query.names(kept, limit)


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
    return Paged.of(page)


@router.get("/reports/{article}", tags=["reports"])
def report(article: Id, kept: Record) -> Opened:
    """A report: the article, its reading, and what the record makes of it."""
    found = kept.report(article)
    id_ = found.article.id
    mine = [_made(made) for made in kept.made() if made.undone is None and id_ in articles_of(made.decision)]
    return Opened(
        report=found,
        headline=found.article.headline,
        events=query.event_of_each_account(kept, id_),
        actors=query.keys(kept, id_),
        copies=query.copies_of(kept, id_),
        corrections=tuple(mine),
        revision=kept.revision(),
    )


def _made(made: archived.Made) -> Made:
    return Made.model_validate(made._asdict())


@router.post("/reports", status_code=202, tags=["reading"])
def read(text: Text, room: Rooms, response: Response) -> Job:
    """Read text or HTML; the answer is a job to follow."""
    room.must_have_room()
    name = "pasted.html" if text.format == "html" else "pasted.txt"
    data = text.content.encode("utf-8", "replace")
    path = room.upload(name)
    path.write_bytes(data)
    return _started(room.read(path, name, text.published, text.publisher, text.title), response)


_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}}


@router.post(
    "/files",
    status_code=202,
    tags=["reading"],
    openapi_extra={"requestBody": {"required": True, "content": _BYTES}},
)
async def upload(
    request: Request,
    room: Rooms,
    response: Response,
    name: Annotated[
        str, Query(min_length=1, max_length=200, description="The file's name; its suffix says what it is.")
    ],
    published: Annotated[dt.date | None, Query(description="Publication day where the file has none.")] = None,
    publisher: Name = None,
) -> Job:
    """Read a file: text, HTML, PDF, a feed, WARC, JSONL, CSV or Parquet; the answer is a job to follow."""
    room.must_have_room()
    path = room.upload(name)
    try:
        with path.open("wb") as file:
            async for part in request.stream():
                file.write(part)
        if not path.stat().st_size:
            raise HTTPException(422, "an empty file")
    except ClientDisconnect:  # or what came was too much: then the guard answers
        path.unlink(missing_ok=True)
        raise HTTPException(400, "the file did not come to its end") from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return _started(room.read(path, name, published, publisher, None), response)


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
    path = room.upload("fetched.html")
    path.write_bytes(fetched.data)
    return _started(room.read(path, "fetched.html", None, None, None), response)


def _started(job: Job, response: Response) -> Job:
    response.headers["Location"] = f"/api/v1/jobs/{job.id}"
    return job


@router.get("/jobs/{id}", tags=["reading"])
def job(id: Id, room: Rooms) -> Job:
    """How far a job of reading is."""
    found = room.job(id)
    if found is None:
        raise JobNotFound(f"{id}: no such job")
    return found


_COMPARED = {
    "__all__": {"words", "trigger", "parties", "about", "doing", "holder", "matter", "heard"}
}  # what only comparing needs
_NO_WORDS = {"items": {"__all__": {"one": _COMPARED, "other": _COMPARED}}}


def _wanted(
    kept: Record,
    actor: Names = [],  # noqa: B006 - FastAPI copies it
    type: Name = None,
    quad: Quad = None,
    country: Name = None,
    since: Since = None,
    until: Until = None,
    independent: Independent = None,
    dated: Dated = False,
    story: OfStory = None,
) -> query.Wanted:
    return query.Wanted(_meant(kept, actor), type, quad, country, since, until, independent, dated, story)


WantedEvents = Annotated[query.Wanted, Depends(_wanted)]


@router.get("/events", tags=["record"])
def events(
    kept: Record,
    wanted: WantedEvents,
    order: Order = "newest",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[JoinedEvent]:
    """Joined events, the newest first, each with its earliest account."""
    page = query.events(kept, wanted, order=order, limit=limit, cursor=cursor)
    return Paged(items=tuple(query.with_first(kept, page.items)), total=page.total, next=page.next)


@router.get("/stories", tags=["record"])
def stories(
    kept: Record,
    wanted: WantedEvents,
    order: Annotated[query.Order, Query(description="By their reports, or those of most reports.")] = "newest",
    each: Annotated[int, Query(ge=0, le=200, description="Events of each, at most.")] = 6,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Cursor = None,
) -> Paged[Story]:
    """Stories: reports of one affair, with those of their events that are asked for, each with its earliest account."""
    page = stories_of(kept, wanted, order=order, each=each, limit=limit, cursor=cursor)
    items = (replace(s, items=tuple(query.with_first(kept, s.items))) for s in page.items)
    return Paged(items=tuple(items), total=page.total, next=page.next)


class Course(_Answer):
    """A story with its reports, the earliest first."""

    story: Story
    reports: tuple[query.Filed, ...]


@router.get("/stories/{report}", tags=["record"])
def story(report: Id, kept: Record) -> Course:
    """The story that a report is of."""
    found, reports = story_of(kept, report)
    return Course(story=found, reports=reports)


@router.get("/histogram", tags=["record"])
def histogram(
    kept: Record,
    wanted: WantedEvents,
    by: Annotated[
        Literal["day", "week", "month"] | None, Query(description="The period; without it what fits.")
    ] = None,
) -> query.Histogram:
    """How events are spread over time, beside the number of reports: where there are none, nothing is known."""
    return query.histogram(kept, wanted, by)


@router.get("/events/{id}", tags=["record"], response_model_exclude={"accounts": _COMPARED})
def event(id: Id, kept: Record) -> JoinedEvent:
    """One event with every account of it and why they were joined.

    An account ("article:event"), or an id that a join or a correction has ended, gives the event that it has come to.
    """
    return query.event(kept, id)


@router.get("/reports/{id}/reuse", tags=["record"])
def reuse(id: Id, kept: Record) -> list[query.Reuse]:
    """Reports that share passages with this one, with where they stand in it."""
    return list(query.reuse_of(kept, kept.report(id).article.id))


@router.get("/versions", tags=["record"])
def versions(
    kept: Record,
    report: Name = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    cursor: Cursor = None,
) -> Paged[query.Version]:
    """Reports that came out at the address of an earlier one, and what each says otherwise: words and numbers that
    changed, sentences taken out and put in, and whether it says that it corrects or takes back; of one `report`."""
    id_ = kept.report(report).article.id if report else None
    page = query.versions(kept, article=id_, since=since, until=until, limit=limit, cursor=cursor)
    return Paged.of(page)


@router.get("/conflicts", tags=["record"], response_model_exclude=_NO_WORDS)
def conflicts(
    kept: Record,
    actor: Names = [],  # noqa: B006
    kind: Annotated[Literal["denial", "number", "date", "stance"] | None, Query()] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Paged[Conflict]:
    """Accounts of one event that contradict, the newest first."""
    wanted = _meant(kept, actor)
    page = query.conflicts(kept, actors=wanted, kind=kind, since=since, until=until, limit=limit, cursor=cursor)
    return Paged.of(page)


@router.get("/tolls", tags=["record"])
def tolls(
    kept: Record,
    actor: Names = [],  # noqa: B006
    of: Annotated[str, Query(max_length=100, pattern=_TEXT, description="Part of what is counted.")] = "",
    since: Since = None,
    until: Until = None,
    limit: Limit = 30,
    cursor: Cursor = None,
) -> Paged[Toll]:
    """What reports count of one event over time, the newest event first."""
    wanted = _meant(kept, actor)
    page = query.tolls(kept, actors=wanted, words=of, since=since, until=until, limit=limit, cursor=cursor)
    return Paged.of(page)


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
        actors=_any(kept, actor),
        towards=query.meant(kept, towards)[0] if towards else None,
        changed=changed,
        since=since,
        until=until,
        limit=limit,
        cursor=cursor,
    )
    return Paged.of(page)


@router.get("/commitments", tags=["record"])
def commitments(
    kept: Record,
    actor: Names = [],  # noqa: B006
    other: Name = None,
    kind: Annotated[Literal["promise", "threat"] | None, Query()] = None,
    state: Annotated[
        Literal["open", "due", "overdue", "kept", "partly kept", "broken", "withdrawn", "lapsed"] | None, Query()
    ] = None,
    on: Annotated[dt.date | None, Query(description="States on this day; without it on `as_of`, or today.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[Entry]:
    """The ledger: promises and threats, by deadline, with what came of them."""
    page = query.ledger(
        kept,
        today=min(on or kept.day or dt.date.today(), dt.date(9999, 1, 1)),
        actors=_any(kept, actor),
        other=query.meant(kept, other)[0] if other else None,
        kind=kind,
        state=state,
        limit=limit,
        cursor=cursor,
    )
    return Paged.of(page)


@router.get("/groups", tags=["record"])
def groups(kept: Record, since: Since = None, until: Until = None) -> list[Member]:
    """Who belongs to which group or format, joined, left it or was excluded."""
    return query.members(kept, since=since, until=until)


@router.get("/items/{kind}", tags=["record"], response_model=Paged[_SHAPES])
def items(
    kept: Record,
    kind: Annotated[str, Path(pattern=_one_of(KINDS), json_schema_extra={"enum": [*KINDS]})],
    q: Annotated[str, Query(max_length=200, description="Part of what it is, of whom or where.")] = "",
    since: Since = None,
    until: Until = None,
    order: Annotated[query.ItemOrder, Query(description="By what they are, by day, or by value.")] = "what",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[Any]:
    """Numbers, polls or memberships as single reports give them, by what they are and by day."""
    page = query.items(kept, kind, words=q, since=since, until=until, order=order, limit=limit, cursor=cursor)
    return Paged.of(page)


@router.get("/sources", tags=["record"])
def sources(
    kept: Record,
    which: Which = None,
    publisher: Name = None,
    since: Since = None,
    until: Until = None,
    order: Annotated[query.SourceOrder, Query(description="The most cited first, or by another column.")] = "citations",
    limit: Limit = 40,
    offset: Offset = 0,
) -> Paged[Cited]:
    """Who is cited, most often first: all, those that can be a source of public affairs, or the others alone."""
    ends = {"since": since, "until": until}
    page = query.sources(kept, which=which, publisher=publisher, order=order, limit=limit, offset=offset, **ends)
    return Paged.of(page)


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
    page = query.quoted(kept, source=source, names=_any(kept, actor), limit=limit, cursor=cursor)
    return Paged.of(page)


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
    return query.relation(kept, query.meant(kept, one), query.meant(kept, other), by, since=since, until=until)


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
def places(
    kept: Record,
    actor: Name = None,
    quad: Quad = None,
    since: Since = None,
    until: Until = None,
    said: Annotated[bool, Query(description="Only events whose country a report names for them.")] = False,
) -> Places:
    """Where events happened."""
    meant = query.meant(kept, actor) if actor else None
    found = query.event_places(kept, actor=meant, quad=quad, since=since, until=until, said=said)
    total = query.counts(kept)["events"]
    placed = sum(s.events for s in found[0])
    return Places(countries=found[0], places=found[1], placed=placed, inferred=found[2], total=total)


@router.get("/actors", tags=["record"], response_model_exclude={"items": {"__all__": {"members"}}})
def actors(
    kept: Record,
    q: Name = None,
    kind: Name = None,
    since: Annotated[dt.date | None, Query(description="Only those that no report names before this day.")] = None,
    named: Annotated[bool, Query(description="Only those with a name of their own.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Paged[Entity]:
    """Actors over all reports, most reported first."""
    page = query.actors(kept, query=q or "", kind=kind, since=since, named=named, limit=limit, cursor=cursor)
    return Paged.of(page)


@router.get("/actors/{key}", tags=["record"], response_model_exclude={"actor": {"members"}})
def actor(key: Id, kept: Record) -> Person:
    """One actor: names, roles and countries, each with the reports that give it."""
    found = query.actor(kept, key)
    return Person(actor=found, names=query.names_of(found))


@router.get("/suggest", tags=["record"])
def suggest(
    kept: Record,
    q: Annotated[str, Query(max_length=200, description="A name, a part of one, or another name for it.")],
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> tuple[query.Suggestion, ...]:
    """The countries and actors that may be meant."""
    return query.suggestions(kept, q, limit)


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


@router.get("/review", tags=["corrections"])
def reviewing(
    kept: Record,
    of: Annotated[Checked, Query(description="Of which kind.")] = "event",
    limit: Annotated[int, Query(ge=1, le=100)] = 30,
) -> Review:
    """What nobody has looked at yet of the newest reports, the most doubtful first, and how what was looked at came
    out."""
    made = [m.decision for m in kept.made() if m.undone is None and m.doubt is None]
    return Review(items=review.queue(kept, of, made, limit), checked=review.checked(made))


class Checks(_Answer):
    """How sure items of a kind are: how those that users looked at came out, and on annotated reports."""

    of: Checked
    right: int
    wrong: int
    measured: float = Field(description="The share that is right on reports annotated by hand, 0-1.")


@router.get("/checked", tags=["corrections"])
def checked(kept: Record) -> tuple[Checks, ...]:
    """How far each kind of what is read can be trusted."""
    made = [m.decision for m in kept.made() if m.undone is None and m.doubt is None]
    tallies = {t.of: t for t in review.checked(made)}
    return tuple(
        Checks(
            of=of,
            right=tallies[of].right if of in tallies else 0,
            wrong=tallies[of].wrong if of in tallies else 0,
            measured=share,
        )
        for of, share in review.MEASURED.items()
    )


@router.get("/export/{what}", tags=["export"], response_class=StreamingResponse, responses={200: _EXPORTED})
def export(
    what: Annotated[str, Path(pattern=_one_of(exports.ROWS), json_schema_extra={"enum": [*exports.ROWS]})],
    request: Request,
    room: Rooms,
    format: Annotated[Literal["csv", "json"], Query()] = "csv",
    event: Name = None,
    actor: Names = [],  # noqa: B006
    other: Name = None,
    type: Name = None,
    quad: Quad = None,
    country: Name = None,
    since: Since = None,
    until: Until = None,
    independent: Independent = None,
    dated: Dated = False,
    story: OfStory = None,
    order: Order = "newest",
    kind: Name = None,
    state: Name = None,
    publisher: Name = None,
    source: Name = None,
    q: Name = None,
    on: Annotated[dt.date | None, Query()] = None,
    least: Annotated[int, Query(ge=1, le=10_000)] = 1,
    which: Which = None,
    said: bool = False,
    as_of: AsOf = None,
) -> StreamingResponse:
    """Every row that a page's filters mean, with the evidence of each: source, cue, chain, sentence and address."""
    with room.kept(as_of) as kept:
        meant, towards = _meant(kept, actor), query.meant(kept, other)[0] if other else None
        if event is not None:
            query.event(kept, event)  # not found is said before anything is sent
    asked = exports.Question(
        base=f"{request.base_url}",
        events=query.Wanted(meant, type, quad, country, since, until, independent, dated, story),
        event=event,
        order=order,
        kind=kind,
        state=state,
        other=towards,
        publisher=publisher,
        source=source,
        words=q or "",
        on=on,
        least=least,
        which=which,
        said=said,
    )
    written = exports.as_csv if format == "csv" else exports.as_json

    def parts() -> Iterator[str]:
        with room.kept(as_of) as kept:
            yield from written(exports.rows(kept, what, asked))

    name = f"dragoman-{what}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    media = "text/csv; charset=utf-8" if format == "csv" else "application/json"
    return StreamingResponse(parts(), headers=headers, media_type=media)


class Log(_Answer):
    """Decisions, and the revision to give as ``seen`` of one that is made on them."""

    items: tuple[Made, ...]
    revision: int


@router.get("/decisions", tags=["corrections"])
def decisions(
    kept: Record, every: Annotated[bool, Query(description="Those that were taken back, too.")] = False
) -> Log:
    """What users have decided, oldest first; what fits no reading any more says so in ``doubt``."""
    made = tuple(_made(m) for m in kept.made() if every or m.undone is None)
    return Log(items=made, revision=kept.revision())


class Number(_Answer):
    """The number of a decision, whether it is new (one that stands already is not made twice), and the revision now."""

    number: int
    new: bool
    revision: int


@router.post("/decisions", status_code=201, tags=["corrections"])
def decide(deciding: Deciding, room: Rooms) -> Number:
    """Keep a correction and apply it: merge, split, rename (actors), same, apart, recode (events), reattribute
    (attributions), recount (numbers), verdict (commitments), add_event and add_attribution (what no reading has) or
    check (any item: right, or wrong and counted nowhere).

    Sides are countries, by name or code, or actors of the archive; others are refused, with suggestions. What is added,
    and sources, may also be called by words of the report.
    """
    made = room.decide(deciding.decision, deciding.reason, deciding.by, deciding.seen)
    return Number(number=made.number, new=made.new, revision=made.revision)


@router.delete("/decisions/{number}", status_code=204, tags=["corrections"])
def undecide(
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    room: Rooms,
    by: Annotated[str | None, Query(max_length=100, pattern=_TEXT, description="Who takes it back.")] = None,
) -> None:
    """Take a correction back; it stays in the log."""
    room.undecide(number, by)
