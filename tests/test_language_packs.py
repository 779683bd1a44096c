"""Every example of every language's folder reads as the folder says, and no language's words stand anywhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.tokens import Doc

import dragoman
from dragoman.languages import LANGUAGES, lexicons
from dragoman.languages.words import Example, Words, words
from dragoman.reading import base_pipeline, pipeline
from dragoman.reading.draft import draft_of
from dragoman.reading.events.frames import base_frames, problems
from dragoman.syntax import acts, clause, clearnlp, governors, hearsay, itself, ud
from dragoman.syntax.clause import certainty
from dragoman.syntax.scheme import Scheme, scheme

SOURCE = Path(dragoman.__file__).parent
INSTALLED = [code for code, language in LANGUAGES.items() if language.installed]
OTHERS = [code for code in INSTALLED if code != "en"]
MOST_SURVIVORS = 0.05
_LABEL = re.compile(
    r"(nsubj|csubj|obj|iobj|obl|nmod|amod|acl|advcl|xcomp|ccomp|aux|expl|flat|case|appos|parataxis)(:\w+)?"
)


@pytest.fixture(scope="module", params=INSTALLED)
def parsed(request: pytest.FixtureRequest) -> list[tuple[Example, Doc]]:
    examples = [example for entry in words(request.param).entries for example in entry.examples()]
    nlp = base_pipeline(request.param)
    return list(zip(examples, nlp.pipe([e.text for e in examples]), strict=True))


def read(example: Example, doc: Doc) -> str:
    clause.forget(doc)
    return certainty(next(t for t in doc if t.idx == example.at)).modality.value


def test_each_word_makes_of_its_example_what_its_entry_says(parsed: list[tuple[Example, Doc]]) -> None:
    wrong = [(e.word, e.text, read(e, doc)) for e, doc in parsed if read(e, doc) != e.reads.value]
    assert wrong == []


def test_without_a_word_its_example_reads_otherwise(
    parsed: list[tuple[Example, Doc]], monkeypatch: pytest.MonkeyPatch
) -> None:
    language = parsed[0][1].lang_
    if language == "en":
        pytest.skip("the English pack has a test of its own")
    entries = words(language).entries
    survivors = []
    for example, doc in parsed:
        without = example.entry.model_copy(update={"words": tuple(w for w in example.entry.words if w != example.word)})
        rest = Words(tuple(without if e is example.entry else e for e in entries))
        for module in (clause, acts, governors, hearsay, itself):
            monkeypatch.setattr(module, "words", lambda language, rest=rest: rest, raising=False)
        if read(example, doc) == example.reads.value:
            survivors.append((example.word, example.text))
    assert len(survivors) <= MOST_SURVIVORS * len(parsed), survivors


@pytest.mark.parametrize("language", OTHERS)
def test_each_frame_reads_its_example(language: str) -> None:
    nlp, frames = pipeline(language=language), base_frames(language)
    assert problems(frames) == []
    for frame in frames:
        found = [(e.type, e.cameo[:2]) for e in draft_of(nlp(frame.example)).events]
        assert (frame.type, frame.cameo[:2]) in found, frame.example


@pytest.mark.parametrize("language", OTHERS)
def test_no_figure_of_speech_is_an_event_of_its_type(language: str) -> None:
    nlp = pipeline(language=language)
    for row in lexicons.table("figures.toml", language)["figure"]:
        for word in row["words"]:
            events = draft_of(nlp(row["example"].replace("{}", word))).events
            assert not {e.type for e in events} & set(row["types"]), word


@pytest.mark.parametrize("module", [clearnlp, ud])
def test_each_label_scheme_answers_every_question(module: object) -> None:
    questions = [name for name in vars(Scheme) if not name.startswith("_")]
    assert len(questions) > 50
    assert [q for q in questions if not callable(getattr(module, q, None))] == []


def test_a_question_that_no_scheme_answers_is_an_error() -> None:
    with pytest.raises(AttributeError, match="favourite_colour"):
        scheme.favourite_colour  # type: ignore[attr-defined]  # noqa: B018


def literals(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((SOURCE / folder).rglob("*.py"))]


def test_no_french_word_stands_in_code_outside_its_folder() -> None:
    small = lexicons.table("attribution.toml", "fr")["small_words"]
    listed = {word for group in small.values() for word in group}
    listed |= {word for entry in words("fr").entries if entry.kind != "inflection" for word in entry.words}
    listed |= {"selon", "dixit", "avoir", "être", "falloir", "sembler", "paraître", "mme", "monsieur", "-t-il", "-elle"}
    shared = {"aux", "condition", "plan", "possible", "refus", "second"}  # words, stems or labels of English code too
    french = {w for w in listed if not w.isascii() or len(w) > 2} - shared
    checked = [p for p in modules(".") if p.parent.parent != SOURCE / "languages"]
    assert len(checked) > 80
    found = {
        (path.name, word)
        for path in checked
        for text in literals(path)
        for word in {text.lower(), *re.findall(r"[\w'’-]+", text.lower())} & french
    }
    assert found == set()


def test_no_dependency_label_stands_outside_syntax_where_french_is_read() -> None:
    checked = [
        *modules("reading/events", "languages"),
        *(SOURCE / name for name in ("reading/attribution/universal.py", "mentions/universal.py", "reading/when.py")),
    ]
    assert len(checked) > 15
    for path in checked:
        labels = {text for text in literals(path) if _LABEL.fullmatch(text)}
        assert labels == set(), path
        assert ".dep_" not in path.read_text("utf-8"), path
