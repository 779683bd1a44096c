"""Universal Dependencies (Nivre et al. 2020), as questions in words of grammar.

The first part answers what every scheme answers (``scheme.Scheme``), the second what attribution and actors ask of a
language that is parsed in this scheme. Subtypes that only some treebanks have ("aux:tense") count as their main type
where nothing hangs on the difference.
"""

from spacy.tokens import Doc, Token

from dragoman.languages.quirks import quirks
from dragoman.languages.words import words
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.tree import children, conjuncts, hang

_BY_LABEL = {
    "nsubj": Kind.SUBJECT,
    "csubj": Kind.SUBJECT,
    "obj": Kind.OBJECT,
    "iobj": Kind.OBJECT,
    "acl:relcl": Kind.RELATIVE,
    "conj": Kind.COORDINATE,
    "appos": Kind.APPOSITION,
}
_VERBAL = {"VERB", "AUX"}
_DOERS = {"nsubj", "nsubj:pass", "csubj", "obl:agent"}
_OTHER_CLAUSES = {*_DOERS, "advcl", "acl", "acl:relcl", "parataxis", "punct", "cc", "mark"}
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:caus", "csubj", "csubj:pass")
_OBLIQUES = ("obl:arg", "obl:mod", "obl")
_ADVERBIAL = {"obl", "obl:mod", "obl:tmod", "advmod"}
_CLAUSES = {"acl", "ccomp", "xcomp", "advcl", "obj", "obl:arg", "obl:mod", "dep", "parataxis"}
_INFINITIVES = {"xcomp", "ccomp", "obl:arg", "obl:mod", "advcl", "acl"}
_GOES_ON = {"advcl", "conj", "parataxis", "obl:mod", "acl:relcl"}
_INSIDE_NAME = {"flat:name", "flat:foreign", "flat"}
_INSIDE = {"det", "amod", "nmod", "case", "nummod", "fixed", "compound", *_INSIDE_NAME}
_BEHIND_ROLE = {*_INSIDE_NAME, "appos", "nmod"}
_NOT_OF_A_SOURCE = {"acl:relcl", "parataxis", "advcl", "ccomp", "cc"}
_CUE_WORDS = ("aux", "aux:tense", "aux:pass", "expl:comp", "expl:pass", "expl:pv")


def _main(token: Token) -> str:
    """The label of ``token`` without its subtype."""
    return str(token.dep_.partition(":")[0])


def _has(token: Token, feature: str, *values: str) -> bool:
    return any(v in values for v in token.morph.get(feature))


# What every scheme answers.


def link(token: Token) -> Link:
    """How ``token`` hangs on the word above it."""
    label, head, marker = token.dep_, token.head, next(iter(markers(token)), None)
    if label == "ROOT":
        beside = next((c for c in children(token, "parataxis") if is_verb(c) and c.i > token.i), None)
        return Link(Kind.ROOT, token) if beside is None else Link(Kind.BESIDE, beside)
    if label == "parataxis":
        return Link(Kind.ROOT, token)
    if label in {"acl", "xcomp", "ccomp"} and is_verb(token):
        return Link(_complement_kind(token, marker), head, marker)
    if label == "advcl":
        return Link(Kind.ADVERBIAL, head, marker)
    if _main(token) in {"obl", "nmod"}:
        if is_verb(token) and has_to(token):
            return Link(Kind.INFINITIVE, head, marker)
        return Link(Kind.OBLIQUE, head, marker) if marker is not None else Link(Kind.MODIFIER, head)
    return Link(_BY_LABEL.get(label) or _BY_LABEL.get(_main(token)) or Kind.MODIFIER, head)


def _complement_kind(verb: Token, marker: Token | None) -> Kind:
    if has_to(verb):
        return Kind.INFINITIVE
    if is_participle(verb):
        return Kind.PARTICIPLE
    beside = verb.dep_ == "ccomp" and verb.i < verb.head.i and marker is None
    return Kind.BESIDE if beside else Kind.CLAUSE


def is_verb(token: Token) -> bool:
    """Whether ``token`` heads a clause: a verb, or what a copula ascribes ("is ready")."""
    return token.pos_ in {"VERB", "AUX"} or is_copula(token)


def word_class(token: Token) -> str:
    """Verb, noun, adjective or adverb, as the language's word lists sort them."""
    if token.pos_ in {"VERB", "AUX"}:
        return "verb"
    return {"ADJ": "adjective", "ADV": "adverb", "SCONJ": "adverb", "ADP": "adverb"}.get(token.pos_, "noun")


def base(token: Token) -> str:
    """The form under which ``token`` stands in word lists."""
    lemma = token.lemma_.lower()
    return quirks(token.doc.lang_).verb_lemma(lemma) if token.pos_ == "VERB" else str(lemma)


def form(token: Token) -> str:
    """The form under which small words stand in word lists: languages of this scheme inflect them."""
    return base(token)


def has_to(verb: Token) -> bool:
    """Whether ``verb`` is an infinitive, by itself or through its first auxiliary: "help", "have helped"."""
    first = next(iter(auxiliaries(verb)), verb)
    return _has(first, "VerbForm", "Inf") and first.lower_ == first.lemma_.lower()


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries of ``verb``, and its copula."""
    return [c for c in verb.children if _main(c) in {"aux", "cop"}]


def markers(verb: Token) -> list[Token]:
    """The conjunctions that open a clause, the preposition before a noun or an infinitive."""
    own = children(verb, "mark", "case")
    return own or [c for c in verb.children if c.i == verb.left_edge.i and c.pos_ == "SCONJ"]


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that stand with ``verb`` itself."""
    return [s for c in children(verb, *_SUBJECTS) for s in conjuncts(c)]


def direct_objects(verb: Token) -> list[Token]:
    """The objects that stand with ``verb`` itself."""
    return [o for c in children(verb, "obj") for o in conjuncts(c)]


def subjects(verb: Token, depth: int = 4) -> list[Token]:
    """Who does ``verb``: its own subject, the passive agent, or through control, coordination or a relative clause."""
    own = children(verb, "nsubj", "nsubj:caus")
    if own:
        return conjuncts(verb.head) if _is_relative_pronoun(own[0]) and is_relative(verb) else conjuncts(own[0])
    agents = children(verb, "obl:agent")
    if agents:
        return conjuncts(agents[0])
    if children(verb, "nsubj:pass") or not depth:
        return []
    head = verb.head
    if verb.dep_ == "xcomp" and is_verb(head):
        return objects(head) or subjects(head, depth - 1)
    if verb.dep_ in {"conj", "advcl"} and is_verb(head):
        return subjects(head, depth - 1)
    return conjuncts(head) if verb.dep_ == "acl" and _has(verb, "Tense", "Pres") else []


def _is_relative_pronoun(token: Token) -> bool:
    return _has(token, "PronType", "Rel")


def objects(verb: Token) -> list[Token]:
    """What ``verb`` is done to: its object, or the subject of its passive."""
    found = children(verb, "obj", "nsubj:pass") or _bare_obliques(verb)
    return conjuncts(found[0]) if found else []


def _bare_obliques(verb: Token) -> list[Token]:
    """Nouns with an article and no preposition behind ``verb``: objects that the parser took for times."""
    near = [o for o in children(verb, *_OBLIQUES) if o.i > verb.i and not cases(o)]
    return [o for o in near if children(o, "det")]


def prepositional(token: Token, *words: str) -> list[Token]:
    """Nouns that the prepositions ``words`` (lemmas) put under ``token``."""
    near = [c for c in token.children if _main(c) in {"obl", "nmod"}]
    return [o for c in near if any(base(m) in words for m in children(c, "case")) for o in conjuncts(c)]


def prepositional_objects(token: Token) -> list[Token]:
    """The nouns that any preposition puts beside ``token``."""
    return [c for c in token.children if _main(c) in {"obl", "nmod"} and children(c, "case")]


def prepositions(token: Token) -> list[Token]:
    """The prepositions beside ``token``."""
    return [m for c in prepositional_objects(token) for m in children(c, "case")]


def negations(verb: Token) -> list[Token]:
    """None: the scheme has no label for them, they are adverbs that the language's word lists know."""
    return []


def adverbs(token: Token) -> list[Token]:
    """The adverbs beside ``token``, word by word, and a conjunction before it that stands like one ("neither")."""
    own = [a for c in children(token, "advmod") for a in (c, *children(c, "fixed"))]
    return [*own, *(c for c in children(token, "cc") if c.i < token.i)]


def determiners(noun: Token) -> list[Token]:
    """Articles and the like, and what coordinates ``noun`` ("neither", "nor")."""
    return [c for c in noun.children if (c.dep_ in {"det", "cc"} or c.pos_ == "DET") and c.i < noun.i]


def adjectives(noun: Token) -> list[Token]:
    """The adjectives and bare participles beside ``noun``."""
    return [c for c in noun.children if c.dep_ == "amod" or (c.dep_ == "acl" and (is_participle(c) or c.pos_ == "ADJ"))]


def possessors(noun: Token) -> list[Token]:
    """Whose ``noun`` is: "of Chile", "its"."""
    return [c for c in noun.children if c.dep_ == "nmod" or (c.dep_ == "det" and _has(c, "Poss", "Yes"))]


def adverbial_clauses(verb: Token) -> list[Token]:
    """Clauses that say when, why or on what condition; also one that the parser took for a complement."""
    near = children(verb, "advcl", "ccomp")
    return [*near, *(c for o in children(verb, *_OBLIQUES) for c in children(o, "acl"))]


def takes_clause(verb: Token) -> bool:
    """Whether ``verb`` has a clause under it."""
    return bool(children(verb, "ccomp", "xcomp", "advcl"))


def predicatives(verb: Token) -> list[Token]:
    """What a verb ascribes to its subject or object: "remains possible"; a copula hangs below what it ascribes."""
    return [c for c in children(verb, "xcomp", "advmod") if c.pos_ in {"ADJ", "ADV"}]


def rivals(governor: Token, token: Token) -> list[Token]:
    """Words that may govern ``token`` instead: parsers mix up a noun before it and the verb of that noun."""
    if governor.pos_ in {"VERB", "AUX"}:
        near = children(governor, "obj", "obl:arg")
        return [o for o in near if governor.i < o.i < token.i and o.right_edge.i < token.i]
    return [governor.head] if governor.dep_ in {"obj", "obl:arg", "obl"} else []


def beside(word: Token) -> list[Token]:
    """The small words that may make a phrase of ``word``: pronouns, prepositions, adverbs, and its object."""
    near = [c for c in word.children if _main(c) in {"expl", "advmod", "obj", "obl", "nmod", "case", "xcomp"}]
    return [*near, *(m for c in near for m in children(c, "case", "fixed"))]


def is_copula(verb: Token) -> bool:
    """Whether ``verb`` is ascribed by a copula: "ready" of "is ready"."""
    return bool(children(verb, "cop"))


def is_passive(verb: Token) -> bool:
    """Whether ``verb`` is done to its subject."""
    return bool(children(verb, "nsubj:pass", "aux:pass"))


def is_told_as_passive(verb: Token) -> bool:
    """False: whether a participle is taken for an active verb is known of English parses only."""
    return False


def is_passive_participle(verb: Token) -> bool:
    """Whether ``verb`` is a past participle beside a noun: "un homme accusé de meurtre"."""
    return is_participle(verb) and "Past" in verb.morph.get("Tense")


def is_perfect(verb: Token) -> bool:
    """Whether ``verb`` has an auxiliary of the perfect before it: "would have left"."""
    return bool(children(verb, "aux:tense"))


def is_present(verb: Token) -> bool:
    """Whether ``verb`` stands in the present tense."""
    return not auxiliaries(verb) and _has(verb, "Tense", "Pres") and inflection(verb) is None


def is_past(verb: Token) -> bool:
    """Whether ``verb`` stands in a past tense of the indicative."""
    if inflection(verb) is not None:
        return False
    if children(verb, "aux:tense"):
        return not has_to(verb)
    first = next(iter(auxiliaries(verb)), verb)
    return _has(first, "Tense", "Past", "Imp") and not _has(first, "VerbForm", "Part")


def inflection(verb: Token) -> str | None:
    """What the ending of a verb or of its first auxiliary says: "future" or "hypothesis" (conditional)."""
    first = next(iter(auxiliaries(verb)), verb)
    return quirks(verb.doc.lang_).inflection(first.lower_, first.lemma_.lower())


def is_participle(verb: Token) -> bool:
    """Whether ``verb`` is a participle without a subject of its own."""
    return _has(verb, "VerbForm", "Part") and not auxiliaries(verb) and not own_subjects(verb)


def is_pronoun(token: Token) -> bool:
    """Whether ``token`` is a personal pronoun."""
    return bool(token.pos_ == "PRON" and (_has(token, "PronType", "Prs") or token.morph.get("Person")))


def is_first_person(token: Token) -> bool:
    """Whether ``token`` is "I" or "we"."""
    return bool(token.pos_ == "PRON") and _has(token, "Person", "1")


def is_imperative(verb: Token) -> bool:
    """Whether ``verb`` is an order."""
    if verb.pos_ != "VERB" or verb.dep_ != "ROOT" or own_subjects(verb) or auxiliaries(verb):
        return False
    inflected = verb.lower_ != verb.lemma_.lower() and not _has(verb, "VerbForm", "Part")
    opens = all(t.is_punct for t in verb.doc[verb.left_edge.i : verb.i])
    return _has(verb, "Mood", "Imp") or (inflected and opens)


def is_subjunctive(verb: Token) -> bool:
    """Whether the form of ``verb`` alone is a wish: never, in languages that doubt in the same form."""
    return False


def is_superlative(adjective: Token) -> bool:
    """Whether an adjective is in the superlative."""
    return "Sup" in adjective.morph.get("Degree")


def parallel(verb: Token, first: Token) -> Token:
    """The verb beside which a coordinated one stands: the one that the parser hangs it on."""
    return first


def same_form(one: Token, other: Token) -> bool:
    """Whether two coordinated verbs may share auxiliaries: "will come and leave"."""
    return bool(one.morph.get("VerbForm") == other.morph.get("VerbForm"))


def is_preposition(token: Token) -> bool:
    """Whether ``token`` is a preposition."""
    return bool(token.dep_ == "case" or token.pos_ == "ADP")


def is_adverbial(token: Token) -> bool:
    """Whether ``token`` stands as a time without a preposition: "met Friday", "met yesterday"."""
    return bool(token.dep_ in _ADVERBIAL) and not cases(token)


def nominal_doers(noun: Token) -> list[Token]:
    """Who does the act that ``noun`` names: "the attack by rebels", "the withdrawal of Peru", "Peruvian withdrawal"."""
    return [*children(noun, "nmod"), *(c for c in children(noun, "amod") if c.text[0].islower())]


def tells_the_past(act: Token) -> bool:
    """Whether an act is told as past: by a verb in a past tense, or by a noun that names it."""
    return not is_verb(act) or is_past(act) or is_participle(act)


# What events ask of a phrase and a clause.


def is_negated(verb: Token) -> bool:
    """Whether an adverb beside ``verb`` negates it, by the language's word lists."""
    known, near = words(verb.doc.lang_), adverbs(verb)
    beside_it = frozenset(form(a) for a in near)
    found = (known.find("adverb", a.lower_, None, beside_it) for a in near)
    return any(entry is not None and entry.class_ == "negation" for entry in found)


def passive_agents(verb: Token) -> list[Token]:
    """Who does a passive: "killed by rebels"."""
    return [o for a in children(verb, "obl:agent") for o in conjuncts(a)]


def attributes(noun: Token) -> list[Token]:
    """Adjectives and bare nouns beside ``noun``: "Chilean", "its"."""
    own = [c for c in children(noun, "amod", "nmod") if not children(c, "case")]
    return [*own, *(c for c in children(noun, "det") if _has(c, "Poss", "Yes"))]


def describing(noun: Token) -> list[Token]:
    """Nouns and adjectives beside ``noun`` that tell what it is."""
    return children(noun, "amod", "nmod", "compound")


def made_of(noun: Token) -> list[Token]:
    """What ``noun`` is a part, a kind or a number of: "a series of attacks"."""
    return children(noun, "nmod")


def is_plural(noun: Token) -> bool:
    """Whether ``noun`` is in the plural."""
    return _has(noun, "Number", "Plur")


def is_member(token: Token) -> bool:
    """Whether ``token`` is one of those that the noun above speaks of: "presidents of Peru and Chile"."""
    return bool(token.dep_ == "conj") or bool(cases(token))


def is_possessive_pronoun(token: Token) -> bool:
    """Whether ``token`` is "its", "their" ..."""
    return _has(token, "Poss", "Yes")


def own_preposition(token: Token) -> Token | None:
    """The preposition that ``token`` is, or that stands below it."""
    return case_of(token)


def behind(preposition: Token) -> list[Token]:
    """What ``preposition`` stands before."""
    return [preposition.head]


def modifiers(token: Token) -> list[Token]:
    """What stands below ``token`` without being a clause, a mark or an apposition."""
    return [c for c in token.children if c.pos_ not in _VERBAL and c.dep_ not in {"punct", "cc", "appos"}]


def parts(token: Token, is_head: bool) -> list[Token]:
    """What below ``token`` belongs to its clause, doers left out; complements below its head only."""
    own = [c for c in token.children if not (c.dep_ in _OTHER_CLAUSES or (c.dep_ == "conj" and c.pos_ in _VERBAL))]
    return own if is_head else [c for c in own if c.dep_ != "ccomp"]


def particles(verb: Token) -> list[Token]:
    """Reflexive pronouns, adverbs and prepositions of ``verb``."""
    return [*children(verb, "expl:comp", "expl:pass", "expl:pv", "advmod"), *prepositions(verb)]


def datives(verb: Token) -> list[Token]:
    """To whom ``verb`` is done."""
    return children(verb, "iobj")


def is_doer(token: Token) -> bool:
    """Whether ``token`` is the subject of a verb in the active voice."""
    return bool(token.dep_ == "nsubj")


def noun_subjects(verb: Token) -> list[Token]:
    """The first subject of ``verb``, in either voice."""
    return children(verb, "nsubj", "nsubj:pass")


def circumstances(verb: Token) -> list[Token]:
    """The adverbial clauses of ``verb``."""
    return children(verb, "advcl")


def complements_of(verb: Token) -> list[Token]:
    """The clauses that ``verb`` takes."""
    return children(verb, "xcomp", "ccomp")


def clauses_under(verb: Token) -> list[Token]:
    """The clauses that say what ``verb`` is about, those that complete its objects too."""
    near = children(verb, "obj", *_OBLIQUES)
    return [*complements_of(verb), *(c for o in near for c in children(o, "acl") if has_to(c))]


def indirect_objects(verb: Token) -> list[Token]:
    """What prepositions and datives put beside ``verb``."""
    return [*datives(verb), *prepositional_objects(verb)]


# What attribution and actors ask.


def is_main(verb: Token) -> bool:
    """Whether ``verb`` stands by itself in its sentence, as the verb behind a quotation does."""
    return verb.dep_ in {"ROOT", "parataxis"}


def is_root(token: Token) -> bool:
    """Whether nothing stands above ``token``."""
    return bool(token.dep_ == "ROOT")


def is_relative(verb: Token) -> bool:
    """Whether ``verb`` heads a relative clause."""
    return bool(verb.dep_ == "acl:relcl")


def is_complement(verb: Token) -> bool:
    """Whether ``verb`` completes another verb: "said that he left", "promised to leave"."""
    return verb.dep_ in {"xcomp", "ccomp"}


def completes(token: Token) -> bool:
    """Whether ``token`` may be one cue with the verb above it: "laisse entendre", "fait état"."""
    return is_complement(token) or token.dep_ == "obj"


def is_beside_noun(verb: Token) -> bool:
    """Whether ``verb`` is a clause or a participle beside a noun: "quoted by the agency"."""
    return bool(verb.dep_.startswith("acl"))


def goes_along(verb: Token) -> bool:
    """Whether ``verb`` is a participle beside a noun or another verb in the present: "citing the ministry"."""
    return verb.dep_ in {"acl", "advcl"} and _has(verb, "Tense", "Pres")


def is_case(token: Token) -> bool:
    """Whether ``token`` is a preposition or a conjunction that opens the phrase above it."""
    return token.dep_ in {"case", "mark"}


def is_empty_subject(token: Token) -> bool:
    """Whether ``token`` is a subject that stands for nothing: "it is said that"."""
    return bool(token.dep_ == "expl:subj")


def is_subject(token: Token) -> bool:
    """Whether ``token`` is the subject of its clause."""
    return _main(token) == "nsubj"


def is_apposition(token: Token) -> bool:
    """Whether ``token`` says once more who its head is."""
    return bool(token.dep_ == "appos")


def is_determiner(token: Token) -> bool:
    """Whether ``token`` is an article or the like."""
    return bool(token.dep_ == "det")


def is_part_of_name(token: Token) -> bool:
    """Whether ``token`` is a further word of the name or the phrase that its head begins."""
    return bool(token.dep_.startswith(("flat", "amod")))


def is_coordinated(verb: Token) -> bool:
    """Whether ``verb`` goes on from another."""
    return bool(verb.dep_ == "conj")


def cases(noun: Token) -> list[Token]:
    """The prepositions before ``noun``."""
    return children(noun, "case")


def case_of(noun: Token) -> Token | None:
    """The first preposition before ``noun``."""
    return next(iter(cases(noun)), None)


def opening_of(clause: Token) -> Token | None:
    """The conjunction or preposition that opens a clause."""
    return next(iter(children(clause, "mark", "case")), None)


def openings(verb: Token) -> list[Token]:
    """Whatever may open the clause of ``verb``: conjunctions, prepositions, adverbs."""
    return children(verb, "mark", "advmod", "case")


def cue_words(verb: Token) -> list[Token]:
    """The auxiliaries, reflexive pronouns and negations of ``verb``."""
    return [*children(verb, *_CUE_WORDS), *(c for c in verb.children if _has(c, "Polarity", "Neg"))]


def verbal_words(verb: Token) -> list[Token]:
    """The auxiliaries and the empty pronouns of ``verb``."""
    return [c for c in verb.children if _main(c) in {"aux", "expl"}]


def tense_words(verb: Token) -> list[Token]:
    """The auxiliaries that make the tense of ``verb``."""
    return children(verb, "aux:tense")


def goes_on(verb: Token) -> list[Token]:
    """What follows from ``verb`` without being what somebody says: clauses and phrases beside it."""
    return [c for c in verb.children if c.dep_ in _GOES_ON]


def doers(verb: Token) -> list[Token]:
    """The nouns that stand as subjects of ``verb`` in the active voice."""
    return children(verb, "nsubj", "nsubj:caus")


def agents_or_obliques(verb: Token) -> list[Token]:
    """By whom a participle says it was done, however the parser labels them: "quoted by the agency"."""
    return children(verb, "obl:agent", "obl", "nmod")


def passive_subjects(verb: Token) -> list[Token]:
    """What is done ``verb``."""
    return children(verb, "nsubj:pass")


def inherits_subject(verb: Token) -> bool:
    """Whether ``verb`` may have the subject of the verb above it."""
    return verb.dep_ in {"conj", "advcl", "xcomp", "ccomp"}


def is_acting_participle(verb: Token) -> bool:
    """Whether ``verb`` is a present participle beside the noun that does it."""
    return verb.dep_ == "acl" and _has(verb, "Tense", "Pres")


def behind_inverted(verb: Token) -> list[Token]:
    """What may be the subject of ``verb`` behind it, labels of parsers that took it amiss included."""
    return [c for c in children(verb, "nsubj", "obj", "obl:mod", "nsubj:pass", "appos", "dep") if c.i > verb.i]


def nouns_of(verb: Token) -> list[Token]:
    """The objects and bare complements of ``verb``."""
    return children(verb, "obj", "xcomp")


def objects_near(verb: Token) -> list[Token]:
    """The objects of ``verb``."""
    return children(verb, "obj")


def obliques(verb: Token) -> list[Token]:
    """What prepositions put beside ``verb``."""
    return children(verb, *_OBLIQUES)


def holders(noun: Token) -> list[Token]:
    """The nouns that may have what ``noun`` names: "the fear of villagers"."""
    return children(noun, "nmod")


def is_object(noun: Token) -> bool:
    """Whether ``noun`` is what a verb is done to, directly or through a preposition that the verb asks for."""
    return noun.dep_ in {"obj", "obl:arg"}


def is_direct_object(noun: Token) -> bool:
    """Whether ``noun`` is what a verb is done to."""
    return bool(noun.dep_ == "obj")


def noun_clauses(noun: Token) -> list[Token]:
    """Clauses that say what ``noun`` is about, those that the parser hung on its verb included."""
    found = children(noun, "acl", "ccomp", "acl:relcl", "xcomp", "advcl")
    return [*found, *(children(noun.head, "ccomp", "xcomp") if is_direct_object(noun) else [])]


def clauses_behind(verb: Token) -> list[Token]:
    """Whatever below ``verb`` and behind it may be the head of a clause, wherever the parser hung it."""
    below = [c for o in children(verb, "obl:arg", "obl:mod") for c in children(o, "acl")]
    return [c for c in (*verb.children, *below) if c.i >= verb.i and c.dep_ in _CLAUSES]


def finite_complements(verb: Token) -> list[Token]:
    """Clauses that complete ``verb`` and stand behind it."""
    return [c for c in children(verb, "ccomp") if c.i > verb.i and not is_infinitive(c)]


def infinitives_behind(verb: Token, *, of_objects: bool) -> list[Token]:
    """Infinitives below ``verb`` and behind it, those that complete its objects where ``of_objects``."""
    below = [c for o in children(verb, "obj", "obl:arg") for c in children(o, "acl") if of_objects]
    near = [c for c in (*verb.children, *below) if c.i >= verb.i and c.dep_ in _INFINITIVES]
    return [c for c in near if is_infinitive(c)]


def is_finite(token: Token) -> bool:
    """Whether a verb has a finite form."""
    return _has(token, "VerbForm", "Fin")


def is_infinitive(token: Token) -> bool:
    """Whether a verb, or any auxiliary of it, is tagged as an infinitive."""
    return any(_has(t, "VerbForm", "Inf") for t in (token, *auxiliaries(token)))


def leaves_source(child: Token) -> bool:
    """Whether ``child`` is a clause of its own rather than a word of the source above it."""
    verbal = child.dep_ in {"conj", "appos"} and child.pos_ in {"VERB", "AUX"}
    return child.dep_ in _NOT_OF_A_SOURCE or verbal


def noun_phrase(head: Token) -> list[Token]:
    """``head`` with its determiner, adjectives, names and complements, without preposition, appositions and clauses."""
    found, stack = [head], [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _INSIDE and not (child.dep_ == "case" and child.head == head):
                found.append(child)
                stack.append(child)
    return unbroken(sorted(found, key=lambda t: t.i), head)


def unbroken(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens around ``head``, of ``tokens`` in order, that no other word parts from it."""
    at = tokens.index(head)
    first = last = at
    while first and tokens[first - 1].i == tokens[first].i - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i == tokens[last].i + 1:
        last += 1
    return tokens[first : last + 1]


def naming_words(tokens: list[Token], head: Token) -> list[Token]:
    """Of a phrase, the words that would stand in a name for it: no article or number of ``head``."""
    return [t for t in tokens if t.dep_ not in {"det", "nummod"} or t.head.i != head.i]


def is_small(token: Token) -> bool:
    """Whether ``token`` is an article or a preposition."""
    return token.dep_ in {"case", "det"}


def has_small_words(noun: Token) -> bool:
    """Whether an article or a preposition stands with ``noun``."""
    return bool(children(noun, "case", "det"))


def names_behind(head: Token) -> list[Token]:
    """Words behind ``head`` that may be the name of who it speaks of: "le président Rivas"."""
    return [c for c in head.children if c.i > head.i and c.dep_ in _BEHIND_ROLE]


def whole_name(first: Token) -> list[Token]:
    """``first`` and the further words of a name that it begins."""
    return [first, *(t for t in first.subtree if t.dep_ in {"flat:name", "flat:foreign"} and t.i > first.i)]


def appositions(head: Token) -> list[Token]:
    """The nouns that say once more who ``head`` is."""
    return children(head, "appos")


def mend_subjects(doc: Doc) -> None:
    """Give back a subject that the parser took for an apposition: "Selon X, Y a dit ..." with Y under X."""
    for sent in doc.sents:
        root = sent.root
        if root.pos_ != "VERB" or any(c.dep_.startswith(("nsubj", "expl:subj")) for c in root.children):
            continue
        for token in doc[sent.start : root.i]:
            left = token.left_edge.i
            if token.dep_ not in {"appos", "conj"} or token.head.i > token.i or left <= sent.start + 1:
                continue
            articled = bool(children(token, "det")) or token.pos_ == "PROPN"
            if doc[left - 1].text == "," and articled and token.head.dep_.startswith(("obl", "nmod")):
                hang(token, root, "nsubj")
                break


def amounts(noun: Token) -> list[Token]:
    """The numbers with ``noun``: "deux millions d'euros"."""
    return children(noun, "nummod")


def described(verb: Token) -> list[Token]:
    """Whom a past participle behind a noun tells of: "des gens tués à Herat"."""
    past = verb.dep_ == "acl" and "Past" in verb.morph.get("Tense") and "Part" in verb.morph.get("VerbForm")
    return conjuncts(verb.head) if past else []


def named_as(verb: Token) -> list[Token]:
    """What ``verb`` says that its object is: "l'a jugé coupable"."""
    return [c for c in children(verb, "xcomp") if c.pos_ in {"NOUN", "ADJ"}]


def infinitives(verb: Token) -> list[Token]:
    """The infinitives under ``verb``: "a ordonné de partir"."""
    return [c for c in children(verb, "xcomp", "ccomp") if "Inf" in c.morph.get("VerbForm")]


def relative_objects(verb: Token) -> list[Token]:
    """None: parsers of this scheme are not asked for the nouns that relative clauses have for an object."""
    return []


def gerunds(verb: Token) -> list[Token]:
    """What ``verb`` begins or ends, told by a verb: "a cessé de bombarder"."""
    return infinitives(verb)


def is_compound(token: Token) -> bool:
    """Whether ``token`` is one word with the noun beside it."""
    return bool(token.dep_ == "compound")
