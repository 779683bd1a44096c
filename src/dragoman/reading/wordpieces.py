"""Words cut into the pieces of a BERT vocabulary, lower-cased and without accents: the longest known piece first."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

_LONGEST = 100  # characters; longer words are not looked up
_KEPT = 200_000  # words whose pieces are remembered
_IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))
_ALONE = "alone"  # the class of characters that are words of their own


class WordPieces:
    """The pieces of a vocabulary, each with its number."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of ``word``; none for blanks."""
        found = self._known.get(word)
        if found is None:
            found = tuple(number for part in _parts(word) for number in self._cut(part))
            if len(self._known) < _KEPT:
                self._known[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        unknown = [self.numbers["[UNK]"]]
        if len(part) > _LONGEST:
            return unknown
        found, at = [], 0
        while at < len(part):
            mark = "##" if at else ""
            ends = range(len(part), at, -1)
            end = next((end for end in ends if mark + part[at:end] in self.numbers), None)
            if end is None:
                return unknown
            found.append(self.numbers[mark + part[at:end]])
            at = end
        return found


def _parts(word: str) -> Iterator[str]:
    """``word`` in lower case without accents, cut at blanks and before and after marks and ideographs."""
    plain = unicodedata.normalize("NFD", word.lower())
    kept = [c for c in plain if unicodedata.category(c) not in {"Mn", "Cc", "Cf"} or c.isspace()]
    for kind, characters in groupby(kept, _class):
        if kind == _ALONE:
            yield from characters
        elif kind is not None:
            yield "".join(characters)


def _class(character: str) -> str | None:
    """None for a blank, else whether a character is a word of its own."""
    if character.isspace():
        return None
    if unicodedata.category(character).startswith("P") or character in "$+<=>^`|~" or _is_ideograph(character):
        return _ALONE
    return "word"


def _is_ideograph(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _IDEOGRAPHS)
