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


def relative_behind(according: Token) -> Token | None:
    """The relative pronoun of "according to which"."""
    behind = according.doc[according.i + 1 : according.i + 3]
    found = len(behind) == 2 and behind[0].lower_ == "to" and behind[1].tag_ in {"WP", "WDT"}
    return behind[1] if found else None


def is_that_clause(verb: Token) -> bool:
    """Whether ``verb`` heads a clause after "that" which another word takes."""
    taken = verb.dep_ in {"acl", "ccomp", "relcl", "advcl"}
    return taken and any(c.lower_ == "that" for c in children(verb, "mark"))


def clauses_of(verb: Token) -> list[Token]:
    """The clauses that ``verb`` takes: "said (that) he left"."""
    return children(verb, "ccomp")


def is_put_to(verb: Token) -> bool:
    """Whether a question is put to whoever speaks, by nobody who is told of: "Asked if she knew, the envoy said no"."""
    opens = verb.tag_ == "VBN" and verb.is_sent_start and verb.lower_ == "asked"
    return bool(opens) and not any(c.lower_ == "by" for c in verb.children)


def tells_beside(verb: Token) -> bool:
    """Whether a clause beside another tells what somebody said: "when the minister told us that the road was open"."""
    named = [s for s in nominal_subjects(verb) if s.pos_ in {"NOUN", "PROPN"}]
    real = not children(verb, "neg") and all(t.tag_ != "MD" for t in children(verb, "aux"))
    supposed = any(m.lower_ in {"if", "unless"} for m in children(verb, "mark"))
    told = any(is_that_clause(c) for c in clauses_of(verb))
    return verb.dep_ in {"advcl", "relcl"} and bool(named) and real and told and not supposed


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


def hands_over(verb: Token) -> bool:
    """Whether ``verb`` gives or refuses somebody something: "denied them food", "they were denied food"."""
    things = children(verb, "dobj")
    return bool(things) and (len(things) > 1 or bool(children(verb, "dative", "nsubjpass")))


def own_prepositions(verb: Token) -> list[Token]:
    """The prepositions behind ``verb``, in the order of the text: "reported [for] duty"."""
    return [p for p in children(verb, "prep") if p.i > verb.i]


def told(verb: Token) -> list[Token]:
    """Whom or what is told: "told the paper"."""
    return children(verb, "dobj", "dative")


def small_parts(verb: Token) -> list[Token]:
    """Auxiliaries, negations and particles of ``verb``: "has not pointed out"."""
    return children(verb, "aux", "neg", "prt")


def qualifiers(noun: Token) -> list[Token]:
    """The nouns and adjectives before ``noun``."""
    return children(noun, "compound", "amod")
