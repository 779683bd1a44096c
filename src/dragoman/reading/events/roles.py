"""Roles: which actors an event's phrases name, as doers and as recipients."""

from spacy.tokens import Token

from dragoman.mentions.mention import is_of_post
from dragoman.mentions.names import country_names, demonyms, names
from dragoman.model import ActorKind, ActorRef
from dragoman.reading.draft import Draft
from dragoman.reading.events.frames import Frame, is_violent, listed
from dragoman.syntax.arguments import (
    complement,
    complement_subjects,
    indirect_objects,
    is_joined,
    modifiers,
    on_condition,
    phrase,
)
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import conjuncts, span_of


def refs(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The actors that ``tokens`` name, or that their possessors and "of" phrases do."""
    found: list[ActorRef] = []
    for token in tokens:
        near = [t for t in modifiers(token) if not is_scene(t)]
        inner = [*near, *scheme.prepositional(token, *listed("sides", "owners", token.doc.lang_))]
        named = [t for t in (token, *inner) if t.i in draft.mentions]
        more = [t for t in named[1:] if scheme.is_plural(token) and is_joined(t)]
        for hit in (*named[:1], *more):
            ref = draft.mentions[hit.i]
            if all(ref.actor != f.actor for f in found):
                found.append(ref)
    return tuple(found)


def singly(found: tuple[ActorRef, ...], draft: Draft) -> tuple[ActorRef, ...]:
    """The same with the members of a group in its place: "they" for Peru and Chile."""
    known = draft.actors_by_id()
    members = {ref.actor: known[ref.actor].members for ref in found if ref.actor in known}
    each = (ActorRef(actor=id, spans=ref.spans) for ref in found for id in members.get(ref.actor, ()) or (ref.actor,))
    return tuple({ref.actor: ref for ref in each}.values())


def roles(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """As ``refs``, and the countries that the phrases of ``tokens`` name where no actor found has one."""
    found = refs(tokens, draft)
    known = draft.actors_by_id()
    if any(r.actor in known and known[r.actor].country for r in found):
        return found
    near = [t for token in tokens for t in phrase(token) if not is_in_setting(t, token) and not is_of_post(t)]
    named = [t for t in near if t.i in draft.countries]
    joined = [t for t in named[:1] for t in conjuncts(t) if t.i in draft.countries]
    return (*found, *states(joined, draft))


def is_scene(token: Token) -> bool:
    """Whether a place's name only says where an attack was: "a Lima market bombing", but not "US strikes"."""
    if not scheme.is_compound(token) or not token.text.istitle() or token.lower_ in demonyms():
        return False
    known = names().get(token.lower_)
    is_place = known.kind is ActorKind.STATE if known is not None else token.ent_type_ in {"GPE", "LOC", "FAC"}
    if not is_place:
        return False  # "Taliban attacks"
    noun = token.head
    while scheme.is_compound(noun) and noun.head.i != noun.i:
        noun = noun.head
    return is_violent(noun)


def is_in_setting(token: Token, head: Token) -> bool:
    """Whether a word stands behind "in", "at", "near", belongs to a time or is a scene, on the way up to ``head``."""
    while token.i != head.i and token.head.i != token.i:
        if is_scene(token):
            return True
        word = scheme.own_preposition(token)
        if word is not None and word.lower_ in listed("places", "prepositions", word.doc.lang_):
            return True
        token = token.head
    return False


def states(named: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The states that country words name, found among the actors or added to them."""
    found: list[ActorRef] = []
    for token in named:
        ref = state(draft.countries[token.i], token, draft)
        if all(f.actor != ref.actor for f in found):
            found.append(ref)
    return tuple(found)


def state(code: str, token: Token, draft: Draft) -> ActorRef:
    """The state of a country's code as ``token`` names it, found among the actors or added to them."""
    span = span_of([token])
    actor = next((a for a in draft.actors if a.kind is ActorKind.STATE and a.country == code), None)
    if actor is None:
        actor = draft.add_actor(country_names()[code], ActorKind.STATE, span, country=code, sector="GOV")
    return ActorRef(actor=actor.id, spans=(span,))


def _is_fronted(noun: Token, verb: Token) -> bool:
    """Whether a common noun stands in a phrase before the subject: "to the relief of growers, Chad lifted the ban"."""
    doing = scheme.own_subjects(verb)
    return noun.pos_ == "NOUN" and bool(doing) and noun.i < doing[0].left_edge.i


def recipient_tokens(verb: Token, nouns: list[Token], frame: Frame) -> list[list[Token]]:
    """Where the recipient may stand, surest place first: what the frame says, other objects, the complement."""
    first: list[Token] = []
    if frame.objectrole == "recipient":
        done_to = [*scheme.objects(verb), *scheme.described(verb)]
        first += [o for o in done_to if o not in nouns] or done_to
    for word in frame.preps:
        first += [o for o in scheme.prepositional(verb, word) if not _is_fronted(o, verb)]
        first += [o for n in nouns for o in scheme.prepositional(n, word)]
    first += indirect_objects(verb)
    if frame.demand:
        first += complement_subjects(verb)
    tiers = [first, [o for o in (*scheme.objects(verb), *nouns) if not scheme.is_doer(o)], complement(verb)]
    return [*tiers, on_condition(verb)] if frame.type == "THREATEN" else tiers
