"""Who and where a text speaks of: mentions are found (``mention``), then resolved into actors (``resolve``).

The people, bodies, states and unnamed groups of a report are in ``Draft.actors``; ``Draft.mentions`` says of the head
of each phrase who it is, ``Draft.links`` with what confidence. Names come from the lexicons (``names``) and from the
user's own file (``own``), places from gazetteers (``places``).
"""

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.mentions import places, written  # noqa: F401
from dragoman.mentions.countries import index_of
from dragoman.mentions.home import home_of, home_of_report
from dragoman.mentions.mention import Detector, Mention, MentionKind
from dragoman.mentions.names import country_names, demonyms, leaders, names
from dragoman.mentions.resolve import Resolver, countries_of
from dragoman.reading.attribution.quotes import quotations
from dragoman.reading.draft import DRAFT, PARSE, begin
from dragoman.syntax.clearnlp import mend_subjects
from dragoman.syntax.tree import text_of

if TYPE_CHECKING:
    from dragoman.mentions.universal import UniversalActorReader

__all__ = [
    "ActorReader",
    "Mention",
    "MentionKind",
    "countries_of",
    "country_names",
    "demonyms",
    "home_of",
    "leaders",
    "make_actors",
    "names",
]


class ActorReader:
    """The component ``dragoman_actors`` for English: fills the actors, mentions, links and countries of the draft."""

    def __call__(self, doc: Doc) -> Doc:
        draft = begin(doc, "dragoman_actors")
        mend_subjects(doc)
        index = index_of(doc)
        draft.home = home_of_report(index, draft.places)
        resolver = Resolver(quotations(text_of(doc)), draft.home, draft.publisher, {*index.countries.values()})
        resolver.read(Detector(doc, index, draft.places).mentions())
        resolver.fill(draft)
        draft.countries = index.countries
        return doc


@Language.factory("dragoman_actors", requires=PARSE, assigns=DRAFT)
def make_actors(nlp: Language, name: str) -> "ActorReader | UniversalActorReader":
    """Factory of the component that reads actors."""
    if nlp.lang == "en":
        return ActorReader()
    from dragoman.mentions.universal import UniversalActorReader

    return UniversalActorReader(nlp.lang)
