"""What stands around a cue of attribution in spaCy's English models (ClearNLP labels), in words of grammar."""

from spacy.tokens import Token

from dragoman.syntax.clearnlp import has_to
from dragoman.syntax.tree import children


def nominal_subjects(verb: Token) -> list[Token]:
    """The active subjects that stand with ``verb``: "the ministry said"."""
    return children(verb, "nsubj")


def nouns_under(word: Token) -> list[Token]:
    """What a verb or a preposition governs: "citing the ministry", "to the ministry"."""
    return children(word, "dobj", "pobj")


def nouns_behind(preposition: Token) -> list[Token]:
    """What stands behind ``preposition``."""
    return children(preposition, "pobj")


def stands_behind_preposition(noun: Token) -> bool:
    """Whether ``noun`` stands behind a preposition, its head: "at a conference"."""
    return bool(noun.dep_ == "pobj")


def opens_phrase(token: Token) -> bool:
    """Whether ``token`` opens a phrase as a preposition does: "according to", "among villagers"."""
    return bool(token.dep_ == "prep")


def relative_clause(opening: Token, relative: Token) -> tuple[Token, Token] | None:
    """Of "the fund, according to which prices fell", with ``opening`` and "which": the noun, and the clause's verb.

    The parser hangs the clause on the noun, or on the preposition and that on the main verb.
    """
    if relative.tag_ not in {"WP", "WDT"}:
        return None
    if opening.head.dep_ == "relcl" and opening.head.head.i < opening.i:
        return opening.head.head, opening.head
    verb = next(iter(c for part in (opening, *opening.children) for c in children(part, "pcomp")), None)
    before = opening.i - 1 if opening.i and opening.nbor(-1).text != "," else opening.i - 2
    if verb is None or before < 0 or opening.doc[before].pos_ not in {"NOUN", "PROPN"}:
        return None
    return opening.doc[before], verb


def is_that_clause(verb: Token) -> bool:
    """Whether ``verb`` heads a clause after "that" which another word takes."""
    taken = verb.dep_ in {"acl", "ccomp", "relcl", "advcl"}
    return taken and any(c.lower_ == "that" for c in children(verb, "mark"))


def clauses_of(verb: Token) -> list[Token]:
    """The clauses that ``verb`` takes: "said (that) he left"."""
    return children(verb, "ccomp")


def infinitive_complements(verb: Token) -> list[Token]:
    """The "to" infinitives that ``verb`` takes: "vowed to leave"."""
    return [c for c in children(verb, "xcomp") if has_to(c)]


def set_beside(verb: Token, quoted: bool) -> Token | None:
    """The main verb that ``verb`` is set beside, "he left, she said"; where ``quoted``, also one that takes it."""
    return verb.head if verb.dep_ == "parataxis" or (quoted and verb.dep_ == "ccomp") else None


def objects_and_infinitives(verb: Token) -> list[Token]:
    """What ``verb`` is done to or aims at."""
    return children(verb, "dobj", "xcomp")


def plain_objects(verb: Token) -> list[Token]:
    """The direct objects of ``verb``, those coordinated with them left out."""
    return children(verb, "dobj")


def told(verb: Token) -> list[Token]:
    """Whom or what is told: "told the paper"."""
    return children(verb, "dobj", "dative")


def small_parts(verb: Token) -> list[Token]:
    """Auxiliaries, negations and particles of ``verb``: "has not pointed out"."""
    return children(verb, "aux", "neg", "prt")


def qualifiers(noun: Token) -> list[Token]:
    """The nouns and adjectives before ``noun``."""
    return children(noun, "compound", "amod")
