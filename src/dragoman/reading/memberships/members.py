"""Whom a noun for a member stands for: whom it is said of, whom it is beside, and who is told along with them."""

from spacy.tokens import Token

from dragoman.model import Modality
from dragoman.reading.events.frames import listed
from dragoman.reading.memberships.words import is_a, is_behind, is_marked, is_told, small, under
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind, Link
from dragoman.syntax.tree import conjuncts

MARKS = {":", "-", "–", "—", "--", "("}
_NAME_AND_MARK = 2  # tokens: a name's last word and the mark behind it


def members_by(word: Token) -> list[Token]:
    """Whom a noun for a member stands for: the subject, what it is apposed to, or the names after it."""
    found = scheme.link(word)
    if found.kind is Kind.OBJECT and _is_asserted(found.governor):
        return _said_of(word, found.governor)
    if found.kind is Kind.SUBJECT and is_a(found.governor, "listing", "verb") and _is_asserted(found.governor):
        return _listed_by(found.governor)
    if found.kind is Kind.APPOSITION:
        return _apposed_to(word, found.governor)
    listed_ = names_beside(word)
    if listed_:
        return listed_
    if found.kind is Kind.OBLIQUE:
        told = _behind_preposition(word, found)
        return _named_beside(word) if told is None else told
    if nominal.is_inside_phrase(word):
        return _inside(found.governor)
    return _named_beside(word)


def _is_asserted(verb: Token) -> bool:
    """Whether a verb tells what is so: "Peru is a member", not "Peru may be a member"."""
    return certainty(verb).modality is Modality.ASSERTED


def _listed_by(verb: Token) -> list[Token]:
    """Whom a verb lists: "the members of the Lima Group include Peru and Chile"."""
    return [o for told in scheme.predicatives(verb) or scheme.objects(verb) for o in conjuncts(told)]


def names_beside(word: Token) -> list[Token]:
    """The names in apposition to a noun: "the members, Peru and Chile"."""
    return [o for a in nominal.appositions(word) for o in conjuncts(a)]


def _said_of(word: Token, verb: Token) -> list[Token]:
    """Of whom a verb says that they are members: "Peru is a member", "became a member"."""
    if not (scheme.is_copula(verb) or is_a(verb, "becoming", "verb")):
        return _named_beside(word)
    named = [m for s in scheme.subjects(verb) for m in (*both_in_apposition(s), *_in_apposition(s, word))]
    return [*named, *along(verb)]


def _apposed_to(word: Token, name: Token) -> list[Token]:
    """Whom an apposition tells of: "Peru and Chile, members of", "Peru, like Chile a member of"."""
    if is_a(name, "part"):
        return members_by(name)
    named = conjuncts(name) if nominal.is_plural(word) else [name]
    return [*named, *_likened_to(name)]


def _inside(noun: Token) -> list[Token]:
    """Whom a noun that a member stands in is of: "Peru, a Lima Group member state", "member Peru"."""
    return members_by(noun) if is_a(noun, "among") else conjuncts(noun)


def _behind_preposition(word: Token, found: Link) -> list[Token] | None:
    """Whom a member behind a preposition is, None where that does not say: "as a member of", "among the members of"."""
    over = found.governor
    if is_marked(found, word, "role"):
        return _as_members(over, word)
    if is_marked(found, word, "whole"):
        return _out_of(over, word)
    if counting(word):
        return scheme.objects(over) if certainty(over).modality is Modality.ASSERTED else []
    if not (is_marked(found, word, "likeness") or is_marked(found, word, "among")):
        return None
    return scheme.subjects(over) if certainty(over).modality is Modality.ASSERTED else []


def counting(word: Token) -> list[Token]:
    """What counts somebody among its members: "the Lima Group, which counts Peru among its members"."""
    found = scheme.link(word)
    among = is_marked(found, word, "among") and is_a(found.governor, "owning", "verb")
    return scheme.subjects(found.governor) if among else []


def _likened_to(name: Token) -> list[Token]:
    """Whom "like" sets beside a name: Peru of "Peru, like Chile a member of the Pact"."""
    return [scheme.link(name).governor] if is_behind(name, "likeness") else []


def _in_apposition(subject: Token, word: Token) -> list[Token]:
    """The names that the parser put beside the first of a list: "Jane Doe, John Roe and Ann Poe are members"."""
    if not nominal.is_plural(word):
        return []
    return names_beside(subject)


def both_in_apposition(noun: Token) -> list[Token]:
    """What a noun stands for: "Peru and Chile, two states that ..." are both; any other noun is itself."""
    found = scheme.link(noun)
    return conjuncts(found.governor) if found.kind is Kind.APPOSITION and nominal.is_plural(noun) else [noun]


def _as_members(over: Token, word: Token) -> list[Token]:
    """Whom "as members of" is told of: the doer of the verb over it, or the names that it stands beside."""
    if scheme.is_verb(over):
        if is_a(over, "keeping", "verb"):
            return scheme.objects(over)  # "left Peru as the only member of"
        return scheme.subjects(over) or scheme.objects(over)  # "was accepted as a member of"
    return conjuncts(over)


def _out_of(over: Token, word: Token) -> list[Token]:
    """Who is told to be of some members: "of the Lima Group states only Peru", "part of a majority of its states"."""
    if not scheme.is_verb(over):
        return members_by(over) if is_a(over, "share") else []
    if word.left_edge.i - 1 != over.sent.start:
        return []
    return scheme.own_subjects(over)


# Who is told along with others.


def along(verb: Token) -> list[Token]:
    """Who is told to be what others are: "along with Peru, Chile is a member of", "Peru, like Chile, belongs to"."""
    near, with_ = (verb, *scheme.own_subjects(verb)), listed("company", "adverbs")
    sides = [a for t in near for a in scheme.adverbs(t) if a.lower_ in with_]
    for beside in (p for t in near for p in scheme.prepositions(t)):
        together = any(a.lower_ in with_ for a in scheme.adverbs(beside))
        if together or beside.lower_ in with_ | listed("company", "beside"):
            sides.append(beside)
    return [t for p in sides for t in (*under(p, "company"), *scheme.fillers(p, "object"))]


def together(word: Token, group: tuple[Token, ...]) -> list[Token]:
    """Who is told to be a member too: "a member of the Lima Group together with Peru and Chile"."""
    with_ = listed("company", "adverbs")
    behind = [p for t in (word, *group[-1:]) for p in scheme.prepositions(t)]
    beside = [p for p in behind if any(a.lower_ in with_ for a in scheme.adverbs(p))]
    told = [t for p in beside for t in scheme.fillers(p, "object")]
    return [*told, *(t for p in behind if p.lower_ in with_ for t in under(p, "company"))]


def likened(word: Token) -> list[Token]:
    """The names that "like" sets beside a member, right before the noun: "Peru, like Chile a member of the Pact"."""
    if not word.left_edge.i:
        return []
    name = word.left_edge.nbor(-1)
    return [name] if is_marked(scheme.link(name), name, "likeness") else []


def sharing(word: Token) -> list[Token]:
    """Who has fellow members: Peru of "Peru and its fellow Lima Group members"."""
    return scheme.possessors(word) if is_told(word, "others") else []


# The names beside a noun for members.


def _named_beside(word: Token) -> list[Token]:
    """The names beside a noun for members: "members such as Peru", "Peru and other members", "a member, Peru, left"."""
    found = scheme.link(word)
    torn = _before_comma(word) if found.kind is not Kind.OBLIQUE else []
    if torn:
        return torn
    examples = _examples(word) or _among_them(word)
    if examples:
        return examples
    if found.kind in {Kind.SUBJECT, Kind.ADVERBIAL}:
        return _right_behind(word, found.governor)
    return _beside_others(word, found) if is_told(word, "others") else []


def _examples(word: Token) -> list[Token]:
    """The names of "members such as Peru and Chile", "members including Peru"."""
    such = [t for place in small(word, "example") for t in scheme.fillers(word, place)]
    return such if any(_is_example(t) for t in such) else names_included(word)


def names_included(word: Token) -> list[Token]:
    """The names of "members including Peru and Chile"."""
    return [t for place in small(word, "included") for t in scheme.fillers(word, place)]


def _is_example(name: Token) -> bool:
    """Whether a name stands behind "such as"."""
    marker = scheme.link(name).marker
    return bool(marker is not None and marker.i > 0 and marker.nbor(-1).lower_ in small(name, "such"))


def _among_them(word: Token) -> list[Token]:
    """The names after "members of the Lima Group, among them"."""
    over = scheme.link(word).governor
    among = small(word, "among")
    behind = [p for t in (word, over) for p in scheme.prepositions(t) if p.lower_ in among]
    told = next((scheme.fillers(p, "object") for p in behind), [])
    named = [m for t in told for m in (t, *nominal.appositions(t)) if m.pos_ == "PROPN"]
    return named if any(scheme.is_pronoun(t) for t in told) else []


def _right_behind(word: Token, verb: Token) -> list[Token]:
    """The subjects of a verb that follow a noun for members: "A member of the Lima Group, Peru objected"."""
    after = [t for t in scheme.own_subjects(verb) if t.i > word.i and t.pos_ == "PROPN"]
    return after if any(t.left_edge.i - 1 == word.right_edge.i or _opens(t) for t in after) else []


def _opens(name: Token) -> bool:
    """Whether a comma stands before a name: "two members, Jane Doe and John Roe"."""
    first = name.left_edge.i
    return bool(first > 0 and name.doc[first - 1].text == ",")


def _beside_others(word: Token, found: Link) -> list[Token]:
    """Who is named beside others: "Peru and other members", "Peru, along with other members"."""
    if found.kind is Kind.COORDINATE:
        return [t for t in conjuncts(found.governor) if t.i < word.i]
    if found.kind is not Kind.OBLIQUE or found.governor.lower_ not in listed("company", "adverbs"):
        return []
    over = scheme.link(found.governor).governor
    return scheme.subjects(over) if scheme.is_verb(over) else []


def _before_comma(word: Token) -> list[Token]:
    """The names before a phrase between commas that the parser took for the subject: "Peru and Chile, fellow members of
    the Lima Group, called for"."""
    name, after = name_ended(word), word.right_edge
    closed = after.text == "," or (after.i + 1 < len(word.doc) and after.nbor(1).text == ",")
    if name is None or not closed:
        return []
    names = conjuncts(name) if nominal.is_plural(word) else [name]
    return [] if any(is_marked(scheme.link(t), word, "place") for t in names) else names  # "in Kenya, members of"


def name_ended(word: Token) -> Token | None:
    """The last word of a name right before the mark that opens the phrase of ``word``: "the Lima Group, a bloc of"."""
    first = word.left_edge
    if first.i < _NAME_AND_MARK or first.nbor(-1).text not in MARKS | {","}:
        return None
    return first.nbor(-2) if first.nbor(-2).pos_ == "PROPN" else None
