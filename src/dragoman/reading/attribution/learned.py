"""Attribution by the learned network: cues first, then the tokens that are source and content of each."""

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.errors import DragomanError
from dragoman.reading.attribution.features import (
    FLAGS,
    Floats,
    Index,
    Ints,
    Pairs,
    Tokens,
    feature_sizes,
    numbered,
    pairs,
)
from dragoman.reading.attribution.network import Batch, Network, Shape
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.chances import sigmoid, softmax

_CATEGORIES = ("lemma", "tag", "dep", "entity")
FORMAT = 2

SCHEMES = ("reports", "polnear")
"""Ways to annotate that the network has learned: whole records of reports, where an attribution may stand inside
another's content, and PolNeAR's, where none does. Reading uses the first."""


class AttributionModel:
    """A trained network with the indexes of its features and, by scheme, the threshold at which a token heads a cue."""

    def __init__(
        self, network: Network, indexes: dict[str, Index], thresholds: dict[str, float], about: dict[str, Any]
    ) -> None:
        self.network, self.indexes, self.thresholds, self.about = network, indexes, thresholds, about
        self._vectors: dict[int, Floats] = {}

    @classmethod
    def untrained(cls, indexes: dict[str, Index], **sizes: Any) -> "AttributionModel":
        """A model with fresh weights, for the feature values in ``indexes``."""
        values = {name: len(indexes[name]) for name in _CATEGORIES} | {"flags": FLAGS * len(SCHEMES)}
        network = Network(Shape(values, feature_sizes(len(indexes["dep"])), **sizes))
        return cls(network, indexes, dict.fromkeys(SCHEMES, 0.5), {})

    @classmethod
    def load(cls, folder: Traversable | Path) -> "AttributionModel":
        """The model in ``folder``; DragomanError where it is missing or of another format."""
        try:
            meta = json.loads((folder / "model.json").read_text("utf-8"))
            if meta.get("format") != FORMAT:
                raise ValueError(f"format {meta.get('format')}, not {FORMAT}")
            with (folder / "features.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                indexes = {name: Index(arrays[name]) for name in _CATEGORIES}
            network = Network(Shape(**meta["shape"]))
            network.model.from_bytes((folder / "weights.msgpack").read_bytes())
            return cls(network, indexes, meta["thresholds"], meta["about"])
        except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise DragomanError(f"{folder}: not an attribution model: {error}") from error

    def save(self, folder: Path) -> None:
        """Write the model into ``folder``: ``model.json``, ``features.npz`` (hashes only) and ``weights.msgpack``."""
        folder.mkdir(parents=True, exist_ok=True)
        meta = {
            "format": FORMAT,
            "thresholds": self.thresholds,
            "shape": asdict(self.network.shape),
            "about": self.about,
        }
        (folder / "model.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n", "utf-8")
        np.savez_compressed(folder / "features.npz", **{n: self.indexes[n].keys for n in _CATEGORIES})
        (folder / "weights.msgpack").write_bytes(self.network.model.to_bytes())

    def batch(self, tokens: Tokens, vector: Floats, scheme: str) -> Batch:
        """What the encoder reads of one document; ``vector`` are its projected word vectors."""
        values = numbered(tokens, self.indexes) | {"flags": tokens.flags + FLAGS * SCHEMES.index(scheme)}
        joined = np.zeros(len(tokens.head), dtype=np.float32)
        joined[1:] = tokens.paragraph[1:] == tokens.paragraph[:-1]
        return Batch(values, tokens.tensor, vector, tokens.head, joined)

    def pairs(self, tokens: Tokens, cues: Ints) -> Pairs:
        """Features of the tokens in reach of each of ``cues``."""
        return pairs(tokens, self.indexes["dep"](tokens.dep), cues)

    def _projected(self, vocab: Vocab, rows: Ints) -> Floats:
        """Word vectors through the network's projection, done once for the whole vocabulary."""
        if id(vocab) not in self._vectors:
            self._vectors = {id(vocab): self.network.project.predict(with_unknown(vocab))}
        return self._vectors[id(vocab)][rows]

    def propose(self, doc: Doc, scheme: str = SCHEMES[0]) -> tuple[Floats, list[Proposal]]:
        """Each token's chance of heading a cue, and the attributions that the network sees, in the order of cues."""
        tokens = Tokens.of(doc)
        encoded, _ = self.network.encode(self.batch(tokens, self._projected(doc.vocab, tokens.vector_row), scheme))
        chance = sigmoid(self.network.cues(encoded)[0])

        def roles(cues: Ints) -> tuple[Pairs, Floats]:
            reach = self.pairs(tokens, cues)
            return reach, self.network.roles(encoded, reach)[0]

        return chance, proposals(tokens, chance, self.thresholds[scheme], roles, scheme == "polnear")


def proposals(
    tokens: Tokens,
    chance: Floats,
    threshold: float,
    roles_at: Callable[[Ints], tuple[Pairs, Floats]],
    keeps_comma: bool,
) -> list[Proposal]:
    """Attributions at the tokens whose ``chance`` of heading a cue is ``threshold`` or more, in their order.

    ``roles_at`` gives, for the indexes of cues, the tokens around each and the logits of the roles that they play;
    ``keeps_comma`` as ``_decode`` has it.
    """
    cues = np.flatnonzero((chance >= threshold) & ~tokens.is_blank)
    if not len(cues):
        return []
    reach, logits = roles_at(cues)
    roles = softmax(logits)
    best = roles.argmax(axis=1)
    best[tokens.is_break[reach.token]] = 0
    found = []
    for cue, start, size in zip(cues, np.cumsum(reach.lengths) - reach.lengths, reach.lengths, strict=True):
        near = slice(int(start), int(start + size))
        first = int(reach.token[near.start])
        proposal = _decode(tokens, int(cue), first, roles[near], best[near], float(chance[cue]), keeps_comma)
        if proposal is not None:
            found.append(proposal)
    return found


@cache
def default_model() -> AttributionModel:
    """The model shipped in the package, loaded once."""
    return AttributionModel.load(resources.files("dragoman.reading.attribution") / "model")


def with_unknown(vocab: Vocab) -> Floats:
    """The word vectors of ``vocab`` and a last row of zeros, which row -1 (no vector) meets."""
    data = np.asarray(vocab.vectors.data, dtype=np.float32)
    return np.vstack([data, np.zeros((1, data.shape[1]), dtype=np.float32)])


def _runs(flags: Any) -> list[Ints]:
    at = np.flatnonzero(flags)
    if not len(at):
        return []
    if at[-1] - at[0] == len(at) - 1:
        return [at]
    return np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)


def _decode(
    tokens: Tokens, cue: int, first: int, chance: Floats, best: Ints, score: float, keeps_comma: bool
) -> Proposal | None:
    """One source and one cue span and the content runs, from the roles of the tokens from ``first`` on: their chances
    and the likeliest of each. ``keeps_comma``: the comma that closes an apposition is part of the source, as in PolNeAR
    ("Ann Poe, head of the union,"), and so are marks that end a cue; other marks at the ends never are."""
    here = slice(first, first + len(chance))
    own = cue - first
    wordless = (tokens.is_blank | tokens.is_mark)[here]
    sources = [run for run in _runs(best == 1) if not wordless[run].all()]
    source = max(sources, key=lambda run: float(chance[run, 1].sum())) if sources else np.array([], dtype=np.int64)
    while len(source) > 1 and wordless[source[0]]:
        source = source[1:]
    pauses = tokens.is_pause[source + first]
    while len(source) > 1 and pauses[-1] and not (keeps_comma and pauses.sum() == 2 and not pauses[-2]):
        source, pauses = source[:-1], pauses[:-1]
    cues = next((run for run in _runs(best == 2) if own in run), np.array([own]))
    while not keeps_comma and len(cues) > 1 and cues[-1] != own and wordless[cues[-1]]:
        cues = cues[:-1]
    content = _whole_quotations(best == 3, tokens.quote[here], int(tokens.quote[cue]))
    runs = _runs(content)
    longest = max((len(run) for run in runs), default=0)
    kept = np.zeros(len(best), dtype=bool)
    for run in runs:
        if len(run) >= 3 or 2 * len(run) > longest:
            kept[run] = True
    if not kept.any():
        return None
    _take_dependents(kept, tokens.head[here] - first, best, wordless)
    gap = ~kept[1:-1] & kept[:-2] & kept[2:] & (best[1:-1] == 0) & ~tokens.is_break[here][1:-1]
    kept[1:-1] |= gap
    return Proposal(
        head=cue,
        cue=(tokens.span(cues + first),),
        speakers=tuple(_heads(tokens, source + first)),
        content=tuple(tokens.span(run + first) for run in _runs(kept)),
        source=tokens.span(source + first) if len(source) else None,
        score=score,
        rule="network",
    )


def _take_dependents(kept: NDArray[np.bool_], head: Ints, best: Ints, wordless: NDArray[np.bool_]) -> None:
    """Add to a content (``kept``) the words right before a run of it that hang on it: "[that the] bridge was safe"."""
    for run in _runs(kept):
        start, end = int(run[0]), int(run[-1])
        while start > 0 and best[start - 1] == 0 and not wordless[start - 1]:
            if not start <= int(head[start - 1]) <= end:
                break
            start -= 1
        kept[start : run[0]] = True


def _heads(tokens: Tokens, source: Ints) -> list[int]:
    """The token that a source span hangs on, in a list; empty for an empty span."""
    words = [i for i in source.tolist() if not tokens.is_blank[i]]  # a no-break space may head a phrase
    inside = set(words)
    roots = [i for i in words if int(tokens.head[i]) not in inside or int(tokens.head[i]) == i]
    return roots[:1]


def _whole_quotations(content: Any, quote: Ints, own: int) -> Any:
    """``content`` with each quotation that is mostly content taken whole; not the one that the cue itself is in."""
    for number in np.unique(quote[content]):
        inside = quote == number
        if number and number != own and content[inside].mean() >= 0.5:
            content = content | inside
    return content
