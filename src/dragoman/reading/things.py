"""What a noun names, told from its word vector: somebody or something that can be harmed, or what cannot be.

"Shot a guard" is an attack, "shot a hope" none, and no list holds all nouns. A linear classifier learns from the words
of ``things.toml`` (ridge regression on the vectors of the pipeline, solved when it is first asked).
"""

from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token
from spacy.vocab import Vocab

from dragoman.languages import lexicons

_LEXICON = "things.toml"
_RIDGE = 1.0
_DECIMALS = 6
_KEPT = 20_000  # words whose scores are kept
_REAL = 0.3  # of the score of what can be harmed: of the words that it learns from, left out one by one, 3 % lie below


class Things:
    """The classifier of one language's nouns."""

    def __init__(self, vocab: Vocab, rows: list[dict[str, Any]]) -> None:
        self._vocab = vocab
        self.names = [str(row["name"]) for row in rows]
        self._listed = {w: bool(row["real"]) for row in rows for w in row["words"]}
        known = [(v, n) for n, row in enumerate(rows) for w in row["words"] if (v := self._vector(w)) is not None]
        vectors = np.stack([v for v, _ in known])
        kinds = np.eye(len(rows))[[n for _, n in known]]
        real = kinds @ np.array([float(row["real"]) for row in rows])
        penalty = _RIDGE * np.eye(vectors.shape[1])
        penalty[-1, -1] = 0.0
        self._of_word = lru_cache(_KEPT)(self._weighed)  # many words of a sentence are asked for every act in it
        self._weights = np.linalg.solve(vectors.T @ vectors + penalty, vectors.T @ np.column_stack([kinds, real]))

    def _vector(self, word: str) -> NDArray[np.float64] | None:
        lexeme = self._vocab[word]
        if not lexeme.has_vector:
            return None
        vector = np.asarray(lexeme.vector, dtype=np.float64)
        return np.append(vector / max(float(np.linalg.norm(vector)), 1e-9), 1.0)

    def _scores(self, noun: Token) -> list[list[float]]:
        words = dict.fromkeys((noun.lower_, noun.lemma_.lower()))
        return [scores for word in words if (scores := self._of_word(word)) is not None]

    def _weighed(self, word: str) -> list[float] | None:
        vector = self._vector(word)
        if vector is None:
            return None
        scores: list[float] = np.round(vector @ self._weights, _DECIMALS).tolist()  # the same on every processor
        return scores

    def may_be_harmed(self, noun: Token) -> bool:
        """Whether ``noun`` may name somebody or something that can be harmed; so may a word without a vector."""
        listed = [self._listed[w] for w in (noun.lower_, noun.lemma_.lower()) if w in self._listed]
        if listed:
            return any(listed)
        return max((s[-1] for s in self._scores(noun)), default=1.0) >= _REAL

    def kind(self, noun: Token) -> str | None:
        """The likeliest kind of thing that ``noun`` names; None for a word without a vector."""
        scores = self._scores(noun)
        return self.names[int(np.argmax(scores[0][:-1]))] if scores else None

    def score(self, noun: Token, kind: str) -> float:
        """How much ``noun`` is like the words of ``kind``."""
        at = self.names.index(kind)
        return max((s[at] for s in self._scores(noun)), default=0.0)


@cache
def things(vocab: Vocab, language: str) -> Things | None:
    """The classifier of a language; None where it has no words to learn from, or its pipeline no vectors."""
    if not lexicons.has(_LEXICON, language) or not vocab.vectors_length:
        return None
    return Things(vocab, lexicons.table(_LEXICON, language)["thing"])
