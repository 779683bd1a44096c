"""What a noun is: its owners, number and description, the words of its phrase and its name."""

from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.syntax.clearnlp.prepositions import prepositional
from dragoman.syntax.clearnlp.sides import agents
from dragoman.syntax.clearnlp.tags import RELATIVE
from dragoman.syntax.clearnlp.verbs import is_past_participle, is_verb
from dragoman.syntax.tree import children


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


def modifiers(token: Token) -> list[Token]:
    """What stands below ``token`` without being a clause, a mark or an apposition."""
    return [c for c in token.children if not is_verb(c) and c.dep_ not in {"punct", "cc", "appos"}]


def determiners(noun: Token) -> list[Token]:
    """Articles and the like, "neither" and "both" included; not the "no" of "no more than three"."""
    return [d for d in children(noun, "det", "preconj", "predet") if not _sets_a_bound(d)]


def _sets_a_bound(word: Token) -> bool:
    """Whether a word only bounds a number with the two behind it: "no more than", "no fewer than"."""
    than = word.i + 2
    return bool(word.lower_ == "no" and than < len(word.doc) and word.doc[than].lower_ == "than")


def adjectives(noun: Token) -> list[Token]:
    """The adjectives and participles before ``noun``."""
    return children(noun, "amod", "compound")


def possessors(noun: Token) -> list[Token]:
    """Whose ``noun`` is: "Chile's", "its"."""
    return children(noun, "poss")


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


def is_superlative(adjective: Token) -> bool:
    """Whether an adjective is in the superlative: "the highest"."""
    return any(t.tag_ in {"JJS", "RBS"} for t in (adjective, *adjective.children))


def nominal_doers(noun: Token) -> list[Token]:
    """Who does the act that ``noun`` names: "the attack by rebels", "Peru's withdrawal", "talks between A and B"."""
    behind = [o for done_to in prepositional(noun, "of") for o in prepositional(done_to, "by")]
    named = [*prepositional(noun, "by", "between"), *behind, *children(noun, "poss")]
    return named or [c for c in children(noun, "amod", "compound", "nmod") if c.pos_ in {"PROPN", "ADJ"}]


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


_BESIDE = {"relcl", "acl", "advcl", "ccomp", "conj", "cc", "preconj", "parataxis"}


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for ("the envoy, who said"); None for any other word."""
    if token.tag_ not in RELATIVE:
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


def is_of_first_person(token: Token) -> bool:
    """Whether ``token`` is "I" or "we", or what is theirs: "my", "our"."""
    return is_first_person(token) or (is_possessive_pronoun(token) and token.lower_ in {"my", "our"})


def amounts(noun: Token) -> list[Token]:
    """The numbers and signs of money with ``noun``: "$2 million", "two million euros"."""
    return children(noun, "quantmod", "nummod")


def is_compound(token: Token) -> bool:
    """Whether ``token`` only says what kind of thing the noun after it is: "peace talks"."""
    return token.dep_ in {"compound", "amod"}
