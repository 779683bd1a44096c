"""What the learned reader sees of a parse: token features, and features of each token beside each cue.

Everything here is NumPy over whole documents, so that it costs microseconds a word beside the parse.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc

from dragoman.model import Span
from dragoman.reading.attribution.quotes import CLOSING, quotations
from dragoman.syntax.tree import text_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_PAUSES = np.array([get_string_id(m) for m in ",;:—–--"] + [get_string_id("--")], dtype=np.uint64)
_COLUMNS = ("ORTH", "LEMMA", "TAG", "DEP", "ENT_TYPE", "HEAD", "SENT_START", "LENGTH", "SPACY")
_FLAGS = ("IS_SPACE", "IS_TITLE", "IS_UPPER", "IS_PUNCT")

FLAGS = 24
WINDOW = 160
"""Tokens on each side of a cue within which its source and content are looked for."""
_CHAIN = 6
_DEPTH = 14


class Index:
    """Known hashes numbered from 1; 0 is whatever is unknown."""

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        self.keys = np.unique(keys.astype(np.uint64))

    def __len__(self) -> int:
        return len(self.keys) + 1

    def __call__(self, values: NDArray[np.uint64]) -> Ints:
        at = np.minimum(np.searchsorted(self.keys, values), len(self.keys) - 1)
        return np.where(self.keys[at] == values, at + 1, 0)


@dataclass(frozen=True)
class Tokens:
    """One document as arrays, one entry a token; ``head`` and ``paragraph`` are indexes, the rest hashes or flags."""

    lemma: NDArray[np.uint64]
    tag: NDArray[np.uint64]
    dep: NDArray[np.uint64]
    entity: NDArray[np.uint64]
    head: Ints
    sentence: Ints
    opens_sentence: NDArray[np.bool_]
    paragraph: Ints
    is_blank: NDArray[np.bool_]
    is_break: NDArray[np.bool_]
    quote: Ints
    mark: Ints
    is_capital: NDArray[np.bool_]
    is_pause: NDArray[np.bool_]
    is_mark: NDArray[np.bool_]
    start: Ints
    end: Ints
    vector_row: Ints
    tensor: Floats

    @classmethod
    def of(cls, doc: Doc) -> "Tokens":
        """Arrays of ``doc``, which must have been tagged, parsed and lemmatised and hold the tok2vec tensor."""
        orth, lemma, tag, dep, entity, head, sent, length, space = doc.to_array(list(_COLUMNS)).T.copy()
        is_space, title, upper, punct = doc.to_array(list(_FLAGS)).T.astype(bool)
        starts = sent.view(np.int64) == 1
        starts[:1] = True
        size, gap = length.astype(np.int64), space.astype(np.int64)
        start = np.cumsum(size + gap) - size - gap
        is_break = np.zeros(len(doc), dtype=bool)
        for i in np.flatnonzero(is_space):
            is_break[i] = "\n" in doc[int(i)].text
        quote, mark = _quotes(text_of(doc), start)
        return cls(
            lemma=lemma,
            tag=tag,
            dep=dep,
            entity=entity,
            head=np.arange(len(doc)) + head.view(np.int64),
            sentence=np.cumsum(starts) - 1,
            opens_sentence=starts,
            paragraph=np.cumsum(is_break),
            is_blank=is_space,
            is_break=is_break,
            quote=quote,
            mark=mark,
            is_capital=title | upper,
            is_pause=np.isin(orth, _PAUSES),
            is_mark=punct,
            start=start,
            end=start + size,
            vector_row=_vector_rows(doc, orth),
            tensor=np.asarray(doc.tensor, dtype=np.float32),
        )

    def span(self, run: Ints) -> Span:
        """The characters of an unbroken run of tokens."""
        return Span(start=int(self.start[run[0]]), end=int(self.end[run[-1]]))

    @property
    def flags(self) -> Ints:
        """Quotation, capital and sentence-start flags as one number below ``FLAGS``."""
        quoted = np.minimum(self.quote, 1) * 3 + self.mark
        return np.asarray(quoted * 4 + self.is_capital * 2 + self.opens_sentence, dtype=np.int64)


def numbered(tokens: Tokens, indexes: Mapping[str, Index]) -> dict[str, Ints]:
    """What each token is as numbers, by the names of ``indexes``, which are fields of ``Tokens``."""
    return {name: index(getattr(tokens, name)) for name, index in indexes.items()}


def _vector_rows(doc: Doc, orth: NDArray[np.uint64]) -> Ints:
    unique, inverse = np.unique(orth, return_inverse=True)
    rows: Ints = np.asarray(doc.vocab.vectors.find(keys=unique.tolist()), dtype=np.int64).reshape(-1)
    return rows[inverse]


def _quotes(text: str, start: Ints) -> tuple[Ints, Ints]:
    """Number of the quotation that each token lies in (0 for none), and 1 at opening marks, 2 at closing ones."""
    quote, mark = np.zeros(len(start), dtype=np.int64), np.zeros(len(start), dtype=np.int64)
    for number, span in enumerate(quotations(text), start=1):
        first, stop = np.searchsorted(start, [span.start, span.end])
        quote[first:stop] = number
        mark[first : first + 1] = 1
        if stop - first > 1 and text[span.end - 1] in CLOSING:
            mark[stop - 1] = 2
    return quote, mark


@dataclass(frozen=True)
class Pairs:
    """Each token in reach of each cue: ``token`` and ``cue`` index the document, ``lengths`` counts tokens a cue."""

    token: Ints
    cue: Ints
    lengths: Ints
    features: Ints


def feature_sizes(deps: int) -> list[int]:
    """How many values each column of ``Pairs.features`` takes, for ``deps`` dependency labels."""
    return [41, 70, (_CHAIN + 1) * 8, deps * 4, deps * 2, deps, 16, 16, 10]


def _distance(steps: Ints) -> Ints:
    size = np.abs(steps)
    coarse = 9 + np.floor(np.log2(np.maximum(size, 1) / 8.0) * 3).astype(np.int64)
    bucket = np.where(size <= 8, size, np.minimum(coarse, 20))
    return np.where(steps < 0, 20 - bucket, 20 + bucket)


def pairs(tokens: Tokens, dep: Ints, cues: Ints) -> Pairs:
    """Pairs of the tokens near each of ``cues`` in its paragraph; ``dep`` holds dependency labels as small numbers."""
    paragraph = tokens.paragraph[cues]
    low = np.maximum(np.searchsorted(tokens.paragraph, paragraph, "left"), cues - WINDOW)
    high = np.minimum(np.searchsorted(tokens.paragraph, paragraph, "right"), cues + WINDOW + 1)
    lengths = high - low
    which = np.repeat(np.arange(len(cues)), lengths)
    token = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths) + np.repeat(low, lengths)
    cue = cues[which]
    up, down, edge, edge_below, cue_edge = _paths(tokens, dep, cues, which, token)
    after = (token > cue).astype(np.int64)
    quote, inside = tokens.quote[token], (tokens.quote[cue] > 0).astype(np.int64)
    relation = _quote_relation(tokens, cues, which, quote, tokens.quote[cue])
    sentence = np.clip(tokens.sentence[token] - tokens.sentence[cue], -3, 3) + 3
    is_cue = np.zeros(len(dep), dtype=np.int64)
    is_cue[cues] = 1
    columns = [
        _distance(token - cue),
        sentence * 10 + relation * 2 + inside,
        up * 8 + down,
        edge * 4 + np.minimum(up, 3),
        edge_below * 2 + (up == 0),
        cue_edge,
        np.minimum(_between(tokens.mark > 0, token, cue), 3) * 4 + after * 2 + inside,
        (_cues_between(is_cue, token, cue) * 2 + is_cue[token]) * 2 + after,
        np.minimum(_between(tokens.is_pause, token, cue), 4) * 2 + after,
    ]
    return Pairs(token, cue, lengths, np.stack(columns, axis=1))


def _between(flag: NDArray[Any], token: Ints, cue: Ints) -> Ints:
    total = np.cumsum(flag)
    result: Ints = np.abs(total[token] - total[cue])
    return result


def _cues_between(is_cue: Ints, token: Ints, cue: Ints) -> Ints:
    total = np.cumsum(is_cue)
    ahead = total[token] - total[cue] - is_cue[token]
    behind = total[cue] - is_cue[cue] - total[token]
    return np.clip(np.where(token > cue, ahead, behind), 0, 3)


def _quote_relation(tokens: Tokens, cues: Ints, which: Ints, quote: Ints, own: Ints) -> Ints:
    """0 no quotation, 1 the cue's own, 2 the nearest before it, 3 the nearest after it, 4 any other."""
    quoted = np.flatnonzero(tokens.quote)
    if not len(quoted):
        return np.zeros(len(quote), dtype=np.int64)
    at = np.searchsorted(quoted, cues)
    before = np.where(at > 0, tokens.quote[quoted[np.maximum(at - 1, 0)]], 0)
    after = np.where(at < len(quoted), tokens.quote[quoted[np.minimum(at, len(quoted) - 1)]], 0)
    cases = [quote == 0, quote == own, quote == before[which], quote == after[which]]
    return np.select(cases, [0, 1, 2, 3], default=4)


def _paths(tokens: Tokens, dep: Ints, cues: Ints, which: Ints, token: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """The dependency path from each token to its cue, through their lowest common ancestor.

    Steps up from the cue (6: no path) and down to the token (7: none), the label of the edge that leaves the
    ancestor towards the token, the one below it, and the one towards the cue.
    """
    chain = np.full((len(cues), _CHAIN), -1, dtype=np.int64)
    chain_edge = np.zeros((len(cues), _CHAIN), dtype=np.int64)
    at, edge, alive = cues.copy(), np.zeros(len(cues), dtype=np.int64), np.ones(len(cues), dtype=bool)
    for step in range(_CHAIN):
        chain[alive, step], chain_edge[alive, step] = at[alive], edge[alive]
        edge, above = dep[at], tokens.head[at]
        alive &= above != at
        at = above
    size = len(token)
    up, down = np.full(size, _CHAIN), np.full(size, 7)
    first, second = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    at, last, before_last = token.copy(), np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    live = np.flatnonzero(tokens.sentence[token] == tokens.sentence[cues][which])
    for step in range(_DEPTH):
        met = chain[which[live]] == at[live, None]
        hit = met.any(axis=1)
        done = live[hit]
        up[done], down[done] = met[hit].argmax(axis=1), min(step, 6)
        first[done], second[done] = last[done], before_last[done]
        live = live[~hit]
        here = at[live]
        above = tokens.head[here]
        before_last[live], last[live] = last[live], dep[here]
        climbs = above != here
        live = live[climbs]
        at[live] = above[climbs]
        if not len(live):
            break
    cue_edge = np.where(up < _CHAIN, chain_edge[which, np.minimum(up, _CHAIN - 1)], 0)
    return up, down, first, second, cue_edge
