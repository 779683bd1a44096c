"""Who those are that a report does not name in full: an official without a country, "the rebels" of one movement."""

from __future__ import annotations

from functools import cache

from dragoman.collation.actors import folded, side
from dragoman.languages import lexicons
from dragoman.model import OFFICIAL, Actor, ActorKind, Report

_BANDS = {ActorKind.ARMED_GROUP, ActorKind.ORGANISATION, ActorKind.GROUP}


def side_in(actor: Actor, report: Report) -> str:
    """What an actor counts as where reports are compared, by all that its own report tells of it."""
    return state_of(actor, report) or band_of(actor, report) or side(actor)


def state_of(actor: Actor, report: Report) -> str | None:
    """The state that an official, or a government without a name, is of by what else it does: "the junta"."""
    is_person = actor.kind is ActorKind.PERSON
    if actor.country or (is_person and actor.sector not in OFFICIAL) or (not is_person and actor.name[:1].isupper()):
        return None
    sides = (event.actor_countries for event in report.events if any(r.actor == actor.id for r in event.actors))
    states = {code for side_ in sides for code in side_}
    return states.pop() if len(states) == 1 else None


def band_of(actor: Actor, report: Report) -> str | None:
    """The one movement under arms that a report names, where it speaks of "the rebels"."""
    rebels = actor.sector == "REB" and actor.kind in {ActorKind.ARMED_GROUP, ActorKind.GROUP} and not actor.country
    if not rebels or folded(actor.name).split()[-1] not in _words("rebels"):
        return None
    named = {folded(a.name) for a in report.actors if a.kind in _BANDS and a.name[:1].isupper() and _is_band(a)}
    return named.pop() if len(named) == 1 else None


def _is_band(actor: Actor) -> bool:
    words = set(folded(actor.name).split())
    return (
        not actor.members
        and actor.sector in {None, "REB"}
        and bool(words & _words("bands"))
        and not words & _words("rebels")
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicons.table("collation.toml")["nameless"][name])
