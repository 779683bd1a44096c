"""The home country of a report: where an affair plays that plays in one country.

"The police arrested a man" in a report that speaks of Peru alone is about Peru's police. Nobody wrote so: what is taken
from here is inferred, and whoever uses it must say so. Unnamed armed groups and international bodies get none.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from dragoman.languages import lexicons
from dragoman.mentions.countries import NameIndex
from dragoman.mentions.names import country_names, demonyms, named_in, names
from dragoman.model import Actor, ActorKind
from dragoman.reading.draft import Draft, Place

_LEAST = 2  # names of the country or of places in it
_SHARE = 0.4  # of all names of countries and places: what it gives was right for 89 in 100 actors of gold/train.jsonl
_CLEAR, _LEAD = 0.25, 2.5  # or this share and so many times the next: 53 of 57 actors more, in seven reports
_OPENING = 60  # tokens whose names count twice
_ELSEWHERE = frozenset({"REB", "IGO", "NGO", "JRN", "MNC", "BUS"})  # sectors that are often of no or another country
_KINDS = frozenset(
    {
        ActorKind.PERSON,
        ActorKind.MINISTRY,
        ActorKind.ORGANISATION,
        ActorKind.POPULATION,
        ActorKind.GROUP,
        ActorKind.OTHER,
    }
)


def home_of_report(index: NameIndex, places: dict[int, Place]) -> str | None:
    """The country that most names of countries and places in a report are of; None where it speaks of several."""
    named = {index.full[i][0].i if i in index.full else i: code for i, code in index.countries.items()}
    named |= {i: place.country for i, place in places.items() if i - 1 not in places and i not in index.countries}
    votes: Counter[str] = Counter()
    for at, code in named.items():
        if index.is_of_embassy(at):
            continue  # which stands in another country
        votes[code] += 2 if at < _OPENING else 1
    if not votes:
        return None
    (code, most), *others = votes.most_common(2)
    enough = most >= _SHARE * votes.total()
    clear = bool(others) and most >= _CLEAR * votes.total() and most >= _LEAD * others[0][1]
    opens = any(at < _OPENING and named[at] == code for at in named)
    return code if most >= _LEAST and (enough or (clear and opens)) else None


def home_of(actor: Actor, draft: Draft) -> str | None:
    """The home country of the report, for an actor whose own no word tells: right for nine in ten on our gold."""
    may = actor.country is None and actor.kind in _KINDS and actor.sector not in _ELSEWHERE
    if not may or actor.members or _is_of_several(actor):
        return None
    state = country_of_publisher(draft.publisher)
    abroad = draft.home not in {state, None} and state is not None and _rules_elsewhere(actor, state)
    if state is not None and _is_of_publisher(actor) and not abroad:
        return state
    if draft.home in draft.posted.get(actor.id, ()) or (_is_monarch(actor) and draft.home not in _monarchies()):
        return None
    return draft.home


def _is_monarch(actor: Actor) -> bool:
    """Whether a title is one that a republic has not: "King", "His Majesty"."""
    told = {*(actor.title or "").lower().split()}
    return actor.kind is ActorKind.PERSON and not told.isdisjoint(lexicons.table("roles.toml")["monarchs"]["words"])


@cache
def _monarchies() -> frozenset[str]:
    return frozenset(lexicons.table("roles.toml")["monarchs"]["realms"])


def _rules_elsewhere(actor: Actor, state: str) -> bool:
    """Whether a name is of who rules another state: a prime minister where ``state`` has none, "the X regime"."""
    table = lexicons.table("roles.toml")
    if actor.title is not None:
        premier = any(title in actor.title.lower() for title in table["premiers"]["words"])
        return premier and state in table["premiers"]["without"]
    *whose, last = actor.name.split()
    return bool(whose) and last in table["led"]["words"] and whose[-1][:1].isupper()


def _is_of_publisher(actor: Actor) -> bool:
    """Whether a government's own statement names one of its own: foreign officials come with their country there."""
    titled = actor.kind is ActorKind.PERSON and actor.title is not None
    return actor.sector in {"GOV", "LEG"} and (titled or actor.name[:1].isupper())


def _is_of_several(actor: Actor) -> bool:
    """Whether a name says that its bearer is of no country or of several: "the coalition", "foreign officials"."""
    return actor.kind is not ActorKind.PERSON and not _abroad().isdisjoint(actor.name.lower().split())


@cache
def _abroad() -> frozenset[str]:
    return frozenset(lexicons.table("roles.toml")["abroad"]["words"])


@cache
def country_of_publisher(publisher: str | None) -> str | None:
    """The country (alpha-3) whose government publishes, as in "US Department of State"; None for the press."""
    if not publisher:
        return None
    name = publisher.lower().removeprefix("the ")
    words, roles_ = name.split(), lexicons.table("roles.toml")
    seat: str | None = roles_["seats"].get(name)
    if seat is not None:
        return seat
    if not {*roles_["ministry"]["words"], *roles_["body"]["GOV"]} & set(words):
        return None
    known = (names().get(word) for word in words)
    stated = [k.country for k in known if k is not None and k.kind is ActorKind.STATE]
    return next(iter(stated), None) or next((demonyms()[w] for w in words if w in demonyms()), None)


@cache
def department_of(publisher: str | None) -> str | None:
    """A government's department that publishes, by its whole name: "US Department of State" is of the United States."""
    code = country_of_publisher(publisher)
    if publisher is None or code is None:
        return None
    for start, end in named_in(publisher):
        known = names().get(publisher[start:end].lower())
        if known is not None and known.kind is ActorKind.STATE and known.country == code:
            return f"{publisher[:start]}{country_names()[code]}{publisher[end:]}"
    return None
