"""Components as spaCy's: a reading travels with its Doc, also between processes."""

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from dragoman.errors import UnmetNeed
from dragoman.languages import LANGUAGES
from dragoman.reading import pipeline
from dragoman.reading.draft import Draft, draft_of

TEXT = "Malta’s minister said on Monday that Oman would send 300 troops by May."


def test_a_reading_survives_bytes() -> None:
    doc = pipeline()(TEXT)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert draft_of(doc).attributions
    assert draft_of(again) == draft_of(doc)


def test_a_reading_survives_a_docbin() -> None:
    doc = pipeline()(TEXT)
    kept = DocBin(store_user_data=True)
    kept.add(doc)
    (again,) = DocBin().from_bytes(kept.to_bytes()).get_docs(doc.vocab)
    assert draft_of(again) == draft_of(doc)


@pytest.mark.timeout(600)
def test_readings_come_back_from_two_processes() -> None:
    nlp = pipeline()
    read = list(nlp.pipe([TEXT, TEXT], n_process=2))
    assert [draft_of(doc) for doc in read] == [draft_of(nlp(TEXT))] * 2


NEED_A_PARSE = [name for name in LANGUAGES["en"].components if name != "dragoman_time"]


@pytest.mark.parametrize("name", NEED_A_PARSE)
def test_a_component_without_a_parser_says_what_it_needs(name: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(name)
    with pytest.raises(UnmetNeed, match=f"{name} needs a parsed text"):
        nlp(TEXT)


@pytest.mark.parametrize("name", LANGUAGES["en"].components)
def test_components_declare_what_they_need_and_give(name: str) -> None:
    meta = pipeline().get_pipe_meta(name)
    assert "doc._.dragoman" in meta.assigns
    assert name == "dragoman_time" or "token.dep" in meta.requires


def test_no_two_actors_have_one_id() -> None:
    """Where whoever is named in the labels of an interview alone was taken out, too."""
    from dragoman.model import ActorKind, Span

    draft, span = Draft(), Span(start=0, end=1)
    for name in ("Post", "Ann Poe", "Wire"):
        draft.add_actor(name, ActorKind.OTHER, span)
    draft.actors = [actor for actor in draft.actors if actor.name != "Post"]
    for name in ("Oman", "Malta"):
        draft.add_actor(name, ActorKind.STATE, span)
    assert [actor.id for actor in draft.actors] == ["a2", "a3", "a4", "a5"] == list(draft.actors_by_id())
    draft.widen(draft.actors[0], Span(start=5, end=6))
    assert len(draft.actors_by_id()["a2"].mentions) == 2 and draft.actors_by_id()["a2"] is draft.actors[0]


def test_times_are_found_by_their_characters() -> None:
    doc = pipeline()("Malta met Oman on Monday and Tuesday. On 3 May 2024 Oman left, and in June it came back.")
    draft = draft_of(doc)
    text = doc.text
    words = [when.spans[0].of(text) for when in draft.times]
    assert len(words) == 4
    for when in draft.times:
        start, end = when.spans[0].start, when.spans[0].end
        assert draft.time_at(start) == draft.time_at(end - 1) == when and draft.time_at(end) != when
        assert draft.times_from(start, start + 1) == [when] and draft.time_in(start, end) == when
        assert draft.time_in(start, end - 1) is None and draft.times_from(start + 1, end) == []
    assert draft.times_from(0, len(text)) == draft.times
