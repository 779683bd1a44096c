"""The arguments of an act: its phrase, its clause, what it speaks of; in any label scheme."""

from spacy.tokens import Token

from dragoman.languages.words import words
from dragoman.syntax.scheme import scheme
from dragoman.syntax.tree import conjuncts


def modifiers(noun: Token) -> list[Token]:
    """What stands beside ``noun`` without a preposition and belongs to it: possessors, adjectives, nouns."""
    return scheme.attributes(noun)


def kinds(noun: Token) -> list[Token]:
    """The nouns and adjectives beside ``noun`` that tell what it is: "a mediation mission"."""
    return scheme.describing(noun)


def is_joined(token: Token) -> bool:
    """Whether ``token`` is coordinated with a word before it, or stands behind a preposition."""
    return scheme.is_member(token)


def is_taken_up(noun: Token) -> bool:
    """Whether ``noun`` speaks of what was told before: "after the clashes", but not "clashes broke out"."""
    known = words(noun.doc.lang_).of_class("definite", "determiner")
    return any(d.lower_ in known for d in scheme.determiners(noun))


def small_words(verb: Token) -> set[str]:
    """The particles, adverbs and prepositions beside ``verb``, as word lists hold them."""
    return {scheme.form(c) for c in scheme.particles(verb)}


def indirect_objects(verb: Token) -> list[Token]:
    """To or for whom: "gave Chile a loan"."""
    return [o for d in scheme.datives(verb) for o in conjuncts(d)]


def phrase(head: Token) -> list[Token]:
    """``head`` and what modifies it, without clauses; nearest first."""
    found, queue = [], [head]
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue += scheme.modifiers(token)
    return found


def clause(verb: Token) -> list[Token]:
    """The words of the clause of ``verb`` but its subject, nearest first: objects, prepositions, complements."""
    found, queue = [], [verb]
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue += scheme.parts(token, token.i == verb.i)
    return found


def on_condition(verb: Token) -> list[Token]:
    """Whose act a threat hangs on: "unless X withdraws"."""
    known = words(verb.doc.lang_)
    hangs_on = {"until", *known.of_class("condition", "conjunction")}
    clauses = [c for v in (verb, *scheme.complements_of(verb)) for c in scheme.circumstances(v)]
    held = [c for c in clauses if any(m.lower_ in hangs_on for m in scheme.markers(c))]
    return [s for c in held for s in scheme.noun_subjects(c)]


def complement(verb: Token, depth: int = 2) -> list[Token]:
    """What the clauses under ``verb`` are about: "threatened to cut off electricity to X", "accused Y of arming Z"."""
    found: list[Token] = []
    for clause_ in scheme.clauses_under(verb):
        found += [s for s in scheme.noun_subjects(clause_) if s.pos_ != "PRON"]
        found += scheme.objects(clause_)
        found += scheme.indirect_objects(clause_)
        if depth:
            found += complement(clause_, depth - 1)
    return found


def complement_subjects(verb: Token) -> list[Token]:
    """Who does what ``verb`` speaks of: "demanded that Chile withdraw"."""
    return [s for c in scheme.complements_of(verb) for s in scheme.noun_subjects(c)]
