"""Who "we" is: whoever is quoted, and outside a quotation the government that publishes the text."""

from spacy.tokens import Token

from dragoman.mentions.home import country_of_publisher
from dragoman.model import ActorRef
from dragoman.reading.draft import Draft
from dragoman.reading.events.roles import refs, state
from dragoman.syntax import clearnlp as scheme


def holders(tokens: list[Token], draft: Draft) -> tuple[ActorRef, ...]:
    """The actors that ``tokens`` name; "we" is whoever is quoted, or else the government that publishes."""
    found = refs(tokens, draft)
    first = next((t for t in tokens if scheme.is_of_first_person(t)), None)
    if found or first is None:
        return found
    under = draft.under(first.idx)
    return draft.said_by(under) if under else publishing(first, draft)


def publishing(token: Token, draft: Draft) -> tuple[ActorRef, ...]:
    """The government that publishes the text, as who says ``token``; nobody where the press publishes it."""
    country = country_of_publisher(draft.publisher)
    return (state(country, token, draft),) if country is not None else ()
