"""Stands: whether an account tells of somebody's being for or against a matter, and who is told to hold the opposite.

A stand that changed is no conflict: two tellings are of one stand where they are days apart, one of them at least is
not the holder's own word, and the later one does not say that anything has changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from dragoman.collation.actors import folded, side
from dragoman.collation.people import is_former
from dragoman.languages import lexicons
from dragoman.model import Actor, ActorKind, Event, Report, Stance

if TYPE_CHECKING:
    from dragoman.collation.accounts import Account

_STATE = {ActorKind.STATE, ActorKind.MINISTRY}
_APART = {"OPP", "CVL", "JRN", "REB", "BUS", "EDU", "CRM", "UAF", "REF", "LAB", "NGO", "SOC", "REL", "MED"}
_OPPOSITE = {"for", "against"}
_WITHIN = dt.timedelta(days=10)  # between reports, within which a stand is taken to be one
_LONG = dt.timedelta(days=60)  # the same where the later one says that it never was another
_NAMES = 4  # names that two reports have in common whose stands share the one word of their matter
_MOST = 60  # accounts of one holder that are compared
_SHARE = 0.6  # of the words of the shorter from which two stands are on one matter
_END = re.compile(r"[.!?]\W*\s")
_PASSAGE = 500  # letters in which the sentence before is looked for
_LEAST = 2  # words that two stands have in common


def holder_of(actor: Actor) -> str:
    """Whose position it is: a state's where its government speaks, else that of the one who speaks."""
    official = actor.kind is ActorKind.PERSON and actor.sector not in _APART and not is_former(actor.title)
    speaks = actor.kind in _STATE or official
    return side(actor) if speaks else folded(actor.name)


class Stand(NamedTuple):
    """Whose stand an account tells, ``position`` for or against, and whether it is told by another (``heard``).

    ``before`` is the sentence before the one that says what it is on, which "the measure" may stand for.
    """

    holder: str
    position: str
    proposal: str
    heard: bool
    before: str


def stand_of(report: Report, event: Event) -> Stand | None:
    """The stand that an event's own words tell: one whose cue they hold."""
    for stance in report.stances:
        if stance.position.value not in _OPPOSITE or stance.earlier or stance.condition or not stance.cue:
            continue
        if any(cue.meets(word) for cue in stance.cue for word in event.trigger):
            who = next(a for a in report.actors if a.id == stance.actor.actor)
            holder = holder_of(who)
            heard = _is_heard(report, stance, holder)
            before = _before(report.article.text, stance.proposal[0].start) if stance.proposal else ""
            return Stand(holder, stance.position.value, report.words(stance.proposal), heard, before)
    return None


def _before(text: str, at: int) -> str:
    """The sentence before the one that holds a place in ``text``."""
    ends = [m.end() for m in _END.finditer(text, max(0, at - _PASSAGE), at)]
    return text[(ends[-2] if len(ends) > 1 else max(0, at - _PASSAGE)) : ends[-1]] if ends else ""


def _is_heard(report: Report, stance: Stance, holder: str) -> bool:
    """Whether somebody else than the holder, and than the report itself, tells of a stand."""
    if not stance.attributions:
        return False
    by_id = {a.id: a for a in report.actors}
    sources = [by_id[r.actor] for r in report.attribution(stance.attributions[0]).sources]
    own = {holder, *holder.split()}
    return bool(sources) and not any(holder_of(a) == holder or own & {*folded(a.name).split()} for a in sources)


def held_otherwise(accounts: Iterable[Account]) -> Iterator[tuple[Account, Account, str]]:
    """Pairs of accounts that have one holder for and against one matter, the earlier first, with what both say."""
    by_holder: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.stand in _OPPOSITE and account.positive and account.published:
            by_holder[account.holder].append(account)
    for holder, some in sorted(by_holder.items()):
        for a, b in combinations(sorted(some, key=lambda a: (a.published or dt.date.max, a.id))[:_MOST], 2):
            if contradict(a, b):
                yield a, b, f"{holder} for and against {' '.join(sorted(a.matter & b.matter))}"


def contradict(a: Account, b: Account) -> bool:
    """Whether two accounts of different reports, the earlier first, have one holder for and against one matter."""
    opposite = {a.stand, b.stand} == _OPPOSITE and a.holder == b.holder
    return opposite and _told_otherwise(a, b) and _on_one_matter(a, b)


def _told_otherwise(a: Account, b: Account) -> bool:
    if a.article == b.article or not (a.heard or b.heard):
        return False
    days = b.published - a.published if a.published and b.published else dt.timedelta.max
    if _phrases("steady").search(b.sentence):
        return days <= _LONG
    return days <= _WITHIN and not _phrases("turning").search(b.sentence)


def _on_one_matter(a: Account, b: Account) -> bool:
    """Whether most words agree, two at least, or the one word of both where they tell of one act too ("voted"), or the
    one word of either where their reports have names in common."""
    if len(a.matter) == len(b.matter) == 1:
        return a.matter == b.matter and bool(a.trigger & b.trigger)
    if min(len(a.matter), len(b.matter)) == 1:
        return bool(a.matter & b.matter) and len(a.about & b.about) >= _NAMES
    return len(a.matter & b.matter) >= max(_LEAST, _SHARE * min(len(a.matter), len(b.matter)))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    """Words by which a sentence says that somebody has changed her mind ("turning"), or never did ("steady")."""
    words = lexicons.table("collation.toml")[name]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
