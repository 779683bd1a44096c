"""What an act or a position hangs on: "if the guards leave", "in exchange for aid", "only once the talks begin"."""

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.languages.phrases import phrases
from dragoman.syntax import clearnlp as scheme

_FILE = "commitments.toml"


def condition_of(*acts: Token) -> set[Token]:
    """The words of every condition beside ``acts``: an act, and the words that it is promised or wanted with."""
    return {token for act in acts for head in _heads(act) for token in head.subtree}


def _heads(act: Token) -> Iterator[Token]:
    known = phrases(_FILE, act.doc.lang_)
    opening, before = known.of_class("condition", "conjunction"), known.of_class("condition", "preposition")
    for clause in scheme.adverbial_clauses(act):
        if any(m.lower_ in opening for m in (*scheme.markers(clause), clause)):
            yield clause
    for word in scheme.adverbs(act):
        asked = {f"{first.lower_} {word.lower_}" for first in scheme.adverbs(word)}
        if asked & opening and scheme.adverbial_clauses(word):
            yield word
    for word in (p for near in (act, *scheme.fillers(act, "object")) for p in scheme.prepositions(near)):
        if word.lower_ in opening | before:
            yield word
        if any(f"{word.lower_} {o.lower_}" in before for o in scheme.fillers(word, "object")):
            yield word
