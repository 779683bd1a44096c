"""Copies: reprints and lightly edited versions of one text, and texts that hold another whole.

Texts are sets of four-word shingles (Broder 1997). Candidates for near copies come from MinHash signatures in bands
(locality-sensitive hashing), candidates for containment from a sample of shingles that both hold; every candidate is
then compared by its shingles. A week's texts are compared with one another and with those of the week before, so that
memory holds two weeks at a time and new reports change their own week and the next alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from dragoman.collation.actors import folded
from dragoman.collation.versions import address_of
from dragoman.model import Article, Span

SHINGLE = 4  # words
NEAR = 0.55  # Jaccard similarity of shingles from which texts are near copies
REUSED = 0.33  # the same from which a text reuses passages of another, and is one of its own still
WITHIN = 0.8  # share of the smaller text's shingles from which it is contained
WINDOW = 5  # days after which the same words are no longer a copy ("on Monday" then means another day)
SMALLEST = 12  # shingles below which a text is only compared as a whole
_PERMUTATIONS, _ROWS = 128, 4
_SAMPLE = 8  # one shingle of so many is sampled
_SHARED = 2  # sampled shingles that candidates for containment share
_PASSAGE = 8  # words from which a run that two texts share is a passage
_COMMON = 60  # texts from which a sampled shingle says nothing (boilerplate)
_WORD = re.compile(r"\w+")


class Text(NamedTuple):
    """A text to compare, by article id; texts of one ``address`` are versions of one report, in the order of their
    ``moment`` (UTC, ISO 8601)."""

    id: str
    text: str
    published: dt.date | None
    address: str = ""
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """``article`` copies ``of``: exact, near, or contains it, only reuses passages of it (``passages``), or is a later
    version of it, at the same address.

    ``similarity`` is the share of shingles behind that.
    """

    article: str
    of: str
    kind: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Copies:
    """Every copy found, and for each article the one that stands for its group (itself where it has no copies).

    ``group`` holds exact and near copies together, ``family`` also texts that contain one another and versions of one
    address. Of ``superseded`` articles there is a later version.
    """

    found: tuple[Copy, ...]
    group: dict[str, str]
    family: dict[str, str]
    superseded: frozenset[str] = frozenset()


def text_of(article: Article) -> Text:
    """An article as a text to compare."""
    moment = article.published
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC).replace(tzinfo=None)
    at = moment.isoformat() if moment else ""
    return Text(article.id, article.text, article.published_date, address_of(article.url), at)


class Sketch(NamedTuple):
    """What is kept of a text: enough to compare it, not the text itself (about two kilobytes)."""

    id: str
    published: dt.date | None
    whole: bytes
    shingles: np.ndarray[Any, np.dtype[np.uint32]]
    minhash: tuple[int, ...]
    address: str = ""
    moment: str = ""


def sketch(text: Text) -> Sketch:
    """The sketch of a text."""
    from rensa import RMinHash

    words = _WORD.findall(folded(text.text))
    whole = hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).digest()
    shingles = _shingles(words)
    hashed = RMinHash(num_perm=_PERMUTATIONS, seed=1)
    hashed.update([str(s) for s in shingles.tolist()])
    return Sketch(text.id, text.published, whole, shingles, tuple(hashed.digest()), text.address, text.moment)


def week_of(day: dt.date | None) -> int:
    """The number of a day's week; -1 where no day is known."""
    return day.toordinal() // 7 if day else -1


def find_copies(texts: Iterable[Text]) -> Copies:
    """The copies among ``texts``; the earliest text of a group, by date and id, stands for it."""
    weeks: dict[int, list[Sketch]] = defaultdict(list)
    for text in texts:
        weeks[week_of(text.published)].append(sketch(text))
    found = [c for week in sorted(weeks) for c in copies_in(weeks.get(week - 1, []), weeks[week])]
    return united(((t.id, t.published) for held in weeks.values() for t in held), found)


def copies_in(before: Sequence[Sketch], week: Sequence[Sketch]) -> list[Copy]:
    """The copies that texts of one ``week`` are of one another and of those of the week ``before``.

    Texts without a date are a week of their own (``week_of``), compared with one another alone.
    """
    ordered = [*sorted(before, key=_order), *sorted(week, key=_order)]
    exact = _exact(ordered)
    fresh = [i for i, first in enumerate(exact) if first == i]
    found = [Copy(ordered[i].id, ordered[first].id, "exact", 1.0) for i, first in enumerate(exact) if first != i]
    found = found[sum(first != i for i, first in enumerate(exact[: len(before)])) :]
    versions = {i: first for i, first in _versions(ordered).items() if i >= len(before) and exact[i] != first}
    found += [_version(ordered[first], ordered[i]) for i, first in versions.items()]
    linked = {frozenset(pair) for pair in versions.items()}
    for first, second in sorted(_candidates(fresh, ordered)):
        known = second < len(before) or frozenset((first, second)) in linked
        if known or not _fresh(ordered[first], ordered[second]):
            continue
        copy = _compared(ordered[first], ordered[second])
        if copy is not None:
            found.append(copy)
    return found


def _versions(texts: Sequence[Sketch]) -> dict[int, int]:
    """For each text that is not the first of its address the one before it there."""
    latest: dict[str, int] = {}
    found: dict[int, int] = {}
    placed = [i for i, text in enumerate(texts) if text.address]
    for i in sorted(placed, key=lambda i: (texts[i].published or dt.date.max, texts[i].moment, texts[i].id)):
        if texts[i].address in latest:
            found[i] = latest[texts[i].address]
        latest[texts[i].address] = i
    return found


def _version(earlier: Sketch, later: Sketch) -> Copy:
    both = len(np.intersect1d(earlier.shingles, later.shingles, assume_unique=True))
    every = len(earlier.shingles) + len(later.shingles) - both
    return Copy(later.id, earlier.id, "version", round(both / max(1, every), 3))


def united(texts: Iterable[tuple[str, dt.date | None]], found: Iterable[Copy]) -> Copies:
    """Groups and families of ``texts`` (id and date) from the copies ``found`` among them."""
    ids = [id_ for id_, _ in sorted(texts, key=lambda t: (t[1] or dt.date.max, t[0]))]
    at = {id_: i for i, id_ in enumerate(ids)}
    near, family = list(range(len(ids))), list(range(len(ids)))
    known = tuple(sorted(found, key=lambda c: (c.article, c.of)))
    for copy in known:
        if copy.kind == "reuses":
            continue
        first, second = at[copy.article], at[copy.of]
        _unite(family, first, second)
        if copy.kind not in {"contains", "version"}:
            _unite(near, first, second)
    group, families = ({id_: ids[_root(parent, i)] for i, id_ in enumerate(ids)} for parent in (near, family))
    return Copies(known, group, families, frozenset(c.of for c in known if c.kind == "version"))


def _order(text: Sketch) -> tuple[dt.date, str]:
    return (text.published or dt.date.max, text.id)


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


def _exact(texts: list[Sketch]) -> list[int]:
    """For each text the one before it of the same words that is not too old to be what it copies, else itself."""
    latest: dict[bytes, int] = {}
    found: list[int] = []
    for i, text in enumerate(texts):
        first = latest.get(text.whole)
        found.append(i if first is None or not _fresh(texts[first], text) else first)
        latest[text.whole] = i
    return found


def _fresh(a: Sketch, b: Sketch) -> bool:
    return a.published is None or b.published is None or abs((a.published - b.published).days) <= WINDOW


def _candidates(fresh: list[int], texts: list[Sketch]) -> set[tuple[int, int]]:
    return {*_near_candidates(fresh, texts), *_sharing(fresh, [t.shingles for t in texts])}


def _near_candidates(fresh: list[int], texts: list[Sketch]) -> Iterator[tuple[int, int]]:
    bands: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for i in fresh:
        for band in range(0, _PERMUTATIONS, _ROWS):
            held = bands[band, texts[i].minhash[band : band + _ROWS]]
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


def _compared(earlier: Sketch, later: Sketch) -> Copy | None:
    first, second = earlier.shingles, later.shingles
    both = len(np.intersect1d(first, second, assume_unique=True))
    jaccard = both / (len(first) + len(second) - both)
    if jaccard >= NEAR:
        return Copy(later.id, earlier.id, "near", round(jaccard, 3))
    smaller = min(len(first), len(second))
    if smaller >= SMALLEST and both / smaller >= WITHIN:
        whole, part = (later, earlier) if len(second) >= len(first) else (earlier, later)
        return Copy(whole.id, part.id, "contains", round(both / smaller, 3))
    if smaller >= 2 * SMALLEST and both / smaller >= REUSED:
        return Copy(later.id, earlier.id, "reuses", round(both / smaller, 3))
    return None


def passages(text: str, of: str) -> list[Span]:
    """The runs of words of ``text`` that stand in ``of`` too, eight words and longer."""
    words, theirs = list(_WORD.finditer(text)), _WORD.findall(folded(of))
    held = {tuple(theirs[i : i + SHINGLE]) for i in range(len(theirs) - SHINGLE + 1)}
    mine = [folded(w.group()) for w in words]
    shared = [tuple(mine[i : i + SHINGLE]) in held for i in range(len(mine) - SHINGLE + 1)]
    found, at = [], 0
    while at < len(shared):
        end = at
        while end < len(shared) and shared[end]:
            end += 1
        if end > at and end - at + SHINGLE - 1 >= _PASSAGE:
            found.append(Span(start=words[at].start(), end=words[end + SHINGLE - 2].end()))
        at = end + 1
    return found
