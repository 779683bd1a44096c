"""The way through a parse from one word to another, as features of what is learned; labels pass through unread."""

from typing import NamedTuple

from spacy.tokens import Token

_LONGEST = 10  # words on the way up from either end
_ARGUMENTS = {
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "conj",
    "poss",
    "compound",
    "amod",
    "nmod",
    "dative",
    "appos",
}
_NAMED = {"prep", "agent", "mark", "dative"}  # small words that tell more than their label
_INSIDE = {"amod", "compound", "nmod"}
_SUBJECTS = {"nsubj", "nsubjpass"}


class Way(NamedTuple):
    """The words passed going up from the first word, those going down to the second, and the one where both meet."""

    up: tuple[Token, ...]
    down: tuple[Token, ...]
    top: Token

    @property
    def length(self) -> int:
        """How many steps it takes."""
        return len(self.up) + len(self.down)


def upwards(token: Token, most: int = _LONGEST) -> list[Token]:
    """``token`` and the words above it, at most ``most`` in all."""
    found = [token]
    while token.head.i != token.i and len(found) < most:
        token = token.head
        found.append(token)
    return found


def way(start: Token, end: Token) -> Way | None:
    """The way from ``start`` to ``end``; None where they do not hang together within ten words."""
    above = upwards(start)
    at = {token.i: number for number, token in enumerate(above)}
    below = upwards(end)
    for number, token in enumerate(below):
        if token.i in at:
            return Way(tuple(above[: at[token.i]]), tuple(below[:number][::-1]), token)
    return None


def relation(token: Token) -> str:
    """What ``token`` is to the word above it."""
    return str(token.dep_)


def label(token: Token) -> str:
    """What ``token`` is to the word above it, with the word itself where that is a preposition or the like."""
    return f"{token.dep_}:{token.lower_}" if token.dep_ in _NAMED else str(token.dep_)


def is_argument(token: Token) -> bool:
    """Whether a noun stands where one that takes part in an act may stand."""
    return token.dep_ in _ARGUMENTS and token.pos_ in {"NOUN", "PROPN", "NUM"}


def is_inside(token: Token) -> bool:
    """Whether ``token`` only describes the noun above it: "Chilean" in "the Chilean minister"."""
    return token.dep_ in _INSIDE


def is_subject(token: Token) -> bool:
    """Whether ``token`` is the subject of its clause, in either voice."""
    return token.dep_ in _SUBJECTS


def is_main_subject(token: Token) -> bool:
    """Whether ``token`` is the subject of its sentence."""
    return bool(is_subject(token) and token.head.dep_ == "ROOT")
