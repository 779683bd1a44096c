"""The learned event reader: word pieces, windows, loading, joining with frames, and what the shipped model reads."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import DragomanError, SourceError
from dragoman.model import Modality, ReaderKind
from dragoman.reading import base_pipeline, pipeline
from dragoman.reading.attribution.features import Tokens
from dragoman.reading.draft import draft_of
from dragoman.reading.encoder import Pieces, _cuts
from dragoman.reading.events.ensemble import together
from dragoman.reading.events.frames import Frame, Frames, frames
from dragoman.reading.events.learned import EventModel, default_model, reach_of
from dragoman.reading.events.proposal import EventProposal
from dragoman.reading.wordpieces import WordPieces

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "am", "##bass", "##ador", "cafe", "-", "to", "##day", "北"]


@pytest.fixture(scope="module")
def cut() -> WordPieces:
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Ambassador", ["am", "##bass", "##ador"]),
        ("CAFÉ", ["cafe"]),
        ("to-day", ["to", "-", "[UNK]"]),
        ("today", ["to", "##day"]),
        ("北北", ["北", "北"]),
        ("zebra", ["[UNK]"]),
        ("to" * 60, ["[UNK]"]),
        ("\n\n", []),
        ("", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(cut, word, pieces):
    assert [VOCABULARY[number] for number in cut(word)] == pieces


@pytest.mark.parametrize(
    ("count", "sentences", "paragraphs", "size", "ends"),
    [
        (5, [0], [], 10, [5]),
        (0, [], [], 10, [0]),
        (12, [0, 4, 9], [9], 10, [9, 12]),
        (12, [0, 4, 9], [4], 10, [9, 12]),
        (25, [0], [], 10, [10, 20, 25]),
        (20, [0, 7, 13, 15], [7, 15], 10, [7, 15, 20]),
    ],
)
def test_windows_end_before_a_paragraph_else_a_sentence(count, sentences, paragraphs, size, ends):
    windows = _cuts(count, np.array(sentences, dtype=np.int64), np.array(paragraphs, dtype=np.int64), size)
    assert [w.end for w in windows] == ends
    assert [w.start for w in windows] == [0, *ends[:-1]]


def test_each_token_knows_its_first_piece(cut):
    doc = base_pipeline()("Ambassador today.\n\nCafe to-day")
    pieces = Pieces.of(doc, Tokens.of(doc), cut, 6)
    row, column = pieces.places()
    for token, r, c in zip(doc, row, column, strict=True):
        if cut(token.text):
            assert pieces.ids[pieces.windows[r].start + c - 1] == cut(token.text)[0]
    assert pieces.windows[-1].end == len(pieces.ids)


def test_only_sentences_beside_the_trigger_are_searched_for_sides():
    doc = base_pipeline()("Peru spoke. Chile listened. Togo bombed Mali. Oman wept. Ghana slept.")
    tokens = Tokens.of(doc)
    bombed = next(t.i for t in doc if t.text == "bombed")
    reach = reach_of(tokens, np.zeros(len(doc), dtype=np.int64), np.array([bombed]))
    assert {doc[int(i)].text for i in reach.token if doc[int(i)].pos_ == "PROPN"} == {"Chile", "Togo", "Mali", "Oman"}
    assert reach.lengths.sum() == len(reach.token)


@pytest.mark.parametrize("content", [None, "{}", '{"format": 99}', "no JSON"])
def test_a_folder_that_is_no_model_is_said_to_be_none(tmp_path, content):
    if content is not None:
        (tmp_path / "model.json").write_text(content)
    with pytest.raises(DragomanError, match="not a model of events"):
        EventModel.load(tmp_path)


class TestTogether:
    @pytest.fixture
    def doc(self):
        return base_pipeline()("Troops attacked the town before the envoys met in Oslo.")

    def proposal(self, doc, word, type_, score=1.0, **more):
        return EventProposal((next(t.i for t in doc if t.text == word),), type_, Modality.ASSERTED, score=score, **more)

    def test_what_scores_enough_stands_alone_with_the_code_of_its_frame(self, doc):
        seen = [self.proposal(doc, "attacked", "ASSAULT", 0.6)]
        (event,) = together(seen, [], doc, frames(), 0.5)
        assert event.cameo is not None
        assert event.cameo.startswith(("18", "19"))

    def test_what_scores_less_stands_where_a_frame_agrees(self, doc):
        seen = [self.proposal(doc, "attacked", "ASSAULT", 0.3), self.proposal(doc, "met", "CONSULT", 0.3)]
        by_frames = [self.proposal(doc, "attacked", "ASSAULT", actors=(0,), cameo="193")]
        (event,) = together(seen, by_frames, doc, frames(), 0.5)
        assert (event.type, event.actors, event.cameo, event.score) == ("ASSAULT", (0,), "193", 0.3)

    def test_the_sides_of_the_frame_go_before_its_own(self, doc):
        seen = [self.proposal(doc, "attacked", "ASSAULT", 0.9, actors=(6,), recipients=(6,))]
        by_frames = [self.proposal(doc, "attacked", "ASSAULT", actors=(0,), recipients=(3,))]
        (event,) = together(seen, by_frames, doc, frames(), 0.5)
        assert (event.actors, event.recipients, event.instead) == ((0,), (3,), ((6,),))

    def test_sides_that_it_is_silent_on_are_those_of_the_clause(self, doc):
        (event,) = together([self.proposal(doc, "attacked", "ASSAULT", 0.9)], [], doc, frames(), 0.5)
        assert (event.actors, event.instead) == ((0,), ((3,),))

    def test_a_frame_of_another_type_is_no_partner_and_knows_its_words_better(self, doc):
        seen = [self.proposal(doc, "attacked", "ASSAULT", 0.3)]
        (event,) = together(seen, [self.proposal(doc, "attacked", "ACCUSE")], doc, frames(), 0.5)
        assert event.type == "ACCUSE"

    def test_frames_alone_stand_where_the_model_sees_nothing_else(self, doc):
        (event,) = together([], [self.proposal(doc, "met", "CONSULT")], doc, frames(), 0.5)
        assert event.type == "CONSULT"

    def test_frames_of_the_user_stand_and_go_before_the_model(self, doc):
        own = Frames([Frame(type="SANCTION", cameo="163", lemmas=("meet",), example="They met.")])
        by_frames = [self.proposal(doc, "met", "SANCTION"), self.proposal(doc, "attacked", "ASSAULT")]
        found = together([self.proposal(doc, "met", "CONSULT", 0.9)], by_frames, doc, frames(), 0.5, own)
        assert [p.type for p in found if doc[p.trigger[0]].text == "met"] == ["SANCTION"]


# Sentences of our own, none of them from a corpus.
READ = [
    ("Rebels shelled a market near the port of Hodeida on Friday, killing nine people.", "ASSAULT"),
    ("The foreign minister of Norway flew to Accra and held talks with her Ghanaian counterpart.", "CONSULT"),
    ("Police in Minsk detained forty demonstrators on Sunday.", "COERCE"),
    ("Chile's president condemned the raid and blamed the militia for it.", "ACCUSE"),
    ("Thousands of teachers marched through Lima against the pension law.", "PROTEST"),
    ("The European Union imposed new sanctions on three Belarusian banks.", "SANCTION"),
    ("Japan will send tents and 40 tonnes of rice to the flooded provinces of Pakistan.", "AID"),
]


@pytest.fixture(scope="module")
def accurate():
    return pipeline(kind=ReaderKind.ACCURATE)


@pytest.mark.parametrize(("sentence", "type_"), READ)
def test_the_accurate_reader_reads_plain_sentences(accurate, sentence, type_):
    events = draft_of(accurate(sentence)).events
    assert type_ in {event.type for event in events}


def test_sides_come_from_the_words_that_name_them(accurate):
    events = draft_of(accurate("Turkish jets bombed Syrian villages on Monday.")).events
    assault = next(event for event in events if event.type == "ASSAULT")
    assert (assault.actor_countries, assault.recipient_countries) == (("TUR",), ("SYR",))


@pytest.mark.parametrize("text", ["", "\n\n", ".", "The weather stayed mild."])
def test_texts_without_acts_have_no_events(accurate, text):
    assert draft_of(accurate(text)).events == []


def test_the_same_text_gives_the_same_proposals():
    doc = base_pipeline()("\n\n".join(sentence for sentence, _ in READ))
    assert default_model().propose(doc) == default_model().propose(doc)


def test_what_stands_alone_scores_more_than_what_needs_a_frame():
    doc = base_pipeline()("\n\n".join(sentence for sentence, _ in READ))
    model = default_model()
    assert len(model.propose(doc, model.alone)) < len(model.propose(doc, 0.01))
    assert all(p.score >= model.alone for p in model.propose(doc, model.alone))


REPORT = {
    "id": "r1",
    "text": "Turkey bombed a camp in Syria on Monday. Iran may condemn the raid.",
    "events": [
        {
            "trigger": [[7, 13]],
            "type": "ASSAULT",
            "modality": "asserted",
            "actors": [{"spans": [[0, 6]]}],
            "recipients": [{"spans": [[14, 20]]}],
            "when": ["2024-03-04", "2024-03-04"],
            "where": "SYR",
        },
        {
            "trigger": [[50, 57]],
            "type": "ACCUSE",
            "modality": "possible",
            "actors": [{"spans": [[41, 45]]}],
            "recipients": [],
            "when": None,
            "where": None,
        },
    ],
    "times": [{"spans": [[30, 39]], "interval": ["2024-03-04", "2024-03-04"]}],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    rows = [REPORT | {"id": f"r{n}"} for n in range(4)]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


class TestTraining:
    @pytest.fixture
    def training(self):
        pytest.importorskip("torch", reason="training needs the extra 'train'")
        pytest.importorskip("transformers", reason="training needs the extra 'train'")
        from dragoman.training import events

        return events

    @pytest.fixture
    def encoder(self, tmp_path: Path) -> Path:
        transformers = pytest.importorskip("transformers")
        folder = tmp_path / "encoder"
        words = sorted(set(REPORT["text"].lower().replace(".", "").split()))
        vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words, "."]
        config = transformers.BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=16,
            num_hidden_layers=3,
            num_attention_heads=2,
            intermediate_size=32,
        )
        transformers.BertModel(config).save_pretrained(folder)
        (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
        return folder

    def test_a_network_learns_its_corpus_and_reads_it_again_from_its_folder(self, training, encoder, corpus, tmp_path):
        sizes = replace(
            training.Sizes(), epochs=40, learn_rate=3e-3, head_rate=3e-2, frozen_layers=0, dropout=0.0, hidden_pieces=0
        )
        lines: list[str] = []
        trained = training.train([corpus], encoder=encoder, sizes=sizes, held_out=0.25, progress=lines.append)
        training.save(trained, tmp_path / "model")
        model = EventModel.load(tmp_path / "model")
        proposals = {p.type: p for p in model.propose(base_pipeline()(REPORT["text"]), 0.5)}
        assert set(proposals) == {"ASSAULT", "ACCUSE"}
        assert proposals["ACCUSE"].modality is Modality.POSSIBLE
        assert proposals["ASSAULT"].actors == (0,)
        assert any("epoch 40 of 40" in line for line in lines)
        card = (tmp_path / "model" / "MODEL_CARD.md").read_text()
        assert "3 reports with 6 annotated events (reports.jsonl)" in card

    def test_texts_may_stand_in_another_file(self, training, corpus, tmp_path):
        bare = tmp_path / "bare.jsonl"
        rows = [{k: v for k, v in json.loads(line).items() if k != "text"} for line in corpus.read_text().splitlines()]
        bare.write_text("\n".join(map(json.dumps, rows)))
        assert [row["text"] for row in training.articles([bare], corpus)] == [REPORT["text"]] * 4
        with pytest.raises(SourceError, match="line 1"):
            training.articles([bare])

    def test_a_report_in_two_corpora_counts_once(self, training, corpus):
        assert len(training.articles([corpus, corpus])) == 4
