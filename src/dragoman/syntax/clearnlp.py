"""The label scheme of spaCy's English models (ClearNLP), as questions in words of grammar."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from dragoman.languages.words import words
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.tree import children, conjuncts, hang, lemmas_in

_HIGHEST = 3  # nouns above a relative clause that it may be of
_RELATIVE = {"WDT", "WP", "WP$"}
_PAST, _PRESENT = {"VBD"}, {"VBP", "VBZ", "VB"}
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


def has_to(verb: Token) -> bool:
    """Whether ``verb`` is a "to" infinitive."""
    return any(c.tag_ == "TO" and c.dep_ != "prep" for c in verb.children)  # "to which they belong"


def is_gerund(verb: Token) -> bool:
    """Whether ``verb`` is an "-ing" form without an auxiliary of its own, or a form of "having done"."""
    helpers = auxiliaries(verb)
    return bool((helpers[0] if helpers else verb).tag_ == "VBG")


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of ``verb``, "to" left out."""
    return [c for c in children(verb, "aux", "auxpass") if c.tag_ != "TO"]


def markers(verb: Token) -> list[Token]:
    """The conjunctions that open the clause of ``verb``: "that", "if", "whether", "because"."""
    return [c for c in verb.children if c.dep_ == "mark" or (c.dep_ == "advmod" and c.i == verb.left_edge.i)]


def is_negated(verb: Token) -> bool:
    """Whether ``verb`` carries a negation of its own."""
    return any(c.dep_ == "neg" or c.lower_ in {"never", "no"} for c in verb.children)


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
    if verb.dep_ == "conj" and verb.tag_ in _PAST | _PRESENT and not children(verb, "auxpass"):
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


def is_told_as_passive(verb: Token) -> bool:
    """Whether a participle has no helper and a "by", so that its subject does nothing: "four men held by rebels"."""
    return verb.tag_ in {"VBN", "VBD"} and not children(verb, "aux", "auxpass") and bool(passive_agents(verb))


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
    return subjects(above) if told and verb.tag_ in _PAST | _PRESENT and same_form(verb, above) else []


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


def prepositional(token: Token, *words: str) -> list[Token]:
    """Objects of the prepositions ``words`` under ``token``."""
    heads = [c for c in token.children if c.dep_ in {"prep", "dative"} and c.lower_ in words]
    return [o for h in heads for p in children(h, "pobj") for o in conjuncts(p)]


def is_verb(token: Token) -> bool:
    """Whether ``token`` heads a clause."""
    return token.pos_ in {"VERB", "AUX"}


def word_class(token: Token) -> str:
    """Verb, noun, adjective or adverb, as the language's word lists sort them."""
    if is_verb(token):
        return "verb"
    return {"ADJ": "adjective", "ADV": "adverb", "SCONJ": "adverb", "ADP": "adverb"}.get(token.pos_, "noun")


def base(token: Token) -> str:
    """The form under which ``token`` stands in word lists."""
    return str(token.lemma_.lower())


# What events ask of a phrase and a clause.


def attributes(noun: Token) -> list[Token]:
    """Possessors and nouns or adjectives before ``noun``: "Chile's", "Chilean"."""
    return children(noun, "poss", "nmod", "compound", "amod")


def describing(noun: Token) -> list[Token]:
    """Nouns and adjectives before ``noun`` that tell what it is."""
    return children(noun, "compound", "amod", "nmod")


def made_of(noun: Token) -> list[Token]:
    """What ``noun`` is a part, a kind or a number of: "a series of attacks"."""
    return prepositional(noun, "of")


def is_plural(noun: Token) -> bool:
    """Whether ``noun`` is in the plural."""
    return noun.tag_ in {"NNS", "NNPS"}


def is_member(token: Token) -> bool:
    """Whether ``token`` is one of those that the noun above speaks of: "presidents of Peru and Chile"."""
    return bool(token.head.dep_ == "prep" or token.dep_ == "conj")


def is_possessive_pronoun(token: Token) -> bool:
    """Whether ``token`` is "its", "their" ..."""
    return bool(token.tag_ == "PRP$")


def own_preposition(token: Token) -> Token | None:
    """The preposition that ``token`` is, or that stands below it."""
    return token if is_preposition(token) else None


def behind(preposition: Token) -> list[Token]:
    """What ``preposition`` stands before."""
    return list(preposition.children)


def modifiers(token: Token) -> list[Token]:
    """What stands below ``token`` without being a clause, a mark or an apposition."""
    return [c for c in token.children if not is_verb(c) and c.dep_ not in {"punct", "cc", "appos"}]


_OTHER_CLAUSES = {"nsubj", "nsubjpass", "csubj", "agent", "advcl", "relcl", "acl", "parataxis", "punct", "cc", "mark"}


def parts(token: Token, is_head: bool) -> list[Token]:
    """What below ``token`` belongs to its clause, doers left out; complements below its head only."""
    own = [c for c in token.children if c.dep_ not in _OTHER_CLAUSES and not (c.dep_ == "conj" and is_verb(c))]
    return own if is_head else [c for c in own if c.dep_ != "ccomp"]


def particles(verb: Token) -> list[Token]:
    """Particles, adverbs and prepositions of ``verb``, that of a clause included: "called for Chile to act"."""
    return [*children(verb, "prt", "advmod", "prep"), *_clause_prepositions(verb)]


def _clause_prepositions(word: Token) -> list[Token]:
    """The "for" of the clauses under ``word`` that say who is to do what."""
    clauses = [c for c in children(word, "advcl", "ccomp", "xcomp", "acl", "relcl") if has_to(c)]
    return [m for c in clauses for m in children(c, "mark") if m.lower_ == "for"]


def datives(verb: Token) -> list[Token]:
    """To whom ``verb`` is done: "gave Chile aid"."""
    return children(verb, "dative")


def is_doer(token: Token) -> bool:
    """Whether ``token`` is the subject of a verb in the active voice."""
    return bool(token.dep_ == "nsubj")


def noun_subjects(verb: Token) -> list[Token]:
    """The first subject of ``verb``, in either voice."""
    return children(verb, "nsubj", "nsubjpass")


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


def indirect_objects(verb: Token) -> list[Token]:
    """What prepositions and datives put beside ``verb``."""
    return [o for p in children(verb, "prep", "dative") for o in children(p, "pobj")]


def form(token: Token) -> str:
    """The form under which small words stand in word lists."""
    return str(token.lower_)


def inflection(verb: Token) -> str | None:
    """None: English makes its future and its conditional with auxiliaries, not with endings."""
    return None


def negations(verb: Token) -> list[Token]:
    """The words that negate ``verb`` itself: "not", "n't", "never", "no longer"."""
    opening = {c.i for c in children(verb, "cc")}
    own = [n for n in children(verb, "neg") if n.i - 1 not in opening]  # "whether or not to leave"
    return own or [n for a in children(verb, "advmod") for n in children(a, "neg")]


def adverbs(token: Token) -> list[Token]:
    """The adverbs beside ``token``."""
    return children(token, "advmod", "npadvmod")


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that stand with ``verb`` itself."""
    return [s for c in children(verb, "nsubj", "nsubjpass", "csubj") for s in conjuncts(c)]


def direct_objects(verb: Token) -> list[Token]:
    """The objects that stand with ``verb`` itself."""
    return [o for c in children(verb, "dobj") for o in conjuncts(c)]


def relative_objects(verb: Token) -> list[Token]:
    """The noun that a relative clause has for its object, "the ban that they imposed", "the ban they imposed".

    With it stand the nouns that it is behind, for parsers hang the clause low: "the ban on rallies that they imposed".
    """
    acting, own = children(verb, "nsubj"), children(verb, "dobj")
    if verb.dep_ != "relcl" or not acting or acting[0].tag_ in _RELATIVE or is_passive(verb):
        return []
    if own and own[0].tag_ not in _RELATIVE and own[0].lower_ != "that":
        return []
    small = children(verb, "prep", "advmod")
    if any(t.tag_ in {*_RELATIVE, "WRB"} for p in small for t in (p, *p.children)):
        return []  # "the town in which it imposed a curfew", "the day when"
    found = [verb.head]
    while found[-1].dep_ == "pobj" and found[-1].head.head.pos_ in {"NOUN", "PROPN"} and len(found) < _HIGHEST:
        found.append(found[-1].head.head)
    return found


def determiners(noun: Token) -> list[Token]:
    """Articles and the like, "neither" and "both" included."""
    return children(noun, "det", "preconj", "predet")


def adjectives(noun: Token) -> list[Token]:
    """The adjectives and participles before ``noun``."""
    return children(noun, "amod", "compound")


def possessors(noun: Token) -> list[Token]:
    """Whose ``noun`` is: "Chile's", "its"."""
    return children(noun, "poss")


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


def rivals(governor: Token, token: Token) -> list[Token]:
    """None: words that may govern ``token`` instead, where parsers are known to hang it amiss."""
    return []


def beside(word: Token) -> list[Token]:
    """The small words that may make a phrase of ``word``: particles, prepositions, adverbs, and its object."""
    near = children(word, "prt", "advmod", "prep", "dative", "acomp", "dobj")
    inner = [p for c in near if c.tag_ != "VBG" for p in children(c, "prep")]  # none of "according to"
    return [*near, *inner]


_CLIPPED = {"’s", "’re", "’m"}  # forms of "be" that the lemmatizer does not know by this mark


def is_copula(verb: Token) -> bool:
    """Whether ``verb`` is a form of "be" that ascribes something."""
    return (verb.lemma_ == "be" or verb.lower_ in _CLIPPED) and verb.dep_ not in {"aux", "auxpass"}


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` is done to its subject."""
    return bool(children(verb, "nsubjpass", "auxpass"))


def is_passive_participle(verb: Token) -> bool:
    """Whether ``verb`` is a past participle beside a noun: "a man charged with murder"."""
    return bool(verb.tag_ == "VBN" and not auxiliaries(verb))


def is_bare_participle(verb: Token) -> bool:
    """Whether ``verb`` is a past participle without an auxiliary: "wants the law scrapped"."""
    return verb.tag_ in {"VBN", "VBD"} and not children(verb, "aux", "auxpass")


def is_perfect(verb: Token) -> bool:
    """Whether ``verb`` has a "have" before it: "would have left"."""
    return any(a.lemma_ == "have" for a in auxiliaries(verb))


def is_present(verb: Token) -> bool:
    """Whether ``verb`` stands in the present tense."""
    helpers = auxiliaries(verb)
    return (helpers[0] if helpers else verb).tag_ in _PRESENT


def is_past(verb: Token) -> bool:
    """Whether ``verb`` stands in a past tense."""
    helpers = auxiliaries(verb)
    return (helpers[0] if helpers else verb).tag_ in _PAST


def is_participle(verb: Token) -> bool:
    """Whether ``verb`` is a participle without a subject of its own."""
    return verb.tag_ in {"VBG", "VBN"} and not auxiliaries(verb) and not own_subjects(verb)


def is_pronoun(token: Token) -> bool:
    """Whether ``token`` is a personal pronoun."""
    return bool(token.tag_ == "PRP")


def is_neuter(token: Token) -> bool:
    """Whether a pronoun stands for a thing or for what was told: "it"."""
    return is_pronoun(token) and token.morph.get("Gender") == ["Neut"]


def is_one_of_them(token: Token) -> bool:
    """Whether ``token`` is "he", "she" or "it"."""
    return is_pronoun(token) and token.lower_ in {"he", "she", "it"}


def is_first_person(token: Token) -> bool:
    """Whether ``token`` is "I" or "we"."""
    return bool(token.tag_ == "PRP" and token.lower_ in {"i", "we"})


def is_imperative(verb: Token) -> bool:
    """Whether ``verb`` is an order: a bare root without subject, at the start of what is said."""
    bare = verb.tag_ == "VB" and verb.dep_ == "ROOT" and not auxiliaries(verb)
    return bare and not own_subjects(verb) and not has_to(verb)


def is_subjunctive(verb: Token) -> bool:
    """Whether ``verb`` has a subject and a base form, as in "that he leave", "that they be released"."""
    helpers = auxiliaries(verb)
    first = helpers[0] if helpers else verb
    acting = own_subjects(verb)
    # taken for a plural by the tagger: "that he be released", "that Chile withdraw"
    singular = not helpers and any(map(_is_one, acting[:1]))
    taken = first.tag_ == "VBP" and (first.lower_ == "be" or singular)
    return bool(acting) and (first.tag_ == "VB" or taken) and not has_to(verb)


def _is_one(subject: Token) -> bool:
    """Whether a subject is a single name or thing, with nothing beside it."""
    return subject.tag_ in {"NN", "NNP"} and len(conjuncts(subject)) == 1 and not children(subject, "appos")


def is_superlative(adjective: Token) -> bool:
    """Whether an adjective is in the superlative: "the highest"."""
    return any(t.tag_ in {"JJS", "RBS"} for t in (adjective, *adjective.children))


def finite_complements(verb: Token) -> list[Token]:
    """The clauses with a finite verb that ``verb`` takes: "said (that) he left"."""
    return [c for c in children(verb, "ccomp") if not has_to(c) and not is_gerund(c)]


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


def same_form(one: Token, other: Token) -> bool:
    """Whether two coordinated verbs may share auxiliaries: "will come and leave"."""
    return bool(one.tag_ == other.tag_ or {one.tag_, other.tag_} <= {"VB", "VBP"})


def is_preposition(token: Token) -> bool:
    """Whether ``token`` is a preposition."""
    return token.dep_ in {"prep", "agent"} or token.pos_ == "ADP"


def is_adverbial(token: Token) -> bool:
    """Whether ``token`` stands as a time without a preposition: "met on Friday", "met Friday", "met yesterday"."""
    return token.dep_ in {"npadvmod", "advmod"}


def prepositional_objects(token: Token) -> list[Token]:
    """The objects of every preposition beside ``token``."""
    return [o for p in children(token, "prep") for o in children(p, "pobj")]


def nominal_doers(noun: Token) -> list[Token]:
    """Who does the act that ``noun`` names: "the attack by rebels", "Peru's withdrawal", "talks between A and B"."""
    behind = [o for done_to in prepositional(noun, "of") for o in prepositional(done_to, "by")]
    named = [*prepositional(noun, "by", "between"), *behind, *children(noun, "poss")]
    return named or [c for c in children(noun, "amod", "compound", "nmod") if c.pos_ in {"PROPN", "ADJ"}]


def tells_the_past(act: Token) -> bool:
    """Whether an act is told as past: by a verb in a past tense, or by a noun that names it."""
    if not is_verb(act):
        return True
    helpers = auxiliaries(act)
    return (helpers[0] if helpers else act).tag_ in {"VBD", "VBN"} and not any(h.lemma_ == "have" for h in helpers[:1])


def prepositions(token: Token) -> list[Token]:
    """The prepositions beside ``token``, that of a clause included: "a call for Chile to act"."""
    return [*children(token, "prep"), *_clause_prepositions(token)]


def _mend_fronted_according(doc: Doc) -> None:
    """Give back a subject that the parser took for an apposition: "According to X, Y said", "Asked by X, Y said"."""
    for sent in doc.sents:
        root = sent.root
        fronted = sent[0].dep_ == "prep" or (sent[0].dep_ == "advcl" and sent[0].tag_ in {"VBG", "VBN"})
        opens = fronted and sent[0].head.i == root.i and root.tag_ in {"VBD", "VBZ", "VBP"}
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in root.children)
        if has_subject or not (opens or sent[0].lower_ == "according"):
            continue
        for token in sent[2 : max(2, root.i - sent.start)]:
            comma = token.left_edge.i > 0 and doc[token.left_edge.i - 1].text == ","
            if token.dep_ in {"appos", "conj"} and comma and token.pos_ in {"PROPN", "NOUN"} and token.head.i < token.i:
                hang(token, root, "nsubj")
                break


_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _mend_relative_heads(doc: Doc) -> None:
    """Hang relative clauses that were taken for others on what they tell of, and by number: "the union of Peru, which
    ... and which ...", "lawyers for the sailor, who insists"."""
    last = None
    for pronoun in (doc[i] for i in lemmas_in(doc, _WHO)):
        verb = pronoun.head
        if pronoun.dep_ != "nsubj" or pronoun.tag_ not in _RELATIVE or pronoun.i < 2:
            continue
        before = doc[pronoun.i - 1]
        if before.lower_ in {"and", "but"} and last is not None and verb.dep_ != "relcl" and last.i < before.i:
            hang(verb, last, "conj")
            continue
        noun = doc[pronoun.i - 2]
        if before.text == "," and verb.dep_ in {"advcl", "ccomp", "conj"} and noun.pos_ in {"NOUN", "PROPN"}:
            hang(verb, _named_by(noun), "relcl")
        if verb.dep_ == "relcl" and before.text == ",":
            _mend_number(verb, noun)
        last = verb


_WHO = frozenset({"which", "who"})


def _named_by(noun: Token) -> Token:
    """The whole name that ``noun`` ends: "Union" for "Peru" in "the Union of Teachers of Peru"."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ == "PROPN":
        noun = noun.head.head
    return noun


def _mend_number(verb: Token, nearest: Token) -> None:
    """Give a clause in the singular to the one behind several, and one in the plural to the several behind one."""
    first = next(iter(auxiliaries(verb)), verb)
    noun = verb.head
    inner = nearest.dep_ == "pobj" and nearest.head.head == noun and nearest.pos_ == noun.pos_ == "NOUN"
    if not inner or children(noun, "conj") or first.tag_ not in {"VBZ", "VBP"}:
        return
    one = first.tag_ == "VBZ"
    if is_plural(noun) == one and is_plural(nearest) != one:
        hang(verb, nearest, "relcl")


def _mend_named_beside_place(name: Token) -> None:
    """ "A doctor in Lima, Ana Sola": the name was hung on the place."""
    place = name.head
    if name.dep_ != "appos" or name.ent_type_ != "PERSON" or place.ent_type_ not in _PLACES or place.dep_ != "pobj":
        return
    noun = place.head.head
    if noun.pos_ == "VERB":
        noun = next((o for o in children(noun, "dobj") if o.right_edge.i + 1 == place.head.i), noun)
    if noun.pos_ == "NOUN":
        hang(name, noun, "appos")


def _mend_relatives(doc: Doc) -> None:
    """Hang what is told of somebody or of an act on that, not on a place: "a shopkeeper in Goma, who asked ...",
    "a raid near Goma, Congo that killed six"."""
    for verb in doc:
        told = children(verb, "nsubj", "nsubjpass", "dobj") if verb.dep_ == "relcl" else []
        pronouns = {c.lower_ for c in told}
        if not pronouns & {"who", "whom"} and not ("that" in pronouns and not children(verb.head, "det")):
            continue
        noun = verb.head
        while noun.ent_type_ in _PLACES and noun.dep_ in {"pobj", "appos"}:
            above = noun.head if noun.dep_ == "appos" else noun.head.head
            if above.pos_ not in {"NOUN", "PROPN"}:
                break
            noun = above
        if noun.i != verb.head.i:
            hang(verb, noun, "relcl")


def _mend_inverted_subjects(doc: Doc) -> None:
    """Make a subject of whoever stands behind a verb that stands behind a quotation: "“...,” recalled a nurse"."""
    for mark in doc[1:-1]:
        verb = doc[mark.i + 1]
        if mark.text not in _CLOSING or verb.tag_ != "VBD" or children(verb, "nsubj", "nsubjpass", "expl"):
            continue
        told = [c for c in children(verb, "ccomp") if c.i < mark.i]
        behind = [c for c in children(verb, "dobj") if c.left_edge.i == verb.i + 1]
        if told and behind and not is_pronoun(behind[0]):
            hang(behind[0], verb, "nsubj")


_CLOSING = frozenset("”’\"'»")


def mend_subjects(doc: Doc) -> None:
    """Give verbs the subjects and objects that the parser hung elsewhere, in forms that reports are full of."""
    _mend_fronted_according(doc)
    _mend_inverted_subjects(doc)
    _mend_relatives(doc)
    _mend_relative_heads(doc)
    for noun in doc:
        if noun.lower_ in _DOES:
            _mend_done(noun)
        _mend_named_beside_place(noun)
        _mend_dated_object(noun)
        _mend_subject_of_auxiliary(noun)
        _mend_rate(noun)
        _mend_generation(noun)
        _mend_list_on_name(noun)
    for sent in doc.sents:
        _mend_after_relative(sent.root)
        _mend_verbless(sent.root)
        _mend_participle(sent.root)
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        if verb.dep_ == "parataxis" and verb.head.dep_ in {"aux", "auxpass"}:  # "quotas, Sola added, had scared"
            hang(verb, verb.head.head, "parataxis")
        held = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i]
        if verb.dep_ == "pcomp" and len(held) == 1 and verb.head.lower_ == "with":
            _mend_company(held[0], verb)
        if verb.dep_ == "parataxis" and len(held) == 2 and not children(verb.head, "nsubj", "nsubjpass"):
            _mend_aside(held[0], verb)
        elif verb.dep_ in {"ccomp", "conj", "relcl"} and len(held) == 1:
            _mend_whose(held[0], verb)
        elif verb.dep_ == "conj" and not held and verb.tag_ == "VBD":
            _mend_after_fronted(verb)


def _mend_subject_of_auxiliary(noun: Token) -> None:
    """ "They are committed to peace", "Oman has, it says, sent troops": the subject was hung on the auxiliary."""
    helper = noun.head
    verb = helper.head
    if noun.dep_ != "nsubj" or helper.dep_ not in {"aux", "auxpass"} or not noun.i < helper.i < verb.i:
        return
    if verb.pos_ == "VERB" and not children(verb, "nsubj", "nsubjpass"):
        hang(noun, verb, "nsubjpass" if helper.dep_ == "auxpass" else "nsubj")


_DOES = frozenset({"do", "does", "did"})


def _mend_done(helper: Token) -> None:
    """ "At no stage did the army attack", "did not materialise": the verb was taken for a noun or an adjective."""
    if helper.dep_ in {"aux", "auxpass"}:
        if helper.head.pos_ == "ADJ" and helper.head.i > helper.i:
            helper.head.pos_, helper.head.tag_ = "VERB", "VB"
            for word in children(helper, "neg"):
                hang(word, helper.head, "neg")
        return
    for act in children(helper, "nsubj", "dobj"):
        doing = children(act, "compound")
        if act.tag_ != "VB" or act.i < helper.i or not doing or children(helper, "nsubj", "dobj") != [act]:
            continue
        subject = doing[-1]
        whose = [c for c in act.children if c.i < subject.i]
        hang(act, act if helper.head == helper else helper.head, helper.dep_)
        act.pos_ = "VERB"
        for word in [c for c in helper.children if c.i != act.i]:
            hang(word, act, word.dep_)
        hang(helper, act, "aux")
        hang(subject, act, "nsubj")
        for word in whose:
            hang(word, subject, word.dep_)
        for done_to in children(act, "appos"):
            hang(done_to, act, "dobj")
        return


def _mend_after_relative(root: Token) -> None:
    """ "The raid that everyone feared did not come": the verb was taken for a part of the relative clause."""
    if root.pos_ not in {"NOUN", "PROPN"} or children(root, "cop", "nsubj"):
        return
    for relative in children(root, "relcl"):
        for verb in children(relative, "oprd", "ccomp", "xcomp", "conj"):
            helpers = children(verb, "aux", "auxpass")
            if not helpers or helpers[0].i != relative.i + 1 or children(verb, "nsubj", "nsubjpass", "mark", "cc"):
                continue
            if helpers[0].lower_ == "to" or verb.pos_ != "VERB":
                continue
            hang(verb, verb, "ROOT")
            hang(root, verb, "nsubjpass" if children(verb, "auxpass") else "nsubj")
            for end in [c for c in root.children if c.i > verb.i]:
                hang(end, verb, end.dep_)
            return


def _mend_dated_object(noun: Token) -> None:
    """ "Handed over on Friday three members": the object was hung on the day."""
    on, doc = noun.head, noun.doc
    if noun.dep_ != "pobj" or on.lower_ != "on" or noun.i < on.i + 2 or on.dep_ != "prep":
        return
    day, after = doc[on.i + 1], doc[on.i + 2]
    if day.head == noun and day.ent_type_ == "DATE" and day.pos_ == "PROPN" and after.tag_ in {"CD", "DT", "PRP$"}:
        hang(day, on, "pobj")
        hang(noun, on.head, "dobj")


def _mend_company(noun: Token, verb: Token) -> None:
    """ "The premier met with the envoy to discuss gas": the envoy was taken for who discusses it."""
    with_, to = verb.head, next(iter(children(verb, "aux")), None)
    met = with_.head
    if met.pos_ == "VERB" and met.i < with_.i < noun.i and to is not None and noun.i < to.i and to.lower_ == "to":
        hang(noun, with_, "pobj")
        hang(verb, met, "advcl")


def _mend_list_on_name(noun: Token) -> None:
    """ "Chad's minister, Ali Sule, and an envoy of Togo met": the second was hung on the first one's name, or on the
    verb as a subject of its own."""
    if noun.dep_ == "nsubj":
        first = next(iter(children(noun.head, "nsubj")))
        ands = [c for c in children(first, "cc") if first.i < c.i == noun.left_edge.i - 1]
        if first.i < noun.i and ands and not children(first, "conj"):
            hang(noun, first, "conj")
        return
    name = noun.head
    office = name.head
    if noun.dep_ != "conj" or name.dep_ != "appos" or office.tag_ not in {"NN", "NNP"} or noun.i < name.i:
        return
    joins = [c for c in children(name, "cc") if name.i < c.i < noun.i]
    if name.ent_type_ == "PERSON" and joins and joins[0].nbor(-1).text == "," and office.i < name.i:
        hang(joins[0], office, "cc")
        hang(noun, office, "conj")


_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr."})


def _mend_generation(suffix: Token) -> None:
    """ "Luis Ocampo, Jr. and Ana Sola met": a part of the name was taken for somebody."""
    if suffix.lower_ not in _GENERATIONS or suffix.i < 2 or suffix.nbor(-1).text != ",":
        return
    name = suffix.nbor(-2)
    if name.ent_type_ != "PERSON":
        return
    if name.head == suffix:
        hang(name, suffix.head, suffix.dep_)
    for child in list(suffix.children):
        hang(child, name, child.dep_)
    hang(suffix, name, "nmod")


def _mend_rate(share: Token) -> None:
    """ "A tariff of 25 percent on cars": what the tariff is on was hung on its rate."""
    of = share.head
    if share.ent_type_ != "PERCENT" or share.dep_ != "pobj" or of.lower_ != "of" or of.head.pos_ != "NOUN":
        return
    for beside in children(share, "prep"):
        if beside.lower_ == "on":
            hang(beside, of.head, "prep")


def _mend_verbless(root: Token) -> None:
    """ "Senegal, acting on a request, handed over three men": the verb was taken for a participle of its subject."""
    if root.pos_ not in {"PROPN", "NOUN"} or children(root, "cop", "nsubj"):
        return
    for verb in children(root, "acl"):
        acts = children(verb, "dobj", "xcomp", "ccomp")
        goes_on = any(c.tag_ == "VBD" and children(c, "dobj") for c in children(verb, "conj"))
        if (
            verb.i > root.i
            and verb.tag_ == "VBN"
            and ((acts and verb.nbor(-1).text == ",") or goes_on)
            and not children(verb, "agent", "auxpass")
        ):
            hang(verb, verb, "ROOT")
            hang(root, verb, "nsubj")
            verb.tag_ = "VBD"
            return


def _mend_participle(root: Token) -> None:
    """ "Three men wanted in Lima were arrested": the participle on the subject was taken for the verb."""
    subject = next(iter(children(root, "nsubj")), None)
    if subject is None or root.tag_ not in {"VBD", "VBN"} or children(root, "aux", "auxpass", "dobj", "neg"):
        return
    for verb in children(root, "advcl", "ccomp", "xcomp", "dep", "conj", "parataxis"):
        helpers = children(verb, "aux", "auxpass")
        if not helpers or verb.i < root.i or verb.tag_ != "VBN" or children(verb, "nsubj", "nsubjpass", "mark"):
            continue
        bare = helpers[0].tag_ in {"VBD", "VBZ", "VBP"} and verb.left_edge.i == helpers[0].i
        if not bare or subject.i > root.i or any(c.i < verb.i for c in children(root, "cc")):
            continue
        hang(verb, verb if root.head == root else root.head, root.dep_)
        hang(subject, verb, "nsubjpass" if children(verb, "auxpass") else "nsubj")
        for child in [c for c in root.children if c.i > verb.i]:
            hang(child, verb, child.dep_)
        hang(root, subject, "acl")
        root.tag_ = "VBN"
        return


def _mend_aside(subject: Token, said: Token) -> None:
    """ "The inquiry, Sola said afterwards, was unfair": two subjects were hung on "said"."""
    if said.head.i > said.i and subject.nbor(1).text == ",":
        hang(subject, said.head, "nsubjpass" if children(said.head, "auxpass") else "nsubj")


def _mend_whose(body: Token, verb: Token) -> None:
    """ "Angered the union, whose president, Ana Sola, said": the union was taken for who said it."""
    owned = next((c for c in children(body, "appos") if any(p.tag_ == "WP$" for p in c.children)), None)
    above = verb.head
    if owned is None or not body.i < owned.i < verb.i or above.i >= body.i:
        return
    hang(body, above, "dobj")
    hang(owned, verb, "nsubj")
    hang(verb, body, "relcl")


def _mend_after_fronted(verb: Token) -> None:
    """ "After Sola had arrived in Lima, Mara Quispe accused Peru": the clause before was taken for the main one."""
    first = verb.head
    opens = any(c.dep_ in {"mark", "advmod"} and c.tag_ in {"IN", "WRB"} and c.i < first.i for c in first.children)
    if not opens or children(first, "cc") or first.dep_ != "ROOT":
        return
    doc = first.doc
    for token in doc[first.i + 1 : verb.i]:
        comma = doc[token.left_edge.i - 1].text == ","
        if token.dep_ in {"conj", "appos"} and token.pos_ == "PROPN" and comma and not children(token.head, "cc"):
            hang(token, verb, "nsubj")
            hang(verb, verb, "ROOT")
            hang(first, verb, "advcl")
            return


MENDED = "name"  # the mark (kb_id) of an entity that was corrected by how names are written


def mend_name(name: Span) -> None:
    """Make proper nouns of the words of a person's name: of "May" in "May Tanaka resigned", taken for "may resign"."""
    last = name[-1]
    for token in name:
        if token.text[0].isupper():
            token.tag_, token.pos_ = "NNP", "PROPN"
        if token.i != last.i and token.tag_.startswith("VB"):
            _mend_verb_in_name(token, last)
        elif token.i != last.i and token.dep_ == "aux":
            hang(token, last, "compound")
    title = name[0].nbor(-1) if name.start and not name[0].is_sent_start else None
    if (
        title is not None
        and last.dep_ in {"npadvmod", title.dep_}
        and title.dep_ in {"nsubj", "nsubjpass"}
        and title.head == last.head
    ):
        hang(last, title.head, title.dep_)  # "President Ana March met", taken for a date or for two who met
        hang(title, last, "compound")


def _mend_verb_in_name(word: Token, last: Token) -> None:
    """Make a part of a name of ``word``, taken for a verb: "Rosnah binti Kassim heads the board"."""
    verb, place, dep = last.head, word.head, word.dep_
    word.tag_, word.pos_ = "NNP", "PROPN"
    if verb.i <= last.i or verb.head != word:
        return
    for child in list(word.children):
        if child != verb:
            hang(child, last if child.i < last.i else verb, "compound" if child.i < last.i else child.dep_)
    hang(verb, verb if place == word else place, dep)
    hang(word, last, "compound")


def clause_marks(verb: Token) -> list[Token]:
    """The auxiliaries of ``verb``, its "to", and what marks its clause ("if", "unless")."""
    return children(verb, "aux", "auxpass", "mark")


def predicate_adjectives(verb: Token) -> list[Token]:
    """Adjectives that ``verb`` says of its subject: "is due"."""
    return children(verb, "acomp")


def counted(number: Token) -> Token | None:
    """The noun that ``number`` says how many there are of: "12 aid workers", "dozens of workers"."""
    if number.dep_ == "conj" and number.head.pos_ == "NUM":
        number = number.head  # "15 or 20 trucks"
    head = number
    inside = {"nummod", "quantmod", "compound", "nmod", "amod", "advmod", "npadvmod", "poss", "det"}
    while head.dep_ in inside and head.head.i > head.i:
        head = head.head
        if (head.pos_ in {"NOUN", "PROPN"} or head.lower_ == "more") and head.dep_ not in {"compound", "nmod", "amod"}:
            return head
    parts = prepositional(number, "of")
    if parts:
        return parts[0]
    return head if head is not number and head.pos_ in {"NOUN", "PROPN"} else None


def counts(number: Token) -> bool:
    """Whether ``number`` stands with a noun and says how many there are of it."""
    return bool(number.dep_ == "nummod" and number.head.i > number.i)


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


def measured(number: Token) -> Token | None:
    """The noun whose size ``number`` is: "a crew of 25"; None where none is."""
    if number.dep_ == "pobj" and number.head.lower_ == "of" and number.head.head.pos_ == "NOUN":
        return number.head.head
    return None


def is_argument(number: Token) -> bool:
    """Whether ``number`` stands alone as a subject or an object: "80 are waiting", "she won 6"."""
    return bool(number.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "pobj"})


def phrase(noun: Token) -> list[Token]:
    """``noun`` with what stands before it and with its "of" or "in", without its numbers: "survivors of the raid"."""
    described = (t for c in noun.lefts if c.dep_ in {"amod", "compound", "poss", "nmod"} for t in c.subtree)
    before = [t for t in described if t.dep_ != "nummod"]
    after = [t for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"of", "in", "for", "from"} for t in c.subtree]
    return [*before, *hyphened(noun), *after[:12]]


def hyphened(word: Token) -> list[Token]:
    """The tokens of a word that hyphens join: "passers-by", "ex-soldiers"; no number among them."""
    doc, first, last = word.doc, word.i, word.i
    while last + 2 < len(doc) and _is_hyphen(doc[last + 1]) and not doc[last].whitespace_:
        last += 2
    while first > 1 and _is_hyphen(doc[first - 1]) and not doc[first - 2].whitespace_ and not doc[first - 2].like_num:
        first -= 2
    return list(doc[first : last + 1])


def _is_hyphen(token: Token) -> bool:
    return bool(token.text == "-" and not token.whitespace_)


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


def coordinated(word: Token) -> list[Token]:
    """``word`` and what is coordinated with it, as far as it has the same subject: not "he came and she left"."""
    return [word, *(c for c in word.conjuncts if c.i > word.i and not own_subjects(c))]


def is_under_relative(verb: Token) -> bool:
    """Whether a clause opens with a relative behind a preposition: "a bill under which the ships would be sold"."""
    before = [p for p in children(verb, "prep") if p.i < verb.i]
    return any(o.tag_ == "WDT" for p in before for o in children(p, "pobj"))


def suffered_alike(passive: Token) -> list[Token]:
    """Participles beside a passive that share its helpers, with a subject: "they will be tried and the ship sold"."""
    found = (c for c in passive.conjuncts if c.i > passive.i and own_subjects(c) and not auxiliaries(c))
    return [c for c in found if c.tag_ in {"VBN", "VBD"} and not children(c, "dobj")]


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


def governed(auxiliary: Token) -> Token | None:
    """The verb that ``auxiliary`` belongs to; the first of "will come and go"."""
    return auxiliary.head if auxiliary.dep_ in {"aux", "auxpass"} and is_verb(auxiliary.head) else None


def future_subjects(verb: Token) -> list[Token]:
    """The subjects of a verb, or those of the first verb that it is coordinated with."""
    own = own_subjects(verb)
    while not own and verb.dep_ == "conj":
        verb = verb.head
        own = own_subjects(verb)
    return own


def listed_amiss(verb: Token) -> list[Token]:
    """The subject right before a verb that the parser lists with a time: "by May and Chile will free them"."""
    first = min(auxiliaries(verb), key=lambda t: t.i, default=verb)
    if verb.dep_ != "conj" or own_subjects(verb) or not first.i:
        return []
    before = first.nbor(-1)
    amiss = before.dep_ == "conj" and before.pos_ == "PROPN" and before.head.dep_ == "pobj" and before.head.i < before.i
    return [before] if amiss and before.head.ent_type_ in {"DATE", "TIME"} else []


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


def passive_agents(verb: Token) -> list[Token]:
    """Who does a passive: "was backed by Peru"."""
    return [o for a in children(verb, "agent") for p in children(a, "pobj") for o in conjuncts(p)]


_BESIDE = {"relcl", "acl", "advcl", "ccomp", "conj", "cc", "preconj", "parataxis"}


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for ("the envoy, who said"); None for any other word."""
    if token.tag_ not in _RELATIVE:
        return None
    clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    if clause is not None:
        return clause.head if clause.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    before = next((t for t in reversed(token.doc[max(0, token.i - 2) : token.i]) if not t.is_punct), None)
    return before if before is not None and before.pos_ in {"NOUN", "PROPN"} else None


def noun_phrase(head: Token) -> list[Token]:
    """The words of a noun phrase, title and apposition among them, without clauses on it and phrases beside it."""
    found, stack = [head], [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ not in _BESIDE:
                found.append(child)
                stack.append(child)
    found.sort(key=lambda t: t.i)
    while found[-1].is_punct or found[-1].is_space:
        found.pop()
    whole = head.doc[found[0].i : found[-1].i + 1]
    return list(whole) if len(whole) <= 2 * len(found) else found


def agents(verb: Token) -> list[Token]:
    """Who does a passive or a participle: "quoted by the daily"."""
    heads = [c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"]
    return [o for h in heads for p in children(h, "pobj") for o in conjuncts(p)]


def is_past_participle(verb: Token) -> bool:
    """Whether ``verb`` is a past participle on a noun: "the envoy, quoted by the daily"."""
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"}


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


def predicate(verb: Token) -> list[Token]:
    """A verb with its auxiliaries, particle and what it says of its subject: "was blunt"."""
    return sorted([verb, *children(verb, "aux", "auxpass", "neg", "prt", "acomp")], key=lambda t: t.i)


def author_of(document: Token) -> Token | None:
    """Whose a document is: "a statement by the ministry", "the ministry's letter", "a note released by the office"."""
    issued = [t for c in document.children if is_past_participle(c) for t in agents(c)]
    found = [*children(document, "poss"), *prepositional(document, "by", "from"), *issued]
    return next((t for t in found if t.pos_ in {"NOUN", "PROPN"}), None)


def proper_name(head: Token) -> list[Token]:
    """The proper name that stands beside a common noun: "the agency Lakes Press", "a student named Wong"."""
    named = [o for c in children(head, "acl") if c.lower_ in {"named", "called"} for o in children(c, "oprd", "dobj")]
    # "the head of the office, Ali Mehr": the parser hangs the name on the office.
    person = [t for t in noun_phrase(head) if t.dep_ == "appos" and t.ent_type_ == "PERSON" != t.head.ent_type_]
    next_ = [t for t in head.doc[head.i + 1 : head.i + 2] if t.dep_ == "npadvmod"]  # "quoted by the agency Lakes as"
    found = next((t for t in [*children(head, "appos"), *named, *person, *next_] if t.pos_ == "PROPN"), None)
    return noun_phrase(found) if found is not None else []


def phrase_of(head: Token) -> list[Token]:
    """The words under ``head`` without those that are coordinated with it."""
    kept = [c for c in head.children if c.dep_ not in {"conj", "cc"}]
    return [head, *(t for c in kept for t in c.subtree)]


def listed(heads: Sequence[Token]) -> list[Token]:
    """The words of phrases that stand in one list, with what joins them: "the plan and the vote"."""
    whole = {h.i for h in heads}
    marks = [c for h in heads for c in children(h, "cc", "punct") if any(o > c.i for o in whole)]
    return sorted({*marks, *(t for h in heads for t in phrase_of(h))}, key=lambda t: t.i)


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


def is_of_first_person(token: Token) -> bool:
    """Whether ``token`` is "I" or "we", or what is theirs: "my", "our"."""
    return is_first_person(token) or (is_possessive_pronoun(token) and token.lower_ in {"my", "our"})


def amounts(noun: Token) -> list[Token]:
    """The numbers and signs of money with ``noun``: "$2 million", "two million euros"."""
    return children(noun, "quantmod", "nummod")


def described(verb: Token) -> list[Token]:
    """Whom a participle behind a noun tells of: "34 people killed in Herat"."""
    return conjuncts(verb.head) if verb.dep_ == "acl" and verb.tag_ == "VBN" else []


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


def is_compound(token: Token) -> bool:
    """Whether ``token`` only says what kind of thing the noun after it is: "peace talks"."""
    return token.dep_ in {"compound", "amod"}
