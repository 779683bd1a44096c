"""What the learned event reader is taught: annotated reports as parsed examples.

Each line of a corpus is a report: {"id", "text", "events": [{"trigger": [[start, end], ...], "type", "modality",
"actors": [{"spans": [[start, end], ...]}, ...], "recipients": [...], "when": [day, day] or null, "where": ISO3 or
null, "optional": bool}, ...], "times": [{"spans", "interval"}, ...]} with character offsets, end exclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.bench.corpus import rows
from dragoman.languages import LANGUAGES
from dragoman.model import Modality
from dragoman.reading import base_pipeline
from dragoman.reading.attribution.features import Floats, Index, Ints, Pairs, Tokens, numbered
from dragoman.reading.draft import draft_of
from dragoman.reading.encoder import Pieces
from dragoman.reading.events.learned import CATEGORIES, MODALITIES, ROLES, TYPES, reach_of
from dragoman.reading.wordpieces import WordPieces

_EMPTY_WORDS = {"DET", "ADP", "PART", "PRON", "PUNCT", "SPACE", "AUX", "CCONJ", "SCONJ"}
_OPTIONAL = 0.5  # the chance that a trigger counts which annotators left open
_THINNED = 4


@dataclass
class Example:
    """One parsed report with what the network shall say: chances of types and modalities, and of roles for pairs.

    Weights of 0 mark what is left open.
    """

    tokens: Tokens
    pieces: Pieces
    values: dict[str, Ints]
    kind: Floats
    kind_weight: Floats
    mode: Floats
    mode_weight: Floats
    reach: Pairs
    cue_kind: Ints
    roles: Floats
    role_weight: Floats


def articles(corpora: Iterable[Path], texts: Path | None = None) -> list[dict[str, Any]]:
    """The reports of ``corpora``, each id once; SourceError where a line is not a report with events.

    Rows without a text of their own take that of their id in ``texts``.
    """
    known = {row["id"]: row["text"] for row in rows(texts, "reports", "ids", "a text", _text)} if texts else {}

    def check(row: dict[str, Any]) -> object:
        row.setdefault("text", known.get(row["id"]))
        return len(row["text"]), row["times"], [(TYPES.index(e["type"]), e["trigger"]) for e in row["events"]]

    found: dict[str, dict[str, Any]] = {}
    for corpus in corpora:
        for row in rows(corpus, "reports", "events", "an annotated report", check):
            found.setdefault(row["id"], row)
    return list(found.values())


def _text(row: dict[str, Any]) -> object:
    return row["id"], row["text"]


def parser() -> Language:
    """The pipeline that examples are made with: the parse, and who and what places it names."""
    from dragoman import mentions  # noqa: F401
    from dragoman.reading import time  # noqa: F401

    nlp = base_pipeline()
    for component in takewhile(lambda name: name != "dragoman_attribution", LANGUAGES["en"].components):
        nlp.add_pipe(component)
    return nlp


def indexes_of(parsed: list[Tokens]) -> dict[str, Index]:
    """The parse features that the reports hold, numbered."""
    return {name: Index(np.concatenate([getattr(t, name) for t in parsed])) for name in CATEGORIES}


def within(tokens: Tokens, spans: list[list[int]]) -> list[int]:
    """The tokens that ``spans`` touch."""
    found: set[int] = set()
    for start, end in spans:
        found.update(np.flatnonzero((tokens.start < end) & (tokens.end > start) & ~tokens.is_break).tolist())
    return sorted(found)


def tops(doc: Doc, span: list[int]) -> list[int]:
    """The tokens of a span that the rest of it hangs on."""
    inside = set(span)
    return [i for i in span if doc[i].head.i not in inside or doc[i].head.i == i]


def trigger(doc: Doc, tokens: Tokens, spans: list[list[int]]) -> list[int]:
    """The words of a trigger that tell the act."""
    held = within(tokens, spans)
    return [i for i in held if doc[i].pos_ not in _EMPTY_WORDS] or tops(doc, held)


def example(doc: Doc, row: dict[str, Any] | None, cut: WordPieces, indexes: dict[str, Index], window: int) -> Example:
    """The example that a parsed report and its record make; without a record everything is left open."""
    tokens = Tokens.of(doc)
    pieces = Pieces.of(doc, tokens, cut, window)
    values = numbered(tokens, indexes)
    size = len(doc)
    kind, mode = np.zeros((size, len(TYPES) + 1), np.float32), np.zeros((size, len(MODALITIES)), np.float32)
    kind[:, 0] = 1
    kind_weight = np.where(tokens.is_break, 0, 1).astype(np.float32)
    mode_weight = np.zeros(size, np.float32)
    told: dict[int, dict[str, Any]] = {}
    for event in sorted((row or {"events": ()})["events"], key=lambda e: bool(e.get("optional"))):
        for i in trigger(doc, tokens, event["trigger"]):
            if i in told:
                continue
            told[i] = event
            chance = _OPTIONAL if event.get("optional") else 1
            kind[i, TYPES.index(event["type"]) + 1], kind[i, 0] = chance, 1 - chance
            how = Modality(event["modality"])
            mode[i, MODALITIES.index(Modality.NEGATED if how is Modality.DENIED else how)] = 1
            mode_weight[i] = chance
    cues = np.array([i for i in sorted(told) if not told[i].get("optional")], dtype=np.int64)
    reach = reach_of(tokens, values["dep"], cues)
    roles, weight = _roles(doc, tokens, reach, told, row or {"times": ()})
    reach, roles, weight = _thinned(tokens, reach, roles, weight)
    types = np.array([TYPES.index(told[int(c)]["type"]) for c in reach.cue], dtype=np.int64)
    return Example(tokens, pieces, values, kind, kind_weight, mode, mode_weight, reach, types, roles, weight)


def _thinned(tokens: Tokens, reach: Pairs, roles: Floats, weight: Floats) -> tuple[Pairs, Floats, Floats]:
    """Without most of the pairs across sentences that fill no role, the rest of which count for those."""
    far = (tokens.sentence[reach.token] != tokens.sentence[reach.cue]) & ~roles.any(axis=1)
    kept = ~far | (np.arange(len(far)) % _THINNED == 0)
    weight[far] *= _THINNED
    which = np.repeat(np.arange(len(reach.lengths)), reach.lengths)[kept]
    lengths = np.bincount(which, minlength=len(reach.lengths))
    return Pairs(reach.token[kept], reach.cue[kept], lengths, reach.features[kept]), roles[kept], weight[kept]


def _roles(
    doc: Doc, tokens: Tokens, reach: Pairs, told: dict[int, dict[str, Any]], row: dict[str, Any]
) -> tuple[Floats, Floats]:
    """Which roles each token has beside each trigger, and how much that counts."""
    draft = draft_of(doc)
    homes = draft.countries | {i: p.country for i, p in draft.places.items()}
    found = np.zeros((len(reach.token), len(ROLES)), np.float32)
    weight = np.ones_like(found)
    starts = np.cumsum(reach.lengths) - reach.lengths
    for start, size in zip(starts, reach.lengths, strict=True):
        first, event = int(reach.token[start]), told[int(reach.cue[start])]

        def at(indexes: list[int], start: int = int(start), size: int = int(size), first: int = first) -> list[int]:
            return [start + i - first for i in indexes if first <= i < first + size]

        here = slice(int(start), int(start + size))
        for column, name in enumerate(("actors", "recipients")):
            for side in event[name]:
                held = within(tokens, side["spans"])
                weight[at(held), column] = 0
                heads = at(tops(doc, held))
                found[heads, column], weight[heads, column] = 1, 1
        found[at(trigger(doc, tokens, event["trigger"])), ROLES.index("trigger")] = 1
        times = [t for t in row["times"] if event["when"] and t["interval"] == event["when"]]
        for time in times:
            found[at(within(tokens, time["spans"])), ROLES.index("time")] = 1
        if event["when"] and not times:
            weight[here, ROLES.index("time")] = 0
        column = ROLES.index("place")
        weight[here, column] = 0
        named = [i for i in range(first, first + int(size)) if i in homes]
        if event["where"]:
            weight[at(named), column] = 1
            found[at([i for i in named if homes[i] == event["where"]]), column] = 1
    return found, weight
