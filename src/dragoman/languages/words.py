"""Words that decide how certain a clause is: what a verb, noun, adjective or small word makes of the act under it.

The data is ``predicates.toml`` and ``words.toml`` of a language's folder; both open with what their fields mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from dragoman.languages import lexicons
from dragoman.model import Modality

_FILES = {"predicates.toml": "predicate", "words.toml": "word"}
_MARKED = re.compile(r"\*([^*]+)\*")


class Entry(BaseModel):
    """A group of words of one kind and class, and what they make of the act that they govern."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    class_: str = Field(alias="class")
    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()
    makes: Modality
    negated: Modality | None = None
    reads: Modality | None = None
    does: str | None = None
    example: str

    def examples(self) -> Iterator[Example]:
        """The group's example for each of its words."""
        for number, word in enumerate(self.words):
            form = self.forms[number] if self.forms else word
            said = self.example.replace("{}", form)
            said = said[:1].upper() + said[1:]
            match = _MARKED.search(said)
            assert match is not None, f"no word between asterisks: {said}"
            text = _MARKED.sub(r"\1", said)
            yield Example(self, word, text, match.start(), self.reads or self.makes)


class Example(NamedTuple):
    """A sentence for one word of an entry; the predicate that starts at character ``at`` must read as ``reads``."""

    entry: Entry
    word: str
    text: str
    at: int
    reads: Modality


class Words:
    """The entries of one language, found by kind, lemma and what stands beside it."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._by_word: dict[tuple[str, str], list[tuple[frozenset[str], Entry]]] = {}
        self._classes: dict[tuple[str, str], frozenset[str]] = {}
        for entry in entries:
            for word in entry.words:
                first, *rest = word.split()
                self._by_word.setdefault((entry.kind, first), []).append((frozenset(rest), entry))
        for found in self._by_word.values():
            found.sort(key=lambda one: -len(one[0]))

    def find(self, kind: str, word: str, takes: str | None = None, beside: Set[str] = frozenset()) -> Entry | None:
        """The entry of ``word`` for a complement (None: for none); a phrase's further words stand ``beside``."""
        for rest, entry in self._by_word.get((kind, word), ()):
            if rest <= beside and (takes in entry.takes if takes else not entry.takes):
                return entry
        return None

    def of_class(self, class_: str, kind: str) -> frozenset[str]:
        """The words of one kind and class, as the readers of promises, stances and the ledger ask for them."""
        found = self._classes.get((class_, kind))
        if found is None:
            words_ = (w for e in self.entries if e.class_ == class_ and e.kind == kind for w in e.words)
            found = self._classes[class_, kind] = frozenset(words_)
        return found


@cache
def words(language: str = "en") -> Words:
    """What a language's folder says; LookupError where it has no such files."""
    rows = [row for name, key in _FILES.items() for row in lexicons.table(name, language)[key]]
    return Words(tuple(Entry.model_validate(row) for row in rows))
