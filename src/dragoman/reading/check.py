"""The linter of language packs: every word is read in its example as its entry says.

``examples`` gives each example with the question whether it is read rightly; ``problems`` asks all of them. ``mutants``
takes each word away in turn and names those that no example misses: words that nothing would notice the loss of.
"""

from __future__ import annotations

import copy
import gc
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from itertools import groupby
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages import lexicons
from dragoman.languages.words import Entry
from dragoman.model import ReaderKind
from dragoman.reading import base_pipeline, pipeline
from dragoman.reading.draft import Draft, draft_of
from dragoman.reading.events import EventReader
from dragoman.reading.events.frames import BASE, CLASSES, Frame
from dragoman.reading.events.veto import lists_alone
from dragoman.syntax.clause import certainty, forget
from dragoman.syntax.clearnlp import auxiliaries, subjects

_EVENTS = "dragoman_events"
_FIGURES = "figures.toml"
_BY_NATURE = frozenset(
    {"bodily", "deed", "through", "scoring", "ammunition"}
)  # classes of words that say what nouns are asked of


class Example(NamedTuple):
    """One word in one sentence: where the word stands, and whether the sentence is read as its entry says.

    ``path`` leads through the file's tables to the word; ``reads`` answers for the parsed sentence.
    """

    file: str
    path: tuple[str | int, ...]
    word: str
    text: str
    reads: Callable[[Doc], bool]
    whole: bool  # whether the sentence must be read whole, or its parse is enough


def examples(language: str = "en") -> Iterator[Example]:
    """Every example of a language's pack, once for each word that shares it."""
    for file, key in (("predicates.toml", "predicate"), ("words.toml", "word")):
        if not lexicons.has(file, language):
            continue
        for number, row in enumerate(lexicons.table(file, language)[key]):
            yield from _of_words(file, (key, number, "words"), Entry.model_validate(row))
    if language == "en":
        yield from _of_frames()
        yield from _of_classes()
        yield from _of_figures()


def problems(language: str = "en") -> list[str]:
    """What is not read as its entry says, a line each."""
    found = []
    for example, doc in _parsed(language):
        if not example.reads(doc):
            found.append(f"{example.file}: {example.word!r} is not read as its entry says in {example.text!r}")
    return found


def mutants(language: str = "en", every: int = 1) -> Iterator[tuple[Example, bool]]:
    """Each word's example, and whether it is still read so when the word is taken out of the pack.

    ``every`` takes one word in so many, for a quick look. Read as it should without its word, a word survives: nothing
    misses it.
    """
    parsed = list(_parsed(language, every))
    caches = _caches()
    for example, doc in parsed:
        table = lexicons.table(example.file, language)
        *way, last = example.path
        place: Any = table
        for step in way:
            place = place[step]
        kept = copy.copy(place[last])
        try:
            place[last] = [w for w in kept if w != example.word]
            _forget_all(doc, caches)
            yield example, example.reads(_again(doc) if example.whole else doc)
        finally:
            place[last] = kept
            _forget_all(doc, caches)


def _parsed(language: str, every: int = 1) -> Iterator[tuple[Example, Doc]]:
    parse, read = base_pipeline(language), pipeline(language=language, kind=ReaderKind.FAST)
    for whole, alike in groupby(list(examples(language))[::every], key=lambda e: e.whole):
        chosen, nlp = list(alike), read if whole else parse
        yield from zip(chosen, nlp.pipe([e.text for e in chosen], disable=_after_events(nlp)), strict=True)


def _after_events(nlp: Language) -> list[str]:
    """The components that read what no example asks for: all that come after the events."""
    names = nlp.pipe_names
    return names[names.index(_EVENTS) + 1 :] if _EVENTS in names else []


def _caches() -> list[Any]:
    """What functions of Dragoman remember, but for the loaded pipelines and the packs as they were read."""
    kept = {lexicons._table, lexicons.rows, pipeline}
    found = (o for o in gc.get_objects() if isinstance(o, _lru_cache_wrapper) and o not in kept)
    return [o for o in found if str(getattr(o, "__module__", "")).startswith("dragoman.")]


def _forget_all(doc: Doc, caches: list[Any]) -> None:
    forget(doc)
    for function in caches:
        function.cache_clear()


def _of_words(file: str, path: tuple[str | int, ...], entry: Entry) -> Iterator[Example]:
    for example in entry.examples():

        def reads(doc: Doc, at: int = example.at, entry: Entry = entry, makes: str = example.reads) -> bool:
            act = next(t for t in doc if t.idx == at)
            if entry.does is not None:
                return any(t.text == entry.does for t in subjects(act))
            return certainty(act).modality == makes

        yield Example(file, path, example.word, example.text, reads, False)


def _of_frames() -> Iterator[Example]:
    """Each frame's example, and the same with its other verbs or nouns in the place of the one that stands there."""
    frames_ = [Frame.model_validate(row) for row in lexicons.table(BASE)["frame"]]
    parsed = base_pipeline().pipe([f.example for f in frames_])
    for number, (frame, doc) in enumerate(zip(frames_, parsed, strict=True)):
        reads = _is_event(frame.type, frame.cameo)
        verb = next((t for t in doc if t.pos_ == "VERB" and t.lemma_.lower() in frame.lemmas), None)
        noun = next((t for t in doc if {t.lower_, t.lemma_.lower()} & set(frame.nouns)), None)
        for word in frame.lemmas if verb else ():
            yield Example(BASE, ("frame", number, "lemmas"), word, _with_verb(verb, word), reads, True)
        for word in frame.nouns if noun else ():
            yield Example(BASE, ("frame", number, "nouns"), word, _with_noun(noun, word), reads, True)
        if verb is None and noun is None:
            yield Example(BASE, ("frame", number, "lemmas"), "", frame.example, reads, True)


def _of_classes() -> Iterator[Example]:
    """Each class's example with each of its words."""
    for number, row in enumerate(lexicons.table(CLASSES)["class"]):
        for word in row["words"]:
            shape = row.get("forms", {}).get(word, word)
            text = row.get("examples", {}).get(word, row["example"].replace("{}", shape))
            yield Example(CLASSES, ("class", number, "words"), word, text, _is_type(row["reads"]), True)


def _is_type(type_: str) -> Callable[[Doc], bool]:
    """Whether a text has an event of a type; of none where the type is empty."""

    def reads(doc: Doc) -> bool:
        found = {e.type for e in draft_of(doc).events}
        return type_ in found if type_ else not found

    return reads


def _with_verb(verb: Token, lemma: str) -> str:
    """The sentence of ``verb`` with another verb in its place: "Oman may praise Qatar" for "Oman backed Qatar"."""
    if lemma == verb.lemma_.lower():
        return str(verb.doc.text)
    helpers = [t.i for t in auxiliaries(verb)]
    words_ = [t.text_with_ws for t in verb.doc]
    words_[verb.i] = f"may {lemma}{verb.whitespace_}" if not helpers else f"{lemma}{verb.whitespace_}"
    return "".join(words_)


def _with_noun(noun: Token, word: str) -> str:
    """The sentence of ``noun`` with another noun in its place, "a" made "an" where that needs it."""
    words_ = [t.text_with_ws for t in noun.doc]
    words_[noun.i] = word + noun.whitespace_
    before = words_[noun.i - 1].strip() if noun.i else ""
    if before.lower() in {"a", "an"}:
        article = "an" if word[0] in "aeiou" else "a"
        words_[noun.i - 1] = (article.capitalize() if before[0].isupper() else article) + " "
    return "".join(words_)


def _is_event(type_: str, cameo: str) -> Callable[[Doc], bool]:
    """Whether a text has an event of a type and a code; contexts may make a general code ("070") finer."""
    code = cameo[:2] if cameo.endswith("0") else cameo

    def reads(doc: Doc) -> bool:
        return any(e.type == type_ and e.cameo.startswith(code) for e in draft_of(doc).events)

    return reads


def _of_figures() -> Iterator[Example]:
    for number, row in enumerate(lexicons.table(_FIGURES)["figure"]):
        for word in row["words"]:

            def reads(doc: Doc, row: dict[str, Any] = row) -> bool:
                read = doc if row["class"] in _BY_NATURE else _by_lists_alone(doc)
                return not any(e.type in row["types"] for e in draft_of(read).events)

            text = row["example"].replace("{}", row.get("forms", {}).get(word, word))
            yield Example(_FIGURES, ("figure", number, "words"), word, text, reads, True)


def _by_lists_alone(doc: Doc) -> Doc:
    """``doc`` with its events read anew, without what is known of nouns by nature."""
    asked = lists_alone.set(True)
    try:
        return _again(doc)
    finally:
        lists_alone.reset(asked)


def _again(doc: Doc) -> Doc:
    """``doc`` with its events read anew, as the packs are now."""
    draft: Draft = draft_of(doc)
    draft.events = []
    return EventReader(language=doc.lang_, kind=ReaderKind.FAST)(doc)
