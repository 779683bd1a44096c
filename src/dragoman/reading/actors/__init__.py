"""Actors: who the text names, as what, and of which country; later names, roles and pronouns are the same actor."""

from spacy.language import Language

from dragoman.reading.actors.english import ActorReader
from dragoman.reading.actors.names import country_names, demonyms, leaders, names
from dragoman.reading.actors.universal import UniversalActorReader

__all__ = ["ActorReader", "UniversalActorReader", "country_names", "demonyms", "leaders", "make_actors", "names"]


@Language.factory("dragoman_actors")
def make_actors(nlp: Language, name: str) -> ActorReader | UniversalActorReader:
    """Factory of the component that reads actors: fills ``Draft.actors`` and ``Draft.mentions``."""
    return ActorReader() if nlp.lang == "en" else UniversalActorReader(nlp.lang)
