"""The words of ``memberships.toml``, as questions about a token."""

from typing import NamedTuple

from spacy.tokens import Token

from dragoman.languages.phrases import Phrases, phrases
from dragoman.model import ActorKind
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax.link import Link

FILE = "memberships.toml"
GROUPS = {ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}


class Belonging(NamedTuple):
    """Members and their group, as heads of phrases, with the word that says so and the status it gives."""

    members: tuple[Token, ...]
    group: tuple[Token, ...] | str  # the words that name it, or the name that a label stands for
    by: Token
    status: str


def known(word: Token) -> Phrases:
    """The phrases of the language of ``word``."""
    return phrases(FILE, word.doc.lang_)


def is_a(word: Token, class_: str, kind: str = "noun") -> bool:
    """Whether ``word``, by its lemma, is of a class: "members" is a "part"."""
    return scheme.base(word) in known(word).of_class(class_, kind)


def is_told(noun: Token, class_: str) -> bool:
    """Whether an adjective of a class stands before ``noun``: "a former member"."""
    words = known(noun).of_class(class_, "adjective")
    return any(a.lower_ in words for a in scheme.adjectives(noun))


def small(word: Token, class_: str) -> frozenset[str]:
    """The prepositions of a class: "in" and "within"."""
    return known(word).of_class(class_, "preposition")


def under(word: Token, class_: str) -> list[Token]:
    """What stands behind a preposition of a class below ``word``: the Pact of "members of the Pact"."""
    return scheme.prepositional(word, *small(word, class_))


def is_behind(word: Token, class_: str) -> bool:
    """Whether ``word`` stands behind a preposition of a class: "as a member", "like Peru"."""
    return is_marked(scheme.link(word), word, class_)


def is_marked(found: Link, word: Token, class_: str) -> bool:
    """Whether the word between ``word`` and what governs it is of a class."""
    return found.marker is not None and found.marker.lower_ in small(word, class_)
