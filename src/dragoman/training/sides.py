"""Training of the choice of an act's sides on annotated reports (``event_examples`` tells their form)."""

from collections.abc import Callable, Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.languages import LANGUAGES
from dragoman.reading import base_pipeline
from dragoman.reading.attribution.features import Floats, Tokens
from dragoman.reading.draft import draft_of
from dragoman.reading.events.choice import Choice
from dragoman.reading.events.frames import frames
from dragoman.reading.events.parties import Parties
from dragoman.reading.events.proposal import ByWord, EventProposal
from dragoman.reading.events.propose_frames import FrameProposer
from dragoman.reading.events.sides import asked
from dragoman.training.choice import DEFAULTS, Case, Settings, case, fit
from dragoman.training.event_examples import articles, tops, trigger, within

SIDES = ("actors", "recipients")
_OPTIONAL = 0.5  # how much the sides of an act count that annotators left open
_SMALL = {"the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or", "by", "with", "from", "his", "her", "its"}


def parser() -> Language:
    """The pipeline up to attributions: what the choice of sides sees of a report."""
    from dragoman import mentions  # noqa: F401
    from dragoman.reading import attribution, time  # noqa: F401

    nlp = base_pipeline()
    for component in takewhile(lambda name: name != "dragoman_events", LANGUAGES["en"].components):
        nlp.add_pipe(component)
    return nlp


def cases_of(doc: Doc, events: Iterable[dict[str, Any]]) -> list[Case]:
    """The choices that the annotated ``events`` of a report are."""
    draft, tokens = draft_of(doc), Tokens.of(doc)
    by_frames = ByWord(FrameProposer(frames(None)).propose(doc, draft))
    parties = Parties(doc, draft)
    found = []
    for event in events:
        held = trigger(doc, tokens, event["trigger"])
        if held and (one := _case(doc, tokens, event, held, by_frames, parties)) is not None:
            found.append(one)
    return found


def _case(
    doc: Doc,
    tokens: Tokens,
    event: dict[str, Any],
    held: list[int],
    by_frames: ByWord,
    parties: Parties,
) -> Case | None:
    question = asked(EventProposal(tuple(held), event["type"]), by_frames, parties)
    if question is None:
        return None
    candidates = question.candidates
    right = np.zeros((len(candidates) + 1, len(SIDES)), np.float32)
    open_ = np.ones_like(right)
    weight = np.full(len(SIDES), _OPTIONAL if event.get("optional") else 1, np.float32)
    for column, side in enumerate(SIDES):
        answered = _answer(event[side], candidates, doc, tokens, parties, right[:, column], open_[:, column])
        weight[column] *= answered
    return case(question.features, question.around, right, open_, weight)


def _answer(
    side: list[dict[str, Any]],
    candidates: list[Token],
    doc: Doc,
    tokens: Tokens,
    parties: Parties,
    right: Floats,
    open_: Floats,
) -> bool:
    """Mark the candidates that are ``side`` as right, those of its country as open; whether there is an answer."""
    if not side:
        right[-1] = 1
        return True
    held = {i for actor in side for i in within(tokens, actor["spans"])}
    heads = {i for actor in side for span in actor["spans"] for i in tops(doc, within(tokens, [span]))}
    close = [n for n, token in enumerate(candidates) if token.i in heads or _is_named(token, side, parties)]
    wanted = {actor["country"] for actor in side if actor["country"]}
    akin = [n for n, t in enumerate(candidates) if t.i in held or wanted & set(parties.codes(t))]
    right[close or akin] = 1
    if close:
        open_[[n for n in akin if n not in close]] = 0
    return bool(close or akin)


def _is_named(token: Token, side: list[dict[str, Any]], parties: Parties) -> bool:
    """Whether ``token`` speaks of somebody of the side elsewhere: one name, and no other country."""
    ref = parties.draft.mentions.get(token.i)
    if ref is None:
        return False
    name, codes = _words(parties.actors[ref.actor].name), set(parties.codes(token))
    return any(name & _words(actor["name"]) and (not codes or actor["country"] in {None, *codes}) for actor in side)


def _words(name: str) -> set[str]:
    return {word.strip(".,'’").lower() for word in name.split()} - _SMALL


def train(
    corpora: list[Path],
    *,
    texts: Path | None = None,
    settings: Settings = DEFAULTS,
    seed: int = 0,
    progress: Callable[[str], None] = lambda line: None,
) -> Choice:
    """Train the choice of sides on the reports of ``corpora``; ``texts`` holds the texts of rows without one."""
    gold = articles(corpora, texts)
    progress(f"reading {len(gold)} reports")
    docs = parser().pipe(row["text"] for row in gold)
    cases = [one for doc, row in zip(docs, gold, strict=True) for one in cases_of(doc, row["events"])]
    progress(f"{len(cases)} acts")
    return fit(cases, len(SIDES), settings, seed, progress)
