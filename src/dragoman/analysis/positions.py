"""Positions: each actor's stance on a proposal or towards another actor as a dated sequence, and where it changed."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from dragoman.collation.accounts import content_words, country_words, generic, same_act, unspecific
from dragoman.collation.actors import folded, mentions_of, side
from dragoman.collation.nameless import band_of
from dragoman.collation.people import meant_on, people
from dragoman.collation.stands import holder_of
from dragoman.model import Actor, ActorKind, Report
from dragoman.model import Stance as StanceOf

SAME = 0.5  # share of the shorter's words from which two stances are on one matter
_CONDITION = re.compile(r"\b(?:if|unless|provided|as long as|on condition)\b[^.,;!?]{3,160}", re.IGNORECASE)
_BODIES = {ActorKind.GROUP, ActorKind.ORGANISATION}
_OFFICES = {"GOV", "MIL", "COP", "SPY", "JUD", "IGO"}  # who holds one speaks for it, not for a party
_SPEAKING = {ActorKind.PERSON, ActorKind.OTHER}


@dataclass(frozen=True, slots=True)
class Stand:
    """A stance as one report has it, on a day, through a chain of sources; ``changed`` where it differs from before.

    ``condition`` is what it hangs on, in the report's words; ``earlier`` says that the report tells of a former stance.
    ``item`` is the stance's id in its report.
    """

    date: dt.date | None
    position: str
    proposal: str
    chain: tuple[str, ...]
    article: str
    start: int | None = None
    changed: bool = False
    condition: str = ""
    earlier: bool = False
    item: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """What one actor holds of one matter over time; ``disputed`` where one day's reports disagree.

    ``towards`` are the actors that it is about, as country codes or folded names.
    """

    actor: str
    matter: str
    stands: tuple[Stand, ...]
    changes: int
    disputed: bool
    towards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A stance of one report: whose (``actor``: code or folded name; ``name``: the own name), on what."""

    actor: str
    name: str
    towards: tuple[str, ...]
    stand: Stand
    words: frozenset[str]


def positions(reports: Iterable[Report], actor: str | None = None) -> list[Stance]:
    """The sequences of every actor, or of one (country code or name); those that changed most come first."""
    held, mentions = [], []
    for report in reports:
        held += held_of(report)
        mentions += mentions_of(report)
    known = people(mentions)
    found = [replace(h, actor=meant_on(known, h.actor, h.stand.date)) for h in held]
    return sequences(h for h in found if actor is None or actor in {h.actor, h.name})


def held_of(report: Report) -> list[Held]:
    """The stances of one report."""
    by_id = {a.id: a for a in report.actors}
    found = []
    for stance in report.stances:
        who = by_id[stance.actor.actor]
        towards = [a for a in (by_id[r.actor] for r in stance.towards) if a.country or a.name[:1].isupper()]
        proposal = report.words(stance.proposal)
        stand = Stand(
            date=report.article.published_date,
            position=stance.position.value,
            proposal=proposal,
            chain=report.labels(stance.attributions),
            article=report.article.id,
            start=stance.cue[0].start if stance.cue else None,
            condition=_condition(report, stance),
            earlier=stance.earlier,
            item=stance.id,
        )
        holder = _voice(report, stance, who) or band_of(who, report) or holder_of(who)
        found.append(Held(holder, folded(who.name), tuple(side(a) for a in towards), stand, _about(proposal)))
    return found


def _voice(report: Report, stance: StanceOf, who: Actor) -> str | None:
    """Who speaks for a party or another body of no state, if a person does who speaks for none: what its leader says of
    it is the leader's position too, and is found under both names."""
    if who.kind not in _BODIES or who.country or not stance.attributions:
        return None
    by_id = {a.id: a for a in report.actors}
    sources = [by_id[r.actor] for r in report.attribution(stance.attributions[0]).sources]
    named = [a for a in sources if a.kind in _SPEAKING and a.name[:1].isupper() and a.sector not in _OFFICES]
    return folded(named[0].name) if len(named) == 1 else None


def _about(proposal: str) -> frozenset[str]:
    """The stems that say what a stance is on; "it" says nothing."""
    return same_act(content_words(proposal)) - generic()


def _condition(report: Report, stance: StanceOf) -> str:
    """What a stance hangs on: the condition that its sentence names."""
    if not stance.cue:
        return ""
    text = report.article.text
    start = max(text.rfind(stop, 0, stance.cue[0].start) for stop in (". ", "\n")) + 1
    ends = [end for stop in (". ", "\n") if (end := text.find(stop, stance.cue[-1].end)) >= 0]
    found = _CONDITION.search(text, start, min(ends, default=len(text)))
    return found.group() if found else ""


def sequences(held: Iterable[Held]) -> list[Stance]:
    """Stances as dated sequences, one for each actor and matter; those that changed most come first."""
    said: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        said[one.actor].append(one)
    found = [_sequence(actor, group) for actor, every in said.items() for group in _matters(every)]
    return sorted(found, key=lambda s: (-s.changes, -len(s.stands), s.actor, s.matter))


def _matters(held: list[Held]) -> list[list[Held]]:
    """Stances by what they are on: each joins the first group whose first or last it shares its matter with."""
    groups: list[list[Held]] = []
    for one in sorted(held, key=_order):
        at = next((g for g in groups if _same(one, g[0]) or _same(one, g[-1])), None)
        if at is None:
            groups.append([one])
        else:
            at.append(one)
    return groups


def _order(held: Held) -> tuple[dt.date, str, bool, int, str]:
    stand = held.stand
    return stand.date or dt.date.min, stand.article, not stand.earlier, stand.start or 0, held.name


def _same(a: Held, b: Held) -> bool:
    """Whether two stances are on one matter: most of the words of the shorter, and no others that they are towards.

    "The bill" of one report is not that of another, and who is against a country is not so against all that is its.
    """
    common, least = a.words & b.words, min(len(a.words), len(b.words))
    if not least or len(common) / least < SAME:
        return False
    if a.towards and b.towards and not {*a.towards} & {*b.towards}:
        return False
    if common <= unspecific() and a.stand.article != b.stand.article:
        return False
    if common <= country_words() and not (a.words | b.words) <= country_words():
        return False
    return len(common) > 1 or least == 1


def _sequence(actor: str, held: list[Held]) -> Stance:
    out: list[Stand] = []
    for one in held:
        out.append(replace(one.stand, changed=bool(out) and _changes(out[-1], one.stand)))
    disputed = any(_disagree(a, b) for a, b in combinations(out, 2))
    towards = tuple(sorted({t for one in held for t in one.towards}))
    return Stance(actor, out[0].proposal, tuple(out), sum(s.changed for s in out), disputed, towards)


def _disagree(a: Stand, b: Stand) -> bool:
    """Whether two reports of one day have somebody for and against one matter."""
    return a.date == b.date and a.article != b.article and {a.position, b.position} == {"for", "against"}


def _changes(before: Stand, after: Stand) -> bool:
    """Whether somebody holds otherwise than before: by a later report, or one that tells of the former stance too."""
    if before.position == after.position or after.earlier:
        return False
    return before.earlier or (before.article != after.article and before.date != after.date)
