"""Members that a list names: behind a mark, behind a noun, and states that are told as one circle."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.languages.phrases import Phrases
from dragoman.model import ActorKind, Modality
from dragoman.reading.draft import Draft
from dragoman.reading.memberships.members import MARKS, name_ended
from dragoman.reading.memberships.names import before, hyphened, may_name, named, proper
from dragoman.reading.memberships.words import Belonging, known, under
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.clause import certainty
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import conjuncts, lemmas_in, tokens_like

_BEFORE = 8  # words of a name before a mark, or between a group and the list of its members
_LONGEST = 60  # words of such a list
_IN_NAME = {"PROPN", "NUM", "ADJ", "NOUN"}
_IN_LIST = {"PROPN", "DET", "CCONJ", "ADJ", "NOUN"}


# "The Sahel Four: Mali, Niger and Togo".


def listed(doc: Doc, draft: Draft) -> Iterator[Belonging]:
    """The states that a group's name is followed by, after a mark: "The Sahel Four: Mali, Niger and Togo"."""
    for mark in tokens_like(doc, lambda word: word in MARKS):
        name = _name_before(mark, doc)
        states = _states(_list_from(mark, draft, doc), draft) if name else []
        if len(states) > 1:
            yield Belonging(tuple(states), name, name[-1], "member")


def _name_before(mark: int, doc: Doc) -> tuple[Token, ...]:
    """The words in capitals right before a mark: "Weimar Triangle"."""
    first = mark
    while first > max(0, mark - _BEFORE) and doc[first - 1].text[0].isupper() and doc[first - 1].pos_ in _IN_NAME:
        first -= 1
    return hyphened(list(doc[first:mark]))


def _list_from(mark: int, draft: Draft, doc: Doc) -> list[Token]:
    """The names of the list that the mark at ``mark`` opens; none where it is no list."""
    found = []
    for token in doc[mark + 1 : mark + 1 + _LONGEST]:
        if token.i in draft.mentions:
            found.append(token)
        elif token.pos_ not in _IN_LIST and token.text != ",":
            break
    return found if len(found) > 1 else []


def _states(names: list[Token], draft: Draft) -> list[Token]:
    """Those of some names that are states."""
    states = {a.id for a in draft.actors if a.kind is ActorKind.STATE}
    return [t for t in names if t.i in draft.mentions and draft.mentions[t.i].actor in states]


# "The group's members: Peru and Chile", "Lima Group members Peru and Chile".


def after_mark(word: Token, draft: Draft) -> list[Token]:
    """The names of a list that a mark opens soon after ``word``: "members of the group: Peru and Chile"."""
    doc = word.doc
    near = range(word.i + 1, min(len(doc), word.i + _BEFORE))
    mark = next((i for i in near if doc[i].text in MARKS or scheme.is_verb(doc[i])), None)
    return _list_from(mark, draft, doc) if mark is not None and doc[mark].text in MARKS else []


def right_after(word: Token, draft: Draft) -> list[Token]:
    """The names that follow a noun at once: "Lima Group members Peru and Chile"."""
    doc, at = word.doc, word.i + 1
    if at < len(doc) and doc[at].lemma_ in known(word).of_class("among", "noun"):
        at += 1  # "Lima Group member states Peru and Chile", taken for a verb
    while at < len(doc) and doc[at].pos_ in {"PROPN", "DET"} and at not in draft.mentions:
        at += 1
    return conjuncts(doc[at]) if at < len(doc) and at in draft.mentions and doc[at].pos_ == "PROPN" else []


# "The Weimar Triangle of Peru, Chile and Togo", "Mercosur, a bloc of".


def circles(doc: Doc, words: Phrases, draft: Draft) -> Iterator[Belonging]:
    """States that are one group: "The Weimar Triangle of Peru, Chile and Togo", "Mercosur, a bloc of"."""
    for index in lemmas_in(doc, words.openings("circle")):
        states = _of_circle(doc[index], draft)
        name = circle_name(doc[index]) if states else ()
        if may_name(name):
            yield Belonging(tuple(states), name, doc[index], "member")


def _of_circle(word: Token, draft: Draft) -> list[Token]:
    """The states that a noun for several is of; none of a treaty: "the Camp David pact between Peru and Chile"."""
    between = under(word, "between")
    names = between or under(word, "whole")
    names = (names and _list_from(names[0].left_edge.i - 1, draft, word.doc)) or names
    states, needed = _states(names, draft), 3 if between else 2
    return states if len(states) >= max(needed, len(names)) else []


def circle_name(word: Token) -> tuple[Token, ...]:
    """What a noun for several states names: "the Weimar Triangle", "the AUKUS pact", "AUKUS is a pact"."""
    name = before(word, "PROPN")
    if word.text[0].isupper():
        return proper([*name, word])
    if name:
        return name
    subject = _named_beside(word)
    return named(subject) if subject is not None else ()


def _named_beside(word: Token) -> Token | None:
    """What a noun for several states is said of, or is beside: "AUKUS is a pact", "leaders of AUKUS, a pact of"."""
    found = scheme.link(word)
    over = found.governor
    if scheme.is_verb(over) and scheme.is_copula(over) and certainty(over).modality is Modality.ASSERTED:
        return next(iter(scheme.subjects(over)), None)
    apposed = over if found.kind is Kind.APPOSITION else None
    return name_ended(word) or apposed or next(iter(nominal.appositions(word)), None)
