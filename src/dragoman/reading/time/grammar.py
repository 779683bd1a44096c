"""What a language's grammar of time expressions consists of."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from dragoman.reading.time.rules import Groups, Outlook, Rule

YEAR = r"(?:19|20)\d{2}(?![\d%]|[.,]\d)"


@dataclass(frozen=True)
class Grammar:
    """Patterns with the rules that say what they mean, and the words that bound and join expressions.

    ``hint`` is one quick look that tells where no pattern can match. ``words`` gives, for the language's words in lower
    case, those that the rules know. ``bound`` is a word before an expression that opens it to one side ("since"), its
    first group by ``relations`` a relation of ``When``. ``opens`` stands before a range, its first group one of the
    values of ``pairs``, and ``joins`` within one; ``pairs`` says which joining words need which opening ("and":
    "between").
    ``is_time`` tells whether a match is a time in its sentence, ``outlook`` whether the clause of a word is about what
    is to come. ``datelines`` are the lines that agencies begin their reports with: their day is the report's today.
    ``today`` are the words that, within a quotation, count from the day that it was said.
    """

    patterns: tuple[tuple[re.Pattern[str], Rule], ...]
    hint: re.Pattern[str]
    bound: re.Pattern[str]
    relations: Mapping[str, str]
    opens: re.Pattern[str]
    joins: re.Pattern[str]
    pairs: Mapping[str, str]
    is_time: Callable[[re.Match[str], Token], bool]
    outlook: Callable[[Token], Outlook]
    words: Mapping[str, str] = field(default_factory=dict)
    datelines: tuple[re.Pattern[str], ...] = ()
    today: re.Pattern[str] | None = None

    def groups(self, match: re.Match[str]) -> Groups:
        """The words of a match as the rules know them."""
        return Groups({part: self._known(word) for part, word in match.groupdict().items()})

    def _known(self, word: str | None) -> str | None:
        return word and self.words.get(" ".join(word.lower().replace("’", "'").split()), word)


def compiled(patterns: Iterable[tuple[str, Rule]]) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    r"""Patterns that match whole words only; in them ``\ `` is one space."""

    def whole(pattern: str) -> re.Pattern[str]:
        return re.compile(r"(?<![\w$€£-])(?:" + pattern.replace(r"\ ", " ") + r")(?!\w)", re.IGNORECASE)

    return tuple((whole(pattern), rule) for pattern, rule in patterns)
