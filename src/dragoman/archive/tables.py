"""The tables that are exported: their columns, typed and described. ``docs/schema/tables.json`` is made from them.

A table has a row for each record of a report, or for each answer of a question over all reports. Every row brings the
names, the words and the sentence that it rests on, the chain of sources, and where its report can be found.
"""

from __future__ import annotations

import datetime as dt
import types
from functools import cache
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = 1  # of these tables; a column that goes or changes its meaning makes another version
Names = tuple[str, ...]
Day = dt.date | None
Text = str | None
Number = float | None


def _told(description: str, **options: Any) -> Any:
    return Field(description=description, **options)


class Row(BaseModel):
    """A row of a table."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Of(Row):
    """What every row says of its report and of the words that it rests on."""

    article: str = _told("Id of the report's article, as in the table articles.")
    words: str = _told("The words of the report that the row rests on.")
    sentence: str = _told("The sentence, or sentences, in which they stand.")
    chain: Names = _told("Who says so: from the innermost source to the publisher.")
    headline: Text = _told("The report's title.")
    publisher: Text = _told("Who published the report.")
    published: Day = _told("The day of publication.")
    url: Text = _told("The report's address.")


class Item(Of):
    """What a row says that is one record of one reading."""

    id: str = _told("Id of the record in its report.")


class ArticleRow(Row):
    """A report as it was obtained."""

    article: str = _told("Id: a hash of title, text, publisher and time of publication.")
    headline: Text = None
    publisher: Text = None
    author: Text = None
    published: Day = _told("The day of publication.")
    published_at: Text = _told("Time of publication as it was given, ISO 8601.")
    published_source: Text = _told("Where that was taken from: given, column, feed, metadata, address, dateline, ...")
    url: Text = None
    language: str = _told("ISO 639-1.")
    obtained: str = _told("The kind of file that it was in.")
    reader: str = _told("What read it: package, language model, and a hash of code and lexicons.")
    text: str = _told("The whole text; offsets of records count its characters.")


class ActorRow(Item):
    """Somebody who acts or speaks in one report."""

    name: str
    kind: str
    country: Text = _told("ISO 3166-1 alpha-3.")
    sector: Text = _told("PLOVER sector code.")
    title: Text = _told("Role or office.")
    affiliation: Text = _told("Name of whom they belong to.")
    members: Names = _told("Names of a group's members.")
    mentions: int = _told("How often the report names them.")


class TimeRow(Item):
    """A time expression and the days that it means."""

    value: str = _told("EDTF (ISO 8601-2).")
    first: Day = _told("First day meant; empty where open.")
    last: Day = _told("Last day meant; empty where open.")
    granularity: str
    relation: Text = _told("by, since, until, before, after where the words bound the time.")
    confidence: float


class AttributionRow(Item):
    """Who is said to have said what; ``words`` are the content."""

    source: str = _told("The innermost source.")
    sources: Names = _told("Names of all that speak, where several do.")
    roles: Names = _told("The role of each hand of the chain: speaker, relay, publisher.")
    cue: str = _told("The words that mark it (said, according to).")
    kind: str = _told("direct, indirect or mixed.")
    denies: bool
    occasion: str = _told("Where or when it was said, in the report's words.")
    when: Text = _told("When it was said, EDTF.")
    parent: Text = _told("Id of the attribution that it stands in.")
    confidence: Number = _told("The chance that content and source are right, 0 to 1.")


class EventRow(Item):
    """Who did what to or with whom, by one report; ``words`` are what tells of it."""

    type: str = _told("PLOVER 0.8 type.")
    mode: Text = None
    contexts: Names = ()
    cameo: str = _told("CAMEO code: text, since it may begin with 0.")
    goldstein: float = _told("Goldstein scale, -10 to 10.")
    quad: int = _told("Quad class, 1 to 4.")
    actors: Names = _told("Names of those who did it.")
    recipients: Names = _told("Names of those whom it was done to or with.")
    participants: Names = ()
    actor_countries: Names = _told("ISO 3166-1 alpha-3.")
    recipient_countries: Names = ()
    inferred: Names = _told("Fields that no word of the event's says.")
    when: Text = _told("When, EDTF.")
    first: Day = _told("First day on which it may have been.")
    last: Day = None
    country: Text = _told("Where, ISO 3166-1 alpha-3.")
    place: Text = None
    latitude: Number = None
    longitude: Number = None
    positive: bool = _told("False where it is denied or negated.")
    modality: str = _told("asserted, planned, promised, conditional, possible, demanded, denied or negated.")
    attributions: Names = _told("Ids of the attributions that it stands under, innermost first.")


class QuantityRow(Item):
    """A number, its bound and unit, and of whom and where it is."""

    value: float = _told("A share is 0 to 1.")
    bound: str
    unit: str
    role: Text = _told("killed, wounded, displaced, votes, money, ...")
    of: str = _told("Whom or what it counts, in the report's words.")
    of_actor: Text = _told("The name of those counted, where the report speaks of them as one.")
    place: Text = None
    event: Text = _told("Id of the event that casualties are of.")


class PollRow(Item):
    """A share of a population that holds something."""

    share: float
    bound: str
    population: Text = None
    proposition: str = ""
    pollster: str = ""
    sample: int | None = None
    when: Text = _told("When it was asked, EDTF.")
    earlier: Number = _told("The share that it is compared with.")


class CommitmentRow(Item):
    """Who undertook what; ``words`` are the action."""

    kind: str = _told("promise or threat.")
    actors: Names = ()
    recipients: Names = ()
    condition: str = ""
    deadline: Text = _told("EDTF.")
    deadline_day: Day = _told("The last day.")


class MembershipRow(Item):
    """Who belongs to a group."""

    member: str
    group: str
    status: str


class StanceRow(Item):
    """For, against or reserved; ``words`` are what tells of it."""

    actor: str
    position: str
    proposal: str = ""
    towards: Names = ()
    condition: str = ""
    when: Text = _told("When it was so, EDTF.")
    earlier: bool


class TimelineRow(Of):
    """An event over all reports (``dragoman timeline``); what it rests on is of the earliest report."""

    id: str
    first: Day = _told("First day on which it may have been.")
    last: Day = None
    precision: str = _told("day, interval, before or ahead.")
    type: str
    cameo: str = _told("CAMEO code: text, since it may begin with 0.")
    goldstein: float
    quad: int
    doers: Names = _told("Countries (ISO 3166-1 alpha-3), or names where no country is known.")
    recipients: Names
    doer_names: Names = _told("The names of the countries.")
    recipient_names: Names
    country: Text = None
    place: Text = None
    latitude: Number = None
    longitude: Number = None
    certainty: str = _told("asserted or denied, else how it is told: planned, promised, ...")
    accounts: int = _told("How many accounts were joined.")
    outlets: int
    independent: int = _told("Sources that do not stand behind one another.")
    asserting: int = _told("Independent sources that hold that it happened.")
    denying: int = _told("Those that hold that it did not.")
    inferred: Names = ()


class AccountRow(Of):
    """One report's account of an event of the timeline."""

    id: str = _told("article:event.")
    event: Text = _told("Id of the event in the timeline.")
    type: str
    doers: Names
    recipients: Names
    first: Day = None
    last: Day = None
    positive: bool
    modality: str


class ConflictRow(Of):
    """Accounts of one event that contradict (``dragoman conflicts``); what it rests on is of the one side."""

    event: str
    kind: str = _told("denial, number or date.")
    about: str
    publishers: Names = _told("Whose accounts are on the one side.")
    other_publishers: Names
    other_sentences: Names = _told("What the other side's accounts say.")
    other_articles: Names


class LedgerRow(Of):
    """A promise or threat over all reports (``dragoman ledger``); ``words`` are what is undertaken."""

    id: str
    kind: str
    actors: Names
    recipients: Names
    condition: str
    made: Day = None
    deadline: Day = None
    state: str = _told("open, due, overdue, kept, partly kept, broken, withdrawn or lapsed.")
    stands_on: dt.date = _told("The day of that state.")
    verdict: Text = _told("What a user decided.")
    outcome_sentence: Text = _told("The sentence that tells what came of it.")
    outcome_article: Text = None
    articles: Names = _told("Every report of it.")


class PositionRow(Of):
    """One stand of an actor's sequence on a matter (``dragoman positions``); ``words`` are the proposal."""

    actor: str
    matter: str
    towards: Names
    date: Day = None
    position: str
    condition: str
    changed: bool = _told("Whether it differs from the stand before.")
    earlier: bool
    disputed: bool


class SourceRow(Row):
    """Who is cited (``dragoman sources``)."""

    source: str
    kind: str
    country: Text = None
    citations: int
    reports: int
    outlets: Names = _told("The outlets that cite them most.")
    relayed: int = _told("Citations at second hand.")
    unnamed: bool


class TieRow(Row):
    """Events between two actors (``dragoman network``)."""

    one: str
    other: str
    events: int
    intensity: float = _told("Their mean Goldstein intensity.")


class GroupRow(Row):
    """A member of a group over all reports (``dragoman groups``)."""

    group: str
    member: str
    status: str
    reports: int
    first: Day = None
    last: Day = None
    words: str
    article: str
    url: Text = None


class FigureRow(Row):
    """A number or a share that a report gives (``dragoman figures``)."""

    what: str
    of: str
    value: float
    bound: str
    place: Text = None
    date: Day = None
    words: str
    chain: Names
    article: str
    url: Text = None


class KnownActorRow(Row):
    """An actor over all reports (``dragoman actors list``)."""

    key: str
    name: str
    kind: str
    country: Text = None
    names: Names
    roles: Names
    reports: int
    first: Day = None
    last: Day = None


TABLES: dict[str, type[Row]] = {
    "articles": ArticleRow,
    "actors": ActorRow,
    "times": TimeRow,
    "attributions": AttributionRow,
    "events": EventRow,
    "quantities": QuantityRow,
    "polls": PollRow,
    "commitments": CommitmentRow,
    "memberships": MembershipRow,
    "stances": StanceRow,
    "timeline": TimelineRow,
    "accounts": AccountRow,
    "conflicts": ConflictRow,
    "ledger": LedgerRow,
    "positions": PositionRow,
    "sources": SourceRow,
    "network": TieRow,
    "groups": GroupRow,
    "figures": FigureRow,
    "known_actors": KnownActorRow,
}


@cache
def columns(table: str) -> tuple[str, ...]:
    """The columns of a table in their order: ids, what the table is about, then what its rows rest on."""
    names = tuple(TABLES[table].model_fields)
    shared = tuple(name for name in Of.model_fields if name in names) if issubclass(TABLES[table], Of) else ()
    first = tuple(name for name in ("id", "article") if name in names)
    own = tuple(name for name in names if name not in shared and name not in first)
    return (*first, *own, *(name for name in shared if name not in first))


@cache
def arrow(table: str) -> pa.Schema:
    """The Arrow schema of a table."""
    import pyarrow as pa

    fields = TABLES[table].model_fields
    return pa.schema([(name, _type(fields[name].annotation)) for name in columns(table)])


def _type(annotation: Any) -> pa.DataType:
    import pyarrow as pa

    if get_origin(annotation) in {Union, types.UnionType}:
        annotation = next(one for one in get_args(annotation) if one is not type(None))
    if get_origin(annotation) is tuple:
        return pa.list_(pa.string())
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}
    return kinds[annotation]


def schema() -> dict[str, Any]:
    """The tables as one JSON schema (2020-12), a definition each."""
    defined = {}
    for name, model in TABLES.items():
        found = model.model_json_schema(mode="serialization")
        found["title"] = name
        found["properties"] = {column: found["properties"][column] for column in columns(name)}
        defined[name] = found
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The tables of `dragoman export`",
        "version": VERSION,
        "$defs": defined,
    }
