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
from dragoman.errors import SourceError
from dragoman.languages import LANGUAGES, lexicons, why_not
from dragoman.model import DEFAULT_READER, Article, Reader, ReaderKind, Report
from dragoman.reading import carried  # noqa: F401  (teaches spaCy to pack a reading with its Doc)
from dragoman.reading.draft import Draft, draft_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_CHARACTERS = 1_000_000
_LONGEST_RUN = 500  # characters without a space that are split into tokens at once
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[‘`´ʼ′](?=[^\W\d_])")
_RUN = re.compile(rf"\S{{{_LONGEST_RUN},}}")


def base_pipeline(language: str = "en") -> Language:
    """The pipeline that parses a language, without the components that read: the floor of all timings."""
    from dragoman.mentions.names import roles
    from dragoman.syntax import paragraphs  # noqa: F401

    nlp = LANGUAGES[language].load()
    _teach_forms(nlp, language)
    if language != "en":
        for noun in (n for n in roles(language) if "-" in n):
            nlp.tokenizer.add_special_case(noun, [{"ORTH": noun}])  # "état-major" is one word
    if language == "en":
        for title in lexicons.table("names.toml")["people"]["abbreviated"]:  # "MR. HOLLAND: No.", as "Mr. Holland"
            for form in (f"{title.upper()}.", f"{title.title()}."):
                nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
    nlp.add_pipe("dragoman_paragraphs", before="parser")
    return nlp


def _teach_forms(nlp: Language, language: str) -> None:
    """Name the verbs of irregular forms that the tagger takes for the present tense of words of their own."""
    forms = lexicons.table("events.toml", language).get("irregular", {}).get("forms", {})
    for form, lemma in forms.items():
        attributes = {"LEMMA": lemma, "TAG": "VBD", "MORPH": "Tense=Past|VerbForm=Fin"}
        nlp.get_pipe("attribute_ruler").add([[{"LOWER": form, "TAG": {"IN": ["VBD", "VBP", "VB"]}}]], attributes)


@cache
def pipeline(
    method: str | None = None,
    lexicon: Path | None = None,
    language: str = "en",
    scheme: str | None = None,
    kind: ReaderKind = DEFAULT_READER,
) -> Language:
    """The pipeline with Dragoman's components, loaded once for each language, way to read attributions and lexicon.

    ``method`` is "learned" or "grammar", None for the better one that the language has. ``lexicon`` is a file of
    (English) event frames that come before Dragoman's own; LexiconError where it cannot be used. ``scheme`` is whose
    way to annotate attributions is followed, None for that of whole records ("polnear" to compare with that corpus).
    ``kind`` is the reader of (English) events and attributions.
    """
    from dragoman import mentions  # noqa: F401
    from dragoman.reading import attribution, commitments, events, memberships, quantities, stances, time  # noqa: F401
    from dragoman.reading.events.frames import frames

    frames(lexicon)  # says what is wrong with it before the model is loaded
    config = {
        "dragoman_attribution": {"method": method, "kind": kind.value} | ({"scheme": scheme} if scheme else {}),
        "dragoman_events": {"lexicon": str(lexicon) if lexicon and language == "en" else None, "kind": kind.value},
    }
    nlp = base_pipeline(language)
    for component in LANGUAGES[language].components:
        nlp.add_pipe(component, config=config.get(component, {}))
    return nlp


@cache
def reader(lexicon: Path | None = None, language: str = "en", kind: ReaderKind = DEFAULT_READER) -> Reader:
    """What produces readings here: versions and a hash of their content, the user's own frames and names included."""
    from dragoman.mentions import own
    from dragoman.reading.identity import identity

    extra = (lexicon, own.kept_file()) if language == "en" else ()
    hash_ = identity(language, tuple(file for file in extra if file is not None))
    model = LANGUAGES[language].model + (
        " with learned events" if kind is ReaderKind.ACCURATE and language == "en" else ""
    )
    return Reader(version=dragoman.__version__, model=model, lexicon=hash_)


def read_article(article: Article, lexicon: Path | None = None, kind: ReaderKind = DEFAULT_READER) -> Report:
    """Read one article into its report; SourceError where its text is too long or its language cannot be read here.

    ``lexicon`` is a file of event frames that come before Dragoman's own, ``kind`` the reader.
    """
    reason = why_not(article.language)
    if reason:
        raise SourceError(article.title or article.id, reason)
    if len(article.text) > MAX_CHARACTERS:
        raise SourceError(article.title or article.id, f"text is longer than {MAX_CHARACTERS:,} characters")
    if article.published is not None and article.published_date is None:
        raise SourceError(article.title or article.id, f"published on {article.published}, which is no day of a report")
    nlp = pipeline(lexicon=lexicon, language=article.language, kind=kind)
    doc = _tokens(nlp, article.text)
    draft = Draft(published=article.published_date, publisher=article.publisher)
    doc._.dragoman = draft
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        nlp(doc)
    return report_of(article, doc, lexicon, kind)


def _tokens(nlp: Language, text: str) -> Doc:
    """``text`` as tokens, marks between two letters taken for apostrophes ("didn`t").

    Bodies' names in other languages are one token each. Runs without a space are cut: spaCy's tokenizer is quadratic
    over a row of brackets.
    """
    text = _APOSTROPHE.sub("’", text)
    if not _RUN.search(text):
        from dragoman.mentions.written import join_foreign_names

        doc = nlp.make_doc(text)
        return join_foreign_names(doc) if nlp.lang == "en" else doc
    from spacy.tokens import Doc

    cuts = [at for run in _RUN.finditer(text) for at in range(run.start(), run.end(), _LONGEST_RUN)]
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise([0, *cuts, len(text)]):
        for token in nlp.tokenizer(text[start:end]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def report_of(article: Article, doc: Doc, lexicon: Path | None = None, kind: ReaderKind = DEFAULT_READER) -> Report:
    """The report that the pipeline's components have drafted on ``doc``, which must be ``article``'s text."""
    draft = draft_of(doc)
    return Report(
        article=article,
        reader=reader(lexicon, article.language, kind),
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
