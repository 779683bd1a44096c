"""The linter of event frames: besides their fields, each frame's example must be read as the frame says."""

from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from dragoman.reading import pipeline
from dragoman.reading.draft import draft_of
from dragoman.reading.events.frames import Frame, base_frames, parse, problems


class Checked(NamedTuple):
    """How many frames there were, and what is wrong with them, a line each."""

    frames: int
    problems: list[str]


def check(path: Path | None = None) -> Checked:
    """Check the frames of ``path``, of the base lexicon without one; LexiconError where they cannot be read at all."""
    found = parse(path) if path else base_frames()
    wrong = [] if path else problems(found)
    docs = pipeline(lexicon=path).pipe([frame.example for frame in found])
    lines = (_misread(frame, doc) for frame, doc in zip(found, docs, strict=True))
    return Checked(len(found), wrong + [line for line in lines if line])


def _misread(frame: Frame, doc: Doc) -> str | None:
    read = [(e.type, e.cameo) for e in draft_of(doc).events]
    if any(type_ == frame.type and cameo.startswith(frame.cameo[:2]) for type_, cameo in read):
        return None
    as_what = ", ".join(f"{type_} {cameo}" for type_, cameo in read) or "no event"
    return f"{frame.type} {frame.cameo}: its example {frame.example!r} is read as {as_what}"
