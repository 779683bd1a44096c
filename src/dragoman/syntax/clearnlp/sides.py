"""Who does what a verb tells, to what and to whom it is done."""

from spacy.tokens import Token

from dragoman.languages.words import words
from dragoman.syntax.clearnlp.tags import PAST, PRESENT, RELATIVE
from dragoman.syntax.clearnlp.verbs import (
    auxiliaries,
    has_to,
    is_passive,
    is_told_as_passive,
    is_verb,
    own_subjects,
    passive_agents,
    same_form,
)
from dragoman.syntax.tree import children, conjuncts

_HIGHEST = 3  # nouns above a relative clause that it may be of


def subjects(verb: Token, depth: int = 4) -> list[Token]:
    """Who does ``verb``: its own subject, the passive agent, or through control, coordination or a relative clause."""
    own = children(verb, "nsubj")
    if own and not is_told_as_passive(verb):
        head = own[0]
        if head.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            return conjuncts(verb.head)
        return conjuncts(head)
    agents = passive_agents(verb)
    if agents:
        return conjuncts(agents[0])
    if children(verb, "nsubjpass") or not depth:
        return []
    head = verb.head
    if verb.dep_ == "conj" and verb.tag_ in PAST | PRESENT and not children(verb, "auxpass"):
        told = children(head, "nsubjpass")  # "the guards were shot at and returned fire"
        if told and verb.tag_ != "VBN":
            return conjuncts(told[0])
    governed = verb.dep_ in {"xcomp", "ccomp"} or (verb.dep_ == "advcl" and has_to(verb) and _is_behind(head, verb))
    if governed and _hands_on(head) and objects(head):
        return objects(head)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        return subjects(head, depth - 1) if verb.dep_ != "ccomp" or verb.tag_ in {"VB", "VBG"} else []
    if verb.dep_ in {"xcomp", "ccomp"} and head.dep_ == "acomp":
        return subjects(head.head, depth - 1)
    if verb.dep_ == "pcomp":
        governor = head.head
        if head.lower_ in {"of", "from"} and governor.pos_ == "VERB" and objects(governor):
            return objects(governor)
        return subjects(governor.head if governor.dep_ == "acomp" else governor, depth - 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        issued = head.dep_ == "dobj" and head.lemma_ in words(head.doc.lang_).of_class("document", "noun")
        return subjects(head.head, depth - 1) if issued else conjuncts(head)
    if verb.dep_ == "acl" and verb.tag_ == "VB":
        owners = children(head, "poss")
        if owners or head.dep_ != "dobj":
            return owners
        return subjects(head.head, depth - 1)
    return []


def outer_subjects(verb: Token) -> list[Token]:
    """The subjects of the verb above the clause that a coordinated verb is hung in, whose own may be no doer of it.

    "He stressed that the deal was dead and urged Chile to act", "we remain engaged and urge restraint".
    """
    if verb.dep_ != "conj" or own_subjects(verb) or has_to(verb):
        return []
    first = verb.head
    while first.dep_ == "conj":
        first = first.head
    above = first.head
    if first.dep_ == "acomp":
        return own_subjects(above)
    told = first.dep_ == "ccomp" and is_verb(above) and above.i < first.i
    return subjects(above) if told and verb.tag_ in PAST | PRESENT and same_form(verb, above) else []


def described_by(participle: Token) -> list[Token]:
    """Whom a participle that the parser takes for an adjective describes: "we are also committed to it"."""
    return own_subjects(participle.head) if participle.dep_ == "acomp" and participle.tag_ == "VBN" else []


def _is_behind(verb: Token, infinitive: Token) -> bool:
    """Whether an infinitive stands right behind the name that is the object of ``verb``: "press Chile to act"."""
    told = children(verb, "dobj")
    return bool(told) and told[0].pos_ == "PROPN" and told[0].right_edge.i + 1 == infinitive.left_edge.i


def _hands_on(verb: Token) -> bool:
    """Whether the object of ``verb`` does what its complement says: "urged Chile to act"."""
    known = words(verb.doc.lang_)
    return any(known.find("verb", verb.lemma_.lower(), takes) is not None for takes in ("control", "from"))


def objects(verb: Token) -> list[Token]:
    """What ``verb`` is done to: its object, or the subject of its passive."""
    found = children(verb, "dobj", "nsubjpass")
    if not found and verb.dep_ == "advcl" and verb.tag_ == "VBN" and children(verb, "agent"):
        found = children(verb.head, "nsubj")  # "accused by Mali of theft, Togo ..."
    if not found and verb.dep_ == "amod" and children(verb, "nsubj"):  # "Chad [scrambled jets]", parsed as a phrase
        return conjuncts(verb.head)
    return conjuncts(found[0]) if found else []


def datives(verb: Token) -> list[Token]:
    """To whom ``verb`` is done: "gave Chile aid"."""
    return children(verb, "dative")


def is_doer(token: Token) -> bool:
    """Whether ``token`` is the subject of a verb in the active voice."""
    return bool(token.dep_ == "nsubj")


def noun_subjects(verb: Token) -> list[Token]:
    """The first subject of ``verb``, in either voice."""
    return children(verb, "nsubj", "nsubjpass")


def direct_objects(verb: Token) -> list[Token]:
    """The objects that stand with ``verb`` itself."""
    return [o for c in children(verb, "dobj") for o in conjuncts(c)]


def relative_objects(verb: Token) -> list[Token]:
    """The noun that a relative clause has for its object, "the ban that they imposed", "the ban they imposed".

    With it stand the nouns that it is behind, for parsers hang the clause low: "the ban on rallies that they imposed".
    """
    acting, own = children(verb, "nsubj"), children(verb, "dobj")
    if verb.dep_ != "relcl" or not acting or acting[0].tag_ in RELATIVE or is_passive(verb):
        return []
    if own and own[0].tag_ not in RELATIVE and own[0].lower_ != "that":
        return []
    small = children(verb, "prep", "advmod")
    if any(t.tag_ in {*RELATIVE, "WRB"} for p in small for t in (p, *p.children)):
        return []  # "the town in which it imposed a curfew", "the day when"
    found = [verb.head]
    while found[-1].dep_ == "pobj" and found[-1].head.head.pos_ in {"NOUN", "PROPN"} and len(found) < _HIGHEST:
        found.append(found[-1].head.head)
    return found


def said_of(noun: Token) -> list[Token]:
    """What happens to ``noun`` and what it is said to be: verbs it is the object of, its participles, adjectives."""
    noun = _first_of_list(noun)
    found = [noun.head] if noun.dep_ in {"dobj", "nsubjpass"} else []
    found += [c for c in noun.children if c.dep_ in {"acl", "amod"} and c.tag_ in {"VBN", "JJ", "VBD"}]
    found += [c for c in noun.children if c.dep_ == "relcl" and children(c, "nsubjpass")]
    verbs = [noun.head] if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} else []
    found += [c for verb in verbs for c in children(verb, "acomp", "oprd", "attr") if c is not noun]
    return [w for word in found for w in [word, *(c for c in children(word, "conj") if not children(c, "dobj"))]]


def done_by(noun: Token) -> list[Token]:
    """Verbs that ``noun`` is the subject of, in the active voice."""
    noun = _first_of_list(noun)
    found = [noun.head] if noun.dep_ == "nsubj" else []
    found += [noun.head.head] if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else []
    found += [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBG"]
    return found + [c for c in noun.children if c.dep_ == "relcl" and not children(c, "nsubjpass")]


def _first_of_list(noun: Token) -> Token:
    for _ in range(8):
        if noun.dep_ != "conj" or noun.head.pos_ not in {"NOUN", "PROPN", "NUM"}:
            break
        noun = noun.head
    return noun


def subject_over(word: Token) -> Token | None:
    """The subject of the verb that ``word`` depends on, directly or through a preposition: "the toll rose to 31"."""
    verb = (
        word.head.head
        if word.dep_ in {"pobj", "nummod"} and word.head.dep_ in {"prep", "agent", "pobj", "npadvmod"}
        else word.head
    )
    found = children(verb, "nsubj", "nsubjpass") if verb.pos_ in {"VERB", "AUX"} else []
    return found[0] if found and found[0] is not word else None


def verb_over(word: Token) -> str:
    """The lemma of the verb that ``word`` is the complement of: "cost $5", "was set at $5"; empty where none is."""
    verb = word.head.head if word.head.dep_ == "prep" else word.head
    return str(verb.lemma_) if verb.pos_ in {"VERB", "AUX"} else ""


def predicate_over(word: Token) -> Token | None:
    """The verb that ``word`` is the subject of, or is within the subject of: "16% of them are hopeful"."""
    for _ in range(4):
        if word.dep_ in {"nsubj", "nsubjpass"}:
            return word.head
        word = word.head
    return None


def object_over(word: Token) -> Token | None:
    """The object of the verb that ``word`` depends on through a preposition: "raised the force to 900"."""
    verb = word.head.head if word.dep_ == "pobj" and word.head.dep_ == "prep" else None
    found = children(verb, "dobj") if verb is not None and verb.pos_ == "VERB" else []
    return found[0] if found else None


def suffered_alike(passive: Token) -> list[Token]:
    """Participles beside a passive that share its helpers, with a subject: "they will be tried and the ship sold"."""
    found = (c for c in passive.conjuncts if c.i > passive.i and own_subjects(c) and not auxiliaries(c))
    return [c for c in found if c.tag_ in {"VBN", "VBD"} and not children(c, "dobj")]


def future_subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, or those of the first verb that it is coordinated with."""
    own = own_subjects(verb)
    while not own and verb.dep_ == "conj":
        verb = verb.head
        own = own_subjects(verb)
    return own


def agents(verb: Token) -> list[Token]:
    """Who does a passive or a participle: "quoted by the daily"."""
    heads = [c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"]
    return [o for h in heads for p in children(h, "pobj") for o in conjuncts(p)]


def own_subject(verb: Token) -> Token | None:
    """The subject that ``verb`` has itself, of its active or its passive."""
    return next(iter(children(verb, "nsubj", "nsubjpass", "csubj")), None)


def clause_subject(verb: Token) -> Token | None:
    """The subject of the clause that ``verb`` governs, also where the parser made it the verb's own object."""
    for clause in children(verb, "ccomp"):
        own = children(clause, "nsubj", "nsubjpass")
        if own:
            return own[0]
        before = [o for o in children(verb, "dobj") if o.i + 1 == clause.left_edge.i]
        if before:
            return before[0]
    return None


def described(verb: Token) -> list[Token]:
    """Whom a participle behind a noun tells of: "34 people killed in Herat"."""
    return conjuncts(verb.head) if verb.dep_ == "acl" and verb.tag_ == "VBN" else []
