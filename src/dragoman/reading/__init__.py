"""Reading: one article in, its sourced record out."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import dragoman
from dragoman import lexicons
from dragoman.errors import SourceError
from dragoman.languages import LANGUAGES, why_not
from dragoman.model import Article, Reader, Report
from dragoman.reading.draft import Draft, draft_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_CHARACTERS = 1_000_000
_LONGEST_RUN = 500  # characters without a space that are split into tokens at once
_RUN = re.compile(rf"\S{{{_LONGEST_RUN},}}")


def base_pipeline(language: str = "en") -> Language:
    """The pipeline that parses a language, without the components that read: the floor of all timings."""
    from dragoman.reading import paragraphs  # noqa: F401
    from dragoman.reading.actors.names import roles

    nlp = LANGUAGES[language].load()
    if language != "en":
        for noun in (n for n in roles(language) if "-" in n):
            nlp.tokenizer.add_special_case(noun, [{"ORTH": noun}])  # "état-major" is one word
    nlp.add_pipe("dragoman_paragraphs", before="parser")
    return nlp


@cache
def pipeline(method: str | None = None, lexicon: Path | None = None, language: str = "en") -> Language:
    """The pipeline with Dragoman's components, loaded once for each language, way to read attributions and lexicon.

    ``method`` is "learned" or "grammar", None for the better one that the language has. ``lexicon`` is a file of
    (English) event frames that come before Dragoman's own; LexiconError where it cannot be used.
    """
    from dragoman.reading import actors, attribution, commitments, events, places, quantities, time  # noqa: F401
    from dragoman.reading.events.frames import frames

    frames(lexicon)  # says what is wrong with it before the model is loaded
    config = {
        "dragoman_attribution": {"method": method},
        "dragoman_events": {"lexicon": str(lexicon) if lexicon else None},
    }
    nlp = base_pipeline(language)
    for component in LANGUAGES[language].components:
        nlp.add_pipe(component, config=config.get(component, {}))
    return nlp


@cache
def reader(lexicon: Path | None = None, language: str = "en") -> Reader:
    """What produces readings here: versions and the lexicons' hash, that of the user's own file included."""
    hash_ = lexicons.fingerprint(lexicon if language == "en" else None, language)
    return Reader(version=dragoman.__version__, model=LANGUAGES[language].model, lexicon=hash_)


def read_article(article: Article, lexicon: Path | None = None) -> Report:
    """Read one article into its report; SourceError where its text is too long or its language cannot be read here.

    ``lexicon`` is a file of event frames that come before Dragoman's own.
    """
    reason = why_not(article.language)
    if reason:
        raise SourceError(article.title or article.id, reason)
    if len(article.text) > MAX_CHARACTERS:
        raise SourceError(article.title or article.id, f"text is longer than {MAX_CHARACTERS:,} characters")
    nlp = pipeline(lexicon=lexicon, language=article.language)
    doc = _tokens(nlp, article.text)
    draft = Draft(published=article.published_date, publisher=article.publisher)
    doc._.dragoman = draft
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        nlp(doc)
    return report_of(article, doc, lexicon)


def _tokens(nlp: Language, text: str) -> Doc:
    """``text`` as tokens. Runs without a space are cut: spaCy's tokenizer is quadratic over a row of brackets."""
    if not _RUN.search(text):
        return nlp.make_doc(text)
    from spacy.tokens import Doc

    cuts = [at for run in _RUN.finditer(text) for at in range(run.start(), run.end(), _LONGEST_RUN)]
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise([0, *cuts, len(text)]):
        for token in nlp.tokenizer(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def report_of(article: Article, doc: Doc, lexicon: Path | None = None) -> Report:
    """The report that the pipeline's components have drafted on ``doc``, which must be ``article``'s text."""
    draft = draft_of(doc)
    return Report(
        article=article,
        reader=reader(lexicon, article.language),
        actors=tuple(draft.actors),
        times=tuple(draft.times),
        attributions=tuple(draft.attributions),
        events=tuple(draft.events),
        quantities=tuple(draft.quantities),
        polls=tuple(draft.polls),
        commitments=tuple(draft.commitments),
        memberships=tuple(draft.memberships),
        stances=tuple(draft.stances),
    )


def read(
    text: str,
    *,
    published: str | dt.date | dt.datetime | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> Report:
    """Read ``text`` into its record; ``published`` is a date or an ISO 8601 string, ``language`` an ISO 639-1 code.

    ValueError where ``published`` is not a date, SourceError where the language cannot be read here.
    """
    when = parse_published(published) if isinstance(published, str) else published
    return read_article(
        Article.make(text, published=when, publisher=publisher, title=title, url=url, language=language)
    )


def parse_published(value: str) -> dt.date | dt.datetime:
    """An ISO 8601 date or date-time; ValueError otherwise."""
    return dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
