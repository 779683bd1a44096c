"""Cues, sources and contents by the accurate reader: layers that branch off the middle of the shared encoder.

What they make of each token goes through two heads like those of the small network (``network``): how likely it is to
head a cue, and which role it plays for each cue. All are ONNX graphs, run by onnxruntime on the CPU.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from spacy.tokens import Doc

from dragoman.errors import DragomanError
from dragoman.reading.attribution.features import Floats, Index, Ints, Pairs, Tokens, numbered, pairs
from dragoman.reading.attribution.learned import SCHEMES, proposals
from dragoman.reading.attribution.proposal import Proposal
from dragoman.reading.chances import sigmoid
from dragoman.reading.encoder import Encoded, Encoder, default_encoder, session

PARSED = ("tag", "dep", "entity")
CATEGORIES = (*PARSED, "flags")
FORMAT = 1
_GRAPHS = ("branch", "words", "roles")


@dataclass(frozen=True)
class Inputs:
    """What the branch reads of windows (w) piece by piece (p): ``middle`` (w, p, width), ``mask`` and, by category,
    ``values`` (w, p), which are feature numbers plus 1 at first pieces of tokens, else 0."""

    middle: Floats
    mask: Ints
    values: dict[str, Ints]
    scheme: int

    def feed(self) -> dict[str, Any]:
        """The inputs of the graph by their names."""
        return {"middle": self.middle, "mask": self.mask, "scheme": np.full_like(self.mask, self.scheme), **self.values}


def values_of(tokens: Tokens, indexes: Mapping[str, Index]) -> dict[str, Ints]:
    """What each token is in the parse and to quotations, as small numbers by category."""
    return numbered(tokens, indexes) | {"flags": tokens.flags}


def inputs(encoded: Encoded, values: dict[str, Ints], scheme: int) -> Iterator[Inputs]:
    """The inputs for each batch of windows; ``values`` are the feature numbers of each token."""
    windows = sum(len(batch.windows) for batch in encoded.batches)
    longest = max(batch.mask.shape[1] for batch in encoded.batches)
    spread = {name: np.zeros((windows, longest), dtype=np.int64) for name in CATEGORIES}
    for name, dense in spread.items():
        # Blanks have no piece and stand where the next token's does, which comes later and is kept.
        dense[encoded.row, encoded.column] = values[name] + 1
    for batch in encoded.batches:
        near = {name: dense[batch.windows, : batch.mask.shape[1]] for name, dense in spread.items()}
        yield Inputs(batch.middle, batch.mask, near, scheme)


def starts_of(reach: Pairs) -> Floats:
    """(pairs, 1): 0 at the first pair of each cue, else 1."""
    inside = np.ones((len(reach.token), 1), dtype=np.float32)
    inside[np.cumsum(reach.lengths) - reach.lengths] = 0
    return inside


class BranchModel:
    """A trained reader: the shared encoder, its graphs, the indexes of parse features, and ``meta`` with thresholds."""

    def __init__(
        self, encoder: Encoder, graphs: dict[str, Any], indexes: dict[str, Index], meta: dict[str, Any]
    ) -> None:
        self.encoder, self.graphs, self.indexes, self.meta = encoder, graphs, indexes, meta

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> "BranchModel":
        """The model in ``folder`` over ``encoder``; DragomanError where it is missing, of another format or encoder."""
        try:
            meta = json.loads((folder / "branch.json").read_text("utf-8"))
            if meta.get("format") != FORMAT:
                raise ValueError(f"format {meta.get('format')}, not {FORMAT}")
            if meta["encoder"] != encoder.identity:
                raise ValueError(f"trained for encoder {meta['encoder']}, not {encoder.identity}")
            with np.load(folder / "branch.npz", allow_pickle=False) as arrays:
                indexes = {name: Index(arrays[name]) for name in PARSED}
            graphs = {name: session(folder / f"{name}.onnx") for name in _GRAPHS}
        except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise DragomanError(f"{folder}: not a model of attributions: {error}") from error
        return cls(encoder, graphs, indexes, meta)

    def propose(self, doc: Doc, scheme: str = SCHEMES[0]) -> tuple[Floats, list[Proposal]]:
        """Each token's chance of heading a cue, and the attributions that the model sees, in the order of cues."""
        tokens = Tokens.of(doc)
        encoded, values = self.encoder.read(doc, tokens), values_of(tokens, self.indexes)
        outputs = [
            self.graphs["branch"].run(None, one.feed())[0] for one in inputs(encoded, values, SCHEMES.index(scheme))
        ]
        logits, as_cue, as_word = self.graphs["words"].run(None, {"vectors": encoded.by_token(outputs)})
        chance = sigmoid(logits)

        def roles(cues: Ints) -> tuple[Pairs, Floats]:
            reach = pairs(tokens, values["dep"], cues)
            feed = {
                "cues": as_cue[reach.cue],
                "words": as_word[reach.token],
                "features": reach.features,
                "inside": starts_of(reach),
            }
            return reach, self.graphs["roles"].run(None, feed)[0]

        return chance, proposals(tokens, chance, self.meta["thresholds"][scheme], roles, scheme == "polnear")


@cache
def default_branch() -> BranchModel:
    """The model shipped in the package, loaded once."""
    with resources.as_file(resources.files("dragoman.reading.attribution") / "model") as folder:
        return BranchModel.load(folder, default_encoder())
