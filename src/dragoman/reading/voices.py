"""Who "we" is: whoever is quoted, and outside a quotation the government that publishes the text."""

from spacy.tokens import Token

from dragoman.mentions.home import country_of_publisher
from dragoman.model import ActorKind, ActorRef
from dragoman.reading.draft import Draft
from dragoman.reading.events.roles import refs, state, states
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax.link import Kind

_PEOPLE = {ActorKind.PERSON, ActorKind.UNNAMED}
_BODIES = {ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP, ActorKind.GROUP, ActorKind.MINISTRY}
_CLOSED = 4  # words of "we", its apposition and the commas around that


def holders(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The actors that ``tokens`` name; "we" is whoever is quoted, or else the government that publishes."""
    found = refs(tokens, draft)
    first = next((t for t in tokens if scheme.is_of_first_person(t)), None)
    named = _named_with(first, draft) if first is not None else ()
    if named or found or first is None:
        return named or found or _telling_of_themselves(tokens, draft)
    under = draft.under(first.idx)
    return draft.said_by(under) if under else publishing(first, draft)


def _telling_of_themselves(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """Who "she" or "it" is where nobody was named before who says so: "She is against the dam, Jane Doe said"."""
    if len(tokens) != 1 or not scheme.is_one_of_them(tokens[0]) or scheme.link(tokens[0]).kind is not Kind.SUBJECT:
        return ()
    verb = scheme.link(tokens[0]).governor
    if scheme.is_neuter(tokens[0]) and (scheme.infinitives(verb) or scheme.fillers(verb, "clause")):
        return ()  # "it is against all custom to go"
    said, actors = draft.said_by(draft.under(tokens[0].idx)), draft.actors_by_id()
    kinds = _BODIES if scheme.is_neuter(tokens[0]) else _PEOPLE
    return tuple(said) if len(said) == 1 and said[0].actor in actors and actors[said[0].actor].kind in kinds else ()


def named_before(noun: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """Whose a position or a promise is by a name or a country before it: "union protests", "the U.S. commitment"."""
    before = scheme.adjectives(noun)
    named = holders([t for t in before if t.i in draft.mentions], draft)
    return named or states([t for t in before if t.i in draft.countries], draft)


def _named_with(pronoun: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """The states that "we" is said to be of between commas: "we, the ministers of Peru, Chile and Togo, condemn"."""
    doc, verb = pronoun.doc, scheme.link(pronoun).governor
    between = doc[pronoun.i + 1 : verb.i]
    if len(between) < _CLOSED or between[0].text != "," or between[1].pos_ not in {"DET", "PROPN", "NOUN"}:
        return ()
    actors = draft.actors_by_id()
    named = [t for t in between if t.i in draft.mentions]
    return refs([t for t in named if actors[draft.mentions[t.i].actor].kind is ActorKind.STATE], draft)


def publishing(token: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """The government that publishes the text, as who says ``token``; nobody where the press publishes it."""
    country = country_of_publisher(draft.publisher)
    return (state(country, token, draft),) if country is not None else ()
