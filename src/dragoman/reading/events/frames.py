"""Frames: which words name which event. The data is ``lexicons/events.toml``; a user's own file may come before it.

A frame says what a verb (``lemmas``) or a noun (``nouns``) means when the words that it asks for stand with it:
``objects``, ``particles``, ``calls`` (prepositions that must be there), ``subjects``. ``preps`` and ``objectrole`` say
where the recipient stands. Types and modes follow the PLOVER manual 0.8 (September 2021), codes CAMEO 1.1b3.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from spacy.tokens import Token

from dragoman import lexicons
from dragoman.errors import LexiconError
from dragoman.reading.draft import children, objects, prepositional, subjects

BASE = "events.toml"
Words = tuple[str, ...]


class Frame(BaseModel):
    """One line of the lexicon; see the module's text for the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    cameo: str = Field(pattern=r"^\d{3,4}$")
    mode: str | None = None
    lemmas: Words = ()
    nouns: Words = ()
    objects: Words = ()
    particles: Words = ()
    calls: Words = ()
    subjects: Words = ()
    preps: Words = ()
    objectrole: Literal["recipient"] | None = None
    demand: bool = False
    example: str

    @property
    def asks(self) -> int:
        """How many kinds of words it asks for beside its own."""
        return sum(map(bool, (self.objects, self.particles, self.calls, self.subjects)))

    def fits(self, verb: Token, nouns: list[Token]) -> bool:
        """Whether the words that it asks for stand with ``verb``; ``nouns`` are those of its objects that do."""
        near = {c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod", "prep"}}
        if self.particles and not near & set(self.particles):
            return False
        if self.calls and not near & set(self.calls):
            return False
        if self.subjects and not any(words_of(s) & set(self.subjects) for s in subjects(verb)):
            return False
        return bool(nouns) or not self.objects


def words_of(noun: Token) -> set[str]:
    """The lemmas that tell what ``noun`` is: its own, its modifiers', and those after "of"."""
    heads = [noun, *prepositional(noun, "of")]
    near = [t for head in heads for t in (head, *children(head, "compound", "amod", "nmod"))]
    return {w for t in near for w in (t.lemma_.lower(), t.lower_)}


class Frames:
    """Frames by verb and noun; those that ask for more are tried first, and earlier ones before later ones."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._verbs: dict[str, list[Frame]] = {}
        self._nouns: dict[str, Frame] = {}
        for frame in frames:
            for lemma in frame.lemmas:
                self._verbs.setdefault(lemma, []).append(frame)
            for noun in frame.nouns:
                self._nouns.setdefault(noun, frame)
        for lemma in self._verbs:
            self._verbs[lemma].sort(key=lambda f: -f.asks)

    def of_verb(self, verb: Token) -> list[tuple[Frame, list[Token]]]:
        """The frames that fit ``verb``, each with the objects it asks for; a light verb takes its object's frame."""
        found = []
        lemma = verb.lemma_.lower()
        for frame in self._verbs.get(lemma, ()):
            nouns = [o for o in objects(verb) if words_of(o) & set(frame.objects)]
            if frame.fits(verb, nouns):
                found.append((frame, nouns))
        if lemma in listed("light", "verbs"):
            light = [(f, [noun]) for noun in objects(verb) if (f := self._within(noun))]
            asking = sum(bool(frame.asks) for frame, _ in found)
            found[asking:asking] = light
        return found

    def _within(self, noun: Token) -> Frame | None:
        """The frame of ``noun`` or of a noun before it: "a mediation mission"."""
        return next((f for t in (noun, *children(noun, "compound")) if (f := self.of_noun(t))), None)

    def of_noun(self, noun: Token) -> Frame | None:
        """The frame that ``noun`` names, as itself or in the singular."""
        return self._nouns.get(noun.lower_) or self._nouns.get(noun.lemma_.lower())


@cache
def listed(section: str, key: str) -> frozenset[str]:
    """A word list of the base lexicon."""
    return frozenset(lexicons.table(BASE)[section][key])


@cache
def frames(extra: Path | None = None) -> Frames:
    """The base frames, after those of the user's file ``extra``; LexiconError where that is not a lexicon."""
    base = [Frame.model_validate(row) for row in lexicons.table(BASE)["frame"]]
    return Frames([*(parse(extra) if extra else ()), *base])


def parse(path: Path) -> list[Frame]:
    """The frames of a TOML file; LexiconError, naming the frame and what is wrong, where it cannot be read."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror or 'cannot be read'}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not TOML: {error}") from error
    rows = data.get("frame")
    if not isinstance(rows, list) or not rows:
        raise LexiconError(f"{path}: holds no [[frame]]")
    found = [_frame(path, number, row) for number, row in enumerate(rows, 1)]
    wrong = problems(found)
    if wrong:
        raise LexiconError(f"{path}: {wrong[0]}")
    return found


def _frame(path: Path, number: int, row: Any) -> Frame:
    try:
        return Frame.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise LexiconError(f"{path}: frame {number}: {where}: {first['msg']}") from error


def problems(found: Iterable[Frame]) -> list[str]:
    """What is wrong with frames, a line each: unknown types, codes of another type, unknown modes, lost words."""
    table = lexicons.table(BASE)
    wrong = []
    seen: dict[tuple[str, Words, Words, Words, Words], str] = {}
    for number, frame in enumerate(found, 1):
        say = f"frame {number} ({frame.example!r}): "
        if frame.type not in table["scale"]:
            wrong.append(f"{say}no PLOVER type {frame.type}; one of {', '.join(table['scale'])}")
            continue
        if not frame.cameo.startswith(tuple(table["roots"][frame.type])):
            wrong.append(f"{say}CAMEO {frame.cameo} is not of {frame.type}")
        if frame.mode is not None and frame.mode not in table["modes"].get(frame.type, []):
            wrong.append(f"{say}{frame.type} has no mode {frame.mode!r}")
        if not frame.lemmas and not frame.nouns:
            wrong.append(f"{say}names neither lemmas nor nouns")
        wrong += [f"{say}{w!r} is not in lower case" for w in (*frame.lemmas, *frame.nouns) if w != w.lower()]
        for lemma in frame.lemmas:
            key = (lemma, frame.objects, frame.particles, frame.calls, frame.subjects)
            if key in seen:
                wrong.append(f"{say}{lemma!r} asks for the same as in {seen[key]!r} and is never reached")
            seen.setdefault(key, frame.example)
    return wrong
