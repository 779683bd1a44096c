"""A report as users have corrected it: with what its reading missed, and its attributions and numbers put right.

The words that a user chose stay where they are in whatever reading; what she adds is named by them, so that its address
stays. Sides, certainty and types of events that were read are corrected in ``accounts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dragoman.collation.accounts import coded_as
from dragoman.collation.actors import AddAttribution, Added, AddEvent, Decision, Reattribute, Recount, folded, item_of
from dragoman.model import (
    Actor,
    ActorKind,
    ActorRef,
    Attribution,
    AttributionKind,
    Event,
    Granularity,
    Link,
    Modality,
    Report,
    Span,
    Spans,
    When,
)

_MARKS = frozenset('“”"«»„‟')
_FAR = 2000  # characters that a sentence may have before or after words of it
_ALIKE = 0.8  # share of the characters that two contents have in common if they are one
_STOP = re.compile(r"[.!?…][”\"’»)]{0,3}\s|\n")
_COUNTRY = re.compile(r"[A-Z]{3}")
# The evidence by which an item stands inside a content, by kind.
_STANDS = {
    "events": "trigger",
    "quantities": "spans",
    "polls": "share_spans",
    "commitments": "action",
    "memberships": "spans",
    "stances": "cue",
}


def id_of(added: Added) -> str:
    """The id in its report of what a user added: what it is, and where."""
    letter = "e" if isinstance(added, AddEvent) else "a"
    return f"x{letter}{added.words.start}-{added.words.end}"


def amends(decision: Decision, article: str) -> bool:
    """Whether ``decision`` adds something to the reading of ``article``, or corrects an attribution or a number."""
    if isinstance(decision, Added):
        return decision.article == article
    return isinstance(decision, Reattribute | Recount) and item_of(decision)[0] == article


def amended(report: Report, decisions: Iterable[Decision]) -> Report:
    """``report`` with a user's additions, and corrections of attributions and numbers, the latest last."""
    mine = [d for d in decisions if amends(d, report.article.id)]
    if not mine:
        return report
    draft = _Draft(report)
    for decision in mine:
        if isinstance(decision, Recount):
            draft.recount(decision)
        elif isinstance(decision, Reattribute):
            draft.reattribute(decision)
        elif isinstance(decision, AddAttribution):
            draft.attribute(decision)
    for decision in mine:  # once it is known who says what
        if isinstance(decision, AddEvent):
            draft.add(decision)
    return draft.report()


@dataclass
class _Draft:
    """A report in the making."""

    of: Report
    moved: set[str] = field(default_factory=set)  # attributions whose content is not what was read

    def __post_init__(self) -> None:
        self.text = self.of.article.text
        self.actors, self.times = list(self.of.actors), list(self.of.times)
        self.attributions = {a.id: a for a in self.of.attributions}
        self.events = {e.id: e for e in self.of.events}
        self.quantities = {q.id: q for q in self.of.quantities}

    def report(self) -> Report:
        found: dict[str, Any] = {
            "actors": tuple(self.actors),
            "times": tuple(self.times),
            "attributions": tuple(sorted(self.attributions.values(), key=_begins)),
            "events": tuple(sorted(self.events.values(), key=lambda e: e.trigger[0].start)),
            "quantities": tuple(self.quantities.values()),
        }
        whole = self.of.model_copy(update=found)
        return whole.model_copy(update=self._standing(whole)) if self.moved else whole

    def recount(self, decision: Recount) -> None:
        _, id_ = item_of(decision)
        if decision.drop:
            self.quantities.pop(id_, None)
        elif id_ in self.quantities:
            said = decision.model_dump(include={"value", "bound", "unit"}, exclude_none=True)
            self.quantities[id_] = self.quantities[id_].model_copy(update=said)

    def reattribute(self, decision: Reattribute) -> None:
        attribution = self.attributions.get(item_of(decision)[1])
        if attribution is None:
            return
        if decision.source is not None:
            self._from(attribution, decision.source)
        said: dict[str, Any] = {"cue": (decision.cue,)} if decision.cue else {}
        if decision.content is not None:
            said |= {"content": decision.content, "kind": _kind(self.text, decision.content)}
            self.moved.add(attribution.id)
        said["confidence"] = None  # nobody has measured how often users are right
        self.attributions[attribution.id] = self.attributions[attribution.id].model_copy(update=said)

    def attribute(self, decision: AddAttribution) -> None:
        content = (decision.words,)
        twin = next((a for a in self.attributions.values() if _nearly(a.content, decision.words)), None)
        if twin is not None:  # a later reading has found it, too
            id_, cue = f"{self.of.article.id}:{twin.id}", decision.cue
            self.reattribute(Reattribute(attribution=id_, source=decision.source, cue=cue, content=content))
            return
        outer = self._innermost(decision.words)
        publisher = Link(actor=None, label=self.of.article.publisher or "this report", role="publisher")
        speaker = self._link(decision.source)
        made = Attribution(
            id=id_of(decision),
            sources=(self._ref(decision.source),),
            cue=(decision.cue,) if decision.cue else (),
            content=content,
            kind=_kind(self.text, content),
            chain=(speaker, *(outer[0].chain if outer else (publisher,))),
            parent=outer[0].id if outer else None,
        )
        self.attributions[made.id] = made
        self.moved.add(made.id)

    def add(self, decision: AddEvent) -> None:
        sides = [self._side(names) for names in (decision.doers, decision.recipients)]
        said = {
            "type": decision.type,
            **coded_as(decision.type),
            "actors": sides[0][0],
            "recipients": sides[1][0],
            "actor_countries": sides[0][1],
            "recipient_countries": sides[1][1],
            "inferred": (),
            "when": self._when(decision),
            "location": decision.country,
            "place": decision.place,
            "coordinates": None,
            "modality": decision.modality,
            "positive": decision.modality not in {Modality.DENIED, Modality.NEGATED},
        }
        of_type = (e for e in self.events.values() if e.type == decision.type)
        twin = next((e for e in of_type if any(s.meets(decision.words) for s in e.trigger)), None)
        if twin is not None:  # a later reading has found it, too
            self.events[twin.id] = twin.model_copy(update=said)
            return
        self.events[id_of(decision)] = Event(
            id=id_of(decision),
            mode=None,
            contexts=(),
            participants=(),
            trigger=(decision.words,),
            sentence=_sentence(self.text, decision.words),
            location_spans=(),
            attributions=tuple(a.id for a in self._innermost(decision.words)),
            **said,
        )

    def _when(self, decision: AddEvent) -> str | None:
        if decision.day is None:
            return None
        made = When(
            id=f"xt{decision.words.start}-{decision.words.end}",
            spans=(),
            value=decision.day.isoformat(),
            start=decision.day,
            end=decision.day,
            granularity=Granularity.DAY,
            confidence=1,
        )
        self.times.append(made)
        return made.id

    def _side(self, names: Iterable[str]) -> tuple[tuple[ActorRef, ...], tuple[str, ...]]:
        actors = [self._actor(name) for name in names]
        refs = tuple(ActorRef(actor=a.id, spans=()) for a in actors)
        return refs, tuple(dict.fromkeys(a.country for a in actors if a.country))

    def _actor(self, name: str) -> Actor:
        """The actor of the report whom ``name`` or a country's code means; a new one where it has none."""
        is_code = _COUNTRY.fullmatch(name) is not None
        if is_code:
            known = (a for a in self.actors if a.country == name and a.kind is ActorKind.STATE)
        else:
            known = (a for a in self.actors if folded(a.name) == folded(name))
        found = next(known, None)
        if found is not None:
            return found
        at = self.text.find(name)
        made = Actor(
            id=f"x{len(self.actors)}",
            name=name,
            kind=ActorKind.STATE if is_code else ActorKind.OTHER,
            country=name if is_code else None,
            mentions=(Span(start=at, end=at + len(name)),) if at >= 0 and not is_code else (),
        )
        self.actors.append(made)
        return made

    def _ref(self, name: str) -> ActorRef:
        actor = self._actor(name)
        return ActorRef(actor=actor.id, spans=actor.mentions[:1])

    def _link(self, name: str) -> Link:
        actor = self._actor(name)
        return Link(actor=actor.id, label=actor.name, role="speaker", spans=actor.mentions[:1])

    def _from(self, attribution: Attribution, source: str) -> None:
        """Let ``attribution`` be from ``source``, in its own chain and in those of what stands inside it."""
        before, now = attribution.chain[0], self._link(source)
        inside, more = {attribution.id}, True
        while more:
            nested = {a.id for a in self.attributions.values() if a.parent in inside} - inside
            inside, more = inside | nested, bool(nested)
        for id_ in inside:
            held = self.attributions[id_]
            chain = tuple(now if link == before else link for link in held.chain)
            self.attributions[id_] = held.model_copy(update={"chain": chain})
        own = self.attributions[attribution.id]
        self.attributions[attribution.id] = own.model_copy(update={"sources": (self._ref(source),)})

    def _innermost(self, words: Span) -> list[Attribution]:
        """The attributions inside whose content ``words`` stand, the shortest content first."""
        around = [a for a in self.attributions.values() if any(c.covers(words) and c != words for c in a.content)]
        return sorted(around, key=lambda a: sum(c.end - c.start for c in a.content))

    def _standing(self, whole: Report) -> dict[str, Any]:
        """What stands inside the contents that users moved, or does no longer, with the attributions it is under."""
        sizes = {a.id: sum(c.end - c.start for c in a.content) for a in whole.attributions}
        found: dict[str, Any] = {}
        for kind, evidence in _STANDS.items():
            items = []
            for item in getattr(whole, kind):
                under = [a for a in item.attributions if a not in self.moved]
                spans = getattr(item, evidence)
                under += [a for a in self.moved if spans and _holds(self.attributions[a].content, spans[0])]
                under.sort(key=lambda a: (sizes.get(a, 0), a))
                items.append(item.model_copy(update={"attributions": tuple(under)}))
            found[kind] = tuple(items)
        return found


def _begins(attribution: Attribution) -> int:
    return (attribution.content or attribution.cue)[0].start


def _holds(content: Spans, words: Span) -> bool:
    return any(c.covers(words) for c in content)


def _nearly(content: Spans, words: Span) -> bool:
    """Whether ``content`` and ``words`` are nearly the same characters."""
    shared = sum(max(0, min(c.end, words.end) - max(c.start, words.start)) for c in content)
    longer = max(words.end - words.start, sum(c.end - c.start for c in content))
    return shared > _ALIKE * longer


def _kind(text: str, content: Spans) -> AttributionKind:
    """Direct where quotation marks stand around all of it, mixed where they stand within it."""
    first, last = content[0], content[-1]
    inside = text[first.start : last.end].strip(" ,.")
    around = text[max(0, first.start - 1) : first.start], text[last.end : last.end + 1]
    if any(_MARKS & set(one) for one in around) or (inside[:1] in _MARKS and inside[-1:] in _MARKS):
        return AttributionKind.DIRECT
    return AttributionKind.MIXED if _MARKS & set(inside) else AttributionKind.INDIRECT


def _sentence(text: str, words: Span) -> Span:
    """The sentence that ``words`` stand in, as far as full stops and line breaks tell."""
    low = max(0, words.start - _FAR)
    stops = [m.end() for m in _STOP.finditer(text, low, words.start)]
    start = stops[-1] if stops else low
    stop = _STOP.search(text, words.end, words.end + _FAR)
    end = len(text[: stop.end()].rstrip()) if stop else min(len(text), words.end + _FAR)
    return Span(start=min(start, words.start), end=max(end, words.end))
