"""A party's name or label beside the name of one of its people: "Labour MP Jane Doe", "Jane Doe, D-Ohio"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dragoman.languages.phrases import Phrases
from dragoman.model import ActorKind
from dragoman.reading.draft import Draft
from dragoman.reading.memberships.members import members_by
from dragoman.reading.memberships.words import GROUPS, Belonging, is_a, is_behind
from dragoman.syntax import clearnlp as scheme
from dragoman.syntax import nominal
from dragoman.syntax.link import Kind
from dragoman.syntax.tree import lemmas_in

_BEFORE = 8  # words between a name and the letter of its party


def labelled(doc: Doc, words: Phrases, draft: Draft) -> Iterator[Belonging]:
    """Members by what stands with their name: "Labour MP Jane Doe", "Doe of the Labour Party", "Doe, D-Ohio"."""
    people = _people(words, draft)
    persons = {i for i, ref in draft.mentions.items() if ref.actor in people}
    for word, group in _parties(doc, words, draft):
        members = [t for t in _beside_party(word, persons) if t.i in persons]
        yield Belonging(tuple(members), group, word, "member")
    for initial, group in _initials(doc, words):
        before = [i for i in range(initial.i - _BEFORE, initial.i) if i in persons]
        if before:
            yield Belonging((doc[before[-1]],), group, initial, "member")


def _people(words: Phrases, draft: Draft) -> set[str]:
    """The actors that are people by name, none such as "the council" or "the family of"."""
    common = words.of_class("common", "noun")
    named = (a for a in draft.actors if a.kind is ActorKind.PERSON)
    return {a.id for a in named if a.name.split()[-1][:1].isupper() and not _ends(a.name, common)}


# Where a party is named.


def _parties(doc: Doc, words: Phrases, draft: Draft) -> Iterator[tuple[Token, str | tuple[Token, ...]]]:
    """The words that name a party or its members, with the party: "Labour", "the Labour Party", "MDC"."""
    parties = {a.id for a in draft.actors if a.kind in GROUPS and a.name.split() and _is_party(a.name, words)}
    for index, ref in list(draft.mentions.items()):
        word = doc[index]
        if ref.actor in parties and not _ends_label(word, words):
            yield word, (word,)
    for index in lemmas_in(doc, words.openings("label")):
        label = _label(doc[index], words)
        if label is not None and index not in draft.mentions:
            yield doc[index], label


def _label(word: Token, words: Phrases) -> str | None:
    """The party whose people a word names: "Labour", "New Democrats"; none of "liberal" or of a label's last word.

    None where the word only opens another party's name: "the Liberal Front" is not the Liberal Party.
    """
    if not word.text[0].isupper() or _ends_label(word, words):
        return None
    after = word.nbor(1).text if word.i + 1 < len(word.doc) else ""
    found = words.find("label", word.lower_, {after.lower()}) or words.find("label", word.lemma_.lower())
    if not found or (_opens_a_party(after, words) and found[0].class_ != f"{word.text} {after}"):
        return None
    return found[0].class_


def _opens_a_party(after: str, words: Phrases) -> bool:
    return after[:1].isupper() and after.lower() in words.of_class("party", "noun")


def _ends_label(word: Token, words: Phrases) -> bool:
    """Whether ``word`` ends a label of two words: "New Democrat"."""
    return word.i > 0 and bool(words.find("label", word.nbor(-1).lower_, {word.lower_}))


def _is_party(name: str, words: Phrases) -> bool:
    """Whether a name ends in a word for a party, or opens with one: "Movement for Democratic Change"."""
    parties, aims = words.of_class("party", "noun"), words.of_class("aim", "preposition")
    first, *rest = name.lower().split()
    return _ends(name, parties) or (first in parties and bool(rest) and rest[0] in aims)


def _ends(name: str, words: frozenset[str]) -> bool:
    return name.lower().split()[-1] in words


def _initials(doc: Doc, words: Phrases) -> Iterator[tuple[Token, str]]:
    """The letters of "Jane Doe, D-Ohio" and "Jane Doe (R-Texas)"."""
    for index in lemmas_in(doc, words.openings("initial")):
        word = doc[index]
        before, after = (doc[i].text if 0 <= i < len(doc) else "" for i in (index - 1, index + 1))
        opened = (before in {",", "("} and after in {"-", "–"}) or (before, after) == ("(", ")")
        if opened and word.text.isupper():
            yield word, words.find("initial", word.lower_)[0].class_


# Whom it stands with.


def _beside_party(word: Token, persons: set[int]) -> list[Token]:
    """The heads of the names that a party's name or label stands with."""
    at = _phrase_around(word)
    if at is None:
        return []
    if at.i in persons and not is_a(at, "seat"):
        return [at]  # "Labour MP Jane Doe and ...", "that of Labour MP Jane Doe"
    if is_behind(at, "of a party"):
        holder = scheme.link(at).governor
        return members_by(holder) if is_a(holder, "seat") else [holder]
    return [at, *members_by(at)]


def _phrase_around(word: Token) -> Token | None:
    """The head of the phrase that a party stands in; None of a post: "the Labour Party's nominee"."""
    at = word
    while scheme.link(at).kind is Kind.MODIFIER and at.head.i > at.i:
        if nominal.is_possessive(at) and at.head.pos_ != "PROPN":
            return None  # "the Labour Party's Jane Doe" belongs to it
        at = at.head
    return at
