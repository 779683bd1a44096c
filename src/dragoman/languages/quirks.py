"""What a language's folder says in code rather than in lists: ``quirks.py``, for grammar that no list can hold."""

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast


class Quirks(Protocol):
    """What ``quirks.py`` of a language holds."""

    @property
    def INVERTED(self) -> re.Pattern[str]:
        """A pronoun that hangs on the verb before it, as one token in lower case: "-t-il"."""

    @property
    def JOINT(self) -> re.Pattern[str]:
        """What joins such a pronoun to its verb: "-t-"."""

    def verb_forms(self, lemma: str) -> set[str]:
        """The forms of a verb that a tagger is known to take for other words."""

    def verb_lemma(self, lemma: str) -> str:
        """The infinitive of a verb where the lemmatizer has left a form as it was."""

    def inflection(self, word: str, lemma: str) -> str | None:
        """What the ending of a verb's form says: "future" or "hypothesis" (conditional), None for other forms."""


class _None:
    """A language without quirks."""

    INVERTED = JOINT = re.compile(r"(?!)")

    def verb_forms(self, lemma: str) -> set[str]:
        return set()

    def verb_lemma(self, lemma: str) -> str:
        return lemma

    def inflection(self, word: str, lemma: str) -> str | None:
        return None


@cache
def quirks(language: str) -> Quirks:
    """The quirks of a language (ISO 639-1), none where its folder has no ``quirks.py``."""
    folder = f"dragoman.languages.{language}"
    if find_spec(folder) is None or find_spec(f"{folder}.quirks") is None:
        return _None()
    return cast(Quirks, import_module(f"{folder}.quirks"))
