"""Events by the learned reader: triggers with type and modality first, then the words that fill the roles of each.

A small pre-trained encoder reads the text in windows of whole sentences; what it makes of each token, and the parse,
go through two small heads. All three are ONNX graphs, run by onnxruntime on the CPU.
"""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from spacy.tokens import Doc

from dragoman.errors import DragomanError
from dragoman.model import Modality
from dragoman.reading.attribution.features import Floats, Index, Ints, Pairs, Tokens, numbered, pairs
from dragoman.reading.chances import sigmoid, softmax
from dragoman.reading.encoder import Encoder, default_encoder, session
from dragoman.reading.events.proposal import EventProposal

TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
MODALITIES = tuple(m for m in Modality if m is not Modality.DENIED)
ROLES = ("actor", "recipient", "trigger", "time", "place")
CATEGORIES = ("tag", "dep", "entity")
FORMAT = 1
_GRAPHS = ("triggers", "sides", "roles")


class EventModel:
    """A trained reader: its encoder, its heads, the indexes of parse features, and ``meta`` with the thresholds."""

    def __init__(
        self, encoder: Encoder, graphs: dict[str, Any], indexes: dict[str, Index], meta: dict[str, Any]
    ) -> None:
        self.encoder, self.graphs, self.indexes, self.meta = encoder, graphs, indexes, meta

    @classmethod
    def load(cls, folder: Path, encoder: Encoder | None = None) -> "EventModel":
        """The model in ``folder``, with its own encoder unless one is given.

        DragomanError where it is missing, of another format, or cannot be run here.
        """
        try:
            meta = json.loads((folder / "model.json").read_text("utf-8"))
            if meta.get("format") != FORMAT:
                raise ValueError(f"format {meta.get('format')}, not {FORMAT}")
            with np.load(folder / "features.npz", allow_pickle=False) as arrays:
                indexes = {name: Index(arrays[name]) for name in CATEGORIES}
            graphs = {name: session(folder / f"{name}.onnx") for name in _GRAPHS}
            encoder = encoder or Encoder.load(folder)
        except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise DragomanError(f"{folder}: not a model of events: {error}") from error
        return cls(encoder, graphs, indexes, meta)

    @property
    def alone(self) -> float:
        """The score from which a proposal stands without a frame that agrees."""
        return float(self.meta["threshold"])

    def triggers(self, vectors: Floats, values: dict[str, Ints]) -> tuple[Floats, Floats]:
        """Each token's chances of telling no act or one of each type, and of each modality."""
        kind, mode = self.graphs["triggers"].run(None, {"vectors": vectors, **values})
        return softmax(kind), softmax(mode)

    def roles(self, vectors: Floats, values: dict[str, Ints], reach: Pairs, kind: Ints) -> Floats:
        """The chance of each of ``ROLES`` for each pair of a token and a trigger of type ``kind``."""
        as_trigger, as_token = self.graphs["sides"].run(None, {"vectors": vectors})
        logits: Floats = self.graphs["roles"].run(
            None,
            {
                "triggers": as_trigger[reach.cue],
                "vectors": as_token[reach.token],
                "kind": kind,
                "tag": values["tag"][reach.token],
                "entity": values["entity"][reach.token],
                "features": reach.features,
            },
        )[0]
        return sigmoid(logits)

    def propose(self, doc: Doc, threshold: float | None = None) -> list[EventProposal]:
        """The events that the model sees in ``doc``, in the order of their triggers.

        Those from ``threshold`` on, without it all that stand where a frame agrees.
        """
        tokens = Tokens.of(doc)
        if tokens.is_break.all():
            return []
        vectors = self.encoder.read(doc, tokens, self.meta["window"]).vectors
        values = numbered(tokens, self.indexes)
        kinds, modes = self.triggers(vectors, values)
        chance = np.where(tokens.is_break, 0.0, 1 - kinds[:, 0])
        best = kinds[:, 1:].argmax(axis=1)
        cues = np.flatnonzero(chance >= (self.meta["agreed"] if threshold is None else threshold))
        if not len(cues):
            return []
        reach = reach_of(tokens, values["dep"], cues)
        filled = self.roles(vectors, values, reach, best[reach.cue])
        starts = np.cumsum(reach.lengths) - reach.lengths
        near = {int(c): slice(int(s), int(s + n)) for c, s, n in zip(cues, starts, reach.lengths, strict=True)}
        found = []
        for group in self._groups(cues, best, reach, filled, near):
            head = max(group, key=lambda i: float(chance[i]))
            found.append(self._proposal(head, group, near[head], reach, filled, kinds, modes))
        return found

    def _groups(self, cues: Ints, best: Ints, reach: Pairs, filled: Floats, near: dict[int, slice]) -> list[list[int]]:
        """Trigger tokens put together where they are of one type and told to be of one trigger."""
        part = ROLES.index("trigger")
        groups: list[list[int]] = []
        group_of: dict[int, int] = {}
        for cue in map(int, cues):
            here = near[cue]
            joined = reach.token[here][filled[here, part] >= self.meta["joined"]].tolist()
            homes = {group_of[t] for t in joined if t in group_of}
            home = max((g for g in homes if best[groups[g][0]] == best[cue]), default=len(groups))
            if home == len(groups):
                groups.append([])
            groups[home].append(cue)
            group_of[cue] = home
        return groups

    def _proposal(
        self, head: int, group: list[int], here: slice, reach: Pairs, filled: Floats, kinds: Floats, modes: Floats
    ) -> EventProposal:
        def fillers(role: str) -> tuple[int, ...]:
            chance = filled[here, ROLES.index(role)]
            order = np.argsort(-chance, kind="stable")
            return tuple(int(reach.token[here][i]) for i in order if chance[i] >= self.meta["roles"][role])

        return EventProposal(
            trigger=(head, *(i for i in group if i != head)),
            type=TYPES[int(kinds[head, 1:].argmax())],
            modality=MODALITIES[int(modes[head].argmax())],
            actors=fillers("actor"),
            recipients=fillers("recipient"),
            times=fillers("time"),
            places=fillers("place"),
            score=float(1 - kinds[head, 0]),
        )


def reach_of(tokens: Tokens, dep: Ints, cues: Ints) -> Pairs:
    """Each of ``cues`` with the tokens of its paragraph that stand in its sentence or the one before or after it."""
    found = pairs(tokens, dep, cues)
    near = np.abs(tokens.sentence[found.token] - tokens.sentence[found.cue]) <= 1
    which = np.repeat(np.arange(len(cues)), found.lengths)[near]
    lengths = np.bincount(which, minlength=len(cues))
    return Pairs(found.token[near], found.cue[near], lengths, found.features[near])


@cache
def default_model() -> EventModel:
    """The model shipped in the package, loaded once."""
    with resources.as_file(resources.files("dragoman.reading.events") / "model") as folder:
        return EventModel.load(folder, default_encoder())
