"""Copies: reprints and lightly edited versions of one text, and texts that hold another whole.

Texts are sets of four-word shingles (Broder 1997). Candidates for near copies come from MinHash signatures in bands
(locality-sensitive hashing), candidates for containment from a sample of shingles that both hold; every candidate is
then compared by its shingles. Cost grows with the number of texts and of candidates.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dragoman.collation.actors import folded

SHINGLE = 4  # words
NEAR = 0.55  # Jaccard similarity of shingles from which texts are near copies
WITHIN = 0.7  # share of the smaller text's shingles from which it is contained
WINDOW = 5  # days after which the same words are no longer a copy ("on Monday" then means another day)
SMALLEST = 12  # shingles below which a text is only compared as a whole
_PERMUTATIONS, _ROWS = 128, 4
_SAMPLE = 8  # one shingle of so many is sampled
_SHARED = 3  # sampled shingles that candidates for containment share
_COMMON = 60  # texts from which a sampled shingle says nothing (boilerplate)
_WORD = re.compile(r"\w+")


class Text(NamedTuple):
    """A text to compare, by article id."""

    id: str
    text: str
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Copy:
    """``article`` copies ``of``: exact, near, or contains it; ``similarity`` is the share of shingles behind that."""

    article: str
    of: str
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Copies:
    """Every copy found, and for each article the one that stands for its group (itself where it has no copies).

    ``group`` holds exact and near copies together, ``family`` also texts that contain one another.
    """

    found: tuple[Copy, ...]
    group: dict[str, str]
    family: dict[str, str]


class _Sketch(NamedTuple):
    """What is kept of a text: enough to compare it, not the text itself."""

    id: str
    published: dt.date | None
    whole: bytes
    shingles: np.ndarray[Any, np.dtype[np.uint32]]


def find_copies(texts: Iterable[Text]) -> Copies:
    """The copies among ``texts``; the earliest text of a group, by date and id, stands for it.

    Texts are read once and not kept: memory is about two kilobytes for each.
    """
    ordered = sorted(map(_sketch, texts), key=lambda t: (t.published or dt.date.max, t.id))
    exact = _exact(ordered)
    fresh = [i for i, first in enumerate(exact) if first == i]
    found = [Copy(ordered[i].id, ordered[first].id, "exact", 1.0) for i, first in enumerate(exact) if first != i]
    near, family = list(exact), list(exact)
    shingles = [t.shingles for t in ordered]
    for first, second in sorted(_candidates(fresh, shingles)):
        if not _fresh(ordered[first], ordered[second]):
            continue
        copy = _compared(ordered[first].id, ordered[second].id, shingles[first], shingles[second])
        if copy is None:
            continue
        found.append(copy)
        _unite(family, first, second)
        if copy.kind == "near":
            _unite(near, first, second)
    groups = ({t.id: ordered[_root(parent, i)].id for i, t in enumerate(ordered)} for parent in (near, family))
    return Copies(tuple(found), *groups)


def _sketch(text: Text) -> _Sketch:
    words = _WORD.findall(folded(text.text))
    whole = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest()
    return _Sketch(text.id, text.published, whole, _shingles(words))


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def _unite(parent: list[int], first: int, second: int) -> None:
    low, high = sorted((_root(parent, first), _root(parent, second)))
    parent[high] = low


def _shingles(words: list[str]) -> np.ndarray[Any, np.dtype[np.uint32]]:
    size = max(1, len(words) - SHINGLE + 1)
    grams = {zlib.crc32(" ".join(words[i : i + SHINGLE]).encode("utf-8", "replace")) for i in range(size)}
    return np.array(sorted(grams), dtype=np.uint32)


def _exact(texts: list[_Sketch]) -> list[int]:
    """For each text the first one of the same words that is not too old to be what it copies."""
    latest: dict[bytes, int] = {}
    found: list[int] = []
    for i, text in enumerate(texts):
        first = latest.get(text.whole)
        if first is None or not _fresh(texts[first], text):
            first = latest[text.whole] = i
        found.append(first)
    return found


def _fresh(a: _Sketch, b: _Sketch) -> bool:
    return a.published is None or b.published is None or abs((a.published - b.published).days) <= WINDOW


def _candidates(fresh: list[int], shingles: list[np.ndarray[Any, np.dtype[np.uint32]]]) -> set[tuple[int, int]]:
    pairs = set(_near_candidates(fresh, shingles))
    pairs |= set(_sharing(fresh, shingles))
    return pairs


def _near_candidates(
    fresh: list[int], shingles: list[np.ndarray[Any, np.dtype[np.uint32]]]
) -> Iterator[tuple[int, int]]:
    from rensa import RMinHash

    bands: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for i in fresh:
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update([str(s) for s in shingles[i].tolist()])
        digest = sketch.digest()
        for band in range(0, _PERMUTATIONS, _ROWS):
            held = bands[band, tuple(digest[band : band + _ROWS])]
            yield from ((j, i) for j in held[:_COMMON])
            held.append(i)


def _sharing(fresh: list[int], shingles: list[np.ndarray[Any, np.dtype[np.uint32]]]) -> Iterator[tuple[int, int]]:
    holders: dict[int, list[int]] = defaultdict(list)
    for i in fresh:
        if len(shingles[i]) < SMALLEST:
            continue
        shared: dict[int, int] = defaultdict(int)
        for value in shingles[i][shingles[i] % _SAMPLE == 0].tolist():
            held = holders[value]
            if len(held) < _COMMON:
                for j in held:
                    shared[j] += 1
                held.append(i)
        yield from ((j, i) for j, count in shared.items() if count >= _SHARED)


def _compared(
    earlier: str,
    later: str,
    first: np.ndarray[Any, np.dtype[np.uint32]],
    second: np.ndarray[Any, np.dtype[np.uint32]],
) -> Copy | None:
    both = len(np.intersect1d(first, second, assume_unique=True))
    jaccard = both / (len(first) + len(second) - both)
    if jaccard >= NEAR:
        return Copy(later, earlier, "near", round(jaccard, 3))
    smaller = min(len(first), len(second))
    if smaller >= SMALLEST and both / smaller >= WITHIN:
        whole, part = (later, earlier) if len(second) >= len(first) else (earlier, later)
        return Copy(whole, part, "contains", round(both / smaller, 3))
    return None
