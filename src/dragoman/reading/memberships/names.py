"""What words name a group."""

from spacy.tokens import Token

from dragoman.reading.memberships.words import is_a, known, under
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.tree import span_of, text_of

_JOINED = 2  # tokens that a hyphen joins before a word: "Nordic", "-"


# Whether words may be a name.


def may_name(words: tuple[Token, ...]) -> bool:
    """Whether some words may be a group's name: "the Lima Group", "al-Nahda", "the eurozone", "the bloc"."""
    if not words:
        return False
    if points_back(words):
        return True
    if any(c.isupper() for c in words[-1].text):
        return True
    if is_alone(words):
        return True
    return _is_described(words)


def points_back(words: tuple[Token, ...]) -> bool:
    """Whether words only point at a group that was named: "the bloc", "the organisation"."""
    word = words[0]
    if len(words) > 1 or word.text[0].isupper():
        return False
    before = [t.lower_ for t in word.lefts]
    if len(before) != 1 or before[0] not in known(word).of_class("definite", "determiner"):
        return False  # "a bloc"
    return is_a(word, "named before") and not scheme.prepositions(word)  # not "the bloc of the south"


def is_alone(words: tuple[Token, ...]) -> bool:
    """Whether a word names a group without capitals: "the eurozone", "the euro area"."""
    span = span_of(words)
    written = text_of(words[0].doc)[span.start : span.end].lower()
    return written in known(words[0]).of_class("alone", "noun")


def _is_described(words: tuple[Token, ...]) -> bool:
    """Whether a word for a body or a party ends a longer name: "a naval coalition", "the Forward party"."""
    return len(words) > 1 and (is_a(words[-1], "body") or is_a(words[-1], "party"))


def is_body(words: tuple[Token, ...]) -> bool:
    """Whether a name ends in a word for a body, "the six-nation Pact", not "the region"."""
    return bool(words) and is_a(words[-1], "body")


def is_titled(word: Token) -> bool:
    """Whether a word in capitals is one that ends the names of groups: "Initiative"."""
    return word.text[0].isupper() and word.lower_ in known(word).of_class("titled", "noun")


def is_political(word: Token) -> bool:
    """Whether a word before a name says that it is a party's: "ruling", "opposition"."""
    return word.lower_ in known(word).of_class("political", "adjective")


# Which words are the name.


def named(head: Token) -> tuple[Token, ...]:
    """The words of the name that ``head`` ends; through "countries of" and the like to the group that they are of."""
    name = _named_by(head)
    if name is not None:
        return named(name)
    whole = under(head, "whole")
    if is_a(head, "among") and not head.text[0].isupper():
        if whole:
            return named(whole[0])
        capitals = tuple(t for t in scheme.adjectives(head) if t.pos_ == "PROPN")
        if not capitals:
            return (head,) if points_back((head,)) else ()
    if whole and whole[0].ent_iob_ == "I" and is_titled(whole[0]):
        return tuple(head.doc[head.i : whole[0].i + 1])  # "Gulf of Guinea Commission"
    return proper(nominal.naming_words(nominal.noun_phrase(head)))


def _named_by(head: Token) -> Token | None:
    """The name right behind a small noun for a group: "the oil cartel Lima Group"."""
    if not head.is_lower:
        return None
    name = next((a for a in nominal.appositions(head) if a.pos_ == "PROPN" and a.left_edge.i == head.i + 1), None)
    return name if name is not None and name.ent_type_ != "PERSON" else None


def before(word: Token, *classes: str) -> tuple[Token, ...]:
    """The whole name that stands before a noun: "Coal Union" of "Coal Union members"."""
    names = (t for a in scheme.adjectives(word) if a.pos_ in classes for t in nominal.noun_phrase(a))
    return proper([t for t in names if t.pos_ in classes])


def proper(words: list[Token]) -> tuple[Token, ...]:
    """The words of a name without what only counts or likens members: "fellow Lima Group", "six-nation Lima Group"."""
    if not words:
        return ()
    phrases = known(words[0])
    no_name = phrases.of_class("others", "adjective") | phrases.of_class("among", "noun")
    no_name |= phrases.of_class("former", "adjective")  # "Former Labour member Jane Doe"
    last = max((n for n, t in enumerate(words[:-1]) if t.lower_ in no_name), default=-1)
    words = words[last + 1 :]
    in_capitals = any(t.text[0].isupper() for t in words[1:])
    while len(words) > 1 and in_capitals and _only_tells(words[0]):
        words = words[1:]  # "the ruling Liberal Party"
    return hyphened(words)


def _only_tells(word: Token) -> bool:
    """Whether a word before a name is no part of it: "ruling", the "neo-" of "the neo-Nazi Dawn movement"."""
    if word.text == "-":
        return True
    return word.is_lower and (word.pos_ in {"ADJ", "VERB"} or is_political(word))


def hyphened(words: list[Token]) -> tuple[Token, ...]:
    """A name with what a hyphen joins before it: "Nordic-Baltic Eight"."""
    while words and words[0].i >= _JOINED and _is_joined(words[0]):
        words = [words[0].nbor(-2), words[0].nbor(-1), *words]
    return tuple(words)


def _is_joined(word: Token) -> bool:
    """Whether a hyphen joins a word in capitals to the one before: "Nordic-Baltic", not "2024-Baltic"."""
    first, mark = word.nbor(-2), word.nbor(-1)
    if mark.text not in {"-", "‑"} or mark.whitespace_ or first.whitespace_:
        return False
    return bool(first.text[:1].isupper() and first.pos_ != "NUM")
