"""Events: acts coded with PLOVER type, mode, contexts and CAMEO code, with sides, certainty and attribution.

Types follow the PLOVER manual 0.8 (September 2021), codes and Goldstein intensities CAMEO 1.1b3. Events are proposed
(``propose_frames``: frames over verbs and nouns, data in ``languages/en/events.toml``; ``learned``: a trained model,
joined with the frames in ``ensemble``) and then settled (``settle``).
"""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.model import DEFAULT_READER, ReaderKind
from dragoman.reading.draft import DRAFT, PARSE, begin
from dragoman.reading.encoder import forget
from dragoman.reading.events.dates import default_times
from dragoman.reading.events.ensemble import together
from dragoman.reading.events.frames import Frames, frames, parse
from dragoman.reading.events.learned import default_model
from dragoman.reading.events.propose_frames import FrameProposer
from dragoman.reading.events.roles import refs
from dragoman.reading.events.settle import settle
from dragoman.reading.events.sides import default_sides

__all__ = ["EventReader", "make_events", "refs"]


class EventReader:
    """spaCy component ``dragoman_events``: fills ``Draft.events``.

    ``lexicon`` is a file of more frames; ``kind`` says whether the learned model reads beside the frames, which it does
    in English.
    """

    def __init__(self, lexicon: Path | None = None, language: str = "en", kind: ReaderKind = DEFAULT_READER) -> None:
        self.frames = frames(lexicon, language)
        self.proposer = FrameProposer(self.frames)
        self.own = Frames(parse(lexicon)) if lexicon else None
        self.model = default_model() if kind is ReaderKind.ACCURATE and language == "en" else None
        self.sides = default_sides() if language == "en" else None
        self.times = default_times() if language == "en" else None

    def __call__(self, doc: Doc) -> Doc:
        draft = begin(doc, "dragoman_events")
        by_frames = proposals = self.proposer.propose(doc, draft)
        if self.model is not None:
            seen = self.model.propose(doc)
            proposals = together(seen, by_frames, doc, self.frames, self.model.alone, self.own)
            forget(doc)
        if self.sides is not None:
            proposals = self.sides.filled(proposals, by_frames, doc, draft)
        draft.events = settle(proposals, doc, draft, self.times)
        return doc


_DEFAULTS = {"lexicon": None, "kind": DEFAULT_READER.value}


@Language.factory("dragoman_events", default_config=_DEFAULTS, requires=PARSE, assigns=DRAFT)
def make_events(nlp: Language, name: str, lexicon: str | None, kind: str) -> EventReader:
    """Factory of the component that codes events; ``lexicon`` is the path of a file of more frames."""
    return EventReader(Path(lexicon) if lexicon else None, nlp.lang, ReaderKind(kind))
