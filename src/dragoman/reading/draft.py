"""What the pipeline components know about one document so far."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from spacy.tokens import Doc

from dragoman.errors import UnmetNeed
from dragoman.model import (
    Actor,
    ActorKind,
    ActorRef,
    Attribution,
    Commitment,
    Event,
    Membership,
    Poll,
    Quantity,
    Span,
    Stance,
    When,
)


class Place(NamedTuple):
    """A place by name; ``country`` is ISO 3166-1 alpha-3, coordinates are WGS 84 degrees, None where it is a region."""

    name: str
    country: str
    latitude: float | None = None
    longitude: float | None = None


class Resolved(NamedTuple):
    """Who one mention is: its characters, how it speaks ("name", "role", "pronoun", "relative", "sides"), an actor's id
    and how sure that is, from 0 to 1."""

    span: Span
    kind: str
    actor: str
    confidence: float


# A piece of a content: start, end, how far it or any piece before it reaches, the size of the whole, whose it is.
Piece = tuple[int, int, int, int, str]


Dated = tuple[int, int, When]  # start and end of the first words of a time


def _starts(piece: Piece | Dated) -> int:
    return piece[0]


@dataclass
class Draft:
    """The record of one document under construction; components append to it in pipeline order."""

    published: dt.date | None = None
    publisher: str | None = None
    times: list[When] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    mentions: dict[int, ActorRef] = field(default_factory=dict)  # head token index -> who it names
    links: dict[int, Resolved] = field(default_factory=dict)  # the same with how sure it is, where that is known
    countries: dict[int, str] = field(default_factory=dict)  # token index -> alpha-3 of the country that it names
    places: dict[int, Place] = field(default_factory=dict)  # token index -> the city or region that it names
    posted: dict[str, frozenset[str]] = field(default_factory=dict)  # actor id -> countries it deals with, not of them
    home: str | None = None  # alpha-3 of the country that the report is about, where it is about one
    attributions: list[Attribution] = field(default_factory=list)
    asked: list[Span] = field(default_factory=list)  # what whoever asks in an interview says
    events: list[Event] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    polls: list[Poll] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list, init=False, repr=False, compare=False)
    _made_of: tuple[int, int] = field(default=(0, 0), init=False, repr=False, compare=False)
    _denying: frozenset[str] = field(default=frozenset(), init=False, repr=False, compare=False)
    _told: dict[str, Attribution] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known: dict[str, Actor] = field(default_factory=dict, init=False, repr=False, compare=False)
    _known_of: list[Actor] | None = field(default=None, init=False, repr=False, compare=False)
    _last: int = field(default=0, init=False, repr=False, compare=False)
    _dated: list[Dated] = field(default_factory=list, init=False, repr=False, compare=False)
    _dated_of: tuple[int, int] = field(default=(0, 0), init=False, repr=False, compare=False)

    def under(self, at: int) -> tuple[str, ...]:
        """Ids of the attributions whose content holds the character ``at``, innermost first."""
        pieces = self._contents()
        found = set()
        for index in range(bisect_right(pieces, at, key=_starts) - 1, -1, -1):
            start, end, reach, size, id = pieces[index]
            if reach <= at:
                break  # no piece that starts earlier comes so far
            if start <= at < end:
                found.add((size, id))
        return tuple(id for _, id in sorted(found))

    def actors_by_id(self) -> dict[str, Actor]:
        """Every actor by its id: asked for at every act, and made again only where others stand in the list."""
        if self._known_of is not self.actors or len(self._known) != len(self.actors):
            self._known, self._known_of = {a.id: a for a in self.actors}, self.actors
            self._last = max((int(id[1:]) for id in self._known), default=0)
        return self._known

    def add_actor(self, name: str, kind: ActorKind, span: Span, **fields: Any) -> Actor:
        """A new actor, under an id that no other has, also where some were taken out."""
        known = self.actors_by_id()
        self._last += 1
        actor = Actor(id=f"a{self._last}", name=name, kind=kind, mentions=(span,), **fields)
        self.actors.append(actor)
        known[actor.id] = actor
        return actor

    def widen(self, actor: Actor, span: Span) -> None:
        """Let an actor be named at ``span``, too."""
        wider = actor.model_copy(update={"mentions": (*actor.mentions, span)})
        self.actors[self.actors.index(actor)] = wider
        self.actors_by_id()[actor.id] = wider

    def said_by(self, under: tuple[str, ...]) -> tuple[ActorRef, ...]:
        """The sources of the first of these attributions, the innermost as ``under`` gives them; nobody for none."""
        self._contents()
        told = self._told.get(under[0]) if under else None
        return told.sources if told is not None else ()

    def is_denied(self, under: tuple[str, ...]) -> bool:
        """Whether one of the attributions of these ids denies what it tells."""
        self._contents()
        return not self._denying.isdisjoint(under)

    def _contents(self) -> list[Piece]:
        """Each content's pieces by their starts, with the size of the whole: asked for at every event."""
        made_of = (id(self.attributions), len(self.attributions))
        if self._made_of != made_of:
            sizes = [(a, sum(s.end - s.start for s in a.content)) for a in self.attributions]
            ordered = sorted((s.start, s.end, size, a.id) for a, size in sizes for s in a.content)
            reaches = accumulate((end for _, end, _, _ in ordered), max)
            self._pieces = [(o[0], o[1], reach, *o[2:]) for o, reach in zip(ordered, reaches, strict=True)]
            self._told = {a.id: a for a in self.attributions}
            self._denying = frozenset(a.id for a in self.attributions if a.denies)
            self._made_of = made_of
        return self._pieces

    def times_from(self, start: int, end: int) -> list[When]:
        """The time expressions that begin between two characters, in the order of the text."""
        dated = self._times()
        first, last = (bisect_left(dated, at, key=_starts) for at in (start, end))
        return [when for _, _, when in dated[first:last]]

    def time_in(self, start: int, end: int) -> When | None:
        """The first time expression between two characters."""
        return next((w for w in self.times_from(start, end) if w.spans[-1].end <= end), None)

    def time_at(self, at: int) -> When | None:
        """The time expression that the character ``at`` is part of."""
        dated = self._times()
        index = bisect_right(dated, at, key=_starts) - 1
        return dated[index][2] if index >= 0 and at < dated[index][1] else None

    def _times(self) -> list[Dated]:
        """Each time by its start: asked for at every act."""
        made_of = (id(self.times), len(self.times))
        if self._dated_of != made_of:
            self._dated = sorted(((w.spans[0].start, w.spans[0].end, w) for w in self.times), key=_starts)
            self._dated_of = made_of
        return self._dated


if not Doc.has_extension("dragoman"):
    Doc.set_extension("dragoman", default=None)


# What each component needs before it on a Doc, and what it adds: spaCy's ``requires`` and ``assigns``.
PARSE = ["token.dep", "token.head", "token.tag", "token.lemma", "doc.sents", "doc.ents"]
DRAFT = ["doc._.dragoman"]


def begin(doc: Doc, component: str) -> Draft:
    """The draft of ``doc`` for a component that needs a parse; ``UnmetNeed`` where the text has none."""
    if len(doc) and not doc.has_annotation("DEP"):
        raise UnmetNeed(f"{component} needs a parsed text: put it behind a tagger, a parser and an entity recogniser")
    return draft_of(doc)


def draft_of(doc: Doc) -> Draft:
    """The draft kept on ``doc``, made empty where a component runs alone."""
    if doc._.dragoman is None:
        doc._.dragoman = Draft()
    draft: Draft = doc._.dragoman
    return draft
