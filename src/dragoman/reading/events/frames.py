"""Frames: which words name which event. The data is ``languages/en/events.toml``; a user's own file may come before it.

A frame says what a verb (``lemmas``) or a noun (``nouns``) means when the words that it asks for stand with it. Of a
verb these are ``objects``, ``objects_behind`` (those of its prepositions), ``objects_towards`` (behind ``preps`` after
the object: "its commitment to Peru"), ``particles``, ``calls`` (prepositions that must be there), ``subjects``,
``predicates`` ("called him a liar"), ``infinitives`` ("ordered to leave"; "*" is any), and no object of ``without``
("*": none at all), nor, where it is ``bare``, a passive, an order or a name for the object ("called the king a liar");
of a noun ``kinds`` ("hunger strike") and ``on`` (prepositions that
must follow: "an attack on") and ``doers`` ("a strike by miners"). A word that begins with "@" stands for all words of a
class of ``classes.toml``, one that begins with "-" for all that end so ("-worker").
``preps``, ``objectrole`` and ``subjectrole`` say where the recipient stands; ``owner`` what whoever stands before a
noun is: "Peru's withdrawal", but "his arrest".
Types and modes follow the PLOVER manual 0.8 (September 2021), codes CAMEO 1.1b3.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from spacy.tokens import Token

from dragoman.errors import LexiconError
from dragoman.languages import lexicons
from dragoman.syntax.arguments import kinds, small_words
from dragoman.syntax.scheme import link, objects, prepositional_objects, scheme, subjects

BASE = "events.toml"
CLASSES = "classes.toml"
Words = tuple[str, ...]
_ENDING_SIZES = range(3, 7)


class Ending(BaseModel):
    """What it is to stop acts of a type: stopping attacks is a retreat."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    cameo: str


class Frame(BaseModel):
    """One line of the lexicon; see the module's text for the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    cameo: str = Field(pattern=r"^\d{3,4}$")
    mode: str | None = None
    lemmas: Words = ()
    nouns: Words = ()
    objects: Words = ()
    objects_behind: Words = ()
    objects_towards: Words = ()
    without: Words = ()
    particles: Words = ()
    calls: Words = ()
    subjects: Words = ()
    predicates: Words = ()
    infinitives: Words = ()
    kinds: Words = ()
    on: Words = ()
    doers: Words = ()
    preps: Words = ()
    objectrole: Literal["recipient"] | None = None
    subjectrole: Literal["recipient"] | None = None
    owner: Literal["actor", "recipient"] = "actor"
    demand: bool = False
    bare: bool = False
    example: str

    @property
    def asks(self) -> int:
        """How many kinds of words it asks for beside its own."""
        asked = (self.objects, self.particles, self.calls, self.subjects, self.predicates, self.infinitives)
        return sum(map(bool, (*asked, self.objects_behind, self.objects_towards)))

    def fits(self, verb: Token, nouns: list[Token]) -> bool:
        """Whether the words that it asks for stand with ``verb``; ``nouns`` are those of its objects that do."""
        if "*" in self.without and scheme.direct_objects(verb):
            return False
        done_to = _done_to(verb) if self.without else ()
        if any(words_of(o) & meant(self.without) for o in done_to):
            return False
        if self.bare and (scheme.is_passive(verb) or scheme.named_as(verb) or scheme.infinitives(verb)):
            return False
        near = small_words(verb)
        if any(words and not near & set(words) for words in (self.particles, self.calls)):
            return False
        if self.infinitives and not any({v.lemma_, "*"} & set(self.infinitives) for v in scheme.infinitives(verb)):
            return False
        towards = [o for noun in nouns for o in scheme.prepositional(noun, *self.preps)] if self.objects_towards else ()
        if self.objects_towards and not any(words_of(o) & meant(self.objects_towards) for o in towards):
            return False
        return (bool(nouns) or not self.objects) and self._fits_phrases(verb)

    def _fits_phrases(self, verb: Token) -> bool:
        """Whether each kind of phrase that it asks for, objects left out, holds one of its words."""
        asked = (
            (self.subjects, subjects),
            (self.predicates, scheme.named_as),
            (self.objects_behind, _behind),
        )
        return all(not words or any(words_of(t) & meant(words) for t in those(verb)) for words, those in asked)

    def fits_noun(self, noun: Token) -> bool:
        """Whether the words that it asks for stand with ``noun``."""
        if self.kinds and not _about(noun) & meant(self.kinds):
            return False
        if self.doers and not any(words_of(t) & meant(self.doers) for t in _doing(noun)):
            return False
        return not self.on or any(p.lower_ in self.on for p in scheme.prepositions(noun))


def _done_to(verb: Token) -> list[Token]:
    """What ``verb`` is done to, a second object included: "took the guards captive"."""
    return list(dict.fromkeys((*objects(verb), *scheme.direct_objects(verb), *scheme.described(verb))))


def _behind(verb: Token) -> list[Token]:
    """The objects of the prepositions of ``verb``, those of datives included: "sent tanks to the border"."""
    return list(dict.fromkeys((*prepositional_objects(verb), *scheme.indirect_objects(verb))))


@cache
def meant(asked: Words) -> frozenset[str]:
    """The words that a frame asks for, classes written out."""
    found: set[str] = set()
    for word in asked:
        found.update(classes()[word[1:]] if word.startswith("@") else (word,))
    return frozenset(found)


@cache
def classes() -> dict[str, Words]:
    """The words of each class that objects and subjects may be of."""
    return {row["name"]: tuple(row["words"]) for row in lexicons.table(CLASSES)["class"]}


def words_of(noun: Token) -> set[str]:
    """The words that tell what ``noun`` is: its own, its modifiers' and amounts', and those after "of".

    What kind of name it is stands beside them in capitals: "PERSON", "GPE".
    """
    heads = [noun, *scheme.made_of(noun)]
    near = [t for head in heads for t in (head, *kinds(head), *scheme.amounts(head))]
    found = {w for t in near for w in (t.lemma_.lower(), t.lower_)} | _names(noun, heads) | _endings(noun)
    return found | {f"{d.lower_} {t.lemma_.lower()}" for t in near for d in scheme.determiners(t) if d.lower_ == "no"}


def _names(noun: Token, heads: list[Token]) -> set[str]:
    """What kinds of name ``noun`` is; of a number what it is a number of: "thousands of Afghans"."""
    return {t.ent_type_ for t in heads} if noun.ent_type_ == "CARDINAL" else {noun.ent_type_}


def _endings(noun: Token) -> set[str]:
    """The ends of a noun that may tell what it is: "-worker" of "metalworkers"."""
    lemma = noun.lemma_.lower()
    return {f"-{lemma[-size:]}" for size in _ENDING_SIZES if len(lemma) > size} if noun.pos_ == "NOUN" else set()


def _doing(noun: Token) -> list[Token]:
    """Who does the act that ``noun`` names, or that the verb above says to take place: "miners began a strike"."""
    above = link(noun).governor
    return [*scheme.nominal_doers(noun), *(subjects(above) if scheme.is_verb(above) else ())]


def _about(noun: Token) -> set[str]:
    """The words that tell what kind of act ``noun`` is: what stands before it, and what it is of."""
    near = [*kinds(noun), *scheme.made_of(noun)]
    return {w for t in near for w in (t.lemma_.lower(), t.lower_)}


class Frames:
    """Frames by verb and noun; those that ask for more are tried first, and earlier ones before later ones."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._verbs: dict[str, list[Frame]] = {}
        self._nouns: dict[str, list[Frame]] = {}
        for frame in frames:
            for lemma in frame.lemmas:
                self._verbs.setdefault(lemma, []).append(frame)
            for noun in frame.nouns:
                self._nouns.setdefault(noun, []).append(frame)
        for found in self._verbs.values():
            found.sort(key=lambda f: -f.asks)
        for found in self._nouns.values():
            found.sort(key=lambda f: -sum(map(bool, (f.kinds, f.on, f.doers))))

    def of_verb(self, verb: Token) -> list[tuple[Frame, list[Token]]]:
        """The frames that fit ``verb``, each with the objects it asks for; a light verb takes its object's frame."""
        found = []
        lemma = scheme.base(verb)
        for frame in self._verbs.get(lemma, ()):
            done_to = [*_done_to(verb), *scheme.relative_objects(verb)] if frame.objects else ()
            nouns = [o for o in done_to if words_of(o) & meant(frame.objects)]
            if frame.fits(verb, nouns):
                found.append((frame, [*nouns, *self._acts_behind(verb, frame)]))
        asking = sum(bool(frame.asks) for frame, _ in found)
        found[asking:asking] = [*self._ended(verb), *self._light(verb)]
        return found

    def _acts_behind(self, verb: Token, frame: Frame) -> list[Token]:
        """The nouns that ``frame`` asks for behind prepositions and that alone name another act: "went on strike"."""
        asked = meant(frame.objects_behind)
        behind = [o for o in _behind(verb) if words_of(o) & asked] if asked else []
        return [
            o
            for o in behind
            if (alone := self.of_noun(o)) is not None and (alone.type != frame.type or frame.subjectrole)
        ]

    def rules_out(self, verb: Token, type_: str) -> bool:
        """Whether what ``verb`` is done to makes it no act of a type: "released a report" lets nobody go."""
        done_to = {w for o in (*objects(verb), *scheme.described(verb)) for w in words_of(o)}
        known = [f for f in self._verbs.get(scheme.base(verb), ()) if f.type == type_]
        ruling = [f for f in known if f.without]
        if known and all(f.bare for f in known) and scheme.infinitives(verb):
            return True  # "helped negotiate the deal"
        return bool(ruling) and all(done_to & meant(f.without) for f in ruling)

    def _light(self, verb: Token) -> list[tuple[Frame, list[Token]]]:
        """The acts that ``verb`` only says to take place: "carried out strikes", "engaged in talks"."""
        lemma, language = scheme.base(verb), verb.doc.lang_
        nouns = list(objects(verb)) if lemma in listed("light", "verbs", language) else []
        if lemma in listed("light", "with_preposition", language):
            nouns += prepositional_objects(verb)
        return [(frame, [noun]) for noun in nouns if (frame := self.within(noun))]

    def _ended(self, verb: Token) -> list[tuple[Frame, list[Token]]]:
        """What it is to end the acts that ``verb`` ends: "stopped bombing", "called off the siege"."""
        lemma = scheme.base(verb)
        if not {lemma, *(f"{lemma} {word}" for word in small_words(verb))} & listed("ending", "verbs", verb.doc.lang_):
            return []
        inner = [(f, noun) for noun in objects(verb) if (f := self.within(noun))]
        inner += [(found[0][0], act) for act in scheme.gerunds(verb) if (found := self.of_verb(act))]
        return [(ending, [act]) for frame, act in inner if (ending := _ending(frame))]

    def within(self, noun: Token) -> Frame | None:
        """The frame of ``noun`` or of a noun before it: "a mediation mission"."""
        return next((f for t in (noun, *kinds(noun)) if (f := self.of_noun(t))), None)

    def of_noun(self, noun: Token) -> Frame | None:
        """The frame that ``noun`` names, as itself or in the singular."""
        known = self._nouns.get(noun.lower_) or self._nouns.get(noun.lemma_.lower()) or ()
        return next((frame for frame in known if frame.fits_noun(noun)), None)


def _ending(frame: Frame) -> Frame | None:
    """The frame of ending the acts of ``frame``; None where that is no act of a type."""
    row = lexicons.table(BASE)["ends"].get(frame.type)
    if row is None:
        return None
    ending = Ending.model_validate(row)
    return Frame(type=ending.type, cameo=ending.cameo, preps=frame.preps, example=frame.example)


@cache
def listed(section: str, key: str, language: str = "en") -> frozenset[str]:
    """A word list of a language's lexicon of events."""
    return frozenset(lexicons.table(BASE, language)[section][key])


def is_violent(token: Token) -> bool:
    """Whether ``token`` is a noun that names an attack."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in _violence(token.doc.lang_)


@cache
def _violence(language: str) -> frozenset[str]:
    return frozenset(noun for frame in base_frames(language) if frame.type == "ASSAULT" for noun in frame.nouns)


def base_frames(language: str = "en") -> list[Frame]:
    """The frames of a language's lexicon."""
    return [Frame.model_validate(row) for row in lexicons.table(BASE, language)["frame"]]


@cache
def frames(extra: Path | None = None, language: str = "en") -> Frames:
    """A language's frames, after those of the user's file ``extra``; LexiconError where that is not a lexicon."""
    base = base_frames(language)
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
    seen: dict[tuple[str, *tuple[Words, ...]], str] = {}
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
        asked = (
            frame.objects,
            frame.objects_behind,
            frame.objects_towards,
            frame.particles,
            frame.calls,
            frame.subjects,
            frame.predicates,
            frame.infinitives,
            frame.without,
        )
        named = {w[1:] for words in (*asked, frame.kinds, frame.doers) for w in words if w.startswith("@")}
        wrong += [f"{say}no class {name!r}" for name in sorted(named - set(classes()))]
        for lemma in frame.lemmas:
            key = (lemma, *asked)
            if key in seen:
                wrong.append(f"{say}{lemma!r} asks for the same as in {seen[key]!r} and is never reached")
            seen.setdefault(key, frame.example)
    return wrong
