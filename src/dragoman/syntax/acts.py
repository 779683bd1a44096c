"""What is said of an act that a noun or a gerund names."""

from spacy.tokens import Token

from dragoman.languages.words import Entry, Words
from dragoman.model import Modality
from dragoman.syntax.certain import ASSERTED, Certainty
from dragoman.syntax.itself import by_auxiliary, is_definite
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.scheme import scheme


def as_undergoing(noun: Token, found: Link, known: Words) -> Certainty:
    """ "An invasion would be met with fire", were there one."""
    if found.kind is not Kind.SUBJECT or is_definite(noun, known):
        return ASSERTED
    supposing = known.of_class("hypothesis", "auxiliary")
    supposed = next((t for t in scheme.auxiliaries(found.governor) if t.lower_ in supposing), None)
    return Certainty(Modality.CONDITIONAL, (supposed.i,)) if supposed is not None else ASSERTED


def is_in_being(noun: Token, entry: Entry, known: Words) -> bool:
    """Whether what is valued, backed or discussed may well be under way: "the role of the mediation", "backed the
    strike", "discussed the embargo"."""
    if entry.class_ == "worth":
        return is_definite(noun, known)
    if entry.class_ not in {"back", "debate"} or noun.lower_ in known.of_class("change", "noun"):
        return False
    return entry.class_ == "back" or is_definite(noun, known)


def as_deed(verb: Token, found: Link, known: Words) -> Certainty:
    """A deed that a clause says something of: "attacking Chile would be a mistake", but "killing them was one"."""
    above = found.governor
    if found.kind is not Kind.SUBJECT or not scheme.is_verb(above) or scheme.own_subjects(verb):
        return ASSERTED
    weighed = by_auxiliary(above, known) is not None or (scheme.is_copula(above) and scheme.is_present(above))
    return Certainty(Modality.POSSIBLE, (above.i,)) if weighed else ASSERTED


def said_in_general(noun: Token, verb: Token, known: Words) -> Certainty | None:
    """What is made of an act of which is said what it would be: "dialogue is the only way", "a truce is off the table".

    An act that is said to be one of its own kind is told of in general, too: "an attack on one is an attack on all".
    """
    told = [t for p in scheme.predicatives(verb) for t in (p, *scheme.prepositional_objects(p), *scheme.adverbs(p))]
    told += [t for o in scheme.prepositional_objects(verb) for t in (o, *scheme.prepositional_objects(o))]
    told += [o for p in scheme.prepositions(verb) for o in scheme.prepositional_objects(p)]
    means = known.of_class("means", "noun")
    return next(
        (Certainty(Modality.POSSIBLE, (t.i,)) for t in told if scheme.base(t) in {*means, scheme.base(noun)}), None
    )


def is_of_its_own_kind(noun: Token, copula: Token, known: Words) -> Certainty | None:
    """The other half of "an attack on one is an attack on all"."""
    alike = (s for s in scheme.own_subjects(copula) if scheme.base(s) == scheme.base(noun))
    return next((Certainty(Modality.POSSIBLE, (s.i,)) for s in alike if not is_definite(s, known)), None)
