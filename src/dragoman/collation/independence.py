"""Independence: how many sources stand behind accounts, where those that stand behind one another count once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.collation.accounts import Account, source_key
from dragoman.collation.copies import Copies
from dragoman.collation.outlets import voice_of, voice_of_outlet

_LONG = 8  # words from which a sentence that two outlets print is one and the same
_PRINTED = 50  # sentences of an event that others are compared with
_SAME = 0.8  # share of words from which two sentences are one
_SHORTEST = 4  # letters of an outlet's name by which it is found in a sentence


def independent(group: Sequence[Account], copies: Copies) -> set[str]:
    """The independent sources of accounts: the innermost named hand of each, and one hand for all copies of a text.

    An outlet that has it from unnamed sources stands for them, and whoever cites that outlet has it from there.
    """
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            key = parent[key]
        return key

    def unite(one: str, other: str) -> None:
        low, high = sorted((root(one), root(other)))
        parent[high] = low

    credits = _Credits(group)
    voices: list[str] = []
    printed: list[Account] = []
    for account in group:
        own = voice_of(account) == voice_of_outlet(account)
        credited = credits.of(account) if own else None
        voices.append(credited or voice_of(account))
        if own and credited is None:
            unite(voices[-1], f"/{copies.family[account.article]}")
            again = next((a for a in printed if _one_sentence(a, account)), None)
            if again is not None:
                unite(voices[-1], voice_of(again))
            elif len(printed) < _PRINTED:
                printed.append(account)
    return {root(voice) for voice in voices}


class _Credits:
    """The outlets of accounts by name, to find who of them is credited in another's sentence."""

    def __init__(self, group: Sequence[Account]) -> None:
        named = {a.publisher: voice_of_outlet(a) for a in group if a.publisher and len(a.publisher) >= _SHORTEST}
        self._voices = {source_key(name): voice for name, voice in named.items()}
        every = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{every})(?!\w)") if len(named) > 1 else None

    def of(self, account: Account) -> str | None:
        """The voice of another outlet that an account's sentence names: "was quoted as saying by the Ledger"."""
        if self._pattern is None:
            return None
        voices = (self._voices[source_key(name)] for name in self._pattern.findall(account.sentence))
        return next((voice for voice in voices if voice != voice_of_outlet(account)), None)


def _one_sentence(a: Account, b: Account) -> bool:
    """Whether two outlets print one sentence: a reused sentence is one voice, whoever prints it."""
    return len(a.words) >= _LONG and len(a.words & b.words) >= _SAME * len(a.words | b.words)
