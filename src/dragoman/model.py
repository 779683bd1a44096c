"""The typed, frozen data model that every layer of Dragoman speaks.

Offsets are character offsets into ``Article.text``, end exclusive, so that ``text[start:end]`` is the
evidence for the field that carries the span. Everything round-trips through JSON:
``Report.model_validate_json(report.model_dump_json()) == report``.

Names follow the field: source, cue and content as in PARC 3.0 and PolNeAR; actor, recipient, event type,
mode and context as in PLOVER; intervals in ISO 8601 with an EDTF value.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = 1
YEARS = range(1600, 2200)  # in which reports are published


def is_report_day(day: dt.date) -> bool:
    """Whether a report may have been published on this day: 0001-01-01 and the like stand for no day at all."""
    return day.year in YEARS


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Frozen):
    """Characters ``start`` to ``end`` (exclusive) of the article's text."""

    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"span end {self.end} is not after its start {self.start}")
        return self

    def of(self, text: str) -> str:
        """The words this span points to."""
        return text[self.start : self.end]

    def holds(self, at: int) -> bool:
        """Whether the character ``at`` is in this span."""
        return self.start <= at < self.end

    def covers(self, other: Span) -> bool:
        """Whether all characters of ``other`` are in this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether this span and ``other`` have characters in common."""
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]


def offsets(spans: Iterable[Span]) -> list[list[int]]:
    """Spans as corpora write them: [start, end] each, the end exclusive."""
    return [[span.start, span.end] for span in spans]


class Article(_Frozen):
    """One report as it was obtained. ``id`` is a hash of title, text, publisher and publication time.

    ``published_source`` says where the publication time was taken from: given, column, feed, metadata, address,
    file name or dateline; None where that is not known.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    published: dt.datetime | dt.date | None = None
    language: str = "en"
    obtained: str = "text"
    published_source: str | None = None

    @classmethod
    def make(
        cls,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        author: str | None = None,
        url: str | None = None,
        published: dt.datetime | dt.date | None = None,
        language: str = "en",
        obtained: str = "text",
        published_source: str | None = None,
    ) -> Article:
        """An article whose id follows from what it says, who published it and when."""
        when = published.isoformat() if published else ""
        key = "\x1f".join((title or "", text, publisher or "", when))
        return cls(
            id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            text=text,
            title=title,
            publisher=publisher,
            author=author,
            url=url,
            published=published,
            language=language,
            obtained=obtained,
            published_source=published_source,
        )

    def remade(self, **fields: Any) -> Article:
        """This article with other ``fields``, and the id that follows from them."""
        known = self.model_dump(exclude={"id"}) | fields
        return Article.make(known.pop("text"), **known)

    @property
    def published_date(self) -> dt.date | None:
        """The day of publication; None where that is unknown, or no day of a report (many programs' zero is year 1)."""
        day = self.published.date() if isinstance(self.published, dt.datetime) else self.published
        return day if day is not None and is_report_day(day) else None

    @property
    def headline(self) -> str:
        """What it is called: its title, else its first line with words, shortened where it is a paragraph."""
        if self.title:
            return self.title
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        if len(first) <= _HEADLINE:
            return first
        return f"{first[:_HEADLINE].rpartition(' ')[0] or first[:_HEADLINE]} …"


_HEADLINE = 100  # characters from which a first line is shortened


OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY"})  # sectors (PLOVER) whose people speak and act for their state


class ActorKind(StrEnum):
    STATE = "state"
    PERSON = "person"
    MINISTRY = "ministry"
    ORGANISATION = "organisation"
    OUTLET = "news outlet"
    ARMED_GROUP = "armed group"
    POPULATION = "population"
    UNNAMED = "unnamed source"
    GROUP = "group"
    DOCUMENT = "document"
    OTHER = "other"


class Actor(_Frozen):
    """Someone who acts or speaks, with every mention of them in the article.

    ``country`` is ISO 3166-1 alpha-3; ``sector`` a PLOVER sector code (GOV, MIL, OPP, REB, JRN, CVL, IGO, ...);
    ``affiliation`` the id of the actor they belong to; ``members`` the ids of a group's members.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    title: str | None = None
    affiliation: str | None = None
    members: tuple[str, ...] = ()
    mentions: Spans = ()


class ActorRef(_Frozen):
    """An actor as one place in the text names it (by name, role or pronoun)."""

    actor: str
    spans: Spans


class Granularity(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"
    DURATION = "duration"
    UNRESOLVED = "unresolved"


class When(_Frozen):
    """A time expression and the interval it means relative to publication.

    ``value`` is EDTF (``2023-01-30``, ``2022-12``, ``../2025``); ``start`` and ``end`` are the first and
    last day meant, both inclusive, None where open or unresolved; ``relation`` is ``by``, ``since``, ``until``,
    ``before``, ``after`` where the words bound the time rather than name it.
    """

    id: str
    spans: Spans
    value: str
    start: dt.date | None
    end: dt.date | None
    granularity: Granularity
    confidence: float = Field(ge=0, le=1)
    relation: str | None = None


class AttributionKind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Link(_Frozen):
    """One hand through which a content came. ``role``: speaker, relay or publisher.

    Who says something together ("Chad and Togo said") is one hand: ``others`` are the actors beside the first one.
    """

    actor: str | None
    label: str
    role: str
    spans: Spans = ()
    others: tuple[str, ...] = ()


class Attribution(_Frozen):
    """A source, the cue that marks it and the content it is responsible for (PARC 3.0; PolNeAR).

    ``chain`` runs from the innermost source to the report's own publisher, which is always last.
    ``parent`` is the attribution inside whose content this one stands. ``confidence`` is the chance that content and
    source are right, as calibrated on annotated reports; None where no reader of the language estimates it.
    """

    id: str
    sources: tuple[ActorRef, ...]
    cue: Spans
    content: Spans
    kind: AttributionKind
    chain: tuple[Link, ...]
    parent: str | None = None
    occasion: Spans = ()
    when: str | None = None
    denies: bool = False
    confidence: float | None = None


class Modality(StrEnum):
    ASSERTED = "asserted"
    PLANNED = "planned"
    PROMISED = "promised"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    DEMANDED = "demanded"
    DENIED = "denied"
    NEGATED = "negated"


class Event(_Frozen):
    """Who did what to or with whom (PLOVER 0.8 types), how certain, and under which attributions.

    ``goldstein`` is the Goldstein-scale intensity, -10 to 10; ``quad`` the quad class 1-4 (verbal cooperation,
    material cooperation, verbal conflict, material conflict); ``attributions`` runs innermost first.
    ``actor_countries`` and ``recipient_countries`` are the sides as ISO 3166-1 alpha-3 codes; ``inferred`` names the
    fields that no word of the event's says: a side or ``location`` taken from its sentence or from the country that
    the report is about, ``when`` from the latest act of its kind. ``location`` is the
    country, ``place`` the name as the gazetteer has it, ``coordinates`` latitude and longitude (WGS 84 degrees).
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    goldstein: float
    quad: int
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    participants: tuple[ActorRef, ...]
    actor_countries: tuple[str, ...] = ()
    recipient_countries: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    trigger: Spans
    sentence: Span
    when: str | None
    location: str | None
    location_spans: Spans
    place: str | None = None
    coordinates: tuple[float, float] | None = None
    positive: bool
    modality: Modality
    attributions: tuple[str, ...]


class Bound(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    MORE = "more than"
    LESS = "less than"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Counted(_Frozen):
    """Whom or what a number counts, as words; ``actor`` is its id where the text speaks of it as one."""

    spans: Spans
    actor: str | None = None


class Quantity(_Frozen):
    """A number, its bound and unit, and of whom and where it is.

    ``value`` is a share (0-1) for per cents and fractions. ``unit`` is the lemma of what is counted, or a currency,
    with the word that tells what became of those counted ("people killed"). ``role`` is one of a closed list (killed,
    wounded, missing, detained, displaced, evacuated, attending, troops, votes, money, goods); ``event`` is the id of
    the event that casualties are of.
    """

    id: str
    value: float
    bound: Bound
    unit: str
    spans: Spans
    of: Counted | None
    place: str | None
    place_spans: Spans
    attributions: tuple[str, ...]
    role: str | None = None
    event: str | None = None


class Poll(_Frozen):
    """A share (0-1) of a population that holds a proposition; ``same_as`` where it points back to another poll.

    ``pollster`` are the words for who asked, ``sample`` how many were asked, ``when`` the id of the time of asking, and
    ``earlier`` the share in an earlier poll that it is compared with.
    """

    id: str
    share: float
    bound: Bound
    share_spans: Spans
    population: ActorRef | None
    proposition: Spans
    same_as: str | None
    attributions: tuple[str, ...]
    pollster: Spans = ()
    sample: int | None = None
    when: str | None = None
    earlier: float | None = None


class Commitment(_Frozen):
    """Who undertook what, on what condition and by when. ``kind``: promise or threat."""

    id: str
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    action: Spans
    condition: Spans
    deadline: str | None
    kind: str
    attributions: tuple[str, ...]


class Membership(_Frozen):
    """Who belongs to a group. ``status``: member, joined, left or excluded."""

    id: str
    member: ActorRef
    group: ActorRef
    spans: Spans
    attributions: tuple[str, ...]
    status: str = "member"


class Position(StrEnum):
    FOR = "for"
    AGAINST = "against"
    RESERVED = "reserved"


class Stance(_Frozen):
    """An actor's position towards a proposal (``proposal``) or another actor (``towards``).

    ``condition`` is what would have to come first where the position hangs on it: "would accept it only if ...".
    """

    id: str
    actor: ActorRef
    position: Position
    proposal: Spans
    towards: tuple[ActorRef, ...]
    cue: Spans
    when: str | None
    earlier: bool
    attributions: tuple[str, ...]
    condition: Spans = ()


class ReaderKind(StrEnum):
    """Which reader: rules and a small network, or also a larger one, which takes twice the time."""

    FAST = "fast"
    ACCURATE = "accurate"


DEFAULT_READER = ReaderKind.ACCURATE


class Reader(_Frozen):
    """What produced a reading: package, language model and a hash of code, language pack and model files."""

    version: str
    model: str
    lexicon: str

    @property
    def key(self) -> str:
        return f"dragoman {self.version} / {self.model} / lexicon {self.lexicon}"


class Report(_Frozen):
    """The sourced record of one article."""

    schema_version: int = SCHEMA_VERSION
    article: Article
    reader: Reader
    actors: tuple[Actor, ...] = ()
    times: tuple[When, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    polls: tuple[Poll, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    memberships: tuple[Membership, ...] = ()
    stances: tuple[Stance, ...] = ()

    def actor(self, id: str) -> Actor:
        """The actor with this id; KeyError where there is none."""
        return {a.id: a for a in self.actors}[id]

    def attribution(self, id: str) -> Attribution:
        """The attribution with this id; KeyError where there is none."""
        return {a.id: a for a in self.attributions}[id]

    def time(self, id: str) -> When:
        """The time expression with this id; KeyError where there is none."""
        return {w.id: w for w in self.times}[id]

    def at_least(self, confidence: float) -> Report:
        """This report without the attributions less likely to be right than ``confidence``.

        One that an event, a number or another record stands under is kept: what somebody says must not turn into what
        the report says itself. So is one that no chance is known of.
        """
        under = [
            *(e.attributions for e in self.events),
            *(q.attributions for q in self.quantities),
            *(p.attributions for p in self.polls),
            *(c.attributions for c in self.commitments),
            *(m.attributions for m in self.memberships),
            *(s.attributions for s in self.stances),
        ]
        needed = {id for ids in under for id in ids} | {a.parent for a in self.attributions}
        kept = (a for a in self.attributions if a.confidence is None or a.confidence >= confidence or a.id in needed)
        return self.model_copy(update={"attributions": tuple(kept)})

    def labels(self, attributions: tuple[str, ...]) -> tuple[str, ...]:
        """Who says what stands under ``attributions``: the chain of the innermost, or the report's own publisher."""
        if not attributions:
            return (self.article.publisher or self.article.id,)
        return tuple(link.label for link in self.attribution(attributions[0]).chain)

    def words(self, spans: Spans) -> str:
        """The evidence text of ``spans``, parts joined by an ellipsis."""
        return " … ".join(s.of(self.article.text) for s in spans)

    def to_arrow(self) -> dict[str, Any]:
        """A ``pyarrow.Table`` for each kind of record that the report has; what is nested is JSON text."""
        from dragoman import frames

        return dict(frames.arrow(self))

    def to_pandas(self) -> dict[str, Any]:
        """The tables of ``to_arrow`` as pandas data frames; ImportError where there is no pandas."""
        return {name: table.to_pandas() for name, table in self.to_arrow().items()}

    def to_polars(self) -> dict[str, Any]:
        """The tables of ``to_arrow`` as Polars data frames; ImportError where there is no Polars."""
        import polars

        return {name: polars.from_arrow(table) for name, table in self.to_arrow().items()}

    def to_displacy(self) -> dict[str, Any]:
        """Sources, cues, contents and events for ``spacy.displacy.render(..., style="span", manual=True)``."""
        from dragoman import frames

        return frames.displacy(self)
