"""How a word hangs on the word above it, and what is coordinated with it."""

from spacy.tokens import Token

from dragoman.syntax.clearnlp.verbs import auxiliaries, has_to, is_gerund, is_verb, markers, own_subjects
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.tree import children

_BY_LABEL = {
    "nsubj": Kind.SUBJECT,
    "nsubjpass": Kind.SUBJECT,
    "csubj": Kind.SUBJECT,
    "csubjpass": Kind.SUBJECT,
    "dobj": Kind.OBJECT,
    "attr": Kind.OBJECT,
    "oprd": Kind.OBJECT,
    "dative": Kind.OBJECT,
    "relcl": Kind.RELATIVE,
    "conj": Kind.COORDINATE,
    "appos": Kind.APPOSITION,
    "parataxis": Kind.BESIDE,
    "ROOT": Kind.ROOT,
}


def link(token: Token) -> Link:
    """How ``token`` hangs on the word above it."""
    label, head = token.dep_, token.head
    if label == "relcl" and (has_to(token) or children(token, "mark") or _tells_all(token)):
        kind = Kind.INFINITIVE if has_to(token) else Kind.CLAUSE
        return Link(kind, head, next(iter(markers(token)), None))
    if label in _BY_LABEL:
        return Link(_BY_LABEL[label], head)
    if label == "pcomp":
        if is_gerund(token):
            return Link(Kind.GERUND, _first_alike(head).head, head)
        opening = head if head.tag_ in {"VBN", "VBG"} else next(iter(markers(token)), head)  # "provided that he left"
        return Link(Kind.CLAUSE, _first_alike(head).head, opening)
    if label == "pobj":
        return Link(Kind.OBLIQUE, _first_alike(head).head, head)
    if label == "advcl":
        noun = _ranked_before(token)
        if noun is not None:
            return Link(Kind.INFINITIVE, noun)
        return Link(Kind.ADVERBIAL, head, next(iter(markers(token)), None))
    if label in {"xcomp", "ccomp"}:
        return Link(_complement_kind(token), head, next(iter(markers(token)), None))
    if label == "acl":
        return Link(_noun_complement_kind(token), head, next(iter(markers(token)), None))
    return Link(Kind.MODIFIER, head)


def _first_alike(preposition: Token) -> Token:
    """The first of the prepositions that ``preposition`` is coordinated with: "to A and to B"."""
    if preposition.dep_ == "conj" and preposition.head.dep_ == "prep" and preposition.head.pos_ == preposition.pos_:
        return preposition.head
    return preposition


def _tells_all(verb: Token) -> bool:
    """Whether a clause after "that" lacks nothing, so that it is not relative: "reports that Oman left the pact"."""
    told = [c for c in children(verb, "nsubj", "dobj") if c.tag_ not in {"WDT", "WP"} and c.lower_ != "that"]
    that = any(c.lower_ == "that" and c.i == verb.left_edge.i for c in verb.children)
    return that and {c.dep_ for c in told} == {"nsubj", "dobj"}


def _ranked_before(verb: Token) -> Token | None:
    """The noun that an infinitive goes with where the parser hung it on the verb: "became the third state to join"."""
    if not has_to(verb):
        return None
    nouns = (n for n in children(verb.head, "attr") if n.right_edge.i + 1 == verb.left_edge.i)
    return next((n for n in nouns if any(c.ent_type_ == "ORDINAL" for c in children(n, "amod"))), None)


def _complement_kind(verb: Token) -> Kind:
    if has_to(verb):
        return Kind.INFINITIVE
    if is_gerund(verb):
        return Kind.GERUND
    beside = verb.dep_ == "ccomp" and verb.i < verb.head.i and not markers(verb)
    return Kind.BESIDE if beside else Kind.CLAUSE


def _noun_complement_kind(verb: Token) -> Kind:
    if has_to(verb):
        return Kind.INFINITIVE
    return Kind.CLAUSE if markers(verb) else Kind.PARTICIPLE


def rivals(governor: Token, token: Token) -> list[Token]:
    """None: words that may govern ``token`` instead, where parsers are known to hang it amiss."""
    return []


_FARTHEST_PARALLEL = 60  # tokens between a coordinated verb and what it may stand beside


def parallel(verb: Token, first: Token) -> Token:
    """The verb beside which a coordinated one stands, where the parser hangs it on ``first`` amiss.

    An infinitive stands beside the last infinitive before it ("called on them to go, to stay away", hung on "called"),
    a finite verb without a subject beside the finite verb above ("abstains from judging and dismisses").
    """
    if own_subjects(verb) or auxiliaries(verb):
        return first
    if _is_infinite(verb, first) and first.tag_ != "VB":
        before = verb.doc[max(first.i, verb.i - _FARTHEST_PARALLEL) + 1 : verb.i]
        found = [t for t in before if t.tag_ == "VB" and is_verb(t) and not own_subjects(t) and _is_above(first, t)]
        return found[-1] if found and not children(first, "aux") else first
    if verb.tag_ in {"VBZ", "VBD"} and first.tag_ in {"VB", "VBG"} and not auxiliaries(first):
        above = next((t for t in first.ancestors if is_verb(t)), first)
        return above if above.tag_ in {"VBZ", "VBD", "VBP"} else first
    return first


def _is_infinite(verb: Token, first: Token) -> bool:
    """Whether ``verb`` is an infinitive, also where the tagger takes it for a plural that ``first`` is not."""
    return verb.tag_ in {"VB", "VBP"} and (has_to(verb) or first.tag_ in {"VBZ", "VBD", "VBN", "VBG"})


def _is_above(top: Token, token: Token) -> bool:
    return any(a.i == top.i for a in token.ancestors)


def coordinated(word: Token) -> list[Token]:
    """``word`` and what is coordinated with it, as far as it has the same subject: not "he came and she left"."""
    return [word, *(c for c in word.conjuncts if c.i > word.i and not own_subjects(c))]
