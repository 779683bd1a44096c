"""The actor memory: who the actors of all reports are, with the names, roles and countries that reports give them.

Mentions of a report are gathered under one actor by name: a person by full name in any spelling, or by surname where
only one person of the archive bears it (``people``); a state by its country; others by name and country. What links a
name to a role or a country is kept with its reports, dates and words. A user's decisions (merge, split, rename) come
after and always win. The same reports and decisions give the same memory in whatever order they came.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dragoman.errors import ActorNotFound, Ambiguous
from dragoman.languages import lexicons
from dragoman.mentions.people import parts_of, sounds
from dragoman.model import Actor, Bound, Modality, Report, Span

Checked = Literal["event", "attribution", "commitment", "stance"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(_Frozen):
    """An actor of one report, as that report has it; ``start`` and ``end`` are its first mention's characters."""

    article: str
    actor: str
    name: str
    kind: str
    country: str | None = None
    role: str | None = None
    sector: str | None = None
    date: dt.date | None = None
    start: int | None = None
    end: int | None = None
    words: str | None = None

    @property
    def role_only(self) -> bool:
        """Whether the report gives an office, but no name ("the foreign minister")."""
        return self.role is not None and folded(self.role) == folded(self.name)


class Support(_Frozen):
    """A value that reports give, how many do, between which publication dates, and the first one's words."""

    value: str
    reports: int
    first: dt.date | None
    last: dt.date | None
    article: str
    words: str | None


class Entity(_Frozen):
    """An actor over all reports. ``country`` and ``name`` are the best supported, or a user's."""

    key: str
    name: str
    kind: str
    country: str | None
    names: tuple[Support, ...]
    roles: tuple[Support, ...]
    countries: tuple[Support, ...]
    reports: int
    first: dt.date | None
    last: dt.date | None
    members: tuple[tuple[str, str], ...] = Field((), description="article and actor ids", repr=False)


def _kind_first(schema: dict[str, Any]) -> None:
    schema["required"] = ["kind", *schema.get("required", ())]  # it tells the decisions apart


class _Decision(_Frozen):
    model_config = ConfigDict(json_schema_extra=_kind_first)


class Merge(_Decision):
    """``other`` is the same actor as ``key``."""

    kind: Literal["merge"] = "merge"
    key: str
    other: str


class Split(_Decision):
    """What ``article`` calls by the name of ``key`` is somebody else."""

    kind: Literal["split"] = "split"
    key: str
    article: str


class Rename(_Decision):
    """``key`` is to be called ``name``."""

    kind: Literal["rename"] = "rename"
    key: str
    name: str


class Same(_Decision):
    """Two accounts ("article:event") are of one event."""

    kind: Literal["same"] = "same"
    account: str
    other: str


class Apart(_Decision):
    """An account is of another event than ``other`` and ``others``."""

    kind: Literal["apart"] = "apart"
    account: str
    other: str
    others: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        return [(self.account, other) for other in (self.other, *self.others)]


class Verdict(_Decision):
    """A commitment ("article:commitment") was kept or broken."""

    kind: Literal["verdict"] = "verdict"
    commitment: str
    outcome: Literal["kept", "broken", "open"]


class Recode(_Decision):
    """An event of one report ("article:event") is of another type, of other sides, certainty, day, country or place, or
    no event at all (``drop``). ``doers`` and ``recipients`` replace all that were read."""

    kind: Literal["recode"] = "recode"
    account: str
    type: str | None = None
    doers: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    drop: bool = False
    modality: Modality | None = None
    day: dt.date | None = None
    country: str | None = None
    place: str | None = Field(default=None, min_length=1, max_length=200)

    @model_validator(mode="after")
    def _says_something(self) -> Recode:
        _must_be_known(self.type, self.country)
        said = (self.type, self.doers, self.recipients, self.modality, self.day, self.country, self.place)
        if not self.drop and all(value is None for value in said):
            raise ValueError(
                "a correction gives a type, a doer, a recipient, a certainty, a day, a country or a place, or drops "
                "the event"
            )
        return self


class AddEvent(_Decision):
    """An event that no reading has: ``words`` of ``article`` tell of it."""

    kind: Literal["add_event"] = "add_event"
    article: str
    words: Span
    type: str
    doers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    modality: Modality = Modality.ASSERTED
    day: dt.date | None = None
    country: str | None = None
    place: str | None = Field(default=None, min_length=1, max_length=200)

    @model_validator(mode="after")
    def _known(self) -> AddEvent:
        _must_be_known(self.type, self.country)
        return self


class AddAttribution(_Decision):
    """An attribution that no reading has: ``source`` is responsible for ``words`` of ``article``; ``cue`` says so."""

    kind: Literal["add_attribution"] = "add_attribution"
    article: str
    words: Span
    source: str = Field(min_length=1, max_length=200)
    cue: Span | None = None


class Reattribute(_Decision):
    """An attribution of one report ("article:attribution") has another source, cue or content."""

    kind: Literal["reattribute"] = "reattribute"
    attribution: str
    source: str | None = Field(default=None, min_length=1, max_length=200)
    cue: Span | None = None
    content: tuple[Span, ...] | None = Field(default=None, min_length=1, max_length=20)

    @model_validator(mode="after")
    def _says_something(self) -> Reattribute:
        if self.source is None and self.cue is None and self.content is None:
            raise ValueError("a correction gives a source, a cue or a content")
        return self


class Recount(_Decision):
    """A number of one report ("article:quantity") has another value, bound or unit, or counts nothing (``drop``)."""

    kind: Literal["recount"] = "recount"
    quantity: str
    value: float | None = Field(default=None, allow_inf_nan=False)
    bound: Bound | None = None
    unit: str | None = Field(default=None, min_length=1, max_length=100)
    drop: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> Recount:
        if not self.drop and self.value is None and self.bound is None and self.unit is None:
            raise ValueError("a correction gives a value, a bound or a unit, or drops the number")
        return self


def _must_be_known(type_: str | None, country: str | None) -> None:
    types = lexicons.table("events.toml")["scale"]
    if type_ is not None and type_ not in types:
        raise ValueError(f"no PLOVER type {type_}; one of {', '.join(types)}")
    if country is not None and country not in _codes():
        raise ValueError(f"no country {country}; a code of ISO 3166-1 alpha-3 such as PER")


class Check(_Decision):
    """Somebody looked at what one report is read to say ("article:item"): it is ``right``, or it counts nowhere."""

    kind: Literal["check"] = "check"
    of: Checked
    item: str
    right: bool


Added = AddEvent | AddAttribution
Decision = (
    Merge | Split | Rename | Same | Apart | Verdict | Recode | AddEvent | AddAttribution | Reattribute | Recount | Check
)


def item_of(decision: Recode | Reattribute | Recount | Check) -> tuple[str, str]:
    """The article and the item of its reading that a decision is about."""
    if isinstance(decision, Check):
        named = decision.item
    elif isinstance(decision, Recode):
        named = decision.account
    else:
        named = decision.attribution if isinstance(decision, Reattribute) else decision.quantity
    article, _, item = named.partition(":")
    return article, item


def rejected(decisions: Iterable[Decision], of: Checked) -> set[str]:
    """The items ("article:item") of a kind that users hold to be wrong."""
    return {d.item for d in decisions if isinstance(d, Check) and d.of == of and not d.right}


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["alpha3"] for row in lexicons.rows("countries.csv"))


def folded(name: str) -> str:
    """``name`` in lower case, without accents and with single spaces."""
    return " ".join(lexicons.folded(name).split())


def side(actor: Actor) -> str:
    """What an actor counts as where actors of different reports are compared: its country's code, else its name."""
    return actor.country or folded(actor.name)


def mentions_of(report: Report) -> list[Mention]:
    """The actors of one report as mentions, with the words of the first place that names each."""
    text, day = report.article.text, report.article.published_date
    found = []
    for actor in report.actors:
        first = actor.mentions[0] if actor.mentions else None
        found.append(
            Mention(
                article=report.article.id,
                actor=actor.id,
                name=actor.name,
                kind=actor.kind.value,
                country=actor.country,
                role=actor.title,
                sector=actor.sector,
                date=day,
                start=first.start if first else None,
                end=first.end if first else None,
                words=first.of(text) if first else None,
            )
        )
    return found


class Keys:
    """Which actor each mention is of, by its own key and a user's decisions."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        chosen = list(decisions)
        self._split = {(d.key, d.article) for d in chosen if isinstance(d, Split)}
        self._into = _roots(d for d in chosen if isinstance(d, Merge))
        self._called = {self._into.get(d.key, d.key): d.name for d in chosen if isinstance(d, Rename)}

    def final(self, raw: str, article: str) -> str:
        """The key that ``raw`` comes to in ``article``."""
        if (raw, article) in self._split:
            raw = f"{raw}@{article}"
        key = self._into.get(raw, raw)
        return f"{key}@{article}" if (key, article) in self._split else key

    def entity(self, key: str, group: Iterable[Mention]) -> Entity:
        """The actor behind the mentions of one final key."""
        ordered = sorted(group, key=lambda m: (m.date or dt.date.min, m.article, m.actor))
        return _entity(key, ordered, self._called.get(key))


def memory(mentions: Iterable[Mention], decisions: Iterable[Decision] = ()) -> list[Entity]:
    """The actors behind ``mentions``, most reported first, with ``decisions`` applied."""
    from dragoman.collation.people import names_of, one_key

    held, keys = list(mentions), Keys(decisions)
    people = {own: key for names in names_of(held).values() for own, key in one_key(names).items()}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in held:
        own = own_key(mention)
        groups[keys.final(people.get(own, own), mention.article)].append(mention)
    return sorted((keys.entity(key, group) for key, group in groups.items()), key=lambda e: (-e.reports, e.key))


def _roots(merges: Iterable[Merge]) -> dict[str, str]:
    """Key to the key that it was merged into, over any number of steps."""
    into: dict[str, str] = {}

    def root(key: str) -> str:
        while key in into:
            key = into[key]
        return key

    for merge in merges:
        kept, gone = root(merge.key), root(merge.other)
        if kept != gone:
            into[gone] = kept
    return {key: root(key) for key in into}


def surname_of(mention: Mention) -> str | None:
    """A person's surname by its sound; None for what is no named person. One name of nobody known may be a surname."""
    parts = parts_of(mention.name)
    maybe = mention.kind == "other" and len(parts) == 1 and mention.name[:1].isupper()
    if not parts or mention.role_only or not (maybe or mention.kind == "person"):
        return None
    return sounds(parts[-1:])


def is_single(mention: Mention) -> bool:
    """Whether a person is named by one word, which may be the surname of a person named in full elsewhere."""
    return surname_of(mention) is not None and len(parts_of(mention.name)) == 1


def own_key(mention: Mention) -> str:
    """The key of a mention by itself: kind and name, a state's country."""
    name = folded(mention.name)
    if mention.kind == "state" and mention.country:
        return f"state:{mention.country}"
    if mention.kind == "person":
        return f"role:{mention.country or '?'}:{name}" if mention.role_only else f"person:{name}"
    if mention.kind in {"unnamed source", "population", "group", "other"}:
        return f"{mention.kind}:{mention.country or '?'}:{name}"
    return f"{mention.kind}:{name}"


def _entity(key: str, group: list[Mention], name: str | None) -> Entity:
    names, roles = _supports(group, "name"), _supports(group, "role")
    countries = _supports(group, "country")
    kinds = _supports(group, "kind")
    dates = [m.date for m in group if m.date]
    full = max(names, key=lambda s: (len(s.value.split()) > 1, s.reports, s.value))
    return Entity(
        key=key,
        name=name or full.value,
        kind=kinds[0].value,
        country=countries[0].value if countries else None,
        names=names,
        roles=roles,
        countries=countries,
        reports=len({m.article for m in group}),
        first=min(dates, default=None),
        last=max(dates, default=None),
        members=tuple(sorted({(m.article, m.actor) for m in group})),
    )


def _supports(group: list[Mention], field: str) -> tuple[Support, ...]:
    """The values of ``field`` in ``group``, most reported first."""
    by_value: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        value = getattr(mention, field)
        if value:
            by_value[str(value)].append(mention)
    found = []
    for value, holding in by_value.items():
        dates = [m.date for m in holding if m.date]
        found.append(
            Support(
                value=value,
                reports=len({m.article for m in holding}),
                first=min(dates, default=None),
                last=max(dates, default=None),
                article=holding[0].article,
                words=holding[0].words,
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.reports, s.value)))


def choose(entities: list[Entity], query: str) -> Entity:
    """The entity whose key, or only whose name, ``query`` is; ActorNotFound where none is, Ambiguous where
    several are."""
    wanted = folded(query)
    hits = [e for e in entities if e.key == query] or [e for e in entities if folded(e.name) == wanted]
    hits = hits or [e for e in entities if any(folded(n.value) == wanted for n in e.names)]
    if len(hits) == 1:
        return hits[0]
    if not hits:
        raise ActorNotFound(f"{query}: no such actor; `dragoman actors list {(query.split() or [''])[-1]}` searches")
    raise Ambiguous(f"{query}: several actors have this name: {', '.join(e.key for e in hits[:5])}")
