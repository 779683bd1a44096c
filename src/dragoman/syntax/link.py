"""How a word hangs on another, in words of grammar that every label scheme can answer."""

from enum import StrEnum
from typing import NamedTuple

from spacy.tokens import Token


class Kind(StrEnum):
    """What a word is to the word that governs it."""

    CLAUSE = "clause"  # a finite clause that a verb, noun or adjective takes: "said that he left"
    INFINITIVE = "infinitive"  # "promised to leave", "the plan to leave"
    GERUND = "gerund"  # "began leaving", "accused of leaving"
    PARTICIPLE = "participle"  # beside a noun: "the deal signed in May"
    RELATIVE = "relative"  # "the deal that he signed"
    ADVERBIAL = "adverbial"  # "if he leaves", "leaving the room, he ..."
    COORDINATE = "coordinate"  # "came and left"
    BESIDE = "beside"  # "he left, officials said": the main clause of a quotation that is set beside it
    SUBJECT = "subject"
    OBJECT = "object"
    OBLIQUE = "oblique"  # behind a preposition: "an attack on Chile"
    APPOSITION = "apposition"
    MODIFIER = "modifier"  # "the attack plan"
    ROOT = "root"


class Link(NamedTuple):
    """``governor`` is the word above, ``marker`` the preposition or conjunction between, None where there is none."""

    kind: Kind
    governor: Token
    marker: Token | None = None
