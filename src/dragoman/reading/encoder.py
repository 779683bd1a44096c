"""The pre-trained encoder that the accurate readers share: what it makes of a text, computed once for each document.

It was fine-tuned for events and reads a text in windows of whole sentences. What its lower layers make of the text is
kept too, since the reader of attributions branches off there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from dragoman.errors import DragomanError
from dragoman.reading.wordpieces import WordPieces
from dragoman.syntax.tree import memory_of

if TYPE_CHECKING:
    from dragoman.reading.attribution.features import Tokens

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

WINDOW = 126
"""Pieces that are read at once."""
_BATCH = 8
_KEPT = "encoded"


class Window(NamedTuple):
    """A run of word pieces that the encoder reads at once: whole sentences where they fit."""

    start: int
    end: int


@dataclass(frozen=True)
class Pieces:
    """A document as word pieces: their vocabulary numbers, the windows they are read in, each token's first piece."""

    ids: Ints
    windows: list[Window]
    first: Ints

    @classmethod
    def of(cls, doc: Doc, tokens: Tokens, cut: WordPieces, size: int) -> Pieces:
        """The pieces of ``doc``, whose arrays are ``tokens``, in windows of at most ``size``."""
        cut_words = [cut(token.text) for token in doc]
        lengths = np.array([len(pieces) for pieces in cut_words], dtype=np.int64)
        ids = np.array([number for pieces in cut_words for number in pieces], dtype=np.int64)
        first = np.minimum(np.cumsum(lengths) - lengths, max(len(ids) - 1, 0))
        after_break = np.zeros(len(lengths), dtype=bool)
        after_break[1:] = tokens.is_break[:-1]
        sentences, paragraphs = np.unique(first[tokens.opens_sentence]), np.unique(first[after_break])
        return cls(ids, _cuts(len(ids), sentences, paragraphs, size), first)

    def places(self) -> tuple[Ints, Ints]:
        """The window of each token's first piece, and its place there after the opening mark."""
        starts = np.array([w.start for w in self.windows], dtype=np.int64)
        row = np.searchsorted(starts, self.first, side="right") - 1
        return row, self.first - starts[row] + 1


def _cuts(count: int, sentences: Ints, paragraphs: Ints, size: int) -> list[Window]:
    """Windows over ``count`` pieces that end before a paragraph where that leaves them half full, else a sentence."""
    found, at = [], 0
    while count - at > size:
        end = _last(paragraphs, at + size // 2, at + size) or _last(sentences, at + 1, at + size) or at + size
        found.append(Window(at, end))
        at = end
    return [*found, Window(at, count)]


def _last(starts: Ints, low: int, high: int) -> int | None:
    """The last of ``starts`` between two numbers, both included."""
    at = int(np.searchsorted(starts, high, side="right")) - 1
    return int(starts[at]) if at >= 0 and starts[at] >= low else None


class Batch(NamedTuple):
    """Windows that were read at once: their numbers, the mask of their pieces, what lower and all layers make of them.

    ``mask`` (windows, pieces), ``middle`` and ``hidden`` (windows, pieces, width).
    """

    windows: list[int]
    mask: Ints
    middle: Floats
    hidden: Floats


@dataclass(frozen=True)
class Encoded:
    """What the encoder made of a document; each token's first piece stands at ``row`` (its window) and ``column``."""

    row: Ints
    column: Ints
    batches: list[Batch]

    def by_token(self, outputs: Iterable[Floats]) -> Floats:
        """The rows of each token's first piece, of ``outputs`` (windows, pieces, width) for each batch."""
        made = list(outputs)
        found = np.zeros((len(self.row), made[0].shape[-1]), dtype=np.float32)
        place = np.full(1 + max(max(batch.windows) for batch in self.batches), -1)
        for batch, output in zip(self.batches, made, strict=True):
            place[:] = -1
            place[batch.windows] = np.arange(len(batch.windows))
            at = place[self.row]
            here = at >= 0
            found[here] = output[at[here], self.column[here]]
        return found

    @property
    def vectors(self) -> Floats:
        """What all layers make of each token."""
        return self.by_token(batch.hidden for batch in self.batches)


class Encoder:
    """A graph that gives "hidden" and "middle" for "ids" and "mask", with its vocabulary; ``identity`` is its hash."""

    def __init__(self, graph: Any, cut: WordPieces, identity: str = "") -> None:
        self.graph, self.cut, self.identity = graph, cut, identity

    @classmethod
    def load(cls, folder: Path) -> Encoder:
        """The encoder in ``folder``; OSError or ValueError where it is missing or broken, DragomanError without
        onnxruntime."""
        cut = WordPieces((folder / "vocabulary.txt").read_text("utf-8").split("\n"))
        file = folder / "encoder.onnx"
        return cls(session(file), cut, hashlib.sha256(file.read_bytes()).hexdigest()[:12])

    def read(self, doc: Doc, tokens: Tokens, window: int = WINDOW) -> Encoded:
        """What the encoder makes of ``doc``, whose arrays are ``tokens``: remembered until ``forget``."""
        kept = memory_of(doc).others
        found = kept.get(_KEPT)
        if found is None or found[0] is not self:
            found = kept[_KEPT] = (self, self.encode(Pieces.of(doc, tokens, self.cut, window)))
        encoded: Encoded = found[1]
        return encoded

    def encode(self, pieces: Pieces) -> Encoded:
        """What the encoder makes of ``pieces``, windows of like length together."""
        row, column = pieces.places()
        opening, closing = self.cut.numbers["[CLS]"], self.cut.numbers["[SEP]"]
        sizes = [w.end - w.start for w in pieces.windows]
        order = sorted(range(len(sizes)), key=sizes.__getitem__)
        batches = []
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            ids = np.zeros((len(chosen), sizes[chosen[-1]] + 2), dtype=np.int64)
            mask = np.zeros_like(ids)
            for k, i in enumerate(chosen):
                inner = pieces.ids[pieces.windows[i].start : pieces.windows[i].end]
                ids[k, : len(inner) + 2] = [opening, *inner, closing]
                mask[k, : len(inner) + 2] = 1
            hidden, middle = self.graph.run(["hidden", "middle"], {"ids": ids, "mask": mask})
            batches.append(Batch(chosen, mask, middle, hidden))
        return Encoded(row, column, batches)


def forget(doc: Doc) -> None:
    """Let go of what the encoder made of ``doc``: some kilobytes a word."""
    memory_of(doc).others.pop(_KEPT, None)


def session(path: Path) -> Any:
    """The ONNX graph in a file, to be run on one thread: many articles are read side by side."""
    try:
        import onnxruntime
    except ImportError as error:
        raise DragomanError("the accurate reader needs onnxruntime: pip install onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])


@cache
def default_encoder() -> Encoder:
    """The encoder shipped in the package, loaded once."""
    with resources.as_file(resources.files("dragoman.reading.events") / "model") as folder:
        try:
            return Encoder.load(folder)
        except (OSError, ValueError) as error:
            raise DragomanError(f"{folder}: not an encoder: {error}") from error
