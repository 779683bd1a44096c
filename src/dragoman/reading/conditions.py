"""What an act or a position hangs on: "if the guards leave", "in exchange for aid", "only once the talks begin"."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.languages.phrases import phrases
from dragoman.languages.words import words
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax.link import Kind

_FILE = "commitments.toml"


def condition_of(*acts: Token) -> set[Token]:
    """The words of every condition beside ``acts``: an act, and the words that it is promised or wanted with."""
    found = {token for act in acts for head in _heads(act) for token in head.subtree}
    found = found or {token for act in acts for token in _before_comma(act)}
    return found or {token for act in acts for head in _beside_saying(act) for token in head.subtree}


def _beside_saying(act: Token) -> Iterator[Token]:
    """Conditions that a verb of saying parts from the act, before it or after: "If Chile pays, Peru said, it will"."""
    above = scheme.link(act)
    opening = phrases(_FILE, act.doc.lang_).of_class("condition", "conjunction")
    turned = words(act.doc.lang_).of_class("inversion", "auxiliary")
    saying = [above.governor] if above.kind in {Kind.CLAUSE, Kind.BESIDE} else []
    saying += scheme.telling(act)
    for verb in saying:
        own = next(iter(scheme.own_subjects(verb)), verb)
        for clause in scheme.adverbial_clauses(verb):
            first = clause.left_edge
            if clause.i < own.i and first.is_sent_start and first.lower_ in opening | turned:
                yield clause
        if act.i < own.i:  # "Peru will pay, it said, if Chile pays"
            yield from (head for head in _heads(verb) if head.i > verb.i)


def _before_comma(act: Token) -> list[Token]:
    """A condition that the parser takes for the opening of the clause of ``act``: "If they land, we will strike"."""
    opening = phrases(_FILE, act.doc.lang_).of_class("condition", "conjunction")
    subject = next(iter(scheme.own_subjects(act)), None)
    if subject is None:
        return []
    for word in scheme.markers(act):
        between = list(act.doc[word.i : subject.i])
        if word.lower_ in opening and len(between) > 2 and between[-1].text == ",":
            return between[:-1]
    return []


def _inverted(act: Token) -> Iterator[Token]:
    """Conditions that their auxiliary opens, beside an act or where the parser hangs them: "should Chile attack"."""
    opening = words(act.doc.lang_).of_class("inversion", "auxiliary")
    above = scheme.link(act)
    near = [*act.children, *(c for c in above.governor.children if above.kind is Kind.CLAUSE and c.i > act.i)]
    for clause in near:
        first = clause.left_edge
        opens = first.i != clause.i and first.head.i == clause.i and first.lower_ in opening
        if opens and clause.i != act.i and first in scheme.auxiliaries(clause):
            yield clause


def _heads(act: Token) -> Iterator[Token]:
    known = phrases(_FILE, act.doc.lang_)
    yield from _inverted(act)
    opening, before = known.of_class("condition", "conjunction"), known.of_class("condition", "preposition")
    for clause in scheme.adverbial_clauses(act):
        if any(m.lower_ in opening for m in (*scheme.markers(clause), clause)):
            yield clause
    for noun in (c for c in act.children if c.i > act.i and c.lower_ in known.of_class("condition", "noun")):
        if any(scheme.link(c).kind is Kind.RELATIVE for c in noun.children):
            yield noun  # "the moment that Chile pays"
    for word in scheme.adverbs(act):
        asked = {f"{first.lower_} {word.lower_}" for first in scheme.adverbs(word)}
        if asked & opening and scheme.adverbial_clauses(word):
            yield word
    for word in (p for near in (act, *scheme.fillers(act, "object")) for p in scheme.prepositions(near)):
        if word.lower_ in opening | before:
            yield word
        if any(f"{word.lower_} {o.lower_}" in before for o in scheme.fillers(word, "object")):
            yield word
