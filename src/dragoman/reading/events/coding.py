"""Coding: an event's countries, place, contexts and CAMEO code, from its words and, where they are silent, by rule.

What a rule supplied rather than a word is named in ``Event.inferred``: event data codes a curfew in Cairo as Egypt to
Egypt, and so does Dragoman, but it says that nobody wrote so.
"""

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from dragoman import lexicons
from dragoman.model import Actor, ActorKind, ActorRef
from dragoman.reading.draft import Draft, Place, children, conjuncts, objects, sentence
from dragoman.reading.events.frames import BASE
from dragoman.reading.events.roles import clause, phrase

_HERE = {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "along", "off"}
_AIMS = {"on", "against", "at"}
_FOREIGN = {"IGO", "NGO", "MNC"}
_ABROAD = {"CONSULT", "COOPERATE", "SUPPORT", "AID", "MOBILIZE", "SANCTION"}  # whose recipient is not home by default
_AT_HOME = {"CONCEDE", "COERCE", "PROTEST", "RETREAT"}
_RULERS = {"GOV", "MIL", "COP", "LEG", "JUD"}


class Countries(NamedTuple):
    """ISO 3166-1 alpha-3 codes of both sides, and which sides no word of the event's names."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    inferred: tuple[str, ...]


def country_at(token: Token, draft: Draft) -> str | None:
    """The country that a token names, or that the place it names lies in."""
    place = draft.places.get(token.i)
    if token.tag_ == "PRP$" and token.i in draft.mentions:  # "its troops"
        return next((a.country for a in draft.actors if a.id == draft.mentions[token.i].actor), None)
    return draft.countries.get(token.i) or (place.country if place else None)


def named(tokens: list[Token], draft: Draft) -> list[str]:
    """The countries that tokens name, in their order, once each."""
    return list(dict.fromkeys(c for t in tokens if (c := country_at(t, draft))))


def countries_of(found: tuple[ActorRef, ...], draft: Draft) -> list[str]:
    """The countries of actors, or of whom they belong to."""
    by_id = {a.id: a for a in draft.actors}
    codes = []
    for ref in found:
        actor = by_id[ref.actor]
        owner = by_id.get(actor.affiliation or "")
        codes.append(actor.country or (owner.country if owner else None))
    return list(dict.fromkeys(c for c in codes if c))


def code_countries(
    verb: Token,
    type_: str,
    doers: tuple[ActorRef, ...],
    doer_words: list[Token],
    targets: tuple[ActorRef, ...],
    target_words: list[Token],
    explicit: bool,
    where: Place | None,
    draft: Draft,
) -> Countries:
    """The countries of both sides of the event of ``verb``; ``explicit`` where recipients stand in its own phrases."""
    inferred = []
    ours, theirs = _said(doers, doer_words, draft), _said(targets, target_words, draft)
    by_id = {a.id: a for a in draft.actors}
    actors = [by_id[r.actor] for r in doers]
    if not ours and doer_words and _has_home(actors):
        domestic = type_ in _AT_HOME or not explicit or any(_is_domestic(a) for a in actors)
        ours = _home(verb, [] if domestic else theirs, where, draft)
        inferred += ["actor_countries"] if ours else []
    if not theirs:
        theirs = _about(verb, ours, where, draft)
        foreign = any(by_id[r.actor].sector in _FOREIGN for r in targets)
        named_by_office = bool(targets) and type_ in {"REQUEST", "INVESTIGATE"}  # "ordered the former minister to"
        at_home = type_ not in _ABROAD and (named_by_office or _acts_at_home(type_, actors))
        if not theirs and doer_words and at_home and not foreign:
            theirs = ours[:1]
        inferred += ["recipient_countries"] if theirs else []
    return Countries(tuple(ours), tuple(theirs), tuple(inferred))


def _said(found: tuple[ActorRef, ...], words: list[Token], draft: Draft) -> list[str]:
    """The countries that a side's actors have or its phrases name, coordinated ones too ("Greek and Cypriot sides")."""
    near = [t for w in words for t in phrase(w)]
    codes = countries_of(found, draft)
    joined = [c for t in near if country_at(t, draft) in codes for c in named(conjuncts(t), draft)]
    return list(dict.fromkeys([*codes, *joined])) or named(near, draft)


def _about(verb: Token, ours: list[str], where: Place | None, draft: Draft) -> list[str]:
    """Another country that the clause names, else the place's, else one named in a clause under its objects."""
    others = [c for c in named(clause(verb), draft) if c not in ours]
    if others or where is not None:
        return others or ([where.country] if where else [])
    aimed = [t for s in children(verb, "nsubj") for t in phrase(s) if t.dep_ == "pobj" and t.head.lower_ in _AIMS]
    if aimed and (codes := [c for c in named(aimed, draft) if c not in ours]):
        return codes
    inner = [t for o in (*objects(verb), *children(verb, "prep", "advcl")) for t in o.subtree]
    return [c for c in named(inner, draft) if c not in ours][:1]


def _is_domestic(actor: Actor) -> bool:
    """Whether an actor acts within a state rather than for it: populations, rebels, parties."""
    return actor.kind in {ActorKind.POPULATION, ActorKind.ARMED_GROUP, ActorKind.GROUP} or actor.sector == "OPP"


def _has_home(actors: list[Actor]) -> bool:
    """Whether actors are of one country at all: not international bodies, outlets or nobody known."""
    placeless = {ActorKind.OUTLET, ActorKind.DOCUMENT, ActorKind.UNNAMED}
    return not any(a.sector in _FOREIGN or a.kind in placeless for a in actors)


def _home(verb: Token, theirs: list[str], where: Place | None, draft: Draft) -> list[str]:
    """The country where the doers are at home: of the act's place, else the only one but ``theirs`` in the sentence."""
    if where is not None and where.country not in theirs:
        return [where.country]
    sources = [s for a in draft.attributions for r in a.sources for s in r.spans]
    naming = [t for t in sentence(verb) if country_at(t, draft)]
    tokens = [t for t in naming if not any(s.holds(t.idx) for s in sources)]
    others = [c for c in named(tokens, draft) if c not in theirs]
    return others if len(others) == 1 else []


def _acts_at_home(type_: str, actors: list[Actor]) -> bool:
    states = any(a.kind is ActorKind.STATE or a.sector in _RULERS for a in actors)
    return type_ in _AT_HOME or type_ == "REJECT" or not states


def place_of(verb: Token, draft: Draft) -> tuple[Place, list[Token]] | None:
    """Where the event of ``verb`` took place, and the words that say so: the nearest place after "in", "at", "near"."""
    for token in clause(verb):
        if token.dep_ != "prep" or token.lower_ not in _HERE:
            continue
        for inner in (t for c in token.children for t in phrase(c)):
            if inner.pos_ != "PROPN":
                continue
            if place := draft.places.get(inner.i):
                words = [t for t in inner.doc[max(0, inner.i - 4) : inner.i + 5] if draft.places.get(t.i) is place]
                return place, words
            if (code := draft.countries.get(inner.i)) and inner.ent_type_ in {"GPE", "LOC"}:
                return Place(inner.text, code), [inner]
    return place_of(verb.head, draft) if verb.dep_ in {"xcomp", "advcl"} and verb.head.pos_ == "VERB" else None


def contexts(verb: Token) -> tuple[str, ...]:
    """PLOVER contexts that words of the clause speak of."""
    lemmas = {t.lemma_.lower() for t in verb.subtree}
    return tuple(c for c, words in lexicons.table(BASE)["contexts"].items() if lemmas & set(words))


def cameo(code: str, type_: str, inner: str | None, found: tuple[str, ...]) -> str:
    """The CAMEO code, made finer where the act spoken of (its type ``inner``) or a context says more.

    "Agreed to send aid" is 033 rather than 030, "agreed to send food aid" 0333, by tables in ``lexicons/events.toml``.
    """
    table = lexicons.table(BASE)
    if inner is not None and code == table["intent"]["codes"].get(type_):
        code = table["embedded"].get(type_, {}).get(inner, code)
    finer = table["finer"].get(code, {})
    return next((finer[c] for c in found if c in finer), code)


@cache
def mode_of(code: str) -> str | None:
    """The PLOVER mode that a CAMEO code implies."""
    modes: dict[str, str] = lexicons.table(BASE)["mode_of"]
    return modes.get(code, modes.get(code[:3]))


@cache
def goldstein(code: str) -> float:
    """The Goldstein-scale intensity of a CAMEO code (-10 to 10), of its first three digits where it has no own."""
    scale: dict[str, float] = lexicons.table(BASE)["goldstein"]
    return scale.get(code, scale.get(code[:3], scale[code[:2] + "0"]))
