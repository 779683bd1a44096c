"""What a verb is by its form: its helpers, tense and voice, whether it heads a clause."""

from spacy.tokens import Token

from dragoman.syntax.clearnlp.tags import PAST, PRESENT
from dragoman.syntax.tree import children, conjuncts


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


def is_told_as_passive(verb: Token) -> bool:
    """Whether a participle has no helper and a "by", so that its subject does nothing: "four men held by rebels"."""
    return verb.tag_ in {"VBN", "VBD"} and not children(verb, "aux", "auxpass") and bool(passive_agents(verb))


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


def form(token: Token) -> str:
    """The form under which small words stand in word lists."""
    return str(token.lower_)


def inflection(verb: Token) -> str | None:
    """None: English makes its future and its conditional with auxiliaries, not with endings."""
    return None


def negations(verb: Token) -> list[Token]:
    """The words that negate ``verb`` itself: "not", "n't", "never", "no longer"; not "no later than Friday"."""
    opening = {c.i for c in children(verb, "cc")}
    own = [n for n in children(verb, "neg") if n.i - 1 not in opening]  # "whether or not to leave"
    own = [n for n in own if not (n.i + 2 == verb.i and n.nbor(1).lower_ == "but")]  # "could not but condemn"
    beside = [a for a in children(verb, "advmod") if not _is_compared(a)]
    return own or [n for a in beside for n in children(a, "neg")]


def _is_compared(adverb: Token) -> bool:
    """Whether "than" follows an adverb, so that "no" before it sets a bound: "no later than Friday"."""
    return adverb.i + 1 < len(adverb.doc) and bool(adverb.nbor(1).lower_ == "than")


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that stand with ``verb`` itself."""
    return [s for c in children(verb, "nsubj", "nsubjpass", "csubj") for s in conjuncts(c)]


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
    return (helpers[0] if helpers else verb).tag_ in PRESENT


def is_past(verb: Token) -> bool:
    """Whether ``verb`` stands in a past tense."""
    helpers = auxiliaries(verb)
    return (helpers[0] if helpers else verb).tag_ in PAST


def is_participle(verb: Token) -> bool:
    """Whether ``verb`` is a participle without a subject of its own."""
    return verb.tag_ in {"VBG", "VBN"} and not auxiliaries(verb) and not own_subjects(verb)


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


def same_form(one: Token, other: Token) -> bool:
    """Whether two coordinated verbs may share auxiliaries: "will come and leave"."""
    return bool(one.tag_ == other.tag_ or {one.tag_, other.tag_} <= {"VB", "VBP"})


def tells_the_past(act: Token) -> bool:
    """Whether an act is told as past: by a verb in a past tense, or by a noun that names it."""
    if not is_verb(act):
        return True
    helpers = auxiliaries(act)
    return (helpers[0] if helpers else act).tag_ in {"VBD", "VBN"} and not any(h.lemma_ == "have" for h in helpers[:1])


def clause_marks(verb: Token) -> list[Token]:
    """The auxiliaries of ``verb``, its "to", and what marks its clause ("if", "unless")."""
    return children(verb, "aux", "auxpass", "mark")


def governed(auxiliary: Token) -> Token | None:
    """The verb that ``auxiliary`` belongs to; the first of "will come and go"."""
    return auxiliary.head if auxiliary.dep_ in {"aux", "auxpass"} and is_verb(auxiliary.head) else None


def passive_agents(verb: Token) -> list[Token]:
    """Who does a passive: "was backed by Peru"."""
    return [o for a in children(verb, "agent") for p in children(a, "pobj") for o in conjuncts(p)]


def is_past_participle(verb: Token) -> bool:
    """Whether ``verb`` is a past participle on a noun: "the envoy, quoted by the daily"."""
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"}


def predicate(verb: Token) -> list[Token]:
    """A verb with its auxiliaries, particle and what it says of its subject: "was blunt"."""
    return sorted([verb, *children(verb, "aux", "auxpass", "neg", "prt", "acomp")], key=lambda t: t.i)
