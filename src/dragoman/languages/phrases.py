"""Phrases that a reader looks for, as data: their words, what they mean, where what they are about stands, an example.

The data is ``commitments.toml``, ``stances.toml`` and ``memberships.toml`` of a language's folder; each opens with what
its classes mean. A phrase is found by the lemma of its first word and by what stands beside that in the parse.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from dragoman.languages import lexicons


class Phrase(BaseModel):
    """Words of one kind and class. ``on`` names, in order of preference, where what they are about may stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    class_: str = Field(alias="class")
    words: tuple[str, ...]  # lemmas; a phrase's further words stand beside it
    forms: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # where more of it may stand beside that
    negated: str | None = None
    reads: str | None = None
    example: str

    def examples(self) -> Iterator[tuple[str, str]]:
        """Each word with the example that it must be read in."""
        for number, word in enumerate(self.words):
            said = self.example.replace("{}", self.forms[number] if self.forms else word)
            yield word, said[:1].upper() + said[1:]


class Phrases:
    """The phrases of one file, found by kind, lemma and what stands beside it."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self.phrases = phrases
        self._classes: dict[tuple[str, str], frozenset[str]] = {}
        self._openings: dict[tuple[str, ...], frozenset[str]] = {}
        self._by_word: dict[tuple[str, str], list[tuple[frozenset[str], Phrase]]] = {}
        for phrase in phrases:
            for word in phrase.words:
                first, *rest = word.split()
                self._by_word.setdefault((phrase.kind, first), []).append((frozenset(rest), phrase))
        for found in self._by_word.values():
            found.sort(key=lambda one: -len(one[0]))

    def find(self, kind: str, word: str, beside: Set[str] = frozenset()) -> list[Phrase]:
        """The phrases that open with ``word`` and whose further words stand ``beside``, longest first."""
        return [phrase for rest, phrase in self._by_word.get((kind, word), ()) if rest <= beside]

    def of_class(self, class_: str, kind: str) -> frozenset[str]:
        """The words of one class and kind."""
        found = self._classes.get((class_, kind))
        if found is None:
            found = frozenset(w for p in self.phrases if p.class_ == class_ and p.kind == kind for w in p.words)
            self._classes[class_, kind] = found
        return found

    def openings(self, *kinds: str) -> frozenset[str]:
        """The words that the phrases of some kinds open with."""
        found = self._openings.get(kinds)
        if found is None:
            found = self._openings[kinds] = frozenset(word for kind, word in self._by_word if kind in kinds)
        return found


@cache
def phrases(name: str, language: str = "en") -> Phrases:
    """The phrases of a file such as "stances.toml"; LookupError where the language has none."""
    return Phrases(tuple(Phrase.model_validate(row) for row in lexicons.table(name, language)["phrase"]))
