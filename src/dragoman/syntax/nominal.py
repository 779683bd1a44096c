"""Noun phrases of spaCy's English models (ClearNLP labels), as questions in words of grammar."""

from collections.abc import Set

from spacy.tokens import Doc, Token

from dragoman.syntax.clearnlp import prepositional
from dragoman.syntax.tree import children

_INSIDE = {"compound", "amod", "poss", "nmod", "det", "case", "nummod", "quantmod", "advmod", "predet"}
_NO_NAME = {"det", "punct", "nummod", "quantmod", "advmod", "predet"}
_LONGEST_LIST = 12
_SUBJECTS = {"nsubj", "nsubjpass"}


def noun_phrase(head: Token) -> list[Token]:
    """``head`` with what stands before it and describes it, in order; no apposition, preposition or clause."""
    found, stack = [head], [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_ in _INSIDE:
                found.append(child)
                stack.append(child)
    return sorted(found, key=lambda t: t.i)


def _is_inside_name(number: Token) -> bool:
    """Whether a number stands between two words of a name: "the June 12 Movement"."""
    inside = number.pos_ == "NUM" and 0 < number.i < len(number.doc) - 1
    return inside and number.head.i == number.i - 1 and {number.head.pos_, number.nbor(1).pos_} == {"PROPN"}


def naming_words(tokens: list[Token]) -> list[Token]:
    """Of a noun phrase, the words that would stand in a name for it: no article, number or mark."""
    words = [t for t in tokens if _is_inside_name(t) or (t.dep_ not in _NO_NAME and t.pos_ not in {"NUM", "PUNCT"})]
    while words and words[-1].dep_ in {"case", "prep"}:
        words.pop()
    return words


def appositions(head: Token) -> list[Token]:
    """The nouns that say once more who ``head`` is: "Quispe, the minister"."""
    return children(head, "appos")


def apposed_to(token: Token) -> Token | None:
    """The noun that ``token`` says once more."""
    return token.head if token.dep_ == "appos" else None


def is_inside_phrase(token: Token) -> bool:
    """Whether ``token`` is only a part of the noun phrase of another word: "Peru" in "Peru talks"."""
    return bool(token.dep_ == "compound" or (token.pos_ == "ADJ" and token.dep_ == "amod"))


def is_part_of_name(token: Token) -> bool:
    """Whether ``token`` is a part of the person's name that its head ends."""
    return token.head.ent_type_ == "PERSON" and token.dep_ in {"flat", "nmod"}


def is_under(token: Token, top: Token) -> bool:
    """Whether ``token`` hangs below ``top`` in the parse."""
    for _ in range(8):
        if token.head.i == token.i:
            return False
        token = token.head
        if token.i == top.i:
            return True
    return False


def is_subject(token: Token) -> bool:
    """Whether ``token`` is the subject of its clause."""
    return bool(token.dep_ in _SUBJECTS)


def is_object(token: Token) -> bool:
    """Whether ``token`` is the direct object of its clause."""
    return bool(token.dep_ == "dobj")


def is_possessive(token: Token) -> bool:
    """Whether ``token`` owns what its head names."""
    return bool(token.dep_ == "poss")


def is_with_the(noun: Token) -> bool:
    """Whether ``noun`` has a definite article: "the Front"."""
    return any(c.lower_ == "the" for c in children(noun, "det"))


def is_empty_subject(token: Token) -> bool:
    """Whether ``token`` may stand for nothing: "it is raining", "it seems that ...", "it is reported that ..."."""
    if token.dep_ == "nsubjpass":
        return bool(children(token.head, "ccomp"))
    return token.dep_ == "nsubj" and token.head.lemma_ in {"be", "seem", "appear"}


def is_relative(token: Token) -> bool:
    """Whether ``token`` is a relative pronoun: "the minister who left"."""
    return token.tag_ in {"WP", "WDT", "WP$"} and antecedent(token) is not None


def antecedent(relative: Token) -> Token | None:
    """The noun that the clause of a relative pronoun describes."""
    verb = relative.head
    for _ in range(4):  # "the ship on which it was sent", "the man whose brother they want to free"
        if verb.dep_ == "relcl":
            return verb.head if verb.head.i < relative.i else None
        if verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def governor(token: Token) -> Token | None:
    """The noun that a preposition puts ``token`` under: "envoy" of "the envoy of Chad"."""
    return token.head.head if token.dep_ == "pobj" and token.head.head.pos_ in {"NOUN", "PROPN"} else None


def over(token: Token, *words: str) -> list[Token]:
    """The nouns that a preposition of ``words`` puts ``token`` or what it is part of under, the nearest first."""
    found = []
    for _ in range(8):
        preposition = token.head
        if token.dep_ in {"pobj", "conj", "compound", "amod", "appos"} and preposition.i != token.i:
            if token.dep_ == "pobj" and preposition.lower_ in words:
                found.append(preposition.head)
            token = preposition.head if token.dep_ == "pobj" else preposition
        else:
            break
    return found


def coordinated_before(token: Token) -> Token | None:
    """The first noun of the list that ``token`` goes on with: "Chad" of "Chad and Togo"."""
    first = token
    for _ in range(12):
        if first.dep_ != "conj" or first.head.i >= first.i:
            break
        first = first.head
    return first if first.i != token.i else None


def met_by(token: Token, verbs: Set[str]) -> Token | None:
    """The subject of one of ``verbs`` (lemmas) whose other side ``token`` is: "he met her", "he spoke with her"."""
    with_ = token.head if token.dep_ == "pobj" and token.head.lower_ == "with" else None
    verb = with_.head if with_ is not None else token.head
    if with_ is not None and verb.dep_ in {"dobj", "pobj"} and verb.lemma_.lower() in verbs:  # "held talks with her"
        held = verb.head if verb.dep_ == "dobj" else verb.head.head
        return next(iter(children(held, "nsubj")), None)
    if verb.lemma_.lower() not in verbs or (with_ is None and token.dep_ != "dobj"):
        return None
    return next(iter(children(verb, "nsubj")), None)


def listed_after(token: Token) -> list[Token]:
    """The nouns of the list that ``token`` opens: "Industry", "Energy" of "Trade, Industry and Energy"."""
    found, latest = [], token
    for _ in range(_LONGEST_LIST):
        more = [t for t in children(latest, "conj") if t.i > latest.i]
        if not more:
            break
        latest = more[0]
        found.append(latest)
    return found


def belongs_to(head: Token, *words: str) -> list[Token]:
    """The nouns that a preposition of ``words`` right after the phrase puts under ``head``: "minister of Chad"."""
    return [o for o in prepositional(head, *words) if head.i < o.i <= head.i + 12]


def seats_of(head: Token, *words: str) -> list[Token]:
    """Where participles of ``words`` right after ``head`` put it: "Chad" of "hackers based in Chad"."""
    told = [c for c in children(head, "acl") if c.lower_ in words]
    return [o for c in told for o in prepositional(c, "in", "at")]


def is_plural(token: Token) -> bool:
    """Whether a noun is in the plural."""
    return token.tag_ in {"NNS", "NNPS"}


def singular(noun: Token) -> str:
    """The form of a noun under which lists have it, of one in capitals too, whose lemma is left in the plural."""
    lemma = str(noun.lemma_.lower())
    return lemma.removesuffix("s") if noun.tag_ == "NNPS" and lemma == noun.lower_ else lemma


def starts_name(token: Token) -> bool:
    """Whether a word is the first name of the person whom the next word names: "August Lindqvist"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return after is not None and after.ent_type_ == "PERSON" and token.dep_ == "compound" and token.head.i >= after.i


def name_before(head: Token) -> list[Token]:
    """``head`` and the proper nouns right before it that are compounds of it: "Sekou Traore"."""
    found = [head]
    for token in _leftwards(head.doc, head.i):
        if token.dep_ != "compound" or token.pos_ != "PROPN" or token.head.i > head.i or token.head.i <= token.i:
            break
        found.insert(0, token)
    return found


def _leftwards(doc: Doc, at: int) -> list[Token]:
    return [doc[i] for i in range(at - 1, max(-1, at - 6), -1)]


def predicated_of(token: Token) -> Token | None:
    """The subject of which a noun is said: "she became minister", "he is a lawyer"."""
    if token.dep_ != "attr" or token.head.lemma_ not in {"be", "become", "remain"}:
        return None
    return next(iter(children(token.head, *_SUBJECTS)), None)


def is_office(head: Token) -> bool:
    """Whether a noun only names an office: "became president", "as mayor", "ran for governor"."""
    bare = not any(c.dep_ in {"det", "poss", "nummod"} for c in head.children)
    return bare and head.dep_ in {"attr", "pobj", "oprd"} and head.text.islower() and not is_plural(head)


def is_in_phrase_of(relative: Token, *words: str) -> bool:
    """Whether a relative pronoun stands after a preposition: "in which"."""
    return relative.dep_ == "pobj" and (not words or relative.head.lower_ in words)


def owner_subject(token: Token) -> Token | None:
    """The subject of the clause in which "its" or "their" owns something."""
    verb = token.head
    for _ in range(6):
        if verb.pos_ in {"VERB", "AUX"} or verb.head.i == verb.i:
            break
        if is_subject(verb):
            return None
        verb = verb.head
    return next((s for s in children(verb, *_SUBJECTS) if s.i < token.i), None)


def outer_subject(token: Token, start: int, end: int) -> Token | None:
    """The subject of the clause around the characters ``start`` to ``end`` in which ``token`` stands: who says them."""
    for outer in token.ancestors:
        if not start <= outer.idx < end:
            return next(iter(children(outer, *_SUBJECTS)), None)
    return None


def telling_subject(token: Token) -> Token | None:
    """Who tells the clause that ``token`` is the subject of, as far as the verb or the first it is listed with says:
    "Peru raised the levy and said it would close the port"."""
    verb = token.head
    if not is_subject(token) or verb.dep_ != "ccomp" or verb.head.i > token.i:
        return None
    over = verb.head
    while not (own := children(over, *_SUBJECTS)) and over.dep_ == "conj":
        over = over.head
    return own[0] if own and own[0].i != token.i else None


def subject_beside(token: Token) -> Token | None:
    """The subject of the clause that ``token`` is an object in: what "it" or "him" there does not mean."""
    if is_possessive(token) or is_subject(token):
        return None
    verb = token.head if token.head.pos_ in {"VERB", "AUX"} else token.head.head
    return next(iter(children(verb, *_SUBJECTS)), None)
