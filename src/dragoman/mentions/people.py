"""People of one report by name: who a full name, a surname or another spelling of it means.

A full name is an identity: a second given name with a surname is another person. One word of a name is the person last
named who bears it, as a surname (the last word, the last but one of three, the first in East Asia and Hungary) before
as a given name.
"""

import re
from functools import cache
from typing import NamedTuple

from dragoman.languages import lexicons
from dragoman.languages.lexicons import folded

_MARKS = re.compile(r"[.'’ʼ‘`]")
_PIECE = re.compile(r"[\s-]+")


class Match(NamedTuple):
    """The person that a name means, and how sure that is (0 to 1)."""

    key: str
    confidence: float


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(lexicons.table("names.toml")[section][key])


@cache
def _letters() -> dict[int, str]:
    """Letters that are no accented forms, as they are written without: "ł" is "l"."""
    return str.maketrans(lexicons.table("names.toml")["letters"]["plain"])


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = lexicons.table("names.toml")["spellings"]["rules"]
    return tuple((re.compile(pattern), written) for pattern, written in rules)


@cache
def plain(word: str) -> str:
    """A word of a name as it is compared: lower case, without accents, apostrophes and full stops."""
    return _MARKS.sub("", folded(word.translate(_letters())))


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart: without titles, particles, articles and "Jr."."""
    small = _words("people", "particles") | _words("people", "suffixes")
    words = [plain(w) for w in name.split()]
    while len(words) > 1 and words[0] in _words("people", "titles"):
        words.pop(0)
    bare = [_without_article(w) for w in words if w not in small]
    return tuple(w for w in bare if w) or tuple(words[-1:])


def _suffix(name: str) -> str | None:
    """Which of two of one name: "jr" of "Luis Ocampo Jr."."""
    last = plain(name.split()[-1]) if name.split() else ""
    return last if last in _words("people", "generations") else None


def _without_article(word: str) -> str:
    article, hyphen, rest = word.partition("-")
    return rest if hyphen and article in _words("people", "articles") else word


@cache
def sounds(parts: tuple[str, ...]) -> str:
    """One form for the transliterations of a name: "Abdul Hakim" and "Abdulhakim", "Sergei" and "Sergey"."""
    joined = _PIECE.sub("", "".join(parts))
    for pattern, written in _spellings():
        joined = pattern.sub(written, joined)
    return joined


def _partial_sounds(parts: tuple[str, ...]) -> set[str]:
    """How the words of a name sound, one by one and two by two: "Abdulhakim" is "Abdul Hakim"."""
    pairs = (parts[n : n + 2] for n in range(len(parts) - 1))
    return {sounds((parts[-1],)), *(sounds(pair) for pair in pairs)}


_MOST = 50  # bearers of one word that are looked at


class People:
    """The people that a report has named so far."""

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[str, ...]]] = {}
        self._named_at: dict[str, float] = {}  # keys to when they were last named
        self._bearers: dict[str, list[str]] = {}  # word -> keys
        self._sounding: dict[str, list[str]] = {}  # sound of a name or its parts -> keys
        self._suffixes: dict[str, str] = {}  # key -> "jr", where one was told
        self._count = 0

    def add(self, key: str, name: str, aside: bool = False) -> None:
        """Note that ``key`` was just named ``name``; ``aside`` where only to say who another is: "the widow of X"."""
        parts = parts_of(name)
        if (suffix := _suffix(name)) is not None:
            self._suffixes[key] = suffix
        names = self._names.setdefault(key, [])
        if parts not in names:
            names.append(parts)
            for word in set(parts):
                self._bearers.setdefault(word, []).append(key)
            for sound in {sounds(parts), *_partial_sounds(parts)}:
                self._sounding.setdefault(sound, []).append(key)
        if aside:
            self._named_at.setdefault(key, self._count - 0.5)  # just before the one who is so described
            return
        self._count += 1
        self._named_at[key] = self._count

    def find(self, name: str, gender: str | None, genders: dict[str, str]) -> Match | None:
        """Whom ``name`` means; None for somebody new."""
        parts, suffix = parts_of(name), _suffix(name)
        sound = sounds(parts)
        alike = [*self._sounding.get(sound, ())[-_MOST:]]
        bearing = [k for word in {parts[0], parts[-1]} for k in self._bearers.get(word, ())[-_MOST:]]
        if suffix is not None:  # the father is not the son
            alike = [k for k in alike if self._suffixes.get(k, suffix) == suffix]
            bearing = [k for k in bearing if self._suffixes.get(k, suffix) == suffix]
        if len(parts) == 1:
            fits = self._fitting(bearing, gender, genders)
            return self._by_one_word(parts[0], fits, self._fitting(alike, gender, genders))
        fits = self._fitting([*bearing, *alike], gender, genders)
        exact = next((k for k in fits if parts in self._names[k]), None)
        if exact is not None:
            return Match(exact, 1.0)
        near = next((k for k in fits if self._may_be(k, parts)), None)
        return Match(near, 0.9) if near is not None else None

    def bearers(self, surname: str) -> list[str]:
        """Those who bear a surname, the first named first."""
        word = plain(surname)
        keys = dict.fromkeys(self._bearers.get(word, ())[-_MOST:])
        return [k for k in keys if any(word in _surnames(known) for known in self._names[k])]

    def _fitting(self, keys: list[str], gender: str | None, genders: dict[str, str]) -> list[str]:
        """Of ``keys``, each once, those of no other gender; those known to be of it, then the last named first."""
        fits = {k for k in keys if gender is None or genders.get(k, gender) == gender}
        return sorted(fits, key=lambda k: (gender is not None and genders.get(k) != gender, -self._named_at[k]))

    def _may_be(self, key: str, parts: tuple[str, ...]) -> bool:
        """Whether a full name is a person's: by full names where one was told."""
        full = [known for known in self._names[key] if len(known) > 1]
        return any(_same(parts, known) for known in full or self._names[key])

    def _by_one_word(self, word: str, bearing: list[str], alike: list[str]) -> Match | None:
        surnamed = [k for k in bearing if any(word in _surnames(known) for known in self._names[k])]
        found = surnamed or bearing
        if found:
            return Match(found[0], 0.97 if len(found) == 1 else 0.8)
        return Match(alike[0], 0.8) if alike and len(word) >= 5 else None


def _surnames(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that may be its surname."""
    last = parts[-1:] if len(parts) < 3 else parts[-2:]
    ordered = len(parts) > 1 and (parts[0] in _words("people", "surnames_first") or "-" in parts[-1])
    return (*last, parts[0], *parts[-1].split("-")) if ordered else (*last, *parts[-1].split("-"))


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full or partial names are one person's."""
    if len(other) == 1:
        return other[0] in _surnames(one)
    if sounds(one) == sounds(other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return False
    if not _given_alike(short[0], long[0]):
        # "Kareem Amer" is "Abdul Kareem Suleiman Amer"
        return short[-1] == long[-1] and len(short[0]) > 1 and _in_order(list(short), long)
    if len(short) == len(long) == 2:
        return short[1] == long[1]
    initials = [w for w in short[1:-1] if len(w) == 1]
    rest = [w for w in short[1:] if len(w) > 1]
    others = [w for w in long[1:-1] if len(w) == 1]
    if initials and others and initials != others:
        return False  # George H. W. Bush and George W. Bush
    return bool(rest) and _in_order(rest, long[1:])


def _given_alike(one: str, other: str) -> bool:
    if one == other or ((len(one) == 1 or len(other) == 1) and one[0] == other[0]):
        return True
    pairs = lexicons.table("names.toml")["people"]["short_forms"]
    return one in pairs.get(other, ()) or other in pairs.get(one, ())


def _in_order(words: list[str], within: tuple[str, ...]) -> bool:
    rest = iter(within)
    return all(word in rest for word in words)
