"""The learned reader: its network's gradients, training and saving, and the figures that `dragoman bench` prints."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from dragoman.bench.attribution import score
from dragoman.cli.main import app
from dragoman.errors import DragomanError, SourceError
from dragoman.reading import base_pipeline
from dragoman.reading.attribution.features import Index, Pairs, Tokens, feature_sizes, pairs
from dragoman.reading.attribution.learned import AttributionModel, _decode
from dragoman.reading.attribution.network import EMBEDDED, VECTOR, Batch, Network, Shape
from dragoman.training.attribution import articles, train

SHARED = Path(__file__).parents[2] / "shared" / "bench" / "score_attribution.py"

SENTENCES = [
    ("{The port authority} [said] <that the two freighters had left Velmar without clearance>.",),
    ("<“We will not sign,”> [said] {Foreign Minister Irena Tollas}.", "{She} [added] <that talks go on>."),
    ("[According to] {the weekly Harbour Post}, <the envoy offered a ceasefire>.", "Rain fell on the coast."),
    ("{Opposition leaders} [want] <the president to resign before the spring session>.",),
    ("{An aide} [denied] <that the general had met rebels>.", "The market closed early on Friday."),
    ("{Farmers} [fear] <a second bad harvest>.", "{The union} [warned] <that strikes would follow>."),
]


def annotated(*sentences: str) -> dict[str, object]:
    """An article from sentences that mark {source}, [cue] and <content>."""
    text, found = "", []
    for sentence in sentences:
        item: dict[str, list[list[int]]] = {}
        for character in sentence:
            if character in "{[<":
                name = {"{": "source", "[": "cue", "<": "content"}[character]
                item[name] = [[len(text), 0]]
            elif character in "}]>":
                name = {"}": "source", "]": "cue", ">": "content"}[character]
                item[name][0][1] = len(text)
            else:
                text += character
        found += [item] if item else []
        text += " "
    return {"id": f"{abs(hash(text))}", "text": text.strip(), "attributions": found}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(annotated(*s)) + "\n" for s in SENTENCES), "utf-8")
    return path


def tiny_network() -> tuple[Network, Batch, Pairs]:
    random = np.random.default_rng(3)
    shape = Shape(
        dict.fromkeys(EMBEDDED, 7), [41, 70, 56, 28, 14, 7, 16, 16, 10], width=12, layers=2, pair_width=8, dropout=0.0
    )
    size = 9
    values = {name: random.integers(0, 7, size) for name in EMBEDDED}
    joined = np.ones(size, dtype=np.float32)
    joined[[0, 5]] = 0
    batch = Batch(
        values,
        random.normal(size=(size, 96)).astype(np.float32),
        random.normal(size=(size, VECTOR)).astype(np.float32),
        np.array([1, 1, 1, 2, 2, 6, 6, 6, 7]),
        joined,
    )
    features = np.stack([random.integers(0, n, 7) for n in shape.pair_values], axis=1)
    reach = Pairs(np.array([0, 1, 2, 5, 6, 7, 8]), np.array([1, 1, 1, 7, 7, 7, 7]), np.array([3, 4]), features)
    return Network(shape), batch, reach


def test_gradients_are_those_of_the_loss() -> None:
    np.random.seed(5)
    network, raw, reach = tiny_network()
    weigh_cues, weigh_roles = np.random.normal(size=9), np.random.normal(size=(7, 4))

    def loss() -> tuple[float, float]:
        vector, back_vector = network.project(raw.vector, True)
        encoded, back = network.encode(Batch(raw.values, raw.tensor, vector, raw.head, raw.joined), True)
        cues, back_cues = network.cues(encoded, True)
        roles, back_roles = network.roles(encoded, reach, True)
        gradient = back_cues(weigh_cues.astype(np.float32)) + back_roles(weigh_roles.astype(np.float32))
        back_vector(np.ascontiguousarray(back(gradient)))
        return float((cues * weigh_cues).sum()), float((roles * weigh_roles).sum())

    loss()
    layers = [(layer, name) for layer in network.model.walk() for name in layer.param_names]
    steps = [np.random.normal(size=layer.get_param(name).shape) for layer, name in layers]
    expected = sum(
        float((layer.get_grad(name) * step).sum()) for (layer, name), step in zip(layers, steps, strict=True)
    )
    ends = []
    for sign in (1, -1):
        for (layer, name), step in zip(layers, steps, strict=True):
            layer.set_param(name, (layer.get_param(name) + sign * 1e-4 * step).astype(np.float32))
        ends.append(sum(loss()))
        for (layer, name), step in zip(layers, steps, strict=True):
            layer.set_param(name, (layer.get_param(name) - sign * 1e-4 * step).astype(np.float32))
    assert (ends[0] - ends[1]) / 2e-4 == pytest.approx(expected, rel=0.05)


def test_pairs_stay_in_their_paragraph_and_in_range() -> None:
    doc = base_pipeline()("The envoy said “we wait,” an aide added.\n\nNo ship left. Port staff denied that.")
    tokens = Tokens.of(doc)
    index = Index(tokens.dep)
    cues = np.array([t.i for t in doc if t.lower_ in {"said", "denied"}])
    reach = pairs(tokens, index(tokens.dep), cues)
    assert (tokens.paragraph[reach.token] == tokens.paragraph[reach.cue]).all()
    assert (reach.features >= 0).all()
    assert (reach.features.max(axis=0) < feature_sizes(len(index))).all()
    assert "".join(doc[i].text for i in np.flatnonzero(tokens.quote)) == "“wewait,”"


def test_training_is_reproducible_and_survives_saving(corpus: Path, tmp_path: Path) -> None:
    one, two = (train(corpus, epochs=2, seed=4, held_out=0.2) for _ in range(2))
    assert one.network.model.to_bytes() == two.network.model.to_bytes()
    one.save(tmp_path / "model")
    again = AttributionModel.load(tmp_path / "model")
    doc = base_pipeline()("The union said that strikes would follow.")
    again.thresholds = one.thresholds = {"reports": 0.0, "polnear": 0.0}
    assert [p.content for p in again.propose(doc)[1]] == [p.content for p in one.propose(doc)[1]]
    assert again.about["polnear"]["articles"] == 5


def test_a_model_is_trained_further_on_reports(corpus: Path) -> None:
    model = train(corpus, epochs=1, held_out=0.0)
    before = model.network.model.to_bytes()
    again = train(corpus, [corpus, corpus], start=model, epochs=1, held_out=0.2)
    assert again.network.model.to_bytes() != before
    assert again.about["reports"]["articles"] == 5
    assert again.thresholds["polnear"] == 0.5


def test_the_scheme_of_annotation_is_something_the_network_sees(corpus: Path) -> None:
    doc = base_pipeline()("The union said that strikes would follow.")
    model = train(corpus, epochs=1, held_out=0.0)
    assert (model.propose(doc, "reports")[0] != model.propose(doc, "polnear")[0]).any()


def test_training_learns(corpus: Path) -> None:
    losses: list[str] = []
    train(corpus, epochs=12, held_out=0.0, progress=losses.append)
    role = [float(line.rsplit(" ", 1)[1]) for line in losses if line.startswith("epoch")]
    assert role[-1] < 0.7 * role[0]


@pytest.mark.parametrize("damage", ["missing", "format", "weights"])
def test_a_broken_model_is_refused(corpus: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "model"
    train(corpus, epochs=1, held_out=0.0).save(folder)
    if damage == "missing":
        (folder / "features.npz").unlink()
    elif damage == "format":
        meta = json.loads((folder / "model.json").read_text())
        (folder / "model.json").write_text(json.dumps(meta | {"format": 99}))
    else:
        (folder / "weights.msgpack").write_bytes(b"\x00nothing")
    with pytest.raises(DragomanError, match="attribution model"):
        AttributionModel.load(folder)


@pytest.mark.parametrize("content", ["", "{}\n", "not json\n"])
def test_a_corpus_without_articles_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(SourceError, match=r"bad\.jsonl"):
        articles(path)


def test_score_counts_what_it_says() -> None:
    gold = [annotated(*s) for s in SENTENCES]
    perfect = score(gold, {str(a["id"]): a["attributions"] for a in gold})  # type: ignore[misc]
    assert perfect.match["source"].f1 == 1
    assert perfect.found["direct"].gold == 1
    none = score(gold, {})
    assert none.match["overlap"].recall == 0
    assert none.errors["indirect: cue not found"] == 7


def test_bench_prints_and_writes_what_the_shared_scorer_finds(corpus: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    ran = CliRunner().invoke(app, ["bench", "attribution", str(corpus), "--out", str(predicted), "--json"])
    assert ran.exit_code == 0, ran.output
    ours = json.loads(ran.stdout)
    assert ours["gold"] == 8
    assert ours["attribution_to_parse"] > 0
    assert ours["match"]["overlap"]["f1"] > 0.5
    if not SHARED.exists():
        pytest.skip("../shared is not beside the project: nothing to compare the figures with")
    command = [sys.executable, str(SHARED), str(corpus), str(predicted), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert {k: ours[k] for k in ("token", "match", "by_kind")} == {k: theirs[k] for k in ("token", "match", "by_kind")}


def test_bench_names_a_missing_corpus() -> None:
    ran = CliRunner().invoke(app, ["bench", "attribution", "nowhere.jsonl"])
    assert ran.exit_code != 0
    assert "nowhere.jsonl" in str(ran.exception) + ran.output


@pytest.mark.parametrize(
    ("text", "source", "polnear"),
    [
        ("Ann Poe, head of the union, said no.", "Ann Poe, head of the union", "Ann Poe, head of the union,"),
        ("Ann Poe, said no.", "Ann Poe", "Ann Poe"),
        ("Ann Poe of the union said no.", "Ann Poe of the union", "Ann Poe of the union"),
        ("Poe, Lund, and Tam, said no.", "Poe, Lund, and Tam", "Poe, Lund, and Tam"),
        ("Poe – the envoy – said no.", "Poe – the envoy", "Poe – the envoy –"),
    ],
)
def test_the_comma_that_closes_an_apposition_is_the_sources_in_polnear_alone(
    text: str, source: str, polnear: str
) -> None:
    doc = base_pipeline()(text)
    cue = next(t.i for t in doc if t.text == "said")
    best = np.array([1] * cue + [2, 3, 0])
    chance = np.eye(4, dtype=np.float32)[best]
    for keeps_comma, expected in ((False, source), (True, polnear)):
        found = _decode(Tokens.of(doc), cue, 0, chance, best, 1.0, keeps_comma)
        assert found is not None and found.source is not None
        assert found.source.of(text) == expected
