"""What every dependency tree can answer, whatever its labels: sentences, spans, coordination."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence
from spacy.vocab import Vocab

from dragoman.model import Span, Spans

_KEPT = "dragoman_kept"


@dataclass
class Memory:
    """What was computed of a document and would be again: its text, sentences, where its lemmas stand, certainties."""

    text: str | None = None
    sentences: list[tuple[int, int]] | None = None
    dependents: list[list[tuple[int, str]]] | None = None
    lemmas: dict[str, list[int]] | None = None
    certainties: dict[int, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)


def memory_of(doc: Doc) -> Memory:
    """The memory that hangs on ``doc``; it is left behind where the doc is packed."""
    kept = doc.user_data.get(_KEPT)
    if not isinstance(kept, Memory):
        kept = doc.user_data[_KEPT] = Memory()
    return kept


class _Languages(dict[Vocab, str]):
    """The language of each vocabulary: as ``vocab.lang``, which looks it up anew at every call."""

    def __missing__(self, vocab: Vocab) -> str:
        language = self[vocab] = str(vocab.lang)
        return language


LANGUAGE_OF = _Languages()  # for what asks once a token: a look-up without a call


def text_of(doc: Doc) -> str:
    """The text of ``doc``: as ``doc.text``, which puts it together anew at every call."""
    memory = memory_of(doc)
    if memory.text is None:
        memory.text = doc.text
    return memory.text


def sentence(token: Token) -> Sentence:
    """The sentence of ``token``: as ``token.sent``, which walks the whole document at every call."""
    doc = token.doc
    memory = memory_of(doc)
    if memory.sentences is None:
        bounds = ((sent.start, sent.end) for sent in doc.sents)
        memory.sentences = [one for one in bounds for _ in range(one[1] - one[0])]
    start, end = memory.sentences[token.i]
    return doc[start:end]


def sentence_numbers(doc: Doc) -> list[int]:
    """The number of each token's sentence."""
    return [number for number, sent in enumerate(doc.sents) for _ in range(len(sent))]


def lemmas_in(doc: Doc, words: Set[str]) -> list[int]:
    """Tokens whose lemma, in lower case, is one of ``words``; the lemmas are looked up once for each document."""
    memory = memory_of(doc)
    if memory.lemmas is None:
        memory.lemmas = {}
        for i, key in enumerate(doc.to_array("LEMMA").tolist()):
            memory.lemmas.setdefault(doc.vocab.strings[key].lower(), []).append(i)
    return sorted(i for lemma in memory.lemmas.keys() & words for i in memory.lemmas[lemma])


def tokens_like(doc: Doc, wanted: Callable[[str], bool]) -> list[int]:
    """Tokens whose text, in lower case, is ``wanted``; asks once for each different word."""
    words, inverse = np.unique(doc.to_array("LOWER"), return_inverse=True)
    chosen = np.array([wanted(doc.vocab.strings[key]) for key in words.tolist()], dtype=bool)
    found: list[int] = np.flatnonzero(chosen[inverse]).tolist() if len(words) else []
    return found


def stretches(around: Iterable[tuple[int, int]], before: int, after: int, size: int) -> list[tuple[int, int]]:
    """Stretches of ``size`` characters that reach ``before`` and ``after`` ordered spans, merged where they touch."""
    merged: list[tuple[int, int]] = []
    for start, end in around:
        first, last = max(0, start - before), min(size, end + after)
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def span_of(tokens: Iterable[Token]) -> Span:
    """The characters from the first to the last of ``tokens``."""
    ordered = sorted(tokens, key=lambda t: t.i)
    return Span(start=ordered[0].idx, end=ordered[-1].idx + len(ordered[-1]))


def runs(tokens: Iterable[Token]) -> Spans:
    """Spans of the unbroken runs of ``tokens``, without space and stray marks at their edges."""
    spans: list[Span] = []
    run: list[Token] = []
    for token in [*sorted(set(tokens), key=lambda t: t.i), None]:
        if token is not None and "\n" not in token.text and (not run or token.i == run[-1].i + 1):
            run.append(token)
            continue
        while run and (run[0].is_space or run[0].text in ",;:.-–—"):
            run.pop(0)
        while run and (run[-1].is_space or run[-1].text in ",;:.-–—"):
            run.pop()
        if run:
            spans.append(span_of(run))
        run = [token] if token is not None else []
    return tuple(spans)


def children(token: Token, *deps: str) -> list[Token]:
    """Children of ``token`` under any of the dependency labels, in the order of the text.

    As ``token.children``, which makes a token of each word around it to look at its head.
    """
    doc = token.doc
    return [doc[i] for i, dep in _dependents(doc)[token.i] if dep in deps]


def hang(token: Token, head: Token, label: str) -> None:
    """Mend the parse: ``token`` hangs on ``head`` by ``label``, and what was remembered of the old one is dropped."""
    token.head, token.dep_ = head, label
    memory = memory_of(token.doc)
    memory.dependents = None
    memory.certainties.clear()
    memory.others.clear()


def _dependents(doc: Doc) -> list[list[tuple[int, str]]]:
    """For each token of ``doc``, the places and labels of its children."""
    memory = memory_of(doc)
    if memory.dependents is None:
        found: list[list[tuple[int, str]]] = [[] for _ in range(len(doc))]
        above = doc.to_array("HEAD").astype(np.int64).tolist()
        labels = doc.to_array("DEP").tolist()
        for i, (away, label) in enumerate(zip(above, labels, strict=True)):
            if away:
                found[i + away].append((i, doc.vocab.strings[label]))
        memory.dependents = found
    return memory.dependents


def conjuncts(token: Token) -> list[Token]:
    """``token`` and what is coordinated with it, whoever it is not left out: "Peru, not Chile"."""
    return [token, *(t for t in token.conjuncts if not _is_ruled_out(t))]


def _is_ruled_out(token: Token) -> bool:
    first = token.left_edge.i
    return bool(first) and token.pos_ == "PROPN" and token.doc[first - 1].lower_ == "not"


def helpers(verb: Token) -> list[Token]:
    """Auxiliaries and copulas of ``verb``."""
    return [c for c in verb.children if c.dep_.startswith(("aux", "cop"))]


def is_complement(verb: Token) -> bool:
    """Whether ``verb`` is an infinitive that another verb governs."""
    return bool(verb.dep_ == "xcomp")
