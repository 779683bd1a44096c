"""What a verb takes and says: its clauses and other complements, and what it ascribes."""

from spacy.tokens import Token

from dragoman.syntax.clearnlp.links import coordinated
from dragoman.syntax.clearnlp.sides import objects
from dragoman.syntax.clearnlp.verbs import (
    auxiliaries,
    base,
    has_to,
    is_copula,
    is_gerund,
    is_verb,
    markers,
    own_subjects,
)
from dragoman.syntax.tree import children, conjuncts

_OTHER_CLAUSES = {"nsubj", "nsubjpass", "csubj", "agent", "advcl", "relcl", "acl", "parataxis", "punct", "cc", "mark"}


def parts(token: Token, is_head: bool) -> list[Token]:
    """What below ``token`` belongs to its clause, doers left out; complements below its head only."""
    own = [c for c in token.children if c.dep_ not in _OTHER_CLAUSES and not (c.dep_ == "conj" and is_verb(c))]
    return own if is_head else [c for c in own if c.dep_ != "ccomp"]


def circumstances(verb: Token) -> list[Token]:
    """The adverbial clauses of ``verb``."""
    return children(verb, "advcl")


def complements_of(verb: Token) -> list[Token]:
    """The clauses that ``verb`` takes."""
    return children(verb, "xcomp", "ccomp")


def clauses_under(verb: Token) -> list[Token]:
    """The clauses that say what ``verb`` is about, behind prepositions, adjectives and objects too."""
    found = complements_of(verb)
    found += [c for p in children(verb, "prep") for c in children(p, "pcomp")]
    found += [c for a in children(verb, "acomp") for c in complements_of(a)]
    return found + [c for o in objects(verb) for c in children(o, "acl") if c.tag_ == "VB"]


def adverbial_clauses(verb: Token) -> list[Token]:
    """Clauses that say when, why or on what condition, whatever the parser takes them for."""
    return [
        c for c in verb.children if c.dep_ in {"advcl", "ccomp"} or (c.pos_ == "VERB" and c.dep_ in {"prep", "dobj"})
    ]


def takes_clause(verb: Token) -> bool:
    """Whether ``verb`` has a clause under it."""
    return bool(children(verb, "ccomp", "xcomp", "advcl"))


def predicatives(verb: Token) -> list[Token]:
    """What a copula or a verb ascribes: "is ready", "stopped short", "dismissed as nonsense"."""
    found = children(verb, "acomp", "attr", "oprd", "advmod")
    return [*found, *(o for p in children(verb, "prep") if p.lower_ == "as" for o in children(p, "pobj", "amod"))]


def finite_complements(verb: Token) -> list[Token]:
    """The clauses with a finite verb that ``verb`` takes: "said (that) he left"."""
    return [c for c in children(verb, "ccomp") if not has_to(c) and not is_gerund(c)]


def predicate_adjectives(verb: Token) -> list[Token]:
    """Adjectives that ``verb`` says of its subject: "is due"."""
    return children(verb, "acomp")


def complements(verb: Token) -> list[Token]:
    """The words of what ``verb`` is about: its clauses, object and prepositional phrases."""
    found = [c for c in children(verb, "ccomp", "xcomp", "dobj", "prep") if c.i > verb.i]
    return [t for c in found for t in c.subtree]


def fillers(word: Token, place: str) -> list[Token]:
    """What ``word`` takes at a place: its "object", an "infinitive", "gerund" or "clause", or behind a preposition."""
    if place == "object":
        return _taken(word)
    below = [c for c in children(word, "xcomp", "ccomp", "acl", "relcl", "pcomp", "advcl") if c.i > word.i]
    if place == "infinitive":
        return [v for c in below if has_to(c) for v in coordinated(c)]
    if place == "gerund":
        return [v for c in below if c.dep_ in {"xcomp", "ccomp", "pcomp"} and is_gerund(c) for v in coordinated(c)]
    if place == "clause":
        finite = (c for c in below if c.dep_ == "ccomp" or (c.dep_ in {"acl", "relcl"} and markers(c)))
        return [v for c in finite if not has_to(c) for v in coordinated(c)]
    near = [word, *children(word, "prt", "advmod", "prep")]
    heads = [c for n in near for c in n.children if c.dep_ in {"prep", "dative"} and c.lower_ == place and c.i > word.i]
    return [o for h in heads for c in children(h, "pobj", "pcomp") for o in coordinated(c)]


def relative_whole(verb: Token) -> Token | None:
    """What a clause behind a preposition is beside: the pact of "the pact to which Peru belongs"."""
    before = (p for p in children(verb, "prep", "dep") if p.i < verb.i)
    relative = any(o.tag_ == "WDT" for p in before for o in children(p, "pobj"))
    return verb.head if relative and verb.dep_ == "relcl" else None


def torn_off(noun: Token, *words: str) -> Token | None:
    """The name right after a preposition of ``noun`` that the parser hung elsewhere: "its membership of the Pact"."""
    empty = next((p for p in children(noun, "prep") if p.lower_ in words and not children(p, "pobj", "pcomp")), None)
    if empty is None:
        return None
    first = next((t for t in noun.doc[empty.i + 1 : empty.i + 3] if t.pos_ != "DET"), None)
    if first is None or first.pos_ != "PROPN":
        return None
    return first.head if first.dep_ == "compound" else first


def _taken(word: Token) -> list[Token]:
    """The object of a verb or a preposition, also where the verb is a participle beside it: "a plan backed by Peru"."""
    if not is_verb(word):
        return [o for c in children(word, "pobj", "pcomp") for o in conjuncts(c)]
    found = objects(word)
    if not found and word.dep_ == "acl" and word.tag_ == "VBN":
        return [word.head]
    return found


def is_under_relative(verb: Token) -> bool:
    """Whether a clause opens with a relative behind a preposition: "a bill under which the ships would be sold"."""
    before = [p for p in children(verb, "prep") if p.i < verb.i]
    return any(o.tag_ == "WDT" for p in before for o in children(p, "pobj"))


def own_words(head: Token) -> list[Token]:
    """The words under ``head`` without what is coordinated with it, its subject and marks that open it."""
    dropped, told = {"conj", "cc", "nsubj", "nsubjpass", "mark", "punct"}, telling(head)
    kept = [c for c in head.children if c.dep_ not in dropped or (c.dep_ == "punct" and c.is_quote)]
    kept = [c for c in kept if c not in told]
    return [head, *(t for c in kept for t in c.subtree)]


def telling(verb: Token) -> list[Token]:
    """Clauses before ``verb`` that only tell who says it: "If it rains, Togo said, it will leave"."""
    before = [c for c in children(verb, "parataxis", "ccomp", "advcl") if c.i < verb.i and own_subjects(c)]
    opened = (c for c in before if not markers(c) and not has_to(c) and not is_gerund(c))
    return [c for c in opened if all(a.i != c.left_edge.i for a in auxiliaries(c))]  # "should Chile leave" is none


def ascribed(word: Token) -> tuple[Token, list[Token]] | None:
    """The verb by which ``word`` is said of something, and that: "called the plan illegal", "the plan is a mistake"."""
    at = word
    if word.dep_ == "amod" and any(c.dep_ == "det" and c.i > word.i for c in word.head.children):
        over = word.head.head  # "described as reckless a plan"
        verb = over.head if word.head.dep_ == "pobj" and over.lower_ == "as" else over
        return (verb, [word.head]) if is_verb(verb) and word.head.dep_ in {"dobj", "pobj"} else None
    for _ in range(3):
        if at.dep_ in {"conj", "amod", "compound"} and at.head.pos_ in {"NOUN", "PROPN", "ADJ"}:
            at = at.head
    if at.dep_ in {"acomp", "attr"} and is_copula(at.head):
        return at.head, own_subjects(at.head)
    if at.dep_ == "oprd":
        return at.head, objects(at.head)
    if at.dep_ == "ccomp" and at.head.i < at.i and own_subjects(at):
        return at.head, own_subjects(at)
    if at.dep_ in {"pobj", "amod"} and at.head.lower_ == "as" and is_verb(at.head.head):
        return at.head.head, objects(at.head.head)
    if at.dep_ in {"dobj", "attr"} and objects(at.head) and objects(at.head)[0].i != at.i:
        return at.head, objects(at.head)[:1]
    return None


def named_as(verb: Token) -> list[Token]:
    """What ``verb`` says that its object is: "called him a liar", "branded it illegal", "described it as a farce"."""
    words_ = [p for head in (verb, *objects(verb)) for p in children(head, "prep") if p.lower_ == "as"]
    bare = [c for c in children(verb, "ccomp", "xcomp", "advcl") if c.pos_ in {"NOUN", "ADJ"} and not auxiliaries(c)]
    bare += [a for o in children(verb, "dobj") for a in children(o, "appos") if a.left_edge.i == o.i + 1]
    told = [*children(verb, "oprd", "attr", "acomp"), *bare]
    return [*told, *(o for p in words_ for o in children(p, "pobj", "amod"))]


def infinitives(verb: Token) -> list[Token]:
    """The infinitives under ``verb``, of some verbs without "to": "ordered to leave", "let them go", "helped win"."""
    bare = base(verb) in {"let", "help"}
    return [c for c in children(verb, "xcomp", "ccomp", "advcl") if has_to(c) or (bare and c.tag_ in {"VB", "VBP"})]


def gerunds(verb: Token) -> list[Token]:
    """The "-ing" forms under ``verb``: "stopped bombing"."""
    return [c for c in children(verb, "xcomp", "dobj") if c.tag_ == "VBG"]
