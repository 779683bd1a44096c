"""Prepositions, particles and adverbs, and what stands behind them."""

from spacy.tokens import Token

from dragoman.syntax.clearnlp.verbs import base, has_to, is_copula, is_verb
from dragoman.syntax.tree import children, conjuncts


def prepositional(token: Token, *words: str) -> list[Token]:
    """Objects of the prepositions ``words`` under ``token``."""
    heads = [c for c in token.children if c.dep_ in {"prep", "dative"} and c.lower_ in words]
    return [o for h in heads for p in children(h, "pobj") for o in conjuncts(p)]


def own_preposition(token: Token) -> Token | None:
    """The preposition that ``token`` is, or that stands below it."""
    return token if is_preposition(token) else None


def behind(preposition: Token) -> list[Token]:
    """What ``preposition`` stands before."""
    return list(preposition.children)


def particles(verb: Token) -> list[Token]:
    """Particles, adverbs and prepositions of ``verb``, that of a clause included: "called for Chile to act"."""
    return [*children(verb, "prt", "advmod", "prep"), *_clause_prepositions(verb)]


def _clause_prepositions(word: Token) -> list[Token]:
    """The "for" of the clauses under ``word`` that say who is to do what."""
    clauses = [c for c in children(word, "advcl", "ccomp", "xcomp", "acl", "relcl") if has_to(c)]
    return [m for c in clauses for m in children(c, "mark") if m.lower_ == "for"]


def indirect_objects(verb: Token) -> list[Token]:
    """What prepositions and datives put beside ``verb``."""
    return [o for p in children(verb, "prep", "dative") for o in children(p, "pobj")]


def adverbs(token: Token) -> list[Token]:
    """The adverbs beside ``token``."""
    return children(token, "advmod", "npadvmod")


def beside(word: Token) -> list[Token]:
    """The small words that may make a phrase of ``word``: particles, prepositions, adverbs, and its object."""
    near = children(word, "prt", "advmod", "prep", "dative", "acomp", "dobj")
    inner = [p for c in near if c.tag_ != "VBG" for p in children(c, "prep")]  # none of "according to"
    return [*near, *inner]


def is_preposition(token: Token) -> bool:
    """Whether ``token`` is a preposition."""
    return token.dep_ in {"prep", "agent"} or token.pos_ == "ADP"


def is_adverbial(token: Token) -> bool:
    """Whether ``token`` stands as a time without a preposition: "met on Friday", "met Friday", "met yesterday"."""
    return token.dep_ in {"npadvmod", "advmod"}


def prepositional_objects(token: Token) -> list[Token]:
    """The objects of every preposition beside ``token``."""
    return [o for p in children(token, "prep") for o in children(p, "pobj")]


def prepositions(token: Token) -> list[Token]:
    """The prepositions beside ``token``, that of a clause included: "a call for Chile to act"."""
    return [*children(token, "prep"), *_clause_prepositions(token)]


_SIDING = {"declare", "pronounce", "proclaim", "set", "range", "position", "place"}


def copula_before(preposition: Token) -> Token | None:
    """The "be" or "remain" that ``preposition`` completes: "is against the dam", "declared herself against it"."""
    verb = preposition.head.head if preposition.head.pos_ == "ADV" else preposition.head  # "is up in arms"
    if not is_verb(verb):
        return None
    taking = base(verb) in _SIDING and any(o.lower_.endswith(("self", "selves")) for o in children(verb, "dobj"))
    return verb if taking or is_copula(verb) or base(verb) in {"remain", "stay", "stand"} else None


def voted_before(preposition: Token) -> Token | None:
    """The verb of a preposition that stands beside another one of it: "voted for the bill but against the tax"."""
    first = preposition.head
    beside = preposition.dep_ == "conj" and is_preposition(preposition) and is_preposition(first)
    return first.head if beside and is_verb(first.head) else None
