"""Versions of one address: what a later version of a report says otherwise, and whether it says that it corrects.

Sentences are compared in their order; of two that stand in one place and are much alike the words that differ are given
("reopen" became "discuss", 2 became 5), the others are told as taken out or put in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Literal
from urllib.parse import urlsplit

from dragoman.collation.actors import folded
from dragoman.languages import lexicons

Notice = Literal["correction", "retraction", "update"]
_SENTENCE = re.compile(r"[^\s][^.!?\n]*(?:[.!?](?!\s|$)[^.!?\n]*)*(?:[.!?]+[”’\"']*)?")
_WORD = re.compile(r"\w+(?:[.,:'’-]\w+)*")
_ALIKE = 0.5  # share of words from which two sentences are one, said otherwise
_LONGEST = 400  # sentences of a text that are compared
_WORDS = 200  # words of a sentence of which it is told which changed


@dataclass(frozen=True, slots=True)
class Rewording:
    """Words of a sentence that became others; one of both may be empty. ``number``: whether a number is among them."""

    before: str
    after: str
    sentence: str
    number: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later version says otherwise: words changed, sentences taken out and put in.

    ``notice`` is what it says of itself, in ``words``: that it corrects, takes back or brings up to date.
    """

    changes: tuple[Rewording, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    notice: Notice | None = None
    words: str = ""


def address_of(url: str | None) -> str:
    """What an address is compared by: its host and path, without what only says how it was reached; "" for none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    asked = "&".join(sorted(p for p in parts.query.split("&") if p and not p.lower().startswith(("utm_", "fbclid"))))
    return f"{parts.hostname.removeprefix('www.')}{parts.path.rstrip('/')}{'?' if asked else ''}{asked}"


def difference(before: str, after: str) -> Difference:
    """What the text ``after`` says otherwise than ``before``."""
    old, new = (_SENTENCE.findall(text)[:_LONGEST] for text in (before, after))
    changes: list[Rewording] = []
    removed: list[str] = []
    added: list[str] = []
    for gone, come in _blocks(old, new):
        left = list(gone)
        for sentence in come:
            likest = max(left, key=lambda s: _alike(s, sentence), default="")
            if left and _alike(likest, sentence) >= _ALIKE:
                left.remove(likest)
                changes += _changes(likest, sentence)
            else:
                added.append(sentence.strip())
        removed += [s.strip() for s in left]
    notice, words = _notice(added) or (None, "")
    return Difference(tuple(changes), tuple(removed), tuple(added), notice, words)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The runs of sentences that stand in one place and are not the same."""
    matcher = SequenceMatcher(None, [_plain(s) for s in old], [_plain(s) for s in new], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield list(old[i:j]), list(new[k:m])


def _plain(sentence: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(sentence)))


def _alike(a: str, b: str) -> float:
    """The share of words that two sentences have in common, 0-1."""
    one, other = frozenset(_plain(a)), frozenset(_plain(b))
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _changes(before: str, after: str) -> Iterator[Rewording]:
    old, new = _WORD.findall(before)[:_WORDS], _WORD.findall(after)[:_WORDS]
    matcher = SequenceMatcher(None, [folded(w) for w in old], [folded(w) for w in new], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            gone, come = old[i:j], new[k:m]
            yield Rewording(" ".join(gone), " ".join(come), after.strip(), any(map(_is_number, (*gone, *come))))


def _is_number(word: str) -> bool:
    return any(c.isdigit() for c in word) or folded(word) in _numbers()


@cache
def _numbers() -> frozenset[str]:
    words = lexicons.table("numbers.toml")["words"]
    return frozenset(w for group in words.values() for w in group)


def _notice(sentences: Sequence[str]) -> tuple[Notice, str] | None:
    """What a version says of itself in the first sentence that does, the gravest first."""
    kinds: tuple[Notice, ...] = ("retraction", "correction", "update")
    return next(((k, s) for k in kinds for s in sentences if _says(k).search(s)), None)


@cache
def _says(kind: Notice) -> re.Pattern[str]:
    found: list[str] = lexicons.table("collation.toml")["notices"][kind]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})", re.IGNORECASE)
