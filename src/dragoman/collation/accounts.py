"""Accounts: what one report says of one event, as flat values that can be compared over reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from dragoman.collation.actors import Decision, Recode, folded, rejected
from dragoman.collation.numbers import Number, numbers_in
from dragoman.collation.stands import Stand, stand_of
from dragoman.languages import lexicons
from dragoman.model import Actor, ActorKind, ActorRef, Event, Modality, Report, When

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 6
_LEAST = 3  # letters that a stem keeps
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s")
_NAMES = 24  # names of a report that say what it is about
_RECENT = dt.timedelta(days=3)  # how far back an event is taken to lie of which the text gives no day
_LATELY = dt.timedelta(days=14)  # how far back from publication an event is taken to lie of which it is said since when
_AHEAD = frozenset({Modality.PLANNED, Modality.PROMISED, Modality.CONDITIONAL, Modality.DEMANDED, Modality.POSSIBLE})
_RUNNING = 3  # words in small letters from which a sentence is none of a headline's
_BEFORE = " (“\"'’-"  # what stands before a word within a sentence
_NAMED = frozenset({ActorKind.PERSON, ActorKind.GROUP, ActorKind.ORGANISATION})
_GOVERNING = frozenset({ActorKind.STATE, ActorKind.MINISTRY})
_OFFICES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})  # sectors (PLOVER) that act for their country
_INFERRED = {"doers": "actor_countries", "recipients": "recipient_countries", "location": "location"}


@dataclass(frozen=True, slots=True)
class Account:
    """One report's account of an event.

    ``doers`` and ``recipients`` are ISO 3166-1 alpha-3 codes, folded names where no country is known; ``inferred``
    names those of "doers", "recipients" and "location" that no word of the event's says. ``first`` and ``last`` are the
    days that the report's words leave open, None where they leave that end open, and ``precision`` says how: "day",
    "interval" (a week, a month, from one day to another), "before" (not after ``last``, which is the publication where
    the text gives nothing) and "ahead" (still to come on a day not given). ``dated`` is whether the text gives both
    ends. ``chain`` runs from the innermost source to the publisher; ``root`` is the innermost hand that has a name.
    ``trigger``, ``parties`` and ``about`` are what accounts are compared by: stems of the event's own words, who takes
    part by name, and the names that the report speaks of; ``named`` those that its sentence holds beside countries. The
    first ``doing`` of ``names`` are of those who did it. Where it tells of a stance, ``stand`` is "for" or "against",
    ``holder`` whose it is, ``matter`` the stems that say on what, and ``heard`` whether somebody else says so.
    """

    id: str
    article: str
    event: str
    publisher: str | None
    published: dt.date | None
    type: str
    cameo: str
    goldstein: float
    quad: int
    doers: tuple[str, ...]
    recipients: tuple[str, ...]
    names: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    dated: bool
    country: str | None
    place: str | None
    positive: bool
    modality: str
    chain: tuple[str, ...]
    root: str
    numbers: tuple[Number, ...]
    sentence: str
    start: int
    end: int
    coordinates: tuple[float, float] | None = None
    words: frozenset[str] = frozenset()
    precision: str = "before"
    inferred: tuple[str, ...] = ()
    trigger: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    doing: int = 0
    named: frozenset[str] = frozenset()
    stand: str = ""
    holder: str = ""
    matter: frozenset[str] = frozenset()
    heard: bool = False

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """The days between which the event is taken to lie when accounts are compared; three up to publication where
        the text leaves it open, two weeks up to it where the text says only since when."""
        if self.first is not None:
            end = self.last or max(self.first, self.published or self.first)
            lately = end - _LATELY if end == self.published else self.first
            return max(self.first, lately), end
        last = self.published if self.precision == "ahead" else self.last
        return (min(last, self.published or last) - _RECENT, last) if last else None


@cache
def _empty() -> frozenset[str]:
    return frozenset(lexicons.table("collation.toml")["empty"].split())


def content_words(text: str) -> frozenset[str]:
    """The words of ``text`` that carry content, as stems."""
    empty = _empty()
    return frozenset(stem(w) for w in _WORD.findall(folded(text)) if w not in empty)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without its ending, at most six letters: "killed", "killing" and "kills" are one."""
    word = _irregular().get(word, word)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _LEAST), "")
    bare = word.removesuffix(ending)[:_STEM]
    bare = bare.rstrip("e") or bare
    return bare[:-1] if bare[-1:] == bare[-2:-1] else bare


@cache
def _irregular() -> dict[str, str]:
    rows = (row.split() for row in lexicons.table("collation.toml")["irregular"])
    return {form: first for first, *forms in rows for form in (first, *forms)}


def accounts_of(report: Report) -> list[Account]:
    """The accounts of events in ``report``.

    Words of one type in one sentence tell of one event where they are of one act, or one is the harm that the other did
    ("attacked the port, killing nine people"), and their sides can be the same: the account whose sides say most stands
    for them. Who was convicted and sentenced suffered two.
    """
    kept: list[Account] = []
    by_id, about = {a.id: a for a in report.actors}, _about(report)
    every = [_account(report, event, by_id, about) for event in report.events]
    denied = {a.start for a in every if a.modality == "denied"}
    for account in (a for a in every if not (a.start in denied and _only_denies(a))):
        at = next((i for i, other in enumerate(kept) if _tell_one(account, other)), None)
        if at is None:
            kept.append(account)
        else:
            more, less = sorted((account, kept[at]), key=_said, reverse=True)
            place, coordinates = more.place or less.place, more.coordinates or less.coordinates
            country, trigger = more.country or less.country, more.trigger | less.trigger
            parties, numbers = more.parties | less.parties, tuple(dict.fromkeys((*more.numbers, *less.numbers)))
            kept[at] = replace(
                more,
                place=place,
                coordinates=coordinates,
                country=country,
                trigger=trigger,
                parties=parties,
                numbers=numbers,
            )
    return kept


def _only_denies(account: Account) -> bool:
    """Whether an account is of the words by which its sentence denies another: one sentence is one row."""
    return account.type == "REJECT" and not account.trigger.isdisjoint(_denying())


@cache
def _denying() -> frozenset[str]:
    return frozenset(stem(w) for w in lexicons.table("collation.toml")["denying"])


def corrected(accounts: Iterable[Account], decisions: Iterable[Decision]) -> list[Account]:
    """``accounts`` with a user's corrections of single events applied, the latest last."""
    chosen = list(decisions)
    wrong = rejected(chosen, "event")
    held = {a.id: a for a in accounts if a.id not in wrong}
    for decision in chosen:
        if not isinstance(decision, Recode) or decision.account not in held:
            continue
        account = held[decision.account]
        if decision.drop:
            del held[account.id]
            continue
        if decision.type is not None and decision.type != account.type:
            account = _recoded(account, decision.type)
        held[account.id] = _as_said(account, decision)
    return list(held.values())


def _as_said(account: Account, decision: Recode) -> Account:
    """``account`` with what a user says of its sides, certainty, day and place; none of that is inferred then."""
    said: dict[str, Any] = {
        "doers": decision.doers,
        "recipients": decision.recipients,
        "country": decision.country,
        "modality": decision.modality and decision.modality.value,
    }
    said = {field: value for field, value in said.items() if value is not None}
    if decision.modality is not None:
        said["positive"] = decision.modality not in {Modality.DENIED, Modality.NEGATED}
    if decision.day is not None:
        said |= {"first": decision.day, "last": decision.day, "precision": "day", "dated": True}
    if decision.place is not None or decision.country not in {None, account.country}:
        said |= {"place": decision.place, "coordinates": None}
    known = {*said, "location"} if decision.country or decision.place else {*said}
    return replace(account, inferred=tuple(f for f in account.inferred if f not in known), **said)


def _recoded(account: Account, type_: str) -> Account:
    """``account`` as one of another type, with the general CAMEO code of that type."""
    return replace(account, type=type_, **coded_as(type_))


def coded_as(type_: str) -> dict[str, Any]:
    """The general CAMEO code of a PLOVER type with its intensity and quad class, by the fields of an event."""
    table = lexicons.table("events.toml")
    cameo = f"{table['roots'][type_][0][:2]}0"
    return {"cameo": cameo, "goldstein": table["goldstein"][cameo], "quad": table["scale"][type_]}


def _codes(side: tuple[str, ...]) -> set[str]:
    return {name for name in side if len(name) == 3 and name.isupper()}


def _said(account: Account) -> int:
    """How much is known of an account's two sides."""
    one, other = _codes(account.doers), _codes(account.recipients)
    return 2 * bool(one) + 2 * bool(other) + (one != other)


def _tell_one(a: Account, b: Account) -> bool:
    if (a.start, a.type, a.positive) != (b.start, b.type, b.positive):
        return False
    if a.trigger and b.trigger and a.trigger.isdisjoint(b.trigger) and harm().isdisjoint(a.trigger | b.trigger):
        return False
    one = [_codes(a.doers), _codes(a.recipients)]
    other = [_codes(b.doers), _codes(b.recipients)]
    full = all(one) and all(other) and one[0] != one[1] and other[0] != other[1]
    return not full or one == other


@cache
def harm() -> frozenset[str]:
    """Stems of what is suffered: in a sentence it is the same event as what did it."""
    return same_act(frozenset(stem(w) for w in lexicons.table("collation.toml")["harm"]))


def _account(report: Report, event: Event, by_id: dict[str, Actor], about: frozenset[str]) -> Account:
    article = report.article
    when = None if "when" in event.inferred else next((w for w in report.times if w.id == event.when), None)
    first, last, precision = _days(when, event, article.published_date)
    chain = _chain(report, event, by_id)
    named = _names(event.actors, by_id), _names(event.recipients, by_id)
    doers, recipients = (
        codes or names for codes, names in zip((event.actor_countries, event.recipient_countries), named, strict=True)
    )
    inferred = tuple(side for side, field in _INFERRED.items() if field in event.inferred)
    states = doers, recipients
    if doers == recipients:
        doers, recipients = _one_meant(*_within(event, by_id, doers), inferred)
    stand = stand_of(report, event)
    sentence, trigger = event.sentence.of(article.text), same_act(content_words(report.words(event.trigger)))
    return Account(
        id=f"{article.id}:{event.id}",
        article=article.id,
        event=event.id,
        publisher=article.publisher,
        published=article.published_date,
        type=event.type,
        cameo=event.cameo,
        goldstein=event.goldstein,
        quad=event.quad,
        doers=doers,
        recipients=recipients,
        names=(*named[0], *named[1]),
        first=first,
        last=last,
        dated=first is not None and last is not None,
        country=event.location,
        place=event.place,
        positive=event.positive,
        modality=event.modality.value,
        chain=tuple(label for label, _ in chain),
        root=_root(chain),
        numbers=numbers_in(report, event, trigger),
        words=content_words(sentence),
        sentence=sentence,
        start=event.sentence.start,
        end=event.sentence.end,
        coordinates=event.coordinates,
        precision=precision,
        inferred=inferred,
        trigger=trigger,
        parties=_parties(event, by_id, *states, inferred),
        about=about,
        doing=len(named[0]),
        named=names_in(sentence),
        stand=stand.position if stand else "",
        holder=stand.holder if stand else "",
        matter=_matter(stand) if stand else frozenset(),
        heard=stand is not None and stand.heard,
    )


def _matter(stand: Stand) -> frozenset[str]:
    """The stems that say what a stand is on; of "the measure" those of the sentence before."""
    matter = same_act(content_words(stand.proposal)) - generic()
    return matter | (same_act(content_words(stand.before)) - generic()) if matter <= unspecific() else matter


def names_in(sentence: str) -> frozenset[str]:
    """The stems of names in a sentence: words with a capital within it, beside those of countries and offices; none in
    a headline, which capitalises what is no name."""
    found = [m for m in _WORD.finditer(sentence) if folded(m.group()) not in _empty()]
    if sum(m.group()[0].islower() for m in found) < _RUNNING:
        return frozenset()
    inside = (m.group() for m in found if m.start() and m.group()[0].isupper() and sentence[m.start() - 1] in _BEFORE)
    words = {folded(w) for w in inside} - _offices()
    return frozenset(stem(w) for w in words if w not in _countries() and stem(w) not in generic())


@cache
def _offices() -> frozenset[str]:
    return frozenset(lexicons.table("collation.toml")["offices"])


def same_act(stems: frozenset[str]) -> frozenset[str]:
    """Stems, each as the first of the words that news takes for it ("pull" as "withdraw")."""
    return frozenset(_alike().get(w, w) for w in stems)


@cache
def whole_of(type_: str) -> frozenset[str]:
    """Stems that deny every act of a type: "did not attack" answers "dropped explosives on"."""
    return same_act(frozenset(stem(w) for w in lexicons.table("collation.toml")["whole"].get(type_, ())))


@cache
def _alike() -> dict[str, str]:
    rows = ([stem(w) for w in row.split()] for row in lexicons.table("collation.toml")["alike"])
    return {word: first for first, *others in rows for word in (first, *others)}


def _within(event: Event, by_id: dict[str, Actor], country: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of what is done within one country: its government as the country, others by their names, and whom
    the government does it to by name."""
    doing, suffering = ([by_id[r.actor] for r in refs if r.actor in by_id] for refs in (event.actors, event.recipients))
    one, other = (tuple(folded(a.name) for a in side if _has_name(a)) for side in (doing, suffering))
    doers = one if one and not any(map(_governs, doing)) else country
    to_state = doers != country and any(map(_governs, suffering))
    return doers, country if to_state or not other or {*other} & {*one} else other


def _has_name(actor: Actor) -> bool:
    return actor.kind in _NAMED and actor.name[:1].isupper()


def _governs(actor: Actor) -> bool:
    return actor.kind in _GOVERNING or actor.sector in _OFFICES


def _one_meant(
    doers: tuple[str, ...], recipients: tuple[str, ...], inferred: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides, without one that is only inferred to be what the other is: nobody acts on themselves unsaid."""
    if doers != recipients or not inferred:
        return doers, recipients
    return (doers, ()) if "recipients" in inferred else ((), recipients)


def _days(when: When | None, event: Event, published: dt.date | None) -> tuple[dt.date | None, dt.date | None, str]:
    """The first and the last day that the words leave open, and how precisely; see ``Account``."""
    ahead = event.modality in _AHEAD
    start, end = (when.start, when.end) if when else (None, None)
    if when is not None and start is not None and end is not None:
        return start, end, "day" if start == end else "interval"
    if ahead:
        return start, end, "ahead"
    if start is not None:
        return (start, published, "interval") if published and start <= published else (start, None, "interval")
    if end is not None and published is not None:
        return None, min(end, published), "before"
    return None, end or published, "before"


def _parties(
    event: Event,
    by_id: dict[str, Actor],
    doers: tuple[str, ...],
    recipients: tuple[str, ...],
    inferred: tuple[str, ...],
) -> frozenset[str]:
    """Who takes part, in any role: countries that the text gives, the last words of names that are of somebody, and the
    last two of what is called by more than a noun ("the presidential guard")."""
    codes = {c for side, names in (("doers", doers), ("recipients", recipients)) if side not in inferred for c in names}
    refs = (*event.actors, *event.recipients, *event.participants)
    actors = [by_id[r.actor] for r in refs if r.actor in by_id]
    named = {folded(a.name).split()[-1] for a in actors if a.name[:1].isupper()}
    bodies = (folded(a.name).split() for a in actors if a.name[:1].islower())
    called = {" ".join(stem(w) for w in words[-2:]) for words in bodies if len(words) > 1}
    return frozenset({c for c in codes if len(c) == 3 and c.isupper()} | (named - generic()) | called)


def _about(report: Report) -> frozenset[str]:
    """The stems of the names of a report's actors and title, the most mentioned first."""
    actors = sorted(report.actors, key=lambda a: (-len(a.mentions), a.name))
    words = [content_words(a.name) for a in actors if a.name[:1].isupper()]
    stems = dict.fromkeys(w for some in words for w in sorted(some) if w not in generic())
    return frozenset(list(stems)[:_NAMES]) | frozenset(a.country for a in actors[:_NAMES] if a.country)


@cache
def generic() -> frozenset[str]:
    """Nouns that name nobody in particular, in both numbers and as stems."""
    nouns = lexicons.table("collation.toml")["generic"]
    return frozenset(form for noun in nouns for form in (noun, f"{noun}s", f"{noun[:-1]}ies", stem(noun)))


@cache
def unspecific() -> frozenset[str]:
    """Stems of nouns that say only what kind of thing a stance is on: which one it is the report says elsewhere."""
    nouns: list[str] = lexicons.table("collation.toml")["unspecific"]
    return frozenset(s for noun in nouns for s in same_act(frozenset({stem(noun)})))


def _names(refs: tuple[ActorRef, ...], by_id: dict[str, Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded(by_id[r.actor].name) for r in refs if r.actor in by_id))


def _chain(report: Report, event: Event, by_id: dict[str, Actor]) -> list[tuple[str, bool]]:
    """The hands that the event came through, innermost first, and whether each is unnamed; the publisher is last."""
    if not event.attributions:
        return [(report.article.publisher or f"article {report.article.id}", False)]
    out = []
    for link in report.attribution(event.attributions[0]).chain:
        actor = by_id.get(link.actor or "")
        unnamed = actor is not None and (actor.kind is ActorKind.UNNAMED or _is_nobody(actor.name))
        out.append((link.label, unnamed))
    return out


def _is_nobody(name: str) -> bool:
    """Whether a source goes by a common noun alone: "a Western diplomat", "security officials"."""
    last = folded(name).split()[-1:] or [""]
    return name.split()[-1:] == last and stem(last[0]) in _nobody()


@cache
def _nobody() -> frozenset[str]:
    return frozenset(stem(w) for w in lexicons.table("collation.toml")["nobody"])


def _root(chain: list[tuple[str, bool]]) -> str:
    """The innermost hand of an account that has a name: an outlet stands for what it has from unnamed sources."""
    label = next((label for label, unnamed in chain if not unnamed), chain[-1][0])
    return source_key(label)


def source_key(label: str) -> str:
    """What a source is compared by: "Tunisia's Interior Ministry" and "the Interior Ministry of Tunisia" are one."""
    words = _WORD.findall(folded(label).replace("'s ", " ").replace("’s ", " "))
    codes = {_countries().get(w, w) for w in words if w not in _empty()}
    return " ".join(sorted(codes)) or folded(label)


@cache
def _countries() -> dict[str, str]:
    """Names and demonyms of countries, folded, to their codes."""
    rows = lexicons.rows("countries.csv")
    return {folded(w): r["alpha3"] for r in rows for w in f"{r['names']}|{r['demonyms']}".split("|") if w}


@cache
def country_words() -> frozenset[str]:
    """Stems of the names and demonyms of countries."""
    return frozenset(stem(word) for name in _countries() for word in _WORD.findall(name))
